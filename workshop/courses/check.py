"""Proof-reads a course pack: what keeps it from loading, configs their kind finds fault with, half-width marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from workshop.core.course import Block
from workshop.courses.page import PackFault, Page, Place, texts
from workshop.courses.punctuation import mend
from workshop.courses.reading import Reading, files

Misfits = Callable[[Block], Iterable[tuple[Place, str]]]
"""What the kind of a block finds wrong with its config: the place in it, and what."""


def check(folder: Path, misfits: Misfits = lambda _block: ()) -> list[PackFault]:
    """Everything that is wrong with the pack in a folder, by file and line."""
    reading = Reading(folder)
    reading.course()
    found = [*reading.faults]
    for one in reading.placed.values():
        for place, message in misfits(one.block):
            found.append(one.page.fault((*one.place, "config", *place), message))
    found += (fault for file in files(folder) if file.exists() for fault in _half_width(file))
    return sorted(found, key=lambda fault: (str(fault.file), fault.line, fault.message))


def _half_width(file: Path) -> Iterator[PackFault]:
    try:
        page = Page(file)
    except PackFault:
        return
    for place, text in texts(page.data):
        chinese = text.get("zh")
        if isinstance(chinese, str) and mend(chinese) != chinese:
            yield page.fault((*place, "zh"), f"half-width punctuation; write “{mend(chinese)}”")
