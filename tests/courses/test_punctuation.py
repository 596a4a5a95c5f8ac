"""Half-width marks in Chinese are found where they are wrong, and left alone where they are right."""

import pytest

from workshop.courses.punctuation import half_width, is_full_width, mend

WRONG = {
    "先写,再讲": "先写，再讲",
    "为什么?": "为什么？",
    "规则: 三条; 真事!": "规则：三条；真事！",
    "休息(十分钟)": "休息（十分钟）",
    "客户满意度(CSAT)": "客户满意度（CSAT）",
    "满意度(CSAT (新))": "满意度（CSAT（新））",
    "先写， 再讲 。": "先写，再讲。",
    "每人 {n} 张,最多 {most} 张": "每人 {n} 张，最多 {most} 张",
    "已交({n})": "已交（{n}）",
}
RIGHT = [
    "上午 9:30 开始，1,000 人",
    "打开 https://example.org 看看",
    "Write first, then talk (really)!",
    "用 f(x) 表示",
    "“写真事，不点名。”（三分钟）",
    "",
    ":)",
]


@pytest.mark.parametrize("text", WRONG)
def test_half_width_marks_are_mended(text: str) -> None:
    assert not is_full_width(text)
    assert mend(text) == WRONG[text]
    assert is_full_width(WRONG[text])


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_stays(text: str) -> None:
    assert half_width(text) == []
    assert mend(text) == text


def test_the_positions_are_those_of_the_marks() -> None:
    assert half_width("一,二(三)") == [1, 3, 5]
