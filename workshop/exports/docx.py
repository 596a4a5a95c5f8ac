"""The report to go on working with in Word or WPS: real headings, a table of contents, tables, pictures of boards."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import repeat
from typing import Any, Final, assert_never
from xml.sax.saxutils import escape

from workshop.core.report import RoomReport, label
from workshop.exports._brand import GROUND, SOFT, UNBRANDED, Branding
from workshop.exports._document import Heading, Line, Note, Outline, Part, Picture, Plot, is_above, outline
from workshop.exports._grids import Grid, as_text
from workshop.exports._measure import columns
from workshop.exports._office import EAST_ASIAN, FACE, describe, same_bytes, storable
from workshop.exports._pen import Pen
from workshop.exports._typeset import board_picture, chart_picture
from workshop.exports._wall import Frame, title

EXTENSION: Final = "docx"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE: Final = label("Report to edit in Word or WPS").text
NAME: Final = label("Collected results").text

DEEPEST: Final = 2
"""The level of headings down to which the contents go."""
MARK: Final = "_Toc"
PICTURE_PIXELS: Final = 1200
TEXT_CM: Final = 17.0
"""Between the margins of the page."""
PAGE: Final = Frame(480, 660, size=9, gap=5)
"""What a page holds of a board, in points."""
BELOW_HEADINGS: Final = replace(PAGE, first=520)
TOGETHER: Final = 9
"""A table of no more lines, its head among them, stays on one page."""
EM_CM: Final = 0.37
"""A letter of tables is so wide."""


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
        self.marks = 0
        self._style()

    def write(self, whole: Outline) -> None:
        self._cover(whole)
        self._contents(whole)
        before: Part | None = None
        for part in whole.parts:
            self._part(part, before)
            before = part

    def _style(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
        from docx.oxml.ns import qn  # noqa: PLC0415
        from docx.shared import Cm, Pt  # noqa: PLC0415

        for level in range(1, DEEPEST + 1):
            entry = self.document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
            entry.base_style = self.document.styles["Normal"]
            entry.paragraph_format.left_indent, entry.paragraph_format.space_after = Cm(0.6 * (level - 1)), Pt(2)
        accent = _rgb(self.brand.accent)
        sizes = {"Normal": 10.5, "Title": 28, "Subtitle": 15, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12,
                 "Heading 4": 11, "Quote": 11, "List Bullet": 10.5, "Caption": 9,
                 "toc 1": 11, "toc 2": 10.5}  # fmt: skip
        for name, size in sizes.items():
            style = self.document.styles[name]
            style.font.name, style.font.size = FACE, Pt(size)
            faces = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in [key for key in faces.attrib if "Theme" in key]:
                del faces.attrib[key]
            faces.set(qn("w:eastAsia"), EAST_ASIAN)
            if self.pen.lang == "zh":
                faces.set(qn("w:hint"), "eastAsia")  # quotation marks as wide as characters
            self._ids[name] = style.style_id
            style.font.italic = False  # Chinese has no italics
            if name.startswith(("Heading", "Title")):
                style.font.color.rgb = accent
        caption = self.document.styles["Caption"]
        caption.font.color.rgb, caption.font.bold = _rgb(SOFT), False
        for language in self.document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:eastAsia"), "zh-CN")  # else some programs take Japanese forms of characters
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2)
        page.different_first_page_header_footer = True
        self._number_pages(page.footer.paragraphs[0])

    def _number_pages(self, foot: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
        from docx.oxml import parse_xml  # noqa: PLC0415
        from docx.oxml.ns import nsdecls  # noqa: PLC0415

        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot._p.append(parse_xml(f"<w:fldSimple {nsdecls('w')} w:instr=' PAGE '><w:r><w:t>1</w:t></w:r></w:fldSimple>"))  # noqa: SLF001

    def _paragraph(self, text: str, style: str | None = None) -> Any:
        """By the style's id, which the library would look for anew each time."""
        made = self.document.add_paragraph(storable(text))
        made._p.style = self._ids.get(style or "")  # noqa: SLF001
        return made

    def _cover(self, whole: Outline) -> None:
        from docx.shared import Cm, Pt  # noqa: PLC0415

        if self.brand.logo_png is not None:
            self.document.add_picture(BytesIO(self.brand.logo_png), height=Cm(2))
        if self.brand.name:
            self._paragraph(self.pen.text(self.brand.name), "Subtitle")
        self._paragraph(whole.title, "Title").paragraph_format.space_before = Pt(120)
        self._paragraph(whole.subtitle, "Subtitle")
        for name, value in whole.facts:
            self._paragraph(self.pen.pair(name, value))
        self.document.add_page_break()

    def _contents(self, whole: Outline) -> None:
        """A field with every heading in it, to which the program adds the pages when it updates it."""
        from docx.oxml import parse_xml  # noqa: PLC0415
        from docx.oxml.ns import nsdecls  # noqa: PLC0415

        self._paragraph(self.pen.text(label("Contents")), "Subtitle")
        entries = [part for part in whole.parts if isinstance(part, Heading) and part.level <= DEEPEST]
        for at, heading in enumerate(entries):
            line = self._paragraph("", f"toc {heading.level}")
            if at == 0:
                for piece in ('<w:fldChar w:fldCharType="begin" w:dirty="true"/>',
                              f'<w:instrText xml:space="preserve"> TOC \\o "1-{DEEPEST}" \\h \\z \\u </w:instrText>',
                              '<w:fldChar w:fldCharType="separate"/>'):  # fmt: skip
                    line._p.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))  # noqa: SLF001
            link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="{MARK}{at}" w:history="1"/>')
            run = line.add_run(storable(heading.text))
            link.append(run._r)  # noqa: SLF001
            line._p.append(link)  # noqa: SLF001
            if at == len(entries) - 1:
                line._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))  # noqa: SLF001
        self.document.add_page_break()

    def _mark(self, paragraph: Any) -> None:
        """What the contents lead to."""
        from docx.oxml import parse_xml  # noqa: PLC0415
        from docx.oxml.ns import nsdecls  # noqa: PLC0415

        at, self.marks = self.marks, self.marks + 1
        paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{at}" w:name="{MARK}{at}"/>'))  # noqa: SLF001
        paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{at}"/>'))  # noqa: SLF001

    def _part(self, part: Part, before: Part | None) -> None:
        match part:
            case Heading():
                made = self._paragraph(part.text, f"Heading {part.level}")
                made.paragraph_format.page_break_before = part.breaks
                if part.level <= DEEPEST:
                    self._mark(made)
            case Line():
                made = self._paragraph(part.text, LINES[part.style])
                made.paragraph_format.keep_with_next = part.style == "question" or isinstance(before, Heading) or None
            case Note():
                self._note(part)
            case Grid():
                self._grid(part)
            case Picture():
                self._bold(title(part.board, self.pen))
                frame = BELOW_HEADINGS if is_above(before) else PAGE
                for data in board_picture(part.board, self.pen, self.brand, frame, PICTURE_PIXELS):
                    self._picture(data, title(part.board, self.pen))
            case Plot():
                self._bold(self.pen.text(part.chart.title))
                if part.chart.labels and part.chart.series:
                    self._picture(chart_picture(part.chart, self.pen, self.brand), self.pen.text(part.chart.title))
            case _:
                assert_never(part)

    def _note(self, note: Note) -> None:
        """In one paragraph with what is known about it, so that a long wall takes no more pages than it must."""
        from docx.shared import Pt  # noqa: PLC0415

        made = self._paragraph(note.text, "List Bullet")
        if note.facts:
            facts = made.add_run(storable(f"{APART}{note.facts}"))
            facts.font.size, facts.font.color.rgb = Pt(8), _rgb(SOFT)

    def _bold(self, text: str) -> None:
        made = self._paragraph("")
        made.add_run(storable(text)).bold = True
        made.paragraph_format.keep_with_next = True

    def _picture(self, data: bytes, says: str) -> None:
        """``says`` is for those who cannot see it."""
        from docx.shared import Cm, Pt  # noqa: PLC0415

        made = self._paragraph("")
        made.paragraph_format.line_spacing, made.paragraph_format.space_after = 1.0, Pt(6)
        drawn = made.add_run().add_picture(BytesIO(data), width=Cm(TEXT_CM))
        drawn._inline.docPr.set("descr", storable(says))  # noqa: SLF001

    def _grid(self, grid: Grid) -> None:
        """The rows are written at once: the library takes a hundred times as long, cell by cell."""
        from docx.oxml import parse_xml  # noqa: PLC0415
        from docx.oxml.ns import nsdecls  # noqa: PLC0415
        from docx.shared import Cm  # noqa: PLC0415

        if grid.title:
            self._bold(grid.title)
        if grid.about:
            self._paragraph(grid.about, "Caption").paragraph_format.keep_with_next = True
        if not grid.rows:
            self._paragraph(self.pen.nothing_in(grid.head), "Caption")
            return
        rows = [[storable(as_text(cell)) for cell in row] for row in grid.rows]
        table = self.document.add_table(1, len(grid.head), "Table Grid")
        table.autofit = False
        lines = [[storable(head) for head in grid.head], *rows]
        wide = [Cm(EM_CM * em) for em in columns(lines, TEXT_CM / EM_CM)]
        for column, one in zip(table.columns, wide, strict=True):
            column.width = one
        twips = [round(one / TWIP) for one in wide]
        written = "".join(
            _row(line, twips, is_head=at == 0, stays=_stays(at, len(lines))) for at, line in enumerate(lines)
        )
        grown = table._tbl  # noqa: SLF001 (the library makes one cell after the other)
        looks = [one for one in grown.tblPr if one.tag.endswith("}tblLook")]  # the schema has them in this order
        margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{CELL_MARGINS}</w:tblCellMar>")
        looks[0].addprevious(margins)
        grown.remove(grown.tr_lst[0])
        grown.extend(list(parse_xml(f"<w:tbl {nsdecls('w')}>{written}</w:tbl>")))
        self._paragraph("")


