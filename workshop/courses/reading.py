"""One pass over the files of a pack, which goes on after a fault so that an author is told everything at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from workshop.core.course import Agenda, Block, Course, Part, Seed, Slide, Slot
from workshop.courses.page import PackFault, Page, Place, texts
from workshop.courses.written import CourseFile, Plan, PlannedSlot, clock, minute_of

_SLIDE_KEYS: Final = ("slides", "slides_before", "slides_after")
_LANGUAGES: Final = {"zh": "Chinese", "en": "English"}

P = TypeVar("P", bound=Part)


def files(folder: Path) -> list[Path]:
    """The files of a pack, whether there or not, ``course.yaml`` first."""
    return [
        folder / "course.yaml",
        *_block_files(folder),
        folder / "library/slides.yaml",
        folder / "library/seeds.yaml",
    ]


def _block_files(folder: Path) -> list[Path]:
    return sorted((folder / "blocks").glob("*.yaml"))


@dataclass(frozen=True)
class _Placed:
    """A block and where it is written."""

    block: Block
    page: Page
    place: Place


@dataclass
class Reading:
    """The course in ``folder``, as far as it can be understood; what is wrong stands in ``faults``."""

    folder: Path
    faults: list[PackFault] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    """Slides, seeds and blocks that are written, even if not well: to miss them too would only be noise."""

    def course(self) -> Course | None:
        """None when anything at all is wrong."""
        page = self._page("course.yaml")
        head = self._part(CourseFile, page, page.data) if page else None
        slides, seeds, placed = self._slides(), self._seeds(), self._blocks()
        if page is None or head is None:
            return None
        self.faults += _twice(page, ("modules",), [module.id for module in head.modules])
        self.faults += _twice(page, ("agendas",), [plan.id for plan in head.agendas])
        for one in placed.values():
            self.faults += _loose_ends(one, {module.id for module in head.modules}, self.named, seeds)
        blocks = {name: one.block for name, one in placed.items()}
        agendas = tuple(self._agenda(plan, page, ("agendas", n), blocks) for n, plan in enumerate(head.agendas))
        if self.faults:
            return None
        return Course(
            id=self.folder.name, title=head.title, audience=head.audience, modules=head.modules,
            agendas=agendas, blocks=blocks, slides=slides, seeds=seeds,
        )  # fmt: skip

    # --- files ----------------------------------------------------------------------------------------------------

    def _page(self, name: str, *, optional: bool = False) -> Page | None:
        file = self.folder / name
        if optional and not file.exists():
            return None
        try:
            page = Page(file)
        except PackFault as fault:
            self.faults.append(fault)
            return None
        self.faults += page.faults
        self.faults += _without_a_language(page)
        return page

    def _under(self, page: Page, key: str, *others: str) -> Any:
        """What stands under the one key that matters in this file."""
        data = _mapping(page.data)
        self.faults += [page.fault((name,), f"unknown key “{name}”") for name in data if name not in (key, *others)]
        if key not in data:
            self.faults.append(page.fault((), f"“{key}” is missing"))
        return data.get(key)

    def _part(self, kind: type[P], page: Page, data: Any, place: Place = ()) -> P | None:
        try:
            return kind.model_validate(data)
        except ValidationError as error:
            self.faults += _told(error, page, place)
            return None

    # --- what the files hold --------------------------------------------------------------------------------------

    def _slides(self) -> dict[str, Slide]:
        page = self._page("library/slides.yaml", optional=True)
        made: dict[str, Slide] = {}
        if page:
            for name, raw in _mapping(self._under(page, "slides")).items():
                self.named.add(name)
                slide = self._part(Slide, page, {**_mapping(raw), "id": name}, ("slides", name))
                made |= {name: slide} if slide else {}
        return made

    def _seeds(self) -> dict[str, tuple[Seed, ...]]:
        page = self._page("library/seeds.yaml", optional=True)
        made: dict[str, tuple[Seed, ...]] = {}
        if page:
            for name, raw in _mapping(self._under(page, "seeds")).items():
                found = [self._part(Seed, page, seed, ("seeds", name, n)) for n, seed in enumerate(_list(raw))]
                self.faults += _twice(page, ("seeds", name), [seed.id if seed else "" for seed in found])
                made[name] = tuple(seed for seed in found if seed)
        return made

    def _blocks(self) -> dict[str, _Placed]:
        """Every block by its id, in the order of the files."""
        made: dict[str, _Placed] = {}
        for file in _block_files(self.folder):
            page = self._page(f"blocks/{file.name}")
            if page is None:
                continue
            module = _mapping(page.data).get("module")
            for n, raw in enumerate(_list(self._under(page, "blocks", "module"))):
                place: Place = ("blocks", n)
                self.named.add(str(_mapping(raw).get("id")))
                block = self._part(Block, page, {"module": module, **_mapping(raw)}, place)
                if block and block.id in made:
                    self.faults.append(page.fault(place, f"there are two blocks “{block.id}”"))
                elif block:
                    made[block.id] = _Placed(block, page, place)
        return made

    def _agenda(self, plan: Plan, page: Page, place: Place, blocks: dict[str, Block]) -> Agenda:
        """The agenda with the clock time and the minutes of every slot."""
        slots: list[Slot] = []
        for day, planned in enumerate(plan.days, start=1):
            now = minute_of(planned.starts)
            for n, line in enumerate(planned.planned()):
                minutes = self._minutes(line, plan, page, (*place, "days", day - 1, "slots", n), blocks)
                now = minute_of(line.at) if line.at else now
                slots.append(Slot(block=line.block, at=clock(now), minutes=minutes, day=day))
                now += minutes
        return Agenda(id=plan.id, mode=plan.mode, title=plan.title, summary=plan.summary, slots=tuple(slots))

    def _minutes(self, slot: PlannedSlot, plan: Plan, page: Page, place: Place, blocks: dict[str, Block]) -> float:
        block = blocks.get(slot.block)
        if block is None:
            if slot.block not in self.named:
                self.faults.append(page.fault(place, f"there is no block “{slot.block}”"))
            return 0
        minutes = slot.minutes or block.minutes.of(plan.mode)
        if not minutes:
            self.faults.append(page.fault(place, f"“{slot.block}” has no minutes in the mode “{plan.mode}”"))
        return minutes


# --- what may be wrong --------------------------------------------------------------------------------------------


def _without_a_language(page: Page) -> Iterator[PackFault]:
    for place, text in texts(page.data):
        for key, language in _LANGUAGES.items():
            if not str(text.get(key) or "").strip():
                yield page.fault(place, f"the {language} text is missing")


def _told(error: ValidationError, page: Page, place: Place) -> Iterator[PackFault]:
    """The faults pydantic found, in words; texts that lack a language have been told already."""
    for wrong in error.errors(include_url=False, include_context=False):
        key = str(wrong["loc"][-1]) if wrong["loc"] else str(place[-1]) if place else "file"
        if key in _LANGUAGES and (wrong["type"] == "missing" or wrong["input"] in (None, "")):
            continue
        if wrong["type"] == "too_short" and wrong["input"]:
            continue  # short only because of the faults inside it
        match wrong["type"]:
            case "extra_forbidden":
                message = f"unknown key “{key}”"
            case "missing":
                message = f"“{key}” is missing"
            case _:
                message = f"“{key}”: {wrong['msg'][:1].lower()}{wrong['msg'][1:]}"
        yield page.fault((*place, *wrong["loc"]), message)


def _twice(page: Page, place: Place, ids: list[str]) -> Iterator[PackFault]:
    for n, name in enumerate(ids):
        if name and name in ids[:n]:
            yield page.fault((*place, n), f"“{name}” stands here twice")


def _loose_ends(
    one: _Placed, modules: set[str], slides: set[str], seeds: dict[str, tuple[Seed, ...]]
) -> Iterator[PackFault]:
    """What a block names that is not there."""
    block, page, place = one.block, one.page, one.place
    if block.module not in modules:
        yield page.fault(place, f"there is no module “{block.module}”")
    for key in _SLIDE_KEYS:
        for n, name in enumerate(_list(block.config.get(key))):
            if str(name) not in slides:
                yield page.fault((*place, "config", key, n), f"there is no slide “{name}”")
    yield from _seed_ends(one, seeds)
    yield from _step_ends(one)


def _seed_ends(one: _Placed, seeds: dict[str, tuple[Seed, ...]]) -> Iterator[PackFault]:
    place: Place = (*one.place, "config", "seeds")
    name = one.block.config.get("seeds")
    if name is None:
        return
    if str(name) not in seeds:
        yield one.page.fault(place, f"there are no seeds “{name}”")
        return
    zones = _ids(_mapping(one.block.config.get("layout")).get("zones"))
    for seed in seeds[name]:
        if seed.zone not in zones:
            yield one.page.fault(place, f"the board has no column “{seed.zone}” for the seed “{seed.id}”")


def _step_ends(one: _Placed) -> Iterator[PackFault]:
    place: Place = (*one.place, "steps")
    yield from _twice(one.page, place, [step.id for step in one.block.steps])
    stages = _ids(one.block.config.get("stages"))
    for n, step in enumerate(one.block.steps):
        yield from _twice(one.page, (*place, n, "inputs"), [entry.id for entry in step.inputs])
        stage = step.stage or step.id
        if stages and stage not in stages:
            yield one.page.fault((*place, n), f"the block has no stage “{stage}”")


# --- small things -------------------------------------------------------------------------------------------------


def _mapping(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []


def _ids(data: Any) -> list[Any]:
    return [_mapping(item).get("id") for item in _list(data)]
