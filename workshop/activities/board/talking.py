"""The room talks, or the teams do, and everybody may add a line."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.checks import input_open
from workshop.activities.board.config import Discuss, Level, narrower
from workshop.activities.board.messages import talking as m
from workshop.activities.board.state import BoardState, Remark, level_of, rank_of
from workshop.activities.board.topic import Topic, only
from workshop.core.activity import By, Event, RoomView, Wording
from workshop.core.course import Input
from workshop.core.errors import Refused
from workshop.core.frozen import replace
from workshop.parts.length import check_length

COMMENTS_A_PERSON = 5


def comment_input(room: RoomView) -> Input | None:
    """The line that people may add while they talk, where the course asks for one that others may read."""
    lines = (entry for entry in (room.step.inputs if room.step else ()) if entry.type in ("text", "longtext"))
    return next((entry for entry in lines if reach(entry, room) in ("room", "team")), None)


def reach(entry: Input, room: RoomView) -> Level:
    """Who reads such a line: everybody, or the team of its writer and the console; never more than the block is for."""
    block = level_of(room.block.privacy)
    return narrower(block, level_of(entry.privacy)) if entry.privacy else block


def _comment(state: BoardState, command: m.Comment, by: By, room: RoomView) -> list[Event]:
    stage = state.current()
    entry = comment_input(room)
    if not isinstance(stage, Discuss) or entry is None:
        raise Refused("board/not_talking")
    input_open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    to: Literal["team", "room"] = "room" if reach(entry, room) == "room" else "team"
    if to == "team" and by.team is None:
        raise Refused("board/no_team")
    check_length(command.text, entry.max_chars or 30, entry.min_chars or 0, code="board")
    mine = sum(c.author == by.person and c.stage == stage.id for c in state.comments.values())
    if mine >= COMMENTS_A_PERSON:
        raise Refused("board/enough_comments", most=COMMENTS_A_PERSON)
    at = None if state.anonymous else by.now
    comment, text = by.fresh_id(), command.text
    return [
        m.CommentAdded(comment=comment, stage=stage.id, text=text, author=by.person, team=by.team, to=to, at=at),
    ]


def _with_comment(state: BoardState, event: m.CommentAdded) -> BoardState:
    comment = Remark(
        event.comment, event.stage, event.text, event.author, event.team, event.to,
        rank=rank_of(state, event.comment, len(state.comments)), at=event.at,
    )  # fmt: skip
    return replace(state, comments=state.comments.set(comment.id, comment))


TOPIC = Topic(
    decides={m.Comment: _comment},
    applies={m.CommentAdded: _with_comment},
    touches={m.CommentAdded: lambda event: frozenset({f"comment/{event.comment}"})},
    concerns={m.CommentAdded: lambda event: only(event.author)},
    wrote={m.CommentAdded: lambda event: Wording(event.comment, event.author)},
)
