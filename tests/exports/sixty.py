"""The report of a long day with sixty people: a wall of 500 notes, boards in every layout, charts, sheets, feedback.

They speak one language; what they write mixes in the other, emoji and rare characters, as people do.
"""

from __future__ import annotations

from random import Random
from typing import Any

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
from workshop.rehearsal.words import Voice, names

NINE = 1_767_229_200_000
TEAMS = 6


def report(people: int = 60, notes: int = 500, lang: str = "zh") -> RoomReport:
    """The same each time."""
    dice = Random(7)
    say = _Voice(lang, dice)
    crowd = [*RARE[: people // 10], *names(lang, people)][:people]
    sections = [
        (_w("现状与挑战", "Challenges"), (_wall(say, dice, crowd, notes),)),
        (_w("影响与难度", "Impact and effort"), tuple(_board(layout, say, dice) for layout in ("matrix", "rings"))),
        (_w("客户旅程", "Customer journey"), tuple(_board(layout, say, dice) for layout in ("timeline", "panes"))),
        (_w("快问与自测", "Pulse and self-test"), (_counted(),)),
        (_w("行动计划", "Plans"), (_plans(say, crowd),)),
    ]
    blocks = tuple(
        BlockReport(f"m{at}.x", "board", title, 1 + at // 3, 45, NINE + at * 3_600_000,
                    NINE + at * 3_600_000 + 2_940_000, "done", Report(parts))
        for at, (title, parts) in enumerate(sections)
    )  # fmt: skip
    there = tuple(Attendance(name, f"#{at % TEAMS + 1}", NINE + at * 7_000) for at, name in enumerate(crowd))
    course = _w("提升客服管理者能力的有效途径", "Effective ways to better managers of customer service")
    teams = ("蓝队", *(f"#{n}" for n in range(2, TEAMS + 1)))
    return RoomReport(TITLE[lang], course, "20260101", NINE, 480, blocks, there, teams)


TITLE = {"zh": "客服管理者 2026 春 第一期", "en": "Managers of Customer Service, Spring 2026"}
RARE = ("陈𠮷", "㐂龘", "Zoë Müller-Łęcka", "欧阳𬱖", "Ann 👩🏽‍💻")
"""Names that a face has to be chosen for."""
MIXED = {
    "zh": "CRM 系统 v{n} 与 IVR 没打通, 客户要 repeat 两次 😥",
    "en": "“CRM v{n}” and the IVR don’t talk — 客户要说两次 😥",
}


class _Voice:
    """The rehearsal's sentences with numbers of their own, so the same each time."""

    def __init__(self, lang: str, dice: Random) -> None:
        self._voice, self._n, self.lang = Voice(lang, dice), 0, lang

    def __call__(self, topic: Any = "problem", longest: int = 60) -> str:
        self._n += 1
        words = self._voice(topic, longest=longest).rstrip("0123456789 ")
        return f"{words}（{self._n}）" if self.lang == "zh" else f"{words} ({self._n})"


def _w(zh: str, en: str) -> Words:
    return Words(zh=zh, en=en)


COLUMNS = (_w("高流失", "High turnover"), _w("低绩效", "Low performance"), _w("情绪耗竭", "Exhaustion"),
           _w("跨部门协作", "Working across departments"), _w("其他", "Other"))  # fmt: skip


def _wall(say: _Voice, dice: Random, crowd: list[str], notes: int) -> Section:
    vote = label("Votes")
    entries, stickies = [], []
    for at in range(notes):
        column, team = at % len(COLUMNS), at % TEAMS
        text = say("problem", 24 if at % 3 else 120) if at % 20 else MIXED[say.lang].format(n=at)
        votes = dice.choice([0, 0, 1, 2, 5, 11])
        author = crowd[at % len(crowd)]
        entries.append(
            Entry(text, group=COLUMNS[column], team=f"#{team + 1}", author=author, votes=((vote, votes),),
                  minute=NINE + at * 1_000)
        )  # fmt: skip
        cluster = f"k{at % 4}" if at % 2 else None
        stickies.append(Sticky(text, f"z{column}", cluster, votes, team + 1, author))
    zones = tuple(Zone(f"z{at}", name) for at, name in enumerate(COLUMNS))
    marks = tuple(ClusterBox(f"k{at}", mark, name) for at, (mark, name) in enumerate(
        [("▲", "带教没人管"), ("■", "排班"), ("●", None), ("◆", "知识库 Knowledge base")]))  # fmt: skip
    ordered = tuple(entry for column in COLUMNS for entry in entries if entry.group == column)
    board = BoardPicture("columns", zones, tuple(stickies), marks)
    question = _w("在你的团队里，最痛的是哪一件事？", "What hurts most in your team?")
    return Section(label("Notes"), question, ordered, boards=(board,), kept_back=12, hidden=2)


ZONES = {
    "matrix": (_w("强而易", "Strong and easy"), _w("强而难", "Strong but hard"), _w("弱而易", "Weak but easy"),
               _w("弱而难", "Weak and hard")),
    "rings": (_w("我能控制", "I control"), _w("我能影响", "I can influence"), _w("我只能关注", "I can only watch")),
    "timeline": tuple(_w(f"第 {n} 步", f"Step {n}") for n in range(1, 8)),
    "panes": tuple(_w(f"第 {n} 组的看法", f"How team {n} sees it") for n in range(1, 7)),
}  # fmt: skip


def _board(layout: Any, say: _Voice, dice: Random) -> Section:
    zones = tuple(Zone(f"z{at}", name) for at, name in enumerate(ZONES[layout]))
    pictures = []
    for team in range(1, TEAMS + 1):
        hung = tuple(
            Sticky(say("action", 40), dice.choice(zones).id, None, None, team, None) for _ in range(dice.randint(5, 14))
        )
        axes = (_w("影响", "Impact"), _w("难度", "Effort")) if layout == "matrix" else None
        pictures.append(BoardPicture(layout, zones, hung, (), f"#{team}", axes))
    return Section(label("The board"), _w("把便签贴到合适的位置。", "Put each note where it belongs."),
                   boards=tuple(pictures))  # fmt: skip


def _counted() -> Section:
    skills = (_w("倾听", "Listening"), _w("反馈", "Feedback"), _w("目标", "Goals"), _w("授权", "Delegation"),
              _w("复盘", "Review"), _w("教练式提问", "Coaching questions"))  # fmt: skip
    before, after = (3.1, 2.8, 3.9, 2.2, 3.0, 1.9), (3.9, 3.6, 4.1, 3.2, 3.9, 3.4)
    series = (Series(label("Before"), before), Series(label("After"), after))
    charts = (
        Chart("radar", label("Mean by dimension"), skills, series, 5, 57),
        Chart("shift", label("Before and after"), skills, series, 5, 57),
        Chart("distribution", label("Totals, from 0 to 100"), tuple(f"{n}–{n + 9}" for n in range(0, 100, 10)),
              (Series(label("People"), (0, 0, 1, 2, 6, 14, 19, 11, 3, 1)),), 19, 57),
        Chart("bars", label("Mean by statement"), tuple(_w(f"我每周至少一次和每位组员单独谈话，听他们说（第 {n} 题）",
              f"I talk to each member of my team at least once a week (item {n})") for n in range(1, 21)),
              (Series(label("Mean"), tuple(1 + n % 9 / 2 for n in range(20))),), 5, 57),
    )  # fmt: skip
    tally = Tally(_w("哪一座桥最弱？", "Which bridge is weakest?"), (
        Count(_w("客户 ↔ 公司", "Customer ↔ company"), 23), Count(_w("数据 ↔ 人", "Data ↔ people"), 14),
        Count(_w("总部 ↔ 一线", "Head office ↔ front line"), 18), Count(_w("说不清", "Cannot say"), 0),
    ), 55, 60)  # fmt: skip
    return Section(_w("自测", "Self-test"), _w("你现在在哪里？", "Where are you now?"), tallies=(tally,), charts=charts)


def _plans(say: _Voice, crowd: list[str]) -> Section:
    head = (_w("做什么", "What"), _w("谁", "Who"), _w("何时", "When"))
    records = []
    for team in range(1, TEAMS + 1):
        steps = tuple((say("action", 60), crowd[team * 7 + n], f"2026-0{2 + n}-15") for n in range(4))
        facts = (Fact(_w("目标", "Goal"), say("action", 80)), Fact(_w("阻力", "In the way"), say("problem", 80)),
                 Fact(label("Owner"), crowd[team], "owner"), Fact(label("Due"), "2026-03-31", "due"))  # fmt: skip
        records.append(
            Record(_w("行动计划", "Plan"), f"#{team}", None, facts, (Table(_w("步骤", "Steps"), head, steps),), NINE)
        )
    return Section(
        _w("行动计划", "Plans"), _w("回到岗位，第一步做什么？", "What is the first step?"), records=tuple(records)
    )
