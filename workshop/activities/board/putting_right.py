"""How what happened on a board is taken back, and which things an event touches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from immutables import Map

from workshop.activities.board import messages as m
from workshop.activities.board.state import Ballot, BoardState, with_ballot
from workshop.core.activity import BlockOpened, Event, StepEntered, Wording


def reverse(before: BoardState, event: Any, apply: Callable[[BoardState, Any], BoardState]) -> list[Event]:
    """What makes the board again what it was ``before`` this event."""
    match event:
        case StepEntered() | BlockOpened() | m.NotesReleased() | m.StageRestored():
            return _stage_again(before, apply(before, event))
        case m.NoteAdded(note=note):
            return [m.NoteUnwritten(note=note, author=event.author)]
        case m.NoteUnwritten(note=note):
            return [_put_back(before, note), *_pointers_again(before, note)]
        case m.NotePutBack(note=note):
            return [m.NoteUnwritten(note=note, author=event.author)]
        case m.NoteHidden(note=note):
            return [m.NoteHidden(note=note, on=before.notes[note].hidden), *_pointers_again(before, note)]
        case m.NoteMoved(note=note):
            return [m.NoteMoved(note=note, zone=before.notes[note].zone, author=event.author)]
        case m.NoteReturned(note=note):
            unit = before.notes[note].unit or ""
            handed_in = m.NotesHandedIn(stage=before.stage or "", unit=unit, notes=list(before.handed_in.get(unit, ())))
            return [handed_in, *_pointers_again(before, note)]
        case m.NotesHandedIn(unit=unit):
            kept = before.handed_in.get(unit, ())
            return [m.NoteReturned(note=note) for note in event.notes if note not in kept]
        case m.NoteTicked(note=note):
            return [m.NoteTicked(note=note, on=note in before.ticked)]
        case m.NoteSpotlit(note=note):
            lit = before.spotlit
            return [m.NoteSpotlit(note=lit, on=True) if lit else m.NoteSpotlit(note=note, on=False)]
        case m.ExampleShown():
            return [m.ExampleShown(on=before.example_shown)]
        case m.VoteMoved(stage=stage):
            return [m.VoteMoved(stage=stage, to=before.ballot(stage).state)]
        case m.TieBroken(stage=stage, note=note):
            return [m.TieBroken(stage=stage, note=note, on=note in before.ballot(stage).first_of_tie)]
        case _:
            raise TypeError(f"no facilitator causes {event!r}")


def _stage_again(before: BoardState, after: BoardState) -> list[Event]:
    levels = {note.id: note.level for note in before.notes.values() if after.notes[note.id].level != note.level}
    stages = {stage for state in (before, after) for stage in state.ballots}
    ballots = {stage: before.ballot(stage).state for stage in sorted(stages)}
    ballots = {stage: was for stage, was in ballots.items() if after.ballot(stage).state != was}
    restored = m.StageRestored(stage=before.stage, levels=levels, ballots=ballots, reopened=before.reopened)
    return [restored] if after is not before else []


def with_stage_again(state: BoardState, event: m.StageRestored) -> BoardState:
    """What was handed in meanwhile stays on the wall."""
    again = {
        note: replace(state.notes[note], level=level)
        for note, level in event.levels.items()
        if note in state.notes and not state.notes[note].handed_in
    }
    for stage, was in event.ballots.items():
        ballot = replace(state.ballot(stage), state=was)
        state = with_ballot(state, stage, ballot) if ballot != Ballot() else _without_ballot(state, stage)
    return replace(state, stage=event.stage, notes=state.notes.update(again), reopened=event.reopened)


def _without_ballot(state: BoardState, stage: str) -> BoardState:
    return replace(state, ballots=state.ballots.delete(stage)) if stage in state.ballots else state


def _put_back(before: BoardState, note_id: str) -> Event:
    note = before.notes[note_id]
    return m.NotePutBack(
        note=note.id, stage=note.stage, zone=note.zone, rank=note.rank, arrival=note.arrival, text=note.text,
        author=note.author, team=note.team, level=note.level, hidden=note.hidden, entered=note.entered, at=note.at,
    )  # fmt: skip


def _pointers_again(before: BoardState, note: str) -> list[Event]:
    """What pointed at the note: its tick, and the light on it."""
    ticked: list[Event] = [m.NoteTicked(note=note, on=True)] if note in before.ticked else []
    return [*ticked, m.NoteSpotlit(note=note, on=True)] if before.spotlit == note else ticked


def touches(event: Any) -> frozenset[str]:
    """The things an event changes, as paths."""
    match event:
        case m.NoteAdded(note=note) | m.NoteUnwritten(note=note) | m.NotePutBack(note=note):
            return frozenset({f"note/{note}"})
        case m.NoteDeleted(note=note):
            return frozenset({f"note/{note}"})
        case m.NoteEdited(note=note):
            return frozenset({f"note/{note}/text", f"note/{note}/zone"})
        case m.NoteMoved(note=note):
            return frozenset({f"note/{note}/zone"})
        case m.NoteHidden(note=note):
            return frozenset({f"note/{note}/hidden", "spotlit"})
        case m.NoteTicked(note=note):
            return frozenset({f"note/{note}/tick"})
        case m.NoteReturned(note=note):
            return frozenset({f"note/{note}/handed_in"})
        case m.NotesHandedIn(unit=unit, notes=notes):
            return frozenset({f"unit/{unit}"} | {f"note/{note}/handed_in" for note in notes})
        case m.NoteSpotlit():
            return frozenset({"spotlit"})
        case m.ExampleShown():
            return frozenset({"example"})
        case m.NotesReleased() | m.StageRestored():
            return frozenset({"stage"})
        case m.DotsPlaced(stage=stage, person=person, note=note):
            return frozenset({f"dots/{stage}/{person}", f"note/{note}/dots"})
        case m.VoteMoved(stage=stage):
            return frozenset({f"stage/vote/{stage}"})
        case m.TieBroken(stage=stage, note=note):
            return frozenset({f"tie/{stage}/{note}"})
        case m.CommentAdded(comment=comment):
            return frozenset({f"comment/{comment}"})
        case _:
            raise TypeError(f"not a board event: {event!r}")


def wrote(event: Any) -> Wording | None:
    match event:
        case m.NoteAdded(note=note, author=author) | m.NotePutBack(note=note, author=author):
            return Wording(note, author)
        case m.NoteEdited(note=note, author=author):
            return Wording(note, author)
        case m.CommentAdded(comment=comment, author=author):
            return Wording(comment, author)
        case _:
            return None


def with_note_unwritten(state: BoardState, note_id: str, counted: Map[tuple[str, str], int]) -> BoardState:
    """The board without a note that was entered by mistake, as if it had never been written."""
    note = state.notes[note_id]
    last = note.arrival == state.written - 1
    return replace(
        state,
        notes=state.notes.delete(note_id),
        authored=counted,
        written=state.written - 1 if last else state.written,
        ticked=state.ticked - {note_id},
        spotlit=None if state.spotlit == note_id else state.spotlit,
    )
