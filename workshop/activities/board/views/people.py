"""What the facilitator, a team and a person see of a board beyond the wall."""

from __future__ import annotations

from collections.abc import Iterable

from immutables import Map

from workshop.activities.board.config import Write
from workshop.activities.board.state import BoardState, Note
from workshop.activities.board.views.frame import examples
from workshop.activities.board.views.notes import my_note, note_on_console, shown_note
from workshop.activities.board.views.results import team_results
from workshop.activities.board.views.wall import numbers, shown_comment
from workshop.core.activity import PersonId, RoomView, TeamId, remembered, shown_text
from workshop.core.patch import View

SHUFFLED_BY = 3
"""Anonymous notes reach the console this many at a time, so that nobody can match a note to a person who just sent."""


def console(state: BoardState, room: RoomView) -> View:
    """Everything that others than its writer may read, with what the wall leaves out."""
    notes = {note.id: note_on_console(note, state, room) for note in _for_facilitator(state)}
    view: View = {"notes": notes, "total": len(state.notes), "ceiling": state.ceiling, **numbers(state, room)}
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
    """The team's notes that the room does not see yet, and which of them are ticked."""
    view: View = {}
    notes = remembered(state, "teams", lambda: _of_teams(state, room), room.people).get(team)
    if notes:
        view["notes"] = notes
    ticked = {t: True for t in state.ticked if t in state.notes and state.notes[t].team == team}
    if ticked:
        view["ticked"] = ticked
    if state.handed_in.get(team):
        view["handed_in"] = dict.fromkeys(state.handed_in[team], True)
    results = team_results(state, room, team)
    if results:
        view["results"] = results
    return view


def _of_teams(state: BoardState, room: RoomView) -> View:
    """What each team sees before the room does, by team."""
    teams: dict[str, View] = {}
    for note in state.notes.values():
        if note.level == "team" and note.team and not note.hidden:
            teams.setdefault(note.team, {})[note.id] = shown_note(note, state, room)
    return teams


def of_person(state: BoardState, person: PersonId) -> View:
    """My notes, my dots, my lines."""
    mine = remembered(state, "authors", lambda: _of_authors(state)).get(person)
    view: View = {}
    if mine:
        view["mine"] = {note.id: my_note(note) for note in mine}
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
    return view


def _of_authors(state: BoardState) -> dict[PersonId, list[Note]]:
    authors: dict[PersonId, list[Note]] = {}
    for note in state.notes.values():
        if note.author:
            authors.setdefault(note.author, []).append(note)
    return authors
