"""Many phones in one process: raw WebSocket, Engine.IO text, and a check of every note at every phone."""

from __future__ import annotations

import asyncio
import gc
import json
import random
import re
import resource
import time
from dataclasses import dataclass, field
from typing import Any, Literal

_MARK = re.compile(rb"#(\d{6}) ")
TEXT = "#{:06} 每周一次，把做得好的事讲给同事听"
"""A note as people write it, with a number that is found again in every frame."""
CONNECT_AT_ONCE = 100


@dataclass(frozen=True)
class Place:
    """Where the phones go, and how they show who they are. Number -1 is the projector."""

    name: str
    port: int
    path: str = "/"
    tickets: tuple[str, ...] = ()
    staff: str = ""

    def address(self, of: Literal["socket.io/", "snapshot"], number: int) -> str:
        return f"{self.path}{of}?EIO=4&transport=websocket&as={'phone' if number >= 0 else 'projector'}"

    def cookie(self, number: int) -> str:
        if self.name == "bare":
            return "nothing=nobody"
        return f"ticket={self.tickets[number]}" if number >= 0 else f"staff={self.staff}"

    def brings_notes(self, number: int) -> bytes:
        if self.name == "bare":
            return b'42["d",'
        return b'42["d",{"a":"phones"' if number >= 0 else b'42["d",{"a":"projector"'

    def command(self, note: int, block: str, ack: int) -> bytes:
        body = {"id": f"bench-{note:010}", "type": "board/add_note", "block": block, "text": TEXT.format(note)}
        return f'42{ack}["cmd",{json.dumps(body, ensure_ascii=False)}]'.encode()


@dataclass
class Tally:
    """What one load brought: seconds from the note's submission to the projector, deliveries at the phones."""

    sent: dict[int, float] = field(default_factory=dict)
    on_wall: dict[int, float] = field(default_factory=dict)
    acked: list[float] = field(default_factory=list)
    delivered: int = 0
    frames: int = 0
    bytes: int = 0
    refused: int = 0
    fetched: int = 0


class Phone(asyncio.Protocol):
    """One screen. Number -1 is the projector."""

    __slots__ = ("ack", "asked", "buffer", "crowd", "number", "open", "prefix", "seen", "transport")

    def __init__(self, crowd: Crowd, number: int) -> None:
        self.crowd, self.number = crowd, number
        self.buffer = b""
        self.open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
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
        transport.write(request.format(address, place.port, place.cookie(self.number)).encode())

    def data_received(self, data: bytes) -> None:
        if self.buffer:
            data = self.buffer + data
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
            self.bring(crowd.notes_in(payload))
        elif payload.startswith(b'42["sync"') and crowd.loaded:
            crowd.fetch_soon(self)

    def bring(self, notes: frozenset[int]) -> None:
        """These notes are on this screen now; each counts once."""
        tally = self.crowd.tally
        if self.number >= 0:
            before = len(self.seen)
            self.seen |= notes
            tally.delivered += len(self.seen) - before
            return
        now = time.perf_counter()
        for note in notes:
            tally.on_wall.setdefault(note, now)

    def _answer(self, payload: bytes) -> None:
        head = payload.index(b"[")
        asked = self.asked.pop(int(payload[2:head]), None)
        if b'"ok":true' not in payload:
            self.crowd.tally.refused += 1
        elif asked is not None:
            self.crowd.tally.acked.append(time.perf_counter() - asked)

    def add_note(self, note: int) -> None:
        self.ack += 1
        self.asked[self.ack] = self.crowd.tally.sent[note] = time.perf_counter()
        self.write(self.crowd.place.command(note, self.crowd.block, self.ack))

    def write(self, payload: bytes) -> None:
        """A masked frame; the mask of zeros costs us nothing and the server what any mask costs."""
        size = len(payload)
        head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xfe" + size.to_bytes(2)
        self.transport.write(head + b"\0\0\0\0" + payload)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.open.done():
            self.open.set_exception(ConnectionResetError())
        self.crowd.lost += not self.crowd.leaving


class Crowd:
    """All phones of one room, and its projector."""

    def __init__(self, place: Place, phones: int) -> None:
        self.place, self.size = place, phones
        self.phones: list[Phone] = []
        self.wall: Phone
        self.tally = Tally()
        self.block = "b.1"
        self.loaded = self.leaving = False
        self.lost = 0
        self._parsed: dict[bytes, frozenset[int]] = {}
        self._fetching: set[asyncio.Task[None]] = set()

    async def arrive(self) -> None:
        enough_files(2 * self.size + 500)
        self.wall = await self._connect(-1)
        for first in range(0, self.size, CONNECT_AT_ONCE):
            numbers = range(first, min(first + CONNECT_AT_ONCE, self.size))
            self.phones += await asyncio.gather(*(self._connect(number) for number in numbers))
        await asyncio.sleep(0.7)  # the last pulse is over

    async def _connect(self, number: int) -> Phone:
        loop = asyncio.get_running_loop()
        _, phone = await loop.create_connection(lambda: Phone(self, number), "127.0.0.1", self.place.port)
        await asyncio.wait_for(phone.open, 30)
        return phone

    async def leave(self) -> None:
        self.leaving = True
        for phone in [*self.phones, self.wall]:
            phone.transport.abort()
        await asyncio.sleep(0.2)

    def notes_in(self, payload: bytes) -> frozenset[int]:
        """Every phone gets the same bytes, so they are read once."""
        found = self._parsed.get(payload)
        if found is None:
            if len(self._parsed) > 2_000:
                self._parsed.clear()
            found = self._parsed[payload] = frozenset(map(int, _MARK.findall(payload)))
        return found

    # --- a load -------------------------------------------------------------------------------------------------

    async def load(self, moments: list[float], first_note: int, timeout_s: float = 30) -> Tally:
        """Add one note at each of these moments (seconds from now) from phones in turn; wait until all have all."""
        await self._clean_wall()
        self.tally = tally = Tally()
        self.loaded = True
        for phone in self.phones:
            phone.seen.clear()
            phone.asked.clear()
        loop = asyncio.get_running_loop()
        turns = random.sample(self.phones, len(self.phones))
        gc.collect()
        gc.disable()
        start = loop.time() + 0.05
        for n, moment in enumerate(moments):
            loop.call_at(start + moment, turns[n % len(turns)].add_note, first_note + n)
        deadline = start + max(moments) + timeout_s
        while loop.time() < deadline and not self._complete(len(moments)):
            await asyncio.sleep(0.02)
        gc.enable()
        self.loaded = False
        return tally

    def _complete(self, notes: int) -> bool:
        tally = self.tally
        return (
            tally.delivered == notes * len(self.phones)
            and len(tally.on_wall) == notes
            and len(tally.acked) + tally.refused == notes
        )

    async def _clean_wall(self) -> None:
        if self.place.name == "workshop":
            self.block = (await self._get("/bench/next")).decode()
            await asyncio.sleep(0.6)

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
        phone.bring(self.notes_in(json.dumps(shared, ensure_ascii=False).encode()))

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
