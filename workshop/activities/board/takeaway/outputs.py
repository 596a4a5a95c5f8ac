"""Which outputs of the course stand in which part of the report."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.config import Cluster, Resolve, Vote
from workshop.activities.board.state import BoardState
from workshop.core.activity import RoomView
from workshop.core.course import Output

Part = Literal["wall", "picture", "votes", "clusters", "conclusions", "comments", "shares"]


def served(state: BoardState, room: RoomView, part: Part) -> frozenset[str]:
    """The outputs that this part of the report holds."""
    return frozenset(output.id for output in room.block.outputs if _part_of(output, state, room) == part)


def _part_of(output: Output, state: BoardState, room: RoomView) -> Part:
    """A picture is drawn; a table is what the board came to in the end: a conclusion, clusters, votes or the notes."""
    if output.format in ("image", "pdf"):
        return "picture"
    if output.format == "chart":
        return "shares"
    if output.level == "self":
        return "wall"
    if any(entry.id == output.id for step in room.block.steps if step.phase == "discuss" for entry in step.inputs):
        return "comments"
    if state.config.stage(output.id) is None and any(isinstance(stage, Cluster) for stage in state.config.stages):
        return "clusters"
    for part, stage_type in (("conclusions", Resolve), ("votes", Vote)):
        if any(isinstance(stage, stage_type) for stage in state.config.stages):
            return part  # type: ignore[return-value]
    return "wall"
