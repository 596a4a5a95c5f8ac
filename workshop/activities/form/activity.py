"""Sheets: filled in alone or as a team, looked at by colleagues, revised, presented.

Read in this order: ``config`` (what a course says), ``messages`` (wishes and facts), ``state`` (what is known),
``rules`` (when a sheet is ready), the topics listed here (what may happen), ``views`` (who sees what), ``takeaway``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.activities.form import checking, filling, presenting, publishing
from workshop.activities.form.config import FormConfig
from workshop.activities.form.messages import COMMANDS, EVENTS
from workshop.activities.form.messages.checking import AssignChecks
from workshop.activities.form.state import FormState, fresh_form
from workshop.activities.form.takeaway import report
from workshop.activities.form.topic import Topic
from workshop.activities.form.views import view
from workshop.core.activity import (
    Audience,
    BlockOpened,
    By,
    Command,
    Event,
    Given,
    GivenItem,
    PersonId,
    Progress,
    RoomView,
    Seat,
    Source,
    StepEntered,
    Wording,
)
from workshop.core.course import Block, Course
from workshop.core.errors import Refused
from workshop.core.patch import View
from workshop.core.report import Reader, Report
from workshop.parts import present

TOPICS: tuple[Topic, ...] = (filling.TOPIC, checking.TOPIC, publishing.TOPIC, presenting.TOPIC)


def _all(name: str) -> dict[type, Any]:
    return {of: does for topic in TOPICS for of, does in getattr(topic, name).items()}


class FormKind:
    """The kind ``form``."""

    kind = "form"
    config = FormConfig
    commands = COMMANDS
    events = EVENTS

    _decides, _applies, _reverses = _all("decides"), _all("applies"), _all("reverses")
    _touches, _concerns, _wrote = _all("touches"), _all("concerns"), _all("wrote")

    def start(self, config: FormConfig, block: Block, course: Course) -> FormState:
        return fresh_form(config, block, course)

    def decide(self, state: FormState, command: Any, by: By, room: RoomView) -> list[Event]:
        if room.closed and not by.facilitates:
            raise Refused("room/block_closed")
        decided: list[Event] = self._decides[type(command)](state, command, by, room)
        return decided

    def apply(self, state: FormState, event: Any) -> FormState:
        applies = self._applies.get(type(event))
        after: FormState = applies(state, event) if applies else state
        return after

    def view(self, state: FormState, audience: Audience, room: RoomView) -> View:
        return view(state, audience, room)

    def report(self, state: FormState, reader: Reader, room: RoomView) -> Report:
        return report(state, reader, room)

    def progress(self, state: FormState, room: RoomView) -> Progress:
        phase = room.step.phase if room.step else None
        per: Any = "team" if state.of_teams else "person"
        if phase == "fill":
            done = frozenset(sheet.unit for sheet in state.sheets.values() if sheet.ready)
            filled = {s.unit: sum(not cell.empty for cell in s.cells.values()) for s in state.sheets.values()}
            return Progress(per, done, filled)
        if phase == "check" and state.config.peer_check:
            given = {unit: sum(state.look(unit, one).done for one in wanted) for unit, wanted in state.checks.items()}
            done = frozenset(unit for unit, wanted in state.checks.items() if given[unit] >= len(wanted))
            return Progress(per, done, given)
        if phase == "present" and state.config.present:
            return Progress("person", present.done(presenting.show_of(state), state.config.present, room))
        return Progress()

    def gives(self, state: FormState, select: str) -> Given:
        """``sheets``: what stands in every sheet, by its owner; who may read on is for the block that asks."""
        if select != "sheets":
            return Given()
        items: dict[str, GivenItem] = {}
        for sheet in state.sheets.values():
            fields = {key: cell.text or ",".join(cell.options) for key, cell in sheet.cells.items() if not cell.empty}
            owner = {"team": sheet.unit} if state.of_teams else {"person": sheet.unit}
            items[sheet.unit] = GivenItem("", fields=fields, **owner)
        return Given(items)

    def sources(self, config: FormConfig) -> tuple[Source, ...]:
        return tuple(dict.fromkeys(Source(one.block, one.select) for one in config.prefill))

    def groups(self, state: FormState) -> Mapping[str, frozenset[PersonId]]:
        return state.groups

    def seats(self, state: FormState) -> tuple[Seat, ...]:
        return ()

    def concerns(self, event: Any) -> frozenset[PersonId]:
        names = self._concerns.get(type(event))
        concerned: frozenset[PersonId] = names(event) if names else frozenset()
        return concerned

    def reverse(self, before: FormState, event: Any) -> list[Event]:
        if isinstance(event, StepEntered | BlockOpened):
            return []
        reversed_: list[Event] = self._reverses[type(event)](before, event)
        return reversed_

    def touches(self, event: Any) -> frozenset[str]:
        touched: frozenset[str] = self._touches[type(event)](event)
        return touched

    def wrote(self, event: Any) -> Wording | None:
        words = self._wrote.get(type(event))
        wording: Wording | None = words(event) if words else None
        return wording

    def ahead(self, state: FormState, room: RoomView) -> Command | None:
        if room.step is None:
            return None
        if room.step.phase == "fill" and checking.missing_checks(state, room):
            return AssignChecks(type="form/assign_checks")
        return presenting.ahead(state, room) if room.step.phase == "present" else None

    def anonymous(self, config: FormConfig) -> bool:
        return False

    def not_yet(self, config: FormConfig) -> tuple[str, ...]:
        return config.not_yet()
