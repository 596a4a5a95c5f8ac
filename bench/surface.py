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
    """The live page of each kind; raises FileNotFoundError when the front end was not built."""
    weights = cold(json.loads((DIST / "manifest.json").read_text()))
    return [
        Figure(f"phone, {kind}, {lang}", "KB gzip, cold", weight / KB, target=at_most(60))
        for (kind, lang), weight in sorted(weights.items())
    ]


def cold(manifest: Manifest) -> dict[tuple[str, str], int]:
    """What a phone loads that comes into a block of a kind, by kind and language: at the stage that needs most."""
    views = {key.split("/")[-2]: key for key in manifest if key.endswith("/phone.tsx")}
    return {(kind, lang): _weight(manifest, key, kind, lang) for kind, key in views.items() for lang in ("zh", "en")}


def _weight(manifest: Manifest, view: str, kind: str, lang: str) -> int:
    words = (f"src/words/{lang}.phone.json", f"src/words/{lang}.phone.{kind}.json")
    first = set[str]().union(*(_loaded(manifest, key) for key in (ENTRY, view, *words)))
    stages = [_loaded(manifest, key) for key in manifest[view].get("dynamicImports", ())]
    page = _gzip((TOP / "templates" / "surface.html").read_bytes())
    return page + max(_size(first | stage) for stage in (set[str](), *stages))


def _loaded(manifest: Manifest, key: str) -> set[str]:
    """The files of a chunk and of all it imports before it runs."""
    chunk = manifest[key]
    files = {chunk["file"], *chunk.get("css", ())}
    return files.union(*(_loaded(manifest, other) for other in chunk.get("imports", ())))


def _size(files: set[str]) -> int:
    return sum(_gzip((DIST / name).read_bytes()) for name in files)


def _gzip(data: bytes) -> int:
    return len(gzip.compress(data, 9))
