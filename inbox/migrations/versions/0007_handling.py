"""Answers as signed documents: signer, symbol, the file, of which answers given together share one."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

_TABLES = ('answers', 'proposals')
_WORDS = {'signer': 200, 'signer_title': 200, 'symbol': 200}


def upgrade() -> None:
    """Apply this step."""
    op.create_table('signed_files',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('office', sa.String(length=60), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('has_signature', sa.Boolean(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signed_files'))
    )
    for table in _TABLES:
        with op.batch_alter_table(table) as batch_op:
            for name, length in _WORDS.items():
                batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=True))
            batch_op.add_column(sa.Column('signed_file', sa.String(length=32), nullable=True))
            batch_op.create_foreign_key(batch_op.f(f'fk_{table}_signed_file'), 'signed_files', ['signed_file'], ['id'])
            batch_op.create_index(batch_op.f(f'ix_{table}_signed_file'), ['signed_file'], unique=False)
        op.execute(f"UPDATE {table} SET signer = '', signer_title = '', symbol = ''")
        with op.batch_alter_table(table) as batch_op:
            for name, length in _WORDS.items():
                batch_op.alter_column(name, existing_type=sa.String(length=length), nullable=False)


def downgrade() -> None:
    """Undo this step."""
    for table in _TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_index(batch_op.f(f'ix_{table}_signed_file'))
            batch_op.drop_constraint(batch_op.f(f'fk_{table}_signed_file'), type_='foreignkey')
            batch_op.drop_column('signed_file')
            for name in _WORDS:
                batch_op.drop_column(name)
    op.drop_table('signed_files')
