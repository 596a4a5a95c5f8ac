"""Takes new translations into the catalogues.

``python -m workshop.translations.merge FILE...`` reads lines of two or three fields with a tab between them: the
English text or code, the Chinese, and the English sentence where it differs from the first field (a code needs one).
Where a sentence has a plural, its Chinese is one text for every number. Lines for texts that the product does not say
are named and left out, and texts for which the files disagree are named: the last word counts. ``--prune`` drops
entries that are used nowhere.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog

from workshop.translations.catalogue import FOLDER, LANGUAGES, Language, read, write
from workshop.translations.extract import Extraction, everything
from workshop.translations.proof import name_of, texts

_FIELDS: Final[tuple[str, ...]] = ("text", *LANGUAGES)


def lines(file: Path) -> Iterator[dict[str, str]]:
    """The translations in a file, by field. Empty lines and lines that start with ``# `` say nothing."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("# "):
            yield dict(zip(_FIELDS, (field.replace("\\n", "\n") for field in line.split("\t")), strict=False))


def merge(files: list[Path], said: Extraction, *, prune: bool = False, folder: Path = FOLDER) -> list[str]:
    """Writes the catalogues with what the files bring, the last word counting; returns what deserves a look."""
    brought = [line for file in files for line in lines(file)]
    for lang in LANGUAGES:
        write(lang, _merged(read(lang, folder), lang, brought, said, prune=prune), folder)
    left_out = [f"not said anywhere, left out: {line['text']}" for line in brought if line["text"] not in said.entries]
    return left_out + [fault for lang in LANGUAGES for fault in _disagreements(brought, lang)]


def _disagreements(brought: list[dict[str, str]], lang: Language) -> Iterator[str]:
    """Texts for which the files bring several translations: one word in English may need two in Chinese."""
    found: dict[str, dict[str, None]] = {}
    for line in brought:
        if line.get(lang):
            found.setdefault(line["text"], {})[line[lang]] = None
    for text, translations in found.items():
        if len(translations) > 1:
            yield f"several translations, the last one taken: {text}: {' / '.join(translations)}"


def _merged(old: Catalog, lang: Language, brought: list[dict[str, str]], said: Extraction, *, prune: bool) -> Catalog:
    known = {name_of(entry): texts(entry) for entry in old if entry.id}
    known |= {
        line["text"]: line[lang].split("|") for line in brought if line.get(lang) and line["text"] in said.entries
    }
    new = Catalog(locale=lang)
    for name, forms in known.items():
        if forms and (name in said.entries or not prune):
            many = said.many(name) if name in said.entries else None
            new.add((name, many) if many else name, _numbers(forms, new.num_plurals) if many else forms[0])
    return new


def _numbers(forms: list[str], wanted: int) -> tuple[str, ...]:
    """One text for each grammatical number; a field names them as ``one|many`` where they differ."""
    return tuple(forms[min(n, len(forms) - 1)] for n in range(wanted))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m workshop.translations.merge", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--prune", action="store_true", help="drop entries that are used nowhere")
    asked = parser.parse_args(arguments)
    for remark in merge(asked.files, everything(), prune=asked.prune):
        sys.stderr.write(f"{remark}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
