"""The long table for other programs, read back with the standard library and with a suspicious eye."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from workshop.core.report import RoomReport
from workshop.exports.csv import harmless, write


def rows(report: RoomReport, lang: str = "zh") -> list[list[str]]:
    return list(csv.reader(StringIO(write(report, lang).decode("utf-8-sig"), newline="")))


def test_it_begins_with_a_byte_order_mark_and_ends_its_lines_for_windows(report: RoomReport) -> None:
    data = write(report, "zh")
    assert data.startswith(b'\xef\xbb\xbf"')
    assert data.endswith(b'"\r\n')


def test_every_field_is_quoted(report: RoomReport) -> None:
    """A reader that takes unquoted fields for numbers finds none."""
    text = StringIO(write(report, "zh").decode("utf-8-sig"), newline="")
    values = [cell for row in csv.reader(text, quoting=csv.QUOTE_NONNUMERIC) for cell in row]
    assert {type(value) for value in values} == {str}


def test_every_entry_is_there_in_both_languages(report: RoomReport) -> None:
    entries = [entry for block in report.blocks for section in block.report.sections for entry in section.entries]
    zh, en = rows(report, "zh"), rows(report, "en")
    others = {"类型", "表单", "表格行", "计数", "数值"}
    assert len([row for row in zh if row[11] not in others]) == len(entries) + 2  # two hang on a board only
    assert len(zh) == len(en)
    assert " ".join(zh[0]) == "天 环节 问题 分类 内容 小组 票数 各轮票数 作者 时间 录入方式 类型 备注 负责人 截止日期"
    assert en[0][:5] == ["Day", "Activity", "Question", "Group", "Text"]
    assert zh[1] == [
        "1", "现状与挑战", "最痛的是哪一件事？", "高流失", "人刚带熟就走了", "第 1 组", "5",
        "企业眼镜：5；管理者眼镜：0", "Ann", "2026-01-01 09:00", "手机", "便签", "", "", "",
    ]  # fmt: skip
    assert en[4][3:6] == ["Other", "A card of the course", ""]
    assert en[4][10:12] == ["Course", "Given by the course"]


def test_texts_come_back_as_they_were_but_for_the_apostrophe(
    report: RoomReport, written: list[tuple[str, str]], broken_texts: dict[str, str]
) -> None:
    found = {row[4] for row in rows(report)}
    notes = [entry.text for entry in report.blocks[0].report.sections[0].entries if isinstance(entry.text, str)]
    assert [text for text in notes if harmless(broken_texts.get(text, text).strip()) not in found] == []


def test_no_cell_can_run(report: RoomReport) -> None:
    cells = [cell for row in rows(report) for cell in row]
    assert [cell for cell in cells if cell.lstrip()[:1] in set("=+-@＝＋－＠\t\r")] == []


@pytest.mark.parametrize("separator", [";", "\t"])
def test_no_cell_can_run_where_another_separator_rules(separator: str, report: RoomReport) -> None:
    """A spreadsheet set to semicolons or tabs cuts our lines elsewhere; no piece may start a formula there."""
    text = write(report, "zh").decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text, newline=""), delimiter=separator) for cell in row]
    pieces = [piece for line in text.splitlines() for piece in line.split(separator)]
    assert [cell for cell in (*cells, *pieces) if cell.lstrip()[:1] in set("=+-@＝＋－＠\t\r")] == []


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        (" \n =1", " \n '=1"),
        ("\u3000＝1", "'\u3000＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠1", "'＠1"),
        ("a;=1", "a;'=1"),
        ("a; ＝1", "a; '＝1"),
        ("a\n- b", "a\n'- b"),
        ("1-1=0", "1-1=0"),
        ("好", "好"),
        ("", ""),
        (-3, -3),
    ],
)
def test_an_apostrophe_stands_before_whatever_could_run(cell: str | int, safe: str | int) -> None:
    assert harmless(cell) == safe


def test_times_are_the_rooms(report: RoomReport) -> None:
    assert rows(replace(report, utc_offset_minutes=0))[1][9] == "2026-01-01 01:00"


def test_a_sheet_says_who_owns_it_and_until_when(report: RoomReport) -> None:
    found = [row for row in rows(report) if row[11] == "表单"]
    assert found[0][3:] == [
        "目标", "流失率降到 8%", "第 2 组", "", "", "Ann", "2026-01-01 09:00", "", "表单", "行动计划", "陈𠮷",
        "2026-03-31",
    ]  # fmt: skip
    assert [(row[3], row[12], row[13], row[14]) for row in found][-1] == ("表单", "", "陈𠮷", "2026-03-31")
    tables = [row[4] for row in rows(report) if row[11] == "表格行" and "复盘" in row[4]]
    assert tables == ["做什么：每周复盘 | 一次；何时：周五"] * 2


def test_every_sentence_of_sheets_charts_and_boards_is_in_some_cell(
    report: RoomReport, written: list[tuple[str, str]]
) -> None:
    """All but what belongs to no line: the room's head, who was there, places and axes of boards."""
    section = report.blocks[3].report.sections[0]
    text = write(replace(report, blocks=(report.blocks[3],)), "zh").decode("utf-8-sig")
    wanted = [fact.value for record in section.records for fact in record.facts]
    wanted += [note.text for note in section.boards[0].notes] + ["倾听", "=反馈", "同伴", "六项能力"]
    assert [one for one in wanted if one not in text] == []
