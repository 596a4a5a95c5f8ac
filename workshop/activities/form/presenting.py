"""Sheets are shown one after the other by their teams or owners: the shared part, with a sheet as what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from immutables import Map

from workshop.activities.form.config import FormConfig
from workshop.activities.form.messages import presenting as m
from workshop.activities.form.state import FormState
from workshop.activities.form.topic import Topic
from workshop.core.activity import By, Command, Event, RoomView
from workshop.core.course import Block
from workshop.core.errors import Refused
from workshop.parts import present
from workshop.parts.present import PresentConfig, Show


def misfits(block: Block, config: FormConfig) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if config.present:
        owner = "team" if config.scope == "team" else "person"
        if config.present.by != owner:
            yield ("present", "by"), f"a sheet of {config.scope} scope is presented by {owner}"
        for place, message in config.present.misfits(step for step in block.steps if step.phase == "present"):
            yield ("present", *place), message


def config_of(state: FormState) -> PresentConfig | None:
    """None where nobody presents: a block of pairs talks instead."""
    return state.config.present


def show_of(state: FormState) -> Show:
    return state.shows.get("present", Show())


def _decide(state: FormState, command: Command, by: By, room: RoomView) -> list[Event]:
    config = config_of(state)
    if config is None or room.step is None or room.step.phase != "present":
        raise Refused("form/not_now")
    return present.own(present.decide(show_of(state), config, "present", command, by, room), m.EVENTS)


def _apply(state: FormState, event: Event) -> FormState:
    show = present.apply(show_of(state), event)
    if show == Show():
        return replace(state, shows=Map())
    return replace(state, shows=state.shows.set("present", show))


def _reverse(before: FormState, event: Event) -> list[Event]:
    return present.own(present.reverse(show_of(before), event), m.EVENTS)


def ahead(state: FormState, room: RoomView) -> Command | None:
    """What the Next key does before it leaves the step."""
    config = config_of(state)
    base = present.ahead(show_of(state), config, room) if config else None
    own: type[Any] | None = next((one for one in m.COMMANDS if base and issubclass(one, base)), None)
    if own is None:
        return None
    command: Command = own(type=own.model_fields["type"].annotation.__args__[0])
    return command


TOPIC = Topic(
    decides=dict.fromkeys(m.COMMANDS, _decide),
    applies=dict.fromkeys(m.EVENTS, _apply),
    reverses={m.TurnMoved: _reverse, m.QueueSet: _reverse},
    touches=dict.fromkeys(m.EVENTS, present.touches),
    concerns=dict.fromkeys((m.TeamRated, m.TeamTold), present.concerns),
    wrote={m.TeamTold: present.wording},
)
