"""The data for machines: schema workshop-report/1, as README.md of the exports describes it."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import workshop.exports
from workshop.core.activity import Team
from workshop.core.report import Report, RoomReport, Section, Table, label
from workshop.exports.json import SCHEMA, write

README = Path(workshop.exports.__file__).with_name("README.md")


def data(report: RoomReport) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write(report, "zh"))
    return found


def strings(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {text for part in value.values() for text in strings(part)}
    if isinstance(value, list):
        return {text for part in value for text in strings(part)}
    return {value} if isinstance(value, str) else set()


def test_every_sentence_is_in_it_in_both_languages_at_once(report: RoomReport, written: list[tuple[str, str]]) -> None:
    found = strings(data(report))
    assert [text for pair in written for text in pair if text not in found] == []
    assert write(report, "zh") == write(report, "en")


def test_it_names_its_schema(report: RoomReport) -> None:
    assert data(report)["schema"] == SCHEMA == "workshop-report/1"


def test_our_own_headings_come_in_both_languages(report: RoomReport) -> None:
    section = data(report)["activities"][0]["sections"][0]
    assert section["title"] == {"zh": "便签", "en": "Notes"}
    assert section["question"] == {"zh": "最痛的是哪一件事？", "en": "What hurt most?"}
    assert (section["kept_back"], section["hidden"]) == (3, 1)


def test_an_entry_holds_all_that_is_known(report: RoomReport) -> None:
    assert data(report)["activities"][0]["sections"][0]["entries"][0] == {
        "text": "人刚带熟就走了",
        "what": "note",
        "group": {"zh": "高流失", "en": "High turnover"},
        "team": "#1",
        "author": "Ann",
        "anonymous": False,
        "votes": [
            {"vote": {"zh": "企业眼镜", "en": "Company lens"}, "n": 5},
            {"vote": {"zh": "管理者眼镜", "en": "Manager lens"}, "n": 0},
        ],
        "time": "2026-01-01T09:00+08:00",
        "entered_by": "phone",
        "remark": None,
    }


def test_an_anonymous_entry_has_neither_author_nor_time(report: RoomReport) -> None:
    asked = data(report)["activities"][1]["sections"][1]["entries"][0]
    assert (asked["anonymous"], asked["author"], asked["time"]) == (True, None, None)


def test_every_key_is_described_and_every_description_has_its_key(report: RoomReport) -> None:
    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            inner = {key for part in value.values() for key in keys(part)}
            return inner if set(value) == {"zh", "en"} else inner | set(value)
        return {key for part in value for key in keys(part)} if isinstance(value, list) else set()

    described = set(re.findall(r"^\s*\| `(\w+)` \|", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert keys(data(report)) == described


def test_a_team_that_chose_no_name_is_called_by_its_number_in_words(report: RoomReport) -> None:
    head = (label("Team"), label("Points"))
    table = Table(label("Points of the teams"), head, ((Team("t2", 2).words, "5"), (Team("t3", 3, "#3").words, "4")))
    block = replace(report.blocks[0], report=Report((Section(table.title, tables=(table,)),)))
    [section] = data(replace(report, blocks=(block,)))["activities"][0]["sections"]
    [written] = section["tables"]
    assert [row[0] for row in written["cells"]] == [{"zh": "第 2 组", "en": "Team 2"}, "#3"]
