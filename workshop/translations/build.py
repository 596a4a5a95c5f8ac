"""Writes the words of the screens, ``static/src/words/zh.json`` and ``en.json``, from the catalogues, and beside each a
``zh.phone.json`` with what a phone may have to say, for phones must load little.

``python -m workshop.translations.build`` fails, with file and line, when a sentence anywhere in the product lacks its
Chinese, when a refusal lacks a language, when an entry is used no more, or when Chinese has half-width marks; with
``--check`` it writes nothing.
Each file is one object: the entry's English text or code, and what to show; texts that depend on a number are lists.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from workshop.translations.catalogue import FOLDER, LANGUAGES, Language, read
from workshop.translations.extract import ROOT, Extraction, everything
from workshop.translations.proof import faults, texts

WORDS: Final = ROOT / "static" / "src" / "words"


def words(lang: Language, said: Extraction, folder: Path = FOLDER) -> dict[str, str | list[str]]:
    """What the screens say in one language, by entry. What has no text yet says its English."""
    book = read(lang, folder)
    made: dict[str, str | list[str]] = {}
    for text in said.on_screens():
        many, found = said.many(text), texts(book.get(text))
        if many:
            made[text] = found or [text, many]
        else:
            made[text] = found[0] if found else text
    return made


def write(said: Extraction, target: Path = WORDS) -> None:
    """Writes the files of the screens, and leaves a file alone that would not change."""
    target.mkdir(parents=True, exist_ok=True)
    on_phones = said.on_phones()
    for lang in LANGUAGES:
        shown = words(lang, said)
        _keep(target / f"{lang}.json", shown)
        _keep(target / f"{lang}.phone.json", {text: shown[text] for text in on_phones if shown[text] != text})


def _keep(file: Path, shown: dict[str, str | list[str]]) -> None:
    text = json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m workshop.translations.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only proof-read, write nothing")
    asked = parser.parse_args(arguments)
    said = everything()
    if not asked.check:
        write(said)
    found = faults(said)
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"{len(said.entries)} sentences, {len(said.on_screens())} of them for the screens, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
