"""Blanks what people wrote, in the log itself: the only way in which anything that happened is ever changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Union, get_args

import orjson
from pydantic import BaseModel

from workshop.core.activity import Event, Imported, ImportedItem, Wording
from workshop.core.errors import Refused
from workshop.core.said import FreeText
from workshop.rooms import messages as m
from workshop.rooms.aliases import Keys, behind
from workshop.rooms.kinds import kinds, reader
from workshop.rooms.state import RoomState
from workshop.store.event_log import LoggedEvent

_ROOM_EVENTS = reader(m.EVENTS)


def erased(
    state: RoomState, keys: Keys, log: Iterable[LoggedEvent], command: m.EraseText | m.ForgetPerson
) -> tuple[dict[int, bytes], Event]:
    """What the events of the log are to be from now on, by seq, and the event that says so.

    Words that went from block to block are blanked in every one of them. In an anonymous block whose names are
    forgotten nobody can tell what a person wrote; it stays. Raises ``Refused`` when nothing of a text is left.
    """
    happened = [(logged, _parsed(state, logged)) for logged in log]
    if isinstance(command, m.EraseText):
        copies = [event for _, event in happened if isinstance(event, Imported)]
        where = _wherever(copies, command.block, command.item)
        found = dict(_blanked(state, happened, _OfItem(command.item, where)))
        if not found:
            raise Refused("erase/nothing")
        return found, m.TextErased(block=command.block, item=command.item, seqs=sorted(found))
    person = command.person
    found = dict(_blanked(state, happened, _OfPerson(person, keys)))
    return found, m.PersonForgotten(person=person, seqs=sorted(found))


class _Wanted(Protocol):
    """Whose or which words are to go."""

    def wrote(self, block: str | None, words: Wording) -> bool:
        """Whether these are among them."""
        ...

    def copied(self, event: Imported, item: str) -> ImportedItem:
        """What is left of one thing that was handed over."""
        ...


@dataclass(frozen=True)
class _OfItem:
    """The words of one item, in whatever blocks it stands; ``note/when`` is one field of ``note``."""

    item: str
    where: frozenset[str | None]

    def wrote(self, block: str | None, words: Wording) -> bool:
        return block in self.where and words.item == self.item

    def copied(self, event: Imported, item: str) -> ImportedItem:
        base, _, name = self.item.partition("/")
        if item != base or event.block not in self.where:
            return event.items[item]
        return _without_field(event.items[item], name) if name else _without_words(event.items[item])


@dataclass(frozen=True)
class _OfPerson:
    """All words of one person, under the names they have in the blocks."""

    person: str
    keys: Keys

    def wrote(self, block: str | None, words: Wording) -> bool:
        return self._is_theirs(words.person, block)

    def copied(self, event: Imported, item: str) -> ImportedItem:
        copy = event.items[item]
        return _without_words(copy) if self._is_theirs(copy.person, event.source, event.block) else copy

    def _is_theirs(self, name: str | None, *blocks: str | None) -> bool:
        if name is None:
            return False
        return any(self.person in behind(self.keys.get(block or ""), [name], [self.person]) for block in blocks)


def _wherever(copies: list[Imported], block: str | None, item: str) -> frozenset[str | None]:
    """The blocks among which the item went, whichever of them it is erased in; it keeps its id on the way."""
    base = item.partition("/")[0]
    there: set[str | None] = {block}
    size = 0
    while size < len(there):
        size = len(there)
        for copy in copies:
            if base in copy.items and there & {copy.block, copy.source}:
                there |= {copy.block, copy.source}
    return frozenset(there)


def _without_words(item: ImportedItem) -> ImportedItem:
    return item.model_copy(update={"text": "", "fields": dict.fromkeys(item.fields, "")})


def _without_field(item: ImportedItem, name: str) -> ImportedItem:
    words = item.fields.get(name)
    text = "" if item.text == words else item.text
    return item.model_copy(update={"text": text, "fields": {**item.fields, name: ""}}) if words is not None else item


def _blanked(
    state: RoomState, happened: Iterable[tuple[LoggedEvent, Event]], wanted: _Wanted
) -> Iterator[tuple[int, bytes]]:
    for logged, event in happened:
        blank = event
        if isinstance(event, Imported):
            blank = event.model_copy(update={"items": {item: wanted.copied(event, item) for item in event.items}})
        elif (words := _wrote(state, logged.block, event)) and wanted.wrote(logged.block, words):
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
        case m.TextEdited():
            return Wording(f"{event.block}/{event.target}")
        case _:
            return None


def without_texts(event: Event) -> Event:
    """The event with everything empty that a person typed, however deep it lies."""
    emptied: Event = _emptied(event)
    return emptied


def _emptied(model: Any) -> Any:
    """A model whose free texts are empty; the same one when there are none."""
    found = {
        name: _empty(getattr(model, name), field.annotation, field.metadata)
        for name, field in type(model).model_fields.items()
    }
    changed = {name: value for name, value in found.items() if value != getattr(model, name)}
    return model.model_copy(update=changed) if changed else model


def _empty(value: Any, annotation: Any, marks: Iterable[object] = ()) -> Any:
    """The value with each text empty where its type says that a person wrote it."""
    inner, marks = get_args(annotation), [*marks, *getattr(annotation, "__metadata__", ())]
    if isinstance(value, str):
        return "" if _is_free(annotation, marks) else value
    if isinstance(value, BaseModel):
        return _emptied(value)
    match value:
        case list() | tuple() | frozenset():
            return type(value)(_empty(one, _any_of(inner)) for one in value)
        case Mapping():
            emptied = {key: _empty(one, _any_of(inner)) for key, one in value.items()}
            return emptied if emptied != dict(value) else value
        case _:
            return value


def _any_of(types: tuple[Any, ...]) -> Any:
    return Union[types] if types else Any  # noqa: UP007 (made of types that are only known here)


def _is_free(annotation: Any, marks: Iterable[object]) -> bool:
    """Whether a text of this type is somebody's own, as in ``Kept`` and ``Kept | None``."""
    if any(isinstance(mark, FreeText) for mark in marks):
        return True
    return any(_is_free(inner, getattr(inner, "__metadata__", ())) for inner in get_args(annotation))
