"""Proof-reads a course pack: what keeps it from loading, configs their kind cannot read, half-width marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from workshop.core.course import Block, Mode
from workshop.courses.page import PackFault, Page, Place, texts
from workshop.courses.punctuation import mend
from workshop.courses.reading import Reading, files

_MODES: Final[tuple[Mode, ...]] = ("full", "short")

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
        for place, message in _no_turn(one.block):
            found.append(one.page.fault((*one.place, "config", *place), message))
    found += (fault for file in files(folder) if file.exists() for fault in _half_width(file))
    return sorted(found, key=lambda fault: (str(fault.file), fault.line, fault.message))


def _no_turn(block: Block) -> Iterator[tuple[Place, str]]:
    """Presentations that give nobody a turn, because not one fits into the minutes of their step."""
    stages = block.config.get("stages") or ()
    shows = [(("stages", n), stage) for n, stage in enumerate(stages)] + [((), block.config | {"id": "present"})]
    for place, stage in shows:
        present = stage.get("present") or {}
        seconds = present.get("seconds") if isinstance(present, Mapping) else None
        if not isinstance(seconds, int):
            continue
        steps = [step for step in block.steps if (step.stage or step.id) == stage["id"]]
        for mode in _MODES:
            given = sum(step.minutes.of(mode) * 60 for step in steps)
            if 0 < given < seconds:
                yield (*place, "present", "seconds"), f"nobody can present in {given:.0f} s ({mode})"


def _half_width(file: Path) -> Iterator[PackFault]:
    try:
        page = Page(file)
    except PackFault:
        return
    for place, text in texts(page.data):
        chinese = text.get("zh")
        if isinstance(chinese, str) and mend(chinese) != chinese:
            yield page.fault((*place, "zh"), f"half-width punctuation; write “{mend(chinese)}”")
