"""Loose ends: what a block names that is not there, or not where the block needs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workshop.core.course import Agenda, Block
from workshop.core.library import Part
from workshop.courses.page import Place
from workshop.courses.shelves import SHELVES, Wrong, sheet_check, twice

_NAMES: Final = {
    "slides": "slides", "slides_before": "slides", "slides_after": "slides",
    "deck": "sorts", "second_deck": "sorts", "quiz": "quizzes", "form": "forms",
    "case": "cases", "case_options": "cases", "cases": "cases", "cards": "cases",
    "scorecard": "scorecards", "script": "scripts", "interview": "question_sets", "prompt_set": "question_sets",
}  # fmt: skip
"""Keys of a config, and of a round of its plan, that name things on a shelf."""

_OWN: Final = "own"
"""Stands among the cases for one that people bring themselves."""

_BLOCKS: Final = {"start_offset_from": "rounds", "own_form": "form", "pair_with": "quiz", "link_quiz": "quiz"}
"""Keys that name another block, and the kind that it must be of."""

_EARLIER: Final = ("start_offset_from", "own_form")


@dataclass(frozen=True)
class Shelves:
    """What there is to name."""

    modules: frozenset[str]
    blocks: Mapping[str, Block]
    named: frozenset[str]
    """Also what is written but not well: to miss it too would only be noise."""
    parts: Mapping[str, Mapping[str, Part]]
    seeds: Mapping[str, tuple[Any, ...]]
    agendas: tuple[Agenda, ...] = field(default=())

    def part(self, shelf: str, name: Any) -> Any:
        return self.parts[shelf].get(str(name))

    def kind_of(self, block: Any) -> str | None:
        found = self.blocks.get(str(block))
        return found.kind if found else None


def loose_ends(block: Block, shelves: Shelves) -> Iterator[Wrong]:
    """Everything that the block names in vain."""
    if block.module not in shelves.modules:
        yield (), f"there is no module “{block.module}”"
    config = block.config
    yield from _parts(config, ("config",), shelves)
    for n, planned in enumerate(_list(config.get("rounds_plan"))):
        yield from _parts(_mapping(planned), ("config", "rounds_plan", n), shelves)
    yield from _parts(_mapping(config.get("peer_check")), ("config", "peer_check"), shelves)
    yield from _blocks(block, shelves)
    yield from _seeds(block, shelves)
    yield from _zones(block, shelves)
    yield from _roles(block, shelves)
    yield from _steps(block)
    yield from _validation(block, shelves)


# --- what stands on a shelf ---------------------------------------------------------------------------------------


def _parts(config: Mapping[str, Any], place: Place, shelves: Shelves) -> Iterator[Wrong]:
    ones = {shelf.name: shelf.one for shelf in SHELVES}
    for key, shelf in _NAMES.items():
        value = config.get(key)
        for n, name in enumerate(value if isinstance(value, list) else [] if value is None else [value]):
            if (shelf == "cases" and name == _OWN) or str(name) in shelves.parts[shelf] or str(name) in shelves.named:
                continue
            where = (*place, key, n) if isinstance(value, list) else (*place, key)
            yield where, f"there is no {ones[shelf]} “{name}”"


def _seeds(block: Block, shelves: Shelves) -> Iterator[Wrong]:
    name = block.config.get("seeds")
    if name is None:
        return
    if str(name) not in shelves.seeds:
        yield ("config", "seeds"), f"there are no seeds “{name}”"
        return
    for seed in shelves.seeds[name]:
        if seed.zone not in zones_of(block):
            yield ("config", "seeds"), f"the board has no column “{seed.zone}” for the seed “{seed.id}”"


# --- other blocks -------------------------------------------------------------------------------------------------


def _blocks(block: Block, shelves: Shelves) -> Iterator[Wrong]:
    for key, kind in _BLOCKS.items():
        other = block.config.get(key)
        if other is not None:
            yield from _block(("config", key), other, shelves, kind)
            if key in _EARLIER:
                yield from _later(block, other, ("config", key), shelves)
    for key in ("import", "prefill"):
        for n, source in enumerate(_list(block.config.get(key))):
            place: Place = ("config", key, n, "from")
            other = _mapping(source).get("from")
            yield from _block(place, other, shelves)
            yield from _later(block, other, place, shelves)


def _block(place: Place, other: Any, shelves: Shelves, kind: str | None = None) -> Iterator[Wrong]:
    if other not in shelves.blocks:
        if other not in shelves.named:
            yield place, f"there is no block “{other}”"
    elif kind and shelves.kind_of(other) != kind:
        yield place, f"“{other}” is no {kind} but a {shelves.kind_of(other)}"


def _later(block: Block, other: Any, place: Place, shelves: Shelves) -> Iterator[Wrong]:
    """What a block takes from another must have taken place: the other stands before it wherever both stand."""
    if other == block.id:
        yield place, "a block takes nothing from itself"
        return
    for agenda in shelves.agendas:
        order = [slot.block for slot in agenda.slots]
        if block.id in order and other in order and order.index(other) > order.index(block.id):
            yield place, f"in the agenda “{agenda.id}” “{other}” comes later than this block"


# --- boards -------------------------------------------------------------------------------------------------------


def zones_of(block: Block) -> list[str]:
    """The zones of a board; none of another block."""
    return _ids(_mapping(block.config.get("layout")).get("zones"))


def _zones(block: Block, shelves: Shelves) -> Iterator[Wrong]:
    zones = zones_of(block)
    if not zones:
        return
    yield from twice(("config", "layout", "zones"), zones)
    sources = [_mapping(source) for source in _list(block.config.get("import"))]
    brought = [zone for one in sources for zone in zones_of_named(one.get("from"), shelves)]
    for n, source in enumerate(sources):
        if source.get("to") not in (None, "same", *zones):
            yield ("config", "import", n, "to"), f"the board has no zone “{source['to']}”"
    for n, stage in enumerate(_list(block.config.get("stages"))):
        yield from _stage(_mapping(stage), ("config", "stages", n), zones, [*zones, *brought])
    for n, step in enumerate(block.steps):
        for m, entry in enumerate(step.inputs):
            options = entry.options if entry.id == "zone" and isinstance(entry.options, tuple) else ()
            for name in options:
                if name not in zones:
                    yield ("steps", n, "inputs", m, "options"), f"the board has no zone “{name}”"


def zones_of_named(block: Any, shelves: Shelves) -> list[str]:
    found = shelves.blocks.get(str(block))
    return zones_of(found) if found else []


def _stage(stage: Mapping[str, Any], place: Place, zones: list[str], known: list[str]) -> Iterator[Wrong]:
    for n, name in enumerate(_list(stage.get("zones"))):
        if name not in zones:
            yield (*place, "zones", n), f"the board has no zone “{name}”"
    refs = [_mapping(ref).get("zone") for ref in _list(stage.get("refs"))]
    for n, name in enumerate(refs):
        if name not in known:
            yield (*place, "refs", n), f"neither this board nor what it imports has a zone “{name}”"
    for zone, needed in _mapping(stage.get("zone_refs")).items():
        if zone not in zones:
            yield (*place, "zone_refs", zone), f"the board has no zone “{zone}”"
        for name in _list(needed):
            if name not in known:
                yield (*place, "zone_refs", zone), f"neither this board nor what it imports has a zone “{name}”"


# --- role-play ----------------------------------------------------------------------------------------------------


def _roles(block: Block, shelves: Shelves) -> Iterator[Wrong]:
    roles = _ids(block.config.get("roles"))
    for n, step in enumerate(block.steps):
        for m, entry in enumerate(step.inputs):
            if entry.role is not None and entry.role not in roles:
                yield ("steps", n, "inputs", m, "role"), f"the block has no role “{entry.role}”"
    if not roles:
        return
    yield from twice(("config", "roles"), roles)
    yield from _does(block)
    plan = [_mapping(planned) for planned in _list(block.config.get("rounds_plan"))]
    for n, name in enumerate(_list(block.config.get("cases"))):
        yield from _briefs(name, roles, ("config", "cases", n), shelves)
    for n, planned in enumerate(plan):
        place: Place = ("config", "rounds_plan", n)
        yield from _briefs(planned.get("case"), roles, (*place, "case"), shelves)
        if not 1 <= _number(planned.get("round")) <= _number(block.config.get("rounds")):
            yield (*place, "round"), f"there is no round {planned.get('round')}"
        yield from _pairing(block, _mapping(planned.get("pairing")), roles, (*place, "pairing"), shelves)
    yield from _own_share(block, roles, shelves)


def _does(block: Block) -> Iterator[Wrong]:
    known = {step.id for step in block.steps}
    for n, role in enumerate(_list(block.config.get("roles"))):
        for name in _mapping(_mapping(role).get("does")):
            if name not in known:
                yield ("config", "roles", n, "does", name), f"the block has no step “{name}”"


def _briefs(case: Any, roles: list[str], place: Place, shelves: Shelves) -> Iterator[Wrong]:
    found = shelves.part("cases", case)
    for role in found.briefs if found else ():
        if role not in roles:
            yield place, f"the case “{case}” has a brief for “{role}”, which is no role of this block"


def _pairing(
    block: Block, pairing: Mapping[str, Any], roles: list[str], place: Place, shelves: Shelves
) -> Iterator[Wrong]:
    cards = shelves.part("cases", block.config.get("cards"))
    for role, card in pairing.items():
        if role not in roles:
            yield (*place, role), f"the block has no role “{role}”"
        if cards and card not in [known.type for known in cards.cards]:
            yield (*place, role), f"there is no card “{card}” in “{cards.id}”"


def _own_share(block: Block, roles: list[str], shelves: Shelves) -> Iterator[Wrong]:
    """Each role gets fields of the sheet that ``own_form`` names."""
    sheet = shelves.blocks.get(str(block.config.get("own_form")))
    form: Any = shelves.part("forms", sheet.config.get("form")) if sheet else None
    for role, fields in _mapping(block.config.get("own_share")).items():
        place: Place = ("config", "own_share", role)
        if role not in roles:
            yield place, f"the block has no role “{role}”"
        for name in _list(fields) if form else ():
            if name not in fields_of(form):
                yield place, f"the sheet “{form.id}” has no field “{name}”"


# --- steps and rules ----------------------------------------------------------------------------------------------


def _steps(block: Block) -> Iterator[Wrong]:
    yield from twice(("steps",), [step.id for step in block.steps])
    stages = _ids(block.config.get("stages"))
    yield from twice(("config", "stages"), stages)
    for n, step in enumerate(block.steps):
        yield from twice(("steps", n, "inputs"), [entry.id for entry in step.inputs])
        stage = step.stage or step.id
        if stages and stage not in stages:
            yield ("steps", n), f"the block has no stage “{stage}”"


def _validation(block: Block, shelves: Shelves) -> Iterator[Wrong]:
    form = shelves.part("forms", block.config.get("form"))
    known = _entries(block, shelves)
    for n, check in enumerate(block.validation):
        place: Place = ("validation", n)
        ref = check.params.get("ref")
        if ref is not None and ref != (form.id if form else None):
            yield (*place, "params", "ref"), f"“{ref}” is not the sheet of this block"
        if form and "table" in check.params:
            yield from sheet_check(form, check, place)
            continue
        name = check.params.get("field")
        if isinstance(name, str) and name not in known:
            yield (*place, "params", "field"), f"nothing is entered as “{name}” in this block"
        for zone in _list(check.params.get("zones")):
            if zone not in zones_of(block):
                yield (*place, "params", "zones"), f"the board has no zone “{zone}”"
    for n, prefill in enumerate(_list(block.config.get("prefill"))):
        name = _mapping(prefill).get("field")
        if form and name not in fields_of(form):
            yield ("config", "prefill", n, "field"), f"the sheet “{form.id}” has no field “{name}”"


def _entries(block: Block, shelves: Shelves) -> set[str]:
    """Everything people may enter in a block, by its id."""
    config = block.config
    cards = [_mapping(planned).get("scorecard") for planned in _list(config.get("rounds_plan"))]
    cards += [config.get("scorecard"), _mapping(config.get("peer_check")).get("scorecard")]
    found = [shelves.part("scorecards", card) for card in cards]
    form = shelves.part("forms", config.get("form"))
    sheet = shelves.blocks.get(str(config.get("own_form")))
    own = shelves.part("forms", sheet.config.get("form")) if sheet else None
    return {
        *(entry.id for step in block.steps for entry in step.inputs),
        *_ids(_mapping(config.get("note")).get("fields")),
        *(entry.id for card in found if card for entry in card.fields),
        *(fields_of(form) if form else ()),
        *(fields_of(own) if own else ()),
    }


def fields_of(form: Any) -> list[str]:
    return [entry.id for section in form.sections for entry in section.fields]


# --- small things -------------------------------------------------------------------------------------------------


def _mapping(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []


def _ids(data: Any) -> list[Any]:
    return [_mapping(item).get("id") for item in _list(data)]


def _number(data: Any) -> int:
    return data if isinstance(data, int) else 0
