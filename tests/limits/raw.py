"""A WebSocket of which nothing is hidden, on a plain blocking socket, dialled from an address of one's choice."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import time
from base64 import b64encode
from types import TracebackType

import httpx

from tests.faults.corpus import frame
from tests.harness.forms import form_in
from tests.harness.server import Room, Server


class Line:
    """One connection. ``status`` is what the dialling was answered with."""

    def __init__(
        self,
        room: Room,
        cookie: str = "",
        *,
        as_: str = "phone",
        source: str = "127.0.0.1",
        receive_buffer: int = 0,
        knocks: bool = True,
    ) -> None:
        self._socket = socket.socket()
        if receive_buffer:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self._socket.bind((source, 0))
        self._socket.settimeout(30)
        self._socket.connect((room.address.host, room.address.port))
        self.port = self._socket.getsockname()[1]
        self._read = b""
        key = b64encode(os.urandom(16)).decode()
        self._socket.sendall(
            f"GET {room.base}socket.io/?EIO=4&transport=websocket&as={as_} HTTP/1.1\r\n"
            f"Host: {room.address.host}:{room.address.port}\r\nCookie: {cookie}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self._read:
            if not self._more():
                break
        self.head, _, self._read = self._read.partition(b"\r\n\r\n")
        self.status = int(self.head.split()[1]) if self.head else 0
        if self.status == 101 and knocks:
            self.say("40")
        while self.status != 101 and len(self._read) < self._announced() and self._more():
            pass

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def body(self) -> bytes:
        """What came after the head."""
        return self._read

    def _announced(self) -> int:
        """How long the body is, as the head says."""
        found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", self.head)
        return int(found[1]) if found else 0

    def close(self) -> None:
        self._socket.close()

    def say(self, *texts: str) -> None:
        self.send(b"".join(frame(text.encode()) for text in texts))

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def _more(self) -> bool:
        data = self._socket.recv(65_536)
        self._read += data
        return bool(data)

    def hears(self, start: str, within_s: float = 30) -> str | None:
        """The next text that begins like this; None when the line ends before, or nothing comes in time."""
        until = time.monotonic() + within_s
        while (left_s := until - time.monotonic()) > 0:
            text = self._next()
            if text is not None:
                if text.startswith(start):
                    return text
                continue
            self._socket.settimeout(left_s)
            try:
                if not self._more():
                    return None
            except OSError:
                return None
        return None

    def _next(self) -> str | None:
        """The text of the next whole frame; empty for one that is no text."""
        if len(self._read) < 2:
            return None
        size, start = self._read[1] & 127, 2
        if size > 125:
            start = 4 if size == 126 else 10
            size = int.from_bytes(self._read[2:start])
        if len(self._read) < start + size:
            return None
        text, is_text = self._read[start : start + size], self._read[0] & 15 == 1
        self._read = self._read[start + size :]
        return text.decode() if is_text else ""

    def comes_in(self) -> str:
        """``in``, or the code of the refusal."""
        if self.status != 101:
            return str(self.status)
        told = self.hears("4") or ""
        return "in" if told.startswith("40") else told.split('"')[3] if told.startswith("44") else told

    def ends_within(self, seconds: float) -> bool:
        """Whether the server hangs up; reads and forgets what it says until then."""
        until = time.monotonic() + seconds
        with contextlib.suppress(ConnectionError):
            while (left_s := until - time.monotonic()) > 0:
                self._socket.settimeout(left_s)
                try:
                    if not self._socket.recv(65_536):
                        return True
                except TimeoutError:
                    return False
            return False
        return True


def join(server: Server, room: Room, name: str) -> str:
    """Somebody comes in through the QR; returns their cookies."""
    with httpx.Client(base_url=server.address.url, follow_redirects=True, timeout=30, trust_env=False) as browser:
        page = browser.get(room.join_path)
        form = form_in(page.text, "name")
        browser.post(form.action or page.url.path, data={**form.fields, "name": name}).raise_for_status()
        return cookies(browser.cookies)


def cookies(jar: httpx.Cookies | dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in jar.items())
