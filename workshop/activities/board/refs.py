"""What a note rests on: notes of an earlier block, or earlier notes of this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workshop.activities.board.config import Write
from workshop.activities.board.state import Basis, BoardState
from workshop.core.activity import RoomView
from workshop.core.course import Words
from workshop.core.errors import Refused

MOST_REFS = 6
"""On one note where the course does not say less."""


def checked_refs(
    state: BoardState, stage: Write, zone: str, board: str | None, refs: list[str], room: RoomView
) -> list[str]:
    """The notes this one rests on; raises ``Refused`` where one is unknown or one that its zone asks for is missing."""
    known = zones_of_bases(state, stage, board)
    chosen = list(dict.fromkeys(refs))
    if any(ref not in known for ref in chosen):
        raise Refused("board/no_such_ref")
    entry = room.step.input("refs") if room.step else None
    most = entry.count.max if entry and entry.count and entry.count.max else MOST_REFS
    if len(chosen) > most:
        raise Refused("board/too_many_refs", most=most)
    for needed, least in needs(stage, zone).items():
        if sum(known[ref] == needed for ref in chosen) < least:
            title = zone_words(state, needed, room)
            raise Refused("board/ref_needed", zone={"zh": title.zh, "en": title.en}, least=least)
    if stage.ref_each_note and not chosen:
        raise Refused("board/rests_on_nothing")
    return chosen


def needs(stage: Write, zone: str) -> Mapping[str, int]:
    """How many a note in this zone needs from each zone of what it rests on."""
    return dict.fromkeys(stage.zone_refs.get(zone, []), 1) | {one.zone: one.min for one in stage.refs}


def zones_of_bases(state: BoardState, stage: Write, board: str | None) -> dict[str, str | None]:
    """What notes of this stage on this board may rest on, with the zone of each."""
    if not stage.rests_on_others:
        return {}
    mine = {ref: basis.zone for ref, basis in state.bases.items() if board is None or basis.team in (None, board)}
    return mine | {note.id: note.zone for note in state.targets(board) if note.stage != stage.id}


def zone_words(state: BoardState, zone_id: str, room: RoomView) -> Words:
    """The title of a zone of this board or of the one it takes from."""
    zone = state.config.zone(zone_id)
    if zone:
        return zone.words
    return next((words for block in _sources(state) for words in _titles(block, zone_id, room)), _plain(zone_id))


def _sources(state: BoardState) -> Iterable[str]:
    return dict.fromkeys(one.block for one in state.config.imports)


def _titles(block_id: str, zone_id: str, room: RoomView) -> Iterable[Words]:
    block = room.course.blocks.get(block_id)
    zones = block.config.get("layout", {}).get("zones", []) if block else []
    return (Words(zh=zone["zh"], en=zone["en"]) for zone in zones if zone["id"] == zone_id)


def _plain(text: str) -> Words:
    return Words(zh=text, en=text)


def change_of(ref: str, basis: Basis, room: RoomView) -> str | None:
    """What became of the note since it was taken over: ``changed``, ``gone``, or None while it is the same."""
    given = room.given.get(basis.block)
    if given is None:
        return None
    now = given.items.get(ref)
    if now is None:
        return "gone"
    return "changed" if (now.text, now.zone, dict(now.fields)) != _as_taken(basis) else None


def _as_taken(basis: Basis) -> tuple[str, str | None, dict[str, str]]:
    return basis.text, basis.zone, dict(basis.fields)
