"""What the facilitator, a team and a person see of a board beyond the wall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from immutables import Map

from workshop.activities.board.config import Write
from workshop.activities.board.signing import names_of
from workshop.activities.board.state import BoardState, Note
from workshop.activities.board.views.frame import examples
from workshop.activities.board.views.notes import my_note, note_on_console, received_note, shown_note
from workshop.activities.board.views.results import all_results, team_results
from workshop.activities.board.views.wall import boards, comments_of, numbers, shown_bases, shown_comment
from workshop.core.activity import PersonId, RoomView, TeamId, shown_text
from workshop.core.patch import View

SHUFFLED_BY = 3
"""Anonymous notes reach the console this many at a time, so that nobody can match a note to a person who just sent."""


def console(state: BoardState, room: RoomView) -> View:
    """Everything that others than its writer may read, with what the wall leaves out."""
    view: View = {
        "notes": _for_facilitator(state, room),
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


def _for_facilitator(state: BoardState, room: RoomView) -> View:
    """Every note that others than its writer may read."""
    readable = state.notes.picked(
        "console",
        lambda note: note.level != "self",
        lambda note: note_on_console(note, state, room),
        state.ticked, room.people,
    )  # fmt: skip
    held = _held(state, readable)
    return {note: shown for note, shown in readable.items() if note not in held} if held else readable


def _held(state: BoardState, readable: Iterable[str]) -> frozenset[str]:
    """What does not reach the console yet, since few have written without a name."""
    stage = state.current()
    if not state.anonymous or not isinstance(stage, Write):
        return frozenset()
    notes = (state.notes[note] for note in readable)
    waiting = [note for note in notes if note.stage == stage.id and note.entered == "phone"]
    arrived = len(waiting) - len(waiting) % SHUFFLED_BY
    return frozenset(note.id for note in sorted(waiting, key=lambda note: note.arrival)[arrived:])


def of_team(state: BoardState, team: TeamId, room: RoomView) -> View:
    """The team's notes that the room does not see yet, and which of them are ticked; or the board of the team."""
    view: View = {}
    notes = _of_teams(state, room).get(team)
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


def _of_teams(state: BoardState, room: RoomView) -> Mapping[TeamId, View]:
    """What each team sees before the room does, by team; on boards of the teams, everything on its own."""
    own_boards = state.config.instances == "team"

    def team_of(note: Note) -> TeamId | None:
        team = note.board if own_boards else note.team
        readable = note.level in ("team", "room") if own_boards else note.level == "team"
        return team if readable and team and not note.hidden and not note.away else None

    return state.notes.grouped("teams", team_of, lambda note: shown_note(note, state, room, "team"), room.people)


def of_person(state: BoardState, person: PersonId, room: RoomView) -> View:
    """My notes, my dots, my lines, and what I have opened of what others wrote to me."""
    authors, names = _of_authors(state), names_of(state, person, room)
    mine = {note: shown for name in names for note, shown in authors.get(name, {}).items()}
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
    received = _of_owners(state).get(person)
    if received:
        view["received"] = received
    if person in state.looked:
        view["looked"] = True
    returned = sum(state.returned.get(name, 0) for name in names)
    if returned:
        view["returned"] = returned
    return view


def _of_owners(state: BoardState) -> Mapping[PersonId, View]:
    """What was delivered to each owner of a board; a note that was hidden is gone."""

    def owner(note: Note) -> PersonId | None:
        return note.board if note.delivered and note.author != note.board and not note.hidden else None

    return state.notes.grouped("owners", owner, received_note)


def _of_authors(state: BoardState) -> Mapping[PersonId, View]:
    return state.notes.grouped(
        "authors", lambda note: None if note.away else note.author, lambda note: my_note(note, state)
    )
