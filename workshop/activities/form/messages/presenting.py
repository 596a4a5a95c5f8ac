"""Teams come forward one after the other: the messages of ``workshop.parts.present`` as a board speaks them."""

from __future__ import annotations

from typing import Literal

from workshop.parts import present


class NextTeam(present.NextTeam):
    type: Literal["form/next_team"]


class EndTurn(present.EndTurn):
    type: Literal["form/end_turn"]


class CloseRating(present.CloseRating):
    type: Literal["form/close_rating"]


class ReopenRating(present.ReopenRating):
    type: Literal["form/reopen_rating"]


class SkipTeam(present.SkipTeam):
    type: Literal["form/skip_team"]


class AddTurnTime(present.AddTurnTime):
    type: Literal["form/add_turn_time"]


class SetQueue(present.SetQueue):
    type: Literal["form/set_queue"]


class DrawQueue(present.DrawQueue):
    type: Literal["form/draw_queue"]


class Volunteer(present.Volunteer):
    type: Literal["form/volunteer"]


class RateTeam(present.RateTeam):
    type: Literal["form/rate_team"]


class TellTeam(present.TellTeam):
    type: Literal["form/tell_team"]


class TurnMoved(present.TurnMoved):
    type: Literal["form/turn_moved"] = "form/turn_moved"


class QueueSet(present.QueueSet):
    type: Literal["form/queue_set"] = "form/queue_set"


class TeamRated(present.TeamRated):
    type: Literal["form/team_rated"] = "form/team_rated"


class TeamTold(present.TeamTold):
    type: Literal["form/team_told"] = "form/team_told"


COMMANDS = (
    NextTeam, EndTurn, CloseRating, ReopenRating, SkipTeam, AddTurnTime, SetQueue, DrawQueue, Volunteer, RateTeam,
    TellTeam,
)  # fmt: skip
EVENTS = (TurnMoved, QueueSet, TeamRated, TeamTold)
