"""One pass over the files of a pack, which goes on after a fault so that an author is told everything at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from workshop.core.course import Agenda, Block, Course, Part, Seed, Slot
from workshop.courses.ends import Shelves, loose_ends
from workshop.courses.page import PackFault, Page, Place, texts
from workshop.courses.shelves import SHELVES, Shelf, twice
from workshop.courses.written import CourseFile, OutlineLine, Plan, PlannedSlot, clock, minute_of

_LANGUAGES: Final = {"zh": "Chinese", "en": "English"}

P = TypeVar("P", bound=Part)


def files(folder: Path) -> list[Path]:
    """The files of a pack, whether there or not, ``course.yaml`` first."""
    return [
        folder / "course.yaml",
        *_block_files(folder),
        *(folder / shelf.file for shelf in SHELVES),
        folder / "library/seeds.yaml",
        folder / "outline.yaml",
    ]


def _block_files(folder: Path) -> list[Path]:
    return sorted((folder / "blocks").glob("*.yaml"))


@dataclass(frozen=True)
class Placed:
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
    """What is written, even if not well: to miss it too would only be noise."""
    placed: dict[str, Placed] = field(default_factory=dict)
    """Every block that can be understood, by its id, in the order of the files."""

    def course(self) -> Course | None:
        """None when anything at all is wrong."""
        page = self._page("course.yaml")
        head = self._part(CourseFile, page, page.data) if page else None
        seeds, parts = self._seeds(), {shelf.name: self._shelf(shelf) for shelf in SHELVES}
        self._blocks()
        blocks = {name: one.block for name, one in self.placed.items()}
        if page is None or head is None:
            return None
        self._blame(page, (), twice(("modules",), [module.id for module in head.modules]))
        self._blame(page, (), twice(("agendas",), [plan.id for plan in head.agendas]))
        agendas = tuple(self._agenda(plan, page, ("agendas", n), blocks) for n, plan in enumerate(head.agendas))
        modules = frozenset(module.id for module in head.modules)
        shelves = Shelves(modules, blocks, frozenset(self.named), parts, seeds, agendas)
        for one in self.placed.values():
            self._blame(one.page, one.place, loose_ends(one.block, shelves))
        self._outline()
        if self.faults:
            return None
        return Course(
            id=self.folder.name, title=head.title, audience=head.audience, modules=head.modules,
            agendas=agendas, blocks=blocks, seeds=seeds, **parts,
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

    def _blame(self, page: Page, place: Place, wrong: Iterable[tuple[Place, str]]) -> None:
        """Keep what is wrong, each where it stands below ``place``."""
        self.faults += [page.fault((*place, *where), message) for where, message in wrong]

    def _shelf(self, shelf: Shelf) -> dict[str, Any]:
        """What stands in one file of the library, by id."""
        page = self._page(shelf.file, optional=True)
        made: dict[str, Any] = {}
        if page:
            for name, raw in _mapping(self._under(page, shelf.name)).items():
                self.named.add(name)
                part = self._part(shelf.holds, page, {**_mapping(raw), "id": name}, (shelf.name, name))
                if part:
                    self._blame(page, (shelf.name, name), shelf.wrong(part))
                    made[name] = part
        return made

    def _seeds(self) -> dict[str, tuple[Seed, ...]]:
        page = self._page("library/seeds.yaml", optional=True)
        made: dict[str, tuple[Seed, ...]] = {}
        if page:
            for name, raw in _mapping(self._under(page, "seeds")).items():
                found = [self._part(Seed, page, seed, ("seeds", name, n)) for n, seed in enumerate(_list(raw))]
                self._blame(page, (), twice(("seeds", name), [seed.id if seed else "" for seed in found]))
                made[name] = tuple(seed for seed in found if seed)
        return made

    def _blocks(self) -> None:
        for file in _block_files(self.folder):
            page = self._page(f"blocks/{file.name}")
            if page is None:
                continue
            module = _mapping(page.data).get("module")
            for n, raw in enumerate(_list(self._under(page, "blocks", "module"))):
                place: Place = ("blocks", n)
                self.named.add(str(_mapping(raw).get("id")))
                block = self._part(Block, page, {"module": module, **_mapping(raw)}, place)
                if block and block.id in self.placed:
                    self.faults.append(page.fault(place, f"there are two blocks “{block.id}”"))
                elif block:
                    self.placed[block.id] = Placed(block, page, place)

    def _outline(self) -> None:
        """A line of the outline names the blocks that serve it, and these name the line."""
        page = self._page("outline.yaml", optional=True)
        if page is None:
            return
        lines: dict[str, tuple[str, ...]] = {}
        for n, raw in enumerate(_list(self._under(page, "outline"))):
            line = self._part(OutlineLine, page, raw, ("outline", n))
            if line is None:
                continue
            if line.id in lines:
                self.faults.append(page.fault(("outline", n), f"“{line.id}” stands here twice"))
            lines[line.id] = line.blocks
            self._blame(page, ("outline", n), self._served(line))
        for one in self.placed.values():
            self._blame(one.page, (*one.place, "seed"), _serves(one.block, lines))

    def _served(self, line: OutlineLine) -> Iterator[tuple[Place, str]]:
        for n, name in enumerate(line.blocks):
            one = self.placed.get(name)
            if one is None and name not in self.named:
                yield ("blocks", n), f"there is no block “{name}”"
            elif one and line.id not in one.block.seed:
                yield ("blocks", n), f"the block “{name}” does not name “{line.id}” under seed"

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
        days = tuple(planned.title for planned in plan.days)
        return Agenda(id=plan.id, mode=plan.mode, title=plan.title, summary=plan.summary, slots=tuple(slots), days=days)

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


def _serves(block: Block, lines: dict[str, tuple[str, ...]]) -> Iterator[tuple[Place, str]]:
    for n, name in enumerate(block.seed):
        if name not in lines:
            yield (n,), f"there is no line “{name}” in the outline"
        elif block.id not in lines[name]:
            yield (n,), f"the line “{name}” of the outline does not name this block"


# --- small things -------------------------------------------------------------------------------------------------


def _mapping(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []
