"""Sticky notes on a wall: written in silence, picked by teams, voted on, talked about.

Read in this order: ``config`` (what a course says), ``messages`` (wishes and facts), ``state`` (what is known),
this file (what may happen), ``views`` (who sees what), ``takeaway`` (what the report holds).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from immutables import Map

from workshop.activities.board import messages as m
from workshop.activities.board import putting_right
from workshop.activities.board.config import BoardConfig, Discuss, Gather, Vote, Write
from workshop.activities.board.state import (
    BoardState,
    Note,
    Remark,
    entered,
    fresh_board,
    narrower,
    opened,
    with_ballot,
    with_note,
)
from workshop.activities.board.takeaway import report
from workshop.activities.board.views import comment_input, view
from workshop.core.activity import (
    Audience,
    BlockOpened,
    By,
    Command,
    Event,
    Given,
    GivenItem,
    PersonId,
    Progress,
    RoomView,
    Seat,
    Source,
    StepEntered,
    TeamId,
    Wording,
)
from workshop.core.course import Block, Course
from workshop.core.errors import Refused
from workshop.core.patch import View
from workshop.core.report import Reader, Report
from workshop.parts.length import check_length

COMMENTS_A_PERSON = 5


class Board:
    """The kind ``board``."""

    kind = "board"
    config = BoardConfig
    commands = m.COMMANDS
    events = m.EVENTS

    def start(self, config: BoardConfig, block: Block, course: Course) -> BoardState:
        return fresh_board(config, block, course)

    # --- decide -------------------------------------------------------------------------------------------------

    def decide(self, state: BoardState, command: Any, by: By, room: RoomView) -> list[Event]:
        if room.closed and not by.facilitates:
            raise Refused("room/block_closed")
        match command:
            case m.AddNote():
                return _add(state, command, by, room)
            case m.EnterNote():
                return _enter(state, command, by, room)
            case m.EditNote():
                return _edit(state, command, by, room)
            case m.DeleteNote(note=note):
                return [m.NoteDeleted(note=note, author=_own_note(state, note, by, room).author)]
            case m.TickNote(note=note, on=on):
                return _tick(state, note, on, by, room)
            case m.HandIn():
                return _hand_in(state, by, room)
            case m.ReturnNote(note=note):
                if not _note(state, note).handed_in:
                    raise Refused("board/not_handed_in")
                return [m.NoteReturned(note=note)]
            case m.PlaceDots():
                return _place_dots(state, command, by, room)
            case m.CloseVote(stage=stage):
                return _move_vote(state, stage, "closed")
            case m.ReopenVote(stage=stage):
                return _move_vote(state, stage, "open")
            case m.BreakTie(stage=stage, note=note):
                if state.ballot(stage).state != "closed":
                    raise Refused("board/vote_open")
                return [m.TieBroken(stage=stage, note=_note(state, note).id)]
            case m.Comment(text=text):
                return _comment(state, text, by, room)
            case m.ReleaseNotes():
                if state.ceiling != "room":
                    raise Refused("board/private")
                if not isinstance(state.current(), Write):
                    raise Refused("board/not_writing")
                return [m.NotesReleased()]
            case m.HideNote(note=note):
                return [m.NoteHidden(note=_shared_note(state, note).id, on=True)]
            case m.RestoreNote(note=note):
                return [m.NoteHidden(note=_shared_note(state, note).id, on=False)]
            case m.Spotlight(note=note, on=on):
                if on and (_note(state, note).level != "room" or _note(state, note).hidden):
                    raise Refused("board/not_on_wall")
                return [m.NoteSpotlit(note=note, on=on)] if on or state.spotlit == note else []
            case m.MoveNote(note=note, zone=zone):
                shared = _shared_note(state, note)
                return [m.NoteMoved(note=note, zone=_zone(state, zone, moving=shared), author=shared.author)]
            case m.ShowExample(on=on):
                return [m.ExampleShown(on=on)]
            case _:
                raise TypeError(f"not a board command: {command!r}")

    # --- apply --------------------------------------------------------------------------------------------------

    def apply(self, state: BoardState, event: Any) -> BoardState:
        match event:
            case m.NoteAdded():
                return _with_added(state, event)
            case m.NoteEdited(note=note, text=text, zone=zone):
                return with_note(state, replace(state.notes[note], text=text, zone=zone))
            case m.NoteDeleted(note=note):
                return _without_note(state, note)
            case m.NoteTicked(note=note, on=on):
                return replace(state, ticked=state.ticked | {note} if on else state.ticked - {note})
            case m.NotesHandedIn(unit=unit, notes=notes):
                up = {n: replace(state.notes[n], level=narrower("room", state.ceiling), handed_in=True) for n in notes}
                handed_in = state.handed_in.set(unit, tuple(notes))
                return replace(state, notes=state.notes.update(up), handed_in=handed_in)
            case m.NoteReturned(note=note):
                return _with_returned(state, state.notes[note])
            case m.NotesReleased():
                return opened(state, "room")
            case m.NoteHidden(note=note, on=on):
                state = with_note(state, replace(state.notes[note], hidden=on))
                return _put_down(state, note) if on else state
            case m.NoteUnwritten(note=note):
                counted = _counted(state, state.notes[note], -1)
                return putting_right.with_note_unwritten(state, note, counted)
            case m.NotePutBack():
                return _with_put_back(state, event)
            case m.StageRestored():
                return putting_right.with_stage_again(state, event)
            case m.NoteSpotlit(note=note, on=on):
                return replace(state, spotlit=note if on and note in state.notes else None)
            case m.NoteMoved(note=note, zone=zone):
                return with_note(state, replace(state.notes[note], zone=zone))
            case m.ExampleShown(on=on):
                return replace(state, example_shown=on)
            case m.DotsPlaced(stage=stage, person=person, team=team, note=note, dots=dots):
                return with_ballot(state, stage, state.ballot(stage).with_dots(person, team, note, dots))
            case m.VoteMoved(stage=stage, to=to):
                return with_ballot(state, stage, replace(state.ballot(stage), state=to))
            case m.TieBroken(stage=stage, note=note, on=on):
                ballot = state.ballot(stage)
                first = ballot.first_of_tie | {note} if on else ballot.first_of_tie - {note}
                return with_ballot(state, stage, replace(ballot, first_of_tie=first))
            case m.CommentAdded():
                comment = Remark(
                    event.comment, event.stage, event.text, event.author, event.team,
                    rank=_rank(state, event.comment, len(state.comments)), at=event.at,
                )  # fmt: skip
                return replace(state, comments=state.comments.set(comment.id, comment))
            case StepEntered(step=step):
                return entered(state, step)
            case BlockOpened():
                return replace(state, reopened=True)
            case _:
                return state

    # --- the rest -----------------------------------------------------------------------------------------------

    def view(self, state: BoardState, audience: Audience, room: RoomView) -> View:
        return view(state, audience, room)

    def report(self, state: BoardState, reader: Reader, room: RoomView) -> Report:
        return report(state, reader, room)

    def progress(self, state: BoardState, room: RoomView) -> Progress:
        stage = state.config.stage(state.stage_of.get(room.step.id)) if room.step else None
        match stage:
            case Write():
                written = {unit: n for (at, unit), n in state.authored.items() if at == stage.id and n}
                done = frozenset(unit for unit, n in written.items() if n >= max(stage.min_per_author, 1))
                teams: dict[PersonId, TeamId | None] = {}
                if state.anonymous:  # of everybody else the room knows the team
                    teams = {note.author: note.team for note in state.notes.values() if note.author}
                return Progress("team" if stage.scope == "team" else "person", done, written, teams)
            case Gather(how="pick"):
                given = {unit: len(notes) for unit, notes in state.handed_in.items()}
                done = frozenset(unit for unit, n in given.items() if n >= stage.pick)
                return Progress("team" if room.teams else "person", done, given)
            case Vote() if state.ballot(stage.id).state == "open":
                ballot = state.ballot(stage.id)
                placed = {person: ballot.placed(person) for person in ballot.dots}
                done = frozenset(person for person, n in placed.items() if n >= stage.votes)
                return Progress("person", done, placed, ballot.team_of)
            case _:
                return Progress()

    def gives(self, state: BoardState, select: str) -> Given:
        notes = (note for note in state.ordered() if note.level == "room" and not note.hidden)
        return Given({n.id: GivenItem(n.text, n.zone, n.author, n.team) for n in notes})

    def sources(self, config: BoardConfig) -> tuple[Source, ...]:
        return ()

    def groups(self, state: BoardState) -> Mapping[str, frozenset[PersonId]]:
        return {}

    def seats(self, state: BoardState) -> tuple[Seat, ...]:
        return ()

    def concerns(self, event: Any) -> frozenset[PersonId]:
        match event:
            case (
                m.NoteAdded() | m.NoteEdited() | m.NoteDeleted() | m.NoteMoved() | m.CommentAdded()
                | m.NoteUnwritten() | m.NotePutBack()
            ):  # fmt: skip
                return frozenset({event.author}) if event.author else frozenset()
            case m.DotsPlaced(person=person):
                return frozenset({person})
            case _:
                return frozenset()

    def reverse(self, before: BoardState, event: Any) -> list[Event]:
        return putting_right.reverse(before, event, self.apply)

    def touches(self, event: Any) -> frozenset[str]:
        return putting_right.touches(event)

    def wrote(self, event: Any) -> Wording | None:
        return putting_right.wrote(event)

    def ahead(self, state: BoardState, room: RoomView) -> Command | None:
        stage = state.current()
        if isinstance(stage, Vote) and state.ballot(stage.id).state == "open":
            return m.CloseVote(type="board/close_vote", stage=stage.id)
        return None

    def anonymous(self, config: BoardConfig) -> bool:
        return config.identity == "anonymous"

    def not_yet(self, config: BoardConfig) -> tuple[str, ...]:
        return config.not_yet()


# --- writing ------------------------------------------------------------------------------------------------------


def _add(state: BoardState, command: m.AddNote, by: By, room: RoomView) -> list[Event]:
    stage = state.current()
    if not isinstance(stage, Write):
        raise Refused("board/not_writing")
    _open(room)
    _check_text(state, command.text, room)
    _room_for_more(state, stage, by.team if stage.scope == "team" else by.person)
    zone = _zone(state, command.zone, stage)
    at = None if state.anonymous else by.now
    return [
        m.NoteAdded(note=by.fresh_id(), stage=stage.id, zone=zone, text=command.text, author=by.person,
                    team=by.team, at=at),
    ]  # fmt: skip


def _edit(state: BoardState, command: m.EditNote, by: By, room: RoomView) -> list[Event]:
    old, stage = _own_note(state, command.note, by, room), state.current()
    _check_text(state, command.text, room)
    zone = old.zone
    if command.zone not in (None, old.zone):
        zone = _zone(state, command.zone, stage if isinstance(stage, Write) else None, moving=old)
    return [m.NoteEdited(note=old.id, text=command.text, zone=zone, author=old.author)]


def _enter(state: BoardState, command: m.EnterNote, by: By, room: RoomView) -> list[Event]:
    stage = state.current()
    if not isinstance(stage, Write | Gather):
        raise Refused("board/not_writing")
    if state.ceiling == "self":
        raise Refused("board/private")
    if command.person is not None and (state.anonymous or command.person not in room.people):
        raise Refused("board/team_only" if state.anonymous else "room/no_such_person")
    team = command.team or room.team_of(command.person)
    if command.team is not None and command.team not in room.teams:
        raise Refused("room/no_such_team")
    _check_text(state, command.text, room)
    write = stage if isinstance(stage, Write) else next((s for s in state.config.stages if isinstance(s, Write)), None)
    if write is None:
        raise Refused("board/not_writing")
    unit = team if write.scope == "team" else command.person
    if unit:
        _room_for_more(state, write, unit)
    _room_on_wall(state)
    at = None if state.anonymous else by.now
    return [
        m.NoteAdded(note=by.fresh_id(), stage=write.id, zone=_zone(state, command.zone, write), text=command.text,
                    author=command.person, team=team, entered="facilitator", at=at),
    ]  # fmt: skip


def _open(room: RoomView) -> None:
    if room.locked:
        raise Refused("room/locked")


def _check_text(state: BoardState, text: str, room: RoomView) -> None:
    step = room.step
    entry = step.input("text") if step else None
    longest = state.config.note.max_chars
    if entry and entry.max_chars:
        longest = min(longest, entry.max_chars)
    check_length(text, longest, entry.min_chars or 0 if entry else 0, code="board")


def _room_for_more(state: BoardState, stage: Write, unit: str | None) -> None:
    if unit is None:
        raise Refused("room/participants_only")
    if state.authored.get((stage.id, unit), 0) >= stage.max_per_author:
        raise Refused("board/enough_notes", most=stage.max_per_author)
    _room_on_wall(state)


def _room_on_wall(state: BoardState) -> None:
    if len(state.notes) >= state.config.max_notes:
        raise Refused("board/full", most=state.config.max_notes)


def _zone(state: BoardState, zone_id: str | None, stage: Write | None = None, moving: Note | None = None) -> str:
    allowed = [zone.id for zone in state.config.layout.zones]
    if stage and stage.zones:
        allowed = [zone for zone in allowed if zone in stage.zones]
    if zone_id is None and len(allowed) == 1:
        zone_id = allowed[0]
    if zone_id is None:
        raise Refused("board/choose_zone")
    zone = state.config.zone(zone_id)
    if zone is None or zone_id not in allowed:
        raise Refused("board/no_such_zone")
    if zone.limit and (moving is None or moving.zone != zone_id):
        taken = sum(note.zone == zone_id and not note.hidden for note in state.notes.values())
        if taken >= zone.limit:
            raise Refused("board/zone_full", zone={"zh": zone.zh, "en": zone.en}, most=zone.limit)
    return zone_id


def _with_added(state: BoardState, event: m.NoteAdded) -> BoardState:
    stage = state.config.stage(event.stage)
    level = narrower(stage.visible_to if isinstance(stage, Write) else "team", state.ceiling)
    if event.entered == "facilitator" and level == "self":
        level = narrower("team", state.ceiling)
    if state.stage != event.stage and isinstance(stage, Write):
        level = narrower(state.config.opens_to(stage), state.ceiling)
    rank = _rank(state, event.note, state.written)
    note = Note(
        event.note, event.stage, event.zone, rank, event.text, state.written, event.author, event.team,
        level=level, entered=event.entered, at=event.at,
    )  # fmt: skip
    return replace(
        state,
        notes=state.notes.set(note.id, note),
        written=state.written + 1,
        authored=_counted(state, note, +1),
    )


def _with_put_back(state: BoardState, event: m.NotePutBack) -> BoardState:
    note = Note(
        event.note, event.stage, event.zone, event.rank, event.text, event.arrival, event.author, event.team,
        level=event.level, hidden=event.hidden, entered=event.entered, at=event.at,
    )  # fmt: skip
    return replace(
        state,
        notes=state.notes.set(note.id, note),
        written=max(state.written, note.arrival + 1),
        authored=_counted(state, note, +1),
    )


def _rank(state: BoardState, item: str, arrival: int) -> int:
    """The place of an item; in an anonymous block it says nothing about who was first."""
    if not state.anonymous:
        return arrival
    return 1_000 + int.from_bytes(hashlib.blake2b(item.encode(), digest_size=4).digest())


def _counted(state: BoardState, note: Note, change: int) -> Map[tuple[str, str], int]:
    stage = state.config.stage(note.stage)
    unit = note.team if isinstance(stage, Write) and stage.scope == "team" else note.author
    if unit is None:
        return state.authored
    key = (note.stage, unit)
    n = state.authored.get(key, 0) + change
    return state.authored.set(key, n) if n else state.authored.delete(key)


def _without_note(state: BoardState, note_id: str) -> BoardState:
    note = state.notes[note_id]
    state = replace(
        state, notes=state.notes.delete(note_id), authored=_counted(state, note, -1), deleted=state.deleted + 1
    )
    return _put_down(state, note_id)


def _put_down(state: BoardState, note_id: str) -> BoardState:
    """Nothing points at this note any more: no tick, no spotlight."""
    spotlit = None if state.spotlit == note_id else state.spotlit
    return replace(state, ticked=state.ticked - {note_id}, spotlit=spotlit)


def _note(state: BoardState, note_id: str) -> Note:
    note = state.notes.get(note_id)
    if note is None:
        raise Refused("board/no_such_note")
    return note


def _shared_note(state: BoardState, note_id: str) -> Note:
    """A note the facilitator may touch: one that others than its writer may read."""
    note = _note(state, note_id)
    if note.level == "self":
        raise Refused("board/private")
    return note


def _own_note(state: BoardState, note_id: str, by: By, room: RoomView) -> Note:
    note = state.notes.get(note_id)
    if note is None or note.author is None or note.author != by.person:
        raise Refused("board/no_such_note")
    if state.stage != note.stage:
        raise Refused("board/not_writing")
    _open(room)
    return note


# --- handing in ---------------------------------------------------------------------------------------------------


def _picking(state: BoardState, by: By, room: RoomView) -> tuple[Gather, str]:
    stage = state.current()
    if not isinstance(stage, Gather) or stage.how != "pick":
        raise Refused("board/not_picking")
    _open(room)
    team = room.teams.get(by.team) if by.team else None
    if team and team.scribe and not by.scribe:
        raise Refused("board/scribe_only", scribe=room.name(team.scribe) or "")
    unit = by.team or by.person
    if unit is None:
        raise Refused("room/participants_only")
    return stage, unit


def _tick(state: BoardState, note_id: str, on: bool, by: By, room: RoomView) -> list[Event]:
    stage, unit = _picking(state, by, room)
    note = _note(state, note_id)
    if note.unit != unit or note.hidden:
        raise Refused("board/no_such_note")
    if note.handed_in:
        raise Refused("board/handed_in")
    ticked = sum(state.notes[t].unit == unit and not state.notes[t].handed_in for t in state.ticked)
    if on and note_id not in state.ticked and ticked + len(state.handed_in.get(unit, ())) >= stage.pick:
        raise Refused("board/enough_picked", pick=stage.pick)
    return [m.NoteTicked(note=note_id, on=on)]


def _hand_in(state: BoardState, by: By, room: RoomView) -> list[Event]:
    stage, unit = _picking(state, by, room)
    before = state.handed_in.get(unit, ())
    ticked = sorted(t for t in state.ticked if state.notes[t].unit == unit and t not in before)
    if len(before) + len(ticked) != stage.pick:
        raise Refused("board/pick_exactly", pick=stage.pick, picked=len(before) + len(ticked))
    return [m.NotesHandedIn(stage=stage.id, unit=unit, notes=[*before, *ticked])] if ticked else []


def _with_returned(state: BoardState, note: Note) -> BoardState:
    unit = note.unit or ""
    kept = tuple(n for n in state.handed_in.get(unit, ()) if n != note.id)
    state = with_note(state, replace(note, level=narrower("team", state.ceiling), handed_in=False))
    return _put_down(replace(state, handed_in=state.handed_in.set(unit, kept)), note.id)


# --- voting and talking -------------------------------------------------------------------------------------------


def _place_dots(state: BoardState, command: m.PlaceDots, by: By, room: RoomView) -> list[Event]:
    stage = state.config.stage(command.stage)
    if not isinstance(stage, Vote) or state.ballot(command.stage).state != "open" or state.stage != command.stage:
        raise Refused("board/vote_closed")
    _open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    note = _note(state, command.note)
    if note.level != "room" or note.hidden:
        raise Refused("board/no_such_note")
    if not 0 <= command.dots <= stage.max_per_target:
        raise Refused("board/dots_a_note", most=stage.max_per_target)
    ballot = state.ballot(stage.id)
    mine = ballot.dots.get(by.person, Map()).get(note.id, 0)
    if ballot.placed(by.person) - mine + command.dots > stage.votes:
        raise Refused("board/no_dots_left", votes=stage.votes)
    if mine == command.dots:
        return []
    return [m.DotsPlaced(stage=stage.id, person=by.person, team=by.team, note=note.id, dots=command.dots)]


def _move_vote(state: BoardState, stage_id: str, to: Any) -> list[Event]:
    if not isinstance(state.config.stage(stage_id), Vote):
        raise Refused("board/no_such_vote")
    if state.stage != stage_id if to == "open" else state.ballot(stage_id).state == "waiting":
        raise Refused("board/vote_not_now")
    if to == "open" and state.anonymous and state.reopened:
        raise Refused("board/names_forgotten")  # a new pseudonym would vote a second time
    return [m.VoteMoved(stage=stage_id, to=to)] if state.ballot(stage_id).state != to else []


def _comment(state: BoardState, text: str, by: By, room: RoomView) -> list[Event]:
    stage = state.current()
    entry = comment_input(room)
    if not isinstance(stage, Discuss) or entry is None:
        raise Refused("board/not_talking")
    _open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    check_length(text, entry.max_chars or 30, entry.min_chars or 0, code="board")
    mine = sum(c.author == by.person and c.stage == stage.id for c in state.comments.values())
    if mine >= COMMENTS_A_PERSON:
        raise Refused("board/enough_comments", most=COMMENTS_A_PERSON)
    at = None if state.anonymous else by.now
    return [
        m.CommentAdded(comment=by.fresh_id(), stage=stage.id, text=text, author=by.person, team=by.team, at=at),
    ]  # fmt: skip
