"""Rooms of simulated people are marked as what they are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("rooms", sa.Column("rehearsal", sa.Boolean(), nullable=False, server_default=sa.false()))
