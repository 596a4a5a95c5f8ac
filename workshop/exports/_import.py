"""Takes the data for machines in: checked in a worker, kept small, and read again when a file is made of it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any, Final

import orjson

from workshop.core.course import Words
from workshop.core.report import RoomReport
from workshop.exports._from_json import read
from workshop.exports.json import write

LEVEL: Final = 6


@dataclass(frozen=True)
class Found:
    """What a file holds: enough for a list, and the report as ``unpacked`` reads it."""

    title: str
    course: Words
    opened: int
    utc_offset_minutes: int
    people: int
    packed: bytes


def taken_in(data: bytes) -> bytes:
    """What a worker answers for a file that was brought; raises ``NoReport``."""
    report = read(data)
    head = {
        "title": report.title,
        "course": report.course.model_dump(),
        "opened": report.opened,
        "utc_offset_minutes": report.utc_offset_minutes,
        "people": sum(not person.left for person in report.people),
    }
    return orjson.dumps(head) + b"\n" + zlib.compress(write(report, "zh"), LEVEL)


def found(answer: bytes) -> Found:
    """What the worker answered."""
    line, _, packed = answer.partition(b"\n")
    head: dict[str, Any] = orjson.loads(line)
    course = Words.model_validate(head.pop("course"))
    return Found(**head, course=course, packed=packed)


def unpacked(packed: bytes) -> RoomReport:
    """The report; for a thread, as it takes half a second for the largest."""
    return read(zlib.decompress(packed))
