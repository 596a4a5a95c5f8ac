"""Finds every sentence the product says: in Python, in pages, on the screens, and the codes of all refusals.

Python says ``_("...")``, ``gettext``, ``ngettext``, ``lazy_gettext`` or ``label``, and refuses with
``Refused("area/reason")``, ``Quoting("area/reason")``, ``PydanticCustomError("area/reason")`` or an answer
``{"code": "area/reason"}``. Pages use Jinja's ``_`` and ``{% trans %}``. Screens say ``t("...")`` and
``tn(n, "one", "many")``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from workshop.translations import in_pages, in_python, in_screens
from workshop.translations.found import Found, Unclear

ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True)
class Extraction:
    """What is said, by entry, and what could not be understood, as ``file:line: message``."""

    entries: dict[str, list[Found]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def codes(self) -> list[str]:
        return sorted(text for text, places in self.entries.items() if any(found.code for found in places))

    def on_screens(self) -> list[str]:
        """The entries that the front end needs: its own, and the sentence of every refusal."""
        return sorted(text for text, places in self.entries.items() if any(f.code or f.on_screen for f in places))

    def in_files(self, files: frozenset[str]) -> list[str]:
        """Those of them, refusals left out, that the code of some screens says."""
        said = (text for text, places in self.entries.items() if any(f.on_screen and f.file in files for f in places))
        return sorted(said)

    def many(self, text: str) -> str | None:
        """The plural of an entry that has one."""
        return next((found.many for found in self.entries[text] if found.many), None)


def everything(root: Path = ROOT) -> Extraction:
    """Every sentence in the sources under ``root``."""
    made = Extraction()
    for found in _all(root):
        if isinstance(found, Unclear):
            made.faults.append(str(found))
        else:
            made.entries.setdefault(found.text, []).append(found)
    return made


def _all(root: Path) -> Iterator[Found | Unclear]:
    yield from in_python.find(_texts(root, root / "workshop", "*.py"))
    for name, text in _texts(root, root / "templates", "*.html", "*.txt", "*.xml"):
        yield from in_pages.find(name, text)
    for folder in (root / "static" / "src", root / "workshop" / "activities"):
        for name, text in _texts(root, folder, "*.ts", "*.tsx"):
            if ".test." not in name:
                yield from in_screens.find(name, text)


def _texts(root: Path, folder: Path, *patterns: str) -> Iterable[tuple[str, str]]:
    """Every file of a kind, by its name from the root."""
    files = sorted(file for pattern in patterns for file in folder.rglob(pattern))
    return [(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")) for file in files]
