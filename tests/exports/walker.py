"""Every sentence that a report holds, whatever the vocabulary grows into: found by walking its dataclasses."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from workshop.core.course import Words
from workshop.core.report import BlockReport, Entry, Label, RoomReport

CODES = {"id", "block", "kind", "state", "what", "entered_by", "role", "layout", "zone", "cluster", "outputs"}
"""Fields that hold no sentence."""


def sentences(report: RoomReport) -> Iterator[Words | str]:
    """What people wrote and what the course says; our own headings are left out, and who wrote unseen."""
    yield from _sentences(report)


def _sentences(thing: Any, name: str = "") -> Iterator[Words | str]:
    if isinstance(thing, Label) or thing is None or name in CODES:
        return
    if isinstance(thing, Words | str):
        if thing and not (isinstance(thing, str) and (thing.startswith("#") and thing[1:].isdigit())):
            yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _sentences(part, name)
    elif is_dataclass(thing):
        if isinstance(thing, BlockReport) and thing.state == "ahead":
            return
        unseen = {"author"} if isinstance(thing, Entry) and thing.anonymous else set()
        for field in fields(thing):
            if field.name not in unseen:
                yield from _sentences(getattr(thing, field.name), field.name)
