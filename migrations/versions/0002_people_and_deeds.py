"""More trainers, co-facilitators, seats that are handed over; which events a facilitator caused; names by number."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("trainers", sa.Column("left_at", sa.BigInteger()))
    op.add_column("staff_sessions", sa.Column("device", sa.Text()))
    op.add_column("rooms", sa.Column("joining", sa.String(8), nullable=False, server_default="open"))
    op.add_column("events", sa.Column("deed", sa.BigInteger()))
    op.add_column("events", sa.Column("cause", sa.String(80)))
    op.create_table(
        "trainer_links",
        sa.Column("link", sa.LargeBinary(32), nullable=False),
        sa.Column("trainer", sa.String(16)),
        sa.Column("made_by", sa.String(16)),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["trainer"], ["trainers.id"], name="fk_trainer_links_trainer", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["made_by"], ["trainers.id"], name="fk_trainer_links_made_by", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("link", name="pk_trainer_links"),
    )
    op.create_table(
        "names",
        sa.Column("room", sa.String(16), nullable=False),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False),
        _of_a_room("names"),
        sa.PrimaryKeyConstraint("room", "person", "n", name="pk_names"),
    )
    op.execute("INSERT INTO names (room, person, n, name) SELECT room, id, 0, name FROM people")
    op.create_table(
        "seat_links",
        sa.Column("link", sa.LargeBinary(32), nullable=False),
        sa.Column("room", sa.String(16), nullable=False),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        _of_a_room("seat_links"),
        sa.PrimaryKeyConstraint("link", name="pk_seat_links"),
    )
    op.create_table(
        "co_facilitators",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("room", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("link", sa.LargeBinary(32), nullable=False),
        sa.Column("cookie", sa.LargeBinary(32)),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger()),
        _of_a_room("co_facilitators"),
        sa.PrimaryKeyConstraint("id", name="pk_co_facilitators"),
        sa.UniqueConstraint("link", name="uq_co_facilitators_link"),
        sa.UniqueConstraint("cookie", name="uq_co_facilitators_cookie"),
    )
    op.create_table(
        "old_codes",
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("dropped_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_old_codes"),
    )


def _of_a_room(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["room"], ["rooms.id"], name=f"fk_{table}_room", ondelete="CASCADE")
