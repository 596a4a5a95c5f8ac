"""Many phones in one process: raw WebSocket, Engine.IO text, and a check of every note at every phone.

``bench.crowds`` runs such processes, one a core.
"""

from __future__ import annotations

import asyncio
import gc
import http.client
import json
import random
import re
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

_MARK = re.compile(rb"#(\d{6}) ")
TEXT = "#{:06} 每周一次，把做得好的事讲给同事听"
"""A note as people write it, with a number that is found again in every frame."""
CONNECT_AT_ONCE = 100
BUFFER = 65_536
DIAL_S = 60
WALL = -1
"""The number of the projector among the phones."""
CONSOLE = -2
"""The number of the facilitator's console."""

Order = tuple[float, int]
"""When a note is to be sent, on the clock of ``time.perf_counter``, and its number."""


@dataclass(frozen=True)
class Place:
    """Where the phones go, and how they show who they are."""

    name: str
    port: int
    path: str = "/"
    tickets: tuple[str, ...] = ()
    staff: str = ""

    def address(self, of: Literal["socket.io/", "snapshot"], number: int) -> str:
        return f"{self.path}{of}?EIO=4&transport=websocket&as={_surface(number)}"

    def cookie(self, number: int) -> str:
        if self.name == "bare":
            return "nothing=nobody"
        return f"ticket={self.tickets[number]}" if number >= 0 else f"staff={self.staff}"

    def brings_notes(self, number: int) -> bytes:
        if self.name == "bare":
            return b'42["d",'
        return f'42["d",{{"a":"{"phones" if number >= 0 else _surface(number)}"'.encode()

    def get(self, path: str) -> bytes:
        """Ask the bench's own pages, outside any event loop."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request("GET", path)
            answer = line.getresponse()
            body = answer.read()
        finally:
            line.close()
        if answer.status != http.HTTPStatus.OK:
            raise ConnectionError(f"{path}: {answer.status} {body[:200]!r}")
        return body


def _surface(number: int) -> str:
    return {WALL: "projector", CONSOLE: "console"}.get(number, "phone")


@dataclass
class Tally:
    """What one load brought: when each note was sent, was on the projector and on the last phone; the deliveries."""

    sent: dict[int, float] = field(default_factory=dict)
    on_wall: dict[int, float] = field(default_factory=dict)
    on_last: dict[int, float] = field(default_factory=dict)
    acked: list[float] = field(default_factory=list)
    delivered: int = 0
    frames: int = 0
    bytes: int = 0
    refused: int = 0
    fetched: int = 0
    cpu_s: float = 0
    """What the clients themselves used of their cores."""

    def add(self, other: Tally) -> None:
        """What other phones of the same room have seen."""
        self.sent |= other.sent
        self.on_wall |= other.on_wall
        for note, at in other.on_last.items():
            self.on_last[note] = max(at, self.on_last.get(note, 0))
        self.acked += other.acked
        self.delivered += other.delivered
        self.frames += other.frames
        self.bytes += other.bytes
        self.refused += other.refused
        self.fetched += other.fetched
        self.cpu_s += other.cpu_s


@dataclass(slots=True)
class Told:
    """One frame as the phones got it: all of them get the same bytes, so it is read once."""

    notes: frozenset[int]
    at: float = 0


_ARRIVING = memoryview(bytearray(BUFFER))
"""What has just come from the kernel, for whichever phone: it is read or kept before another is asked."""


class Phone(asyncio.BufferedProtocol):
    """One screen."""

    __slots__ = ("ack", "asked", "buffer", "cookie", "crowd", "gone", "number", "open", "prefix",
                 "retry_s", "seen", "synced", "transport")  # fmt: skip

    def __init__(self, crowd: Crowd, number: int, cookie: str | None = None) -> None:
        self.crowd, self.number = crowd, number
        self.cookie = cookie or crowd.place.cookie(number)
        self.buffer = b""
        self.open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.synced: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.gone = asyncio.Event()
        self.retry_s = 0.0
        self.prefix = crowd.place.brings_notes(number)
        self.seen: set[int] = set()
        self.asked: dict[int, float] = {}
        self.ack = 0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        request = (
            "GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        place = self.crowd.place
        address = place.address("socket.io/", self.number)
        transport.write(request.format(address, place.port, self.cookie).encode())

    def get_buffer(self, _sizehint: int) -> memoryview:
        return _ARRIVING

    def buffer_updated(self, nbytes: int) -> None:
        data = self.buffer + bytes(_ARRIVING[:nbytes])
        at = 0
        if not self.open.done() and data.startswith(b"HTTP/1.1"):
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self.buffer = data
                return
            if not data.startswith(b"HTTP/1.1 101"):
                self.open.set_exception(ConnectionRefusedError(data[:200]))
                return
            at = end + 4
        have = len(data)
        while have - at >= 2:
            size, start = data[at + 1], at + 2
            if size == 126:
                size, start = int.from_bytes(data[at + 2 : at + 4]), at + 4
            elif size == 127:
                size, start = int.from_bytes(data[at + 2 : at + 10]), at + 10
            if start + size > have or start > have:
                break
            self._frame(data[start : start + size])
            at = start + size
        self.buffer = data[at:]

    def _frame(self, payload: bytes) -> None:
        if payload.startswith(b"42"):
            self._event(payload)
        elif payload.startswith(b"43"):
            self._answer(payload)
        elif payload == b"2":
            self.write(b"3")
        elif payload.startswith(b"0{"):
            self.write(b"40")
        elif payload.startswith(b"40") and not self.open.done():
            self.open.set_result(None)
        elif payload.startswith(b"44") and not self.open.done():
            self.open.set_exception(ConnectionRefusedError(payload))

    def _event(self, payload: bytes) -> None:
        crowd = self.crowd
        tally = crowd.tally
        tally.frames += 1
        tally.bytes += len(payload)
        if payload.startswith(self.prefix):
            self.bring(crowd.told(payload))
        elif payload.startswith(b'42["sync"'):
            if not self.synced.done():
                self.synced.set_result(json.loads(payload[2:])[1]["seq"])
            if crowd.loaded:
                crowd.fetch_soon(self)
        elif payload.startswith(b'42["restarting"'):
            self.retry_s = json.loads(payload[2:])[1]["retry_ms"] / 1_000

    def bring(self, told: Told) -> None:
        """These notes are on this screen now; each counts once."""
        tally = self.crowd.tally
        told.at = time.perf_counter()
        if self.number >= 0:
            before = len(self.seen)
            self.seen |= told.notes
            tally.delivered += len(self.seen) - before
            return
        for note in told.notes:
            tally.on_wall.setdefault(note, told.at)

    def _answer(self, payload: bytes) -> None:
        head = payload.index(b"[")
        asked = self.asked.pop(int(payload[2:head]), None)
        if b'"ok":true' not in payload:
            self.crowd.tally.refused += 1
        elif asked is not None:
            self.crowd.tally.acked.append(time.perf_counter() - asked)

    def add_note(self, note: int) -> None:
        self.crowd.tally.sent[note] = time.perf_counter()
        self.ask({"id": f"bench-{note:010}", "type": "board/add_note", "block": self.crowd.block,
                  "text": TEXT.format(note)})  # fmt: skip

    def ask(self, command: dict[str, Any]) -> None:
        self.ack += 1
        self.asked[self.ack] = time.perf_counter()
        self.write(f'42{self.ack}["cmd",{json.dumps(command, ensure_ascii=False)}]'.encode())

    def write(self, payload: bytes) -> None:
        """A masked frame; the mask of zeros costs us nothing and the server what any mask costs."""
        size = len(payload)
        head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xfe" + size.to_bytes(2)
        self.transport.write(head + b"\0\0\0\0" + payload)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.open.done():
            self.open.set_exception(ConnectionResetError())
        self.crowd.lost += not self.crowd.leaving
        self.gone.set()

    def hang_up(self) -> None:
        if hasattr(self, "transport"):
            self.transport.abort()
        if self.open.done():
            self.open.exception()  # it was told to whoever waited


class Crowd:
    """Phones of one room that share a process, and its projector where it is ours."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.phones: list[Phone] = []
        self.wall: Phone | None = None
        self.tally = Tally()
        self.block = "b.1"
        self.loaded = self.leaving = False
        self.lost = 0
        self._parsed: dict[bytes, Told] = {}
        self._fetching: set[asyncio.Task[None]] = set()

    async def arrive(self, numbers: Sequence[int]) -> None:
        """These phones connect, too; the projector is number -1."""
        enough_files(2 * (len(self.phones) + len(numbers)) + 500)
        for first in range(0, len(numbers), CONNECT_AT_ONCE):
            some = numbers[first : first + CONNECT_AT_ONCE]
            for phone in await asyncio.gather(*(self._connect(number) for number in some)):
                if phone.number == WALL:
                    self.wall = phone
                else:
                    self.phones.append(phone)

    async def _connect(self, number: int) -> Phone:
        return await self.dial(Phone(self, number))

    async def dial(self, phone: Phone) -> Phone:
        """Back when it is let in; raises ``OSError``."""
        await asyncio.get_running_loop().create_connection(lambda: phone, "127.0.0.1", self.place.port)
        await asyncio.wait_for(phone.open, DIAL_S)
        return phone

    async def leave(self) -> None:
        self.leaving = True
        for phone in [*self.phones, *([self.wall] if self.wall else [])]:
            phone.transport.abort()
        self.phones, self.wall = [], None
        await asyncio.sleep(0.2)
        self.leaving = False

    def told(self, payload: bytes) -> Told:
        found = self._parsed.get(payload)
        if found is None:
            found = self._parsed[payload] = Told(frozenset(map(int, _MARK.findall(payload))))
        return found

    # --- a load -------------------------------------------------------------------------------------------------

    async def load(self, block: str, orders: Sequence[Order], notes: int, until: float) -> Tally:
        """Add each of these notes at its moment, from phones in turn; back when all of ours hold all ``notes``.

        Raises ``ConnectionError`` when a phone has lost its connection meanwhile.
        """
        self.block, self.tally, self.loaded = block, Tally(), True
        self._parsed.clear()
        for phone in self.phones:
            phone.seen.clear()
            phone.asked.clear()
        loop = asyncio.get_running_loop()
        turns = random.sample(self.phones, len(self.phones))
        gc.collect()
        gc.freeze()
        gc.disable()
        later = loop.time() - time.perf_counter()
        for n, (at, note) in enumerate(orders):
            loop.call_at(at + later, turns[n % len(turns)].add_note, note)
        used = time.process_time()
        while time.perf_counter() < until and not self._complete(len(orders), notes):
            await asyncio.sleep(0.02)
        gc.enable()
        self.loaded = False
        self.tally.cpu_s = time.process_time() - used
        if self.lost:
            raise ConnectionError(f"{self.place.name} lost {self.lost} connections")
        for told in self._parsed.values():
            for note in told.notes:
                self.tally.on_last[note] = max(told.at, self.tally.on_last.get(note, 0))
        return self.tally

    def _complete(self, ours: int, notes: int) -> bool:
        tally = self.tally
        return (
            tally.delivered == notes * len(self.phones)
            and (self.wall is None or len(tally.on_wall) == notes)
            and len(tally.acked) + tally.refused == ours
        )

    # --- fetching -----------------------------------------------------------------------------------------------

    def fetch_soon(self, phone: Phone) -> None:
        """A large change comes as a hint: phones fetch within 300 ms, the projector at once."""
        task = asyncio.get_running_loop().create_task(self._fetch(phone))
        self._fetching.add(task)
        task.add_done_callback(self._fetching.discard)

    async def _fetch(self, phone: Phone) -> None:
        if phone.number >= 0:
            await asyncio.sleep(random.uniform(0, 0.3))
        self.tally.fetched += 1
        snapshot = await self._get(self.place.address("snapshot", phone.number), self.place.cookie(phone.number))
        shared = json.loads(snapshot)["views"]["projector" if phone.number < 0 else "phones"]
        phone.bring(self.told(json.dumps(shared, ensure_ascii=False).encode()))

    async def _get(self, address: str, cookie: str = "") -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.place.port)
        head = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{self.place.port}\r\nCookie: {cookie}\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        if b" 200 " not in head[:16]:
            raise ConnectionError(head[:200])
        return body


def enough_files(wanted: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))


def evenly(notes_per_s: float, seconds: float) -> list[float]:
    """Moments as people make them: on average so many a second, each a little early or late."""
    gap = 1 / notes_per_s
    return [(n + random.random()) * gap for n in range(round(notes_per_s * seconds))]


def burst(notes: int) -> list[float]:
    return sorted(random.random() for _ in range(notes))
