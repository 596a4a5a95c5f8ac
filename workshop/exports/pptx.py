"""The slides: every board as it hung, in shapes that can be moved and written on, charts that can be changed.

What is no board is hung on slides like one, so nothing is cut and nothing overlaps.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from workshop.core.report import BoardPicture, Chart, RoomReport, Series, Sticky, Zone, label
from workshop.exports._brand import GROUND, INK, LINE, NOTES, SOFT, SURFACE, UNBRANDED, Branding
from workshop.exports._document import Heading, Line, Note, Outline, Part, Picture, Plot, outline
from workshop.exports._grids import Grid, as_text, figure
from workshop.exports._measure import LEADING, breakable, columns, lines, width
from workshop.exports._office import EAST_ASIAN, FACE, describe, same_bytes, storable
from workshop.exports._pen import Pen
from workshop.exports._wall import PADDING, SLACK, SMALL, Box, Frame, fitted, largest, title

EXTENSION: Final = "pptx"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
TITLE: Final = label("Slides for PowerPoint and WPS").text
NAME: Final = label("Slides").text

WIDE, HIGH, MARGIN, TOP = 960.0, 540.0, 30.0, 84.0
"""Of a slide, in points; boards hang below ``TOP``."""
WALL: Final = Frame(WIDE - 2 * MARGIN, HIGH - TOP - MARGIN, size=12)
TITLE_ONLY: Final = 5
"""The layout with nothing but a title in the library's own template."""
SHAPES: Final = {"track": "rightArrow", "mark": "ellipse"}
BAR, LEAST_BAR = 24.0, 11.0
"""How high bars are: three answers do not fill a slide, and what many would make too thin goes on on the next."""
LEAST_CHART: Final = 280.0
"""What other charts need."""
LEGEND: Final = 24.0
BESIDE: Final = 0.36
"""The share of a slide that the numbers beside a radar have."""
EMU: Final = 12_700
"""Of a point."""
CELL: Final = 11.0
"""The letters of tables."""
ABOVE: Final = 13 * LEADING + 2 * PADDING
"""What a line above a table or a chart takes."""
LONGEST_ANSWER: Final = 26
"""In ems; answers that no axis of a chart has room for stand in a table."""


def write(report: RoomReport, lang: str, brand: Branding = UNBRANDED) -> bytes:
    from pptx import Presentation  # noqa: PLC0415 (a worker that writes another format need not wait for it)

    pen, target = Pen(report, lang), BytesIO()
    writer = Writer(Presentation(), pen, brand)
    writer.write(outline(report, pen, by_team=True))
    describe(writer.show.core_properties, report, pen)
    writer.show.save(target)
    return same_bytes(target.getvalue())


