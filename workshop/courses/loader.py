"""Finds course packs and loads them into courses that a room can copy.

A pack is a folder: ``course.yaml`` (titles, modules, agendas), ``blocks/*.yaml`` (activities, one file a module),
``library/slides.yaml`` and ``library/seeds.yaml`` (what the blocks use). ``docs/authoring.md`` shows how to write one.
Packs of the product stand in ``workshop/courses/library``; a trainer's own stand in a folder of their choice, where
a pack of the same name takes precedence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workshop.core.course import Agenda, Course, Words
from workshop.courses.page import PackFault
from workshop.courses.reading import Reading, files

__all__ = ["LIBRARY", "PackFault", "PackInfo", "available", "broken", "load", "read"]

LIBRARY: Final = Path(__file__).parent / "library"
_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

_Stamps = tuple[tuple[str, int, int], ...]
_kept: dict[Path, tuple[_Stamps, Course | None, tuple[PackFault, ...]]] = {}
"""Packs already read: a pack is read again only when one of its files has changed."""


@dataclass(frozen=True)
class PackInfo:
    """A pack as a list of courses shows it. The first agenda is the one to offer first."""

    slug: str
    title: Words
    agendas: tuple[Agenda, ...]


def load(slug: str, extra: Path | None = None) -> Course:
    """The course of a pack. Raises ``PackFault`` for the first fault, ``KeyError`` when there is no such pack."""
    course, faults = read(_folders(extra)[slug])
    if course is None:
        raise faults[0]
    return course


def available(extra: Path | None = None) -> list[PackInfo]:
    """The packs that can be used, by slug. What is wrong with the others is told by ``broken``."""
    found = ((slug, read(folder)[0]) for slug, folder in sorted(_folders(extra).items()))
    return [PackInfo(slug, course.title, course.agendas) for slug, course in found if course]


def broken(extra: Path | None = None) -> dict[str, PackFault]:
    """The first fault of each pack that cannot be used, by slug."""
    found = ((slug, read(folder)) for slug, folder in sorted(_folders(extra).items()))
    return {slug: faults[0] for slug, (course, faults) in found if course is None}


def read(folder: Path) -> tuple[Course | None, tuple[PackFault, ...]]:
    """The course in a folder and everything wrong with it; no course when something is."""
    stamps = tuple((str(f), f.stat().st_mtime_ns, f.stat().st_size) for f in files(folder) if f.is_file())
    kept = _kept.get(folder)
    if kept is None or kept[0] != stamps:
        reading = Reading(folder)
        kept = _kept[folder] = (stamps, reading.course(), tuple(reading.faults))
    return kept[1], kept[2]


def _folders(extra: Path | None) -> dict[str, Path]:
    return {
        folder.name: folder
        for place in (LIBRARY, extra)
        if place and place.is_dir()
        for folder in place.iterdir()
        if folder.is_dir() and _SLUG.fullmatch(folder.name)
    }
