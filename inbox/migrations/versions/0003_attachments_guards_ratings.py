"""Files that citizens attach; what is held for a look; what networks did in an hour; ratings."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.create_table('attachments',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('stamp', sa.String(length=64), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('extension', sa.String(length=10), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachments')),
    sa.UniqueConstraint('stamp', 'sha256', name=op.f('uq_attachments_stamp'))
    )
    op.create_table('holds',
    sa.Column('stamp', sa.String(length=64), nullable=False),
    sa.Column('signs', sa.JSON(), nullable=False),
    sa.Column('held_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('released_by', sa.String(length=100), nullable=True),
    sa.PrimaryKeyConstraint('stamp', name=op.f('pk_holds'))
    )
    op.create_table('salts',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('salt', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_salts'))
    )
    op.create_table('budgets',
    sa.Column('hour', sa.String(length=13), nullable=False),
    sa.Column('what', sa.String(length=20), nullable=False),
    sa.Column('network', sa.String(length=32), nullable=False),
    sa.Column('spent', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('hour', 'what', 'network', name=op.f('pk_budgets'))
    )
    op.create_table('ratings',
    sa.Column('stamp', sa.String(length=64), nullable=False),
    sa.Column('point', sa.String(length=60), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('is_counted', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('stamp', name=op.f('pk_ratings'))
    )


def downgrade() -> None:
    """Undo this step."""
    for table in ('ratings', 'budgets', 'salts', 'holds', 'attachments'):
        op.drop_table(table)
