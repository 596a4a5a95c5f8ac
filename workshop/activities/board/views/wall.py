"""What everybody sees of a board, and the numbers of what they do not see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from workshop.activities.board.config import Discuss, Gather, Vote, Write
from workshop.activities.board.refs import change_of
from workshop.activities.board.state import BoardState, Note, Remark
from workshop.activities.board.views.notes import Reach, shown_note
from workshop.activities.board.views.results import shown_results, team_results, voters
from workshop.core.activity import RoomView, TeamId, remembered, shown_text
from workshop.core.patch import View


def shared(state: BoardState, room: RoomView) -> View:
    """The wall. Notes that are not for the room are numbers here."""
    shown = _wall(state, room)
    view: View = {
        "notes": shown,
        **numbers(state, room),
        **boards(state, room),
        **wall_results(state, room),
    }
    used = bases_in(state, map(state.notes.__getitem__, shown), room) if state.shown_board() else {}
    if used:
        view["refs"] = used
    lines = comments_of(state, None, room)
    if lines:
        view["comments"] = lines
    if state.spotlit and state.spotlit in shown:
        view["spotlit"] = state.spotlit
    return view


def boards(state: BoardState, room: RoomView) -> View:
    """Of the boards of the teams: how much is on each, by zone; which may be shown, and which is."""
    if state.config.instances != "team":
        return {}
    view: View = {"boards": remembered(state, "boards", lambda: _counts(state, room), room.teams)}
    shown = state.shown_board()
    return view | {"shown": shown} if shown else view


def _counts(state: BoardState, room: RoomView) -> View:
    zones: dict[str, Counter[str]] = {team: Counter() for team in room.teams}
    for note in state.notes.values():
        if note.board in zones and not note.hidden:
            zones[note.board][note.zone] += 1
    shown: View = {}
    for team, counted in zones.items():
        shown[team] = {"n": counted.total(), "zones": dict(counted)}
        if state.may_be_shown(team):
            shown[team]["open"] = True
    return shown


def bases_in(state: BoardState, notes: Iterable[Note], room: RoomView) -> View:
    """The notes of earlier blocks on which these rest."""
    return shown_bases(state, {ref for note in notes for ref in note.refs if ref in state.bases}, room)


def shown_bases(state: BoardState, wanted: Iterable[str], room: RoomView) -> View:
    return {ref: _basis(ref, state, room) for ref in wanted}


def _basis(ref: str, state: BoardState, room: RoomView) -> View:
    basis = state.bases[ref]
    shown = shown_text(basis.text) | {"zone": basis.zone or "", "rank": basis.rank}
    change = change_of(ref, basis, room)
    return shown | {"change": change} if change else shown


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
            if stage.target != "note":
                view["vote"]["of"] = stage.target
        case _:
            pass
    return view


def wall_results(state: BoardState, room: RoomView) -> View:
    """The votes as the wall may show them: of boards of teams, only of the one that is there."""
    board = state.shown_board()
    if state.config.instances == "team":
        results = team_results(state, room, board) if board else {}
    else:
        results = shown_results(state, room)
    return {"results": results} if results else {}


def _wall(state: BoardState, room: RoomView) -> View:
    """The notes that the room sees: looked at once for all who see them."""

    board = state.shown_board()
    reach: Reach = "team" if board else "room"
    return state.notes.picked(
        ("wall", board),
        state.is_on_wall,
        lambda note: shown_note(note, state, room, reach),
        state.clusters, room.people,
    )  # fmt: skip


def _written(state: BoardState, stage: Write) -> View:
    """How many notes each team has written; people without a team count under ``-``."""
    teams = state.notes.grouped(
        ("written", stage.id),
        lambda note: (note.team or "-") if note.stage == stage.id else None,
        lambda note: True,
    )
    return {team: len(notes) for team, notes in teams.items()}


def comments_of(state: BoardState, team: TeamId | None, room: RoomView) -> View:
    """What was added while people talk: for everybody, or for this team."""
    if not isinstance(state.current(), Discuss):
        return {}
    lines = (one for one in state.comments.values() if (one.team if one.to == "team" else None) == team)
    return {one.id: shown_comment(one, state, room) for one in lines}


def shown_comment(comment: Remark, state: BoardState, room: RoomView) -> View:
    name = room.name(comment.author) if state.config.identity == "named" else None
    shown: View = shown_text(comment.text) | {"rank": comment.rank}
    if name:
        shown["by"] = name
    if comment.team and state.config.identity != "anonymous":
        shown["team"] = comment.team
    return shown
