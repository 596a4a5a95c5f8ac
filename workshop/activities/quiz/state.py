"""What is known of a test while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from immutables import Map

from workshop.activities.quiz import scoring
from workshop.activities.quiz.config import QuizConfig, RoomChart
from workshop.core.activity import Ms, PersonId, RoomView, TeamId
from workshop.core.library import Quiz


@dataclass(frozen=True)
class Sheet:
    """One person's answers. ``written`` holds what they wrote to open questions, by question."""

    person: PersonId
    answers: Map[str, int] = field(default_factory=Map)
    written: Map[str, str] = field(default_factory=Map)
    submitted: bool = False
    confirmed: bool = False
    team: TeamId | None = None


@dataclass(frozen=True)
class Plan:
    """One thing somebody wants to do; nobody but its writer is told whose it is."""

    id: str
    person: PersonId
    text: str
    rank: int
    shown: bool = False


@dataclass(frozen=True)
class QuizState:
    config: QuizConfig
    quiz: Quiz
    phase_of: Map[str, str]
    """The phase of each step."""
    sheets: Map[PersonId, Sheet] = field(default_factory=Map)
    plans: Map[str, Plan] = field(default_factory=Map)
    released: bool = False
    chart: RoomChart | None = None
    dimension: str | None = None
    spotlit: str | None = None
    reminded: Ms | None = None

    def sheet(self, person: PersonId) -> Sheet:
        return self.sheets.get(person) or Sheet(person)

    def plan_of(self, person: PersonId) -> Plan | None:
        return next((plan for plan in self.plans.values() if plan.person == person), None)

    @property
    def submitted(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets.values() if sheet.submitted]

    @property
    def counting(self) -> list[Sheet]:
        """The sheets behind the room's numbers: handed in, and read before they were answered."""
        return [sheet for sheet in self.submitted if sheet.confirmed or not result_of(self.quiz, sheet).straight]

    @property
    def enough(self) -> bool:
        """Whether so many people count that nobody can be told from the numbers."""
        return len(self.counting) >= self.config.min_n


def result_of(quiz: Quiz, sheet: Sheet) -> scoring.Result:
    """The scores of a sheet that was handed in; computed once."""
    found: scoring.Result | None = sheet.__dict__.get("_result")
    if found is None:
        found = sheet.__dict__["_result"] = scoring.result(quiz, sheet.answers)
    return found


def pairs(state: QuizState, room: RoomView) -> list[tuple[Mapping[str, int], Mapping[str, int]]]:
    """Before and after of everybody who has both."""
    return [
        (before, sheet.answers) for sheet in state.submitted if (before := answers_before(state, sheet.person, room))
    ]


def answers_before(state: QuizState, person: PersonId, room: RoomView) -> Mapping[str, int] | None:
    """What this person answered in the test that came first, if they handed it in."""
    given = room.given.get(state.config.before or "")
    item = given.items.get(person) if given else None
    answers = {name: int(value) for name, value in item.fields.items()} if item else {}
    return answers if answers and scoring.complete(state.quiz, answers) else None
