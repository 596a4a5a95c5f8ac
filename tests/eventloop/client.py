"""Talks to ``serving.py``: as a real WebSocket client, or byte by byte."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import time
from dataclasses import dataclass
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

HELLO = (
    b"GET %s HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


def masked(payload: bytes, *, opcode: int = 1, final: bool = True, length: int | None = None) -> bytes:
    """A frame as a browser sends it; ``length`` may lie."""
    size = len(payload) if length is None else length
    head = bytes([opcode | (0x80 if final else 0)])
    if size < 126:
        head += bytes([0x80 | size])
    else:
        head += struct.pack("!BH", 0xFE, size) if size < 65_536 else struct.pack("!BQ", 0xFF, size)
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[n % 4] for n, byte in enumerate(payload))


@dataclass(frozen=True)
class Served:
    """A running ``serving.py``."""

    port: int
    pid: int
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    def raw(self, sends: bytes = b"", *, receive_buffer: int | None = None) -> socket.socket:
        """A connection of which nothing is hidden."""
        line = socket.socket()
        if receive_buffer:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        line.settimeout(30)
        line.connect(("127.0.0.1", self.port))
        line.sendall(sends)
        return line

    def websocket(self, path: str, *, receive_buffer: int | None = None) -> ClientConnection:
        line = self.raw(receive_buffer=receive_buffer)
        line.settimeout(None)
        url = f"ws://127.0.0.1:{self.port}{path}"
        return connect(
            url,
            sock=line,
            compression=None,
            max_size=None,
            max_queue=2,
            ping_interval=None,
            proxy=None,
            close_timeout=2,
        )

    def opened(self, path: str) -> socket.socket:
        """A WebSocket whose frames one writes oneself."""
        line = self.raw(HELLO % path.encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += line.recv(1)
        assert head.startswith(b"HTTP/1.1 101 "), head
        return line

    def get(self, path: str) -> bytes:
        with self.raw(b"GET %s HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n" % path.encode()) as line:
            return rest(line).partition(b"\r\n\r\n")[2]

    def descriptors(self) -> int:
        """How many the server has open, this request's among them."""
        return int(self.get("/descriptors"))

    def calms_down_to(self, descriptors: int, within_s: float = 20) -> bool:
        give_up = time.monotonic() + within_s
        while self.descriptors() > descriptors:
            if time.monotonic() > give_up:
                return False
            time.sleep(0.1)
        return True


def rest(line: socket.socket) -> bytes:
    """Everything until the other side hangs up."""
    data = b""
    with contextlib.suppress(ConnectionError):
        while more := line.recv(65_536):
            data += more
    return data


def is_closed_within(line: socket.socket, seconds: float) -> bool:
    line.settimeout(seconds)
    try:
        rest(line)
    except TimeoutError:
        return False
    return True
