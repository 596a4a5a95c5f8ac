"""The slides: every board as it hung, in shapes that can be moved and written on, charts that can be changed.

What is no board is hung on slides like one, so nothing is cut and nothing overlaps.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any, Final

from workshop.core.report import BoardPicture, Chart, RoomReport, Sticky, Zone, label
from workshop.exports._brand import GROUND, INK, LINE, NOTES, SOFT, UNBRANDED, Branding
from workshop.exports._document import Heading, Line, Note, Outline, Part, Picture, Plot, outline
from workshop.exports._grids import Cell, Grid
from workshop.exports._measure import LEADING, breakable
from workshop.exports._office import EAST_ASIAN, FACE, describe, same_bytes, storable
from workshop.exports._pen import Pen
from workshop.exports._wall import PADDING, SMALL, Box, Frame, fitted, sheets, title

EXTENSION: Final = "pptx"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
TITLE: Final = label("Slides for PowerPoint and WPS").text
NAME: Final = label("Slides").text

WIDE, HIGH, MARGIN, TOP = 960.0, 540.0, 30.0, 84.0
"""Of a slide, in points; boards hang below ``TOP``."""
WALL: Final = Frame(WIDE - 2 * MARGIN, HIGH - TOP - MARGIN, size=12)
BLANK: Final = 6
"""The layout without placeholders in the library's own template."""


def write(report: RoomReport, lang: str, brand: Branding = UNBRANDED) -> bytes:
    from pptx import Presentation  # noqa: PLC0415 (a worker that writes another format need not wait for it)

    pen, target = Pen(report, lang), BytesIO()
    writer = Writer(Presentation(), pen, brand)
    writer.write(outline(report, pen))
    describe(writer.show.core_properties, report, pen)
    writer.show.save(target)
    return same_bytes(target.getvalue())


