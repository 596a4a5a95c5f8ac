"""Dots."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.messages.who import Facilitates, Participates
from workshop.core.activity import Command, Event, PersonId, TeamId


class PlaceDots(Participates):
    """How many of my dots lie on this note (cluster, zone: whatever the vote is on) from now on; 0 takes them back."""

    type: Literal["board/place_dots"]
    stage: str
    note: str | None = None
    cluster: str | None = None
    zone: str | None = None
    dots: int


class CloseVote(Facilitates):
    type: Literal["board/close_vote"]
    stage: str


class ReopenVote(Facilitates):
    """Let people vote, or vote again: every dot stays where it is. Refused while there are too many targets."""

    type: Literal["board/reopen_vote"]
    stage: str


class BreakTie(Facilitates):
    """Put one note (cluster, zone) before the others that have as many dots."""

    type: Literal["board/break_tie"]
    stage: str
    note: str | None = None
    cluster: str | None = None
    zone: str | None = None


class DotsPlaced(Event):
    """``target`` is the note, cluster or zone the vote is on."""

    type: Literal["board/dots_placed"] = "board/dots_placed"
    stage: str
    person: PersonId
    team: TeamId | None = None
    target: str
    dots: int


class VoteMoved(Event):
    type: Literal["board/vote_moved"] = "board/vote_moved"
    stage: str
    to: Literal["waiting", "open", "closed"]


class TieBroken(Event):
    type: Literal["board/tie_broken"] = "board/tie_broken"
    stage: str
    target: str
    on: bool = True


COMMANDS: tuple[type[Command], ...] = (PlaceDots, CloseVote, ReopenVote, BreakTie)
EVENTS: tuple[type[Event], ...] = (DotsPlaced, VoteMoved, TieBroken)
