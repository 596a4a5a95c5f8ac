"""Who has done what the step asks of their role."""

from __future__ import annotations

from collections.abc import Iterator

from workshop.activities.rounds.briefs import scorecard
from workshop.activities.rounds.entries import asks_consent, rates_self, scores_now
from workshop.activities.rounds.seats import here
from workshop.activities.rounds.state import RoundsState
from workshop.core.activity import PersonId, Progress, RoomView
from workshop.core.course import Input


def progress(state: RoundsState, room: RoomView) -> Progress:
    """Everybody counts; whom the step asks for nothing, and whoever sits out, has done it."""
    if not _asks_anything(state, room):
        return Progress()
    return Progress("person", done(state, room) | frozenset(room.people) - frozenset(here(state, room)))


def _asks_anything(state: RoundsState, room: RoomView) -> bool:
    match state.phase:
        case "setup":
            return asks_consent(room)
        case "prep":
            return True
        case "play":
            return False
        case "score":
            return True
        case _:
            return any(entry.required for entry in (room.step.inputs if room.step else ()))


def done(state: RoundsState, room: RoomView) -> frozenset[PersonId]:
    """Everybody with a seat who need do no more in this step."""
    return frozenset(
        person for people in state.groups.values() for person in people if _is_done(state, people, person, room)
    )


def _is_done(state: RoundsState, people: tuple[PersonId, ...], person: PersonId, room: RoomView) -> bool:
    match state.phase:
        case "setup":
            return not asks_consent(room) or state.agreed.get(person) == frozenset(people)
        case "prep":
            return person in state.talk(state.group_of(person) or "").ready
        case "score":
            return not any(True for _ in _missing(state, people, person, room))
        case _:
            return all(_has(state, person, entry) for entry in _wanted(state, person, room))


def _missing(state: RoundsState, people: tuple[PersonId, ...], person: PersonId, room: RoomView) -> Iterator[str]:
    """What the scoring still needs of somebody."""
    card = state.cards.get((state.round, person))
    if scorecard(state, room) and scores_now(state, person, people, room) and not (card and card.sent):
        yield "card"
    if rates_self(state, person, people, room) and (state.round, person) not in state.self_rated:
        yield "self"
    yield from (entry.id for entry in _wanted(state, person, room) if not _has(state, person, entry))


def _wanted(state: RoundsState, person: PersonId, room: RoomView) -> list[Input]:
    """The words and choices that this step needs of somebody's role."""
    role = state.role_of(person)
    return [
        entry
        for entry in (room.step.inputs if room.step else ())
        if entry.required and entry.role in (None, role) and entry.type in ("text", "longtext", "choice")
    ]


def _has(state: RoundsState, person: PersonId, entry: Input) -> bool:
    key = (state.round, person, entry.id)
    return key in (state.chosen if entry.type == "choice" else state.lines)
