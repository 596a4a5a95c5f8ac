"""What a section holds beside its entries and counts, as plain grids: sheets filled in, tables, charts, boards.

A file that has no pictures of its own writes each grid down as a table, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from workshop.core.report import (
    BlockReport,
    BoardPicture,
    Chart,
    Record,
    RoomReport,
    Section,
    Sticky,
    Table,
    Text,
    label,
)
from workshop.exports._pen import Pen

Cell = str | int | float

IN_SHORT: Final = (
    label("Day"),
    label("Activity"),
    label("Began"),
    label("Ended"),
    label("Minutes planned"),
    label("State"),
)
"""What heads the columns of ``in_short``."""


def attendance(report: RoomReport, pen: Pen) -> Grid:
    """Who was there: their team, when they came, and whether they left."""
    left = pen.text(label("Left the room"))
    rows = tuple(
        (pen.text(one.name), pen.team(one.team), pen.minute(one.joined), left if one.left else "")
        for one in report.people
    )
    heads = (label("Name"), label("Team"), label("Joined"), label("Remark"))
    return Grid("", "", tuple(pen.text(head) for head in heads), rows)


def in_short(block: BlockReport, pen: Pen) -> tuple[Cell, ...]:
    """One activity as a row of the agenda, as planned and as it ran."""
    return (
        block.day,
        pen.text(block.title),
        pen.clock(block.began),
        pen.clock(block.ended),
        block.planned_minutes,
        pen.state(block.state),
    )


def as_text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else figure(cell)


def figure(value: float) -> str:
    """As people write numbers: 95.65 of 95.652173, and 3 of 3.0."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Grid:
    """A table with what stands above it: its title, and a line about it. Every row is as long as the head.

    ``counts`` says that each row is a choice and how often it was taken.
    """

    title: str
    about: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    counts: bool = False


def grids(section: Section, pen: Pen) -> Iterator[Grid]:
    """In the order in which a report tells them."""
    for record in section.records:
        yield from record_grids(record, pen)
    for table in section.tables:
        yield table_grid(table, pen)
    for chart in section.charts:
        yield chart_grid(chart, pen)
    for board in section.boards:
        yield board_grid(board, pen)


def record_grids(record: Record, pen: Pen) -> Iterator[Grid]:
    """The fields with their answers, several to one field below one another; then the tables."""
    told = ((pen.text(fact.label), pen.text(fact.value)) for fact in record.facts)
    facts = tuple((name, "\n".join(value for _, value in of)) for name, of in groupby(told, itemgetter(0)))
    head = (pen.text(label("Field")), pen.text(label("Answer")))
    yield Grid(pen.text(record.title), about_record(record, pen), head, facts)
    for table in record.tables:
        yield table_grid(table, pen)


def about_record(record: Record, pen: Pen) -> str:
    """Whose it is and when it was written, as far as the wall showed it."""
    facts = (pen.team(record.team), pen.text(record.author), pen.clock(record.minute))
    return " · ".join(fact for fact in facts if fact)


def table_grid(table: Table, pen: Pen) -> Grid:
    rows = tuple(tuple(pen.text(cell) for cell in row) for row in table.rows)
    return Grid(pen.text(table.title), "", tuple(pen.text(head) for head in table.head), rows)


def chart_grid(chart: Chart, pen: Pen) -> Grid:
    """A row for each label, a column for each line of the chart."""
    about = pen.ngettext("{n} person", "{n} people", chart.n)
    head = (pen.text(label("Item")), *(pen.text(series.label) for series in chart.series))
    rows: list[tuple[Cell, ...]] = [
        (pen.choice(name), *(round(series.values[at], 2) for series in chart.series))
        for at, name in enumerate(chart.labels)
    ]
    return Grid(pen.text(chart.title), about, head, tuple(rows))


def board_grid(board: BoardPicture, pen: Pen) -> Grid:
    """Every note under its place; a place or a cluster without notes is there, too."""
    whose = pen.text(label("Board of {owner}"), owner=pen.team(board.owner)) if board.owner else ""
    axes = " × ".join(pen.text(axis) for axis in board.axes or ())
    heads = (label("Place on the board"), label("Group"), *_NOTE_HEADS)
    return Grid(
        whose or pen.text(label("The board")),
        axes,
        tuple(pen.text(head) for head in heads),
        tuple(_board_rows(board, pen)),
    )


_NOTE_HEADS = (label("Text"), label("Votes"), label("Team"), label("Author"), label("Remark"))


def _board_rows(board: BoardPicture, pen: Pen) -> Iterator[tuple[Cell, ...]]:
    named = {box.id: f"{pen.text(box.mark)} {pen.text(box.name)}".strip() for box in board.clusters}
    nothing = ("",) * len(_NOTE_HEADS)
    for zone in board.zones:
        notes = [note for note in board.notes if note.zone == zone.id]
        for note in notes:
            yield (pen.text(zone.label), named.get(note.cluster or "", ""), *_note(note, pen))
        if not notes:
            yield (pen.text(zone.label), "", *nothing)
    held = {note.cluster for note in board.notes}
    for id_, name in named.items():
        if id_ not in held:
            yield ("", name, *nothing)


def _note(note: Sticky, pen: Pen) -> tuple[Cell, ...]:
    votes = "" if note.votes is None else note.votes
    team = "" if note.team is None else pen.team(f"#{note.team}")
    return (pen.text(note.text), votes, team, pen.text(note.author), pen.text(note.remark))


def only_on_boards(section: Section) -> Iterator[tuple[BoardPicture, Sticky]]:
    """Notes that hang on a board and stand nowhere else in the section."""
    written: set[Text] = {entry.text for entry in section.entries}
    for board in section.boards:
        yield from ((board, note) for note in board.notes if note.text not in written)
