"""Hands pages to the typesetter: the look stands in ``_pages.typ``, and all that people wrote goes in as data."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Final, Literal

from workshop.core.report import BoardPicture, Chart
from workshop.exports._brand import GROUND, INK, LINE, NOTES, SOFT, SURFACE, Branding
from workshop.exports._grids import figure
from workshop.exports._measure import breakable
from workshop.exports._pen import Pen
from workshop.exports._wall import Frame, Sheet, close, whole

PAGES: Final = Path(__file__).with_name("_pages.typ")


def typeset(data: dict[str, Any], form: Literal["pdf", "png", "svg"], opened: int, ppi: float = 144) -> bytes:
    """The file; ``opened`` is the only time in it, in milliseconds since 1970."""
    import typst  # noqa: PLC0415 (takes its time, and a worker that writes another format need not wait for it)

    from workshop.exports._faces import faces  # noqa: PLC0415

    compiler = typst.Compiler(PAGES.read_bytes(), font_paths=faces(), ignore_system_fonts=True)
    inputs = {"d": json.dumps(data, ensure_ascii=False)}
    made = compiler.compile(format=form, ppi=ppi, sys_inputs=inputs, timestamp=max(0, opened // 1000))
    if isinstance(made, list):
        made = made[0]
    assert made is not None
    return made


def look(brand: Branding) -> dict[str, Any]:
    return {
        "accent": brand.accent,
        "lines": brand.lines,
        "ink": INK,
        "soft": SOFT,
        "line": LINE,
        "ground": GROUND,
        "surface": SURFACE,
    }


def drawn(sheet: Sheet, frame: Frame) -> dict[str, Any]:
    """A sheet as the typesetter wants it, no higher than what hangs on it."""
    high = max((box.y + box.height for box in sheet.boxes), default=frame.height)
    return {"width": frame.width, "height": high, "boxes": [_box(box) for box in sheet.boxes]}


def _box(box: Any) -> dict[str, Any]:
    fill, edge = NOTES[box.colour % len(NOTES)]
    texts = {"text": breakable(box.text), "small": breakable(box.small)}
    return {**vars(box), **texts, "fill": fill, "edge": edge}


def board_picture(board: BoardPicture, pen: Pen, brand: Branding, frame: Frame, wide: int) -> tuple[bytes, ...]:
    """A board as PNGs ``wide`` pixels wide, one for each sheet that its notes need."""
    return tuple(_picture(drawn(sheet, frame), pen, brand, "png", wide) for sheet in close(board, pen, frame))


def one_picture(board: BoardPicture, pen: Pen, brand: Branding, kind: Literal["png", "svg"], wide: int) -> bytes:
    """The whole board in one picture, narrower than asked for where it would have too many pixels."""
    sheet, frame = whole(board, pen, Frame(WIDE, HIGH))
    hung = drawn(sheet, frame)
    most = math.sqrt(PIXELS * (frame.width + EDGES) / (hung["height"] + EDGES))
    return _picture(hung, pen, brand, kind, min(wide, most))


def _picture(hung: dict[str, Any], pen: Pen, brand: Branding, kind: Literal["png", "svg"], wide: float) -> bytes:
    data = {"kind": "picture", "title": "", "lang": pen.lang, "look": look(brand), "sheet": hung}
    return typeset(data, kind, 0, wide / (hung["width"] + EDGES) * 72)


WIDE, HIGH, EDGES = 960, 540, 24
"""Of a board's picture in points; the edges are those of both sides, as ``_pages.typ`` leaves them."""

PIXELS: Final = 40_000_000
"""As many as a worker has memory for."""


def plotted(chart: Chart, pen: Pen) -> dict[str, Any]:
    """A chart as the typesetter wants it: a radar, columns side by side, or a bar for every value."""
    most = max([chart.most, *(value for one in chart.series for value in one.values)]) or 1
    rows = []
    for at, name in enumerate(chart.labels):
        values = [one.values[at] for one in chart.series]
        shares = [max(0.0, value / most) for value in values]
        rows.append(
            {"label": breakable(pen.choice(name)), "values": [figure(value) for value in values], "shares": shares}
        )
    people = pen.ngettext("{n} person", "{n} people", chart.n)
    names = [pen.text(one.label) for one in chart.series]
    shape = "radar" if chart.kind == "radar" and len(rows) > 2 else "bars"
    if chart.kind == "distribution" and rows and all(len(row["label"]) <= SHORT for row in rows):
        shape = "columns"
    return {"is": "plot", "shape": shape, "title": pen.text(chart.title), "people": people, "series": names,
            "rows": rows, "rays": _rays(len(rows)), "most": figure(most)}  # fmt: skip


SHORT: Final = 7
"""Characters that stand below a column."""


def _rays(n: int) -> list[tuple[float, float]]:
    """Where the axes of a radar point to, the first one up, then as a clock goes."""
    return [(math.sin(2 * math.pi * at / n), -math.cos(2 * math.pi * at / n)) for at in range(n)]


def chart_picture(chart: Chart, pen: Pen, brand: Branding) -> bytes:
    """A chart as a PNG, without its title."""
    plot = {**plotted(chart, pen), "title": "", "people": "", "together": True}
    data = {"kind": "chart", "title": "", "lang": pen.lang, "look": look(brand), "plot": plot}
    return typeset(data, "png", 0)
