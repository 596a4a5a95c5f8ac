"""A note, as the room sees it, as its writer does, as the facilitator does."""

from __future__ import annotations

from workshop.activities.board.state import BoardState, Note
from workshop.core.activity import RoomView, remembered, shown_text, words
from workshop.core.patch import View


def shown_note(note: Note, state: BoardState, room: RoomView) -> View:
    """A note as the room sees it: with a name, a team or nothing, as the board's identity says."""
    name = room.name(note.author) if state.config.identity == "named" else None
    return remembered(note, "room", lambda: _for_room(note, state, name), name)


def _for_room(note: Note, state: BoardState, name: str | None) -> View:
    shown: View = {"zone": note.zone, "rank": note.rank}
    if note.words:
        shown["words"] = words(note.words)
    else:
        shown |= shown_text(note.text)
    if name:
        shown["by"] = name
    if note.team and state.config.identity != "anonymous":
        shown["team"] = note.team
    return shown


def my_note(note: Note) -> View:
    return remembered(
        note, "mine", lambda: shown_text(note.text) | {"zone": note.zone, "stage": note.stage, "rank": note.rank}
    )


def note_on_console(note: Note, state: BoardState, room: RoomView) -> View:
    on_wall, ticked = shown_note(note, state, room), note.id in state.ticked

    def make() -> View:
        marks = {"hidden": note.hidden, "handed_in": note.handed_in, "entered": note.entered == "facilitator"}
        set_marks = {mark: True for mark, on in (marks | {"ticked": ticked}).items() if on}
        return {**on_wall, "level": note.level, **set_marks}

    return remembered(note, ("console", on_wall.get("by"), ticked), make)
