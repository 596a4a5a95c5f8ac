"""What a course says about a block of rounds: how many play, in which roles, with which cases, cards and scripts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from workshop.core.activity import Message
from workshop.core.course import Words
from workshop.core.library import Named

Level = Literal["self", "pair", "team", "room"]


class Role(Message):
    """A part that somebody plays, or from which they watch.

    ``does`` says in one sentence what it does in a step, by the id of the step; it stands first on its phone.
    """

    id: str
    zh: str
    en: str
    does: dict[str, Words] = {}

    @property
    def words(self) -> Words:
        return Words(zh=self.zh, en=self.en)


class Planned(Message):
    """What a round (from 1) has of its own. ``pairing`` says which secret card a role acts from."""

    round: int = Field(ge=1, le=4)
    case: str | None = None
    script: str | None = None
    scorecard: str | None = None
    pairing: dict[str, str] = {}


class Times(Message):
    """Minutes of one round, as the author planned them; the steps' own minutes rule."""

    prep: float | None = None
    play: float | None = None
    score: float | None = None
    feedback: float | None = None


class Captured(Message):
    """How a thing that people write or choose is called; ``max`` is a weighted length."""

    id: str
    label: Words
    type: Literal["text", "longtext", "number", "choice", "multi", "date", "person", "check"]
    required: bool = False
    max: int | None = None
    min: int | None = None
    options: list[Named] = []


class RoundsConfig(Message):
    """The whole of it. The first role is the one that everybody should have had.

    ``performer`` is the role that is practised: it follows the script and is the one that observers look at; left out,
    the first. ``rotate`` cyclic: roles change every round; fixed: they do not; keep: neither do the groups of
    ``start_offset_from``, which go on with each other. ``own_form`` names the block whose sheets may be cases.
    """

    size: Literal[2, 3]
    rounds: int = Field(ge=1, le=4)
    rotate: Literal["cyclic", "fixed", "keep"] = "cyclic"
    start_offset_from: str | None = None
    roles: list[Role] = Field(min_length=2)
    performer: str | None = None
    cases: list[str] = []
    case_choice: Literal["per_round", "draw", "own", "fixed"] = "draw"
    cards: str | None = None
    script: str | None = None
    scorecard: str | None = None
    interview: str | None = None
    own_form: str | None = None
    own_share: dict[str, list[str]] = {}
    rounds_plan: list[Planned] = []
    times: Times | None = None
    capture: list[Captured] = []
    guess: bool = False
    privacy: Level = "pair"
    slides_before: list[str] = []
    slides_after: list[str] = []

    @model_validator(mode="after")
    def _names_fit(self) -> RoundsConfig:
        ids = self.role_ids
        if self.performer is not None and self.performer not in ids:
            raise ValueError("the performer is none of the roles")
        if strange := {*self.own_share, *(role for at in self.rounds_plan for role in at.pairing)} - set(ids):
            raise ValueError(f"no such role: {', '.join(sorted(strange))}")
        return self

    @property
    def role_ids(self) -> list[str]:
        return [role.id for role in self.roles]

    @property
    def practised(self) -> str:
        """The role that follows the script."""
        return self.performer or self.roles[0].id

    def role(self, role_id: str) -> Role:
        return next(role for role in self.roles if role.id == role_id)

    def plan(self, round_: int) -> Planned | None:
        """What stands in the plan for a round, counted from 0."""
        return next((at for at in self.rounds_plan if at.round == round_ + 1), None)

    def script_of(self, round_: int) -> str | None:
        plan = self.plan(round_)
        return (plan and plan.script) or self.script

    def scorecard_of(self, round_: int) -> str | None:
        plan = self.plan(round_)
        return (plan and plan.scorecard) or self.scorecard

    def captured(self, field: str) -> Captured | None:
        return next((found for found in self.capture if found.id == field), None)

    @property
    def deals_cards(self) -> bool:
        """Whether the secret cards are drawn, one a round; else the plan pairs them with roles."""
        return self.cards is not None and not any(at.pairing for at in self.rounds_plan)

    def not_yet(self) -> tuple[str, ...]:
        """What this block needs that cannot run yet."""
        return ("cards beside cases",) if self.deals_cards and self.cases else ()
