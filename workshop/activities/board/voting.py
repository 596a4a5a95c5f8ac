"""Dots: everybody has a budget, and the counts may stay secret until the vote is closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, Literal

from immutables import Map

from workshop.activities.board.checks import input_open
from workshop.activities.board.clustering import members
from workshop.activities.board.config import Vote
from workshop.activities.board.messages import voting as m
from workshop.activities.board.state import Ballot, BoardState, Note, with_ballot
from workshop.activities.board.topic import Topic, only
from workshop.core.activity import By, Command, Event, PersonId, Progress, RoomView, TeamId
from workshop.core.errors import Refused
from workshop.core.frozen import replace

MOST_TARGETS: Final = 40
"""Nobody can weigh more against one another: gather or cluster first."""


# --- what is voted on ---------------------------------------------------------------------------------------------


def targets(state: BoardState, stage: Vote, team: TeamId | None = None) -> list[str]:
    """What a dot may be placed on: what hangs on the wall, where every team has a board on this team's."""
    match stage.target:
        case "zone":
            return [zone.id for zone in state.config.layout.zones]
        case "cluster":
            return list(members(state))
        case "note":
            return [note.id for note in notes_on(state, team) if not stage.zones or note.zone in stage.zones]


def notes_on(state: BoardState, team: TeamId | None = None) -> list[Note]:
    """The notes that people vote on, in their order."""
    board = team if state.config.instances == "team" else None
    return sorted(state.targets(board), key=lambda note: (note.rank, note.id))


def most_targets(state: BoardState, stage: Vote) -> int:
    """How many things somebody has to choose from, on the fullest board."""
    if stage.target != "note" or state.config.instances != "team":
        return len(targets(state, stage))
    teams = {note.board for note in state.notes.values()}
    return max((len(targets(state, stage, team)) for team in teams), default=0)


# --- counting -----------------------------------------------------------------------------------------------------


def counted(state: BoardState, stage: Vote) -> Mapping[str, int]:
    """Dots by target. Of notes that were made one each person's dots count once: the most on any of them."""
    ballot, merged = state.ballot(stage.id), state.clusters.merged
    if stage.target != "note" or not merged:
        return ballot.totals
    totals: Counter[str] = Counter()
    for person in ballot.dots:
        totals.update(_together(ballot, merged, person))
    return totals


def _together(ballot: Ballot, merged: Mapping[str, str], person: PersonId) -> dict[str, int]:
    """One person's dots, as they count."""
    counts: dict[str, int] = {}
    for target, dots in ballot.dots.get(person, Map()).items():
        stands_for = merged.get(target, target)
        counts[stands_for] = max(dots, counts.get(stands_for, 0))
    return counts


def places(state: BoardState, stage: Vote, team: TeamId | None = None) -> dict[str, tuple[int, int]]:
    """Dots and place by target, the first place first. Equal dots share a place unless a tie was broken."""
    totals, first = counted(state, stage), state.ballot(stage.id).first_of_tie
    ranked = sorted(targets(state, stage, team), key=lambda one: (-totals.get(one, 0), one not in first))
    found: dict[str, tuple[int, int]] = {}
    before: tuple[int, bool, int] | None = None
    for n, target in enumerate(ranked):
        dots = totals.get(target, 0)
        place = before[2] if before and before[:2] == (dots, target in first) else n + 1
        before = (dots, target in first, place)
        found[target] = (dots, place)
    return found


def first_places(state: BoardState, stage: Vote, most: int, team: TeamId | None = None) -> list[str]:
    """The targets with dots on the first places."""
    return [target for target, (dots, place) in places(state, stage, team).items() if dots and place <= most]


# --- what may happen ----------------------------------------------------------------------------------------------


def _target(stage: Vote, command: m.PlaceDots | m.BreakTie) -> str:
    """What is pointed at, of the sort that the vote is on."""
    match stage.target:
        case "note":
            return command.note or ""
        case "cluster":
            return command.cluster or ""
        case "zone":
            return command.zone or ""


def _place_dots(state: BoardState, command: m.PlaceDots, by: By, room: RoomView) -> list[Event]:
    stage = state.config.stage(command.stage)
    if not isinstance(stage, Vote) or state.ballot(command.stage).state != "open" or state.stage != command.stage:
        raise Refused("board/vote_closed")
    input_open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    target = _target(stage, command)
    if target not in targets(state, stage, by.team):
        raise Refused("board/no_such_note" if stage.target == "note" else "board/no_such_target")
    if not 0 <= command.dots <= stage.max_per_target:
        raise Refused("board/dots_a_note", most=stage.max_per_target)
    ballot, merged = state.ballot(stage.id), state.clusters.merged
    mine = _together(ballot, merged, by.person)
    if sum(mine.values()) - mine.get(target, 0) + command.dots > stage.votes:
        raise Refused("board/no_dots_left", votes=stage.votes)
    if mine.get(target, 0) == command.dots:
        return []
    raw = ballot.dots.get(by.person, Map())
    same = [other for other in sorted(raw) if merged.get(other) == target]  # what was made one with it gives its dots
    placed = [*((other, 0) for other in same), (target, command.dots)]
    return [
        m.DotsPlaced(stage=stage.id, person=by.person, team=by.team, target=one, dots=dots) for one, dots in placed
    ]  # fmt: skip


