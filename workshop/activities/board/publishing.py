"""A private note comes before others when its owner ticks it, and goes back when the tick goes."""

from __future__ import annotations

from workshop.activities.board.checks import input_open, note_of
from workshop.activities.board.config import Level, Resolve, Write, narrower
from workshop.activities.board.messages import publishing as m
from workshop.activities.board.state import BoardState, put_down, with_note
from workshop.activities.board.topic import Topic, only
from workshop.core.activity import By, Event, RoomView
from workshop.core.errors import Refused
from workshop.core.frozen import replace

_TICKS = ("publish", "open")


def publishes(room: RoomView) -> bool:
    """Whether the step that is on has a tick with which a note is made public."""
    step = room.step
    return step is not None and any(entry.id in _TICKS and entry.type == "check" for entry in step.inputs)


def circle(state: BoardState) -> Level:
    """Whom a tick lets in: the team on a person's own board, the room on the room's."""
    return "team" if state.config.instances == "person" else "room"


def _publish(state: BoardState, command: m.Publish, by: By, room: RoomView) -> list[Event]:
    if not publishes(room) or isinstance(state.current(), Write):
        raise Refused("board/not_publishing")
    input_open(room)
    note = note_of(state, command.note)
    if note.author is None or note.author != by.person or note.board not in (None, by.person) or note.hidden:
        raise Refused("board/no_such_note")
    if note.zone not in _open_zones(state):
        raise Refused("board/not_in_the_open")
    return [m.NotePublished(note=note.id, on=command.on, author=note.author)] if command.on != note.published else []


def _open_zones(state: BoardState) -> frozenset[str]:
    """On a communication window only what its owner has moved into the open pane may be shown."""
    zones = [zone.id for zone in state.config.layout.zones]
    return frozenset({"open"} if "open" in zones else zones)


def _publish_conclusion(state: BoardState, command: m.PublishConclusion, by: By, room: RoomView) -> list[Event]:
    stage = state.current()
    if not isinstance(stage, Resolve) or not publishes_conclusion(state, stage, room):
        raise Refused("board/not_publishing")
    input_open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    key = (stage.id, by.person)
    if command.on and key not in state.conclusions.answers:
        raise Refused("board/nothing_concluded")
    if command.on == (key in state.conclusions.published):
        return []
    return [m.ConclusionPublished(stage=stage.id, person=by.person, on=command.on)]


def publishes_conclusion(state: BoardState, stage: Resolve, room: RoomView) -> bool:
    """Whether people may let the room read what they conclude for themselves."""
    concluding = state.concluding[stage.id]
    return publishes(room) and concluding.by == "person" and concluding.level != "room"


def _with_conclusion(state: BoardState, event: m.ConclusionPublished) -> BoardState:
    key, conclusions = (event.stage, event.person), state.conclusions
    published = tuple(one for one in conclusions.published if one != key)
    return replace(state, conclusions=replace(conclusions, published=(*published, key) if event.on else published))


def _with_published(state: BoardState, event: m.NotePublished) -> BoardState:
    note = state.notes[event.note]
    level: Level = circle(state) if event.on else narrower("self", state.ceiling)
    state = with_note(state, replace(note, level=level, published=event.on))
    return state if event.on else put_down(state, note.id)


TOPIC = Topic(
    decides={m.Publish: _publish, m.PublishConclusion: _publish_conclusion},
    applies={m.NotePublished: _with_published, m.ConclusionPublished: _with_conclusion},
    touches={
        m.NotePublished: lambda event: frozenset({f"note/{event.note}/published", "spotlit"}),
        m.ConclusionPublished: lambda event: frozenset({f"conclusion/{event.stage}/{event.person}/published"}),
    },
    concerns={
        m.NotePublished: lambda event: only(event.author),
        m.ConclusionPublished: lambda event: only(event.person),
    },
)
