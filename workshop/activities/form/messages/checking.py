"""Colleagues look at a sheet: they tick what they find, rate with a card, and write a line."""

from __future__ import annotations

from typing import Literal

from workshop.activities.form.messages.who import Facilitates, Participates
from workshop.core.activity import Event, PersonId
from workshop.core.said import Kept, Said


class Tick(Participates):
    """I find this in the sheet I look at; ``on`` False takes it back."""

    type: Literal["form/tick"]
    unit: str
    item: str
    on: bool


class Rate(Participates):
    """What I saw, on the scale of the card."""

    type: Literal["form/rate"]
    unit: str
    item: str
    value: int


class Advise(Participates):
    """A line for whose sheet it is: into a field of the card, or the one suggestion."""

    type: Literal["form/advise"]
    unit: str
    field: str
    text: Said | Literal[""]


class FinishCheck(Participates):
    """I am done with this sheet; its owners read what I gave."""

    type: Literal["form/finish_check"]
    unit: str


class AssignChecks(Facilitates):
    """Deal who looks at whose sheet; whoever has one already keeps it."""

    type: Literal["form/assign_checks"]


class AssignCheck(Facilitates):
    """This one looks at that sheet, too."""

    type: Literal["form/assign_check"]
    checker: str
    unit: str


class ChecksAssigned(Event):
    """Who looks at which sheets. ``groups`` holds the pairs and triads in which people do it."""

    type: Literal["form/checks_assigned"] = "form/checks_assigned"
    checks: dict[str, list[str]]
    groups: dict[str, list[PersonId]] = {}


class Ticked(Event):
    type: Literal["form/ticked"] = "form/ticked"
    checker: str
    unit: str
    item: str
    on: bool


class Rated(Event):
    type: Literal["form/rated"] = "form/rated"
    checker: str
    unit: str
    item: str
    value: int


class Advised(Event):
    type: Literal["form/advised"] = "form/advised"
    checker: str
    unit: str
    field: str
    text: Kept | Literal[""]
    person: PersonId | None = None


class CheckFinished(Event):
    type: Literal["form/check_finished"] = "form/check_finished"
    checker: str
    unit: str


COMMANDS = (Tick, Rate, Advise, FinishCheck, AssignChecks, AssignCheck)
EVENTS = (ChecksAssigned, Ticked, Rated, Advised, CheckFinished)
