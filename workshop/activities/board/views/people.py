"""What the facilitator, a team and a person see of a board beyond the wall."""

from __future__ import annotations

from collections.abc import Iterable

from immutables import Map

from workshop.activities.board.config import Write
from workshop.activities.board.signing import names_of
from workshop.activities.board.state import BoardState, Note
from workshop.activities.board.views.frame import examples
from workshop.activities.board.views.notes import my_note, note_on_console, received_note, shown_note
from workshop.activities.board.views.results import all_results, team_results
from workshop.activities.board.views.wall import boards, comments_of, numbers, shown_bases, shown_comment
from workshop.core.activity import PersonId, RoomView, TeamId, remembered, shown_text
from workshop.core.patch import View

SHUFFLED_BY = 3
"""Anonymous notes reach the console this many at a time, so that nobody can match a note to a person who just sent."""


def console(state: BoardState, room: RoomView) -> View:
    """Everything that others than its writer may read, with what the wall leaves out."""
    notes = {note.id: note_on_console(note, state, room) for note in _for_facilitator(state)}
    view: View = {
        "notes": notes,
        "total": len(state.notes),
        "ceiling": state.ceiling,
        **numbers(state, room),
        **boards(state, room),
    }
    results = all_results(state, room)
    if results:
        view["results"] = results
    if state.bases:
        view["refs"] = shown_bases(state, state.bases, room)
    if state.comments:
        view["comments"] = {c.id: shown_comment(c, state, room) for c in state.comments.values()}
    if state.spotlit:
        view["spotlit"] = state.spotlit
    if state.config.seeds and state.config.seeds_as == "examples":
        view["examples"] = examples(state, room)
        view["example_shown"] = state.example_shown
    return view


def _for_facilitator(state: BoardState) -> Iterable[Note]:
    readable = [note for note in state.notes.values() if note.level != "self"]
    stage = state.current()
    if not state.anonymous or not isinstance(stage, Write):
        return readable
    waiting = [note for note in readable if note.stage == stage.id and note.entered == "phone"]
    arrived = len(waiting) - len(waiting) % SHUFFLED_BY
    held = {note.id for note in sorted(waiting, key=lambda note: note.arrival)[arrived:]}
    return (note for note in readable if note.id not in held)


def of_team(state: BoardState, team: TeamId, room: RoomView) -> View:
    """The team's notes that the room does not see yet, and which of them are ticked; or the board of the team."""
    view: View = {}
    notes = remembered(state, "teams", lambda: _of_teams(state, room), room.people).get(team)
    if notes:
        view["notes"] = notes
    lines = comments_of(state, team, room)
    if lines:
        view["comments"] = lines
    if state.config.instances == "team":
        return view | _own_board(state, team, room)
    if state.config.instances == "person":
        return view
    ticked = {t: True for t in state.ticked if t in state.notes and state.notes[t].team == team}
    if ticked:
        view["ticked"] = ticked
    if state.handed_in.get(team):
        view["handed_in"] = dict.fromkeys(state.handed_in[team], True)
    return view


def _own_board(state: BoardState, team: TeamId, room: RoomView) -> View:
    """What belongs to a board of its own: its results, what it may rest on, whether the room may see it."""
    view: View = {}
    results = team_results(state, room, team)
    if results:
        view["results"] = results
    bases = [ref for ref, basis in state.bases.items() if basis.team in (None, team)]
    if bases:
        view["refs"] = shown_bases(state, bases, room)
    return view | {"agreed": True} if team in state.agreed else view


def _of_teams(state: BoardState, room: RoomView) -> View:
    """What each team sees before the room does, by team; on boards of the teams, everything on its own."""
    teams: dict[str, View] = {}
    own_boards = state.config.instances == "team"
    for note in state.notes.values():
        team = note.board if own_boards else note.team
        readable = note.level in ("team", "room") if own_boards else note.level == "team"
        if readable and team and not note.hidden and not note.away:
            teams.setdefault(team, {})[note.id] = shown_note(note, state, room, "team")
    return teams


def of_person(state: BoardState, person: PersonId, room: RoomView) -> View:
    """My notes, my dots, my lines, and what I have opened of what others wrote to me."""
    authors, names = remembered(state, "authors", lambda: _of_authors(state)), names_of(state, person, room)
    mine = {note.id: my_note(note, state) for name in names for note in authors.get(name, ())}
    view: View = {}
    if mine:
        view["mine"] = mine
    dots: View = {}
    for stage, ballot in state.ballots.items():
        placed = ballot.dots.get(person, Map())
        if placed:
            dots[stage] = dict(placed)
    if dots:
        view["dots"] = dots
    lines = {c.id: shown_text(c.text) | {"stage": c.stage} for c in state.comments.values() if c.author == person}
    if lines:
        view["comments"] = lines
    if state.config.instances == "person":
        view |= _inbox(state, person, names)
    return view


def _inbox(state: BoardState, person: PersonId, names: Iterable[PersonId]) -> View:
    view: View = {}
    received = remembered(state, "owners", lambda: _of_owners(state)).get(person)
    if received:
        view["received"] = {note.id: received_note(note) for note in received}
    if person in state.looked:
        view["looked"] = True
    returned = sum(state.returned.get(name, 0) for name in names)
    if returned:
        view["returned"] = returned
    return view


def _of_owners(state: BoardState) -> dict[PersonId, list[Note]]:
    """What was delivered to each owner of a board; a note that was hidden is gone."""
    owners: dict[PersonId, list[Note]] = {}
    for note in state.notes.values():
        if note.board and note.delivered and note.author != note.board and not note.hidden:
            owners.setdefault(note.board, []).append(note)
    return owners


def _of_authors(state: BoardState) -> dict[PersonId, list[Note]]:
    authors: dict[PersonId, list[Note]] = {}
    for note in state.notes.values():
        if note.author and not note.away:
            authors.setdefault(note.author, []).append(note)
    return authors
