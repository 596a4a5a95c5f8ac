"""One line of a private sheet that its owner shows: to the room without a name, or to a witness."""

from __future__ import annotations

from typing import Literal

from workshop.activities.form.messages.who import Facilitates, Participates
from workshop.core.activity import Event, PersonId
from workshop.core.said import Kept, Said


class Publish(Participates):
    """Show this line to the room, without my name; another one takes its place."""

    type: Literal["form/publish"]
    text: Said


class Withdraw(Participates):
    """Take my line back."""

    type: Literal["form/withdraw"]


class AskWitness(Participates):
    """Let somebody read this line, and ask me about it."""

    type: Literal["form/ask_witness"]
    person: PersonId
    text: Said


class Witness(Participates):
    """I will ask them about it."""

    type: Literal["form/witness"]
    unit: str


class ShowSheet(Facilitates):
    """Put a sheet that the room may read on the wall; without ``unit`` take it down."""

    type: Literal["form/show_sheet"]
    unit: str | None = None


class HideLine(Facilitates):
    """Take a published line off the wall, or put it back."""

    type: Literal["form/hide_line"]
    unit: str
    on: bool


class Published(Event):
    """``text`` empty: it was taken back."""

    type: Literal["form/published"] = "form/published"
    line: str
    unit: str
    text: Kept | Literal[""]


class WitnessAsked(Event):
    type: Literal["form/witness_asked"] = "form/witness_asked"
    unit: str
    witness: PersonId
    text: Kept
    former: PersonId | None = None
    """Who was asked before and is not any more."""


class Witnessed(Event):
    type: Literal["form/witnessed"] = "form/witnessed"
    unit: str
    witness: PersonId


class SheetShown(Event):
    type: Literal["form/sheet_shown"] = "form/sheet_shown"
    unit: str | None = None


class LineHidden(Event):
    type: Literal["form/line_hidden"] = "form/line_hidden"
    unit: str
    on: bool


COMMANDS = (Publish, Withdraw, AskWitness, Witness, ShowSheet, HideLine)
EVENTS = (Published, WitnessAsked, Witnessed, SheetShown, LineHidden)
