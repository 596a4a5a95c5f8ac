"""The long table: every entry of a room on one line, with everything one could sort or filter it by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workshop.core.report import BlockReport, Entry, Label, RoomReport, Section, label
from workshop.exports._pen import Pen

Cell = str | int | float
COLUMNS: Final[tuple[Label, ...]] = (
    label("Day"),
    label("Activity"),
    label("Question"),
    label("Group"),
    label("Text"),
    label("Team"),
    label("Votes"),
    label("Votes in detail"),
    label("Author"),
    label("Time"),
    label("Entered by"),
    label("Kind"),
    label("Remark"),
)


def rows(report: RoomReport, pen: Pen) -> Iterator[tuple[Cell, ...]]:
    """One row for each entry, in the order of the day; numbers are numbers."""
    for block in report.blocks:
        for section in block.report.sections:
            for entry in section.entries:
                yield _row(block, section, entry, pen)


def _row(block: BlockReport, section: Section, entry: Entry, pen: Pen) -> tuple[Cell, ...]:
    return (
        block.day,
        pen.text(block.title),
        pen.text(section.question or section.title),
        pen.text(entry.group),
        pen.text(entry.text),
        pen.team(entry.team),
        "" if entry.votes is None else sum(n for _, n in entry.votes),
        pen.votes(entry) if len(entry.votes or ()) > 1 else "",
        pen.author(entry),
        pen.minute(pen.written_at(entry)),
        pen.entered_by(entry.entered_by),
        pen.what(entry.what),
        pen.text(entry.remark),
    )


def has_something(block: BlockReport) -> bool:
    """Whether there is anything to tell: what was begun, or what was written ahead of its time."""
    return bool(block.report.sections) and (
        block.state in ("done", "running")
        or any(one.entries or one.tallies or one.kept_back or one.hidden for one in block.report.sections)
    )
