"""What may be wished for in a test, and what may have happened there."""

from __future__ import annotations

from typing import ClassVar, Literal

from workshop.activities.quiz.config import RoomChart
from workshop.core.activity import Command, Event, Ms, PersonId, TeamId
from workshop.core.said import Kept, Said


class Participates(Command):
    who: ClassVar[Literal["participant"]] = "participant"


class Facilitates(Command):
    who: ClassVar[Literal["facilitator"]] = "facilitator"


# --- wishes of the people at their phones -------------------------------------------------------------------------


class Answer(Participates):
    """Rate one item; it can be rated again until the test is handed in."""

    type: Literal["quiz/answer"]
    item: str
    value: int


class Write(Participates):
    """Answer an open question; an empty text clears it."""

    type: Literal["quiz/write"]
    question: str
    text: Said | Literal[""]


class Submit(Participates):
    """Hand in the test: every item is rated."""

    type: Literal["quiz/submit"]


class TakeAgain(Participates):
    """Open my own test again, where the course lets people."""

    type: Literal["quiz/take_again"]


class Confirm(Participates):
    """I did mean the same answer everywhere: count me in (or not)."""

    type: Literal["quiz/confirm"]
    on: bool


class WritePlan(Participates):
    """One thing I will do; another text takes its place."""

    type: Literal["quiz/write_plan"]
    text: Said


# --- wishes of the facilitator ------------------------------------------------------------------------------------


class Remind(Facilitates):
    """Ask those who have not handed in to do so."""

    type: Literal["quiz/remind"]


class ReleaseResults(Facilitates):
    """Let everybody see their own result before the step for it."""

    type: Literal["quiz/release_results"]
    on: bool


class ShowView(Facilitates):
    """Put this chart of the room on the wall; of a radar or of bars, one ``dimension`` alone."""

    type: Literal["quiz/show_view"]
    chart: RoomChart
    dimension: str | None = None


class HideView(Facilitates):
    type: Literal["quiz/hide_view"]


class ShowPlan(Facilitates):
    """Put somebody's plan on the wall, without a name; ``on`` False takes it down."""

    type: Literal["quiz/show_plan"]
    plan: str
    on: bool


class SpotlightPlan(Facilitates):
    """Put one plan in the middle of the wall; ``on`` False puts it back."""

    type: Literal["quiz/spotlight_plan"]
    plan: str
    on: bool


# --- facts --------------------------------------------------------------------------------------------------------


class Answered(Event):
    type: Literal["quiz/answered"] = "quiz/answered"
    person: PersonId
    item: str
    value: int
    team: TeamId | None = None


class Wrote(Event):
    type: Literal["quiz/wrote"] = "quiz/wrote"
    person: PersonId
    question: str
    text: Kept | Literal[""]
    team: TeamId | None = None


class Submitted(Event):
    type: Literal["quiz/submitted"] = "quiz/submitted"
    person: PersonId


class TakenAgain(Event):
    type: Literal["quiz/taken_again"] = "quiz/taken_again"
    person: PersonId


class Confirmed(Event):
    type: Literal["quiz/confirmed"] = "quiz/confirmed"
    person: PersonId
    on: bool


class PlanWritten(Event):
    type: Literal["quiz/plan_written"] = "quiz/plan_written"
    plan: str
    person: PersonId
    text: Kept


class Reminded(Event):
    """``at`` None: nobody is asked any more."""

    type: Literal["quiz/reminded"] = "quiz/reminded"
    at: Ms | None = None


class ResultsReleased(Event):
    type: Literal["quiz/results_released"] = "quiz/results_released"
    on: bool


class ViewShown(Event):
    """``chart`` None: no chart is on the wall."""

    type: Literal["quiz/view_shown"] = "quiz/view_shown"
    chart: RoomChart | None = None
    dimension: str | None = None


class PlanShown(Event):
    type: Literal["quiz/plan_shown"] = "quiz/plan_shown"
    plan: str
    on: bool


class PlanSpotlit(Event):
    """``plan`` None: none is in the middle."""

    type: Literal["quiz/plan_spotlit"] = "quiz/plan_spotlit"
    plan: str | None = None


COMMANDS: tuple[type[Command], ...] = (
    Answer, Write, Submit, TakeAgain, Confirm, WritePlan,
    Remind, ReleaseResults, ShowView, HideView, ShowPlan, SpotlightPlan,
)  # fmt: skip
EVENTS: tuple[type[Event], ...] = (
    Answered, Wrote, Submitted, TakenAgain, Confirmed, PlanWritten,
    Reminded, ResultsReleased, ViewShown, PlanShown, PlanSpotlit,
)  # fmt: skip
