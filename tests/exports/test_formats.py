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
report = pickle.load(sys.stdin.buffer)
sys.stdout.buffer.write(formats()[sys.argv[1]].write(report, sys.argv[2]))
"""


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


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_same_data_gives_the_same_bytes_on_any_machine(name: str, lang: str, report: RoomReport) -> None:
    here = formats()[name].write(report, lang)
    there = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, name, lang],
        input=pickle.dumps(report),
        capture_output=True,
        check=True,
        env={**os.environ, "TZ": "America/New_York", "LANG": "C", "PYTHONHASHSEED": "7"},
    ).stdout
    assert here == there


@pytest.mark.parametrize("name", NAMES)
def test_the_same_data_gives_the_same_bytes_the_second_time(name: str, report: RoomReport) -> None:
    first = [formats()[name].write(report, lang) for lang in LANGUAGES]
    assert [formats()[name].write(report, lang) for lang in LANGUAGES] == first


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_room_in_which_nothing_happened_yet_has_files_too(name: str, lang: str) -> None:
    empty = RoomReport("空房间", Words(zh="课", en="Course"), "00000000", 0, 0, (), ())
    assert formats()[name].write(empty, lang)


@pytest.mark.parametrize("name", ["csv", "markdown", "xlsx"])
def test_readers_of_chinese_and_of_english_get_their_own_file(name: str, report: RoomReport) -> None:
    assert formats()[name].write(report, "zh") != formats()[name].write(report, "en")


def unpacked(data: bytes) -> bytes:
    if data.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).encode()
    if not data.startswith(b"PK"):
        return data
    with ZipFile(BytesIO(data)) as parts:
        return b"".join(unpacked(parts.read(part)) for part in parts.namelist())


def test_the_archive_holds_every_other_file_as_it_is(report: RoomReport) -> None:
    with ZipFile(BytesIO(formats()["everything"].write(report, "zh"))) as archive:
        held = {name.rpartition(".")[2]: archive.read(name) for name in archive.namelist()}
        assert archive.testzip() is None
    others = [form for name, form in formats().items() if name != "everything"]
    assert held == {form.EXTENSION: form.write(report, "zh") for form in others}


@pytest.mark.parametrize("name", NAMES)
def test_no_file_tells_when_or_by_whom_an_anonymous_entry_was_written(name: str, report: RoomReport) -> None:
    """Chen's question carries a name and a time by mistake; no format may let them out."""
    data = unpacked(formats()[name].write(report, "zh"))
    text = data.decode(errors="ignore")  # pictures are no text
    assert "我是谁写的？" in text
    assert "Chen" not in text
    assert "09:07" not in text.replace("\\", "")
