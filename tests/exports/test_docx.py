"""The document for Word and WPS: everything can be read, in real styles, with faces for Chinese."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from workshop.core.report import RoomReport
from workshop.exports.docx import write


def seen(data: bytes) -> str:
    """Everything that stands in paragraphs and cells, in order, as a person reads it."""
    document = Document(BytesIO(data))
    lines = ["".join(node.text or "" if node.tag == qn("w:t") else "\n" for node in one.iter(*TEXT))
             for one in document.element.body.iter(qn("w:p"))]  # fmt: skip
    return bare("\n".join(lines))


TEXT = (qn("w:t"), qn("w:br"), qn("w:tab"))


def bare(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_can_be_read(lang: str, report: RoomReport, written: list[tuple[str, str]]) -> None:
    page = seen(write(report, lang))
    assert [one for one in (bare(pair[lang == "en"]) for pair in written) if one not in page] == []


def test_headings_are_headings_and_the_contents_are_a_field(report: RoomReport) -> None:
    document = Document(BytesIO(write(report, "zh")))
    headings = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading 2")]
    assert headings == [("Heading 2", name) for name in ("现状与挑战", "行业现状", "现状与挑战", "行动")]
    fields = [field.text for field in document.element.body.iter(qn("w:instrText"))]
    assert fields == [' TOC \\o "1-2" \\h \\z \\u ']
    leads = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert leads == marks
    assert len(leads) == len([one for one in document.paragraphs if one.style.name in ("Heading 1", "Heading 2")])


def test_every_style_in_use_has_a_face_for_chinese(report: RoomReport) -> None:
    document = Document(BytesIO(write(report, "zh")))
    used = [one.style for one in document.paragraphs]
    faces = {style.name: style.element.rPr.rFonts.get(qn("w:eastAsia")) for style in used}
    assert len(faces) > 5
    assert set(faces.values()) == {"Microsoft YaHei"}


def test_boards_and_charts_are_pictures(report: RoomReport) -> None:
    assert len(Document(BytesIO(write(report, "en"))).inline_shapes) == 2


def test_a_heading_is_never_alone_at_the_end_of_a_page(report: RoomReport) -> None:
    paragraphs = Document(BytesIO(write(report, "zh"))).paragraphs
    styles = {one.style.name: one.style for one in paragraphs}
    headings = [style for name, style in styles.items() if name.startswith("Heading")]
    assert len(headings) == 4
    assert all(style.paragraph_format.keep_with_next for style in headings)
    asked = [one for one in paragraphs if one.style.name == "Quote"]
    assert asked
    assert all(one.paragraph_format.keep_with_next for one in asked)


def test_chinese_is_set_upright_and_in_its_own_forms(report: RoomReport) -> None:
    document = Document(BytesIO(write(report, "zh")))
    assert {one.style.font.italic for one in document.paragraphs} == {False}
    languages = {one.get(qn("w:eastAsia")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"zh-CN"}


def test_a_picture_says_what_it_shows_and_pages_are_numbered(report: RoomReport) -> None:
    document = Document(BytesIO(write(report, "zh")))
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    fields = document.sections[0].footer._element.iter(qn("w:fldSimple"))
    assert [field.get(qn("w:instr")) for field in fields] == [" PAGE "]
