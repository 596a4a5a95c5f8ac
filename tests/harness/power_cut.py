"""What a disk holds after the power was cut: everything that was synced, and of the rest whatever chance left.

The disk may have kept any of the writes since the last sync of a file, in part or not at all, in any mixture.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

HEAD = struct.Struct("=c39sqq")
SECTOR = 512


@dataclass(frozen=True)
class Deed:
    """One thing that happened to a file: (W)rite, (T)runcate, (S)ync, (U)nlink."""

    what: str
    file: str
    offset: int
    data: bytes


def deeds(record: Path) -> Iterator[Deed]:
    """What ``machine.c`` wrote down, in order."""
    raw, at = record.read_bytes(), 0
    while at < len(raw):
        what, name, offset, length = HEAD.unpack_from(raw, at)
        at += HEAD.size
        data = raw[at : at + length] if what == b"W" else b""
        at += len(data)
        yield Deed(what.decode(), name.rstrip(b"\0").decode(), offset, data)


@dataclass
class Disk:
    """``safe`` is what no power cut can take away, ``loose`` what was done since, by file."""

    safe: dict[str, bytearray]
    loose: dict[str, list[Deed]] = field(default_factory=dict)

    def take(self, deed: Deed) -> None:
        waiting = self.loose.setdefault(deed.file, [])
        if deed.what != "S":
            waiting.append(deed)
            return
        for one in waiting:
            _do(self.safe, one, [(0, len(one.data))])
        waiting.clear()

    def after_a_cut(self, dice: random.Random) -> dict[str, bytearray]:
        """One of the many states in which the disk may be found."""
        found = {name: bytearray(content) for name, content in self.safe.items()}
        kept = dice.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for waiting in self.loose.values():
            for deed in waiting:
                if dice.random() < kept:
                    _do(found, deed, _parts(deed, dice))
        return found


def _parts(deed: Deed, dice: random.Random) -> Sequence[tuple[int, int]]:
    """The sectors of a write that arrived, mostly all of them."""
    if dice.random() < 0.8:
        return [(0, len(deed.data))]
    edges = [0, *range(SECTOR - deed.offset % SECTOR, len(deed.data), SECTOR), len(deed.data)]
    return [part for part in pairwise(edges) if dice.random() < 0.5]


def _do(files: dict[str, bytearray], deed: Deed, parts: Sequence[tuple[int, int]]) -> None:
    if deed.what == "U":
        files.pop(deed.file, None)
        return
    content = files.setdefault(deed.file, bytearray())
    if deed.what == "T":
        _resize(content, deed.offset)
        return
    for start, end in parts:
        if len(content) < deed.offset + end:
            _resize(content, deed.offset + end)
        content[deed.offset + start : deed.offset + end] = deed.data[start:end]


def _resize(content: bytearray, length: int) -> None:
    del content[length:]
    content.extend(bytes(length - len(content)))
