"""Refusals that quote people are kept no more: what they quote could not be erased."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

QUOTING = {
    "board/field_changed",
    "board/scribe_only",
    "form/changed",
    "form/held",
    "rounds/names",
    "sort/scribe_only",
}


def upgrade() -> None:
    key = [sa.column(name) for name in ("room", "actor", "command")]
    answers = sa.table("answers", *key, sa.column("answer"))
    connection = op.get_bind()
    kept = connection.execute(sa.select(answers)).all()
    for row in kept:
        if json.loads(row.answer).get("code") in QUOTING:
            its = (column == getattr(row, column.name) for column in key)
            connection.execute(sa.delete(answers).where(*its))
