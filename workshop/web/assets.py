"""Where the built front end lies: the names of its files change with their content, the manifest knows them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson
from flask import Flask, current_app

BUILT: Final = "/static/dist/"
Manifest = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Assets:
    """What one surface loads first, as addresses."""

    script: str
    styles: tuple[str, ...]
    preloads: tuple[str, ...]

    @property
    def files(self) -> tuple[str, ...]:
        return self.script, *self.preloads, *self.styles


def register(app: Flask) -> None:
    app.jinja_env.globals.update(page_file=page_file)


def assets_of(surface: str, lang: str, kind: str | None = None, part: str | None = None) -> Assets | None:
    """None when the front end has not been built. ``kind`` is what is shown first: its view comes along, and the
    ``part`` of it that is fetched apart."""
    file = _manifest_file()
    return _assets(file, file.stat().st_mtime_ns, surface, lang, kind, part) if file.exists() else None


def _manifest_file() -> Path:
    return Path(current_app.root_path) / "static" / "dist" / "manifest.json"


@lru_cache(maxsize=256)
def _assets(file: Path, changed: int, surface: str, lang: str, kind: str | None, part: str | None) -> Assets | None:
    manifest = _read(file, changed)
    entry = f"src/surfaces/{surface}/main.tsx"
    if entry not in manifest:
        return None
    words = _words(manifest, surface, lang, kind)
    views = (f"../workshop/activities/{kind}/{name}" for name in (f"{surface}.tsx", f"{surface}/{part}.ts"))
    shown = [chunk for view in views if view in manifest for chunk in _with_imports(manifest, view)]
    chunks = list(dict.fromkeys([*_with_imports(manifest, entry), *words, *shown]))
    return Assets(
        script=BUILT + manifest[entry]["file"],
        styles=_addresses(style for key in chunks for style in manifest[key].get("css", ())),
        preloads=_addresses(manifest[key]["file"] for key in chunks if key != entry),
    )


def _words(manifest: Manifest, surface: str, lang: str, kind: str | None) -> list[str]:
    """A surface that must be small has its own words, and apart from them those of each kind."""
    own, of_kind = f"src/words/{lang}.{surface}.json", f"src/words/{lang}.{surface}.{kind}.json"
    return [key for key in ((own, of_kind) if own in manifest else (f"src/words/{lang}.json",)) if key in manifest]


def page_file(name: str) -> str:
    """A hand-written file of ``static/pages``, under an address that changes with its content."""
    file = Path(current_app.root_path) / "static" / "dist" / "pages" / name
    return f"{BUILT}pages/{name}?v={_fingerprint(file, file.stat().st_mtime_ns)}"


def _addresses(files: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(BUILT + str(file) for file in files))


def _with_imports(manifest: Manifest, key: str) -> list[str]:
    """The chunk and everything it imports before it runs, each once."""
    found, waiting = [], [key]
    while waiting:
        chunk = waiting.pop(0)
        if chunk not in found:
            found.append(chunk)
            waiting += manifest[chunk].get("imports", ())
    return found


@lru_cache(maxsize=2)
def _read(file: Path, _changed: int) -> Manifest:
    manifest: Manifest = orjson.loads(file.read_bytes())
    return manifest


@lru_cache(maxsize=32)
def _fingerprint(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
