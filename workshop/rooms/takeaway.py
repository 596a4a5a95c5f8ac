"""What a room produced, block by block, for one reader."""

from __future__ import annotations

from typing import Literal

from workshop.core.report import CLIENT, Attendance, BlockReport, Reader, Report, RoomReport, still_said
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


def _standing(run: Run | None, *, skipped: bool) -> Literal["done", "running", "skipped", "ahead"]:
    if run:
        return "running" if run.open else "done"
    return "skipped" if skipped else "ahead"


def _team_label(picture: Picture, team: str | None) -> str | None:
    found = picture.state.teams.get(team or "")
    return found.label if found else None
