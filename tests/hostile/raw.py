"""A device of the attacker's own making: raw requests and raw frames, cookies as it pleases, every byte remembered."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import os
import re
import secrets
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.faults.corpus import frame
from tests.harness.fetch import Address
from tests.harness.forms import form_in, page_in

PATIENCE_S = 20.0
BATCH = 10
Reply = dict[str, Any]


@dataclass(frozen=True)
class Heard:
    """One answer by HTTP."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of a refusal, empty where there is none."""
        try:
            found = self.json()
        except ValueError:
            return ""
        return str(found.get("code", "")) if isinstance(found, dict) else ""


class Device:
    """Something that speaks to the server from the address ``at``."""

    def __init__(
        self, address: Address, name: str = "somebody", cookies: Mapping[str, str] | None = None, at: str = "127.0.0.1"
    ) -> None:
        self.address, self.name, self.at = address, name, at
        self.cookies: dict[str, str] = dict(cookies or {})
        self.heard: list[bytes] = []
        self._line: http.client.HTTPConnection | None = None
        self._csrf = ""

    def twin(self, **cookies: str) -> Device:
        """Another device with these cookies and no others."""
        return Device(self.address, f"{self.name}'s twin", cookies, self.at)

    @property
    def cookie_line(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    # --- HTTP ---------------------------------------------------------------------------------------------------

    def request(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None, *, keeps: bool = True
    ) -> Heard:
        """One request with exactly these headers besides the host, the cookies and the length of the body.

        ``keeps`` False throws away the cookies of the answer.
        """
        head = {"Host": f"{self.address.host}:{self.address.port}", **(headers or {})}
        if self.cookies and "Cookie" not in head:
            head["Cookie"] = self.cookie_line
        if body or method == "POST":
            head["Content-Length"] = str(len(body))
        answer = self._answer(method, path, body, head)
        if keeps:
            for name, value in answer.headers:
                if name.lower() == "set-cookie":
                    self._keep(value)
        self.heard.append("\r\n".join(f"{name}: {value}" for name, value in answer.headers).encode("latin-1"))
        self.heard.append(answer.body)
        return answer

    def _keep(self, cookie: str) -> None:
        name, _, value = cookie.split(";", 1)[0].partition("=")
        if value and "Max-Age=0" not in cookie:
            self.cookies[name] = value
        else:
            self.cookies.pop(name, None)

    def _answer(self, method: str, path: str, body: bytes, head: Mapping[str, str]) -> Heard:
        for attempt in (1, 2):
            line = self._line or http.client.HTTPConnection(
                self.address.host, self.address.port, timeout=PATIENCE_S, source_address=(self.at, 0)
            )
            self._line = None
            try:
                line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
                for name, value in head.items():
                    line.putheader(name, value)
                line.endheaders(body or None)
                response = line.getresponse()
                heard = Heard(response.status, response.getheaders(), response.read())
            except (http.client.BadStatusLine, ConnectionError):
                line.close()
                if attempt == 2:
                    raise
                continue
            if not response.will_close:
                self._line = line
            else:
                line.close()
            return heard
        raise AssertionError("unreachable")

    def get(self, path: str, **headers: str) -> Heard:
        return self.request("GET", path, headers=headers)

    def follow(self, path: str) -> Heard:
        """GET with its redirects."""
        for _ in range(5):
            answer = self.get(path)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            path = re.sub(r"^https?://[^/]+", "", answer.header("Location"))
        raise AssertionError(f"{path} leads in circles")

    def post(self, path: str, fields: Mapping[str, str] | None = None, **headers: str) -> Heard:
        """A form with the token of this browser's session."""
        body = urlencode({"csrf_token": self.csrf, **(fields or {})}).encode()
        return self.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def post_json(self, path: str, body: Any, **headers: str) -> Heard:
        head = {"Content-Type": "application/json", "Accept": "application/json", "X-Workshop": "1"}
        return self.request("POST", path, json.dumps(body).encode(), {**head, "X-CSRFToken": self.csrf, **headers})

    @property
    def csrf(self) -> str:
        """A token that fits this browser's session, whoever holds it: forgery is not what is tried here."""
        if not self._csrf:
            found = re.search(r'name="csrf_token" value="([^"]+)"', self.follow("/sign-in").text)
            assert found, "no form with a token"
            self._csrf = found[1]
        return self._csrf

    def forget_token(self) -> None:
        """The session is another one now."""
        self._csrf = ""

    def close(self) -> None:
        if self._line:
            self._line.close()
            self._line = None

    # --- the room -----------------------------------------------------------------------------------------------

    def join(self, link: str, name: str | None = None) -> Device:
        """Scan the QR, type the name, press the button."""
        page = self.follow(link)
        form = form_in(page.text, "name")
        path = self.get(link).header("Location") if "/j/" in link else link
        path = re.sub(r"^https?://[^/]+", "", path)
        body = urlencode({**form.fields, "name": name or self.name}).encode()
        answer = self.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        assert answer.status == 303, (answer.status, answer.text[:300])
        return self

    def person(self, room: str) -> str:
        return str(page_in(self.get(f"/r/{room}/").text)["person"])

    def snapshot(self, room: str, as_: str) -> Heard:
        return self.request("GET", f"/r/{room}/snapshot?as={as_}", headers={"Accept": "application/json"})

    def views(self, room: str, as_: str) -> dict[str, Any]:
        found: dict[str, Any] = self.snapshot(room, as_).json()["views"]
        return found

    def commands(self, room: str, as_: str, commands: Iterable[Mapping[str, Any]]) -> Heard:
        return self.post_json(f"/r/{room}/commands?as={as_}", {"commands": list(commands)})

    def asks(self, room: str, as_: str, type_: str, **fields: Any) -> Reply:
        """One command by HTTP until it has an answer that is not ``busy``."""
        wish = {"id": fresh_id(), "type": type_, **fields}
        for _ in range(200):
            answer = self.commands(room, as_, [wish])
            if answer.status != 200:
                return {"no": True, "status": answer.status, "code": answer.code}
            reply: Reply = answer.json()["answers"][0]
            if not reply.get("busy"):
                return reply
            time.sleep(min(0.2, reply["retry_ms"] / 1000))
        raise AssertionError(f"{type_} is busy for ever")

    def dials(self, room: str, as_: str, *, knocks: bool = True, **headers: str) -> Line:
        line = Line(self, f"/r/{room}/socket.io/?EIO=4&transport=websocket&as={as_}", headers)
        if knocks and line.is_open:
            line.send("40")
        return line


def fresh_id() -> str:
    return secrets.token_hex(8)


class Line:
    """A WebSocket of which nothing is hidden."""

    def __init__(self, device: Device, path: str, headers: Mapping[str, str] | None = None) -> None:
        address = device.address
        self._device = device
        self._socket = socket.create_connection((address.host, address.port), PATIENCE_S, (device.at, 0))
        self._buffer = b""
        self._numbers = 0
        head = {
            "Host": f"{address.host}:{address.port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
            **({"Cookie": device.cookie_line} if device.cookies else {}),
            **(headers or {}),
        }
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
        self._socket.sendall("\r\n".join(lines).encode("latin-1"))
        answer = self._until(b"\r\n\r\n")
        self.status = int(answer.split(b" ", 2)[1]) if answer else 0
        self.is_open = self.status == 101
        device.heard.append(answer)

    def _until(self, end: bytes) -> bytes:
        while end not in self._buffer:
            if not self._fill(PATIENCE_S):
                return b""
        head, _, self._buffer = self._buffer.partition(end)
        return head

    def _fill(self, timeout_s: float) -> bool:
        self._socket.settimeout(max(0.001, timeout_s))
        try:
            data = self._socket.recv(65_536)
        except (TimeoutError, ConnectionError):
            return False
        self._buffer += data
        return bool(data)

    def send(self, text: str) -> None:
        self.send_raw(frame(text.encode("utf-8", "surrogatepass")))

    def send_raw(self, data: bytes) -> None:
        with contextlib.suppress(ConnectionError):
            self._socket.sendall(data)

    def hear(self, timeout_s: float = PATIENCE_S) -> str | None:
        """The next text; None when the line was closed or nothing came in time (``is_open`` tells which)."""
        deadline = time.monotonic() + timeout_s
        while True:
            found = self._cut()
            if found is not None:
                opcode, payload = found
                self._device.heard.append(payload)
                if opcode == 8:
                    self.is_open = False
                    return None
                if opcode == 9:
                    self.send_raw(frame(payload, 10))
                    continue
                text = payload.decode("utf-8", "replace")
                if text == "2":
                    self.send("3")
                    continue
                return text
            left = deadline - time.monotonic()
            if left <= 0:
                return None
            before = len(self._buffer)
            if not self._fill(left) and len(self._buffer) == before and time.monotonic() < deadline:
                self.is_open = False
                return None

    def _cut(self) -> tuple[int, bytes] | None:
        """One whole frame from what has arrived; the server neither masks nor splits."""
        data = self._buffer
        if len(data) < 2:
            return None
        length, at = data[1] & 0x7F, 2
        if length == 126:
            length, at = int.from_bytes(data[2:4], "big"), 4
        elif length == 127:
            length, at = int.from_bytes(data[2:10], "big"), 10
        if len(data) < at + length:
            return None
        self._buffer = data[at + length :]
        return data[0] & 0x0F, data[at : at + length]

    def is_let_in(self, timeout_s: float = PATIENCE_S) -> bool:
        """Whether the ticket was good; hears everything up to the answer."""
        if not self.is_open:
            return False
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            text = self.hear(deadline - time.monotonic())
            if text is None:
                return False
            if text.startswith("40"):
                return True
            if text.startswith("44"):
                return False
        return False

    def says(self, command: Mapping[str, Any]) -> Reply | None:
        """One command and its answer; None when none came before the line was closed."""
        number = self.utters(command)
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            text = self.hear(deadline - time.monotonic())
            if text is None:
                return None
            if text.startswith(f"43{number}["):
                found: Reply = json.loads(text[len(f"43{number}") :])[0]
                return found
        return None

    def utters(self, command: Mapping[str, Any]) -> int:
        self._numbers += 1
        self.send(f"42{self._numbers}" + json.dumps(["cmd", command]))
        return self._numbers

    def asks(self, type_: str, **fields: Any) -> Reply | None:
        """One command until it has an answer that is not ``busy``."""
        wish = {"id": fresh_id(), "type": type_, **fields}
        for _ in range(200):
            reply = self.says(wish)
            if reply is None or not reply.get("busy"):
                return reply
            time.sleep(min(0.2, reply["retry_ms"] / 1000))
        raise AssertionError(f"{type_} is busy for ever")

    def listens(self, seconds: float) -> list[str]:
        """Whatever comes in this time."""
        heard = []
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            text = self.hear(left)
            if text is None:
                break
            heard.append(text)
        return heard

    def is_cut_off(self, within_s: float) -> bool:
        """Whether the server hangs up."""
        deadline = time.monotonic() + within_s
        while self.is_open and (left := deadline - time.monotonic()) > 0:
            self.hear(left)
        return not self.is_open

    def close(self) -> None:
        self.is_open = False
        self._socket.close()
