"""What files of office programs have in common: the room's dates instead of today's, and a face for Chinese."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workshop.core.report import RoomReport
from workshop.exports._pen import Pen

FACE: Final = "Arial"
EAST_ASIAN: Final = "Microsoft YaHei"
"""Word and WPS have both everywhere, or know what to take for them."""
Date = tuple[int, int, int, int, int, int]
EARLIEST: Final[Date] = (1980, 1, 1, 0, 0, 0)
"""An archive knows no earlier date."""
MINUTE_MS: Final = 60_000
"""Files know the opening of the room to the minute, as their data for machines does."""


def describe(properties: Any, report: RoomReport, pen: Pen) -> None:
    """The core properties: title and course, and the opening of the room for every date."""
    opened = datetime.fromtimestamp(report.opened // MINUTE_MS * 60, UTC).replace(tzinfo=None)
    properties.title, properties.subject = (
        storable(pen.text(report.title))[:255],
        storable(pen.text(report.course))[:255],
    )
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = opened
    properties.revision = 1


def storable(text: str) -> str:
    """Text that XML can hold."""
    return "".join(char for char in text if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff"))


def same_bytes(data: bytes) -> bytes:
    """The archive written anew with one date on every part, and so are the archives in it."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            held = old.read(name)
            new.writestr(zipped(name, EARLIEST), same_bytes(held) if name.endswith(".xlsx") else held)
    return target.getvalue()


def zipped(name: str, at: Date) -> ZipInfo:
    """A part of an archive that says nothing about the machine it was made on."""
    part = ZipInfo(name, at)
    part.compress_type, part.external_attr = ZIP_DEFLATED, 0o644 << 16
    return part
