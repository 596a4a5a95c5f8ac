"""What a trainer puts on the pack of a room, and the links under which its results are shared."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "brands",
        sa.Column("room", sa.String(16), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("colour", sa.String(7), nullable=False),
        sa.Column("logo", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["room"], ["rooms.id"], name="fk_brands_room", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("room", name="pk_brands"),
    )
    op.create_table(
        "result_links",
        sa.Column("link", sa.LargeBinary(32), nullable=False),
        sa.Column("room", sa.String(16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["room"], ["rooms.id"], name="fk_result_links_room", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("link", name="pk_result_links"),
    )
