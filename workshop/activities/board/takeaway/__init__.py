"""What a board leaves behind: every note its reader may have, voted on or not, under its question and column."""

from __future__ import annotations

from workshop.activities.board.config import Cluster, Present, Resolve, Vote
from workshop.activities.board.state import BoardState
from workshop.activities.board.takeaway.clusters import clusters_section, picture_section
from workshop.activities.board.takeaway.comments import comments_section
from workshop.activities.board.takeaway.conclusions import conclusion_section, show_section
from workshop.activities.board.takeaway.shares import shares_section
from workshop.activities.board.takeaway.votes import vote_section
from workshop.activities.board.takeaway.wall import wall_section
from workshop.core.activity import RoomView
from workshop.core.report import Reader, Report, Section


def report(state: BoardState, reader: Reader, room: RoomView) -> Report:
    """The wall, then stage by stage what came of it, then what people added while they talked, then the board drawn."""
    wall = wall_section(state, reader, room)
    found: list[Section | None] = []
    for stage in state.config.stages:
        match stage:
            case Cluster():
                found.append(clusters_section(state, room))
            case Vote():
                found.append(vote_section(state, stage, reader, room))
            case Resolve():
                found.append(conclusion_section(state, stage, reader, room))
            case Present():
                found.append(show_section(state, stage, reader, room))
            case _:
                pass
    found += [shares_section(state, reader, room), comments_section(state, reader, room)]
    found.append(picture_section(state, reader, room))
    return Report((wall, *(section for section in found if section and _holds(section))))


def _holds(section: Section) -> bool:
    parts = section.entries, section.tallies, section.records, section.tables, section.charts, section.boards
    return any(parts) or bool(section.outputs)
