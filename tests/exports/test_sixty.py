"""A room of sixty with 500 notes on a wall: every sentence stands in every file that people read."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from tests.exports.sixty import report as sixty
from tests.exports.walker import sentences
from workshop.core.course import Words
from workshop.core.report import RoomReport
from workshop.exports import formats


def of_docx(data: bytes) -> Iterator[str]:
    yield from (node.text or "" for node in Document(BytesIO(data)).element.body.iter(qn("w:t")))


def of_pptx(data: bytes) -> Iterator[str]:
    for slide in Presentation(BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)
            if shape.has_chart:
                yield from shape.chart.plots[0].categories
                yield from (series.name for series in shape.chart.series)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


def of_xlsx(data: bytes) -> Iterator[str]:
    for sheet in load_workbook(BytesIO(data), read_only=True):
        yield from (str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def of_pdf(data: bytes) -> Iterator[str]:
    yield from (page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def of_text(data: bytes) -> Iterator[str]:
    yield data.decode()


def of_markdown(data: bytes) -> Iterator[str]:
    yield re.sub(r"\\(.)", r"\1", unescape(data.decode()))


READ: dict[str, Callable[[bytes], Iterator[str]]] = {
    "csv": of_text, "docx": of_docx, "json": of_text, "markdown": of_markdown, "pdf": of_pdf, "pptx": of_pptx,
    "xlsx": of_xlsx,
}  # fmt: skip

WHOLE_FILES = [name for name in READ if name != "csv"]
"""A long table has no place for a room's title or for the columns of a wall in which nothing hangs."""


def bare(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def missing(report: RoomReport, name: str, lang: str) -> list[str]:
    seen = bare("".join(READ[name](formats()[name].write(report, lang))))
    told = (getattr(text, lang) if isinstance(text, Words) else text for text in sentences(report))
    return [text for text in told if bare(text) not in seen]


@pytest.mark.full
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", WHOLE_FILES)
def test_every_sentence_of_a_full_room_stands_in_every_file(name: str, lang: str) -> None:
    report = sixty(lang=lang)
    assert sum(1 for _ in sentences(report)) > 2_000
    assert missing(report, name, lang) == []
