"""A report as one outline, from the cover to the last table: every document draws it in its own way.

Whatever a report holds stands here once, so a file that draws every part of the outline leaves nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Literal

from workshop.core.report import BlockReport, BoardPicture, Chart, Entry, RoomReport, Section, Tally, Text, label
from workshop.exports._grids import (
    IN_SHORT,
    Grid,
    as_text,
    attendance,
    board_grid,
    chart_grid,
    in_short,
    record_grids,
    table_grid,
)
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
    """A paragraph: of the report, the question that was asked, or a remark in small letters.

    A legend holds the words of the picture before it, for those who cannot read pictures.
    """

    text: str
    style: Literal["text", "question", "about", "legend"] = "text"


@dataclass(frozen=True)
class Note:
    """What somebody wrote, and what is known about it. ``hangs`` says that a board of its section shows it, too."""

    text: str
    facts: str
    hangs: bool = False


@dataclass(frozen=True)
class Picture:
    """A wall to draw below its title; the grid or the legend that follows it holds what no list of notes told."""

    board: BoardPicture


@dataclass(frozen=True)
class Plot:
    """Numbers to draw below their title; they stand in the grid that follows it."""

    chart: Chart


def is_legend(part: object) -> bool:
    return isinstance(part, Line) and part.style == "legend"


def is_above(part: object) -> bool:
    """Whether a part stays on the page of what follows it: a heading, a question, when it was."""
    return isinstance(part, Heading | Line) and not is_legend(part)


Part = Heading | Line | Note | Grid | Picture | Plot


@dataclass(frozen=True)
class Outline:
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


def outline(report: RoomReport, pen: Pen, *, by_team: bool = False) -> Outline:
    """Who was there, one by one or by team, and how the days went, then what each activity brought."""
    (_, course), *facts = pen.facts(report)
    title, below = pen.text(report.title), course
    if report.whose is not None:
        title, below = pen.text(label("My course")), title
    people = _by_team(report, pen) if by_team else _people(report, pen)
    parts = (*people, *_agenda(report, pen), *_days(report, pen))
    return Outline(title, below, tuple(fact for fact in facts if fact[1]), parts)


def _people(report: RoomReport, pen: Pen) -> Iterator[Part]:
    if not report.people:
        return
    yield Heading(pen.text(label("Attendance")), 1)
    yield attendance(report, pen)


def _by_team(report: RoomReport, pen: Pen) -> Iterator[Part]:
    """A row for each team; those without one and those who left have rows of their own."""
    if not report.people:
        return
    yield Heading(pen.text(label("Attendance")), 1)
    there: dict[str, list[str]] = {pen.team(team): [] for team in report.teams}
    for one in report.people:
        if not one.left:
            there.setdefault(pen.team(one.team), []).append(pen.text(one.name))
    there[pen.text(label("Left the room"))] = [pen.text(one.name) for one in report.people if one.left]
    rows = tuple((team, pen.names(names), len(names)) for team, names in there.items() if names)
    heads = (label("Team"), label("Name"), label("Number of people"))
    yield Grid("", "", tuple(pen.text(head) for head in heads), rows)


def _agenda(report: RoomReport, pen: Pen) -> Iterator[Part]:
    if not report.blocks:
        return
    yield Heading(pen.text(label("Overview")), 1)
    rows = tuple(in_short(block, pen) for block in report.blocks)
    yield Grid("", "", tuple(pen.text(head) for head in IN_SHORT), rows)


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
    hanging = frozenset(_hanging(section))
    for group, entries in by_group(section.entries):
        yield from _group(group, entries, pen, hanging)
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
        yield from _beside(board, [entry for entry in section.entries if entry in hanging], pen)
    if not has_anything(section):
        yield Line(pen.text(label("Nothing was entered here.")), "about")
    yield from (Line(sentence, "about") for sentence in pen.left_out(section))


def by_group(entries: Iterable[Entry]) -> Iterable[tuple[Text | None, list[Entry]]]:
    """Every group once, in the order in which they come up, with all of its entries."""
    found: dict[Text | None, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.group, []).append(entry)
    return found.items()


def _hanging(section: Section) -> Iterator[Entry]:
    """Entries that a board shows in the place they are listed under."""
    for board in section.boards:
        places = {zone.id: zone.label for zone in board.zones}
        names = {cluster.id: cluster.name for cluster in board.clusters}
        hung = {note.text: (places.get(note.zone), names.get(note.cluster or "")) for note in board.notes}
        for entry in section.entries:
            if entry.text in hung and (entry.group is None or entry.group in hung[entry.text]):
                yield entry


TEXT: Final = 2
"""The column of a board's grid in which its notes stand, after their places and clusters."""


def _beside(board: BoardPicture, entries: list[Entry], pen: Pen) -> Iterator[Part]:
    """What a board shows and no list told: its notes as a grid, or no more than the names of places and clusters."""
    grid = replace(board_grid(board, pen), title="")
    told = {pen.text(entry.text) for entry in entries}
    if any(row[TEXT] and row[TEXT] not in told for row in grid.rows):
        yield _full(grid, told)
        return
    groups = {pen.text(entry.group) for entry in entries}
    names = (as_text(name) for row in grid.rows for name in row[:TEXT])
    shown = dict.fromkeys(name for name in (grid.about, *names) if name and name not in groups)
    if shown:
        yield Line(" · ".join(shown), "legend")


def _full(grid: Grid, told: set[str]) -> Grid:
    """The grid without the notes that were ``told`` before; what names a place or a cluster stays in some row."""
    rows = [row for row in grid.rows if row[TEXT] not in told]
    for place in (0, 1):
        named = {row[place] for row in rows}
        for row in grid.rows:
            if row[place] not in named:
                named.add(row[place])
                rows.append(tuple(cell if at == place else "" for at, cell in enumerate(row)))
    kept = [at for at in range(len(grid.head)) if at == TEXT or any(row[at] != "" for row in rows)]
    return Grid(
        grid.title,
        grid.about,
        tuple(grid.head[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
    )


def _group(
    group: Text | None, entries: Iterable[Entry], pen: Pen, hanging: frozenset[Entry] = frozenset()
) -> Iterator[Part]:
    if group:
        yield Heading(pen.text(group), 4)
    for entry in entries:
        facts = " · ".join(fact for fact in _facts(entry, pen) if fact)
        yield Note(pen.text(entry.text), facts, entry in hanging)


def _facts(entry: Entry, pen: Pen) -> tuple[str, ...]:
    kind = pen.what(entry.what) if entry.what == "seed" else ""
    entered = pen.text(label("entered by the facilitator")) if entry.entered_by == "facilitator" else ""
    clock = pen.clock(pen.written_at(entry))
    return (pen.votes(entry), pen.team(entry.team), pen.author(entry), clock, kind, entered, pen.text(entry.remark))


def _tally(tally: Tally, pen: Pen) -> Grid:
    took_part = pen.text(label("{voters} of {of} took part"), voters=tally.voters, of=tally.of)
    rows = tuple((pen.choice(row.label), row.n) for row in tally.rows)
    return Grid(
        pen.text(tally.title), took_part, (pen.text(label("Choice")), pen.text(label("Votes"))), rows, counts=True
    )
