"""Proof-reads the catalogues against the sources: nothing missing, nothing left over, Chinese written as Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message

from workshop.courses.punctuation import mend
from workshop.translations.catalogue import FOLDER, LANGUAGES, Language, po_file, read
from workshop.translations.extract import ROOT, Extraction
from workshop.translations.found import Found

_NAMES: Final = {"zh": "Chinese", "en": "English"}
_PLACEHOLDER: Final = re.compile(r"\{\w+\}|%\(\w+\)s")


def faults(said: Extraction, folder: Path = FOLDER) -> list[str]:
    """What is wrong, one ``file:line: message`` each."""
    books = {lang: read(lang, folder) for lang in LANGUAGES}
    found = list(said.faults)
    for text, places in sorted(said.entries.items()):
        found += _missing(text, places[0], books)
    for lang, book in books.items():
        found += (fault for entry in book if entry.id for fault in _of_entry(entry, lang, said, folder))
    found += _codes_agree(said, books, folder)
    return found


def name_of(entry: Message) -> str:
    """What an entry is called: its text, or its singular."""
    return entry.id if isinstance(entry.id, str) else entry.id[0]


def texts(entry: Message | None) -> list[str]:
    """What an entry says: one text, or one for each grammatical number."""
    if entry is None or entry.fuzzy:
        return []
    said = entry.string if isinstance(entry.string, list | tuple) else (entry.string,)
    return [str(text) for text in said if text]


def _missing(text: str, at: Found, books: dict[Language, Catalog]) -> Iterator[str]:
    for lang, book in books.items():
        if (lang == "zh" or at.code) and not texts(book.get(text)):
            yield f"{at.place}: no {_NAMES[lang]} for “{text}”"
    entry = books["zh"].get(text)
    if entry and at.many and (not entry.pluralizable or entry.id[1] != at.many):
        yield f"{at.place}: the catalogue has another plural than “{at.many}”"


def _of_entry(entry: Message, lang: Language, said: Extraction, folder: Path) -> Iterator[str]:
    name = name_of(entry)
    place = f"{_shown(po_file(lang, folder))}:{entry.lineno}"
    if name not in said.entries:
        yield f"{place}: “{name}” is used nowhere"
        return
    allowed = {found for text in (name, said.many(name) or "") for found in _PLACEHOLDER.findall(text)}
    code = any(found.code for found in said.entries[name])
    for text in texts(entry):
        if lang == "zh" and mend(text) != text:
            yield f"{place}: half-width punctuation; write “{mend(text)}”"
        strange = set(_PLACEHOLDER.findall(text)) - allowed
        if strange and not code:
            yield f"{place}: “{name}” has no {', '.join(sorted(strange))}"
        counted = set(_PLACEHOLDER.findall(said.many(name) or "")) - set(_PLACEHOLDER.findall(text))
        if lang == "zh" and counted:  # Chinese has one sentence for one and for many
            yield f"{place}: “{name}” says nothing of {', '.join(sorted(counted))}"


def _codes_agree(said: Extraction, books: dict[Language, Catalog], folder: Path) -> Iterator[str]:
    """Both languages of a refusal fill in the same facts."""
    for code in said.codes():
        facts = {lang: {name for text in texts(book.get(code)) for name in _PLACEHOLDER.findall(text)}
                 for lang, book in books.items()}  # fmt: skip
        entry = books["zh"].get(code)
        if entry and facts["zh"] != facts["en"]:
            yield f"{_shown(po_file('zh', folder))}:{entry.lineno}: “{code}” fills in other facts than the English"


def _shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else str(file)
