"""Kinds, several opinions in one sending, who sends, where it came from; what is restricted or sealed; screeners."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

# Rows that are there already are single opinions of single people, sent over the web.
_FILLED = [
    ('part', sa.Integer(), '1'),
    ('suspected', sa.String(20), ''),
    ('provenance', sa.JSON(), '{}'),
    ('count', sa.Integer(), '1'),
    ('place', sa.String(60), ''),
    ('accused', sa.String(60), ''),
    ('stance', sa.String(20), ''),
    ('phone', sa.String(200), ''),
    ('village', sa.String(60), ''),
    ('role', sa.String(20), ''),
    ('organisation', sa.String(200), ''),
    ('may_quote', sa.Boolean(), sa.false()),
    ('may_name', sa.Boolean(), sa.false()),
    ('due_version', sa.Text(), ''),
]
_EMPTY = [('relates_to', sa.String(30)), ('sealed', sa.LargeBinary()), ('due_from', sa.Date())]


def upgrade() -> None:
    """Apply this step."""
    with op.batch_alter_table('comments') as batch:
        for name, type_, value in _FILLED:
            batch.add_column(sa.Column(name, type_, nullable=False, server_default=value))
        for name, type_ in _EMPTY:
            batch.add_column(sa.Column(name, type_))
        batch.drop_constraint('uq_comments_stamp', type_='unique')
        batch.create_unique_constraint('uq_comments_stamp', ['stamp', 'part'])
    op.execute('UPDATE comments SET due_from = date(received_at)')
    with op.batch_alter_table('comments') as batch:
        for name, _, _ in _FILLED:
            batch.alter_column(name, server_default=None)
        batch.alter_column('due_from', existing_type=sa.Date(), nullable=False)
    with op.batch_alter_table('officers') as batch:
        batch.add_column(sa.Column('is_screener', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('officers') as batch:
        batch.alter_column('is_screener', server_default=None)


def downgrade() -> None:
    """Undo this step; of several opinions in one sending each becomes one of its own."""
    op.execute("UPDATE comments SET stamp = stamp || '-' || part WHERE part > 1")
    with op.batch_alter_table('officers') as batch:
        batch.drop_column('is_screener')
    with op.batch_alter_table('comments') as batch:
        batch.drop_constraint('uq_comments_stamp', type_='unique')
        batch.create_unique_constraint('uq_comments_stamp', ['stamp'])
        for name in [*(name for name, _, _ in _FILLED), *(name for name, _ in _EMPTY)]:
            batch.drop_column(name)
