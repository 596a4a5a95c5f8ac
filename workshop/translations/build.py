"""Writes the words of the screens, ``static/src/words/zh.json`` and ``en.json``, from the catalogues.

Phones must load little: beside each lies ``zh.phone.json`` with what the frame of a phone says, ``zh.phone.board.json``
with what the phone view of one kind says besides, and ``zh.refusals.json``, which a phone fetches when it is refused.

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
from workshop.translations.reach import reached

PHONE: Final = "static/src/surfaces/phone/main.tsx"
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
    parts = {"refusals": said.codes(), **on_phones(said)}
    for lang in LANGUAGES:
        shown = words(lang, said)
        _keep(target / f"{lang}.json", shown)
        for part, said_there in parts.items():
            _keep(target / f"{lang}.{part}.json", {text: shown[text] for text in said_there if shown[text] != text})


def on_phones(said: Extraction, root: Path = ROOT) -> dict[str, list[str]]:
    """What a phone says, by part: ``phone`` is said around every kind, ``phone.board`` on a board only."""
    frame = said.in_files(reached(root, PHONE))
    made = {"phone": frame}
    for view in sorted((root / "workshop" / "activities").glob("*/phone.tsx")):
        there = said.in_files(reached(root, view.relative_to(root).as_posix()))
        made[f"phone.{view.parent.name}"] = [text for text in there if text not in frame]
    return made


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
