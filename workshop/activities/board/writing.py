"""Writing notes: on one's own phone, or by the facilitator for somebody without one."""

from __future__ import annotations

from collections.abc import Mapping

from immutables import Map

from workshop.activities.board.checks import input_open, own_note, room_on_board, zone_of
from workshop.activities.board.clustering import place_again
from workshop.activities.board.config import Gather, Write, narrower
from workshop.activities.board.fields import checked_fields
from workshop.activities.board.messages import writing as m
from workshop.activities.board.messages.handing_in import NoteTicked
from workshop.activities.board.messages.showing import NoteSpotlit
from workshop.activities.board.refs import checked_refs
from workshop.activities.board.signing import is_author, names_of, signed, veils
from workshop.activities.board.state import BoardState, Note, board_of, forgotten, opened, rank_of, with_note
from workshop.activities.board.topic import Topic, only
from workshop.core.activity import By, Event, PersonId, Progress, RoomView, TeamId, Wording
from workshop.core.course import Input
from workshop.core.errors import Refused
from workshop.core.followed import Followed
from workshop.core.frozen import made, replace
from workshop.parts.length import check_length


def _add(state: BoardState, command: m.AddNote, by: By, room: RoomView) -> list[Event]:
    stage = state.current()
    if not isinstance(stage, Write):
        raise Refused("board/not_writing")
    input_open(room)
    check_text(state, command.text, room)
    _room_for_more(state, stage, by.team if stage.scope == "team" else by.person, room)
    board = _board_to_write_on(state, stage, command.person, by, room)
    zone = zone_of(state, command.zone, stage, board=board)
    at = None if state.anonymous else by.now
    return [
        m.NoteAdded(
            note=by.fresh_id(), stage=stage.id, zone=zone, text=command.text,
            author=signed(state, by.person, board, room), team=by.team, at=at, board=board,
            fields=checked_fields(state.config.note.beside, command.fields, room),
            refs=checked_refs(state, stage, zone, board, command.refs, room),
        ),
    ]  # fmt: skip


def _board_to_write_on(
    state: BoardState, stage: Write, colleague: PersonId | None, by: By, room: RoomView
) -> str | None:
    """Mine, my team's or the room's; on a colleague's where the stage is for that."""
    if colleague is not None or stage.into == "others":
        return _colleague(stage, colleague, by, room)
    board = board_of(state, by.person, by.team)
    if board is None and state.config.instances == "team":
        raise Refused("board/no_team")
    return board


def _colleague(stage: Write, colleague: PersonId | None, by: By, room: RoomView) -> PersonId:
    if stage.into == "own":
        raise Refused("board/own_board_only")
    if colleague is None:
        raise Refused("board/choose_colleague")
    found = room.people.get(colleague)
    if found is None or found.removed or found.team != by.team:
        raise Refused("board/no_such_colleague")
    if colleague == by.person:
        raise Refused("board/not_to_yourself")
    return colleague


def _edit(state: BoardState, command: m.EditNote, by: By, room: RoomView) -> list[Event]:
    old, stage = own_note(state, command.note, by, room, command.person), state.current()
    check_text(state, command.text, room)
    writing = stage if isinstance(stage, Write) else None
    zone = old.zone
    if command.zone not in (None, old.zone):
        zone = zone_of(state, command.zone, writing, moving=old)
    given = dict(old.fields) if command.fields is None else command.fields
    refs = list(old.refs) if command.refs is None else command.refs
    if writing and (command.refs is not None or zone != old.zone):
        refs = checked_refs(state, writing, zone, old.board, refs, room)
    editor = None if is_author(state, old, by.person, room) else by.person
    return [
        m.NoteEdited(
            note=old.id, text=command.text, zone=zone, author=old.author, editor=editor, refs=refs,
            fields=checked_fields(state.config.note.beside, given, room),
        ),
    ]  # fmt: skip


def _delete(state: BoardState, command: m.DeleteNote, by: By, room: RoomView) -> list[Event]:
    note = own_note(state, command.note, by, room, command.person)
    return [m.NoteDeleted(note=note.id, author=note.author)]


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
    check_text(state, command.text, room)
    write = stage if isinstance(stage, Write) else next((s for s in state.config.stages if isinstance(s, Write)), None)
    if write is None:
        raise Refused("board/not_writing")
    unit = team if write.scope == "team" else command.person
    if unit:
        _room_for_more(state, write, unit, room)
    room_on_board(state)
    board = board_of(state, command.person, team)
    if board is None and state.config.instances == "team":
        raise Refused("board/no_team")
    at, zone = None if state.anonymous else by.now, zone_of(state, command.zone, write, board=board)
    return [
        m.NoteAdded(
            note=by.fresh_id(), stage=write.id, zone=zone, text=command.text, author=command.person, team=team,
            entered="facilitator", at=at, board=board,
            fields=checked_fields(state.config.note.beside, command.fields, room),
            refs=checked_refs(state, write, zone, board, command.refs, room),
        ),
    ]  # fmt: skip


