"""The ``.po`` files: how they are read, compiled and written, always in the same order and with the same bytes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final, Literal

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
FOLDER: Final = Path(__file__).parent
_PLURALS: Final = {"zh": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}


def po_file(lang: Language, folder: Path = FOLDER) -> Path:
    return folder / lang / "LC_MESSAGES" / "messages.po"


def read(lang: Language, folder: Path = FOLDER) -> Catalog:
    """The catalogue of a language; empty when there is none yet."""
    file = po_file(lang, folder)
    if not file.exists():
        return Catalog(locale=lang)
    with file.open("rb") as opened:
        return read_po(opened, locale=lang, ignore_obsolete=True)


def compiled(lang: Language, folder: Path = FOLDER) -> BytesIO:
    """The catalogue as gettext reads it."""
    target = BytesIO()
    write_mo(target, read(lang, folder))
    target.seek(0)
    return target


def write(lang: Language, catalogue: Catalog, folder: Path = FOLDER) -> None:
    """Sorted, one line a text, no dates and no line numbers: what did not change stays the same in git."""
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    head = (
        'msgid ""\nmsgstr ""\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {lang}\\n"\n'
        f'"Plural-Forms: {_PLURALS[lang]}\\n"\n\n'
    )
    file = po_file(lang, folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(head.encode() + body.getvalue().strip() + b"\n")
