"""Reports that were brought from another installation, each a room that is over."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("room", sa.String(16), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("report", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["room"], ["rooms.id"], name="fk_imports_room", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("room", name="pk_imports"),
    )
