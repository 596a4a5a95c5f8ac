"""Blanks what people wrote, in the log itself: the only way in which anything that happened is ever changed."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Union, get_args, get_origin

import orjson

from workshop.core.activity import Event, Wording
from workshop.core.errors import Refused
from workshop.core.said import FreeText
from workshop.rooms import messages as m
from workshop.rooms.aliases import Keys, pseudonym
from workshop.rooms.kinds import kinds, reader
from workshop.rooms.state import RoomState
from workshop.store.event_log import LoggedEvent

_ROOM_EVENTS = reader(m.EVENTS)


def erased(
    state: RoomState, keys: Keys, log: Iterable[LoggedEvent], command: m.EraseText | m.ForgetPerson
) -> tuple[dict[int, bytes], Event]:
    """What the events of the log are to be from now on, by seq, and the event that says so.

    In an anonymous block whose names are forgotten nobody can tell what a person wrote; it stays. Raises ``Refused``
    when nothing of a text is left.
    """
    if isinstance(command, m.EraseText):
        item = command.item
        found = dict(_blanked(state, log, lambda block, words: block == command.block and words.item == item))
        if not found:
            raise Refused("erase/nothing")
        return found, m.TextErased(block=command.block, item=item, seqs=sorted(found))
    person = command.person
    known_as = {None: person} | {block: pseudonym(key, person) for block, key in keys.items()}

    def is_theirs(block: str | None, words: Wording) -> bool:
        return words.person is not None and words.person in (person, known_as.get(block))

    found = dict(_blanked(state, log, is_theirs))
    return found, m.PersonForgotten(person=person, seqs=sorted(found))


def _blanked(state: RoomState, log: Iterable[LoggedEvent], wanted: Any) -> Iterator[tuple[int, bytes]]:
    for logged in log:
        event = _parsed(state, logged)
        words = _wrote(state, logged.block, event)
        if words and wanted(logged.block, words):
            blank = without_texts(event)
            if blank != event:
                yield logged.seq, orjson.dumps(blank.model_dump(mode="json"))


def _parsed(state: RoomState, logged: LoggedEvent) -> Event:
    events = _ROOM_EVENTS if logged.block is None else kinds()[state.course.blocks[logged.block].kind].events
    event: Event = events.validate_json(logged.data)
    return event


def _wrote(state: RoomState, block: str | None, event: Any) -> Wording | None:
    if block is not None:
        return kinds()[state.course.blocks[block].kind].activity.wrote(event)
    match event:
        case m.MessageSent(message=message):
            return Wording(message)
        case m.TeamNamed(team=team):
            return Wording(team)
        case _:
            return None


def without_texts(event: Event) -> Event:
    """The event with everything empty that a person typed."""
    texts = {name: "" for name, field in type(event).model_fields.items() if _is_free(field) and getattr(event, name)}
    return event.model_copy(update=texts) if texts else event


def _is_free(field: Any) -> bool:
    return any(isinstance(mark, FreeText) for mark in field.metadata) or _mentions(field.annotation)


def _mentions(annotation: Any) -> bool:
    """Whether a part of the type is free text, as in ``Kept | None``."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return any(isinstance(mark, FreeText) for mark in args[1:])
    return origin in (Union, types.UnionType) and any(_mentions(arg) for arg in args)
