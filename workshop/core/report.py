"""What a room produced, told in words that every file format can write down without knowing any activity.

Text is ``Words`` (the course's own, in two languages), a ``Label`` (ours, from the catalogue) or ``str`` (what
somebody wrote, as written).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from workshop.core.course import Words


@dataclass(frozen=True)
class Label:
    """A heading of our own, by its catalogue entry; a file writes it in its reader's language."""

    text: str


def label(text: str) -> Label:
    """Marks a heading for the catalogue."""
    return Label(text)


Text = Words | Label | str


def still_said(text: str) -> Text:
    """A person's words, or that they were erased."""
    return text or label("(erased)")


@dataclass(frozen=True)
class Reader:
    """For whom a report is made. A wider reader never sees what a narrower circle wrote for itself."""

    kind: Literal["client", "team", "person"]
    id: str | None = None


CLIENT = Reader("client")


@dataclass(frozen=True)
class Entry:
    """One thing somebody wrote.

    ``votes`` is None where no vote was held, else dots by the name of the vote, in the order they were held.
    ``author`` is the name as the wall showed it, None when it showed none; ``minute`` is the time of writing in
    milliseconds since 1970 and None when it could tell who wrote.
    """

    text: Text
    what: Literal["note", "seed", "comment", "question"] = "note"
    group: Text | None = None
    team: str | None = None
    author: str | None = None
    anonymous: bool = False
    votes: tuple[tuple[Text, int], ...] | None = None
    minute: int | None = None
    entered_by: Literal["phone", "facilitator", "course"] = "phone"
    remark: Text | None = None


@dataclass(frozen=True)
class Count:
    """How often one choice was taken."""

    label: Text
    n: int


@dataclass(frozen=True)
class Tally:
    """Counts that belong together: a vote, a pulse. ``voters`` of ``of`` people took part."""

    title: Text
    rows: tuple[Count, ...]
    voters: int
    of: int


@dataclass(frozen=True)
class Section:
    """One question and what it brought. ``kept_back`` notes stayed with their teams, ``hidden`` were taken down."""

    title: Text
    question: Text | None = None
    entries: tuple[Entry, ...] = ()
    tallies: tuple[Tally, ...] = ()
    kept_back: int = 0
    hidden: int = 0


@dataclass(frozen=True)
class Report:
    """What one block produced for one reader."""

    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class BlockReport:
    """A block's report with its place in the day. ``began`` and ``ended`` are milliseconds since 1970."""

    block: str
    kind: str
    title: Words
    day: int
    planned_minutes: float
    began: int | None
    ended: int | None
    state: Literal["done", "running", "skipped", "ahead"]
    report: Report


@dataclass(frozen=True)
class Attendance:
    """One person of the room. ``joined`` is milliseconds since 1970; a forgotten name is a label."""

    name: Text
    team: str | None
    joined: int
    left: bool = False


@dataclass(frozen=True)
class RoomReport:
    """Everything a reader may take home from a room. Equal data gives equal reports."""

    title: str
    course: Words
    code: str
    opened: int
    utc_offset_minutes: int
    blocks: tuple[BlockReport, ...]
    people: tuple[Attendance, ...]
    teams: tuple[str, ...] = field(default=())
