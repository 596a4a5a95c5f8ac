"""Clusters get their names last, the largest first: teams propose, the facilitator confirms."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.messages.who import Facilitates, Participates
from workshop.core.activity import Event, PersonId, TeamId
from workshop.core.said import Kept, Said


class ProposeName(Participates):
    """My team's name for the cluster that is being named; a new one takes the place of the one before."""

    type: Literal["board/propose_name"]
    text: Said


class ConfirmName(Facilitates):
    """The cluster is called so; the next one without a name comes up."""

    type: Literal["board/confirm_name"]
    cluster: str
    text: Said


class TakeName(Facilitates):
    """The cluster is called as this team proposed."""

    type: Literal["board/take_name"]
    proposal: str


class NextCluster(Facilitates):
    """Name this cluster now, or the next one that has no name."""

    type: Literal["board/next_cluster"]
    cluster: str | None = None


class NameProposed(Event):
    """``unit`` is the team, or the person where there is none."""

    type: Literal["board/name_proposed"] = "board/name_proposed"
    proposal: str
    cluster: str
    unit: str
    text: Kept
    person: PersonId
    team: TeamId | None = None


class ClusterNamed(Event):
    """A cluster has a name. ``person`` is whoever proposed it word for word; without ``named`` it has none again."""

    type: Literal["board/cluster_named"] = "board/cluster_named"
    cluster: str
    text: Kept = ""
    person: PersonId | None = None
    named: bool = True


class NamingMoved(Event):
    """This cluster is being named; None: the first that has no name."""

    type: Literal["board/naming_moved"] = "board/naming_moved"
    cluster: str | None = None


COMMANDS = (ProposeName, ConfirmName, TakeName, NextCluster)
EVENTS = (NameProposed, ClusterNamed, NamingMoved)
