"""The report for print and archive: searchable, tagged, with the boards drawn as they hung."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any, Final, assert_never

from workshop.core.report import Chart, RoomReport, Series, label
from workshop.exports._brand import UNBRANDED, Branding
from workshop.exports._document import Heading, Line, Note, Outline, Part, Picture, Plot, is_above, is_legend, outline
from workshop.exports._grids import Grid, as_text
from workshop.exports._measure import PAD, breakable, columns, lines
from workshop.exports._pen import Pen
from workshop.exports._typeset import drawn, look, plotted, typeset
from workshop.exports._wall import Frame, close, title

EXTENSION: Final = "pdf"
MEDIA_TYPE: Final = "application/pdf"
TITLE: Final = label("Report for print and archive (PDF)").text
NAME: Final = label("Report").text

LINES_IN_PAIRS: Final = 6
"""A note that takes more stands by itself."""
LABEL: Final = 19.0
"""What the names of bars have of a line, in ems."""
PAGE: Final = Frame(480, 690, size=9, gap=5)
"""What is left of an A4 page between its margins, in points."""
BELOW_HEADINGS: Final = replace(PAGE, first=520)
TOGETHER: Final = 16
"""A table or a chart of no more lines stays on one page."""


def write(report: RoomReport, lang: str, brand: Branding = UNBRANDED) -> bytes:
    pen = Pen(report, lang)
    return typeset(_data(outline(report, pen), pen, brand), "pdf", report.opened)


def _data(whole: Outline, pen: Pen, brand: Branding) -> dict[str, Any]:
    logo = {} if brand.logo_png is None else {"logo": list(brand.logo_png)}
    return {
        "kind": "report",
        "title": breakable(whole.title),
        "subtitle": breakable(whole.subtitle),
        "client": pen.text(brand.name),
        "contents": pen.text(label("Contents")),
        "lang": pen.lang,
        "look": look(brand),
        "facts": [(name, breakable(value)) for name, value in whole.facts],
        "parts": list(_parts(whole, pen)),
        **logo,
    }


def _parts(whole: Outline, pen: Pen) -> Iterator[dict[str, Any]]:
    """Boards and charts are drawn with all their words, so the grid below them is left out; notes stand in pairs."""
    before: Part | None = None
    for is_note, run in groupby(whole.parts, key=lambda part: isinstance(part, Note)):
        if is_note:
            yield {"is": "notes", "notes": [_part(part, pen) for part in run]}
            continue
        for part in run:
            is_drawn = isinstance(before, Picture | Plot) and (isinstance(part, Grid) or is_legend(part))
            if not is_drawn:
                yield _part(part, pen, before) | (
                    {"sticky": isinstance(before, Heading)} if isinstance(part, Line) else {}
                )
            before = part


def _part(part: Part, pen: Pen, before: Part | None = None) -> dict[str, Any]:
    match part:
        case Heading():
            return {"is": "heading", "text": breakable(part.text), "level": part.level, "breaks": part.breaks}
        case Line():
            return {"is": "line", "text": breakable(part.text), "style": part.style}
        case Note():
            long = lines(part.text, PAGE.width / 22) > LINES_IN_PAIRS
            return {"is": "note", "text": breakable(part.text), "facts": breakable(part.facts), "long": long}
        case Grid():
            return _counts(part, pen) if part.counts else _grid(part, pen)
        case Picture():
            frame = BELOW_HEADINGS if is_above(before) else PAGE
            hung = [drawn(sheet, frame) for sheet in close(part.board, pen, frame)]
            return {"is": "picture", "title": title(part.board, pen), "sheets": hung}
        case Plot():
            return _plot(part.chart, pen)
        case _:
            assert_never(part)


def _counts(grid: Grid, pen: Pen) -> dict[str, Any]:
    series = (Series(grid.head[1], tuple(float(row[1]) for row in grid.rows)),)
    chart = Chart("bars", grid.title, tuple(str(row[0]) for row in grid.rows), series, 0, 0)
    return {**_plot(chart, pen), "people": grid.about}


def _plot(chart: Chart, pen: Pen) -> dict[str, Any]:
    """Bars take a line for each of their names' lines, and one for each series."""
    plot = plotted(chart, pen)
    high = sum(max(lines(row["label"], LABEL), len(row["values"])) for row in plot["rows"])
    return {**plot, "together": high <= 2 * TOGETHER}


def _grid(grid: Grid, pen: Pen) -> dict[str, Any]:
    rows = [[breakable(as_text(cell)) for cell in row] for row in grid.rows]
    head = [breakable(as_text(cell)) for cell in grid.head]
    widths = columns([head, *rows], PAGE.width / 9)
    high = sum(max(lines(cell, wide - PAD) for cell, wide in zip(row, widths, strict=True)) for row in rows)
    texts = {"title": breakable(grid.title), "about": breakable(grid.about), "empty": pen.nothing_in(head)}
    return {"is": "grid", **texts, "head": head, "rows": rows, "widths": widths, "together": high <= TOGETHER}