def check_text(state: BoardState, text: str, room: RoomView) -> None:
    """The weighted length that the board or, if that is less, the step allows; raises ``Refused``."""
    step = room.step
    entry = step.input("text") if step else None
    check_length(text, longest_text(state, entry), entry.min_chars or 0 if entry else 0, code="board")


def longest_text(state: BoardState, entry: Input | None) -> int:
    limits = [state.config.note.max_chars]
    limits += [entry.max_chars] if entry and entry.max_chars else []
    limits += [one.max for one in state.config.note.fields if one.id == "text"]
    return min(limits)


def _room_for_more(state: BoardState, stage: Write, unit: str | None, room: RoomView) -> None:
    if unit is None:
        raise Refused("board/no_team" if stage.scope == "team" else "room/participants_only")
    if _written_by(state, stage, unit, room) >= stage.max_per_author:
        raise Refused("board/enough_notes", most=stage.max_per_author)
    room_on_board(state)


# --- what is known afterwards -------------------------------------------------------------------------------------


def _with_added(state: BoardState, event: m.NoteAdded) -> BoardState:
    stage = state.config.stage(event.stage)
    level = narrower(stage.visible_to if isinstance(stage, Write) else "team", state.ceiling)
    level = "self" if level == "pair" else level  # a board knows no pairs
    if event.entered == "facilitator" and level == "self":
        level = narrower("team", state.ceiling)
    if state.stage != event.stage and isinstance(stage, Write):
        level = narrower(state.config.opens_to(stage), state.ceiling)
    rank = rank_of(state, event.note, state.written)
    note = made(
        Note, id=event.note, stage=event.stage, zone=event.zone, rank=rank, text=event.text, arrival=state.written,
        author=event.author, team=event.team, level=level, entered=event.entered, at=event.at, board=event.board,
        fields=Map(event.fields), refs=tuple(event.refs),
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
        level=event.level, hidden=event.hidden, entered=event.entered, at=event.at, board=event.board,
        fields=Map(event.fields), refs=tuple(event.refs),
    )  # fmt: skip
    return replace(
        state,
        notes=state.notes.set(note.id, note),
        written=max(state.written, note.arrival + 1),
        authored=_counted(state, note, +1),
    )


def _with_edited(state: BoardState, event: m.NoteEdited) -> BoardState:
    note = state.notes[event.note]
    return with_note(
        state,
        replace(note, text=event.text, zone=event.zone, fields=Map(event.fields), refs=tuple(event.refs)),
    )


def _without(state: BoardState, event: m.NoteDeleted) -> BoardState:
    note = state.notes[event.note]
    state = replace(
        state, notes=state.notes.delete(note.id), authored=_counted(state, note, -1), deleted=state.deleted + 1
    )
    return forgotten(state, note.id)


def _with_unwritten(state: BoardState, event: m.NoteUnwritten) -> BoardState:
    """The board without a note that was entered by mistake, as if it had never been written."""
    note = state.notes[event.note]
    last = note.arrival == state.written - 1
    state = replace(
        state,
        notes=state.notes.delete(note.id),
        authored=_counted(state, note, -1),
        written=state.written - 1 if last else state.written,
    )
    return forgotten(state, note.id)


NOBODY: Mapping[str, int] = Map()


def _counted(state: BoardState, note: Note, change: int) -> Map[str, Followed[str, int]]:
    stage = state.config.stage(note.stage)
    unit = note.team if isinstance(stage, Write) and stage.scope == "team" else note.author
    if unit is None:
        return state.authored
    units = state.authored.get(note.stage) or Followed()
    n = units.get(unit, 0) + change
    return state.authored.set(note.stage, units.set(unit, n) if n else units.delete(unit))


def _left(state: BoardState, stage: Write) -> BoardState:
    """What was written opens when the writing is over."""
    return opened(state, state.config.opens_to(stage), stage=stage.id)


