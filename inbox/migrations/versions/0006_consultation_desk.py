"""The consultation desk: comments that are answered together share a published file."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step. Every answer that was there has been published, if at all, into a file of its own."""
    with op.batch_alter_table('answers') as batch_op:
        batch_op.add_column(sa.Column('published_as', sa.String(length=30), nullable=True))
    op.execute('UPDATE answers SET published_as = id')
    with op.batch_alter_table('answers') as batch_op:
        batch_op.alter_column('published_as', existing_type=sa.String(length=30), nullable=False)
        batch_op.create_index(batch_op.f('ix_answers_published_as'), ['published_as'], unique=False)


def downgrade() -> None:
    """Undo this step."""
    with op.batch_alter_table('answers') as batch_op:
        batch_op.drop_index(batch_op.f('ix_answers_published_as'))
        batch_op.drop_column('published_as')
