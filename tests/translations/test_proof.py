"""Whatever is wrong with a catalogue is told with file and line."""

from pathlib import Path

import pytest

from workshop.translations.build import words
from workshop.translations.catalogue import po_file
from workshop.translations.extract import Extraction
from workshop.translations.found import Found
from workshop.translations.merge import main, merge
from workshop.translations.proof import faults

SAID = Extraction(
    {
        "Rooms": [Found("Rooms", "workshop/web/desk.py", 3)],
        "{n} note": [Found("{n} note", "static/src/a.tsx", 7, many="{n} notes", on_screen=True)],
        "Hello {name}": [Found("Hello {name}", "static/src/a.tsx", 9, on_screen=True)],
        "board/full": [Found("board/full", "workshop/a.py", 5, code=True)],
    }
)
GOOD = """\
Rooms\t房间
{n} note\t{n} 张便签
Hello {name}\t你好，{name}
board/full\t满了，最多 {most} 张。\tFull: at most {most}.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Catalogues in which everything is right."""
    (tmp_path / "words.txt").write_text(GOOD, encoding="utf-8")
    assert merge([tmp_path / "words.txt"], SAID, folder=tmp_path) == []
    assert faults(SAID, tmp_path) == []
    return tmp_path


def spoilt(folder: Path, lang: str, old: str, new: str) -> list[str]:
    file = po_file(lang, folder)  # type: ignore[arg-type]
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return [fault.removeprefix(f"{folder}/") for fault in faults(SAID, folder)]


def test_a_sentence_without_chinese_is_told_where_it_is_said(folder: Path) -> None:
    assert spoilt(folder, "zh", "房间", "") == ["workshop/web/desk.py:3: no Chinese for “Rooms”"]


def test_chinese_that_counts_one_whatever_the_number_is_told(folder: Path) -> None:
    told = spoilt(folder, "zh", "{n} 张便签", "一张便签")
    assert [fault.partition(": ")[2] for fault in told] == ["“{n} note” says nothing of {n}"]


def test_a_refusal_without_english_is_told_where_it_is_made(folder: Path) -> None:
    told = spoilt(folder, "en", "Full: at most {most}.", "")
    assert told[0] == "workshop/a.py:5: no English for “board/full”"


def test_an_entry_that_is_used_nowhere_is_told_with_its_line(folder: Path) -> None:
    told = spoilt(folder, "zh", 'msgid "Rooms"', 'msgid "Halls"')
    assert told == [
        "workshop/web/desk.py:3: no Chinese for “Rooms”",
        "zh/LC_MESSAGES/messages.po:11: “Halls” is used nowhere",
    ]


def test_half_width_marks_are_told_with_what_to_write(folder: Path) -> None:
    told = spoilt(folder, "zh", "你好，{name}", "你好,{name}")
    assert told == ["zh/LC_MESSAGES/messages.po:8: half-width punctuation; write “你好，{name}”"]


def test_a_placeholder_that_nobody_fills_is_told(folder: Path) -> None:
    told = spoilt(folder, "zh", "你好，{name}", "你好，{nmae}")
    assert told == ["zh/LC_MESSAGES/messages.po:8: “Hello {name}” has no {nmae}"]


def test_both_languages_of_a_refusal_fill_in_the_same_facts(folder: Path) -> None:
    told = spoilt(folder, "zh", "最多 {most} 张", "最多 {least} 张")
    assert [fault.partition(": ")[2] for fault in told] == ["“board/full” fills in other facts than the English"]


def test_a_fuzzy_entry_counts_as_missing(folder: Path) -> None:
    told = spoilt(folder, "zh", 'msgid "Rooms"', '#, fuzzy\nmsgid "Rooms"')
    assert told == ["workshop/web/desk.py:3: no Chinese for “Rooms”"]


def test_another_plural_is_told(folder: Path) -> None:
    told = spoilt(folder, "zh", 'msgid_plural "{n} notes"', 'msgid_plural "{n} cards"')
    assert told == ["static/src/a.tsx:7: the catalogue has another plural than “{n} notes”"]


# --- the words of the screens -------------------------------------------------------------------------------------


def test_the_screens_get_their_own_sentences_and_every_refusal(folder: Path) -> None:
    assert words("zh", SAID, folder) == {
        "Hello {name}": "你好，{name}",
        "board/full": "满了，最多 {most} 张。",
        "{n} note": ["{n} 张便签"],
    }
    assert words("en", SAID, folder) == {
        "Hello {name}": "Hello {name}",
        "board/full": "Full: at most {most}.",
        "{n} note": ["{n} note", "{n} notes"],
    }


# --- taking translations in ---------------------------------------------------------------------------------------


def test_merging_twice_changes_nothing(folder: Path) -> None:
    before = {lang: po_file(lang, folder).read_bytes() for lang in ("zh", "en")}  # type: ignore[arg-type]
    merge([folder / "words.txt"], SAID, folder=folder)
    assert {lang: po_file(lang, folder).read_bytes() for lang in ("zh", "en")} == before  # type: ignore[arg-type]


def test_a_later_line_replaces_an_earlier_one_and_the_rest_stays(folder: Path) -> None:
    (folder / "more.txt").write_text("# a remark\n\nRooms\t教室\nRooms\t培训室\nNowhere\t无处\n", encoding="utf-8")
    assert merge([folder / "more.txt"], SAID, folder=folder) == [
        "not said anywhere, left out: Nowhere",
        "several translations, the last one taken: Rooms: 教室 / 培训室",
    ]
    text = po_file("zh", folder).read_text(encoding="utf-8")
    assert 'msgid "Rooms"\nmsgstr "培训室"' in text
    assert "满了" in text
    assert "无处" not in text


def test_english_that_depends_on_a_number_can_be_given(folder: Path) -> None:
    (folder / "more.txt").write_text("{n} note\t{n} 张\tone note|{n} notes in all\n", encoding="utf-8")
    merge([folder / "more.txt"], SAID, folder=folder)
    assert words("en", SAID, folder)["{n} note"] == ["one note", "{n} notes in all"]


def test_entries_that_are_used_nowhere_go_only_when_asked(folder: Path) -> None:
    said = Extraction({name: places for name, places in SAID.entries.items() if name != "Rooms"})
    merge([], said, folder=folder)
    assert 'msgid "Rooms"' in po_file("zh", folder).read_text(encoding="utf-8")
    merge([], said, prune=True, folder=folder)
    assert 'msgid "Rooms"' not in po_file("zh", folder).read_text(encoding="utf-8")


def test_the_tool_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "--prune" in capsys.readouterr().out
