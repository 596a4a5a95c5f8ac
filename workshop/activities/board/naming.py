"""Names come last: the largest cluster first, each team proposes, the facilitator confirms or writes another."""

from __future__ import annotations

import re
from typing import Any, Final

from workshop.activities.board.checks import input_open
from workshop.activities.board.clustering import members, with_clusters
from workshop.activities.board.config import Naming
from workshop.activities.board.known import Proposal
from workshop.activities.board.messages import naming as m
from workshop.activities.board.state import BoardState
from workshop.activities.board.topic import Topic, only
from workshop.core.activity import By, Command, Event, PersonId, Progress, RoomView, Wording
from workshop.core.errors import Quoting, Refused
from workshop.core.frozen import replace
from workshop.parts.length import is_wide, weighted_length

LONGEST: Final = 20
"""A name where the course gives no rule, weighted."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def order(state: BoardState) -> list[str]:
    """The clusters as they are named: the largest first, or where the course says otherwise by their symbols."""
    found = members(state)
    stages = [stage for stage in state.config.stages if isinstance(stage, Naming)]
    if not all(stage.largest_first for stage in stages):
        return list(found)
    return sorted(found, key=lambda cluster: (-len(found[cluster]), state.clusters.made[cluster].mark))


def unnamed(state: BoardState) -> list[str]:
    return [cluster for cluster in order(state) if state.clusters.made[cluster].name is None]


def being_named(state: BoardState) -> str | None:
    clusters = order(state)
    return state.names.at if state.names.at in clusters else next(iter(unnamed(state)), None)


def shows_names(state: BoardState) -> bool:
    """Names are never seen before the clusters are closed, not even when the room goes back to them."""
    seen = False
    for stage in state.config.stages:
        seen = seen or isinstance(stage, Naming)
        if stage.id == state.stage:
            return seen
    return False


# --- what may happen ----------------------------------------------------------------------------------------------


def _stage(state: BoardState) -> Naming:
    stage = state.current()
    if not isinstance(stage, Naming):
        raise Refused("board/not_naming")
    return stage


def _propose(state: BoardState, command: m.ProposeName, by: By, room: RoomView) -> list[Event]:
    stage = _stage(state)
    input_open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    if stage.by == "facilitator":
        raise Refused("board/not_asked")
    cluster = being_named(state)
    if cluster is None:
        raise Refused("board/all_named")
    team = room.teams.get(by.team or "") if stage.by == "team" else None
    if team and team.scribe and not by.scribe:
        raise Quoting("board/scribe_only", scribe=room.name(team.scribe) or "")
    check_name(stage, command.text)
    unit = team.id if team else by.person
    return [
        m.NameProposed(proposal=by.fresh_id(), cluster=cluster, unit=unit, text=command.text, person=by.person,
                       team=by.team),
    ]  # fmt: skip


def check_name(stage: Naming, text: str) -> None:
    """Raises ``Refused`` for a name too long or short: counted in characters where it holds Chinese, else in words."""
    rule = stage.length
    if rule is None:
        if weighted_length(text) > LONGEST:
            raise Refused("board/too_long", longest=LONGEST, length=weighted_length(text))
        return
    if any(is_wide(mark) for mark in text):
        allowed, length = rule.zh_chars, weighted_length(text)
        if not allowed.min <= length <= allowed.max:
            raise Refused("board/name_characters", least=allowed.min, most=allowed.max, length=length)
    else:
        allowed, length = rule.en_words, len(_WORD.findall(text))
        if not allowed.min <= length <= allowed.max:
            raise Refused("board/name_words", least=allowed.min, most=allowed.max, length=length)


def _confirm(state: BoardState, command: m.ConfirmName, by: By, room: RoomView) -> list[Event]:
    check_name(_stage(state), command.text)
    same = next((one for one in state.names.of(command.cluster) if one.text == command.text), None)
    return _named(state, command.cluster, command.text, same.person if same else None)


def _take(state: BoardState, command: m.TakeName, by: By, room: RoomView) -> list[Event]:
    _stage(state)
    found = next((one for one in state.names.proposals.values() if one.id == command.proposal and one.text), None)
    if found is None:
        raise Refused("board/no_such_proposal")
    return _named(state, found.cluster, found.text, found.person)


def _next(state: BoardState, command: m.NextCluster, by: By, room: RoomView) -> list[Event]:
    _stage(state)
    if command.cluster is not None and command.cluster not in members(state):
        raise Refused("board/no_such_cluster")
    to = command.cluster or _following(state, being_named(state))
    return [m.NamingMoved(cluster=to)] if to != state.names.at else []


def _named(state: BoardState, cluster: str, text: str, person: PersonId | None) -> list[Event]:
    """The cluster has its name, and the next one without any comes up; after the last one it stays."""
    if cluster not in members(state):
        raise Refused("board/no_such_cluster")
    named: list[Event] = []
    if state.clusters.made[cluster].name != text:
        named = [m.ClusterNamed(cluster=cluster, text=text, person=person)]
    to = _following(state, cluster)
    return [*named, m.NamingMoved(cluster=to)] if to != state.names.at else named


def _following(state: BoardState, now: str | None) -> str | None:
    """The next cluster without a name, from the start again after the last; the same one if there is no other."""
    clusters = order(state)
    at = clusters.index(now) + 1 if now in clusters else 0
    left = set(unnamed(state)) - {now}
    return next((one for one in clusters[at:] + clusters[:at] if one in left), now)


# --- what happened ------------------------------------------------------------------------------------------------


def _with_proposed(state: BoardState, event: m.NameProposed) -> BoardState:
    names = state.names
    one = Proposal(event.proposal, event.cluster, event.unit, event.text, event.person, event.team, names.proposed)
    proposals = names.proposals.set((one.cluster, one.unit), one)
    return replace(state, names=replace(names, proposals=proposals, proposed=names.proposed + 1))


def _with_named(state: BoardState, event: m.ClusterNamed) -> BoardState:
    called = replace(state.clusters.made[event.cluster], name=event.text if event.named else None)
    return with_clusters(state, replace(state.clusters, made=state.clusters.made.set(event.cluster, called)))


def _with_moved(state: BoardState, event: m.NamingMoved) -> BoardState:
    return replace(state, names=replace(state.names, at=event.cluster))


def _progress(state: BoardState, stage: Naming, room: RoomView) -> Progress:
    cluster = being_named(state)
    if cluster is None or stage.by == "facilitator" or state.clusters.made[cluster].name is not None:
        return Progress()
    proposed = state.names.of(cluster)
    if stage.by == "team" and room.teams:
        teams = frozenset(one.unit for one in proposed if one.unit in room.teams)
        return Progress("team", teams, dict.fromkeys(teams, 1))
    people = frozenset(one.person for one in proposed)
    return Progress("person", people, dict.fromkeys(people, 1), {one.person: one.team for one in proposed})


def _ahead(state: BoardState, stage: Naming, room: RoomView) -> Command | None:
    """Next goes from cluster to cluster; at the last one it leaves, and what has no name keeps its symbol."""
    clusters, now = order(state), being_named(state)
    behind = clusters[clusters.index(now) + 1 :] if now in clusters else []
    to = next((cluster for cluster in behind if state.clusters.made[cluster].name is None), None)
    return m.NextCluster(type="board/next_cluster", cluster=to) if to else None


def _name_again(before: BoardState, event: Any) -> list[Event]:
    was = before.clusters.made[event.cluster].name
    return [m.ClusterNamed(cluster=event.cluster, text=was or "", named=was is not None, person=event.person)]


TOPIC = Topic(
    decides={m.ProposeName: _propose, m.ConfirmName: _confirm, m.TakeName: _take, m.NextCluster: _next},
    applies={m.NameProposed: _with_proposed, m.ClusterNamed: _with_named, m.NamingMoved: _with_moved},
    reverses={
        m.ClusterNamed: _name_again,
        m.NamingMoved: lambda before, _event: [m.NamingMoved(cluster=before.names.at)],
    },
    touches={
        m.NameProposed: lambda event: frozenset({f"proposal/{event.cluster}/{event.unit}"}),
        m.ClusterNamed: lambda event: frozenset({f"cluster/{event.cluster}/name"}),
        m.NamingMoved: lambda event: frozenset({"naming"}),
    },
    concerns={m.NameProposed: lambda event: only(event.person)},
    wrote={
        m.NameProposed: lambda event: Wording(event.proposal, event.person),
        m.ClusterNamed: lambda event: Wording(event.cluster, event.person),
    },
    progress={Naming: _progress},
    ahead={Naming: _ahead},
)
