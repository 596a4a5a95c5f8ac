"""Trainers and their sessions, rooms with their logs, people, screens."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "trainers",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trainers"),
        sa.UniqueConstraint("name", name="uq_trainers_name"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token", sa.LargeBinary(32), nullable=False),
        sa.Column("trainer", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["trainer"], ["trainers.id"], name="fk_staff_sessions_trainer", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token", name="pk_staff_sessions"),
    )
    op.create_table(
        "rooms",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("owner", sa.String(16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("join_token", sa.String(32), nullable=False),
        sa.Column("course_title", sa.Text(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("agenda", sa.String(64), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("utc_offset_minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("seq", sa.BigInteger(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["owner"], ["trainers.id"], name="fk_rooms_owner"),
        sa.PrimaryKeyConstraint("id", name="pk_rooms"),
        sa.UniqueConstraint("code", name="uq_rooms_code"),
        sa.UniqueConstraint("join_token", name="uq_rooms_join_token"),
    )
    op.create_table(
        "events",
        sa.Column("room", sa.String(16), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("block", sa.String(64)),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger()),
        _of_a_room("events"),
        sa.PrimaryKeyConstraint("room", "seq", name="pk_events"),
    )
    op.create_table(
        "answers",
        sa.Column("room", sa.String(16), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("command", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary(16), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        _of_a_room("answers"),
        sa.PrimaryKeyConstraint("room", "actor", "command", name="pk_answers"),
    )
    op.create_table(
        "people",
        sa.Column("room", sa.String(16), nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("look", sa.Text(), nullable=False),
        sa.Column("seat_code", sa.String(4), nullable=False),
        sa.Column("wrong_codes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("ticket", sa.LargeBinary(32)),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        _of_a_room("people"),
        sa.PrimaryKeyConstraint("room", "id", name="pk_people"),
    )
    op.create_index("ix_people_look", "people", ["room", "look"], unique=True)
    op.create_index("ix_people_ticket", "people", ["ticket"])
    op.create_table(
        "pseudonym_keys",
        sa.Column("room", sa.String(16), nullable=False),
        sa.Column("block", sa.String(64), nullable=False),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        _of_a_room("pseudonym_keys"),
        sa.PrimaryKeyConstraint("room", "block", name="pk_pseudonym_keys"),
    )
    op.create_table(
        "screens",
        sa.Column("link", sa.LargeBinary(32), nullable=False),
        sa.Column("room", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("cookie", sa.LargeBinary(32)),
        _of_a_room("screens"),
        sa.PrimaryKeyConstraint("link", name="pk_screens"),
    )


def _of_a_room(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["room"], ["rooms.id"], name=f"fk_{table}_room", ondelete="CASCADE")
