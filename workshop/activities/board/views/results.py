"""The dots of the votes that may be seen."""

from __future__ import annotations

from workshop.activities.board.config import Vote
from workshop.activities.board.state import Ballot, BoardState
from workshop.core.activity import RoomView, remembered, words
from workshop.core.patch import View


def shown_results(state: BoardState, room: RoomView) -> View:
    return remembered(state, "results", lambda: _results(state, room), room.block)


def voters(ballot: Ballot) -> int:
    return sum(1 for dots in ballot.dots.values() if dots)


def _results(state: BoardState, room: RoomView) -> View:
    """The dots of every vote that may be seen, by stage and note, with the place of each note."""
    named = {step.stage or step.id: words(step.name) for step in room.block.steps}
    results: View = {}
    for rank, stage in enumerate(state.config.stages):
        if not isinstance(stage, Vote):
            continue
        ballot = state.ballot(stage.id)
        if ballot.state == "closed" or (ballot.state == "open" and not stage.secret_until_close):
            results[stage.id] = {"rank": rank, "voters": voters(ballot), "notes": _places(state, ballot)}
            if stage.id in named:
                results[stage.id]["name"] = named[stage.id]
    return results


def _places(state: BoardState, ballot: Ballot) -> View:
    """Dots and place by note. Equal dots share a place unless the facilitator broke the tie."""
    counted = sorted(
        ((ballot.totals.get(note.id, 0), note.id in ballot.first_of_tie, note.id) for note in state.targets()),
        key=lambda row: (-row[0], not row[1], row[2]),
    )
    places: View = {}
    for n, (dots, first, note) in enumerate(counted):
        tied = n > 0 and (dots, first) == counted[n - 1][:2]
        place = places[counted[n - 1][2]]["place"] if tied else n + 1
        places[note] = {"dots": dots, "place": place}
    return places
