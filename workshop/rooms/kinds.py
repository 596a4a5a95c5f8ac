"""Finds the kinds by their folders, and fits the blocks of a course to them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Annotated, Any, Union

import orjson
from pydantic import Field, TypeAdapter, ValidationError

import workshop.activities
from workshop.core.activity import Activity, Command, Event
from workshop.core.course import Block, Mode, Step


@dataclass(frozen=True)
class Kind:
    """One activity with readers for what travels to it and what was stored of it.

    A kind whose view on the phone is in several files tells with ``phone_file`` which of them its state needs.
    """

    activity: Activity[Any]
    commands: TypeAdapter[Command]
    events: TypeAdapter[Event]
    phone_file: Callable[[Any], str | None] = lambda state: None


@cache
def kinds() -> dict[str, Kind]:
    """Every folder of ``workshop.activities``, by its name."""
    found: dict[str, Kind] = {}
    for module in pkgutil.iter_modules(workshop.activities.__path__):
        kind = importlib.import_module(f"{workshop.activities.__name__}.{module.name}")
        activity, more = kind.ACTIVITY, {"phone_file": kind.phone_file} if hasattr(kind, "phone_file") else {}
        found[module.name] = Kind(activity, reader(activity.commands), reader(activity.events), **more)
    return found


def reader(types: tuple[type[Any], ...]) -> TypeAdapter[Any]:
    """Reads any of these messages by its ``type``."""
    if len(types) == 1:
        return TypeAdapter(types[0])
    any_of_them: Any = Annotated[Union[types], Field(discriminator="type")]  # noqa: UP007 (built at run time)
    return TypeAdapter(any_of_them)


class _Same:
    """A block by its identity: blocks never change, and comparing them by content would cost more than reading them."""

    __slots__ = ("block",)

    def __init__(self, block: Block) -> None:
        self.block = block

    def __hash__(self) -> int:
        return id(self.block)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.block is self.block


def config_of(block: Block) -> Any:
    """The block's config as its kind reads it; raises ``ValidationError`` or KeyError for an unknown kind."""
    return _config(_Same(block))


@lru_cache(maxsize=1_024)
def _config(same: _Same) -> Any:
    activity = kinds()[same.block.kind].activity
    return activity.config.model_validate_json(orjson.dumps(same.block.config))


def misfits(block: Block) -> list[tuple[tuple[str | int, ...], str]]:
    """What the kind of a block cannot read in its config: the place, and what is wrong there.

    A block of a kind that is not there yet is listed and skipped, so there is nobody to ask.
    """
    kind = kinds().get(block.kind)
    if kind is None:
        return []
    try:
        kind.activity.config.model_validate_json(orjson.dumps(block.config))
    except ValidationError as error:
        return [_told(wrong["loc"], wrong["type"], wrong["msg"], block) for wrong in error.errors(include_url=False)]
    return []


def _told(loc: tuple[str | int, ...], type_: str, says: str, block: Block) -> tuple[tuple[str | int, ...], str]:
    """The place as the author wrote it: pydantic puts the name of a variant into the path."""
    here: Any = block.config
    place: list[str | int] = []
    for step in loc:
        within = isinstance(here, list) and isinstance(step, int) and step < len(here)
        if within or (isinstance(here, dict) and step in here):
            here = here[step]
            place.append(step)
    key = loc[-1] if loc else "config"
    if type_ == "extra_forbidden":
        return tuple(place), f"{block.kind} knows no “{key}”"
    return tuple(place), f"“{key}”: {says[:1].lower()}{says[1:]}"


def missing(block: Block) -> tuple[str, ...]:
    """What the block needs that this version cannot run; empty for a block that runs."""
    return _missing(_Same(block))


@lru_cache(maxsize=1_024)
def _missing(same: _Same) -> tuple[str, ...]:
    block = same.block
    kind = kinds().get(block.kind)
    if kind is None:
        return (block.kind,)
    try:
        config = config_of(block)
    except ValidationError:
        return ("config",)
    return kind.activity.not_yet(config)


def steps_in(block: Block, mode: Mode) -> tuple[Step, ...]:
    """The steps that take place in this mode; a step of 0 minutes is left out."""
    return tuple(step for step in block.steps if step.minutes.of(mode) > 0)
