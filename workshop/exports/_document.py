"""A report as one outline, from the cover to the last table: every document draws it in its own way.

Whatever a report holds stands here once, so a file that draws every part of the outline leaves nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from workshop.core.report import BlockReport, BoardPicture, Chart, Entry, RoomReport, Section, Tally, Text, label
from workshop.exports._grids import Grid, board_grid, chart_grid, record_grids, table_grid
from workshop.exports._pen import Pen
from workshop.exports._table import has_anything, has_something


@dataclass(frozen=True)
class Heading:
    """``level`` 1 is a part of the document: a day, or one of its lists. ``breaks`` begins a page."""

    text: str
    level: int
    breaks: bool = False


@dataclass(frozen=True)
class Line:
    """A paragraph: of the report, the question that was asked, or a remark in small letters."""

    text: str
    style: Literal["text", "question", "about"] = "text"


@dataclass(frozen=True)
class Note:
    """What somebody wrote, and what is known about it."""

    text: str
    facts: str


@dataclass(frozen=True)
class Picture:
    """A wall to draw below its title; its notes stand in the grid that follows it."""

    board: BoardPicture


@dataclass(frozen=True)
class Plot:
    """Numbers to draw below their title; they stand in the grid that follows it."""

    chart: Chart


Part = Heading | Line | Note | Grid | Picture | Plot


@dataclass(frozen=True)
class Outline:
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


def outline(report: RoomReport, pen: Pen) -> Outline:
    """Who was there and how the days went, then what each activity brought."""
    course, *facts = pen.facts(report)
    parts = (*_people(report, pen), *_agenda(report, pen), *_days(report, pen))
    return Outline(pen.text(report.title), course[1], tuple(fact for fact in facts if fact[1]), parts)


def _people(report: RoomReport, pen: Pen) -> Iterator[Part]:
    if not report.people:
        return
    yield Heading(pen.text(label("Attendance")), 1)
    left = pen.text(label("Left the room"))
    rows = tuple(
        (pen.text(one.name), pen.team(one.team), pen.minute(one.joined), left if one.left else "")
        for one in report.people
    )
    heads = (label("Name"), label("Team"), label("Joined"), label("Remark"))
    yield Grid("", "", tuple(pen.text(head) for head in heads), rows)


def _agenda(report: RoomReport, pen: Pen) -> Iterator[Part]:
    if not report.blocks:
        return
    yield Heading(pen.text(label("Overview")), 1)
    heads = (label("Day"), label("Activity"), label("Began"), label("Ended"), label("Minutes planned"), label("State"))
    rows = tuple(
        (
            block.day,
            pen.text(block.title),
            pen.clock(block.began),
            pen.clock(block.ended),
            block.planned_minutes,
            pen.state(block.state),
        )
        for block in report.blocks
    )
    yield Grid("", "", tuple(pen.text(head) for head in heads), rows)


def _days(report: RoomReport, pen: Pen) -> Iterator[Part]:
    took_place = [block for block in report.blocks if has_something(block)]
    for day, blocks in groupby(took_place, key=lambda block: block.day):
        yield Heading(pen.text(label("Day {n}"), n=day), 1, breaks=True)
        for block in blocks:
            yield from _block(block, pen)


def _block(block: BlockReport, pen: Pen) -> Iterator[Part]:
    yield Heading(pen.text(block.title), 2)
    yield Line(pen.when(block), "about")
    for section in block.report.sections:
        yield from _section(section, pen)


def _section(section: Section, pen: Pen) -> Iterator[Part]:
    yield Heading(pen.text(section.title), 3)
    if section.question:
        yield Line(pen.text(section.question), "question")
    for group, entries in groupby(section.entries, key=lambda entry: entry.group):
        yield from _group(group, entries, pen)
    for tally in section.tallies:
        yield _tally(tally, pen)
    for record in section.records:
        yield from record_grids(record, pen)
    for table in section.tables:
        yield table_grid(table, pen)
    for chart in section.charts:
        yield Plot(chart)
        yield replace(chart_grid(chart, pen), title="")
    for board in section.boards:
        yield Picture(board)
        yield replace(board_grid(board, pen), title="")
    if not has_anything(section):
        yield Line(pen.text(label("Nothing was entered here.")), "about")
    yield from (Line(sentence, "about") for sentence in pen.left_out(section))


def _group(group: Text | None, entries: Iterable[Entry], pen: Pen) -> Iterator[Part]:
    if group:
        yield Heading(pen.text(group), 4)
    for entry in entries:
        yield Note(pen.text(entry.text), " · ".join(fact for fact in _facts(entry, pen) if fact))


def _facts(entry: Entry, pen: Pen) -> tuple[str, ...]:
    kind = pen.what(entry.what) if entry.what == "seed" else ""
    entered = pen.text(label("entered by the facilitator")) if entry.entered_by == "facilitator" else ""
    clock = pen.clock(pen.written_at(entry))
    return (pen.votes(entry), pen.team(entry.team), pen.author(entry), clock, kind, entered, pen.text(entry.remark))


def _tally(tally: Tally, pen: Pen) -> Grid:
    took_part = pen.text(label("{voters} of {of} took part"), voters=tally.voters, of=tally.of)
    rows = tuple((pen.text(row.label), row.n) for row in tally.rows)
    return Grid(pen.text(tally.title), took_part, (pen.text(label("Answer")), pen.text(label("Votes"))), rows)
