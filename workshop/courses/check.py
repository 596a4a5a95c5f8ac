"""Proof-reads a course pack: everything that keeps it from loading, and Chinese texts with half-width marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workshop.courses.loader import read
from workshop.courses.page import PackFault, Page, texts
from workshop.courses.punctuation import mend
from workshop.courses.reading import files


def check(folder: Path) -> list[PackFault]:
    """Everything that is wrong with the pack in a folder, by file and line."""
    _, faults = read(folder)
    found = [*faults, *(fault for file in files(folder) if file.exists() for fault in _half_width(file))]
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
