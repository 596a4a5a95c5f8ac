"""A document to read, to paste into a notes app or to keep under version control.

Whatever people wrote stays text: every character that Markdown or HTML could take for a command is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from workshop.core.report import BlockReport, Entry, RoomReport, Section, Tally, Text, label
from workshop.exports._document import by_group
from workshop.exports._grids import Grid, attendance, grids
from workshop.exports._pen import Pen
from workshop.exports._table import has_anything, has_something

EXTENSION: Final = "md"
MEDIA_TYPE: Final = "text/markdown; charset=utf-8"
TITLE: Final = label("Document for notes apps (Markdown)").text

_COMMANDS: Final = re.compile(
    r"[\\`*_{}\[\]#|~^$]"  # mean something anywhere in a line
    r"|^[+\-=]"  # a list, a rule, the line under a heading
    r"|:(?=//)|(?<=www)\.|:(?=[\w+\-]+:)",  # a link, a picture by its name
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"^(\d+)([.)])")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def write(report: RoomReport, lang: str) -> bytes:
    pen = Pen(report, lang)
    lines = [*_head(report, pen), *_people(report, pen)]
    took_place = [block for block in report.blocks if has_something(block)]
    days = {block.day for block in took_place}
    for day, blocks in groupby(took_place, key=lambda block: block.day):
        if len(days) > 1:
            lines += [f"## {escaped(pen.text(label('Day {n}'), n=day))}", ""]
        for block in blocks:
            lines += _block(block, pen, level=3 if len(days) > 1 else 2)
    lines += _left_nothing([block for block in report.blocks if block not in took_place], pen)
    return ("\n".join(lines).rstrip() + "\n").encode()


def escaped(text: str) -> str:
    """Text on one line that no reader of Markdown takes for anything else."""
    line = " ".join(part.strip() for part in text.splitlines() if part.strip())
    plain = "".join(_ENTITIES.get(char, char) for char in line)
    return _NUMBERED.sub(r"\1\\\2", _COMMANDS.sub(r"\\\g<0>", plain))


def _lines(text: str, indent: str) -> str:
    """Text that keeps its lines, inside a list item or a quotation that begins with ``indent``."""
    return f"\\\n{indent}".join(escaped(line) for line in text.splitlines() if line.strip())


def _head(report: RoomReport, pen: Pen) -> Iterator[str]:
    yield f"# {escaped(pen.text(report.title))}"
    yield ""
    for name, value in pen.facts(report):
        if value:
            yield f"- {escaped(pen.pair(name, value))}"
    yield ""


def _people(report: RoomReport, pen: Pen) -> Iterator[str]:
    if report.people:
        yield from _grid(replace(attendance(report, pen), title=pen.text(label("Attendance"))), 2)


def _left_nothing(blocks: list[BlockReport], pen: Pen) -> Iterator[str]:
    """What else was planned: it is no part of the results, but of the day."""
    if blocks:
        yield f"## {escaped(pen.text(label('Activities that left nothing')))}"
        yield ""
        yield from (f"- {escaped(pen.text(block.title))} ({escaped(pen.when(block))})" for block in blocks)


def _block(block: BlockReport, pen: Pen, level: int) -> Iterator[str]:
    yield f"{'#' * level} {escaped(pen.text(block.title))}"
    yield ""
    yield pen.when(block)
    yield ""
    for section in block.report.sections:
        yield from _section(section, pen, level + 1)


def _section(section: Section, pen: Pen, level: int) -> Iterator[str]:
    yield f"{'#' * level} {escaped(pen.text(section.title))}"
    yield ""
    if section.question:
        yield f"> {_lines(pen.text(section.question), '> ')}"
        yield ""
    for group, entries in by_group(section.entries):
        yield from _group(group, entries, pen, level + 1)
    for tally in section.tallies:
        yield from _tally(tally, pen)
    for grid in grids(section, pen):
        yield from _grid(grid, level + 1)
    if not has_anything(section):
        yield pen.text(label("Nothing was entered here."))
        yield ""
    for sentence in pen.left_out(section):
        yield sentence
        yield ""


def _group(group: Text | None, entries: Iterable[Entry], pen: Pen, level: int) -> Iterator[str]:
    if group:
        yield f"{'#' * min(level, 6)} {escaped(pen.text(group))}"
        yield ""
    for entry in entries:
        facts = " · ".join(escaped(fact) for fact in _facts(entry, pen) if fact)
        yield f"- {_lines(pen.text(entry.text), '  ')}{' — ' if facts else ''}{facts}"
    yield ""


def _facts(entry: Entry, pen: Pen) -> tuple[str, ...]:
    kind = pen.what(entry.what) if entry.what == "seed" else ""
    entered = pen.text(label("entered by the facilitator")) if entry.entered_by == "facilitator" else ""
    clock = pen.clock(pen.written_at(entry))
    return (pen.votes(entry), pen.team(entry.team), pen.author(entry), clock, kind, entered, pen.text(entry.remark))


def _tally(tally: Tally, pen: Pen) -> Iterator[str]:
    yield pen.text(label("{voters} of {of} took part"), voters=tally.voters, of=tally.of)
    yield ""
    yield f"| {escaped(pen.text(tally.title))} | {escaped(pen.text(label('Votes')))} |"
    yield "| --- | ---: |"
    for row in tally.rows:
        yield f"| {escaped(pen.choice(row.label))} | {row.n} |"
    yield ""


def _grid(grid: Grid, level: int) -> Iterator[str]:
    yield f"{'#' * min(level, 6)} {escaped(grid.title)}"
    yield ""
    if grid.about:
        yield escaped(grid.about)
        yield ""
    yield f"| {' | '.join(escaped(head) for head in grid.head)} |"
    yield f"|{' --- |' * len(grid.head)}"
    for row in grid.rows:
        cells = (escaped(cell) if isinstance(cell, str) else f"{cell:g}" for cell in row)
        yield f"| {' | '.join(cells)} |"
    yield ""
