"""A small browser on asyncio streams: it keeps cookies and connections, follows redirects and fills in forms."""

from __future__ import annotations

import asyncio
import json
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson

_PAGE = re.compile(r'<script[^>]*\bid="page"[^>]*>(.*?)</script>', re.DOTALL)
REDIRECTS = (301, 302, 303, 307, 308)

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Unreachable(Exception):
    """No answer came; whether the request arrived is unknown."""


@dataclass(frozen=True)
class Address:
    """Where a server listens."""

    host: str
    port: int
    tls: bool = False

    @property
    def url(self) -> str:
        usual = 443 if self.tls else 80
        port = "" if self.port == usual else f":{self.port}"
        return f"{'https' if self.tls else 'http'}://{self.host}{port}"

    async def dial(self) -> Line:
        return await asyncio.open_connection(
            self.host, self.port, ssl=ssl.create_default_context() if self.tls else None
        )


def address_of(url: str) -> Address:
    """Raises ``ValueError`` for what is no address."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    tls = parts.scheme == "https"
    if not parts.hostname:
        raise ValueError(url)
    return Address(parts.hostname, parts.port or (443 if tls else 80), tls)


@dataclass(frozen=True)
class Page:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    path: str
    cookies: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        """Raises ``ValueError`` for what is not JSON."""
        return orjson.loads(self.body)

    def told(self) -> dict[str, Any]:
        """What a live surface is told in its page before it has asked anything."""
        found = _PAGE.search(self.text)
        if found is None:
            raise Unreachable(f"{self.path} is no live surface ({self.status})")
        told: dict[str, Any] = json.loads(found[1])
        return told

    def fields(self, name: str) -> dict[str, str]:
        """What the form with this field would send if nobody touched it, the tokens among it."""
        parser = _Forms()
        parser.feed(self.text)
        found = next((form for form in parser.found if name in form), None)
        if found is None:
            raise Unreachable(f"{self.path} has no form with {name} ({self.status})")
        return found


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self._open: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = {}
            self.found.append(self._open)
        elif tag == "input" and self._open is not None and "name" in given:
            chosen = given.get("type") not in ("radio", "checkbox") or "checked" in given
            self._open.setdefault(given["name"], given.get("value", "") if chosen else "")
            if chosen:
                self._open[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


@dataclass
class Browser:
    """One person's way to one server."""

    address: Address
    cookies: dict[str, str] = field(default_factory=dict)
    _idle: list[Line] = field(default_factory=list)

    @property
    def cookie_line(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def get(self, path: str) -> Page:
        """The page, or the one that it leads to."""
        for _ in range(5):
            page = await self.request("GET", path)
            if page.status not in REDIRECTS:
                return page
            path = _relative(page.headers["location"])
        raise Unreachable(f"{path} leads in circles")

    async def send(self, path: str, fields: Mapping[str, str]) -> Page:
        """Send a form; returns the page that follows."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.address.url,
            "Referer": self.address.url + path,
        }
        page = await self.request("POST", path, urlencode(fields).encode(), headers, timeout_s=30)
        return await self.get(_relative(page.headers["location"])) if page.status in REDIRECTS else page

    async def request(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None, timeout_s: float = 20
    ) -> Page:
        """Raises ``Unreachable``."""
        head = {"Host": self.address.url.split("://", 1)[1], "Accept": "*/*", **(headers or {})}
        if self.cookies:
            head["Cookie"] = self.cookie_line
        if body or method == "POST":
            head["Content-Length"] = str(len(body))
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
        try:
            async with asyncio.timeout(timeout_s):
                page = await self._ask("\r\n".join(lines).encode() + body, path)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            raise Unreachable(f"{method} {path}: {error!r}") from error
        for cookie in page.cookies:
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return page

    async def _ask(self, request: bytes, path: str) -> Page:
        """On a kept connection, or on a fresh one where that had died meanwhile."""
        while self._idle:
            try:
                return await self._over(self._idle.pop(), request, path)
            except (ConnectionError, asyncio.IncompleteReadError) as error:
                if getattr(error, "partial", b""):
                    raise
        return await self._over(await self.address.dial(), request, path)

    async def _over(self, line: Line, request: bytes, path: str) -> Page:
        reader, writer = line
        keep = False
        try:
            writer.write(request)
            status, headers, cookies = _head(await reader.readuntil(b"\r\n\r\n"))
            if status in (204, 304):
                body = b""
            elif headers.get("transfer-encoding", "").lower() == "chunked":
                body = await _chunks(reader)
            else:
                body = await reader.readexactly(int(headers.get("content-length", "0")))
            keep = headers.get("connection", "").lower() != "close"
            return Page(status, headers, body, path, cookies)
        finally:
            if keep:
                self._idle.append(line)
            else:
                writer.close()

    def close(self) -> None:
        while self._idle:
            self._idle.pop()[1].close()


def _relative(location: str) -> str:
    parts = urlsplit(location)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _head(head: bytes) -> tuple[int, dict[str, str], tuple[str, ...]]:
    first, *lines = head.decode("latin-1").split("\r\n")[:-2]
    pairs = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    cookies = tuple(value for name, value in pairs if name == "set-cookie")
    return int(first.split(" ", 2)[1]), dict(pairs), cookies


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return body
