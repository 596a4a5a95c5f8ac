"""Who sees what of a board. Every secret of a board is kept in this file and nowhere else.

A note of level ``self`` is on its writer's phone only, ``team`` on the phones of its team and, unless the block is
private, on the console, ``room`` everywhere. A hidden note is on the console and on its writer's phone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import assert_never

from immutables import Map

from workshop.activities.board.config import Brief, Discuss, Gather, LaterStage, Stage, Vote, Write
from workshop.activities.board.state import Ballot, BoardState, Note, Remark
from workshop.core.activity import Audience, PersonId, RoomView, TeamId, remembered, shown_text, words
from workshop.core.course import Input
from workshop.core.patch import View

MOST_TARGETS = 40
SHUFFLED_BY = 3
"""Anonymous notes reach the console this many at a time, so that nobody can match a note to a person who just sent."""


def view(state: BoardState, audience: Audience, room: RoomView) -> View:
    match audience.kind:
        case "projector":
            return {**_frame(state, room), **_shared(state, room)}
        case "phones":
            return {**_frame(state, room), **_shared(state, room), **_rules(state, room)}
        case "console":
            return {**_frame(state, room), **_rules(state, room), **_console(state, room)}
        case "group":
            return _team(state, audience.id or "", room)
        case "person":
            return _person(state, audience.id or "")
        case "circle":
            return {}
        case _:
            assert_never(audience.kind)


# --- what everybody sees ------------------------------------------------------------------------------------------


def _frame(state: BoardState, room: RoomView) -> View:
    """The empty board: question, columns, stage."""
    config = state.config
    zones = {
        zone.id: {"rank": n, "title": words(zone.words)} | ({"limit": zone.limit} if zone.limit else {})
        for n, zone in enumerate(config.layout.zones)
    }
    frame: View = {"layout": config.layout.type, "zones": zones, "identity": config.identity}
    if config.focus:
        frame["focus"] = words(config.focus)
    stage = state.current()
    if stage:
        frame["stage"] = {"id": stage.id, "type": stage.type}
    if state.example_shown:
        frame["examples"] = _examples(state, room)
    return frame


def _examples(state: BoardState, room: RoomView) -> View:
    seeds = room.course.seeds.get(state.config.seeds or "", ())
    return {seed.id: {"rank": n, "zone": seed.zone, "text": words(seed.text)} for n, seed in enumerate(seeds)}


def _shared(state: BoardState, room: RoomView) -> View:
    """The wall. Notes that are not for the room are numbers here."""
    shown = _wall(state, room)
    view: View = {"notes": shown, **_numbers(state, room)}
    if isinstance(state.current(), Discuss) and state.comments:
        view["comments"] = {c.id: _comment(c, state, room) for c in state.comments.values()}
    if state.spotlit and state.spotlit in shown:
        view["spotlit"] = state.spotlit
    return view


def _numbers(state: BoardState, room: RoomView) -> View:
    """How far the stage is, and the votes that may be seen: numbers that tell nobody what somebody wrote."""
    numbers: View = {}
    match state.current():
        case Write() as stage:
            numbers["written"] = _written(state, stage)
        case Gather():
            numbers["handed_in"] = {unit: len(notes) for unit, notes in state.handed_in.items() if unit in room.teams}
        case Vote() as stage:
            ballot = state.ballot(stage.id)
            numbers["vote"] = {"id": stage.id, "state": ballot.state, "voters": _voters(ballot)}
        case _:
            pass
    results = remembered(state, "results", lambda: _results(state, room), room.block)
    if results:
        numbers["results"] = results
    return numbers


def _wall(state: BoardState, room: RoomView) -> View:
    """The notes that the room sees: looked at once for all who see them."""

    def make() -> View:
        return {note.id: _note(note, state, room) for note in state.targets()}

    return remembered(state, "wall", make, room.people)


def _note(note: Note, state: BoardState, room: RoomView) -> View:
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


def _written(state: BoardState, stage: Write) -> View:
    """How many notes each team has written; people without a team count under ``-``."""
    wrote = (note.team or "-" for note in state.notes.values() if note.stage == stage.id)
    return remembered(state, ("written", stage.id), lambda: dict(Counter(wrote)))


def _voters(ballot: Ballot) -> int:
    return sum(1 for dots in ballot.dots.values() if dots)


def _results(state: BoardState, room: RoomView) -> View:
    """The dots of every vote that may be seen, by stage and note, with the place of each note."""
    named = {step.stage or step.id: words(step.name) for step in room.block.steps}
    results: View = {}
    for rank, stage in enumerate(state.config.stages):
        if not isinstance(stage, Vote):
            continue
        ballot = state.ballot(stage.id)
        if ballot.state == "closed" or (ballot.state == "open" and not stage.secret_until_close):
            results[stage.id] = {"rank": rank, "voters": _voters(ballot), "notes": _places(state, ballot)}
            if stage.id in named:
                results[stage.id]["name"] = named[stage.id]
    return results


def _places(state: BoardState, ballot: Ballot) -> View:
    """Dots and place by note. Equal dots share a place unless the facilitator broke the tie."""
    counted = sorted(
        ((ballot.totals.get(note.id, 0), note.id in ballot.first_of_tie, note.id) for note in state.targets()),
        key=lambda row: (-row[0], not row[1], row[2]),
    )
    places: View = {}
    for n, (dots, first, note) in enumerate(counted):
        tied = n > 0 and (dots, first) == counted[n - 1][:2]
        place = places[counted[n - 1][2]]["place"] if tied else n + 1
        places[note] = {"dots": dots, "place": place}
    return places


def _comment(comment: Remark, state: BoardState, room: RoomView) -> View:
    name = room.name(comment.author) if state.config.identity == "named" else None
    shown: View = shown_text(comment.text) | {"rank": comment.rank}
    if name:
        shown["by"] = name
    if comment.team and state.config.identity != "anonymous":
        shown["team"] = comment.team
    return shown


# --- what a phone may do now --------------------------------------------------------------------------------------


def comment_input(room: RoomView) -> Input | None:
    """The line that people may add while the room talks, where the course asks for one that the room may read."""
    lines = (entry for entry in (room.step.inputs if room.step else ()) if entry.type in ("text", "longtext"))
    return next((entry for entry in lines if (entry.privacy or room.block.privacy) == "room"), None)


def _rules(state: BoardState, room: RoomView) -> View:
    """The limits of this stage, for the counter beside the field."""
    stage: Stage | None = state.current()
    match stage:
        case Write():
            entry = room.step.input("text") if room.step else None
            longest = min(state.config.note.max_chars, entry.max_chars or 80 if entry else 80)
            zones = stage.zones or [zone.id for zone in state.config.layout.zones]
            return {
                "write": {
                    "longest": longest,
                    "shortest": entry.min_chars or 1 if entry else 1,
                    "least": stage.min_per_author,
                    "most": stage.max_per_author,
                    "scope": stage.scope,
                    "zones": dict.fromkeys(zones, True),
                    "reach": min(stage.visible_to, state.ceiling, key=("self", "team", "room").index),
                }
            }
        case Gather():
            return {"gather": {"how": stage.how, "pick": stage.pick}}
        case Vote():
            rules: View = {"dots": stage.votes, "most": stage.max_per_target, "secret": stage.secret_until_close}
            targets = sum(1 for _ in state.targets())
            if targets > MOST_TARGETS:
                rules["too_many"] = targets
            return {"voting": rules}
        case Discuss():
            entry = comment_input(room)
            return {"talk": {"longest": entry.max_chars or 30}} if entry else {}
        case Brief() | LaterStage() | None:
            return {}
        case _:
            assert_never(stage)


# --- the facilitator, a team, a person ----------------------------------------------------------------------------


def _console(state: BoardState, room: RoomView) -> View:
    """Everything that others than its writer may read, with what the wall leaves out."""
    notes = {note.id: _on_console(note, state, room) for note in _for_facilitator(state)}
    view: View = {"notes": notes, "total": len(state.notes), "ceiling": state.ceiling, **_numbers(state, room)}
    if state.comments:
        view["comments"] = {c.id: _comment(c, state, room) for c in state.comments.values()}
    if state.spotlit:
        view["spotlit"] = state.spotlit
    if state.config.seeds and state.config.seeds_as == "examples":
        view["examples"] = _examples(state, room)
        view["example_shown"] = state.example_shown
    return view


def _on_console(note: Note, state: BoardState, room: RoomView) -> View:
    on_wall, ticked = _note(note, state, room), note.id in state.ticked

    def make() -> View:
        marks = {"hidden": note.hidden, "handed_in": note.handed_in, "entered": note.entered == "facilitator"}
        set_marks = {mark: True for mark, on in (marks | {"ticked": ticked}).items() if on}
        return {**on_wall, "level": note.level, **set_marks}

    return remembered(note, ("console", on_wall.get("by"), ticked), make)


def _for_facilitator(state: BoardState) -> Iterable[Note]:
    readable = [note for note in state.notes.values() if note.level != "self"]
    stage = state.current()
    if not state.anonymous or not isinstance(stage, Write):
        return readable
    waiting = [note for note in readable if note.stage == stage.id and note.entered == "phone"]
    arrived = len(waiting) - len(waiting) % SHUFFLED_BY
    held = {note.id for note in sorted(waiting, key=lambda note: note.arrival)[arrived:]}
    return (note for note in readable if note.id not in held)


def _team(state: BoardState, team: TeamId, room: RoomView) -> View:
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
    return view


def _of_teams(state: BoardState, room: RoomView) -> View:
    """What each team sees before the room does, by team."""
    teams: dict[str, View] = {}
    for note in state.notes.values():
        if note.level == "team" and note.team and not note.hidden:
            teams.setdefault(note.team, {})[note.id] = _note(note, state, room)
    return teams


def _person(state: BoardState, person: PersonId) -> View:
    """My notes, my dots, my lines."""
    mine = remembered(state, "authors", lambda: _of_authors(state)).get(person)
    view: View = {}
    if mine:
        view["mine"] = {note.id: _mine(note) for note in mine}
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


def _mine(note: Note) -> View:
    return remembered(
        note, "mine", lambda: shown_text(note.text) | {"zone": note.zone, "stage": note.stage, "rank": note.rank}
    )
