"""What a board leaves behind: every note its reader may have, voted on or not, under its question and column."""

from __future__ import annotations

from workshop.activities.board.config import Vote
from workshop.activities.board.state import BoardState
from workshop.activities.board.takeaway.comments import comments_section
from workshop.activities.board.takeaway.votes import vote_section
from workshop.activities.board.takeaway.wall import wall_section
from workshop.core.activity import RoomView
from workshop.core.report import Reader, Report


def report(state: BoardState, reader: Reader, room: RoomView) -> Report:
    """The wall, then each vote, then what people added while they talked."""
    sections = [wall_section(state, reader, room)]
    sections += [vote_section(state, stage, room) for stage in state.config.stages if isinstance(stage, Vote)]
    comments = comments_section(state, reader, room)
    if comments:
        sections.append(comments)
    return Report(tuple(section for section in sections if section.entries or section.tallies or section.kept_back
                        or section.hidden or section.title == sections[0].title))  # fmt: skip
