"""The product says everything in both languages, and its Chinese is written as Chinese is."""

import json
import re
from pathlib import Path

import pytest

from workshop.courses.punctuation import mend
from workshop.translations import LANGUAGES
from workshop.translations.build import words
from workshop.translations.build import write as write_words
from workshop.translations.catalogue import po_file, read, write
from workshop.translations.extract import ROOT, everything
from workshop.translations.proof import faults

TEMPLATES = sorted((ROOT / "templates").rglob("*.*")) if (ROOT / "templates").exists() else []


def test_everything_that_is_said_has_its_chinese_and_every_refusal_both_languages() -> None:
    assert faults(everything()) == []


def test_the_screens_have_the_same_entries_in_both_languages() -> None:
    said = everything()
    zh, en = words("zh", said), words("en", said)
    assert list(zh) == list(en)
    assert [text for text, shown in zh.items() if not shown] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_written_again_is_the_same_file(lang: str, tmp_path: Path) -> None:
    write(lang, read(lang), tmp_path)  # type: ignore[arg-type]
    assert po_file(lang, tmp_path).read_bytes() == po_file(lang).read_bytes()  # type: ignore[arg-type]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_pages_have_full_width_marks_in_their_chinese(file: Path) -> None:
    texts = re.sub(r"<[^>]*>|\{[{%#].*?[}%#]\}", "\n", file.read_text(encoding="utf-8"), flags=re.DOTALL).splitlines()
    assert [text for text in texts if mend(text.strip()) != text.strip()] == []


def test_the_files_of_the_screens_hold_what_the_catalogues_say(tmp_path: Path) -> None:
    said = everything()
    write_words(said, tmp_path)
    written = {lang: json.loads((tmp_path / f"{lang}.json").read_text(encoding="utf-8")) for lang in LANGUAGES}
    assert written == {"zh": words("zh", said), "en": words("en", said)}
