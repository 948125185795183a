"""Accounts: roles, invitations, second factors, tries to sign in, what happened to an account; heartbeats."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

_NEW = ('role', 'invitation_hash', 'invited_until', 'totp_salt', 'totp_step', 'closed_at')


def upgrade() -> None:
    """Apply this step. Whoever could sign in before stays what they were: a clerk of their office."""
    with op.batch_alter_table('officers') as batch_op:
        batch_op.add_column(sa.Column('role', sa.String(length=20), nullable=False, server_default='can-bo'))
        batch_op.add_column(sa.Column('invitation_hash', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('invited_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('totp_salt', sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column('totp_step', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True))
    # The values were for the rows that were there; new ones say theirs.
    with op.batch_alter_table('officers') as batch_op:
        batch_op.alter_column('role', server_default=None, existing_type=sa.String(length=20), existing_nullable=False)
        batch_op.alter_column('totp_step', server_default=None, existing_type=sa.Integer(), existing_nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_officers_invitation_hash'), ['invitation_hash'])

    op.create_table('recovery_codes',
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officers.id'], name=op.f('fk_recovery_codes_officer_id')),
    sa.PrimaryKeyConstraint('officer_id', 'code_hash', name=op.f('pk_recovery_codes'))
    )
    op.create_table('sign_in_tries',
    sa.Column('bucket', sa.String(length=64), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('bucket', name=op.f('pk_sign_in_tries'))
    )
    with op.batch_alter_table('sign_in_tries') as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_tries_until'), ['until'], unique=False)
    op.create_table('account_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('act', sa.String(length=30), nullable=False),
    sa.Column('actor', sa.String(length=100), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officers.id'], name=op.f('fk_account_events_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_events'))
    )
    with op.batch_alter_table('account_events') as batch_op:
        batch_op.create_index(batch_op.f('ix_account_events_officer_id'), ['officer_id'], unique=False)
    op.create_table('heartbeats',
    sa.Column('program', sa.String(length=30), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('program', name=op.f('pk_heartbeats'))
    )


def downgrade() -> None:
    """Undo this step."""
    op.drop_table('heartbeats')
    op.drop_table('account_events')
    op.drop_table('sign_in_tries')
    op.drop_table('recovery_codes')
    with op.batch_alter_table('officers') as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_officers_invitation_hash'), type_='unique')
        for name in _NEW:
            batch_op.drop_column(name)
