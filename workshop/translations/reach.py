"""Which files of the screens come with a file: all it imports, what those import, and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Final

_IMPORT: Final = re.compile(
    r"^(?:import|export)\s+(?!type\b)(?:[\w*{}\s,$]+?\sfrom\s+)?['\"]([^'\"]+)['\"]"
    r"|\bimport\(\s*['\"]([^'\"]+)['\"]\s*\)",
    re.MULTILINE,
)
_SHORT: Final = {"@kit": "static/src/kit", "@wire": "static/src/wire", "@kinds": "workshop/activities"}
_ENDINGS: Final = ("", ".ts", ".tsx", "/index.ts")


def reached(root: Path, start: str) -> frozenset[str]:
    """The file ``start`` and everything it loads, at once or later, by name from the root. Types load nothing."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in found and (root / name).is_file():
            found.add(name)
            waiting += _imports(root, name)
    return frozenset(found)


def _imports(root: Path, name: str) -> Iterator[str]:
    if not name.endswith((".ts", ".tsx")):
        return
    for found in _IMPORT.finditer((root / name).read_text(encoding="utf-8")):
        path = _path(found[1] or found[2], dirname(name))
        yield from (path + ending for ending in _ENDINGS if path and (root / (path + ending)).is_file())


def _path(said: str, folder: str) -> str | None:
    """Where a file of ours lies; packages lie elsewhere."""
    if said.startswith("."):
        return normpath(join(folder, said))
    short, _, rest = said.partition("/")
    return normpath(join(_SHORT[short], rest)) if short in _SHORT else None
