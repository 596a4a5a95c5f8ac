"""Filling in: a field is stored when it is left. ``field`` is a field's id, or ``table.row.column`` for a cell."""

from __future__ import annotations

from typing import Literal

from workshop.activities.form.messages.who import Facilitates, Participates
from workshop.core.activity import Event, Ms, PersonId
from workshop.core.said import Kept, Said


class WriteField(Participates):
    """Write into a field; ``revision`` is the one that was read. Empty clears it."""

    type: Literal["form/write_field"]
    field: str
    text: Said | Literal[""]
    revision: int


class HoldField(Participates):
    """I am writing here (``on``), or have left it; only where several people write into one sheet."""

    type: Literal["form/hold_field"]
    field: str
    on: bool


class Choose(Participates):
    """Choose one or several of the options of a field; none clears it."""

    type: Literal["form/choose"]
    field: str
    options: list[str]
    revision: int


class AddRow(Participates):
    """One more line in a table or a list."""

    type: Literal["form/add_row"]
    table: str


class RemoveRow(Participates):
    type: Literal["form/remove_row"]
    table: str
    row: str


class HandIn(Participates):
    """The sheet is ready: every rule that must hold holds."""

    type: Literal["form/hand_in"]


class ChooseCase(Participates):
    """Our team works on this case."""

    type: Literal["form/choose_case"]
    case: str


class EnterField(Facilitates):
    """Write for a team or a person without a phone; never on a sheet that only its owner may read."""

    type: Literal["form/enter_field"]
    unit: str
    field: str
    text: Said | Literal[""]


class Remind(Facilitates):
    """Ask those whose sheet is not ready."""

    type: Literal["form/remind"]


class FieldWritten(Event):
    type: Literal["form/field_written"] = "form/field_written"
    unit: str
    field: str
    text: Kept | Literal[""]
    revision: int
    person: PersonId | None = None


class FieldHeld(Event):
    """Somebody writes into a field; ``person`` None: nobody does any more."""

    type: Literal["form/field_held"] = "form/field_held"
    unit: str
    field: str
    person: PersonId | None = None
    at: Ms


class FieldRestored(Event):
    """A field is again what it was before somebody else wrote into it. ``fresh``: nobody had touched the sheet."""

    type: Literal["form/field_restored"] = "form/field_restored"
    unit: str
    field: str
    text: Kept | Literal[""] = ""
    options: list[str] = []
    revision: int
    person: PersonId | None = None
    ready: bool = False
    fresh: bool = False


class Chosen(Event):
    type: Literal["form/chosen"] = "form/chosen"
    unit: str
    field: str
    options: list[str]
    revision: int
    person: PersonId | None = None


class RowAdded(Event):
    type: Literal["form/row_added"] = "form/row_added"
    unit: str
    table: str
    row: str
    person: PersonId | None = None


class RowRemoved(Event):
    type: Literal["form/row_removed"] = "form/row_removed"
    unit: str
    table: str
    row: str
    person: PersonId | None = None


class HandedIn(Event):
    type: Literal["form/handed_in"] = "form/handed_in"
    unit: str
    at: Ms
    person: PersonId | None = None


class CaseChosen(Event):
    type: Literal["form/case_chosen"] = "form/case_chosen"
    unit: str
    case: str
    person: PersonId | None = None


class Reminded(Event):
    """``at`` None: nobody is asked any more."""

    type: Literal["form/reminded"] = "form/reminded"
    at: Ms | None = None


COMMANDS = (WriteField, HoldField, Choose, AddRow, RemoveRow, HandIn, ChooseCase, EnterField, Remind)
EVENTS = (FieldWritten, FieldHeld, FieldRestored, Chosen, RowAdded, RowRemoved, HandedIn, CaseChosen, Reminded)
