"""What may be wished for in rounds, and what may have happened there."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from workshop.core.activity import Command, Event, Ms, PersonId
from workshop.core.said import Kept, Said


class Participates(Command):
    who: ClassVar[Literal["participant"]] = "participant"


class Facilitates(Command):
    who: ClassVar[Literal["facilitator"]] = "facilitator"


# --- wishes of the people at their phones -------------------------------------------------------------------------


class SayReady(Participates):
    """I have read my card."""

    type: Literal["rounds/say_ready"]
    on: bool = True


class Agree(Participates):
    """I agree to do this with the people of my group; ``on`` False takes it back."""

    type: Literal["rounds/agree"]
    on: bool = True


class ShareCase(Participates):
    """The group plays my own case: the sheet I prepared goes to the roles as the course says. False takes it back."""

    type: Literal["rounds/share_case"]
    on: bool = True


class DrawCase(Participates):
    """I would rather play a case of the course."""

    type: Literal["rounds/draw_case"]


class AskQuestion(Participates):
    """The interview is at this question now."""

    type: Literal["rounds/ask_question"]
    question: str


class SkipQuestion(Participates):
    """I do not want to answer this one; nobody asks why."""

    type: Literal["rounds/skip_question"]
    question: str


class Stop(Participates):
    """Stop: the round is over for my group, at once."""

    type: Literal["rounds/stop"]


class RateItem(Participates):
    """What I saw, on one item of the scorecard."""

    type: Literal["rounds/rate_item"]
    item: str
    value: int


class RateSelf(Participates):
    """How I did on one item, said before anybody else says it."""

    type: Literal["rounds/rate_self"]
    item: str
    value: int


class SendCard(Participates):
    """My scorecard is finished; the one it is about may read it in the feedback."""

    type: Literal["rounds/send_card"]


class Write(Participates):
    """A line in one of the fields of this step, or (as ``card.quote``) of the scorecard. None takes it back."""

    type: Literal["rounds/write"]
    field: str
    text: Said | None


class Choose(Participates):
    """One of the options of a field of this step."""

    type: Literal["rounds/choose"]
    field: str
    option: str


class Permit(Participates):
    """My line may be shown to the room without names; ``on`` False takes that back, also from the wall."""

    type: Literal["rounds/permit"]
    field: str
    on: bool = True


# --- wishes of the facilitator ------------------------------------------------------------------------------------


class Deal(Facilitates):
    """Deal everybody into new groups."""

    type: Literal["rounds/deal"]


class Swap(Facilitates):
    """Two people change places and roles."""

    type: Literal["rounds/swap"]
    persons: Annotated[list[PersonId], Field(min_length=2, max_length=2)]


class Move(Facilitates):
    """Somebody goes to another group, or into one."""

    type: Literal["rounds/move_person"]
    person: PersonId
    group: str


class SetAbsent(Facilitates):
    """Somebody cannot take part just now, or (``on`` False) can again."""

    type: Literal["rounds/set_absent"]
    person: PersonId
    on: bool


class DealCase(Facilitates):
    """A group plays another case in this round: this one, or the next of its own."""

    type: Literal["rounds/deal_case"]
    group: str
    case: str | None = None


class ReleaseTwist(Facilitates):
    """Something changes in the middle of the talk: for one group, or for all that play."""

    type: Literal["rounds/release_twist"]
    group: str | None = None


class ResendBrief(Facilitates):
    """A group reads its cards again."""

    type: Literal["rounds/resend_brief"]
    group: str


class GoOn(Facilitates):
    """A group that stopped goes on."""

    type: Literal["rounds/go_on"]
    group: str


class Remind(Facilitates):
    """Those who have not done this step yet are told that the others wait."""

    type: Literal["rounds/remind"]


class ReleaseLine(Facilitates):
    """Show a line on the wall whose writer allowed it, or take it down."""

    type: Literal["rounds/release_summary"]
    line: str
    on: bool = True


class Spotlight(Facilitates):
    """Put one line in the middle of the wall, or back among the others."""

    type: Literal["rounds/spotlight"]
    line: str
    on: bool


# --- facts --------------------------------------------------------------------------------------------------------


class Seated(Event):
    """Groups as they are from now on in this round, each with its people in the order of their roles; [] is gone.

    ``decks`` holds the cases (or secret cards) of a group, one a round; ``had`` how often people had the first role in
    earlier blocks. ``people`` are all whose group or role is another.
    """

    type: Literal["rounds/seated"] = "rounds/seated"
    round: int
    groups: dict[str, list[PersonId]]
    decks: dict[str, list[str]] = {}
    had: dict[PersonId, int] = {}
    people: list[PersonId]


class AbsentSet(Event):
    type: Literal["rounds/absent_set"] = "rounds/absent_set"
    person: PersonId
    on: bool


class DeckSet(Event):
    """The cases of a group, one a round."""

    type: Literal["rounds/deck_set"] = "rounds/deck_set"
    group: str
    cards: list[str]
    people: list[PersonId]


class ReadySaid(Event):
    type: Literal["rounds/ready_said"] = "rounds/ready_said"
    round: int
    group: str
    person: PersonId
    on: bool = True


class Agreed(Event):
    """Somebody agreed to do this with exactly ``people``; with nobody: it was taken back."""

    type: Literal["rounds/agreed"] = "rounds/agreed"
    person: PersonId
    people: list[PersonId]
    group: list[PersonId]


class CaseChosen(Event):
    """Whose case a group plays: the first role's own (``own``), the course's, or None while nobody has said."""

    type: Literal["rounds/case_chosen"] = "rounds/case_chosen"
    round: int
    group: str
    own: bool | None
    people: list[PersonId]


class QuestionAsked(Event):
    type: Literal["rounds/question_asked"] = "rounds/question_asked"
    round: int
    group: str
    question: str
    people: list[PersonId]


class QuestionSkipped(Event):
    type: Literal["rounds/question_skipped"] = "rounds/question_skipped"
    round: int
    group: str
    question: str
    people: list[PersonId]


class Stopped(Event):
    """A group stopped, or (``on`` False) goes on."""

    type: Literal["rounds/stopped"] = "rounds/stopped"
    round: int
    group: str
    on: bool = True
    people: list[PersonId]


class TwistReleased(Event):
    type: Literal["rounds/twist_released"] = "rounds/twist_released"
    round: int
    group: str
    on: bool = True
    people: list[PersonId]


class BriefResent(Event):
    """The group reads its cards again: ``ready`` are those who are ready nevertheless; the rest is to be rung."""

    type: Literal["rounds/brief_resent"] = "rounds/brief_resent"
    round: int
    group: str
    times: int
    ready: list[PersonId] = []
    people: list[PersonId]


class Reminded(Event):
    """Those who are missing in the step at this place were told so; None: not any more."""

    type: Literal["rounds/reminded"] = "rounds/reminded"
    place: str | None


class ItemRated(Event):
    """``by`` rated an item of the card of a round; ``about`` is whom they watched."""

    type: Literal["rounds/item_rated"] = "rounds/item_rated"
    round: int
    by: PersonId
    about: PersonId
    item: str
    value: int


class SelfRated(Event):
    type: Literal["rounds/self_rated"] = "rounds/self_rated"
    round: int
    person: PersonId
    item: str
    value: int


class CardSent(Event):
    type: Literal["rounds/card_sent"] = "rounds/card_sent"
    round: int
    by: PersonId
    about: PersonId


class Written(Event):
    """A line was written, or with None taken back. ``about`` is the other person it was written for."""

    type: Literal["rounds/written"] = "rounds/written"
    round: int
    person: PersonId
    field: str
    text: Kept | None
    role: str
    about: PersonId | None = None
    at: Ms


class Chosen(Event):
    type: Literal["rounds/chosen"] = "rounds/chosen"
    round: int
    person: PersonId
    field: str
    option: str
    right: bool | None = None


class Permitted(Event):
    """The writer lets the room see a line without names. ``line`` is a name for it that tells nothing."""

    type: Literal["rounds/permitted"] = "rounds/permitted"
    round: int
    person: PersonId
    field: str
    line: str
    on: bool = True


class LineReleased(Event):
    type: Literal["rounds/line_released"] = "rounds/line_released"
    line: str
    on: bool = True


class LineSpotlit(Event):
    type: Literal["rounds/line_spotlit"] = "rounds/line_spotlit"
    line: str | None


class StepRestored(Event):
    """The block stands again where it stood; ``seats`` holds the groups of every round that had begun."""

    type: Literal["rounds/step_restored"] = "rounds/step_restored"
    place: str | None
    round: int
    seats: dict[str, dict[str, list[PersonId]]]
    reminded: str | None = None


COMMANDS: tuple[type[Command], ...] = (
    SayReady, Agree, ShareCase, DrawCase, AskQuestion, SkipQuestion, Stop, RateItem, RateSelf, SendCard, Write, Choose,
    Permit, Deal, Swap, Move, SetAbsent, DealCase, ReleaseTwist, ResendBrief, GoOn, Remind, ReleaseLine, Spotlight,
)  # fmt: skip
EVENTS: tuple[type[Event], ...] = (
    Seated, AbsentSet, DeckSet, ReadySaid, Agreed, CaseChosen, QuestionAsked, QuestionSkipped, Stopped, TwistReleased,
    BriefResent, Reminded, ItemRated, SelfRated, CardSent, Written, Chosen, Permitted, LineReleased, LineSpotlit,
    StepRestored,
)  # fmt: skip
