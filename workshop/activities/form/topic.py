"""One thing that is done with sheets, whole: from the wish to how it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workshop.activities.form.state import FormState, Sheet
from workshop.core.activity import By, Command, Event, PersonId, RoomView, Wording
from workshop.core.errors import Refused


@dataclass(frozen=True)
class Topic:
    """Functions by the class of a message; ``reverses`` has an entry for every event a facilitator can cause."""

    decides: Mapping[type[Command], Callable[[FormState, Any, By, RoomView], list[Event]]] = field(default_factory=dict)
    applies: Mapping[type[Event], Callable[[FormState, Any], FormState]] = field(default_factory=dict)
    reverses: Mapping[type[Event], Callable[[FormState, Any], list[Event]]] = field(default_factory=dict)
    touches: Mapping[type[Event], Callable[[Any], frozenset[str]]] = field(default_factory=dict)
    concerns: Mapping[type[Event], Callable[[Any], frozenset[PersonId]]] = field(default_factory=dict)
    wrote: Mapping[type[Event], Callable[[Any], Wording | None]] = field(default_factory=dict)


def with_sheet(state: FormState, sheet: Sheet) -> FormState:
    return replace(state, sheets=state.sheets.set(sheet.unit, sheet))


def unit_of(state: FormState, by: By) -> str:
    """Whose sheet this person fills in; raises ``Refused`` for somebody who has none."""
    unit = by.team if state.of_teams else by.person
    if by.person is None or unit is None:
        raise Refused("room/no_team" if by.person and state.of_teams else "room/participants_only")
    return unit


def open_for(room: RoomView, *phases: str) -> None:
    """Raises ``Refused`` outside these phases, and while the input is locked."""
    if room.step is None or room.step.phase not in phases:
        raise Refused("form/not_now")
    if room.locked:
        raise Refused("room/locked")


def of_unit(event: Any) -> frozenset[PersonId]:
    """The owner of the sheet; a team's sheet is shown to all of it at once and is nobody's own."""
    return frozenset({event.unit})
