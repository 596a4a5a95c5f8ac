"""Teams come forward one after the other: the messages of ``workshop.parts.present`` as a board speaks them."""

from __future__ import annotations

from typing import Literal

from workshop.parts import present


class NextTeam(present.NextTeam):
    type: Literal["board/next_team"]


class EndTurn(present.EndTurn):
    type: Literal["board/end_turn"]


class CloseRating(present.CloseRating):
    type: Literal["board/close_rating"]


class ReopenRating(present.ReopenRating):
    type: Literal["board/reopen_rating"]


class SkipTeam(present.SkipTeam):
    type: Literal["board/skip_team"]


class AddTurnTime(present.AddTurnTime):
    type: Literal["board/add_turn_time"]


class SetQueue(present.SetQueue):
    type: Literal["board/set_queue"]


class DrawQueue(present.DrawQueue):
    type: Literal["board/draw_queue"]


class Volunteer(present.Volunteer):
    type: Literal["board/volunteer"]


class RateTeam(present.RateTeam):
    type: Literal["board/rate_team"]


class TellTeam(present.TellTeam):
    type: Literal["board/tell_team"]


class TurnMoved(present.TurnMoved):
    type: Literal["board/turn_moved"] = "board/turn_moved"


class QueueSet(present.QueueSet):
    type: Literal["board/queue_set"] = "board/queue_set"


class TeamRated(present.TeamRated):
    type: Literal["board/team_rated"] = "board/team_rated"


class TeamTold(present.TeamTold):
    type: Literal["board/team_told"] = "board/team_told"


COMMANDS = (
    NextTeam, EndTurn, CloseRating, ReopenRating, SkipTeam, AddTurnTime, SetQueue, DrawQueue, Volunteer, RateTeam,
    TellTeam,
)  # fmt: skip
EVENTS = (TurnMoved, QueueSet, TeamRated, TeamTold)
