"""The log of receipts: a salted commitment to each comment, a root for each day; the id of what a code stood beside.

What came before is in no log.
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    with op.batch_alter_table('comments') as batch_op:
        batch_op.add_column(sa.Column('about', sa.String(length=60), nullable=True))
    op.create_table('logged_days',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('root', sa.String(length=64), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_logged_days'))
    )
    op.create_table('receipt_log',
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('salt', sa.String(length=64), nullable=False),
    sa.Column('words', sa.String(length=64), nullable=False),
    sa.Column('commitment', sa.String(length=64), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['comment_id'], ['comments.id'], name=op.f('fk_receipt_log_comment_id')),
    sa.ForeignKeyConstraint(['day'], ['logged_days.day'], name=op.f('fk_receipt_log_day')),
    sa.PrimaryKeyConstraint('comment_id', name=op.f('pk_receipt_log'))
    )
    with op.batch_alter_table('receipt_log') as batch_op:
        batch_op.create_index(batch_op.f('ix_receipt_log_day'), ['day'], unique=False)


def downgrade() -> None:
    """Undo this step."""
    with op.batch_alter_table('receipt_log') as batch_op:
        batch_op.drop_index(batch_op.f('ix_receipt_log_day'))
    op.drop_table('receipt_log')
    op.drop_table('logged_days')
    with op.batch_alter_table('comments') as batch_op:
        batch_op.drop_column('about')