class Writer:
    """Draws an outline on slides; ``headings`` are those above what is being drawn, by their level."""

    def __init__(self, show: Any, pen: Pen, brand: Branding) -> None:
        from pptx.util import Pt  # noqa: PLC0415

        self.show, self.pen, self.brand, self.pt = show, pen, brand, Pt
        show.slide_width, show.slide_height = Pt(WIDE), Pt(HIGH)
        self.headings: dict[int, str] = {}
        self.question = self.when = ""
        self.waiting: list[tuple[str, Sticky]] = []

    def write(self, whole: Outline) -> None:
        self._cover(whole)
        before: Part | None = None
        for part in whole.parts:
            if not isinstance(part, Note | Line) and not (isinstance(part, Heading) and part.level == 4):
                self._hang_waiting()
            self._part(part, before)
            before = part
        self._hang_waiting()

    def _part(self, part: Part, before: Part | None) -> None:
        match part:
            case Heading():
                self.headings = {level: text for level, text in self.headings.items() if level < part.level}
                self.headings[part.level] = part.text
                self.question = self.question if part.level == 4 else ""
            case Line(style="question"):
                self.question = part.text
                self.headings[4] = ""
            case Line() if isinstance(before, Heading) and before.level == 2:
                self.when = part.text
            case Line():
                self._wait(part.text, "")
            case Note():
                self._wait(part.text, part.facts)
            case Grid():
                if not isinstance(before, Picture | Plot):  # those hold what the grid below them says
                    self._grid(part)
            case Picture():
                self._board(part.board, title(part.board, self.pen))
            case Plot():
                self._chart(part.chart)

    # --- what hangs on slides -------------------------------------------------------------------------------------

    def _wait(self, text: str, small: str) -> None:
        group = self.headings.get(4, "")
        self.waiting.append((group, Sticky(text, group, remark=small)))

    def _hang_waiting(self) -> None:
        if self.waiting:
            zones = tuple(Zone(group, group) for group in dict.fromkeys(group for group, _ in self.waiting))
            self._board(BoardPicture("columns", zones, tuple(note for _, note in self.waiting)), self.question)
        self.waiting = []

    def _grid(self, grid: Grid) -> None:
        """A card for each row."""
        rows = tuple(Sticky(self._row(grid, row), "rows") for row in grid.rows)
        name = " · ".join(part for part in (grid.title, grid.about) if part)
        self._board(BoardPicture("wall", (Zone("rows", name),), rows), self.question)

    def _row(self, grid: Grid, row: tuple[Cell, ...]) -> str:
        cells = [
            (head, cell if isinstance(cell, str) else f"{cell:g}") for head, cell in zip(grid.head, row, strict=True)
        ]
        return "\n".join(self.pen.pair(head, cell) for head, cell in cells if cell)

    def _board(self, board: BoardPicture, name: str) -> None:
        for sheet in sheets(board, self.pen, WALL):
            slide = self._slide(name)
            for box in sheet.boxes:
                self._box(slide, replace(box, x=box.x + MARGIN, y=box.y + TOP))

    # --- slides ---------------------------------------------------------------------------------------------------

    def _cover(self, whole: Outline) -> None:
        slide = self.show.slides.add_slide(self.show.slide_layouts[BLANK])
        facts = "\n".join(self.pen.pair(name, value) for name, value in whole.facts)
        top = 120.0
        if self.brand.logo_png is not None:
            slide.shapes.add_picture(BytesIO(self.brand.logo_png), self.pt(MARGIN), self.pt(MARGIN), height=self.pt(60))
        client = self.pen.text(self.brand.name)
        for what, text, size, most in (("note", client, 16, 40), ("title", whole.title, 36, 130),
                                       ("note", whole.subtitle, 20, 80), ("note", facts, 14, 130)):  # fmt: skip
            if text:
                box = fitted(Box("title", MARGIN, top, 0, 0, text, size=size), WALL.width, most)
                self._text(slide, box, bold=what == "title", colour=self.brand.accent if what == "title" else INK)
                top += box.height

    def _slide(self, name: str) -> Any:
        slide = self.show.slides.add_slide(self.show.slide_layouts[BLANK])
        above = " · ".join(self.headings[level] for level in (2, 3) if self.headings.get(level)) or self.headings.get(
            1, ""
        )
        text = "\n".join(part for part in (above, name) if part)
        box = fitted(Box("title", MARGIN, 14, 0, 0, text, size=20), WALL.width, TOP - 18)
        self._text(slide, box, bold=True, colour=self.brand.accent)
        notes = (part for part in (self.question, above, self.when) if part)
        slide.notes_slide.notes_text_frame.text = storable("\n".join(notes))
        return slide

    def _box(self, slide: Any, box: Box) -> None:
        if box.what == "zone":
            self._filled(slide, box, GROUND, LINE)
        elif box.what == "note":
            self._text(slide, box, on=self._filled(slide, box, *NOTES[box.colour % len(NOTES)]))
        else:
            self._text(slide, box, bold=True)

    def _filled(self, slide: Any, box: Box, fill: str, edge: str) -> Any:
        from pptx.enum.shapes import MSO_SHAPE  # noqa: PLC0415

        place = [self.pt(side) for side in (box.x, box.y, box.width, box.height)]
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place)
        shape.shadow.inherit = False
        shape.fill.solid()
        shape.fill.fore_color.rgb, shape.line.color.rgb = _rgb(fill), _rgb(edge)
        shape.line.width = self.pt(0.75)
        return shape

    def _text(self, slide: Any, box: Box, *, bold: bool = False, colour: str = INK, on: Any = None) -> None:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415

        place = [self.pt(side) for side in (box.x, box.y, box.width, box.height)]
        frame = (on or slide.shapes.add_textbox(*place)).text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = self.pt(PADDING)
        written = [(line, box.size, colour) for line in box.text.split("\n")]
        written += [(line, box.size * SMALL, SOFT) for line in box.small.split("\n") if box.small]
        for at, (line, size, ink) in enumerate(written):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.alignment, paragraph.line_spacing = PP_ALIGN.LEFT, self.pt(size * LEADING)
            run = paragraph.add_run()
            run.text = storable(breakable(line))
            run.font.size, run.font.bold, run.font.color.rgb = self.pt(size), bold, _rgb(ink)
            _face(run)

    def _chart(self, chart: Chart) -> None:
        from pptx.chart.data import CategoryChartData  # noqa: PLC0415
        from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION  # noqa: PLC0415

        people = self.pen.ngettext("{n} person", "{n} people", chart.n)
        slide = self._slide(f"{self.pen.text(chart.title)} · {people}")
        data = CategoryChartData()
        data.categories = [storable(self.pen.text(name)) for name in chart.labels]
        for series in chart.series:
            data.add_series(storable(self.pen.text(series.label)), [float(value) for value in series.values])
        kind = XL_CHART_TYPE.RADAR if chart.kind == "radar" and len(chart.labels) > 2 else XL_CHART_TYPE.BAR_CLUSTERED
        place = [self.pt(side) for side in (MARGIN, TOP, WALL.width, WALL.height)]
        drawn = slide.shapes.add_chart(kind, *place, data).chart
        drawn.part.chart_workbook.update_from_xlsx_blob(_workbook(data))
        drawn.has_title, drawn.has_legend = False, len(chart.series) > 1
        if drawn.has_legend:
            drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        drawn.font.size, drawn.font.name = self.pt(12), FACE
        drawn.value_axis.minimum_scale, drawn.value_axis.maximum_scale = 0, chart.most or None
        drawn.plots[0].has_data_labels = True
        for at, line in enumerate(drawn.plots[0].series):
            part = line.format.line if kind == XL_CHART_TYPE.RADAR else line.format
            part.fill.solid()
            part.fill.fore_color.rgb = _rgb(NOTES[at % len(NOTES)][1])


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor  # noqa: PLC0415

    return RGBColor.from_string(colour[1:].upper())


def _face(run: Any) -> None:
    """Latin and Chinese each in a face that programs have."""
    from pptx.oxml.ns import qn  # noqa: PLC0415

    run.font.name = FACE
    latin = run.font._rPr.find(qn("a:latin"))  # noqa: SLF001 (the library knows one face only)
    east = latin.makeelement(qn("a:ea"), {"typeface": EAST_ASIAN})
    latin.addnext(east)


def _workbook(data: Any) -> bytes:
    """The numbers behind a chart, in which every text is a text."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from xlsxwriter import Workbook  # noqa: PLC0415

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(target, options)
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("Sheet1")
    for at, category in enumerate(data.categories, 1):
        sheet.write_string(at, 0, str(category.label))
    for column, series in enumerate(data, 1):
        sheet.write_string(0, column, series.name)
        for at, value in enumerate(series.values, 1):
            sheet.write_number(at, column, value)
    book.close()
    return target.getvalue()
