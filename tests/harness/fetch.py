"""A small HTTP/1.1 client on asyncio streams: hundreds of phones in one process, and every byte they hear is kept.

It behaves as a browser does where that matters: connections are kept open, cookies are sent back, a request on a kept
connection that had died meanwhile is sent once more on a fresh one, and redirects are followed by GET.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson


class Unreachable(Exception):
    """No answer came; whether the request arrived is unknown."""


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    path: str = ""
    set_cookies: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        """Raises ``ValueError`` for what is not JSON: a log-in page of the network, for example."""
        return orjson.loads(self.body)


@dataclass
class Http:
    """One browser's way to one server. ``hears`` is given every byte that arrives."""

    address: Address
    hears: Callable[[bytes], None] = lambda data: None
    cookies: dict[str, str] = field(default_factory=dict)
    _idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)

    @property
    def cookie_line(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def get(self, path: str, headers: Mapping[str, str] | None = None, timeout_s: float = 10) -> Answer:
        """Follows redirects."""
        for _ in range(5):
            answer = await self.request("GET", path, headers=headers, timeout_s=timeout_s)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            path = relative(answer.headers["location"])
        raise Unreachable(f"{path} leads in circles")

    async def send_form(self, path: str, fields: Mapping[str, str], timeout_s: float = 30) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.address.url}
        answer = await self.request("POST", path, urlencode(fields).encode(), headers, timeout_s)
        if answer.status in (302, 303):
            return await self.get(relative(answer.headers["location"]), timeout_s=timeout_s)
        return answer

    async def request(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None, timeout_s: float = 10
    ) -> Answer:
        """Raises ``Unreachable``."""
        head = {"Host": f"{self.address.host}:{self.address.port}", "Accept": "*/*", **(headers or {})}
        if self.cookies:
            head["Cookie"] = self.cookie_line
        if body or method == "POST":
            head["Content-Length"] = str(len(body))
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
        request = "\r\n".join(lines).encode() + body
        try:
            async with asyncio.timeout(timeout_s):
                answer = await self._once(request, path)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            raise Unreachable(f"{method} {path}: {error!r}") from error
        for cookie in answer.set_cookies:
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer

    async def _once(self, request: bytes, path: str) -> Answer:
        while self._idle:
            line = self._idle.pop()
            try:
                return await self._over(line, request, path)
            except (ConnectionError, asyncio.IncompleteReadError) as error:
                if getattr(error, "partial", b""):
                    raise
        return await self._over(await asyncio.open_connection(self.address.host, self.address.port), request, path)

    async def _over(self, line: tuple[asyncio.StreamReader, asyncio.StreamWriter], request: bytes, path: str) -> Answer:
        reader, writer = line
        kept = False
        try:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            answer, body_length = _read_head(head, path)
            body = await (_chunks(reader) if body_length is None else reader.readexactly(body_length))
            self.hears(head + body)
            kept = answer.headers.get("connection", "").lower() != "close"
            return Answer(answer.status, answer.headers, body, path, answer.set_cookies)
        finally:
            if kept:
                self._idle.append(line)
            else:
                writer.close()

    def close(self) -> None:
        while self._idle:
            self._idle.pop()[1].close()


def relative(location: str) -> str:
    """The path of a redirect; it never leads to another host here."""
    parts = urlsplit(location)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _read_head(head: bytes, path: str) -> tuple[Answer, int | None]:
    """The answer without its body, and the body's length; None when it comes in chunks."""
    first, *lines = head.decode("latin-1").split("\r\n")[:-2]
    pairs = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    headers = dict(pairs)
    status = int(first.split(" ", 2)[1])
    cookies = tuple(value for name, value in pairs if name == "set-cookie")
    if status in (204, 304):
        length: int | None = 0
    elif headers.get("transfer-encoding", "").lower() == "chunked":
        length = None
    else:
        length = int(headers.get("content-length", "0"))
    return Answer(status, headers, b"", path, cookies), length


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return body
