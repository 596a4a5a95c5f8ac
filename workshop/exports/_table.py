"""The long table: everything a room wrote, one thing a line, with all that one could sort or filter it by.

Sheets give a line for each field and carry their owner and date; tables give a line for each row. Counts and values
of charts have lines of their own, told apart by their kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workshop.core.report import BlockReport, Chart, Entry, Label, Record, RoomReport, Section, Table, Tally, label
from workshop.exports._grids import Cell, figure, only_on_boards
from workshop.exports._pen import Pen

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
    label("Owner"),
    label("Due"),
)


def rows(report: RoomReport, pen: Pen) -> Iterator[tuple[Cell, ...]]:
    """In the order of the day; numbers are numbers."""
    for block in report.blocks:
        for section in block.report.sections:
            place = (block.day, pen.text(block.title), pen.text(section.question or section.title))
            yield from ((*place, *row) for row in _of_section(section, pen))


def _of_section(section: Section, pen: Pen) -> Iterator[tuple[Cell, ...]]:
    for entry in section.entries:
        yield _entry(entry, pen)
    for record in section.records:
        yield from _record(record, pen)
    for table in section.tables:
        yield from _table(table, pen)
    for tally in section.tallies:
        yield from _tally(tally, pen)
    for chart in section.charts:
        yield from _chart(chart, pen)
    for board, note in only_on_boards(section):
        zone = next((zone.label for zone in board.zones if zone.id == note.zone), None)
        yield _line(
            pen,
            label("Note"),
            group=pen.text(zone),
            text=pen.text(note.text),
            team="" if note.team is None else pen.team(f"#{note.team}"),
            votes="" if note.votes is None else note.votes,
            author=pen.text(note.author),
            remark=pen.text(note.remark),
        )


def _entry(entry: Entry, pen: Pen) -> tuple[Cell, ...]:
    return (
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
        "",
        "",
    )


def _record(record: Record, pen: Pen) -> Iterator[tuple[Cell, ...]]:
    """Each field with the owner and the date of its sheet; a sheet that has nothing else has one line for them."""
    owner, due = (pen.several(pen.text(fact.value) for fact in record.facts if fact.role == role) for role in _ASIDE)
    fields = [(fact.label, fact.value) for fact in record.facts if fact.role == "text"]
    if not fields and (owner or due):
        fields = [(label("Sheet"), "")]
    about = {
        "team": pen.team(record.team),
        "author": pen.text(record.author),
        "minute": pen.minute(record.minute),
        "remark": pen.text(record.title),
        "owner": owner,
        "due": due,
    }
    for name, value in fields:
        yield _line(pen, label("Sheet"), group=pen.text(name), text=pen.text(value), **about)
    for table in record.tables:
        yield from _table(table, pen, **about)


_ASIDE: Final = ("owner", "due")


def _table(table: Table, pen: Pen, **about: Cell) -> Iterator[tuple[Cell, ...]]:
    for row in table.rows:
        cells = pen.several(pen.pair(head, pen.text(cell)) for head, cell in zip(table.head, row, strict=True))
        yield _line(pen, label("Row of a table"), **{**about, "group": pen.text(table.title), "text": cells})


def _tally(tally: Tally, pen: Pen) -> Iterator[tuple[Cell, ...]]:
    took_part = pen.text(label("{voters} of {of} took part"), voters=tally.voters, of=tally.of)
    for row in tally.rows:
        text, group = pen.choice(row.label), pen.text(tally.title)
        yield _line(pen, label("Count"), group=group, text=text, votes=row.n, remark=took_part)


def _chart(chart: Chart, pen: Pen) -> Iterator[tuple[Cell, ...]]:
    people = pen.ngettext("{n} person", "{n} people", chart.n)
    for series in chart.series:
        for name, value in zip(chart.labels, series.values, strict=True):
            text = pen.pair(series.label, pen.choice(name))
            yield _line(
                pen, label("Value"), group=pen.text(chart.title), text=text, detail=figure(value), remark=people
            )


_CELLS: Final = ("group", "text", "team", "votes", "detail", "author", "minute", "entered", "what", "remark", "owner",
                 "due")  # fmt: skip


def _line(pen: Pen, what: Label, **cells: Cell) -> tuple[Cell, ...]:
    """A line with what is known, empty where nothing is."""
    known: dict[str, Cell] = {**cells, "what": pen.text(what)}
    return tuple(known.get(name, "") for name in _CELLS)


def has_something(block: BlockReport) -> bool:
    """Whether there is anything to tell: what was begun, or what was written ahead of its time."""
    return bool(block.report.sections) and (
        block.state in ("done", "running")
        or any(has_anything(one) or one.kept_back or one.hidden for one in block.report.sections)
    )


def has_anything(section: Section) -> bool:
    """Whether anybody wrote, filled in or counted anything here."""
    tables, boards = any(one.rows for one in section.tables), any(one.notes for one in section.boards)
    return bool(section.entries or section.tallies or section.records or tables or section.charts or boards)
