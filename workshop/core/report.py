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
    """A heading of our own, by its catalogue entry; a file writes it in its reader's language. ``n`` fills its {n}."""

    text: str
    n: int | None = None

    @property
    def facts(self) -> dict[str, int]:
        """What its placeholders are filled with."""
        return {} if self.n is None else {"n": self.n}


def label(text: str, n: int | None = None) -> Label:
    """Marks a heading for the catalogue."""
    return Label(text, n)


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
    milliseconds since 1970 and None when it could tell who wrote. ``own`` says to its reader that they wrote it, or
    that it was written for them alone.
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
    own: bool = False


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
class Fact:
    """One line of a record: what was asked and what was answered; who owns it and when it is due stand apart."""

    label: Text
    value: Text
    role: Literal["text", "owner", "due"] = "text"


@dataclass(frozen=True)
class Record:
    """A sheet, a conclusion or a card that somebody filled in, field by field; ``tables`` are those inside it."""

    title: Text | None = None
    team: str | None = None
    author: str | None = None
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    minute: int | None = None


@dataclass(frozen=True)
class Table:
    """Rows of cells under a head; a row has as many cells as the head."""

    title: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...] = ()


@dataclass(frozen=True)
class Series:
    """The values of one line, radar or set of bars, one for each label of its chart."""

    label: Text
    values: tuple[float, ...]


@dataclass(frozen=True)
class Chart:
    """Numbers to draw. ``most`` is the end of the scale, ``n`` how many people stand behind the numbers."""

    kind: Literal["bars", "radar", "distribution", "shift"]
    title: Text
    labels: tuple[Text, ...]
    series: tuple[Series, ...]
    most: float
    n: int


@dataclass(frozen=True)
class Zone:
    """A column, cell, ring, pane or stretch of time of a board."""

    id: str
    label: Text


@dataclass(frozen=True)
class Sticky:
    """A note where it hangs. ``cluster`` names its cluster; ``remark`` stands small below its text."""

    text: Text
    zone: str
    cluster: str | None = None
    votes: int | None = None
    team: int | None = None
    author: str | None = None
    remark: Text | None = None


@dataclass(frozen=True)
class ClusterBox:
    """A cluster by its symbol and its name, which is what the symbol is called until it has one of its own."""

    id: str
    mark: str
    name: Text | None = None


@dataclass(frozen=True)
class BoardPicture:
    """A wall as it hung at the end, to be drawn again: the layout, its zones in order, the notes in them.

    ``owner`` is the team or person whose board it is; None for the room's.
    """

    layout: Literal["wall", "columns", "matrix", "rings", "panes", "timeline"]
    zones: tuple[Zone, ...]
    notes: tuple[Sticky, ...]
    clusters: tuple[ClusterBox, ...] = ()
    owner: str | None = None
    axes: tuple[Text, Text] | None = None


@dataclass(frozen=True)
class Section:
    """One question and what it brought. ``kept_back`` notes stayed with their teams, ``hidden`` were taken down.

    ``outputs`` names the outputs of the course's block that stand here.
    """

    title: Text
    question: Text | None = None
    entries: tuple[Entry, ...] = ()
    tallies: tuple[Tally, ...] = ()
    records: tuple[Record, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    boards: tuple[BoardPicture, ...] = ()
    kept_back: int = 0
    hidden: int = 0
    outputs: frozenset[str] = frozenset()


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
    """Everything a reader may take home from a room. Equal data gives equal reports.

    ``whose`` is the name of the one person it is for; None where it is about the room.
    """

    title: str
    course: Words
    code: str
    opened: int
    utc_offset_minutes: int
    blocks: tuple[BlockReport, ...]
    people: tuple[Attendance, ...]
    teams: tuple[str, ...] = field(default=())
    whose: Text | None = None
