"""What every format promises: found by its name, the same bytes for the same data, nothing left out."""

import os
import pickle
import re
import subprocess
import sys
from io import BytesIO
from types import ModuleType
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

import workshop.exports
from workshop.core.course import Words
from workshop.core.report import RoomReport
from workshop.exports import formats

NAMES = ("csv", "docx", "everything", "json", "markdown", "pdf", "pptx", "xlsx")
LANGUAGES = ("zh", "en")
ELSEWHERE = """
import pickle, sys
from workshop.exports import formats
report, files = pickle.load(sys.stdin.buffer)
sys.stdout.buffer.write(pickle.dumps({(name, lang): formats()[name].write(report, lang) for name, lang in files}))
"""
Files = dict[tuple[str, str], bytes]
FILES = [(name, lang) for name in NAMES for lang in LANGUAGES if name != "everything"] + [("everything", "zh")]


@pytest.fixture(scope="module")
def here(report: RoomReport) -> Files:
    return {(name, lang): formats()[name].write(report, lang) for name, lang in FILES}


@pytest.fixture(scope="module")
def elsewhere(report: RoomReport) -> Files:
    made = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=pickle.dumps((report, FILES)),
        capture_output=True,
        check=True,
        env={**os.environ, "TZ": "America/New_York", "LANG": "C", "PYTHONHASHSEED": "7"},
    ).stdout
    found: Files = pickle.loads(made)
    return found


def test_the_formats_are_found_by_their_names() -> None:
    assert tuple(formats()) == NAMES


def test_a_new_format_is_one_new_file(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "haiku.py").write_text('EXTENSION = "txt"\nMEDIA_TYPE = "text/plain"\nTITLE = "Haiku"\n')
    (tmp_path / "_rhymes.py").write_text("")
    monkeypatch.setattr(workshop.exports, "__path__", [*workshop.exports.__path__, str(tmp_path)])
    formats.cache_clear()
    try:
        assert tuple(formats()) == tuple(sorted((*NAMES, "haiku")))
    finally:
        formats.cache_clear()


@pytest.mark.parametrize("name", NAMES)
def test_a_format_says_what_it_is(name: str) -> None:
    module = formats()[name]
    assert isinstance(module, ModuleType)
    assert re.fullmatch(r"[a-z]{2,4}", module.EXTENSION)
    assert re.fullmatch(r"[a-z]+/[a-z.-]+(; charset=utf-8)?", module.MEDIA_TYPE)
    assert module.TITLE


@pytest.mark.parametrize(("name", "lang"), FILES)
def test_the_same_data_gives_the_same_bytes_on_any_machine(name: str, lang: str, here: Files, elsewhere: Files) -> None:
    assert here[name, lang] == elsewhere[name, lang]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "everything"])
def test_the_same_data_gives_the_same_bytes_the_second_time(name: str, here: Files, report: RoomReport) -> None:
    for lang in LANGUAGES:
        assert formats()[name].write(report, lang) == here[name, lang]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_room_in_which_nothing_happened_yet_has_files_too(name: str, lang: str) -> None:
    empty = RoomReport("空房间", Words(zh="课", en="Course"), "00000000", 0, 0, (), ())
    assert formats()[name].write(empty, lang)


@pytest.mark.parametrize("name", ["csv", "docx", "markdown", "pdf", "pptx", "xlsx"])
def test_readers_of_chinese_and_of_english_get_their_own_file(name: str, here: Files) -> None:
    assert here[name, "zh"] != here[name, "en"]


def unpacked(data: bytes) -> bytes:
    if data.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).encode()
    if not data.startswith(b"PK"):
        return data
    with ZipFile(BytesIO(data)) as parts:
        return b"".join(unpacked(parts.read(part)) for part in parts.namelist())


def test_the_archive_holds_every_other_file_as_it_is(here: Files) -> None:
    with ZipFile(BytesIO(here["everything", "zh"])) as archive:
        held = {name.rpartition(".")[2]: archive.read(name) for name in archive.namelist()}
        assert archive.testzip() is None
    others = {name: form for name, form in formats().items() if name != "everything"}
    assert held == {form.EXTENSION: here[name, "zh"] for name, form in others.items()}


@pytest.mark.parametrize("name", NAMES)
def test_no_file_tells_when_or_by_whom_an_anonymous_entry_was_written(name: str, here: Files) -> None:
    """Chen's question carries a name and a time by mistake; no format may let them out."""
    data = unpacked(here[name, "zh"])
    text = data.decode(errors="ignore")  # pictures are no text
    assert "我是谁写的？" in text
    assert "Chen" not in text
    assert "09:07" not in text.replace("\\", "")
