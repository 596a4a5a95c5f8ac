"""A wall as it hung, laid out on as many sheets as its notes need: where each box stands, and what it says.

A zone that is full goes on on the next sheet; a note that no zone could hold has sheets of its own. Nothing overlaps,
nothing is cut: heights are estimated so that a text never takes more. All measures are points.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

import regex

from workshop.core.report import BoardPicture, Sticky, label
from workshop.exports._measure import LEADING, lines, pieces, width
from workshop.exports._pen import Pen

PADDING: Final = 4.0
"""Between the edge of a box and its text."""
NOWHERE: Final = "\0"
"""Stands for the zone of notes whose zone is gone; no zone is called so."""
SMALLEST: Final = 6.0
"""No text is set smaller; what does not fit then is told on several sheets."""


@dataclass(frozen=True)
class Frame:
    """A sheet to hang a wall on. ``size`` is that of the notes' letters, ``gap`` stands between boxes.

    The first sheet is no higher than ``first``, where something stands above it.
    """

    width: float
    height: float
    size: float = 11.0
    gap: float = 6.0
    first: float = math.inf

    @property
    def column(self) -> float:
        """How narrow a note may be."""
        return self.size * 11


@dataclass(frozen=True)
class Box:
    """A rectangle with text; ``colour`` counts the teams' colours, ``small`` stands below the text in small letters."""

    what: Literal["zone", "title", "cluster", "note", "track", "mark"]
    x: float
    y: float
    width: float
    height: float
    text: str = ""
    small: str = ""
    size: float = 11.0
    colour: int = 0


@dataclass(frozen=True)
class Sheet:
    boxes: tuple[Box, ...]


def sheets(board: BoardPicture, pen: Pen, frame: Frame) -> tuple[Sheet, ...]:
    """At least one, also of a board without notes."""
    later, frame = frame, replace(frame, height=min(frame.height, frame.first))
    waiting = {zone.id: [_sized(item, frame) for item in _items(board, zone.id, pen)] for zone in board.zones}
    unplaced = [note for note in board.notes if note.zone not in waiting]
    waiting[NOWHERE] = [_sized(_note(note, pen), frame) for note in unplaced]
    names = [(zone.id, pen.text(zone.label)) for zone in board.zones]
    if unplaced or not names:
        names.append((NOWHERE, ""))
    head = " × ".join(pen.text(axis) for axis in board.axes or ())
    made: list[Sheet] = []
    alone: list[Box] = []
    while not made or any(waiting.values()):
        boxes = list(_head(head, frame))
        top = max((box.y + box.height + frame.gap for box in boxes), default=0.0)
        places = _places(board.layout, len(names), top, frame)
        if board.layout == "timeline":
            boxes += _tracks(places, frame)
            places = [(x, y + TRACK + frame.gap, wide, high - TRACK - frame.gap) for x, y, wide, high in places]
        for at, ((id_, name), place) in enumerate(zip(names, places, strict=True)):
            zone, *rest = _zone(name, place, waiting[id_], frame, alone)
            if board.layout == "rings" and id_ != NOWHERE:
                bottom = max(y + high for _, y, _, high in places)
                zone = replace(zone, height=bottom - zone.y - at * frame.gap / 2)
            boxes += (zone, *rest)
        made.append(Sheet(tuple(boxes)))
        frame = later
    made += [sheet for box in alone for sheet in _alone(box, frame)]
    return tuple(made)


SIZES: Final = (1.6, 1.4, 1.2, 1.0, 0.9, 0.8)
"""The letters that are tried for a wall to fit on one sheet, by those of its frame."""


def largest(board: BoardPicture, pen: Pen, frame: Frame) -> tuple[Sheet, ...]:
    """On one sheet with the largest letters that allow it; on several with the letters of the frame."""
    for share in SIZES:
        made = sheets(board, pen, replace(frame, size=frame.size * share))
        if len(made) == 1:
            return made
    return sheets(board, pen, frame)


def close(board: BoardPicture, pen: Pen, frame: Frame) -> tuple[Sheet, ...]:
    """On a sheet no higher than it must be, for a page on which more than the wall stands.

    Before a wall takes a second sheet, smaller letters are tried.
    """
    for size, share in ((1, 0.25), (1, 0.32), (1, 0.4), (1, 0.48), (1, 0.6), (1, 0.8), (1, 1), (0.85, 1)):
        made = sheets(board, pen, replace(frame, height=frame.height * share, size=frame.size * size))
        if len(made) == 1:
            return made
    *full, last = sheets(board, pen, frame)
    return (*full, _cut(last, frame) if board.layout in ("wall", "columns") else last)


