"""How a file calls teams and steps."""

from __future__ import annotations

from workshop.activities.board import marks
from workshop.activities.board.config import Stage
from workshop.activities.board.state import BoardState
from workshop.core.activity import RoomView, TeamId
from workshop.core.course import Step, Words
from workshop.core.report import Text, still_said


def team_label(team_id: TeamId | None, room: RoomView) -> str | None:
    team = room.teams.get(team_id or "")
    return team.label if team else None


def team_words(team_id: TeamId | None, room: RoomView) -> Text | None:
    """What a team is called where its name stands among other texts."""
    team = room.teams.get(team_id or "")
    return team.words if team else None


def focus_of(room: RoomView) -> Words | None:
    """The question of the board as the room words it, whenever it did so."""
    focus = room.block.config.get("focus")
    return Words(zh=focus["zh"], en=focus["en"]) if focus else None


def name_of(stage: Stage, room: RoomView) -> Text:
    step = step_of(stage, room)
    return step.name if step else Words(zh=stage.id, en=stage.id)


def step_of(stage: Stage, room: RoomView) -> Step | None:
    return next((step for step in room.block.steps if (step.stage or step.id) == stage.id), None)


def cluster_label(state: BoardState, cluster: str) -> Text:
    """A cluster's name, or its symbol while it has none."""
    one = state.clusters.made[cluster]
    return marks.named(one.mark) if one.name is None else still_said(one.name)