LINES: Final = {"text": "Normal", "question": "Quote", "about": "Caption", "legend": "Caption"}
"""The styles of lines."""
APART: Final = "\u2003"
"""Between a note and what is known about it."""
CELL_MARGINS: Final = "".join(
    f"<w:{side} w:w='{twips}' w:type='dxa'/>"
    for side, twips in (("top", 50), ("left", 108), ("bottom", 50), ("right", 108))
)
"""Between the edge of a cell and its text."""
TWIP: Final = 635
"""A twentieth of a point, in the library's units."""


def _stays(at: int, n: int) -> bool:
    """Whether a line of a table is on the page of the next: the first with the head, the last two, all of a few."""
    return at < 2 or at == n - 2 or (n <= TOGETHER and at < n - 1)


def _row(cells: list[str], twips: list[int], *, is_head: bool, stays: bool) -> str:
    """A row that no page break cuts; one that ``stays`` is on the page of the next. A head is on every page."""
    bold = "<w:rPr><w:b/></w:rPr>" if is_head else ""
    head = "<w:tblHeader/>" if is_head else ""
    shade = f"<w:shd w:val='clear' w:color='auto' w:fill='{GROUND[1:].upper()}'/>" if is_head else ""
    keep = "<w:pPr><w:keepNext/></w:pPr>" if stays else ""
    written = "".join(map(_cell, cells, twips, repeat(bold), repeat(shade), repeat(keep)))
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{written}</w:tr>"


def _cell(text: str, twips: int, bold: str, shade: str, keep: str) -> str:
    lines = "<w:br/>".join(f"<w:t xml:space='preserve'>{escape(line)}</w:t>" for line in text.split("\n")).replace(
        "\t", "</w:t><w:tab/><w:t xml:space='preserve'>"
    )
    width = f"<w:tcPr><w:tcW w:w='{twips}' w:type='dxa'/>{shade}</w:tcPr>"
    return f"<w:tc>{width}<w:p>{keep}<w:r>{bold}{lines}</w:r></w:p></w:tc>"


def _rgb(colour: str) -> Any:
    from docx.shared import RGBColor  # noqa: PLC0415

    return RGBColor.from_string(colour[1:].upper())
