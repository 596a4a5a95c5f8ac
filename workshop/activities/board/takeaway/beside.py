"""What stands on a note beside its text, in one line a file can print: its fields, and what it rests on."""

from __future__ import annotations

from workshop.activities.board.config import NoteField
from workshop.activities.board.refs import change_of
from workshop.activities.board.state import BoardState, Note
from workshop.core.activity import RoomView
from workshop.core.course import Words

CHANGED = {
    "changed": Words(zh="（来源已改）", en=" (changed since)"),
    "gone": Words(zh="（来源已撤）", en=" (taken away)"),
}


def beside(state: BoardState, note: Note, room: RoomView) -> Words | None:
    """In both languages; None where there is nothing."""
    parts = [_field(one, note.fields[one.id]) for one in state.config.note.beside if note.fields.get(one.id)]
    bases = [basis for ref in note.refs if (basis := _basis(state, ref, room))]
    if bases:
        zh, en = "；".join(one.zh for one in bases), "; ".join(one.en for one in bases)
        parts.append(Words(zh=f"依据：{zh}", en=f"Rests on: {en}"))
    if not parts:
        return None
    return Words(zh=" · ".join(one.zh for one in parts), en=" · ".join(one.en for one in parts))


def _field(field: NoteField, value: str) -> Words:
    option = next((option for option in field.options if option.id == value), None)
    if option:
        return option.words
    return Words(zh=f"{field.label.zh}：{value}", en=f"{field.label.en}: {value}")


def _basis(state: BoardState, ref: str, room: RoomView) -> Words | None:
    basis = state.bases.get(ref)
    if basis:
        change = CHANGED.get(change_of(ref, basis, room) or "", Words(zh="", en=""))
        zone = f"{basis.zone} " if basis.zone else ""
        return Words(zh=f"{zone}{basis.text}{change.zh}", en=f"{zone}{basis.text}{change.en}") if basis.text else None
    note = state.notes.get(ref)
    return Words(zh=note.text, en=note.text) if note and note.text else None
