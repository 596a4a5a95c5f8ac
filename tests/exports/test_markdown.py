"""The document: a Markdown reader sees our headings and people's text, and never people's headings."""

import html
import re

import pytest
from markdown_it import MarkdownIt

from workshop.core.report import RoomReport
from workshop.exports.markdown import escaped, write

READER = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def rendered(text: str) -> str:
    return READER.render(text)


def seen(page: str) -> str:
    """What a person reads of a page, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.replace("<br />", " "))).split())


def test_every_sentence_can_be_read_in_both_languages(report: RoomReport, written: list[tuple[str, str]]) -> None:
    zh, en = (seen(rendered(write(report, lang).decode())) for lang in ("zh", "en"))
    assert [one for one, _ in written if " ".join(one.split()) not in zh] == []
    assert [one for _, one in written if " ".join(one.split()) not in en] == []


def test_people_bring_no_markup_of_their_own(report: RoomReport) -> None:
    page = rendered(write(report, "zh").decode())
    tags = set(re.findall(r"</?([a-zA-Z0-9]+)", page))
    assert tags <= {"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "li", "blockquote", "br",
                    "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
    assert "<script" not in page
    assert len(re.findall("<h1", page)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "# title", "## title ##", "> quote", "- item", "+ item", "* item", "1. item", "1) item", "---", "===", "***",
        "    code", "```\ncode\n```", "~~~", "`code`", "*em*", "__strong__", "~~gone~~", "[link](http://x)", "![i](x)",
        "[x]: http://x", "<http://x>", "http://x.org", "www.example.org", "a@b.org", "<b>", "</li>", "<!-- -->", "&lt;",
        "&#60;b>", "| a | b |", "\\", "a\\", "\\*", "- [ ] task", "[^1]", "$x$", ":smile:", "@name", "#1",
    ],
)  # fmt: skip
def test_what_looks_like_markup_is_read_as_text(text: str) -> None:
    plain = " ".join(text.split())
    item, heading = rendered(f"- {escaped(text)}"), rendered(f"# {escaped(text)}")
    assert (seen(item), seen(heading)) == (plain, plain)
    assert set(re.findall(r"</?([a-z0-9]+)", item)) == {"ul", "li"}
    assert set(re.findall(r"</?([a-z0-9]+)", heading)) == {"h1"}


def test_a_note_keeps_its_lines(report: RoomReport) -> None:
    text = write(report, "zh").decode()
    assert "- 第一行\\\n  第二行\\\n  第四行 — 第 1 组" in text


def test_it_reads_like_a_document(report: RoomReport) -> None:
    lines = write(report, "zh").decode().splitlines()
    people = lines.index("## 签到")
    there = lines[people : lines.index("## 第 1 天")]
    assert there[:4] == ["## 签到", "", "| 姓名 | 小组 | 加入时间 | 备注 |", "| --- | --- | --- | --- |"]
    assert len(there) == 4 + len(report.people) + 1
    del lines[people : people + len(there)]
    assert lines[:8] == [
        "# \\=客服班 A/B: 第一期",
        "",
        "- 课程：提升客服管理者能力的有效途径",
        "- 日期：2026-01-01",
        "- 课堂码：12345678",
        "- 人数：2",
        "- 小组：第 1 组；蓝队",
        "",
    ]
    assert lines[8:21] == [
        "## 第 1 天",
        "",
        "### 现状与挑战",
        "",
        "09:00–09:14 · 计划 14.5 分钟 · 已完成",
        "",
        "#### 便签",
        "",
        "> 最痛的是哪一件事？",
        "",
        "##### 高流失",
        "",
        "- 人刚带熟就走了 — 企业眼镜：5；管理者眼镜：0 · 第 1 组 · Ann · 09:00",
    ]
    assert "3 张便签留在组内，没有上墙。" in lines
    assert "1 张便签被隐藏。" in lines


def test_a_tally_is_a_table(report: RoomReport) -> None:
    lines = write(report, "en").decode().splitlines()
    at = lines.index("11 of 12 took part")
    assert lines[at + 2 : at + 8] == [
        "| Which bridge is weakest? | Votes |",
        "| --- | ---: |",
        "| Customer ↔ company | 5 |",
        "| 数据 ↔ 人 | 3 |",
        "| 谁都不选 | 3 |",
        "| \\=0 | 0 |",
    ]