def _close(state: BoardState, command: m.CloseVote, by: By, room: RoomView) -> list[Event]:
    return _move(state, command.stage, "closed")


def _reopen(state: BoardState, command: m.ReopenVote, by: By, room: RoomView) -> list[Event]:
    return _move(state, command.stage, "open")


def _move(state: BoardState, stage_id: str, to: Literal["open", "closed"]) -> list[Event]:
    stage = state.config.stage(stage_id)
    if not isinstance(stage, Vote):
        raise Refused("board/no_such_vote")
    if state.stage != stage_id if to == "open" else state.ballot(stage_id).state == "waiting":
        raise Refused("board/vote_not_now")
    if to == "open" and state.anonymous and state.reopened:
        raise Refused("board/names_forgotten")  # a new pseudonym would vote a second time
    if to == "open" and most_targets(state, stage) > MOST_TARGETS:
        raise Refused("board/too_many_targets", n=most_targets(state, stage), most=MOST_TARGETS)
    return [m.VoteMoved(stage=stage_id, to=to)] if state.ballot(stage_id).state != to else []


def _break_tie(state: BoardState, command: m.BreakTie, by: By, room: RoomView) -> list[Event]:
    if state.ballot(command.stage).state != "closed":
        raise Refused("board/vote_open")
    stage = state.config.stage(command.stage)
    assert isinstance(stage, Vote)  # only a vote is ever closed
    target = _target(stage, command)
    known = targets(state, stage) if state.config.instances != "team" else list(state.notes)
    if target not in known:
        raise Refused("board/no_such_note" if stage.target == "note" else "board/no_such_target")
    return [m.TieBroken(stage=command.stage, target=target)]


def _with_dots(state: BoardState, event: m.DotsPlaced) -> BoardState:
    ballot = state.ballot(event.stage).with_dots(event.person, event.team, event.target, event.dots)
    return with_ballot(state, event.stage, ballot)


def _with_moved(state: BoardState, event: m.VoteMoved) -> BoardState:
    return with_ballot(state, event.stage, replace(state.ballot(event.stage), state=event.to))


def _with_tie_broken(state: BoardState, event: m.TieBroken) -> BoardState:
    ballot = state.ballot(event.stage)
    first = ballot.first_of_tie | {event.target} if event.on else ballot.first_of_tie - {event.target}
    return with_ballot(state, event.stage, replace(ballot, first_of_tie=first))


def _entered(state: BoardState, stage: Vote) -> BoardState:
    """The vote opens by itself, unless there is too much to choose from."""
    ballot = state.ballot(stage.id)
    if ballot.state != "waiting" or most_targets(state, stage) > MOST_TARGETS:
        return state
    return with_ballot(state, stage.id, replace(ballot, state="open"))


def _left(state: BoardState, stage: Vote) -> BoardState:
    """A vote that was left is closed."""
    ballot = state.ballot(stage.id)
    return with_ballot(state, stage.id, replace(ballot, state="closed")) if ballot.state == "open" else state


def _progress(state: BoardState, stage: Vote, room: RoomView) -> Progress:
    ballot = state.ballot(stage.id)
    if ballot.state != "open":
        return Progress()
    placed = {person: sum(_together(ballot, state.clusters.merged, person).values()) for person in ballot.dots}
    done = frozenset(person for person, n in placed.items() if n >= stage.votes)
    return Progress("person", done, placed, ballot.team_of)


def _ahead(state: BoardState, stage: Vote, room: RoomView) -> Command | None:
    is_open = state.ballot(stage.id).state == "open"
    return m.CloseVote(type="board/close_vote", stage=stage.id) if is_open else None


TOPIC = Topic(
    decides={m.PlaceDots: _place_dots, m.CloseVote: _close, m.ReopenVote: _reopen, m.BreakTie: _break_tie},
    applies={m.DotsPlaced: _with_dots, m.VoteMoved: _with_moved, m.TieBroken: _with_tie_broken},
    reverses={
        m.VoteMoved: lambda before, event: [
            m.VoteMoved(stage=event.stage, to=before.ballot(event.stage).state),
        ],
        m.TieBroken: lambda before, event: [
            m.TieBroken(
                stage=event.stage, target=event.target, on=event.target in before.ballot(event.stage).first_of_tie
            ),
        ],
    },
    touches={
        m.DotsPlaced: lambda event: frozenset({f"dots/{event.stage}/{event.person}", f"note/{event.target}/dots"}),
        m.VoteMoved: lambda event: frozenset({f"stage/vote/{event.stage}"}),
        m.TieBroken: lambda event: frozenset({f"tie/{event.stage}/{event.target}"}),
    },
    concerns={m.DotsPlaced: lambda event: only(event.person)},
    enters={Vote: _entered},
    leaves={Vote: _left},
    progress={Vote: _progress},
    ahead={Vote: _ahead},
)
