"""The workbook, read back: every sentence is there as text, on sheets that Excel accepts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from workshop.core.course import Words
from workshop.core.report import BlockReport, Entry, Report, RoomReport, Section
from workshop.exports._sheets import LONGEST_CELL, Names, cut
from workshop.exports.xlsx import places, write


def opened(report: RoomReport, lang: str = "zh") -> Workbook:
    return load_workbook(BytesIO(write(report, lang)))


def cells(book: Workbook) -> Iterator[object]:
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            yield from (value for value in row if value is not None)


def table(book: Workbook, name: str) -> list[list[object]]:
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def test_every_sentence_is_in_it_in_both_languages(report: RoomReport, written: list[tuple[str, str]]) -> None:
    zh, en = ("\n".join(str(cell) for cell in cells(opened(report, lang))) for lang in ("zh", "en"))
    assert [one for one, _ in written if one not in zh] == []
    assert [one for _, one in written if one not in en] == []


def test_the_sheets_are_named_for_their_reader(report: RoomReport) -> None:
    assert opened(report, "zh").sheetnames == [
        "概览",
        "现状与挑战",
        "行业现状",
        "现状与挑战 (2)",
        "行动",
        "全部条目",
        "签到",
    ]
    assert opened(report, "en").sheetnames == [
        "Overview", "Challenges", "Trends", "Challenges (2)", "Action", "All entries", "Attendance",
    ]  # fmt: skip


def test_nothing_is_a_formula_a_link_or_an_error(report: RoomReport) -> None:
    data = write(report, "zh")
    book = load_workbook(BytesIO(data))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n"}
    with ZipFile(BytesIO(data)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not [name for name in parts.namelist() if "externalLink" in name or "_rels/sheet" in name]
    assert [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet] == []


def test_only_our_counts_are_numbers(report: RoomReport) -> None:
    """A note 007 stays 007."""
    rows = table(opened(report), "全部条目")
    texts = [row[4] for row in rows]
    assert {"007", "1e9", "TRUE", "=1+1"} <= set(texts)
    assert [row[6] for row in rows[1:3]] == [5, 0]


def test_the_overview_counts_what_is_not_in_the_file(report: RoomReport) -> None:
    rows = table(opened(report), "概览")
    assert rows[0][0] == "=客服班 A/B: 第一期"
    assert [row[:2] for row in rows[1:6]] == [
        ["课程", "提升客服管理者能力的有效途径"],
        ["日期", "2026-01-01"],
        ["课堂码", "12345678"],
        ["人数", "2"],
        ["小组", "第 1 组；蓝队"],
    ]
    heads = ["天", "环节", "开始", "结束", "计划分钟", "状态", "条目数", "留在组内", "隐藏"]
    assert rows[7] == heads
    assert rows[8] == [1, "现状与挑战", "09:00", "09:14", 14.5, "已完成", rows[8][6], 3, 1]
    assert rows[12][:6] == [2, "收尾", None, None, 14.5, "未开始"]


def test_an_activity_has_its_question_its_votes_and_what_was_left_out(report: RoomReport) -> None:
    rows = table(opened(report), "现状与挑战")
    assert [row[0] for row in rows[:5]] == [
        "现状与挑战",
        "09:00–09:14 · 计划 14.5 分钟 · 已完成",
        None,
        "便签",
        "最痛的是哪一件事？",
    ]
    assert rows[5] == ["分类", "内容", "小组", "企业眼镜", "管理者眼镜", "作者", "时间", "录入方式", "类型", "备注"]
    assert rows[6] == ["高流失", "人刚带熟就走了", "第 1 组", 5, 0, "Ann", "2026-01-01 09:00", "手机", "便签", None]
    assert [row[0] for row in rows[-2:]] == ["3 张便签留在组内，没有上墙。", "1 张便签被隐藏。"]


def test_an_activity_in_which_nobody_wrote_says_so(report: RoomReport) -> None:
    assert [row[0] for row in table(opened(report), "现状与挑战 (2)")][3:] == ["便签", "空", "这里没有人填写。"]


def test_a_tally_has_places_and_says_how_many_took_part(report: RoomReport) -> None:
    rows = [row[:3] for row in table(opened(report), "行业现状")]
    at = rows.index(["12 人中有 11 人参加", None, None])
    assert rows[at + 1 : at + 6] == [
        ["名次", "哪一座桥最弱？", "票数"],
        [1, "客户 ↔ 公司", 5],
        [2, "数据 ↔ 人", 3],
        [2, "谁都不选", 3],
        [4, "=0", 0],
    ]


def test_equal_counts_share_a_place() -> None:
    assert places([5, 3, 3, 1]) == [1, 2, 2, 4]


def test_the_long_table_has_every_entry_with_a_filter_and_its_head_in_sight(report: RoomReport) -> None:
    sheet = opened(report)["全部条目"]
    entries = [entry for block in report.blocks for section in block.report.sections for entry in section.entries]
    kinds = [row[11] for row in sheet.iter_rows(min_row=2, values_only=True)]
    others = {"表单", "表格行", "计数", "数值"}
    assert len([kind for kind in kinds if kind not in others]) == len(entries) + 2  # two hang on a board only
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:O{sheet.max_row}"
    asked = next(row for row in sheet.iter_rows(values_only=True) if row[4] == "我是谁写的？")
    assert asked == (
        1,
        "行业现状",
        "提问箱",
        None,
        "我是谁写的？",
        None,
        4,
        None,
        "匿名",
        None,
        "手机",
        "问题",
        "已回答",
        None,
        None,
    )


def test_attendance_has_everybody_who_was_there(report: RoomReport) -> None:
    assert table(opened(report), "签到") == [
        ["姓名", "小组", "加入时间", "备注"],
        ["Ann", "第 1 组", "2026-01-01 08:55", None],
        ["=Zoe", "蓝队", "2026-01-01 09:01", None],
        ["Ben", None, "2026-01-01 09:00", "已离开"],
    ]


def test_times_are_the_rooms(report: RoomReport) -> None:
    there = replace(report, utc_offset_minutes=-330)
    assert table(opened(there), "签到")[1][2] == "2025-12-31 19:25"


def test_chinese_has_a_font_and_room_to_stand_in(report: RoomReport) -> None:
    book = opened(report)
    fonts = [cell.font for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {(font.name, font.charset, font.scheme) for font in fonts} == {("Microsoft YaHei", 134, None)}
    sheet = book["现状与挑战"]
    assert sheet.column_dimensions["B"].width > 43
    assert sheet.column_dimensions["A"].width >= len("高流失") * 2
    assert sheet["B7"].alignment.wrap_text


def test_the_files_own_dates_are_the_rooms(report: RoomReport) -> None:
    data = write(report, "zh")
    assert load_workbook(BytesIO(data)).properties.created.replace(tzinfo=UTC) == datetime(2026, 1, 1, 1, tzinfo=UTC)
    with ZipFile(BytesIO(data)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# --- names of sheets ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("a:b\\c/d?e*f[g]h", "a b c d e f g h"),
        ("'quoted'", "quoted"),
        ("x" * 32, "x" * 31),
        ("字" * 40, "字" * 31),
        ("👍" * 20, "👍" * 15),
        ("[]:*?/\\", "-"),
        ("", "-"),
        ("'", "-"),
        ("  wide   name  ", "wide name"),
        ("History", "History (2)"),
        ("x" * 30 + "'y", "x" * 30),
    ],
)
def test_a_sheet_gets_a_name_that_excel_takes(wanted: str, given: str) -> None:
    assert Names().name(wanted) == given


def test_no_two_sheets_have_the_same_name_whatever_their_case() -> None:
    names = Names()
    given = [names.name(wanted) for wanted in ("Board", "board", "BOARD", "x" * 31, "x" * 40)]
    assert given == ["Board", "board (2)", "BOARD (3)", "x" * 31, "x" * 27 + " (2)"]


@pytest.mark.parametrize("title", ["a:b", "'x'", "字" * 40, "概览", "全部条目", "History", "[]", "👍" * 40])
def test_a_workbook_with_any_title_opens(title: str, report: RoomReport) -> None:
    twice = replace(report.blocks[0], title=Words(zh=title, en=title))
    book = opened(replace(report, blocks=(twice, twice)))
    assert len({name.casefold() for name in book.sheetnames}) == 5


# --- what Excel cannot hold ---------------------------------------------------------------------------------------


def test_a_text_longer_than_a_cell_is_cut_and_shows_it() -> None:
    assert cut("字" * LONGEST_CELL, LONGEST_CELL, "…") == "字" * LONGEST_CELL
    assert cut("字" * (LONGEST_CELL + 1), LONGEST_CELL, "…") == "字" * (LONGEST_CELL - 1) + "…"
    assert cut("👍" * LONGEST_CELL, LONGEST_CELL, "…") == "👍" * ((LONGEST_CELL - 1) // 2) + "…"


def test_a_text_longer_than_a_cell_still_opens(report: RoomReport) -> None:
    section = Section("长", entries=(Entry("长" * 40_000),))
    block = BlockReport("b", "board", Words(zh="长", en="Long"), 1, 5, None, None, "running", Report((section,)))
    found = [text for text in cells(opened(replace(report, blocks=(block,)))) if str(text).startswith("长长")]
    assert found == ["长" * (LONGEST_CELL - 1) + "…"] * 2


# --- on paper -----------------------------------------------------------------------------------------------------


def test_every_sheet_is_printed_across_one_page_with_what_it_is_about_in_sight(report: RoomReport) -> None:
    book = opened(report)
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.freeze_panes
    assert book["全部条目"].print_title_rows == "$1:$1"
    assert sum(column.width for column in book["全部条目"].column_dimensions.values()) < 300


def test_a_row_is_as_high_as_what_stands_in_it(report: RoomReport) -> None:
    sheet = opened(report)["全部条目"]
    high = {str(row[4].value): sheet.row_dimensions[row[4].row].height for row in sheet.iter_rows()}
    assert high["007"] is None
    assert high["第一行\n第二行\n\n第四行"] == 4 * 16.5
    assert next(points for text, points in high.items() if text.startswith("两千字")) == 408.75
