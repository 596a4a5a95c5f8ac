"""What nobody but its own circle may have received in the days: every text on a sheet, every line, every card.

The circles follow from the pack and from what people did on purpose, not from what the kinds make of either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from tests.rehearsal.watching import MARKED, Walked, texts
from workshop.activities.form.state import FormState
from workshop.activities.quiz.state import QuizState
from workshop.activities.rounds.briefs import twist_role
from workshop.activities.rounds.state import RoundsState
from workshop.activities.sort.messages import CardsRevealed
from workshop.core.course import Block, Course
from workshop.core.library import Case
from workshop.rooms.live import Known, parse

CONSOLE, WALL = "console", "wall"
Circle = set[str]


@dataclass
class Sealed:
    """Texts with the people who may have received them, by their ids.

    ``shown`` are for everybody, since their writers wanted that; ``on_console`` for the facilitator to show or not;
    ``unsigned`` were written where nobody is told by whom: no phone but that one may have them;
    ``revealed`` says with which event the reason of a card was first for everybody.
    """

    may: dict[str, Circle] = field(default_factory=lambda: defaultdict(set))
    written_in: dict[str, str] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    unsigned: set[str] = field(default_factory=set)
    on_console: set[str] = field(default_factory=set)
    briefs: dict[str, Circle] = field(default_factory=lambda: defaultdict(set))
    shared_cases: int = 0
    notes: int = 0
    revealed: dict[str, int] = field(default_factory=dict)


def sealed(walk: Walked) -> Sealed:
    """Reads the log once from its first event to its last."""
    found, course = Sealed(), walk.log.fresh.state.course
    for case in course.cases.values():
        for text in _secrets(case):
            found.briefs[text] = set()
    for logged, known in walk.states():
        event: Any = parse(course, logged)
        block = course.blocks.get(logged.block or "")
        if block is None:
            continue
        for text in texts(orjson.loads(logged.data)):
            found.written_in.setdefault(text, block.id)
        match block.kind:
            case "form":
                _on_a_sheet(found, block, event, known)
            case "rounds":
                _in_rounds(found, block, event, known)
            case "quiz":
                _in_a_test(found, block, event, known)
            case "slide" if getattr(event, "type", "") == "slide/note_kept":
                _keep(found, block, event.text, {event.person})
                found.notes += 1
            case _:
                _with_revealed(found, block, logged.seq, event, known)
    return found


# --- sheets -------------------------------------------------------------------------------------------------------


def _on_a_sheet(found: Sealed, block: Block, event: Any, known: Known) -> None:
    state: Any = known.state.runs[block.id].state
    if not isinstance(state, FormState) or state.of_teams or state.level not in ("self", "pair"):
        return
    match getattr(event, "type", ""):
        case "form/field_written":
            _keep(found, block, event.text, _readers(block, state, event.unit, event.field))
        case "form/checks_assigned":
            for unit, sheet in state.sheets.items():
                for key, cell in sheet.cells.items():
                    _keep(found, block, cell.text, _readers(block, state, unit, key))
        case "form/advised":
            _keep(found, block, event.text, {event.checker, event.unit})
        case "form/witness_asked":
            _keep(found, block, event.text, {event.unit, event.witness})
        case "form/published":
            found.shown.add(event.text)
        case _:
            pass


def _readers(block: Block, state: FormState, unit: str, field: str) -> Circle:
    """The owner; in a pair also whoever checks the sheet, but for a field that is for its owner alone."""
    name = field.split(".", maxsplit=1)[0]
    narrow = next((one.privacy for step in block.steps for one in step.inputs if one.id == name and one.privacy), None)
    if state.level == "self" or narrow == "self":
        return {unit}
    return {unit} | {person for people in state.groups.values() if unit in people for person in people}


# --- tests --------------------------------------------------------------------------------------------------------


def _in_a_test(found: Sealed, block: Block, event: Any, known: Known) -> None:
    state: Any = known.state.runs[block.id].state
    if not isinstance(state, QuizState):
        return
    match getattr(event, "type", ""):
        case "quiz/wrote" | "quiz/plan_written" if state.config.identity == "anonymous":
            found.unsigned.add(event.text)
        case "quiz/wrote":
            _keep(found, block, event.text, {event.person})
        case "quiz/plan_written":
            _keep(found, block, event.text, {event.person})
            found.on_console.add(event.text)
        case "quiz/plan_shown" if event.on:
            found.shown.add(state.plans[event.plan].text)
        case _:
            pass


# --- rounds -------------------------------------------------------------------------------------------------------


def _in_rounds(found: Sealed, block: Block, event: Any, known: Known) -> None:
    state: Any = known.state.runs[block.id].state
    if not isinstance(state, RoundsState):
        return
    match getattr(event, "type", ""):
        case "rounds/written" if event.text:
            summed = {output.id for output in block.outputs if output.level in ("aggregate", "room")}
            if event.field in summed or _level(block, event.field) == "room":
                found.shown.add(event.text)
            else:
                _keep(found, block, event.text, {event.person} | ({event.about} if event.about else set()))
        case "rounds/permitted":
            found.on_console.add(state.lines[event.round, event.person, event.field].text)
        case "rounds/line_released":
            found.shown.add(state.lines[state.line_of[event.line]].text)
        case _:
            pass
    if state.phase in ("prep", "play"):
        _briefs(found, state, known)


def _briefs(found: Sealed, state: RoundsState, known: Known) -> None:
    """Who holds which card at this moment, by the deck of the group, the plan of the round and the role."""
    course, config = known.state.course, state.config
    for group, people in state.groups.items():
        deck = state.decks.get(group, ())
        dealt = deck[state.round % len(deck)] if deck else None
        own = state.talk(group).own
        for person in people:
            role = state.role_in(people, person)
            if own:
                _own_case(found, state, people[0], person, role, known)
                continue
            case = course.cases.get(dealt or "") if not config.deals_cards else None
            if case:
                for text in _of_role(case, role, state, twist=state.talk(group).twist):
                    found.briefs[text].add(person)
            for text in _card(course, state, role, dealt):
                found.briefs[text].add(person)


def _own_case(found: Sealed, state: RoundsState, owner: str, person: str, role: str, known: Known) -> None:
    """The fields of the owner's sheet that the course names for a role, once the owner shared it."""
    sheets: Any = known.state.runs[state.config.own_form or ""].state
    found.shared_cases += person == owner
    for name in state.config.own_share.get(role, ()):
        cell = sheets.sheet(owner).cells.get(name)
        if cell and cell.text in found.may:
            found.may[cell.text].add(person)


