"""What a course keeps on its shelves: decks of cards, tests, sheets, cases, scorecards, scripts, questions.

Each is written once in the pack and named by the blocks that use it. Texts are in both languages. What a kind makes of
them stands in its folder; here is only what an author may write.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """A piece of a course: read-only, and a misspelt key is an error rather than a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Words(Part):
    """One text in both languages; the reader's screen picks."""

    zh: str
    en: str


class Named(Words):
    """A text with an id: a bin, an answer, a thing to tick."""

    id: str

    @property
    def words(self) -> Words:
        return Words(zh=self.zh, en=self.en)


# --- decks --------------------------------------------------------------------------------------------------------


class Card(Named):
    """A card of a deck. ``answer`` names the bins that are right, any of them; in an order it is the place, from 1."""

    answer: int | tuple[str, ...]
    why: Words | None = None


class Deck(Part):
    """Cards with right answers: put into bins, matched with partners (a bin each), or brought into an order."""

    id: str
    title: Words
    mode: Literal["bins", "match", "order"]
    bins: tuple[Named, ...] = ()
    cards: tuple[Card, ...] = Field(min_length=2)


# --- tests --------------------------------------------------------------------------------------------------------


class Mark(Words):
    """One point of a scale."""

    value: int


class Dimension(Named):
    """A group of items that gets a score of its own."""

    about: Words | None = None


class Item(Named):
    """One statement to rate. A ``reverse`` item counts the other way round."""

    dim: str
    reverse: bool = False


class Band(Words):
    """A range of scores from 0 to 100, both ends included, with what it means for its owner."""

    min: int
    max: int
    feedback: Words

    @property
    def words(self) -> Words:
        return Words(zh=self.zh, en=self.en)


class Range(Part):
    """A range of scores of a dimension, both ends included."""

    id: str
    min: int
    max: int


class OpenQuestion(Named):
    """A question answered in words; ``max`` is a weighted length."""

    max: int
    required: bool = False


class WorkedExample(Part):
    """Answers with the scores that must come out, so that a pack proves its own scoring."""

    raw: tuple[int, ...]
    total: int
    dimensions: dict[str, int] = {}
    band: str | None = None


class Quiz(Part):
    """A scored questionnaire.

    An item counts its value, a reverse item ``least + most - value``; a score is the mean as a share of the scale,
    from 0 to 100, rounded half up. Nothing is computed from a part of the answers.
    """

    id: str
    title: Words
    intro: Words
    minutes: float | None = None
    original: bool = True
    scale: tuple[Mark, ...] = Field(min_length=2)
    dimensions: tuple[Dimension, ...] = Field(min_length=1)
    items: tuple[Item, ...] = Field(min_length=1)
    bands: tuple[Band, ...] = ()
    dimension_bands: tuple[Range, ...] = ()
    dimension_feedback: dict[str, dict[str, Words]] = {}
    open_text: tuple[OpenQuestion, ...] = ()
    debrief: tuple[Words, ...] = ()
    min_n: int = 5
    room_view: tuple[str, ...] = ()
    worked_example: WorkedExample | None = None


# --- sheets -------------------------------------------------------------------------------------------------------


class Rows(Part):
    """How many lines a table or a list may have."""

    min: int = 0
    max: int = 10


class Column(Part):
    """A column of a table in a sheet; ``max`` is a weighted length."""

    id: str
    label: Words
    type: Literal["text", "choice", "date", "number"]
    required: bool = False
    max: int | None = None
    options: tuple[Named, ...] = ()


class SheetField(Part):
    """A field of a sheet. ``min`` and ``max`` are weighted lengths of a text, or the bounds of a number.

    ``scope`` says of whom a field for a person lets one choose: of one's own team, or of everybody in the room.
    """

    id: str
    type: Literal["text", "longtext", "number", "choice", "multi", "date", "person", "table", "list"]
    label: Words
    required: bool = False
    min: float | None = None
    max: float | None = None
    max_items: int | None = None
    options: tuple[Named, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: Rows | None = None
    scope: Literal["team", "room"] | None = None


class SheetSection(Part):
    """A part of a sheet with a heading of its own."""

    id: str
    title: Words
    fields: Annotated[tuple[SheetField, ...], Field(min_length=1)]


class SheetCheck(Part):
    """A rule on a filled-in sheet: ``block`` stops the hand-in, ``warn`` only hints."""

    code: str
    level: Literal["block", "warn"]
    message: Words
    params: dict[str, Any] = {}


class Form(Part):
    """A sheet to fill in: sections of fields, the rules on them, and what a colleague looks for."""

    id: str
    title: Words
    sections: tuple[SheetSection, ...] = Field(min_length=1)
    checks: tuple[SheetCheck, ...] = ()
    peer_checklist: tuple[Named, ...] = ()


# --- role-play ----------------------------------------------------------------------------------------------------


class Datum(Part):
    """One line of a case's facts."""

    label: Words
    value: Words


class RoleCard(Words):
    """A card that says how to act; ``type`` stands in pairings and answers, ``name`` is what people call that type."""

    type: str
    name: Words | None = None


class Pairing(Part):
    """Which card each side gets in a round, counted from 1."""

    round: int
    a: str
    b: str


class Case(Part):
    """A situation to play or to look back on: public facts, sealed briefs by role, a twist, cards to act from.

    ``twist_to`` is the role on whose phone the twist appears; left out, the second, who brings it into the talk.
    """

    id: str
    title: Words
    use: tuple[str, ...] = ()
    level: Literal["easy", "medium", "hard"] | None = None
    story: Words | None = None
    scene: Words | None = None
    hints: Words | None = None
    data: tuple[Datum, ...] = ()
    briefs: dict[str, Words] = {}
    twist: Words | None = None
    twist_to: str | None = None
    success_signs: tuple[Words, ...] = ()
    key: dict[str, Words] = {}
    cards: tuple[RoleCard, ...] = ()
    deal: str | None = None
    pairing: tuple[Pairing, ...] = ()


class Anchors(Part):
    """The scale of a scorecard with a word for each step."""

    min: int = 0
    max: int = 2
    labels: tuple[Words, ...]


class CardField(Part):
    """A line to write on a scorecard; ``max`` is a weighted length."""

    id: str
    type: Literal["text"] = "text"
    label: Words
    max: int
    required: bool = False


class Scorecard(Part):
    """What an observer looks for: items rated by what was seen, and a few lines, one of them a quote."""

    id: str
    title: Words
    scale: Anchors
    items: tuple[Named, ...] = Field(min_length=1)
    fields: tuple[CardField, ...] = ()
    note: Words | None = None


class ScriptStep(Part):
    """A step of a conversation with the time it takes, in minutes, and lines to say or to remember."""

    id: str
    minutes: float
    name: Words
    lines: tuple[Words, ...] = ()


class Script(Part):
    """How a conversation goes, step by step. The times are guides and stop nobody."""

    id: str
    title: Words
    steps: tuple[ScriptStep, ...] = Field(min_length=1)


class Question(Named):
    """A question of an interview; ``tag`` says what it is about."""

    tag: Words | None = None


class QuestionSet(Part):
    """Questions that belong together, and how to ask them."""

    id: str
    title: Words
    questions: tuple[Question, ...] = Field(min_length=1)
    rules: tuple[Words, ...] = ()
