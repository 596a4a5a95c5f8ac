"""A course as the rest of the product knows it: agendas of blocks, and the texts the blocks use.

A room copies its course in when it opens, so a course that is edited later never changes a past room.
"""

from __future__ import annotations

from typing import Any, Literal

from workshop.core.library import Case, Deck, Form, Part, QuestionSet, Quiz, Scorecard, Script, Words

__all__ = [
    "LEVELS",
    "Agenda",
    "Block",
    "Check",
    "Count",
    "Course",
    "Input",
    "Minutes",
    "Mode",
    "Module",
    "Output",
    "Part",
    "Privacy",
    "Seed",
    "Slide",
    "Slot",
    "Step",
    "Words",
]

Mode = Literal["full", "short"]
Privacy = Literal["self", "pair", "team", "room", "aggregate"]
LEVELS: tuple[Privacy, ...] = ("self", "pair", "team", "room")
"""From the narrowest to the widest circle of readers."""


class Minutes(Part):
    """Planned minutes in the two running modes; 0 leaves the step out of that mode."""

    full: float
    short: float

    def of(self, mode: Mode) -> float:
        return self.full if mode == "full" else self.short


class Slide(Part):
    """One page that teaches one thing, with the points that appear one by one."""

    id: str
    title: Words
    points: tuple[Words, ...] = ()
    facilitator_note: Words | None = None
    source: str | None = None


class Seed(Part):
    """A note that is on a board before anybody writes: an example, or a thing to vote on."""

    id: str
    zone: str
    text: Words


class Count(Part):
    """How many of something one person or team gives."""

    min: int | None = None
    max: int | None = None
    rule: str | None = None


class Input(Part):
    """One thing people enter in a step. Lengths are weighted: one Chinese character or two Latin letters."""

    id: str
    type: Literal["text", "longtext", "number", "choice", "multi", "scale", "date", "person", "check", "card", "form"]
    per: Literal["person", "pair", "team"] = "person"
    required: bool = False
    label: Words | None = None
    max_chars: int | None = None
    min_chars: int | None = None
    min: float | None = None
    max: float | None = None
    count: Count | None = None
    options: int | tuple[str, ...] | None = None
    privacy: Privacy | None = None
    anonymous: bool | None = None
    role: str | None = None


AGAIN = "#"
"""Where a step comes round again its place in the block says how often: ``play``, ``play#2``, ``play#3``."""


def place(step: str, round_: int) -> str:
    """Where a step is in its block; ``round_`` counts from 0."""
    return f"{step}{AGAIN}{round_ + 1}" if round_ else step


def round_at(place: str | None) -> int:
    """How often the step at this place has been before, so 0 for a step that takes place once."""
    again = (place or "").partition(AGAIN)[2]
    return int(again) - 1 if again.isdigit() else 0


class Step(Part):
    """One step of a block: what the wall asks, what the phone asks, and what may be entered."""

    id: str
    phase: str
    name: Words
    minutes: Minutes
    projector: Words
    phone: Words
    inputs: tuple[Input, ...] = ()
    stage: str | None = None
    facilitator: tuple[str, ...] = ()
    times: Minutes | None = None
    """How often the step takes place where a block goes round and round; None: once."""

    def rounds(self, mode: Mode) -> int:
        """How often it takes place in this mode."""
        return max(1, int(self.times.of(mode))) if self.times else 1

    def input(self, *ids: str) -> Input | None:
        """The first of the named inputs that this step has."""
        return next((entry for name in ids for entry in self.inputs if entry.id == name), None)


class Output(Part):
    """What a block leaves behind, and how far it may be read."""

    id: str
    what: Words
    level: Privacy
    format: str


class Check(Part):
    """A rule on what people enter: ``block`` stops the entry, ``warn`` only hints."""

    code: str
    level: Literal["block", "warn"]
    message: Words
    params: dict[str, Any] = {}


class Block(Part):
    """One activity of a course. ``config`` is read by the block's kind, which owns its meaning."""

    id: str
    module: str
    kind: str
    title: Words
    beat: Words | None = None
    grouping: Literal["individual", "pairs", "triads", "teams", "plenary"] = "plenary"
    privacy: Privacy = "room"
    minutes: Minutes
    optional: bool = False
    config: dict[str, Any]
    steps: tuple[Step, ...]
    outputs: tuple[Output, ...] = ()
    validation: tuple[Check, ...] = ()
    facilitator_tips: Words | None = None
    seed: tuple[str, ...] = ()

    def step(self, at: str | None) -> Step | None:
        """The step of this id, or at this ``place``."""
        step_id = (at or "").partition(AGAIN)[0]
        return next((step for step in self.steps if step.id == step_id), None)

    def check(self, code: str) -> Check | None:
        return next((check for check in self.validation if check.code == code), None)


class Module(Part):
    """A chapter of the course."""

    id: str
    title: Words
    dimension: Words | None = None


class Slot(Part):
    """One line of an agenda. ``at`` is the planned clock time, ``HH:MM``."""

    block: str
    at: str | None = None
    minutes: float
    day: int = 1


class Agenda(Part):
    """A plan of the day or days: which blocks, in which order, in which mode."""

    id: str
    mode: Mode
    title: Words
    summary: Words | None = None
    slots: tuple[Slot, ...]
    days: tuple[Words | None, ...] = ()
    """What each day is called, from the first; None for one that has no name."""


class Course(Part):
    """A whole course pack, ready to be copied into a room."""

    id: str
    title: Words
    audience: Words | None = None
    modules: tuple[Module, ...]
    agendas: tuple[Agenda, ...]
    blocks: dict[str, Block]
    slides: dict[str, Slide] = {}
    seeds: dict[str, tuple[Seed, ...]] = {}
    sorts: dict[str, Deck] = {}
    quizzes: dict[str, Quiz] = {}
    forms: dict[str, Form] = {}
    cases: dict[str, Case] = {}
    scorecards: dict[str, Scorecard] = {}
    scripts: dict[str, Script] = {}
    question_sets: dict[str, QuestionSet] = {}

    def agenda(self, agenda_id: str) -> Agenda:
        """Raises KeyError for an agenda this course does not have."""
        for agenda in self.agendas:
            if agenda.id == agenda_id:
                return agenda
        raise KeyError(agenda_id)
