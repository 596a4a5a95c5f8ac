"""The printed report: everything can be read and searched, whatever people wrote."""

import re
import unicodedata
from io import BytesIO

import pytest
from pypdf import PdfReader

from workshop.core.report import RoomReport
from workshop.exports.pdf import write


def seen(data: bytes) -> str:
    """What a reader finds; the typesetter's own spaces between Chinese and Latin are no part of a sentence."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return bare("".join(re.sub(r"\n\d+\s*$", "", page) for page in pages))


def bare(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def is_read_from_the_right(text: str, page: str) -> bool:
    """The reader gives letters in the order in which they stand from the left."""
    return unicodedata.bidirectional(text[0]) == "AL" and text[::-1] in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_can_be_read(lang: str, report: RoomReport, written: list[tuple[str, str]]) -> None:
    page = seen(write(report, lang))
    sentences = [bare(pair[lang == "en"]) for pair in written]
    assert [one for one in sentences if one not in page and not is_read_from_the_right(one, page)] == []
