"""The fields of a note beside its text: who, when, the evidence, a choice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from workshop.activities.board.config import NoteField
from workshop.core.activity import RoomView
from workshop.core.course import Input
from workshop.core.errors import Refused
from workshop.parts.length import weighted_length


def checked_fields(fields: list[NoteField], given: Mapping[str, str], room: RoomView) -> dict[str, str]:
    """What was filled in, in the order of the course; raises ``Refused`` where something is missing or does not fit."""
    known = {one.id for one in fields}
    if any(name not in known for name in given):
        raise Refused("board/no_such_field")
    kept: dict[str, str] = {}
    for one in fields:
        value = given.get(one.id)
        if value is not None:
            _check(one, value, room.step.input(one.id) if room.step else None)
            kept[one.id] = value
        elif one.required:
            raise Refused("board/field_missing", field=_label(one))
    return kept


def longest(field: NoteField, entry: Input | None) -> int:
    """The weighted length a field may have: the block's, or the step's if that is less."""
    return min(field.max, entry.max_chars) if entry and entry.max_chars else field.max


def shortest(field: NoteField, entry: Input | None) -> int:
    return max(field.min, entry.min_chars or 0) if entry else field.min


def _check(field: NoteField, value: str, entry: Input | None) -> None:
    match field.type:
        case "text" | "longtext":
            length, most, least = weighted_length(value), longest(field, entry), shortest(field, entry)
            if length > most:
                raise Refused("board/field_too_long", field=_label(field), longest=most, length=length)
            if length < least:
                raise Refused("board/field_too_short", field=_label(field), shortest=least, length=length)
        case "choice":
            if value not in {option.id for option in field.options}:
                raise Refused("board/no_such_choice", field=_label(field))
        case "date":
            try:
                date.fromisoformat(value)
            except ValueError:
                raise Refused("board/not_a_date", field=_label(field)) from None


def _label(field: NoteField) -> dict[str, str]:
    return {"zh": field.label.zh, "en": field.label.en}
