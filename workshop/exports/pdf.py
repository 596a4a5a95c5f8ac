"""The report for print and archive: searchable, tagged, with the boards drawn as they hung."""

from __future__ import annotations

from typing import Any, Final, assert_never

from workshop.core.report import RoomReport, label
from workshop.exports._brand import UNBRANDED, Branding
from workshop.exports._document import Heading, Line, Note, Outline, Part, Picture, Plot, outline
from workshop.exports._grids import Cell, Grid
from workshop.exports._measure import breakable, width
from workshop.exports._pen import Pen
from workshop.exports._typeset import drawn, look, plotted, typeset
from workshop.exports._wall import Frame, close, title

EXTENSION: Final = "pdf"
MEDIA_TYPE: Final = "application/pdf"
TITLE: Final = label("Report for print and archive (PDF)").text
NAME: Final = label("Report").text

PAGE: Final = Frame(480, 640, size=9, gap=5)
"""What is left of an A4 page between its margins, in points."""


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
        "parts": [_part(part, pen) for part in whole.parts],
        **logo,
    }


def _part(part: Part, pen: Pen) -> dict[str, Any]:
    match part:
        case Heading():
            return {"is": "heading", "text": breakable(part.text), "level": part.level, "breaks": part.breaks}
        case Line():
            return {"is": "line", "text": breakable(part.text), "style": part.style}
        case Note():
            return {"is": "note", "text": breakable(part.text), "facts": breakable(part.facts)}
        case Grid():
            return _grid(part)
        case Picture():
            hung = [drawn(sheet, PAGE) for sheet in close(part.board, pen, PAGE)]
            return {"is": "picture", "title": title(part.board, pen), "sheets": hung}
        case Plot():
            return plotted(part.chart, pen)
        case _:
            assert_never(part)


def _grid(grid: Grid) -> dict[str, Any]:
    rows = [[_cell(cell) for cell in row] for row in grid.rows]
    head = [_cell(cell) for cell in grid.head]
    widths = [min(24.0, max(4.0, *(width(line[at]) for line in (head, *rows)))) for at in range(len(head))]
    texts = {"title": breakable(grid.title), "about": breakable(grid.about)}
    return {"is": "grid", **texts, "head": head, "rows": rows, "widths": widths}


def _cell(cell: Cell) -> str:
    return breakable(cell) if isinstance(cell, str) else f"{cell:g}"
