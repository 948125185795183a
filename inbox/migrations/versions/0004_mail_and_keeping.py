"""Digests, offices that want them, the ledger of reminders, failures somebody has seen to; what the rules of keeping did."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    with op.batch_alter_table('outbox') as batch_op:
        batch_op.alter_column('comment_id', existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column('dismissed', sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column('digest', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_outbox_digest'), ['digest'], unique=False)
    op.create_table('daily_offices',
    sa.Column('office', sa.String(length=60), nullable=False),
    sa.Column('chosen_by', sa.String(length=100), nullable=False),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('office', name=op.f('pk_daily_offices'))
    )
    op.create_table('reminders',
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comments.id'], name=op.f('fk_reminders_comment_id')),
    sa.PrimaryKeyConstraint('comment_id', 'kind', 'due_on', name=op.f('pk_reminders'))
    )
    op.create_table('keepings',
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('act', sa.String(length=20), nullable=False),
    sa.Column('rule', sa.String(length=60), nullable=False),
    sa.Column('limit', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comments.id'], name=op.f('fk_keepings_comment_id')),
    sa.PrimaryKeyConstraint('comment_id', 'act', name=op.f('pk_keepings'))
    )


def downgrade() -> None:
    """Undo this step; what was in a digest waits by itself again."""
    op.drop_table('keepings')
    op.drop_table('reminders')
    op.drop_table('daily_offices')
    op.execute('DELETE FROM outbox WHERE comment_id IS NULL')
    with op.batch_alter_table('outbox') as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_digest'))
        batch_op.drop_column('digest')
        batch_op.drop_column('dismissed')
        batch_op.alter_column('comment_id', existing_type=sa.Integer(), nullable=False)
