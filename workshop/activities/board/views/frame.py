"""The empty board: question, zones, stage; and what may be done at this stage."""

from __future__ import annotations

from typing import assert_never

from workshop.activities.board.config import (
    Brief,
    Cluster,
    Discuss,
    Gather,
    Naming,
    Place,
    Present,
    Resolve,
    Stage,
    Vote,
    Write,
    narrower,
)
from workshop.activities.board.state import BoardState
from workshop.activities.board.talking import comment_input
from workshop.activities.board.voting import MOST_TARGETS, most_targets
from workshop.core.activity import RoomView, words
from workshop.core.patch import View


def frame(state: BoardState, room: RoomView) -> View:
    """The empty board: question, columns, stage."""
    config = state.config
    zones = {
        zone.id: {"rank": n, "title": words(zone.words)} | ({"limit": zone.limit} if zone.limit else {})
        for n, zone in enumerate(config.layout.zones)
    }
    frame: View = {"layout": config.layout.type, "zones": zones, "identity": config.identity}
    if config.focus:
        frame["focus"] = words(config.focus)
    stage = state.current()
    if stage:
        frame["stage"] = {"id": stage.id, "type": stage.type}
    if state.example_shown:
        frame["examples"] = examples(state, room)
    return frame


def examples(state: BoardState, room: RoomView) -> View:
    seeds = room.course.seeds.get(state.config.seeds or "", ())
    return {seed.id: {"rank": n, "zone": seed.zone, "text": words(seed.text)} for n, seed in enumerate(seeds)}


def rules(state: BoardState, room: RoomView) -> View:
    """The limits of this stage, for the counter beside the field."""
    stage: Stage | None = state.current()
    match stage:
        case Write():
            entry = room.step.input("text") if room.step else None
            longest = min(state.config.note.max_chars, entry.max_chars or 80 if entry else 80)
            zones = stage.zones or [zone.id for zone in state.config.layout.zones]
            return {
                "write": {
                    "longest": longest,
                    "shortest": entry.min_chars or 1 if entry else 1,
                    "least": stage.min_per_author,
                    "most": stage.max_per_author,
                    "scope": stage.scope,
                    "zones": dict.fromkeys(zones, True),
                    "reach": narrower(stage.visible_to, state.ceiling),
                }
            }
        case Gather():
            return {"gather": {"how": stage.how, "pick": stage.pick}}
        case Vote():
            voting: View = {"dots": stage.votes, "most": stage.max_per_target, "secret": stage.secret_until_close}
            if stage.target != "note":
                voting["of"] = stage.target
            if most_targets(state, stage) > MOST_TARGETS:
                voting["too_many"] = most_targets(state, stage)
            return {"voting": voting}
        case Discuss():
            entry = comment_input(room)
            return {"talk": {"longest": entry.max_chars or 30}} if entry else {}
        case Brief() | Place() | Cluster() | Naming() | Resolve() | Present() | None:
            return {}
        case _:
            assert_never(stage)
