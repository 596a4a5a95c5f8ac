"""The report to go on working with in Word or WPS: real headings, a table of contents, tables, pictures of boards."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final, assert_never

from workshop.core.report import RoomReport, label
from workshop.exports._brand import SOFT, UNBRANDED, Branding
from workshop.exports._document import Heading, Line, Note, Outline, Part, Picture, Plot, outline
from workshop.exports._grids import Grid
from workshop.exports._measure import width
from workshop.exports._office import EAST_ASIAN, FACE, describe, same_bytes, storable
from workshop.exports._pen import Pen
from workshop.exports._typeset import board_picture, chart_picture
from workshop.exports._wall import title

EXTENSION: Final = "docx"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE: Final = label("Report to edit in Word or WPS").text
NAME: Final = label("Collected results").text

PICTURE_PIXELS: Final = 1600
TEXT_CM: Final = 17.0
"""Between the margins of the page."""


def write(report: RoomReport, lang: str, brand: Branding = UNBRANDED) -> bytes:
    from docx import Document  # noqa: PLC0415 (a worker that writes another format need not wait for it)

    pen, target = Pen(report, lang), BytesIO()
    writer = Writer(Document(), pen, brand)
    writer.write(outline(report, pen))
    describe(writer.document.core_properties, report, pen)
    writer.document.save(target)
    return same_bytes(target.getvalue())


class Writer:
    """Draws an outline into a document, part by part."""

    def __init__(self, document: Any, pen: Pen, brand: Branding) -> None:
        self.document, self.pen, self.brand = document, pen, brand
        self._ids: dict[str, str] = {}
        self._style()

    def write(self, whole: Outline) -> None:
        self._cover(whole)
        self._contents()
        for part in whole.parts:
            self._part(part)

    def _style(self) -> None:
        from docx.oxml.ns import qn  # noqa: PLC0415
        from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415

        accent = RGBColor.from_string(self.brand.accent[1:].upper())
        sizes = {"Normal": 10.5, "Title": 28, "Subtitle": 15, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12,
                 "Heading 4": 11, "Quote": 11, "List Bullet": 10.5, "Caption": 9}  # fmt: skip
        for name, size in sizes.items():
            style = self.document.styles[name]
            style.font.name, style.font.size = FACE, Pt(size)
            faces = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in [key for key in faces.attrib if "Theme" in key]:
                del faces.attrib[key]
            faces.set(qn("w:eastAsia"), EAST_ASIAN)
            self._ids[name] = style.style_id
            if name.startswith(("Heading", "Title")):
                style.font.color.rgb = accent
        self.document.styles["Caption"].font.color.rgb = RGBColor.from_string(SOFT[1:].upper())
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2)

    def _paragraph(self, text: str, style: str | None = None) -> Any:
        """By the style's id, which the library would look for anew each time."""
        made = self.document.add_paragraph(storable(text))
        made._p.style = self._ids.get(style or "")  # noqa: SLF001
        return made

    def _cover(self, whole: Outline) -> None:
        from docx.shared import Cm  # noqa: PLC0415

        if self.brand.logo_png is not None:
            self.document.add_picture(BytesIO(self.brand.logo_png), height=Cm(2))
        if self.brand.name:
            self._paragraph(self.pen.text(self.brand.name), "Subtitle")
        self._paragraph(whole.title, "Title")
        self._paragraph(whole.subtitle, "Subtitle")
        for name, value in whole.facts:
            self._paragraph(self.pen.pair(name, value))
        self.document.add_page_break()

    def _contents(self) -> None:
        """A field that the program fills in when it is asked to."""
        from docx.oxml import parse_xml  # noqa: PLC0415
        from docx.oxml.ns import nsdecls  # noqa: PLC0415

        self._paragraph(self.pen.text(label("Contents")), "Subtitle")
        field = self._paragraph("")
        order = "TOC \\o &quot;1-2&quot; \\h \\z \\u"
        simple = f'<w:fldSimple {nsdecls("w")} w:instr="{order}" w:dirty="true"><w:r><w:t>…</w:t></w:r></w:fldSimple>'
        field._p.append(parse_xml(simple))  # noqa: SLF001 (the library has no fields)
        self.document.add_page_break()

    def _part(self, part: Part) -> None:
        match part:
            case Heading():
                made = self._paragraph(part.text, f"Heading {part.level}")
                made.paragraph_format.page_break_before = part.breaks
            case Line():
                self._paragraph(part.text, {"text": "Normal", "question": "Quote", "about": "Caption"}[part.style])
            case Note():
                self._note(part)
            case Grid():
                self._grid(part)
            case Picture():
                self._bold(title(part.board, self.pen))
                for data in board_picture(part.board, self.pen, self.brand, "png", PICTURE_PIXELS):
                    self._picture(data)
            case Plot():
                self._bold(self.pen.text(part.chart.title))
                self._picture(chart_picture(part.chart, self.pen, self.brand))
            case _:
                assert_never(part)

    def _note(self, note: Note) -> None:
        from docx.shared import Pt, RGBColor  # noqa: PLC0415

        made = self._paragraph(note.text, "List Bullet")
        if note.facts:
            made.add_run().add_break()
            facts = made.add_run(storable(note.facts))
            facts.font.size, facts.font.color.rgb = Pt(8), RGBColor.from_string(SOFT[1:].upper())

    def _bold(self, text: str) -> None:
        made = self._paragraph("")
        made.add_run(storable(text)).bold = True
        made.paragraph_format.keep_with_next = True

    def _picture(self, data: bytes) -> None:
        from docx.shared import Cm  # noqa: PLC0415

        self.document.add_picture(BytesIO(data), width=Cm(TEXT_CM))

    def _grid(self, grid: Grid) -> None:
        from docx.oxml import OxmlElement  # noqa: PLC0415
        from docx.shared import Cm  # noqa: PLC0415

        if grid.title:
            self._bold(grid.title)
        if grid.about:
            self._paragraph(grid.about, "Caption")
        rows = [[storable(cell) if isinstance(cell, str) else f"{cell:g}" for cell in row] for row in grid.rows]
        table = self.document.add_table(1 + len(rows), len(grid.head), "Table Grid")
        table.autofit = False
        lines = [[storable(head) for head in grid.head], *rows]
        ems = [min(24.0, max(4.0, *(width(line[at]) for line in lines), 0.0)) for at in range(len(grid.head))]
        for line, row in zip(lines, table.rows, strict=True):
            for cell, text, em in zip(row.cells, line, ems, strict=True):
                cell.text = text
                cell.width = Cm(TEXT_CM * em / sum(ems))
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
        self._paragraph("")
