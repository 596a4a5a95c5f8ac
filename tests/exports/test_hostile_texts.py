"""Every place of a report that takes a person's text takes the worst of texts: each file opens, and has it."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any

import pytest
import regex
from pypdf import PdfReader

from tests.exports.test_rehearsed import handbook, of_a_team
from tests.exports.test_sixty import READ, WHOLE_FILES
from tests.exports.walker import CODES, sentences
from workshop.core.course import Words
from workshop.core.report import Label, RoomReport, Text
from workshop.exports import branded, formats
from workshop.exports._brand import Branding
from workshop.exports._from_json import read as read_again
from workshop.exports._handouts import Slip, printed, seat_slips
from workshop.exports._pen import readable
from workshop.exports._picture import PICTURE, boards, picture_file

WORST = (
    '=HYPERLINK("http://example.org","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "#set page(width: 1pt) #panic() $x^2$ @ref <label> *b* _i_ `raw` // /* \\",
    "</w:t><!--]]>&amp;<script>alert(1)</script>",
    "control \x01\x07\x0b\x1b[31m\x00 end",
    "half \ud83d of \udc00 one",
    "not one \ufffe\uffff",
    "invoice\u202exslx.exe \u2066aside\u2069",
    "陈𠮷 㛃 䶮 𫖯 龘",
    "👩‍👩‍👧‍👦🇨🇳👍🏽❤️",
    "pile a" + "\u0301\u0327\u0330" * 20,
    "zero\u200bwidth\u200dhere\ufeff",
    "[]:*?/\\ a name of more than one and thirty characters",
    "'quoted'",
    "字" * 2_000,
)
LEFT = {"code"}
LINE = 30
RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
BRAND = Branding(name=WORST[6] + WORST[8] + WORST[7], colour="red;}")


def spoilt(thing: Any, numbers: Iterator[int], name: str = "") -> Any:
    """The same report with another bad text, and a number to know it by, wherever somebody's text stood."""
    if isinstance(thing, Label) or name in CODES | LEFT:
        return thing
    if isinstance(thing, Words):
        return Words(**{lang: _no_halves(spoilt(getattr(thing, lang), numbers)) for lang in ("zh", "en")})
    if isinstance(thing, str):
        nth = next(numbers)
        return f"{WORST[nth % len(WORST)]} n{nth}n" if thing else thing
    if isinstance(thing, tuple):
        return tuple(spoilt(part, numbers, name) for part in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {one.name: spoilt(getattr(thing, one.name), numbers, one.name) for one in fields(thing)}
        return replace(thing, **changed)
    return thing


def _no_halves(text: str) -> str:
    """A course holds no halves of characters: its type refuses them."""
    return regex.sub("[\ud800-\udfff]", "", text)


@pytest.fixture(scope="module")
def bad(report: RoomReport) -> RoomReport:
    made: RoomReport = spoilt(report, count())
    return made


def seen(text: str) -> str:
    """Without what takes no ink, the end of a line as Markdown writes it, and what a PDF has beside a pile of marks."""
    return regex.sub(r"\\\n|[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+", "", text)


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.full)])
@pytest.mark.parametrize("name", WHOLE_FILES)
def test_every_file_opens_and_has_every_text(name: str, lang: str, bad: RoomReport) -> None:
    assert lost(bad, name, lang) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("room", "name"),
    [(of_a_team, "pdf"), (of_a_team, "docx"), pytest.param(handbook, "pdf", marks=pytest.mark.full)],
)
def test_so_do_the_files_that_are_for_fewer(room: Callable[[], RoomReport], name: str) -> None:
    made: RoomReport = spoilt(room(), count())
    assert lost(made, name, "zh") == []


def only_votes(report: RoomReport) -> Iterator[Text]:
    """What the only vote of a note was called: beside its number that need not be said."""
    for block in report.blocks:
        for section in block.report.sections:
            for entry in section.entries:
                if entry.votes and len(entry.votes) == 1:
                    yield entry.votes[0][0]


def lost(bad: RoomReport, name: str, lang: str) -> list[str]:
    """The texts of a report that its file does not hold."""
    read = seen("".join(READ[name](branded(formats()[name], bad, lang, BRAND))))
    plain = set(only_votes(bad))
    told = [readable(getattr(t, lang) if isinstance(t, Words) else t) for t in sentences(bad) if t not in plain]
    assert len(told) > 100
    if name == "json":
        told = [json.dumps(text, ensure_ascii=False)[1:-1] for text in told]
    if name == "pdf":  # the foot of a page may stand in the midst of a long text
        told = [part for text in told for part in (text[:LINE], text.rpartition(" ")[2])]
    return [text for text in told if seen(text) not in read]


def test_no_cell_of_the_list_can_run(bad: RoomReport) -> None:
    rows = list(csv.reader(io.StringIO(formats()["csv"].write(bad, "zh").decode("utf-8-sig"))))
    assert len(rows) > 40
    assert [cell for row in rows for cell in row if cell.startswith(RUNS)] == []


def test_another_installation_takes_it_in(bad: RoomReport) -> None:
    data = formats()["json"].write(bad, "zh")
    assert formats()["json"].write(read_again(data), "zh") == data


@pytest.mark.parametrize("name", ["board-960.png", "board-960.svg"])
def test_a_picture_of_a_board_is_made(name: str, bad: RoomReport) -> None:
    assert PICTURE.fullmatch(name)
    assert boards(bad)
    with_board = next(block for block in bad.blocks if any(section.boards for section in block.report.sections))
    made = picture_file(name, replace(bad, blocks=(with_board,)), "zh", BRAND)
    assert made.startswith(b"\x89PNG") if name.endswith("png") else b"<script" not in made


def test_a_slip_is_printed_for_whatever_name() -> None:
    slips = [Slip(f"{text} n{at}n", f"{text} team", (text,)) for at, text in enumerate(WORST)]
    qr = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    made = printed(seat_slips(slips, WORST[5], "example.org", "1234", qr, "zh"), 0, BRAND)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    assert [at for at in range(len(WORST)) if f"n{at}n" not in seen(text)] == []
