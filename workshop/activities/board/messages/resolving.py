"""What was decided: the fields of a conclusion, how far people agree, and who sees to it by when."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.messages.who import Facilitates, Participates
from workshop.core.activity import Event, Ms, PersonId, TeamId
from workshop.core.said import Kept, Said


class FillField(Participates):
    """One field of my conclusion, or of my team's. ``seen`` is the revision I changed; refused if it is older."""

    type: Literal["board/fill_field"]
    field: str
    text: Said
    seen: int | None = None


class EnterField(Facilitates):
    """The same for a team or a person without a phone; without either for the room."""

    type: Literal["board/enter_field"]
    field: str
    text: Said
    team: TeamId | None = None
    person: PersonId | None = None


class Agree(Participates):
    """How far I go along, in fingers (1 to 5) or with my thumb (1 down, 2 to the side, 3 up)."""

    type: Literal["board/agree"]
    value: int


class CloseAgree(Facilitates):
    """Everybody has shown; the room sees how many showed what."""

    type: Literal["board/close_agree"]
    stage: str


class ReopenAgree(Facilitates):
    """Show again; everybody's hand is still up."""

    type: Literal["board/reopen_agree"]
    stage: str


class PinResult(Facilitates):
    """Put one conclusion up as what the room goes by, or take it down."""

    type: Literal["board/pin_result"]
    stage: str
    unit: str
    on: bool


class SetOwner(Facilitates):
    """Who sees to a conclusion that was pinned, and by when (``2026-03-31``)."""

    type: Literal["board/set_owner"]
    stage: str
    unit: str
    owner: Said
    due: str | None = None


class FieldFilled(Event):
    """``unit`` is the team, the person or ``room``."""

    type: Literal["board/field_filled"] = "board/field_filled"
    stage: str
    unit: str
    field: str
    text: Kept
    person: PersonId | None = None
    at: Ms | None = None


class FieldRestored(Event):
    """A field is again as it was before the facilitator wrote; without ``revision`` nothing stands there."""

    type: Literal["board/field_restored"] = "board/field_restored"
    stage: str
    unit: str
    field: str
    text: Kept = ""
    person: PersonId | None = None
    revision: int = 0
    at: Ms | None = None


class Agreed(Event):
    type: Literal["board/agreed"] = "board/agreed"
    stage: str
    person: PersonId
    team: TeamId | None = None
    value: int


class AgreementMoved(Event):
    type: Literal["board/agreement_moved"] = "board/agreement_moved"
    stage: str
    to: Literal["open", "closed"]


class ResultPinned(Event):
    type: Literal["board/result_pinned"] = "board/result_pinned"
    stage: str
    unit: str
    on: bool
    owner: Kept = ""
    due: str | None = None


COMMANDS = (FillField, EnterField, Agree, CloseAgree, ReopenAgree, PinResult, SetOwner)
EVENTS = (FieldFilled, FieldRestored, Agreed, AgreementMoved, ResultPinned)
