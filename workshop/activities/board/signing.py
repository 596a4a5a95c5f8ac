"""Under which name somebody writes: on a colleague's board under one that is used for this colleague alone.

Nobody can tell from two notes on two boards that they are from the same hand, and once the block is closed not even the
server can tell from whose.
"""

from __future__ import annotations

from workshop.activities.board.config import BoardConfig, Write
from workshop.activities.board.messages import writing as m
from workshop.activities.board.state import BoardState, Note
from workshop.core.activity import Command, PersonId, RoomView
from workshop.core.errors import Refused


def veils(config: BoardConfig) -> bool:
    """Whether colleagues write on each other's boards without their names."""
    stages = (stage for stage in config.stages if isinstance(stage, Write))
    return config.instances == "person" and any(stage.into != "own" for stage in stages)


def veiled(command: Command) -> PersonId | None:
    """Towards whom this is said without a name."""
    return command.person if isinstance(command, m.AddNote | m.EditNote | m.DeleteNote) else None


def signed(state: BoardState, person: PersonId | None, board: str | None, room: RoomView) -> PersonId | None:
    """The name under which this person writes on this board."""
    if person is None or board in (None, person) or not veils(state.config):
        return person
    name = room.veil(person, board or "")
    if name is None:
        raise Refused("room/names_forgotten")
    return name


def names_of(state: BoardState, person: PersonId, room: RoomView) -> list[PersonId]:
    """Every name under which this person may have written here."""
    if not veils(state.config):
        return [person]
    names = (room.veil(person, other) for other in room.people if other != person)
    return [person, *(name for name in names if name)]


def is_author(state: BoardState, note: Note, person: PersonId | None, room: RoomView) -> bool:
    if note.author is None or person is None:
        return False
    return note.author == person or (
        veils(state.config) and note.board is not None and note.author == room.veil(person, note.board)
    )
