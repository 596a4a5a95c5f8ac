"""How Alembic reaches the database: through ``workshop.store.migrate`` at start, or by itself for a new migration."""

from alembic import context
from sqlalchemy import Connection

from workshop.config import from_environment
from workshop.store.database import open_database
from workshop.store.tables import metadata


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    database = open_database(from_environment().database)
    with database.writing.connect() as own:
        run(own)
    database.close()
