"""What a board hands to later blocks, and what it takes over from earlier ones."""

from __future__ import annotations

from collections.abc import Iterator

from immutables import Map

from workshop.activities.board.config import BoardConfig, Import, narrower
from workshop.activities.board.state import Basis, BoardState, Note, board_of
from workshop.activities.board.topic import Topic
from workshop.core.activity import Given, GivenItem, Imported, ImportedItem, Source
from workshop.core.frozen import replace

FIRST_PLACES = 3
"""So many places of a vote are its top."""


def sources(config: BoardConfig) -> tuple[Source, ...]:
    return tuple(Source(one.block, one.select, copied=True) for one in config.imports)


# --- giving -------------------------------------------------------------------------------------------------------


def gives(state: BoardState, select: str) -> Given:
    """``all`` that others than its writer may read, what was ``picked``, the ``top_voted``, or ``mine``.

    ``mine`` holds private notes, too: whoever takes it shows a note to nobody but the person it names.
    """
    match select:
        case "all":
            notes = [note for note in _shared(state) if state.can_be_seen(note) and not note.words]
        case "picked":
            notes = [note for note in _shared(state) if note.handed_in]
        case "top_voted":
            notes = _top(state)
        case "mine":
            notes = [n for n in state.ordered() if n.author and n.board in (None, n.author) and not n.hidden]
        case _:
            notes = []
    return Given({note.id: _item(note) for note in notes})


def _shared(state: BoardState) -> Iterator[Note]:
    return (note for note in state.ordered() if note.level != "self" and not note.hidden and not note.away)


def _top(state: BoardState) -> list[Note]:
    dots: dict[str, int] = {}
    for ballot in state.ballots.values():
        if ballot.state == "closed":
            for note, n in ballot.totals.items():
                dots[note] = dots.get(note, 0) + n
    first: list[Note] = []
    boards = {note.board for note in state.notes.values()}
    for board in sorted(boards, key=str):
        on_it = [note for note in _shared(state) if note.board == board and dots.get(note.id)]
        heights = sorted((dots[note.id] for note in on_it), reverse=True)[:FIRST_PLACES]
        first += [note for note in on_it if dots[note.id] >= heights[-1]]
    return first


def _item(note: Note) -> GivenItem:
    text = note.text or (note.words.zh if note.words else "")
    return GivenItem(text, note.zone, note.author, note.team, dict(note.fields))


# --- taking -------------------------------------------------------------------------------------------------------


def _with_imported(state: BoardState, event: Imported) -> BoardState:
    for one in state.config.imports:
        if (one.block, one.select) == (event.source, event.select):
            take = _as_notes if one.taken_as == "notes" else _as_refs
            state = take(state, one, event)
    return state


def _as_notes(state: BoardState, one: Import, event: Imported) -> BoardState:
    """On the board of the team (or person) it came from, for no wider a circle than that."""
    notes: dict[str, Note] = {}
    for item_id, item in event.items.items():
        zone = _zone(state, one, item)
        board = board_of(state, item.person, item.team)
        if zone is None or item_id in state.notes or (board is None and state.config.instances != "room"):
            continue
        rank = state.written + len(notes)
        level = narrower("team" if item.team else "self", state.ceiling)
        notes[item_id] = Note(
            item_id, "", zone, rank, item.text, rank, item.person, item.team, level=level, board=board,
            fields=_fields(state, item), source=event.source,
        )  # fmt: skip
    return replace(state, notes=state.notes.update(notes), written=state.written + len(notes))


def _zone(state: BoardState, one: Import, item: ImportedItem) -> str | None:
    wanted = item.zone if one.to == "same" else one.to
    zones = [zone.id for zone in state.config.layout.zones]
    return wanted if wanted in zones else zones[0] if len(zones) == 1 else None


def _fields(state: BoardState, item: ImportedItem) -> Map[str, str]:
    """Those that this board has a place for."""
    known = {one.id for one in state.config.note.beside}
    return Map({name: value for name, value in item.fields.items() if name in known})


def _as_refs(state: BoardState, one: Import, event: Imported) -> BoardState:
    rank = len(state.bases)
    bases = {
        item_id: Basis(event.source, item.text, item.zone, item.team, rank + n, Map(item.fields))
        for n, (item_id, item) in enumerate(event.items.items())
    }
    return replace(state, bases=state.bases.update(bases))


TOPIC = Topic(
    applies={Imported: _with_imported},
    touches={Imported: lambda event: frozenset({f"import/{event.source}"})},
)
