"""The printed report: everything can be read and searched, whatever people wrote."""

import re
import unicodedata
from dataclasses import replace
from io import BytesIO
from itertools import product

import pytest
from pypdf import PdfReader

from workshop.core.course import Words
from workshop.core.report import BlockReport, Chart, Entry, Report, RoomReport, Section, Series
from workshop.exports._document import Heading, outline
from workshop.exports._measure import breakable
from workshop.exports._pen import Pen
from workshop.exports.pdf import write


def seen(data: bytes) -> str:
    """What a reader finds; the typesetter's own spaces between Chinese and Latin are no part of a sentence."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return bare("".join(re.sub(r"\n\d+\s*$", "", page) for page in pages))


def bare(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def is_read_from_the_right(text: str, page: str) -> bool:
    """The reader gives the words of such a line in the order in which they stand from the left."""
    return unicodedata.bidirectional(text[0]) == "AL" and all(bare(word) in page for word in text.split())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_can_be_read(lang: str, report: RoomReport, written: list[tuple[str, str]]) -> None:
    page = seen(write(report, lang))
    sentences = [pair[lang == "en"] for pair in written]
    assert [one for one in sentences if bare(one) not in page and not is_read_from_the_right(one, page)] == []


def test_a_reader_for_the_blind_finds_a_tree_of_tags(report: RoomReport) -> None:
    root = PdfReader(BytesIO(write(report, "zh"))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh"


def test_what_looks_like_markup_of_the_typesetter_is_text(report: RoomReport) -> None:
    hostile = '#panic("x") #read("/etc/passwd") $x^2$ *fett* @ref <label> \\u{41} // gone /* gone */ `raw`'
    assert bare(hostile) in seen(write(replace(report, title=hostile), "en"))


def test_every_group_is_told_once_and_a_team_by_its_name() -> None:
    notes = tuple(Entry(f"便签 {n}", group="甲乙"[n % 2]) for n in range(6))
    chart = Chart("bars", "呈现", ("#1", "#2"), (Series("均值", (1, 2)),), 5, 23)
    told = Report((Section("节", entries=notes, charts=(chart,)),))
    block = BlockReport("b", "board", Words(zh="题", en="T"), 1, 5, 0, 0, "done", told)
    report = RoomReport("房间", Words(zh="课", en="Course"), "1", 0, 480, (block,), ())
    whole = outline(report, Pen(report, "zh"))
    assert [part.text for part in whole.parts if isinstance(part, Heading) and part.level == 4] == ["甲", "乙"]
    printed = seen(write(report, "zh"))
    assert "第1组" in printed
    assert "#1" not in printed


def test_short_and_long_notes_follow_one_another_in_any_order() -> None:
    """The typesetter takes no wide cell in the second half of a row."""
    orders = ["".join(order) for order in product("sl", repeat=4)]
    lengths = {"s": 4, "l": 400}
    sections = tuple(
        Section(order, entries=tuple(Entry("长" * lengths[one] + f"{order}{n}完") for n, one in enumerate(order)))
        for order in orders
    )
    block = BlockReport("b", "board", Words(zh="题", en="T"), 1, 5, 0, 0, "done", Report(sections))
    printed = seen(write(RoomReport("房间", Words(zh="课", en="Course"), "1", 0, 480, (block,), ()), "zh"))
    ends = [f"{order}{n}完" for order in orders for n in range(4)]
    assert [end for end in ends if end not in printed] == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("customer-service managers", "customer-service managers"),
        ("characteristics", "characteristics"),
        ("example.org/a/b", "exampl|e.org/|a/b"),
        ("abcdefghijklmnopqr", "abcdef|ghijkl|mnopqr"),
    ],
)
def test_only_words_that_no_line_could_hold_are_broken(text: str, broken: str) -> None:
    assert breakable(text) == broken.replace("|", "\u200b")
