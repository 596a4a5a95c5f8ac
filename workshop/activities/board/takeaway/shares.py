"""How often each answer to a choice on the notes was given: only numbers, so that the whole room may have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from workshop.activities.board.config import LEVELS, NoteField
from workshop.activities.board.state import BoardState, Note
from workshop.activities.board.takeaway.outputs import served
from workshop.activities.board.takeaway.wall import readable
from workshop.core.activity import RoomView
from workshop.core.report import Chart, Reader, Section, Series, label

LEAST_N = 3
"""Fewer notes than this would tell who gave which answer."""


def shares_section(state: BoardState, reader: Reader, room: RoomView) -> Section | None:
    """A bar chart for every choice; None on boards without one, and where what was chosen is private."""
    choices = [one for one in state.config.note.beside if one.type == "choice"]
    if not choices or state.privacy == "self":
        return None
    notes = [note for note in state.notes.values() if note.fields and not note.hidden and not note.away]
    if reader.kind != "client":
        notes = [note for note in notes if readable(state, note, reader)]
    charts = tuple(chart for one in choices if (chart := _chart(one, notes, state)))
    return Section(label("Shares"), charts=charts, outputs=served(state, room, "shares"))


def _chart(field: NoteField, notes: Iterable[Note], state: BoardState) -> Chart | None:
    narrow = state.narrow.get(field.id)
    if narrow is not None and LEVELS.index(narrow) < LEVELS.index("team"):
        return None
    counted = Counter(note.fields[field.id] for note in notes if field.id in note.fields)
    n = counted.total()
    if n < LEAST_N:
        return None
    values = tuple(float(counted[option.id]) for option in field.options)
    labels = tuple(option.words for option in field.options)
    return Chart("bars", field.label, labels, (Series(label("Notes"), values),), max(values), n)
