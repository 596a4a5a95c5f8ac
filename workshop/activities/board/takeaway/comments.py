"""What people added while they talked; what was for a team stands on the page of that team alone."""

from __future__ import annotations

from workshop.activities.board.state import BoardState
from workshop.activities.board.takeaway.labels import team_label
from workshop.activities.board.takeaway.outputs import served
from workshop.core.activity import RoomView
from workshop.core.report import Entry, Reader, Section, label, still_said


def comments_section(state: BoardState, reader: Reader, room: RoomView) -> Section | None:
    outputs = served(state, room, "comments")
    lines = [one for one in state.comments.values() if one.to == "room" or reader == Reader("team", one.team)]
    if not lines:
        return Section(label("Said while talking"), outputs=outputs) if outputs else None
    named, secret = state.config.identity == "named", state.anonymous
    entries = tuple(
        Entry(
            still_said(comment.text),
            "comment",
            team=None if secret else team_label(comment.team, room),
            author=room.name(comment.author) if named else None,
            anonymous=secret,
            minute=comment.at,
        )
        for comment in sorted(lines, key=lambda comment: (comment.rank, comment.id))
    )
    stage = lines[0].stage
    step = next((step for step in room.block.steps if (step.stage or step.id) == stage), None)
    return Section(label("Said while talking"), step.projector if step else None, entries=entries, outputs=outputs)
