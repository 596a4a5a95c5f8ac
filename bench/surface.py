"""How many bytes a phone loads before it can take part, cold: page, scripts, styles and the words of its language."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from bench.figures import Figure, at_most

TOP = Path(__file__).resolve().parent.parent
DIST = TOP / "static" / "dist"
ENTRY = "src/surfaces/phone/main.tsx"
KB = 1_000
Manifest = dict[str, dict[str, Any]]


def measure(_quick: bool) -> list[Figure]:
    """The live page of a board and of a slide; raises FileNotFoundError when the front end was not built."""
    manifest: Manifest = json.loads((DIST / "manifest.json").read_text())
    kinds = {key.split("/")[-2]: key for key in manifest if key.endswith("/phone.tsx")}
    return [
        Figure(f"phone, {kind}, {lang}", "KB gzip, cold", _weight(manifest, key, lang), target=at_most(60))
        for kind, key in sorted(kinds.items())
        for lang in ("zh", "en")
    ]


def _weight(manifest: Manifest, kind: str, lang: str) -> float:
    files: set[str] = set()
    name = kind.split("/")[-2]
    for key in (ENTRY, kind, f"src/words/{lang}.phone.json", f"src/words/{lang}.phone.{name}.json"):
        files |= _loaded(manifest, key)
    page = (TOP / "templates" / "surface.html").read_bytes()
    return (sum(_gzip((DIST / name).read_bytes()) for name in files) + _gzip(page)) / KB


def _loaded(manifest: Manifest, key: str) -> set[str]:
    """The files of a chunk and of all it imports before it runs."""
    chunk = manifest[key]
    files = {chunk["file"], *chunk.get("css", ())}
    for other in chunk.get("imports", ()):
        files |= _loaded(manifest, other)
    return files


def _gzip(data: bytes) -> int:
    return len(gzip.compress(data, 9))