class Writer:
    """Draws an outline on slides; ``headings`` are those above what is being drawn, by their level."""

    def __init__(self, show: Any, pen: Pen, brand: Branding) -> None:
        from pptx.util import Pt  # noqa: PLC0415

        self.show, self.pen, self.brand, self.pt = show, pen, brand, Pt
        _number_parts(show)
        _widen(show, Pt(WIDE))
        show.slide_width, show.slide_height = Pt(WIDE), Pt(HIGH)
        self.tongue = "zh-CN" if pen.lang == "zh" else "en-US"
        self.headings: dict[int, str] = {}
        self.question = self.when = ""
        self.waiting: list[tuple[str, Sticky]] = []
        self.remarks: list[str] = []
        self.bare: list[tuple[str, ...]] = []
        self.slide: Any = None
        self.made: Any = None
        self.low = HIGH

    def write(self, whole: Outline) -> None:
        self._cover(whole)
        for run in sections(whole.parts):
            if is_bare(run):
                self._keep_bare(run)
            else:
                self._parts(run)
        self._list_bare()

    def _parts(self, run: list[Part]) -> None:
        before: Part | None = None
        for part in run:
            if not isinstance(part, Note | Line) and not (isinstance(part, Heading) and part.level == 4):
                self._hang_waiting()
            self._part(part, before)
            before = part
        self._hang_waiting()

    def _part(self, part: Part, before: Part | None) -> None:
        match part:
            case Heading():
                self._under(part)
            case Line():
                self._line(part, before)
            case Note():
                if not part.hangs:
                    self._wait(part.text, part.facts)
            case Grid():
                if not isinstance(before, Picture | Plot):  # those hold what the grid below them says
                    self._grid(part)
            case Picture():
                whose = title(part.board, self.pen)
                self._board(part.board, whose if part.board.owner else self.question or whose)
            case Plot():
                self._chart(part.chart)

    def _under(self, heading: Heading) -> None:
        self.headings = {level: text for level, text in self.headings.items() if level < heading.level}
        self.headings[heading.level] = heading.text
        if heading.level < 4:
            self.question, self.low, self.made = "", HIGH, None

    def _line(self, line: Line, before: Part | None) -> None:
        if line.style == "question":
            self.question, self.headings[4] = line.text, ""
        elif isinstance(before, Heading) and before.level == 2:
            self.when = line.text
        elif line.style != "legend":
            self.remarks.append(line.text)

    # --- sections without anything --------------------------------------------------------------------------------

    def _keep_bare(self, run: list[Part]) -> None:
        """No slide stands empty: what nobody filled in is listed together, with its question."""
        for part in run:
            if isinstance(part, Heading):
                self._under(part)
        lines = [part for part in run if isinstance(part, Line)]
        question = "\n".join(line.text for line in lines if line.style == "question")
        told = [line.text for line in lines if line.style != "question"]
        for part in run:
            match part:
                case Grid():
                    cells = (as_text(cell) for row in part.rows for cell in row)
                    told += [word for word in (part.title, part.about, *part.head, *cells) if word]
                case Plot():
                    told += [self.pen.text(text) for text in (part.chart.title, *part.chart.labels)]
                case _:
                    pass
        self.bare.append((self._above(), question, " · ".join(dict.fromkeys(told))))

    def _list_bare(self) -> None:
        if not self.bare:
            return
        self._under(Heading(self.pen.text(label("Where nothing was entered")), 1))
        heads = (label("Activity"), label("Question"), label("Remark"))
        self._rows(Grid("", "", tuple(self.pen.text(head) for head in heads), tuple(self.bare)))

    # --- what hangs on slides -------------------------------------------------------------------------------------

    def _wait(self, text: str, small: str) -> None:
        group = self.headings.get(4, "")
        self.waiting.append((group, Sticky(text, group, remark=small)))

    def _hang_waiting(self) -> None:
        if self.waiting:
            zones = tuple(Zone(group, group) for group in dict.fromkeys(group for group, _ in self.waiting))
            self._board(BoardPicture("columns", zones, tuple(note for _, note in self.waiting)), self.question)
        self.waiting = []
        if self.remarks:
            slide = self.made or self._slide(self.question)
            foot = fitted(
                Box("title", MARGIN, HIGH - MARGIN, 0, 0, " · ".join(self.remarks), size=11), WALL.width, MARGIN
            )
            self._text(slide, foot, colour=SOFT)
        self.remarks = []

    def _grid(self, grid: Grid) -> None:
        if not grid.rows:
            self.remarks.append(self.pen.pair(grid.title, self.pen.nothing_in(grid.head)))
        elif grid.counts and all(width(str(row[0])) <= LONGEST_ANSWER for row in grid.rows):
            series = Series(grid.head[1], tuple(float(row[1]) for row in grid.rows))
            answers = tuple(str(row[0]) for row in grid.rows)
            self._bars("bars", f"{grid.title} · {grid.about}", answers, (series,), 0)
        else:
            self._rows(grid)

    def _rows(self, grid: Grid) -> None:
        """A table below what stands on the slide, going on on the next where it is full."""
        texts = [[breakable(as_text(cell)) for cell in row] for row in (grid.head, *grid.rows)]
        ems = columns(texts, WALL.width / CELL)
        head, *rows = [(row, _high(row, ems)) for row in texts]
        name = " · ".join(part for part in (grid.title, grid.about) if part)
        whole = sum(high for _, high in rows)
        while rows:
            least = min(rows[0][1], HIGH / 3) if whole > WALL.height - ABOVE - head[1] else whole
            if self.low + ABOVE + head[1] + least > HIGH - MARGIN:
                self.slide, self.low = self._slide(self.question), TOP
            self._name(name)
            held, high = [head], head[1]
            while rows and (len(held) == 1 or self.low + high + rows[0][1] <= HIGH - MARGIN):
                held.append(rows.pop(0))
                high += held[-1][1]
            self._table(held, ems)
            self.low += high + 14

    def _name(self, name: str) -> None:
        """A line above what follows on the same slide."""
        if name:
            box = fitted(Box("title", MARGIN, self.low, 0, 0, name, size=13), WALL.width, HIGH / 6)
            self._text(self.slide, box, bold=True)
            self.low += box.height

    def _table(self, rows: list[tuple[list[str], float]], ems: list[float], left: float = MARGIN) -> None:
        """The rows are written at once: the library takes a hundred times as long, cell by cell."""
        high, wide = sum(high for _, high in rows), sum(ems) * CELL
        place = [self.pt(side) for side in (left, self.low, wide, high)]
        table = self.slide.shapes.add_table(1, len(ems), *place).table
        table.horz_banding = False
        for column, em in zip(table.columns, ems, strict=True):
            column.width = self.pt(em * CELL)
        grown = table._tbl  # noqa: SLF001 (the library makes one cell after the other)
        grown.remove(grown.tr_lst[0])
        grown.extend(
            list(
                _xml(
                    "a:tbl",
                    "".join(_row(row, high, self.tongue, is_head=at == 0) for at, (row, high) in enumerate(rows)),
                )
            )
        )

    def _board(self, board: BoardPicture, name: str) -> None:
        self.low = HIGH
        for sheet in largest(board, self.pen, WALL):
            slide = self._slide(name)
            for box in sheet.boxes:
                self._box(slide, replace(box, x=box.x + MARGIN, y=box.y + TOP))

    # --- slides ---------------------------------------------------------------------------------------------------

    def _cover(self, whole: Outline) -> None:
        slide = self.show.slides.add_slide(self.show.slide_layouts[TITLE_ONLY])
        facts = "\n".join(self.pen.pair(name, value) for name, value in whole.facts)
        top = 120.0
        if self.brand.logo_png is not None:
            slide.shapes.add_picture(BytesIO(self.brand.logo_png), self.pt(MARGIN), self.pt(MARGIN), height=self.pt(60))
        client = self.pen.text(self.brand.name)
        for what, text, size, most in (("note", client, 16, 40), ("title", whole.title, 36, 130),
                                       ("note", whole.subtitle, 20, 80), ("note", facts, 14, 130)):  # fmt: skip
            if text:
                box = fitted(Box("title", MARGIN, top, 0, 0, text, size=size), WALL.width, most)
                if what == "title":
                    self._title(slide, box)
                else:
                    self._text(slide, box)
                top += box.height

    def _slide(self, name: str) -> Any:
        slide = self.show.slides.add_slide(self.show.slide_layouts[TITLE_ONLY])
        above = self._above()
        text = "\n".join(part for part in (above or self.headings.get(1, ""), name) if part)
        box = fitted(Box("title", MARGIN, 14, 0, 0, text, size=20), WALL.width, TOP - 18)
        self._title(slide, box)
        notes = (part for part in (self.question, above, self.when) if part)
        slide.notes_slide.notes_text_frame.text = storable("\n".join(notes))
        self.made = slide
        return slide

    def _above(self) -> str:
        """The activity and its section, once where both are called the same."""
        return " · ".join(dict.fromkeys(self.headings[level] for level in (2, 3) if self.headings.get(level)))

    def _title(self, slide: Any, box: Box) -> None:
        """In the slide's own place for it, so that outlines and readers for the blind have it."""
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = (
            self.pt(side) for side in (box.x, box.y, box.width, box.height)
        )
        self._text(slide, box, bold=True, colour=self.brand.accent, on=shape)

    def _box(self, slide: Any, box: Box) -> None:
        if box.what in ("track", "mark"):
            self._shape(slide, box, _solid(LINE if box.what == "track" else self.brand.accent), "", SHAPES[box.what])
        elif box.what == "zone":
            self._filled(slide, box, GROUND, LINE)
        elif box.what == "note":
            self._filled(slide, box, *NOTES[box.colour % len(NOTES)])
        else:
            self._text(slide, box, bold=True)

    def _filled(self, slide: Any, box: Box, fill: str, edge: str) -> None:
        """A rectangle with its text."""
        look = f"{_solid(fill)}<a:ln w='{self.pt(0.75)}'>{_solid(edge)}</a:ln>"
        self._shape(slide, box, look, _text_of(box, self.tongue))

    def _text(self, slide: Any, box: Box, *, bold: bool = False, colour: str = INK, on: Any = None) -> None:
        written = _text_of(box, self.tongue, bold=bold, colour=colour)
        if on is None:
            self._shape(slide, box, "<a:noFill/>", written)
        else:
            old = on._element.txBody  # noqa: SLF001 (a place of the slide keeps its own shape)
            old.getparent().replace(old, _xml("p:txBody", written))

    def _shape(self, slide: Any, box: Box, look: str, written: str, shape: str = "rect") -> None:
        """Written at once, as the rows of tables are."""
        tree = slide.shapes._spTree  # noqa: SLF001 (the library looks at every shape of the slide for each new one)
        x, y, wide, high = (self.pt(side) for side in (box.x, box.y, box.width, box.height))
        name = f"{box.what.title()} {len(tree)}"
        tree.append(
            _xml(
                "p:sp",
                f"<p:nvSpPr><p:cNvPr id='{len(tree) + 1}' name='{name}'/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
                f"<p:spPr><a:xfrm><a:off x='{x}' y='{y}'/><a:ext cx='{wide}' cy='{high}'/></a:xfrm>"
                f"<a:prstGeom prst='{shape}'><a:avLst/></a:prstGeom>{look}</p:spPr>"
                f"<p:txBody>{written or EMPTY}</p:txBody>",
            )
        )

    def _chart(self, chart: Chart) -> None:
        people = self.pen.ngettext("{n} person", "{n} people", chart.n)
        if not (chart.labels and chart.series):
            self.remarks.append(" · ".join(self.pen.text(part) for part in (chart.title, *chart.labels, people)))
            return
        names = tuple(self.pen.choice(name) for name in chart.labels)
        lines = tuple(Series(self.pen.text(one.label), tuple(round(n, 2) for n in one.values)) for one in chart.series)
        self._bars(chart.kind, f"{self.pen.text(chart.title)} · {people}", names, lines, chart.most)

    def _bars(self, kind: str, name: str, labels: tuple[str, ...], lines: tuple[Series, ...], most: float) -> None:
        """As many charts as it takes for every bar to have its name."""
        if kind == "radar" and len(labels) > 2:
            self._make_room(name, LEAST_CHART)
            self._radar(labels, lines, most)
            return
        if kind == "distribution":
            self._make_room(name, LEAST_CHART)
            self._plot("distribution", labels, lines, most, HIGH - MARGIN - self.low)
            return
        legend = LEGEND * (len(lines) > 1)
        at_once = max(1, int((WALL.height - legend) / (LEAST_BAR * len(lines) + 7)))
        parts = math.ceil(len(labels) / at_once)
        held = math.ceil(len(labels) / parts)
        for at in range(0, len(labels), held):
            part = tuple(Series(one.label, one.values[at : at + held]) for one in lines)
            high = min(WALL.height, BAR * len(labels[at : at + held]) * (len(lines) + 1) + legend)
            self._make_room(name, high)
            self._plot("bars", labels[at : at + held], part, most, min(high, HIGH - MARGIN - self.low))

    def _make_room(self, name: str, high: float) -> None:
        """Names what follows, on a slide that has room for it."""
        if self.low + ABOVE + high > HIGH - MARGIN:
            self.slide, self.low = self._slide(name), TOP
        else:
            self._name(name)

    def _radar(self, labels: tuple[str, ...], lines: tuple[Series, ...], most: float) -> None:
        """With its numbers beside it, where they cover no line; too many of them have slides of their own."""
        figures = [(name, *(figure(one.values[at]) for one in lines)) for at, name in enumerate(labels)]
        texts = [[breakable(text) for text in row] for row in (("", *(str(one.label) for one in lines)), *figures)]
        ems = columns(texts, WALL.width * BESIDE / CELL)
        rows = [(row, _high(row, ems)) for row in texts]
        high = HIGH - MARGIN - self.low
        fits = sum(one for _, one in rows) <= high
        if fits:
            self._table(rows, ems, MARGIN + WALL.width * (1 - BESIDE))
        self._plot("radar", labels, lines, most, high, WALL.width * (1 - BESIDE if fits else 1) - 14)
        if not fits:
            self._rows(Grid("", "", tuple(texts[0]), tuple(figures)))

    def _plot(
        self,
        kind: str,
        labels: tuple[str, ...],
        lines: tuple[Series, ...],
        most: float,
        high: float,
        wide: float = WALL.width,
    ) -> None:
        """A chart whose numbers can be changed, read from the top or the left."""
        from pptx.chart.data import CategoryChartData  # noqa: PLC0415
        from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION  # noqa: PLC0415

        data = CategoryChartData()
        data.categories = [storable(one) for one in labels]
        for one in lines:
            data.add_series(storable(str(one.label)), [float(value) for value in one.values])
        drawing = {"radar": XL_CHART_TYPE.RADAR_MARKERS, "distribution": XL_CHART_TYPE.COLUMN_CLUSTERED}
        chosen = drawing.get(kind, XL_CHART_TYPE.BAR_CLUSTERED)
        place = [self.pt(side) for side in (MARGIN, self.low, wide, high)]
        drawn = self.slide.shapes.add_chart(chosen, *place, data).chart
        self.low += high + 14
        drawn.part.chart_workbook.update_from_xlsx_blob(_workbook(data))
        drawn.has_title, drawn.has_legend = False, len(lines) > 1
        if drawn.has_legend:
            drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        drawn.font.size, drawn.font.name = self.pt(12), FACE
        drawn.value_axis.minimum_scale, drawn.value_axis.maximum_scale = 0, most or None
        drawn.plots[0].has_data_labels = chosen != XL_CHART_TYPE.RADAR_MARKERS
        if chosen == XL_CHART_TYPE.BAR_CLUSTERED:
            drawn.category_axis.reverse_order = True
        if chosen != XL_CHART_TYPE.RADAR_MARKERS:
            drawn.plots[0].gap_width, drawn.plots[0].overlap = 60, -10
            drawn.value_axis.has_major_gridlines = drawn.value_axis.visible = False
        for at, line in enumerate(drawn.plots[0].series):
            part = line.format.line if chosen == XL_CHART_TYPE.RADAR_MARKERS else line.format
            part.fill.solid()
            part.fill.fore_color.rgb = _rgb(self.brand.lines[at % len(self.brand.lines)])


