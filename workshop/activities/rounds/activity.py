"""People play a conversation in pairs or triads, change roles, and tell one another what they saw.

Read in this order: ``config`` (what a course says), ``messages`` (wishes and facts), ``state`` (what is known),
``seats`` (who sits where), ``briefs`` (what each role may read), ``entries`` and ``steering`` (what may happen),
``standing`` (who is done), ``views`` (who sees what), ``scoring`` (sums), ``takeaway`` (what the report holds).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from immutables import Map

from workshop.activities.rounds import entries, putting_right, seats, steering
from workshop.activities.rounds import messages as m
from workshop.activities.rounds.briefs import SHEETS
from workshop.activities.rounds.config import RoundsConfig
from workshop.activities.rounds.standing import progress
from workshop.activities.rounds.state import (
    Choice,
    Line,
    RoundsState,
    entered,
    fresh_rounds,
    seats_so_far,
    with_card,
    with_seats,
    with_talk,
)
from workshop.activities.rounds.takeaway import report
from workshop.activities.rounds.views import view
from workshop.core.activity import (
    EVERYBODY,
    Audience,
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


class Rounds:
    """The kind ``rounds``."""

    kind = "rounds"
    config = RoundsConfig
    commands = m.COMMANDS
    events = m.EVENTS

    def start(self, config: RoundsConfig, block: Block, course: Course) -> RoundsState:
        return fresh_rounds(config, block, course)

    # --- decide -------------------------------------------------------------------------------------------------

    def decide(self, state: RoundsState, command: Any, by: By, room: RoomView) -> list[Event]:
        if by.facilitates:
            return steering.decide(state, command, by, room)
        if room.closed:
            raise Refused("room/block_closed")
        return entries.decide(state, command, by, room)

    def seated_anew(self, state: RoundsState, by: By, room: RoomView) -> list[Event]:
        return seats.seated_anew(state, by, room)

    # --- apply --------------------------------------------------------------------------------------------------

    def apply(self, state: RoundsState, event: Any) -> RoundsState:
        match event:
            case StepEntered():
                return entered(state, event)
            case m.Seated(round=round_, groups=groups, decks=decks, had=had):
                return with_seats(state, round_, groups, decks, had)
            case m.AbsentSet(person=person, on=on):
                return replace(state, absent=state.absent | {person} if on else state.absent - {person})
            case m.DeckSet(group=group, cards=cards):
                return replace(state, decks=state.decks.set(group, tuple(cards)))
            case m.Reminded(place=place):
                return replace(state, reminded=place)
            case m.StepRestored(place=place, round=round_, reminded=reminded):
                again = putting_right.with_step_again(event)
                return replace(state, place=place, round=round_, seats=again, reminded=reminded)
            case m.LineReleased(line=line, on=on):
                return replace(state, released=state.released | {line} if on else state.released - {line})
            case m.LineSpotlit(line=line):
                return replace(state, spotlit=line)
            case _:
                return _apply_in_group(state, event)

    # --- the rest -----------------------------------------------------------------------------------------------

    def view(self, state: RoundsState, audience: Audience, room: RoomView) -> View:
        return view(state, audience, room)

    def report(self, state: RoundsState, reader: Reader, room: RoomView) -> Report:
        return report(state, reader, room)

    def progress(self, state: RoundsState, room: RoomView) -> Progress:
        return progress(state, room)

    def gives(self, state: RoundsState, select: str) -> Given:
        """``commitments``: what each person resolved, in the order of the rounds."""
        if select != "commitments":
            return Given()
        lines = {key: line for key, line in sorted(state.lines.items()) if key[2] in COMMITMENTS}
        return Given({f"{n}.{by}.{field}": GivenItem(line.text, person=by) for (n, by, field), line in lines.items()})

    def sources(self, config: RoundsConfig) -> tuple[Source, ...]:
        return (Source(config.own_form, SHEETS),) if config.own_form else ()

    def groups(self, state: RoundsState) -> Mapping[str, frozenset[PersonId]]:
        """None: what people of a group may read differs by role, so that each has it in their own view."""
        return {}

    def seats(self, state: RoundsState) -> tuple[Seat, ...]:
        return tuple(seats_so_far(state))

    def concerns(self, event: Any) -> frozenset[PersonId]:
        match event:
            case StepEntered() | m.StepRestored():
                return EVERYBODY
            case m.AbsentSet(person=person) | m.ReadySaid(person=person) | m.SelfRated(person=person):
                return frozenset({person})
            case m.Chosen(person=person) | m.Permitted(person=person):
                return frozenset({person})
            case m.Agreed(person=person, group=group, people=people):
                return frozenset({person, *group, *people})
            case m.ItemRated(by=by, about=about) | m.CardSent(by=by, about=about):
                return frozenset({by, about})
            case m.Written(person=person, about=other):
                return frozenset({person, other}) if other else frozenset({person})
            case m.Reminded() | m.LineReleased() | m.LineSpotlit():
                return frozenset()
            case _:
                return frozenset(getattr(event, "people", ()))

    def reverse(self, before: RoundsState, event: Any) -> list[Event]:
        return putting_right.reverse(before, event, self.apply)

    def touches(self, event: Any) -> frozenset[str]:
        return putting_right.touches(event)

    def wrote(self, event: Any) -> Wording | None:
        return putting_right.wrote(event)

    def ahead(self, state: RoundsState, room: RoomView) -> Command | None:
        return None

    def anonymous(self, config: RoundsConfig) -> bool:
        return False

    def not_yet(self, config: RoundsConfig) -> tuple[str, ...]:
        return config.not_yet()


COMMITMENTS = ("commit", "once")
"""Fields in which people resolve to do something."""


def _apply_in_group(state: RoundsState, event: Any) -> RoundsState:
    match event:
        case m.ReadySaid(round=round_, group=group, person=person, on=on):
            ready = state.talk(group, round_).ready
            return with_talk(state, round_, group, ready=ready | {person} if on else ready - {person})
        case m.CaseChosen(round=round_, group=group, own=own):
            return with_talk(state, round_, group, own=own)
        case m.QuestionAsked(round=round_, group=group, question=question):
            return with_talk(state, round_, group, question=question)
        case m.QuestionSkipped(round=round_, group=group, question=question):
            skipped = state.talk(group, round_).skipped | {question}
            return with_talk(state, round_, group, skipped=skipped)
        case m.Stopped(round=round_, group=group, on=on):
            return with_talk(state, round_, group, stopped=on)
        case m.TwistReleased(round=round_, group=group, on=on):
            return with_talk(state, round_, group, twist=on)
        case m.BriefResent(round=round_, group=group, times=times, ready=ready_again):
            return with_talk(state, round_, group, resent=times, ready=frozenset(ready_again))
        case m.Agreed(person=person, people=people):
            agreed = state.agreed.set(person, frozenset(people)) if people else _deleted(state.agreed, person)
            return replace(state, agreed=agreed)
        case _:
            return _apply_words(state, event)


def _apply_words(state: RoundsState, event: Any) -> RoundsState:
    match event:
        case m.ItemRated(round=round_, by=by, about=about, item=item, value=value):
            card = state.cards.get((round_, by))
            items = card.items if card and card.about == about else Map()
            sent = card is not None and card.sent and card.about == about
            return with_card(state, round_, by, about, items=items.set(item, value), sent=sent)
        case m.CardSent(round=round_, by=by, about=about):
            return with_card(state, round_, by, about, sent=True)
        case m.SelfRated(round=round_, person=person, item=item, value=value):
            return replace(state, self_rated=state.self_rated.set((round_, person), (item, value)))
        case m.Written():
            return _with_line(state, event)
        case m.Chosen(round=round_, person=person, field=field, option=option, right=right):
            return replace(state, chosen=state.chosen.set((round_, person, field), Choice(option, right)))
        case m.Permitted(round=round_, person=person, field=field, line=line, on=on):
            key = (round_, person, field)
            lines = state.lines.set(key, replace(state.lines[key], line=line, permitted=on))
            return replace(state, lines=lines, line_of=state.line_of.set(line, key))
        case _:
            return state


def _with_line(state: RoundsState, event: m.Written) -> RoundsState:
    """Other words need another permission: what was allowed for the old ones does not hold for these."""
    key = (event.round, event.person, event.field)
    if event.text is None:
        return replace(state, lines=_deleted(state.lines, key))
    known = state.lines.get(key)
    line = Line(event.text, event.role, event.about, event.at, known.line if known else None)
    return replace(state, lines=state.lines.set(key, line))


def _deleted(known: Map[Any, Any], key: Any) -> Map[Any, Any]:
    return known.delete(key) if key in known else known
