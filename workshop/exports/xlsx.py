"""The workbook: an overview, a sheet for each activity, one long table of all entries, and who was there.

Every text is written as text and every count as a number, so a note that starts with ``=`` stays a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Final

from workshop.core.report import BlockReport, Entry, RoomReport, Section, Tally, Text, label
from workshop.exports._grids import IN_SHORT, Cell, Grid, attendance, grids, in_short
from workshop.exports._pen import Pen
from workshop.exports._sheets import Book, Sheet
from workshop.exports._table import COLUMNS, has_anything, has_something, rows

EXTENSION: Final = "xlsx"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE: Final = label("Workbook for Excel and WPS").text

_SHORT: Final = (*IN_SHORT, label("Entries"), label("Kept back"), label("Hidden"))
_LEFT: Final = (label("Group"), label("Text"), label("Team"))
_RIGHT: Final = (label("Author"), label("Time"), label("Entered by"), label("Kind"), label("Remark"))


def write(report: RoomReport, lang: str) -> bytes:
    pen = Pen(report, lang)
    book = Book(pen.text(report.title), created=pen.time(report.opened).astimezone(UTC).replace(second=0))
    _overview(book.sheet(pen.text(label("Overview"))), report, pen)
    for block in report.blocks:
        if has_something(block):
            _activity(book.sheet(pen.text(block.title)), block, pen)
    _long_table(book.sheet(pen.text(label("All entries"))), report, pen)
    _attendance(book.sheet(pen.text(label("Attendance"))), report, pen)
    return book.finished()


# --- overview -----------------------------------------------------------------------------------------------------


def _overview(sheet: Sheet, report: RoomReport, pen: Pen) -> None:
    sheet.line(pen.text(report.title), style="title")
    for name, value in pen.facts(report):
        sheet.line(name, value)
    sheet.skip()
    sheet.row(*(pen.text(head) for head in _SHORT), style="head")
    for block in report.blocks:
        sheet.row(*_counted(block, pen))
    sheet.skip()
    for sentence in (
        label("Kept back: notes that stayed with their teams and never went up on the wall."),
        label("Hidden: notes that the facilitator took down."),
    ):
        sheet.line(pen.text(sentence))
    sheet.finish()


def _counted(block: BlockReport, pen: Pen) -> tuple[Cell, ...]:
    sections = block.report.sections
    return (
        *in_short(block, pen),
        sum(len(section.entries) for section in sections),
        sum(section.kept_back for section in sections),
        sum(section.hidden for section in sections),
    )


# --- an activity --------------------------------------------------------------------------------------------------


def _activity(sheet: Sheet, block: BlockReport, pen: Pen) -> None:
    sheet.line(pen.text(block.title), style="title")
    sheet.line(pen.when(block))
    for section in block.report.sections:
        sheet.skip()
        _section(sheet, section, pen)
    sheet.finish()


def _section(sheet: Sheet, section: Section, pen: Pen) -> None:
    sheet.line(pen.text(section.title), style="section")
    if section.question:
        sheet.line(pen.text(section.question))
    if section.entries:
        _entries(sheet, section.entries, pen)
    for tally in section.tallies:
        _tally(sheet, tally, pen)
    for grid in grids(section, pen):
        _grid(sheet, grid)
    if not has_anything(section):
        sheet.line(pen.text(label("Nothing was entered here.")))
    for sentence in pen.left_out(section):
        sheet.line(sentence)


def _entries(sheet: Sheet, entries: tuple[Entry, ...], pen: Pen) -> None:
    """A table of the entries, with a column for each vote that was held on them."""
    votes = list(dict.fromkeys(vote for entry in entries for vote, _ in entry.votes or ()))
    heads = [*_LEFT, *(votes if len(votes) > 1 else [label("Votes")] * len(votes)), *_RIGHT]
    sheet.row(*(pen.text(head) for head in heads), style="head")
    for entry in entries:
        sheet.row(*_entry(entry, votes, pen))


def _entry(entry: Entry, votes: list[Text], pen: Pen) -> Iterator[Cell]:
    yield pen.text(entry.group)
    yield pen.text(entry.text)
    yield pen.team(entry.team)
    dots = dict(entry.votes or ())
    for vote in votes:
        yield dots.get(vote, "")
    yield pen.author(entry)
    yield pen.minute(pen.written_at(entry))
    yield pen.entered_by(entry.entered_by)
    yield pen.what(entry.what)
    yield pen.text(entry.remark)


def _tally(sheet: Sheet, tally: Tally, pen: Pen) -> None:
    took_part = pen.text(label("{voters} of {of} took part"), voters=tally.voters, of=tally.of)
    sheet.line(took_part)
    sheet.row(pen.text(label("Place")), pen.text(tally.title), pen.text(label("Votes")), style="head")
    for place, row in zip(places([row.n for row in tally.rows]), tally.rows, strict=True):
        sheet.row(place, pen.choice(row.label), row.n)


def _grid(sheet: Sheet, grid: Grid) -> None:
    sheet.skip()
    sheet.line(grid.title, style="section")
    if grid.about:
        sheet.line(grid.about)
    sheet.row(*grid.head, style="head")
    for row in grid.rows:
        sheet.row(*row)


def places(counts: list[int]) -> list[int]:
    """The place of each count, where equal counts share one: 5, 3, 3, 1 are 1, 2, 2, 4."""
    return [1 + sum(other > count for other in counts) for count in counts]


# --- lists --------------------------------------------------------------------------------------------------------


def _long_table(sheet: Sheet, report: RoomReport, pen: Pen) -> None:
    sheet.row(*(pen.text(column) for column in COLUMNS), style="head")
    for row in rows(report, pen):
        sheet.row(*row)
    sheet.finish_list(len(COLUMNS), frozenset({COLUMNS.index(label("Text"))}))


def _attendance(sheet: Sheet, report: RoomReport, pen: Pen) -> None:
    people = attendance(report, pen)
    sheet.row(*people.head, style="head")
    for row in people.rows:
        sheet.row(*row)
    sheet.finish_list(len(people.head))
