"""What a room produced, block by block, for one reader."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from workshop.core.activity import PersonId
from workshop.core.report import (
    CLIENT,
    Attendance,
    BlockReport,
    Reader,
    Report,
    RoomReport,
    Section,
    still_said,
)
from workshop.rooms.kinds import kinds
from workshop.rooms.state import Run
from workshop.rooms.views import Picture


def room_report(picture: Picture, opened: int, utc_offset_minutes: int, reader: Reader = CLIENT) -> RoomReport:
    """Every block of the agenda, also those still running or never begun. Equal rooms give equal reports."""
    state = picture.state
    blocks = []
    for slot in state.agenda.slots:
        block, run = state.course.blocks[slot.block], state.runs.get(slot.block)
        report = Report()
        if run:
            report = kinds()[block.kind].activity.report(run.state, reader, picture.room_view(block.id))
        blocks.append(
            BlockReport(
                block=block.id,
                kind=block.kind,
                title=block.title,
                day=slot.day,
                planned_minutes=slot.minutes,
                began=run.began if run else None,
                ended=run.ended if run else None,
                state=_standing(run, skipped=block.id in state.skipped),
                report=report,
            )
        )
    return RoomReport(
        title=picture.door.title,
        course=state.course.title,
        code=picture.door.code,
        opened=opened,
        utc_offset_minutes=utc_offset_minutes,
        blocks=tuple(blocks),
        people=tuple(
            Attendance(
                still_said(person.name),
                _team_label(picture, person.team),
                state.members[person.id].joined,
                person.removed,
            )
            for person in picture.people.values()
            if not state.members[person.id].waits
        ),
        teams=tuple(team.label for team in sorted(state.teams.values(), key=lambda team: team.number)),
    )


def own_report(picture: Picture, opened: int, utc_offset_minutes: int, person: PersonId) -> RoomReport:
    """What one person takes home: what they wrote, what they alone were told, and the sheets of their team.

    It knows no kind: theirs is what a report for them holds and a report for the client does not, and what says that
    it is their own. Blocks that leave nothing are not in it, and nobody else's name but where feedback has one.
    """
    everything = room_report(picture, opened, utc_offset_minutes, Reader("person", person))
    client = room_report(picture, opened, utc_offset_minutes)
    team = _team_label(picture, picture.people[person].team)
    blocks = []
    for block, shared in zip(everything.blocks, client.blocks, strict=True):
        own = _own_sections(block.report, shared.report, team)
        if own:
            blocks.append(replace(block, report=Report(own)))
    whose = still_said(picture.people[person].name)
    return replace(everything, blocks=tuple(blocks), people=(), teams=(), whose=whose)


def _own_sections(report: Report, shared: Report, team: str | None) -> tuple[Section, ...]:
    sections = shared.sections
    entries = {entry for section in sections for entry in section.entries}
    records = [record for section in sections for record in section.records]
    tables = [table for section in sections for table in section.tables]
    found = []
    for section in report.sections:
        own = replace(
            section,
            entries=tuple(entry for entry in section.entries if entry.own or entry not in entries),
            records=tuple(r for r in section.records if r not in records or (team is not None and r.team == team)),
            tables=tuple(table for table in section.tables if table not in tables),
            tallies=(),
            charts=(),
            boards=(),
            kept_back=0,
            hidden=0,
        )
        if own.entries or own.records or own.tables:
            found.append(own)
    return tuple(found)


def _standing(run: Run | None, *, skipped: bool) -> Literal["done", "running", "skipped", "ahead"]:
    if run:
        return "running" if run.open else "done"
    return "skipped" if skipped else "ahead"


def _team_label(picture: Picture, team: str | None) -> str | None:
    found = picture.state.teams.get(team or "")
    return found.label if found else None