def sections(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """What stands below each heading of a day, an activity or a section, with the heading."""
    run: list[Part] = []
    for part in parts:
        if isinstance(part, Heading) and part.level < 4 and run:
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def is_bare(run: list[Part]) -> bool:
    """Whether a section holds nothing that a slide could show."""
    head, *rest = run
    if not (isinstance(head, Heading) and head.level == 3):
        return False
    before: Part = head
    for part in rest:
        match part:
            case Note():
                return False
            case Picture() if part.board.notes:
                return False
            case Plot() if part.chart.labels and part.chart.series:
                return False
            case Grid() if part.rows and not isinstance(before, Picture | Plot):
                return False
            case _:
                before = part
    return True


def _high(row: list[str], ems: list[float]) -> float:
    """What a row of a table takes, in points."""
    rooms = [em - 2 * PADDING / CELL - SLACK for em in ems]
    most = max(lines(text, room) for text, room in zip(row, rooms, strict=True))
    return most * CELL * LEADING + 2 * PADDING


def _widen(show: Any, wide: int) -> None:
    """The library's own template is 4:3; its places move apart with the slide."""
    share = wide / show.slide_width
    for part in (show.slide_master, *show.slide_layouts):
        for shape in part.placeholders:
            shape.left, shape.width = int(shape.left * share), int(shape.width * share)


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor  # noqa: PLC0415

    return RGBColor.from_string(colour[1:].upper())


TONGUES: Final = {"zh-CN": "en-US", "en-US": "zh-CN"}
"""The other language of a text in each: quotation marks are as wide as characters in the one and not in the other."""
EMPTY: Final = "<a:bodyPr/><a:lstStyle/><a:p/>"


# --- what the library would be slow to write ---------------------------------------------------------------------


def _xml(name: str, inside: str) -> Any:
    from pptx.oxml import parse_xml  # noqa: PLC0415
    from pptx.oxml.ns import nsdecls  # noqa: PLC0415

    return parse_xml(f"<{name} {nsdecls('a', 'p', 'r')}>{inside}</{name}>")


def _text_of(box: Box, tongue: str, *, bold: bool = False, colour: str = INK) -> str:
    """The inside of a text body: the lines of a box, then what stands small below them."""
    written = [(line, box.size, colour) for line in box.text.split("\n")]
    written += [(line, box.size * SMALL, SOFT) for line in box.small.split("\n") if box.small]
    inset = round(PADDING * EMU)
    sides = " ".join(f"{side}Ins='{inset}'" for side in "ltrb")
    body = f"<a:bodyPr wrap='square' {sides} anchor='t'><a:noAutofit/></a:bodyPr><a:lstStyle/>"
    return body + _lines(written, tongue, bold)


def _lines(written: list[tuple[str, float, str]], tongue: str, bold: bool = False) -> str:
    """Line by line, with the size and the colour of each; Latin and Chinese each in a face that programs have."""
    return "".join(
        f"<a:p><a:pPr algn='l'><a:lnSpc><a:spcPts val='{round(size * LEADING * 100)}'/></a:lnSpc>"
        f"<a:spcBef><a:spcPts val='0'/></a:spcBef><a:buNone/></a:pPr>"
        f"{_run(line, size, ink, tongue, bold)}<a:endParaRPr lang='{tongue}' sz='{round(size * 100)}'/></a:p>"
        for line, size, ink in written
    )


def _run(line: str, size: float, ink: str, tongue: str, bold: bool) -> str:
    """An empty line is as high as the others only if nothing but the end of its paragraph says so."""
    if not line:
        return ""
    return (
        f"<a:r><a:rPr lang='{tongue}' altLang='{TONGUES[tongue]}' sz='{round(size * 100)}' b='{int(bold)}'>"
        f"{_solid(ink)}<a:latin typeface='{FACE}'/><a:ea typeface='{EAST_ASIAN}'/></a:rPr>"
        f"<a:t>{escape(storable(breakable(line)))}</a:t></a:r>"
    )


def _row(cells: list[str], high: float, tongue: str, *, is_head: bool) -> str:
    ink, fill = (SURFACE, LINE) if is_head else (INK, GROUND)
    sides = " ".join(f"mar{side}='{round(PADDING * EMU)}'" for side in "LRTB")
    return (
        f"<a:tr h='{round(high * EMU)}'>"
        + "".join(
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{_lines(written, tongue)}</a:txBody>"
            f"<a:tcPr {sides}>{_solid(fill)}</a:tcPr></a:tc>"
            for written in ([(line, CELL, ink) for line in text.split("\n")] for text in cells)
        )
        + "</a:tr>"
    )


def _solid(colour: str) -> str:
    return f"<a:solidFill><a:srgbClr val='{colour[1:].upper()}'/></a:solidFill>"


def _number_parts(show: Any) -> None:
    """The library looks at every part for each new one; so many slides are counted faster."""
    from pptx.opc.packuri import PackURI  # noqa: PLC0415

    counted: Counter[str] = Counter()
    package = show.part.package

    def next_partname(pattern: str) -> PackURI:
        taken = {str(part.partname) for part in package.iter_parts()} if pattern not in counted else ()
        counted[pattern] += 1
        while pattern % counted[pattern] in taken:
            counted[pattern] += 1
        return PackURI(pattern % counted[pattern])

    package.next_partname = next_partname


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
