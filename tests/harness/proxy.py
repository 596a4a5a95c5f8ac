"""A network that fails on demand: a TCP proxy in front of the server, in the event loop of the test.

    async with Proxy(server.address) as proxy:
        ...                          # phones connect to proxy.address
        proxy.network.up = False     # what phones send no longer arrives; what the server says still does
        proxy.heal()

Bytes that are under way when the network is cut are held, not lost, as TCP would send them again.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import time
from dataclasses import dataclass, field
from types import TracebackType

from tests.harness.fetch import Address

LOOK_EVERY_S = 0.02
PIECE = 16_384
SENT_AGAIN_S = 0.2
"""After so long TCP sends a lost piece again, at the earliest."""
PACKET = 1_400
"""What a thin line carries in one piece, so that several connections share it."""


@dataclass
class Network:
    """What the network does to what passes. ``up`` is from the phone to the server.

    ``rate`` in bytes a second for one connection and way (0: no limit); ``line`` in bytes a second for all of them
    together, as on one thin line, where ``delay_ms`` is the way of each piece and of a new connection's first words;
    ``cut_after`` resets a new connection after so many bytes down; ``lost`` is the share of pieces that have to be sent
    again; ``drops_upgrades`` answers 400 to whoever asks for a WebSocket; ``refuses`` resets whoever comes; ``portal``
    answers whoever comes with these bytes, as a hotel's Wi-Fi does.
    """

    delay_ms: float = 0
    jitter_ms: float = 0
    rate: int = 0
    line: int = 0
    up: bool = True
    down: bool = True
    refuses: bool = False
    drops_upgrades: bool = False
    cut_after: int = 0
    lost: float = 0
    portal: bytes = b""


@dataclass
class Counted:
    opened: int = 0
    reset: int = 0
    refused_upgrades: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


Writers = tuple[asyncio.StreamWriter, asyncio.StreamWriter]


@dataclass
class Proxy:
    """Stands in for the Wi-Fi of a hotel."""

    target: Address
    port: int = 0
    network: Network = field(default_factory=Network)
    counted: Counted = field(default_factory=Counted)

    def __post_init__(self) -> None:
        self._open: set[Writers] = set()
        self._forsaken: set[Writers] = set()
        self._sockets: set[Writers] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._line_is_free = {"up": 0.0, "down": 0.0}

    async def __aenter__(self) -> Proxy:
        self._server = await asyncio.start_server(self._come, "127.0.0.1", self.port, backlog=1_024)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        self.reset_all()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def address(self) -> Address:
        return Address("127.0.0.1", self.port)

    @property
    def open_sockets(self) -> int:
        """How many WebSockets there are."""
        return len(self._open & self._sockets)

    # --- faults -------------------------------------------------------------------------------------------------

    def blackhole(self) -> None:
        """The Wi-Fi is gone: nobody is told, nothing moves."""
        self.network.up = self.network.down = False

    def heal(self) -> None:
        self.network = Network()

    def forsake(self) -> None:
        """Open WebSockets never carry anything again and nobody is told, as where a phone slept; the rest is reset."""
        self._forsaken |= self._open & self._sockets
        for pair in self._open - self._sockets:
            self._reset(pair)

    def reset_all(self) -> None:
        """Every open connection is reset, on both sides."""
        for pair in list(self._open):
            self._reset(pair)

    def _reset(self, pair: Writers) -> None:
        for writer in pair:
            with contextlib.suppress(OSError):  # closed already
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        self.counted.reset += 1

    # --- what passes --------------------------------------------------------------------------------------------

    async def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._connect(reader, writer)
        except (OSError, asyncio.CancelledError):  # nobody but the proxy itself cancels, when it ends
            writer.transport.abort()
        finally:
            self._tasks.discard(task)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.counted.opened += 1
        if self.network.refuses:
            self._reset((writer, writer))
            return
        if self.network.portal:
            await reader.read(PIECE)
            writer.write(self.network.portal)
            await writer.drain()
            writer.close()
            return
        if self.network.line:
            await asyncio.sleep(2 * self.network.delay_ms / 1000)  # the handshake, there and back
        first = b""
        if self.network.drops_upgrades:
            first = await reader.read(PIECE)
            if b"upgrade: websocket" in first.lower():
                self.counted.refused_upgrades += 1
                writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                await writer.drain()
                writer.close()
                return
        far_reader, far_writer = await asyncio.open_connection(self.target.host, self.target.port)
        far_writer.write(first)
        pair = (writer, far_writer)
        self._open.add(pair)
        try:
            up, down = self._pump(reader, far_writer, "up", pair), self._pump(far_reader, writer, "down", pair)
            await asyncio.gather(up, down)
        finally:
            self._open.discard(pair)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: str, pair: Writers) -> None:
        moved = 0
        try:
            while data := await reader.read(PACKET if self.network.line else PIECE):
                if way == "up" and b"upgrade: websocket" in data.lower():
                    self._sockets.add(pair)
                await self._pass(way, pair)
                if self.network.line:
                    await self._send_down_the_line(data, writer, way)
                else:
                    writer.write(data)
                await writer.drain()
                moved += len(data)
                self._count(way, len(data))
                if self.network.rate:
                    await asyncio.sleep(len(data) / self.network.rate)
                if way == "down" and 0 < self.network.cut_after <= moved:
                    self._reset(pair)
                    return
            await self._pass(way, pair)  # a cut network brings no news of a closed connection either
        except OSError:
            pass
        finally:
            late_s = self.network.delay_ms / 1000 if self.network.line else 0
            asyncio.get_running_loop().call_later(late_s, writer.close)

    async def _send_down_the_line(self, data: bytes, writer: asyncio.StreamWriter, way: str) -> None:
        """Wait for the turn of this piece; it arrives later, while the next is already on its way."""
        now = time.monotonic()
        self._line_is_free[way] = max(now, self._line_is_free[way]) + len(data) / self.network.line
        await asyncio.sleep(self._line_is_free[way] - now)
        asyncio.get_running_loop().call_later(self.network.delay_ms / 1000, _write, writer, data)

    async def _pass(self, way: str, pair: Writers) -> None:
        """Come through when the network lets this piece through."""
        network = self.network
        if (network.delay_ms or network.jitter_ms) and not network.line:
            await asyncio.sleep((network.delay_ms + random.random() * network.jitter_ms) / 1000)
        if random.random() < network.lost:
            await asyncio.sleep(SENT_AGAIN_S)
        while not getattr(self.network, way) or pair in self._forsaken:
            await asyncio.sleep(LOOK_EVERY_S)

    def _count(self, way: str, size: int) -> None:
        if way == "up":
            self.counted.bytes_up += size
        else:
            self.counted.bytes_down += size


def _write(writer: asyncio.StreamWriter, data: bytes) -> None:
    if not writer.is_closing():  # reset meanwhile
        writer.write(data)
