"""Finds the kinds by their folders, and fits the blocks of a course to them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, Union

import orjson
from pydantic import Field, TypeAdapter, ValidationError

import workshop.activities
from workshop.core.activity import Activity, Command, Event
from workshop.core.course import Block, Mode, Step

T = TypeVar("T")


Misfit = tuple[tuple[str | int, ...], str]
"""A place in the config of a block, and what is wrong there."""


@dataclass(frozen=True)
class Kind:
    """One activity with readers for what travels to it and what was stored of it.

    A kind whose view on the phone is in several files tells with ``phone_file`` which of them its state needs; one in
    which people write any number of things tells with ``how_many`` how many there are; one whose config can be read and
    makes no sense all the same tells with ``misfits`` the place in it, and what is wrong there.
    """

    activity: Activity[Any]
    commands: TypeAdapter[Command]
    events: TypeAdapter[Event]
    phone_file: Callable[[Any], str | None] = lambda state: None
    how_many: Callable[[Any], int] = lambda state: 0
    misfits: Callable[[Block, Any], Iterable[Misfit]] = lambda block, config: ()


_ALSO = ("phone_file", "how_many", "misfits")


@cache
def kinds() -> dict[str, Kind]:
    """Every folder of ``workshop.activities``, by its name."""
    found: dict[str, Kind] = {}
    for module in pkgutil.iter_modules(workshop.activities.__path__):
        kind = importlib.import_module(f"{workshop.activities.__name__}.{module.name}")
        activity, more = kind.ACTIVITY, {name: getattr(kind, name) for name in _ALSO if hasattr(kind, name)}
        found[module.name] = Kind(activity, reader(activity.commands), reader(activity.events), **more)
    return found


def reader(types: tuple[type[Any], ...]) -> TypeAdapter[Any]:
    """Reads any of these messages by its ``type``."""
    if len(types) == 1:
        return TypeAdapter(types[0])
    any_of_them: Any = Annotated[Union[types], Field(discriminator="type")]  # noqa: UP007 (built at run time)
    return TypeAdapter(any_of_them)


class FoundOnce(Generic[T]):
    """What was found out about a block, kept with the block and gone with it, whatever else of it remembers the block.

    By identity: blocks never change, and comparing them by content would cost more than reading them. A copy with
    another text takes along what was kept, so whose it is stands beside it.
    """

    def __init__(self, find_out: Callable[[Block], T]) -> None:
        self._find_out = find_out
        self._place = f"_found:{find_out.__name__}"

    def __call__(self, block: Block) -> T:
        kept: tuple[int, T] | None = block.__dict__.get(self._place)
        if kept is not None and kept[0] == id(block):
            return kept[1]
        found = self._find_out(block)
        block.__dict__[self._place] = id(block), found
        return found


def config_of(block: Block) -> Any:
    """The block's config as its kind reads it; raises ``ValidationError`` or KeyError for an unknown kind."""
    return _config(block)


@FoundOnce
def _config(block: Block) -> Any:
    return kinds()[block.kind].activity.config.model_validate_json(orjson.dumps(block.config))


def misfits(block: Block) -> list[Misfit]:
    """What the kind of a block finds wrong with its config.

    A block of a kind that is not there yet is listed and skipped, so there is nobody to ask.
    """
    kind = kinds().get(block.kind)
    if kind is None:
        return []
    try:
        config = kind.activity.config.model_validate_json(orjson.dumps(block.config))
    except ValidationError as error:
        return [_told(wrong["loc"], wrong["type"], wrong["msg"], block) for wrong in error.errors(include_url=False)]
    return list(kind.misfits(block, config))


def _told(loc: tuple[str | int, ...], type_: str, says: str, block: Block) -> Misfit:
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
    return _missing(block)


@FoundOnce
def _missing(block: Block) -> tuple[str, ...]:
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
