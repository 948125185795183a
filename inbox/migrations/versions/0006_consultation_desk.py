"""The consultation desk: comments answered together share a published file; notes, answers that wait for the head."""

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
    op.create_table('notes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=100), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comments.id'], name=op.f('fk_notes_comment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notes'))
    )
    with op.batch_alter_table('notes') as batch_op:
        batch_op.create_index(batch_op.f('ix_notes_comment_id'), ['comment_id'], unique=False)
    op.create_table('answer_templates',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('office', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_templates'))
    )
    with op.batch_alter_table('answer_templates') as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_templates_office'), ['office'], unique=False)
    op.create_table('approving_offices',
    sa.Column('office', sa.String(length=60), nullable=False),
    sa.Column('chosen_by', sa.String(length=100), nullable=False),
    sa.Column('chosen_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('office', name=op.f('pk_approving_offices'))
    )
    op.create_table('proposals',
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('together', sa.String(length=30), nullable=False),
    sa.Column('proposed_by', sa.String(length=100), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('point', sa.Text(), nullable=False),
    sa.Column('disposition', sa.String(length=30), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comments.id'], name=op.f('fk_proposals_comment_id')),
    sa.PrimaryKeyConstraint('comment_id', name=op.f('pk_proposals'))
    )


def downgrade() -> None:
    """Undo this step."""
    op.drop_table('proposals')
    op.drop_table('approving_offices')
    op.drop_table('answer_templates')
    op.drop_table('notes')
    with op.batch_alter_table('answers') as batch_op:
        batch_op.drop_index(batch_op.f('ix_answers_published_as'))
        batch_op.drop_column('published_as')
