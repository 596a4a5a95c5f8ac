"""What is known of the sheets of a block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from immutables import Map

from workshop.activities.form.config import FormConfig, Level, narrower
from workshop.core.activity import Ms, PersonId
from workshop.core.course import Block, Course
from workshop.core.library import Column, Form, SheetField
from workshop.parts.present import Show

HOLD_MS = 20_000
"""A field is free again when whoever had it has said nothing for so long."""

FEWEST = 3
"""Means of what colleagues found are shown from so many checks on."""


@dataclass(frozen=True)
class Cell:
    """What stands in a field, or in one cell of a table. ``revision`` counts how often it was written."""

    text: str = ""
    options: tuple[str, ...] = ()
    revision: int = 0
    person: PersonId | None = None

    @property
    def empty(self) -> bool:
        return not self.text and not self.options


class Hold(NamedTuple):
    """Somebody writes into a field, and when they last said so."""

    person: PersonId
    at: Ms


Cells = Map[str, Cell]
Rows = Map[str, tuple[str, ...]]


@dataclass(frozen=True)
class Sheet:
    """The sheet of one person or team. ``first`` is how it stood when it was first handed in, to see what changed."""

    unit: str
    cells: Cells = field(default_factory=Map)
    rows: Rows = field(default_factory=Map)
    ready: bool = False
    first: Cells | None = None
    at: Ms | None = None
    case: str | None = None
    line: str | None = None
    published: str = ""
    hidden: bool = False
    witness: PersonId | None = None
    told_witness: str = ""
    witnessed: bool = False

    def cell(self, key: str) -> Cell:
        return self.cells.get(key) or Cell()


@dataclass(frozen=True)
class Look:
    """What one checker found in one sheet."""

    checker: str
    unit: str
    ticks: frozenset[str] = frozenset()
    marks: Map[str, int] = field(default_factory=Map)
    lines: Map[str, str] = field(default_factory=Map)
    done: bool = False


class Place(NamedTuple):
    """A field, or a cell of its table, that can be written into."""

    key: str
    field: SheetField
    column: Column | None = None

    @property
    def type(self) -> str:
        return self.column.type if self.column else "text" if self.field.type == "list" else self.field.type


@dataclass(frozen=True)
class FormState:
    config: FormConfig
    form: Form
    level: Level
    """How far a whole sheet may be read."""
    narrow: Map[str, Level]
    """Fields that fewer people may read than the rest."""
    sheets: Map[str, Sheet] = field(default_factory=Map)
    checks: Map[str, tuple[str, ...]] = field(default_factory=Map)
    groups: Map[str, frozenset[PersonId]] = field(default_factory=Map)
    looks: Map[str, Look] = field(default_factory=Map)
    shows: Map[str, Show] = field(default_factory=Map)
    shown: str | None = None
    reminded: Ms | None = None
    holds: Map[tuple[str, str], Hold] = field(default_factory=Map)
    """By unit and field."""

    @property
    def edited_together(self) -> bool:
        """Whether all of a team write into its sheet, one at a time into a field."""
        return self.of_teams and self.config.editing == "co_edit"

    @property
    def of_teams(self) -> bool:
        return self.config.scope == "team"

    def sheet(self, unit: str) -> Sheet:
        return self.sheets.get(unit) or Sheet(unit)

    def fields(self) -> Iterator[SheetField]:
        return (entry for section in self.form.sections for entry in section.fields)

    def entry(self, name: str) -> SheetField | None:
        return next((entry for entry in self.fields() if entry.id == name), None)

    def rows(self, sheet: Sheet, entry: SheetField) -> tuple[str, ...]:
        """The lines of a table or list: as many as it needs at least, then those that were added."""
        found = sheet.rows.get(entry.id)
        if found is not None:
            return found
        return tuple(f"r{n}" for n in range(1, max(1, entry.rows.min if entry.rows else 1) + 1))

    def places(self, sheet: Sheet) -> Iterator[Place]:
        """Everything that can be written into, in the order of the sheet."""
        for entry in self.fields():
            if entry.type == "table":
                rows = self.rows(sheet, entry)
                yield from (Place(f"{entry.id}.{row}.{c.id}", entry, c) for row in rows for c in entry.columns)
            elif entry.type == "list":
                yield from (Place(f"{entry.id}.{row}", entry) for row in self.rows(sheet, entry))
            else:
                yield Place(entry.id, entry)

    def place(self, sheet: Sheet, key: str) -> Place | None:
        """The field or cell of this name; None for one that is not there (any more)."""
        return next((place for place in self.places(sheet) if place.key == key), None)

    def look(self, checker: str, unit: str) -> Look:
        return self.looks.get(f"{checker}>{unit}") or Look(checker, unit)

    def looks_at(self, unit: str) -> list[Look]:
        """What was found in a sheet, by who is done with it."""
        return [look for look in self.looks.values() if look.unit == unit and look.done]

    def level_of(self, field_id: str) -> Level:
        return self.narrow.get(field_id, self.level)


def fresh_form(config: FormConfig, block: Block, course: Course) -> FormState:
    form = course.forms[config.form]
    inputs = [entry for step in block.steps for entry in step.inputs]
    of_sheet = next((entry.privacy for entry in inputs if entry.type == "form" and entry.id == "sheet"), None)
    level = narrower(config.privacy, of_sheet)
    names = {entry.id for section in form.sections for entry in section.fields}
    narrow = {entry.id: narrower(level, entry.privacy) for entry in inputs if entry.id in names and entry.privacy}
    return FormState(config, form, level, Map(narrow))
