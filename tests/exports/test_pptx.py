"""The slides: everything can be read, in shapes and charts that can be changed, with the question in the notes."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.oxml.ns import qn
from pptx.util import Pt

from workshop.core.course import Words
from workshop.core.report import BlockReport, Chart, Entry, Report, RoomReport, Section, Series, Table
from workshop.exports.pptx import write


def texts(data: bytes) -> Iterator[str]:
    for slide in Presentation(BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)
            if shape.has_chart:
                yield from shape.chart.plots[0].categories
                yield from (series.name for series in shape.chart.series)


def bare(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sentence_can_be_read(lang: str, report: RoomReport, written: list[tuple[str, str]]) -> None:
    shown = bare("".join(texts(write(report, lang))))
    assert [one for one in (bare(pair[lang == "en"]) for pair in written) if one not in shown] == []


def test_nothing_leaves_its_slide(report: RoomReport) -> None:
    show = Presentation(BytesIO(write(report, "zh")))
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= show.slide_width + 1
            assert shape.top + shape.height <= show.slide_height + 1


def test_the_question_stands_in_the_notes_of_the_speaker(report: RoomReport) -> None:
    show = Presentation(BytesIO(write(report, "zh")))
    notes = [slide.notes_slide.notes_text_frame.text for slide in show.slides if slide.has_notes_slide]
    assert any(note.startswith("最痛的是哪一件事？") for note in notes)


def test_the_numbers_behind_a_chart_run_nothing(report: RoomReport) -> None:
    with ZipFile(BytesIO(write(report, "zh"))) as parts:
        books = [load_workbook(BytesIO(parts.read(name))) for name in parts.namelist() if name.endswith(".xlsx")]
    cells = [[cell for row in book.active.iter_rows() for cell in row if cell.value is not None] for book in books]
    held = [[cell.value for cell in book] for book in cells]
    assert ["票数", "客户 ↔ 公司", 5, "数据 ↔ 人", 3, "谁都不选", 3, "=0", 0] in held
    assert ["自评", "同伴", "倾听", 2.5, 3, "=反馈", 4, 3.5] in held
    assert {cell.data_type for book in cells for cell in book} == {"s", "n"}


def test_every_slide_has_its_title_in_its_place(report: RoomReport) -> None:
    slides = Presentation(BytesIO(write(report, "zh"))).slides
    assert [slide.shapes.title.text_frame.text for slide in slides][:3] == ["=客服班 A/B: 第一期", "签到", "概览"]
    assert all(slide.shapes.title.text_frame.text for slide in slides)


def test_what_stayed_back_is_a_remark_at_the_foot_and_hangs_among_no_notes(report: RoomReport) -> None:
    show = Presentation(BytesIO(write(report, "zh")))
    written = [shape for slide in show.slides for shape in slide.shapes if shape.has_text_frame]
    said = [shape for shape in written if "留在组内" in shape.text_frame.text]
    assert said
    assert all(shape.top >= Pt(500) and shape.fill.type != MSO_FILL.SOLID for shape in said)


def room(*sections: Section) -> RoomReport:
    block = BlockReport("b", "board", Words(zh="活动", en="Activity"), 1, 5, 0, 0, "done", Report(sections))
    return RoomReport("房间", Words(zh="课", en="Course"), "1", 0, 480, (block,), ())


def test_no_slide_stands_empty_what_nobody_filled_in_is_listed_at_the_end() -> None:
    asked = Section("便签", "第一问？", (Entry("有人写了"),))
    never = Section("投票", "第二问？", tables=(Table("每格的第一条", ("区", "票数")),), kept_back=3)
    slides = list(Presentation(BytesIO(write(room(asked, never), "zh"))).slides)
    assert [slide.shapes.title.text_frame.text.split("\n") for slide in slides[2:]] == [
        ["活动 · 便签", "第一问？"],
        ["没有人填写的环节"],
    ]
    table = next(shape.table for shape in slides[-1].shapes if shape.has_table)
    assert [cell.text_frame.text for cell in table.rows[1].cells] == [
        "活动 · 投票",
        "第二问？",
        "这里没有人填写。 · 3 张便签留在组内，没有上墙。 · 每格的第一条 · 区 · 票数",
    ]


def test_every_bar_has_its_name_however_many_there_are() -> None:
    many = Chart("bars", "词", tuple(f"词 {n}" for n in range(69)), (Series("票数", (1.0,) * 69),), 0, 69)
    slides = Presentation(BytesIO(write(room(Section("节", charts=(many,))), "zh"))).slides
    charts = [shape for slide in slides for shape in slide.shapes if shape.has_chart]
    names = [name for shape in charts for name in shape.chart.plots[0].categories]
    assert names == list(many.labels)
    assert all(shape.height / len(list(shape.chart.plots[0].categories)) >= Pt(16) for shape in charts)


def test_an_empty_cell_makes_its_row_no_higher(report: RoomReport) -> None:
    for slide in Presentation(BytesIO(write(report, "zh"))).slides:
        for shape in slide.shapes:
            if shape.has_table:
                cells = [cell for row in shape.table.rows for cell in row.cells]
                ends = [end.get("sz") for cell in cells for end in cell._tc.iter(qn("a:endParaRPr"))]
                assert len(ends) >= len(cells)
                assert None not in ends