def _cut(sheet: Sheet, frame: Frame) -> Sheet:
    """The sheet with its zones no longer than what hangs in them."""
    bottom = max((box.y + box.height for box in sheet.boxes if box.what != "zone"), default=0.0) + frame.gap
    cut = (replace(box, height=min(box.height, bottom - box.y)) if box.what == "zone" else box for box in sheet.boxes)
    return Sheet(tuple(cut))


def whole(board: BoardPicture, pen: Pen, frame: Frame) -> tuple[Sheet, Frame]:
    """The wall on one sheet as high as it must be."""
    share = 0.25
    while len(made := sheets(board, pen, replace(frame, height=frame.height * share))) > 1:
        share *= 1.3
    return made[0], replace(frame, height=frame.height * share)


def _items(board: BoardPicture, zone: str, pen: Pen) -> Iterator[Box]:
    """The notes of a zone, those of a cluster together below its name; clusters without notes end the last zone."""
    notes = [note for note in board.notes if note.zone == zone]
    held = {note.cluster for note in board.notes}
    is_last = bool(board.zones) and board.zones[-1].id == zone
    for cluster in board.clusters:
        members = [note for note in notes if note.cluster == cluster.id]
        if members or (is_last and cluster.id not in held):
            name = f"{pen.text(cluster.mark)} {pen.text(cluster.name)}".strip()
            yield Box("cluster", 0, 0, 0, 0, name)
        yield from (_note(note, pen) for note in members)
    named = {cluster.id for cluster in board.clusters}
    yield from (_note(note, pen) for note in notes if note.cluster not in named)


def _note(note: Sticky, pen: Pen) -> Box:
    votes = "" if note.votes is None else pen.ngettext("{n} vote", "{n} votes", note.votes)
    team = "" if note.team is None else pen.team(f"#{note.team}")
    small = " · ".join(part for part in (pen.text(note.remark), votes, team, pen.text(note.author)) if part)
    return Box("note", 0, 0, 0, 0, pen.text(note.text), small, colour=(note.team or 1) - 1)


def _sized(box: Box, frame: Frame) -> Box:
    return replace(box, size=frame.size)


def _head(text: str, frame: Frame) -> Iterator[Box]:
    if text:
        box = Box("title", 0, 0, frame.width, 0, text, size=frame.size)
        yield fitted(box, frame.width, frame.height / 6)


# --- where zones stand --------------------------------------------------------------------------------------------