def _card(course: Course, state: RoundsState, role: str, dealt: str | None) -> Iterator[str]:
    cards = course.cases.get(state.config.cards or "")
    plan = state.config.plan(state.round)
    pairing = plan.pairing if plan else {}
    wanted = pairing.get(role) if pairing else dealt if role == state.config.role_ids[1] else None
    for card in cards.cards if cards else ():
        if card.type == wanted:
            yield from (card.zh, card.en)


def _secrets(case: Case) -> Iterator[str]:
    """Everything that is for one role alone."""
    for brief in case.briefs.values():
        yield from (brief.zh, brief.en)
    for card in case.cards:
        yield from (card.zh, card.en)
    if case.twist:
        yield from (case.twist.zh, case.twist.en)


def _of_role(case: Case, role: str, state: RoundsState, *, twist: bool) -> Iterator[str]:
    if role in case.briefs:
        yield from (case.briefs[role].zh, case.briefs[role].en)
    if twist and case.twist and role == twist_role(state, case):
        yield from (case.twist.zh, case.twist.en)


# --- cards ----------------------------------------------------------------------------------------------------------


def _with_revealed(found: Sealed, block: Block, seq: int, event: Any, known: Known) -> None:
    if not isinstance(event, CardsRevealed) or not event.on:
        return
    state: Any = known.state.runs[block.id].state
    for card in event.cards:
        why = state.table.cards[card][1].why
        for text in (why.zh, why.en) if why else ():
            found.revealed.setdefault(text, seq)


def _told_too_early(walk: Walked, found: Sealed) -> Iterator[str]:
    for (who, text), seq in walk.learnt.items():
        if who != CONSOLE and seq < found.revealed.get(text, seq + 1):
            yield f"{who} received {text!r} before its card was revealed"


# --- small things -------------------------------------------------------------------------------------------------


def _keep(found: Sealed, block: Block, text: str, people: Circle) -> None:
    """Words of this block alone: figures and days stand everywhere, and some were taken over from an earlier one."""
    if MARKED.search(text) and found.written_in.get(text, block.id) == block.id:
        found.may[text] |= people


def _level(block: Block, entry: str) -> str:
    """What the pack says about an input, else about its block."""
    levels = (one.privacy for step in block.steps for one in step.inputs if one.id == entry and one.privacy)
    return next(levels, None) or block.privacy


def leaks(walk: Walked, found: Sealed, exported: set[str]) -> Iterator[str]:
    """What somebody received that was not for them, and what a shared file holds that was for few."""
    people = {name: person for person, name in _names(walk).items()}
    may = {text: circle for text, circle in found.may.items() if text not in found.shown}
    for who, heard in walk.heard.items():
        for text in heard & may.keys():
            if people.get(who) not in may[text] and not (who == CONSOLE and text in found.on_console):
                yield f"{who} received {text!r} of {sorted(may[text])}"
        for text in heard & found.briefs.keys():
            if people.get(who) not in found.briefs[text]:
                yield f"{who} received the card {text!r}"
    for text in exported & (may.keys() | found.briefs.keys()):
        yield f"a shared file holds {text!r}"
    yield from _unsigned(walk, found)
    yield from _told_too_early(walk, found)
    yield from _addresses(walk, people)


def _unsigned(walk: Walked, found: Sealed) -> Iterator[str]:
    """Nobody knows whose they are, and therefore no second phone has them; the console and the wall have none."""
    for text in found.unsigned:
        holders = [who for who, heard in walk.heard.items() if text in heard]
        if len(holders) > 1 or {CONSOLE, WALL} & set(holders):
            yield f"{holders} received {text!r}"


def _names(walk: Walked) -> dict[str, str]:
    members, names = walk.last.state.members, walk.log.fresh.names
    return {person: names.of(member) for person, member in members.items()}


def _addresses(walk: Walked, people: dict[str, str]) -> Iterator[str]:
    """A screen is told what is for its kind, and a phone of the persons only its own."""
    for who, addresses in walk.addresses.items():
        kinds = {address.partition(":")[0] for address in addresses}
        for address in walk.scored.get(who, set()) - {f"person:{people.get(who)}"}:
            yield f"{who} was told somebody's answers in {address}"
        own = {WALL: {"projector"}, CONSOLE: {"console"}}.get(who, {"phones", "person", "team", "circle"})
        for kind in sorted(kinds - own):
            yield f"{who} was told {kind}"
        for address in addresses:
            kind, _, person = address.partition(":")
            if kind == "person" and person in people.values() and people.get(who) != person:
                yield f"{who} was told {address}"
