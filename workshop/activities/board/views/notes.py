"""A note, as the room sees it, as its writer does, as the facilitator does."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.config import LEVELS
from workshop.activities.board.placing import arrivals
from workshop.activities.board.state import BoardState, Note
from workshop.core.activity import RoomView, remembered, shown_text, words
from workshop.core.patch import View

Reach = Literal["team", "room"]


def shown_note(note: Note, state: BoardState, room: RoomView, reach: Reach = "room") -> View:
    """A note as others see it: with a name, a team or nothing, as the board's identity says."""
    name = room.name(note.author) if state.config.identity == "named" else None
    return remembered(note, reach, lambda: _for_others(note, state, name, reach), name)


def _for_others(note: Note, state: BoardState, name: str | None, reach: Reach) -> View:
    shown: View = {"zone": note.zone, "rank": note.rank}
    if note.words:
        shown["words"] = words(note.words)
    else:
        shown |= shown_text(note.text)
    if name:
        shown["by"] = name
    if note.team and state.config.identity != "anonymous":
        shown["team"] = note.team
    return shown | _beside(note, state, reach)


def _beside(note: Note, state: BoardState, reach: Reach) -> View:
    """The fields that travel as far as this, and the notes it rests on."""
    shown: View = {}
    fields = {name: value for name, value in note.fields.items() if _travels(state, name, reach)}
    if fields:
        shown["fields"] = fields
    if note.refs:
        shown["refs"] = dict.fromkeys(note.refs, True)
    if note.source:
        shown["brought"] = True
    return shown


def _travels(state: BoardState, field: str, reach: Reach) -> bool:
    """A field that is stricter than its block stays in its circle wherever the note goes."""
    narrow = state.narrow.get(field)
    return narrow is None or LEVELS.index(narrow) >= LEVELS.index(reach)


def my_note(note: Note, state: BoardState) -> View:
    return remembered(note, "mine", lambda: _mine(note, state))


def _mine(note: Note, state: BoardState) -> View:
    """Where a colleague put what I wrote to them is theirs to know: for me it stays where it arrived."""
    elsewhere = state.config.instances == "person" and note.board != note.author
    zone = next(iter(sorted(arrivals(state))), note.zone) if elsewhere else note.zone
    shown = shown_text(note.text) | {"zone": zone, "stage": note.stage, "rank": note.rank}
    if note.fields:
        shown["fields"] = dict(note.fields)
    if note.refs:
        shown["refs"] = dict.fromkeys(note.refs, True)
    if note.board not in (None, note.author, note.team):
        shown["person"] = note.board
    if note.published:
        shown["published"] = True
    return shown


def received_note(note: Note) -> View:
    """What a colleague wrote on my board: never who."""
    return remembered(note, "received", lambda: _received(note))


def _received(note: Note) -> View:
    shown = shown_text(note.text) | {"zone": note.zone, "rank": note.rank}
    if note.fields:
        shown["fields"] = dict(note.fields)
    return shown | {"away": True} if note.away else shown


def note_on_console(note: Note, state: BoardState, room: RoomView) -> View:
    reach: Reach = "room" if note.level == "room" else "team"
    shown, ticked = shown_note(note, state, room, reach), note.id in state.ticked

    def make() -> View:
        marks = {
            "hidden": note.hidden,
            "handed_in": note.handed_in,
            "entered": note.entered == "facilitator",
            "ticked": ticked,
        }
        board = {"board": note.board} if note.board else {}
        return {**shown, "level": note.level, **board, **{mark: True for mark, on in marks.items() if on}}

    return remembered(note, ("console", shown.get("by"), ticked), make)