def _progress(state: BoardState, stage: Write, room: RoomView) -> Progress:
    written = _written(state, stage, room)
    least = max(1, stage.min_per_author)
    done = frozenset(written.picked(("enough", least), lambda n: n >= least, lambda _: True))
    if _covers(stage, room):
        done &= _covering(state, stage)
    teams: dict[PersonId, TeamId | None] = {}
    if state.anonymous:  # of everybody else the room knows the team
        teams = {note.author: note.team for note in state.notes.values() if note.author}
    return Progress("team" if stage.scope == "team" else "person", done, written, teams)


def _written(state: BoardState, stage: Write, room: RoomView) -> Followed[str, int]:
    """How much each person or team has written. Whoever writes under several names is counted as one."""
    if stage.into != "own" and veils(state.config):
        counts = {person: _written_by(state, stage, person, room) for person in room.people}
        return Followed({person: n for person, n in counts.items() if n})
    return state.authored.get(stage.id) or Followed()


def _written_by(state: BoardState, stage: Write, unit: str, room: RoomView) -> int:
    names = [unit] if stage.scope == "team" or stage.into == "own" else names_of(state, unit, room)
    written = state.authored.get(stage.id, NOBODY)
    return sum(written.get(name, 0) for name in names)


def _covers(stage: Write, room: RoomView) -> bool:
    """Whether everybody who writes has to have something in every zone."""
    check = room.block.check("zones_covered")
    return (
        check is not None
        and check.level == "block"
        and len(stage.zones) > 1
        and stage.min_per_author >= len(stage.zones)
    )


def _covering(state: BoardState, stage: Write) -> frozenset[str]:
    """The authors (or teams) with a note in every zone of this stage."""
    zones: dict[str, set[str]] = {}
    for note in state.notes.values():
        unit = note.team if stage.scope == "team" else note.author
        if note.stage == stage.id and unit:
            zones.setdefault(unit, set()).add(note.zone)
    return frozenset(unit for unit, covered in zones.items() if covered >= set(stage.zones))


# --- taken back ---------------------------------------------------------------------------------------------------


def _put_back(before: BoardState, note_id: str) -> Event:
    note = before.notes[note_id]
    return m.NotePutBack(
        note=note.id, stage=note.stage, zone=note.zone, rank=note.rank, arrival=note.arrival, text=note.text,
        author=note.author, team=note.team, level=note.level, hidden=note.hidden, entered=note.entered, at=note.at,
        board=note.board, fields=dict(note.fields), refs=list(note.refs),
    )  # fmt: skip


def pointers_again(before: BoardState, note: str) -> list[Event]:
    """What pointed at the note: its tick, and the light on it."""
    ticked: list[Event] = [NoteTicked(note=note, on=True)] if note in before.ticked else []
    return [*ticked, NoteSpotlit(note=note, on=True)] if before.spotlit == note else ticked


TOPIC = Topic(
    decides={m.AddNote: _add, m.EditNote: _edit, m.DeleteNote: _delete, m.EnterNote: _enter},
    applies={
        m.NoteAdded: _with_added,
        m.NoteEdited: _with_edited,
        m.NoteDeleted: _without,
        m.NoteUnwritten: _with_unwritten,
        m.NotePutBack: _with_put_back,
    },
    reverses={
        m.NoteAdded: lambda _before, event: [m.NoteUnwritten(note=event.note, author=event.author)],
        m.NotePutBack: lambda _before, event: [m.NoteUnwritten(note=event.note, author=event.author)],
        m.NoteUnwritten: lambda before, event: [
            _put_back(before, event.note), *pointers_again(before, event.note), *place_again(before, event.note)
        ],
    },
    touches={
        m.NoteAdded: lambda event: frozenset({f"note/{event.note}"}),
        m.NoteUnwritten: lambda event: frozenset({f"note/{event.note}"}),
        m.NotePutBack: lambda event: frozenset({f"note/{event.note}"}),
        m.NoteDeleted: lambda event: frozenset({f"note/{event.note}"}),
        m.NoteEdited: lambda event: frozenset({f"note/{event.note}/text", f"note/{event.note}/zone"}),
    },
    concerns={
        event: (lambda event: only(event.author)) for event in m.EVENTS
    },
    wrote={
        m.NoteAdded: lambda event: Wording(event.note, event.author),
        m.NotePutBack: lambda event: Wording(event.note, event.author),
        m.NoteEdited: lambda event: Wording(event.note, event.editor or event.author),
    },
    leaves={Write: _left},
    progress={Write: _progress},
)  # fmt: skip