def _places(layout: str, n: int, top: float, frame: Frame) -> list[tuple[float, float, float, float]]:
    """A rectangle for each zone: side by side, in a square, or one ring below the other."""
    if layout == "rings":
        return list(_rings(n, top, frame))
    across = _across(layout, n, frame)
    down = math.ceil(n / across)
    wide = (frame.width - frame.gap * (across - 1)) / across
    high = (frame.height - top - frame.gap * (down - 1)) / down
    return [
        ((at % across) * (wide + frame.gap), top + (at // across) * (high + frame.gap), wide, high) for at in range(n)
    ]


def _tracks(places: list[tuple[float, float, float, float]], frame: Frame) -> Iterator[Box]:
    """The line of time that runs above its stretches, with a mark where each begins."""
    for y in dict.fromkeys(y for _, y, _, _ in places):
        yield Box("track", 0, y, frame.width, TRACK)
    for x, y, _, _ in places:
        yield Box("mark", x, y, TRACK, TRACK)


TRACK: Final = 12.0
"""How high the line of time is."""


def _rings(n: int, top: float, frame: Frame) -> Iterator[tuple[float, float, float, float]]:
    """The strips that stay free of rings that stand in one another, the next one always within the one before."""
    high = (frame.height - top - frame.gap * (n + 1)) / n
    for at in range(n):
        inset = at * frame.gap * 2
        yield inset, top + at * (high + frame.gap), frame.width - 2 * inset, high


def _across(layout: str, n: int, frame: Frame) -> int:
    if layout in ("matrix", "panes"):
        return max(1, math.ceil(math.sqrt(n)))
    widest = max(1, int(frame.width // (frame.size * 8 + 3 * frame.gap)))
    return max(1, min(n, widest))


def _zone(
    name: str, place: tuple[float, float, float, float], waiting: list[Box], frame: Frame, alone: list[Box]
) -> Iterator[Box]:
    """The zone with as many of those who wait as it holds; they wait no longer."""
    x, y, wide, high = place
    yield Box("zone", x, y, wide, high)
    inner, top = wide - 2 * frame.gap, y + frame.gap
    if name:
        head = fitted(Box("title", 0, 0, 0, 0, name, size=frame.size), inner, high / 3)
        yield replace(head, x=x + frame.gap, y=top)
        top += head.height + frame.gap
    across = max(1, int((inner + frame.gap) // (frame.column + frame.gap)))
    column = (inner - frame.gap * (across - 1)) / across
    ends, bottom = [top] * across, y + high - frame.gap
    while waiting:
        box = fitted(waiting[0], column, math.inf)
        if box.height > bottom - top:
            alone.append(waiting.pop(0))
            continue
        if box.what == "cluster":
            box = fitted(waiting[0], inner, math.inf)
            ends = [max(ends)] * across
        at = min(range(across), key=lambda one: ends[one])
        if ends[at] + box.height > bottom:
            return
        waiting.pop(0)
        yield replace(box, x=x + frame.gap + at * (column + frame.gap), y=ends[at])
        ends[at] += box.height + frame.gap
        if box.what == "cluster":
            ends = [ends[at]] * across


# --- how high a box is --------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def height(box: Box) -> float:
    """What its text takes at its width and size."""
    room = (box.width - 2 * PADDING) / box.size - SLACK
    wide = room / BOLD if box.what in ("title", "cluster") else room
    high = lines(box.text, wide) * box.size * LEADING
    if box.small:
        high += lines(box.small, room / SMALL) * box.size * SMALL * LEADING
    return high + 2 * PADDING


SLACK: Final = 0.8
"""Ems of a line that are left free, for programs that take another face than they were asked to."""
BOLD: Final = 1.12
"""How much wider than others bold letters may be."""
SMALL: Final = 0.75
"""The size of what stands below a note, by that of the note."""


def fitted(box: Box, wide: float, most: float) -> Box:
    """The box so wide, its letters made smaller until it is no higher than ``most``; then it is cut to that."""
    made = replace(box, width=wide)
    while height(made) > most and made.size > SMALLEST:
        made = replace(made, size=max(SMALLEST, made.size * 0.9))
    return replace(made, height=height(made))


def _alone(box: Box, frame: Frame) -> Iterator[Sheet]:
    made = fitted(box, frame.width, frame.height)
    if made.height <= frame.height:
        yield Sheet((made,))
        return
    parts = _parts(made, frame.height)
    for part in parts:
        yield Sheet((replace(part, height=height(part)),))


def _parts(box: Box, most: float) -> Iterator[Box]:
    """A text that not even a sheet holds, told on several; what stands below it has the last."""
    room = (box.width - 2 * PADDING) / box.size - SLACK
    at_once = max(1, int((most - 2 * PADDING) / (box.size * LEADING)) - 1)
    written = list(_written(box.text, room))
    for at in range(0, len(written), at_once):
        yield replace(box, text="".join(written[at : at + at_once]).rstrip("\n"), small="")
    below = list(_written(box.small, room))
    for at in range(0, len(below), at_once):
        yield replace(box, text="", small="".join(below[at : at + at_once]).rstrip("\n"))


def _written(text: str, room: float) -> Iterator[str]:
    """The lines that a text takes at the most, each with its end where it has one."""
    for line in text.split("\n") if text else ():
        held, used = "", 0.0
        for piece in _short(line, room):
            wide = width(piece)
            if held and used + wide > room:
                yield held
                held, used = "", 0.0
            held, used = held + piece, used + wide
        yield held + "\n"


def _short(line: str, room: float) -> Iterator[str]:
    for piece in pieces(line):
        if width(piece) <= room:
            yield piece
        else:
            yield from regex.findall(r"\X", piece)


def title(board: BoardPicture, pen: Pen) -> str:
    """Whose board it is, as a heading."""
    if board.owner:
        return pen.text(label("Board of {owner}"), owner=pen.team(board.owner))
    return pen.text(label("The board"))
