"""What every screen of a run asked, heard and showed, in the order of one clock, for the checker to judge afterwards.

One line of JSON a record: ``t`` is monotonic seconds, ``who`` the screen, ``what`` one of

========  ==========================================================================================================
invoke    a command was asked for: ``id``, ``command``
sent      it left the screen for the first time: ``id``
ok        it was acknowledged: ``id``, ``seq``, ``via``
fail      it was refused: ``id``, ``code``
busy      it may be asked again: ``id``
info      it was sent and no answer came, so nobody knows: ``id``
delta     a difference arrived: ``a``, ``base``, ``seq``, ``took`` (merged, old, gap), ``sha`` of the replica if merged
snapshot  the whole was fetched: ``seq``, ``shas`` by address
dial      a socket was tried
up, down  the socket
final     what the screen shows in the end, and a snapshot fetched beside it
fault     what the test did to the server or to the network: ``name``
========  ==========================================================================================================
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

Record = dict[str, Any]


def sha(view: Any) -> str:
    """The same for equal JSON, whatever the order of its keys."""
    return hashlib.sha256(orjson.dumps(view, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


class History:
    """Grows in memory and, where a folder is given, in ``history.jsonl`` for whoever must find out why a run failed."""

    def __init__(self, folder: Path | None = None) -> None:
        self.records: list[Record] = []
        self.received: dict[str, list[bytes]] = defaultdict(list)
        self._file = (folder / "history.jsonl").open("wb") if folder else None

    def write(self, who: str, what: str, **fields: Any) -> None:
        record = {"t": time.monotonic(), "who": who, "what": what, **fields}
        self.records.append(record)
        if self._file:
            self._file.write(orjson.dumps(record, default=str) + b"\n")

    def fault(self, name: str) -> None:
        self.write("nemesis", "fault", name=name)

    def heard(self, who: str, data: bytes) -> None:
        """Raw bytes as they came to one screen, for the search after secrets."""
        self.received[who].append(data)

    def of(self, *what: str) -> Iterator[Record]:
        return (record for record in self.records if record["what"] in what)

    def counts(self) -> Counter[str]:
        return Counter(record["what"] for record in self.records)

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
