"""What a board leaves behind: every note its reader may have, voted on or not, under its question and column."""

from __future__ import annotations

from workshop.activities.board.config import Vote
from workshop.activities.board.state import BoardState, Note
from workshop.core.activity import RoomView, TeamId
from workshop.core.course import Step, Words
from workshop.core.report import Count, Entry, Reader, Report, Section, Tally, Text, label, still_said


def report(state: BoardState, reader: Reader, room: RoomView) -> Report:
    """The wall, then each vote, then what people added while they talked."""
    sections = [_wall(state, reader, room)]
    sections += [_vote(state, stage, room) for stage in state.config.stages if isinstance(stage, Vote)]
    comments = _comments(state, reader, room)
    if comments:
        sections.append(comments)
    return Report(tuple(section for section in sections if section.entries or section.tallies or section.kept_back
                        or section.hidden or section.title == sections[0].title))  # fmt: skip


def _readable(note: Note, reader: Reader) -> bool:
    if reader.kind == "person" and note.author == reader.id:
        return True
    if note.hidden:
        return False
    return note.level == "room" or (reader.kind == "team" and note.level == "team" and note.team == reader.id)


def _wall(state: BoardState, reader: Reader, room: RoomView) -> Section:
    notes = [note for note in state.ordered() if _readable(note, reader)]
    zones = [zone.id for zone in state.config.layout.zones]
    notes.sort(key=lambda note: (zones.index(note.zone), -_dots(state, note), note.rank, note.id))
    return Section(
        title=label("Notes"),
        question=state.config.focus,
        entries=tuple(_entry(state, note, room) for note in notes),
        kept_back=sum(note.level != "room" and not note.hidden for note in state.notes.values()),
        hidden=sum(note.hidden for note in state.notes.values()),
    )


def _dots(state: BoardState, note: Note) -> int:
    return sum(ballot.totals.get(note.id, 0) for ballot in state.ballots.values() if ballot.state == "closed")


def _entry(state: BoardState, note: Note, room: RoomView) -> Entry:
    zone = state.config.zone(note.zone)
    votes = tuple(
        (_name_of(stage, room), state.ballot(stage.id).totals.get(note.id, 0))
        for stage in state.config.stages
        if isinstance(stage, Vote) and state.ballot(stage.id).state == "closed" and note.level == "room"
    )
    return Entry(
        text=note.words or still_said(note.text),
        what="seed" if note.words else "note",
        group=zone.words if zone and len(state.config.layout.zones) > 1 else None,
        team=_team_label(note.team, room) if state.config.identity != "anonymous" else None,
        author=room.name(note.author) if state.config.identity == "named" else None,
        anonymous=state.anonymous and note.words is None,
        votes=votes or None,
        minute=note.at,
        entered_by=note.entered,
    )


def _team_label(team_id: TeamId | None, room: RoomView) -> str | None:
    team = room.teams.get(team_id or "")
    return team.label if team else None


def _name_of(stage: Vote, room: RoomView) -> Text:
    step = _step_of(stage, room)
    return step.name if step else Words(zh=stage.id, en=stage.id)


def _step_of(stage: Vote, room: RoomView) -> Step | None:
    return next((step for step in room.block.steps if (step.stage or step.id) == stage.id), None)


def _vote(state: BoardState, stage: Vote, room: RoomView) -> Section:
    ballot, step = state.ballot(stage.id), _step_of(stage, room)
    if ballot.state != "closed":
        return Section(_name_of(stage, room))
    ranked = sorted(
        state.targets(),
        key=lambda note: (-ballot.totals.get(note.id, 0), note.id not in ballot.first_of_tie, note.rank, note.id),
    )
    rows = tuple(Count(note.words or still_said(note.text), ballot.totals.get(note.id, 0)) for note in ranked)
    voters = sum(1 for dots in ballot.dots.values() if dots)
    present = sum(not person.removed for person in room.people.values())
    question = step.projector if step else None
    return Section(_name_of(stage, room), question, tallies=(Tally(_name_of(stage, room), rows, voters, present),))


def _comments(state: BoardState, reader: Reader, room: RoomView) -> Section | None:
    if not state.comments:
        return None
    named, secret = state.config.identity == "named", state.anonymous
    entries = tuple(
        Entry(
            still_said(comment.text),
            "comment",
            team=None if secret else _team_label(comment.team, room),
            author=room.name(comment.author) if named else None,
            anonymous=secret,
            minute=comment.at,
        )
        for comment in sorted(state.comments.values(), key=lambda comment: (comment.rank, comment.id))
    )
    stage = next(iter(state.comments.values())).stage
    step = next((step for step in room.block.steps if (step.stage or step.id) == stage), None)
    return Section(label("Said while talking"), step.projector if step else None, entries=entries)
