"""The dots of the votes that may be seen."""

from __future__ import annotations

from collections.abc import Container

from workshop.activities.board.config import Vote
from workshop.activities.board.state import Ballot, BoardState
from workshop.activities.board.voting import places
from workshop.core.activity import RoomView, TeamId, remembered, words
from workshop.core.patch import View


def shown_results(state: BoardState, room: RoomView) -> View:
    """What the room sees; where every team has a board its dots are the team's."""
    return remembered(state, "results", lambda: _results(state, room, None), room.block)


def team_results(state: BoardState, room: RoomView, team: TeamId) -> View:
    """The dots on the board of one team."""
    if state.config.instances != "team":
        return {}
    return remembered(state, ("results", team), lambda: _results(state, room, team), room.block)


def voters(ballot: Ballot, on: Container[str] | None = None) -> int:
    """How many have placed a dot, on any of these."""
    return sum(1 for dots in ballot.dots.values() if any(on is None or target in on for target in dots))


def _results(state: BoardState, room: RoomView, team: TeamId | None) -> View:
    """The dots of every vote that may be seen, by stage and target, with the place of each."""
    named = {step.stage or step.id: words(step.name) for step in room.block.steps}
    results: View = {}
    for rank, stage in enumerate(state.config.stages):
        if not isinstance(stage, Vote):
            continue
        ballot = state.ballot(stage.id)
        if ballot.state == "closed" or (ballot.state == "open" and not stage.secret_until_close):
            dots = {target: {"dots": n, "place": place} for target, (n, place) in places(state, stage, team).items()}
            results[stage.id] = {"rank": rank, "voters": voters(ballot, dots if team else None), "notes": dots}
            if stage.target != "note":
                results[stage.id]["of"] = stage.target
            if stage.id in named:
                results[stage.id]["name"] = named[stage.id]
    return results


def all_results(state: BoardState, room: RoomView) -> View:
    """Of every board at once, for the facilitator."""
    if state.config.instances != "team":
        return shown_results(state, room)
    found: View = {}
    for team in room.teams:
        for stage, result in team_results(state, room, team).items():
            known = found.get(stage, {"notes": {}})
            everybody = voters(state.ballot(stage))
            found[stage] = {**result, "voters": everybody, "notes": {**known["notes"], **result["notes"]}}
    return found
