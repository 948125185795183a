"""Runs migrations on the engine that `inbox.migrations` hands over."""

from alembic import context

from inbox.stores.database import altering
from inbox.stores.tables import metadata

engine = context.config.attributes["engine"]
with altering(engine) as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=engine.dialect.name == "sqlite",
    )
    context.run_migrations()
