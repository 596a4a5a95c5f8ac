"""What everybody sees of a board, and the numbers of what they do not see."""

from __future__ import annotations

from collections import Counter

from workshop.activities.board.config import Discuss, Gather, Vote, Write
from workshop.activities.board.state import BoardState, Remark
from workshop.activities.board.views.notes import shown_note
from workshop.activities.board.views.results import shown_results, voters
from workshop.core.activity import RoomView, remembered, shown_text
from workshop.core.patch import View


def shared(state: BoardState, room: RoomView) -> View:
    """The wall. Notes that are not for the room are numbers here."""
    shown = _wall(state, room)
    view: View = {"notes": shown, **numbers(state, room)}
    if isinstance(state.current(), Discuss) and state.comments:
        view["comments"] = {c.id: shown_comment(c, state, room) for c in state.comments.values()}
    if state.spotlit and state.spotlit in shown:
        view["spotlit"] = state.spotlit
    return view


def numbers(state: BoardState, room: RoomView) -> View:
    """How far the stage is, and the votes that may be seen: numbers that tell nobody what somebody wrote."""
    view: View = {}
    match state.current():
        case Write() as stage:
            view["written"] = _written(state, stage)
        case Gather():
            view["handed_in"] = {unit: len(notes) for unit, notes in state.handed_in.items() if unit in room.teams}
        case Vote() as stage:
            ballot = state.ballot(stage.id)
            view["vote"] = {"id": stage.id, "state": ballot.state, "voters": voters(ballot)}
        case _:
            pass
    results = shown_results(state, room)
    if results:
        view["results"] = results
    return view


def _wall(state: BoardState, room: RoomView) -> View:
    """The notes that the room sees: looked at once for all who see them."""

    def make() -> View:
        return {note.id: shown_note(note, state, room) for note in state.targets()}

    return remembered(state, "wall", make, room.people)


def _written(state: BoardState, stage: Write) -> View:
    """How many notes each team has written; people without a team count under ``-``."""
    wrote = (note.team or "-" for note in state.notes.values() if note.stage == stage.id)
    return remembered(state, ("written", stage.id), lambda: dict(Counter(wrote)))


def shown_comment(comment: Remark, state: BoardState, room: RoomView) -> View:
    name = room.name(comment.author) if state.config.identity == "named" else None
    shown: View = shown_text(comment.text) | {"rank": comment.rank}
    if name:
        shown["by"] = name
    if comment.team and state.config.identity != "anonymous":
        shown["team"] = comment.team
    return shown
