"""The empty board: question, zones, stage; and what may be done at this stage."""

from __future__ import annotations

from typing import assert_never

from workshop.activities.board.config import (
    BoardConfig,
    Brief,
    Cluster,
    Discuss,
    Gather,
    Naming,
    NoteField,
    Place,
    Present,
    Resolve,
    Stage,
    Vote,
    Write,
    narrower,
)
from workshop.activities.board.fields import longest, shortest
from workshop.activities.board.publishing import circle, publishes
from workshop.activities.board.refs import needs, zone_words
from workshop.activities.board.state import BoardState
from workshop.activities.board.talking import comment_input, reach
from workshop.activities.board.voting import MOST_TARGETS, most_targets
from workshop.activities.board.writing import longest_text
from workshop.core.activity import RoomView, remembered, words
from workshop.core.library import Question
from workshop.core.patch import View


def frame(state: BoardState, room: RoomView) -> View:
    """The empty board: question, zones, fields, stage."""
    config = state.config
    view: View = remembered(config, "frame", lambda: _empty(config, room), room.block) | {}
    stage = state.current()
    if stage:
        view["stage"] = {"id": stage.id, "type": stage.type}
    if isinstance(stage, Discuss) and publishes(room):
        view["publish"] = circle(state)
    if state.example_shown:
        view["examples"] = examples(state, room)
    return view


def _empty(config: BoardConfig, room: RoomView) -> View:
    zones = {
        zone.id: {"rank": n, "title": words(zone.words)} | ({"limit": zone.limit} if zone.limit else {})
        for n, zone in enumerate(config.layout.zones)
    }
    view: View = {"layout": config.layout.type, "zones": zones, "identity": config.identity}
    if config.instances != "room":
        view["instances"] = config.instances
    if config.layout.axes:
        view["axes"] = {"x": words(config.layout.axes.x), "y": words(config.layout.axes.y)}
    if focus := room.block.config.get("focus"):  # as the room words it, whenever it did so
        view["focus"] = {"zh": focus["zh"], "en": focus["en"]}
    if config.note.beside:
        view["fields"] = {one.id: _field(one, n, room) for n, one in enumerate(config.note.beside)}
    return view


def _field(field: NoteField, rank: int, room: RoomView) -> View:
    shown: View = {"rank": rank, "label": words(field.label), "type": field.type, "required": field.required}
    if field.type == "choice":
        shown["options"] = {
            option.id: {"rank": n, "title": words(option.words)} for n, option in enumerate(field.options)
        }
    entries = [*(entry for step in room.block.steps if (entry := step.input(field.id))), None]
    shown["longest"] = min(longest(field, entry) for entry in entries)
    shown["shortest"] = max(shortest(field, entry) for entry in entries)
    return shown


def examples(state: BoardState, room: RoomView) -> View:
    seeds = room.course.seeds.get(state.config.seeds or "", ())
    return {seed.id: {"rank": n, "zone": seed.zone, "text": words(seed.text)} for n, seed in enumerate(seeds)}


def prompts(state: BoardState, room: RoomView) -> View:
    """The questions that help to write, with what each is about."""
    asked = room.course.question_sets.get(state.config.prompt_set or "")
    if asked is None:
        return {}
    return {one.id: {"rank": n, "text": words(one.words)} | _about(one) for n, one in enumerate(asked.questions)}


def _about(question: Question) -> View:
    tag = question.tag
    return {} if tag is None else {"tag": words(tag)}


def rules(state: BoardState, room: RoomView) -> View:
    """The limits of this stage, for the counter beside the field."""
    stage: Stage | None = state.current()
    match stage:
        case Brief():
            asked = prompts(state, room)
            return {"prompts": asked} if asked else {}
        case Write():
            asked = prompts(state, room)
            return {"write": _writing(state, stage, room)} | ({"prompts": asked} if asked else {})
        case Gather():
            return {"gather": {"how": stage.how, "pick": stage.pick}}
        case Place():
            return {"place": {"by": stage.by} | ({"publish": circle(state)} if publishes(room) else {})}
        case Vote():
            voting: View = {"dots": stage.votes, "most": stage.max_per_target, "secret": stage.secret_until_close}
            if stage.target != "note":
                voting["of"] = stage.target
            elif stage.zones:
                voting["zones"] = dict.fromkeys(stage.zones, True)
            if most_targets(state, stage) > MOST_TARGETS:
                voting["too_many"] = most_targets(state, stage)
            return {"voting": voting}
        case Discuss():
            entry = comment_input(room)
            return {"talk": {"longest": entry.max_chars or 30, "reach": reach(entry, room)}} if entry else {}
        case Cluster() | Naming() | Resolve() | Present() | None:
            return {}
        case _:
            assert_never(stage)


def _writing(state: BoardState, stage: Write, room: RoomView) -> View:
    entry = room.step.input("text") if room.step else None
    zones = stage.zones or [zone.id for zone in state.config.layout.zones]
    level = narrower(stage.visible_to, state.ceiling)
    view: View = {
        "longest": longest_text(state, entry),
        "shortest": entry.min_chars or 1 if entry else 1,
        "least": stage.min_per_author,
        "most": stage.max_per_author,
        "scope": stage.scope,
        "zones": dict.fromkeys(zones, True),
        "reach": "self" if level == "pair" else level,
        "later": narrower(state.config.opens_to(stage), state.ceiling),
    }
    if stage.into != "own":
        view["into"] = stage.into
    if stage.rests_on_others:
        view["rests"] = _rests(state, stage, zones, room)
    return view


def _rests(state: BoardState, stage: Write, zones: list[str], room: RoomView) -> View:
    """On how many notes, and of which zones, a note has to rest."""
    entry = room.step.input("refs") if room.step else None
    view: View = {"least": 1 if stage.ref_each_note else 0}
    if entry and entry.count and entry.count.max:
        view["most"] = entry.count.max
    needed = {zone: dict(needs(stage, zone)) for zone in zones}
    if any(needed.values()):
        view["needs"] = needed
        titles = dict.fromkeys(ref for one in needed.values() for ref in one)
        view["titles"] = {ref: words(zone_words(state, ref, room)) for ref in titles}
    return view
