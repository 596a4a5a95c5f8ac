"""A screen of a rehearsal: one page in one browser that speaks the wire as the phones do, and keeps a replica."""

from __future__ import annotations

import asyncio
import contextlib
import random
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any, Literal

import orjson
from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    CloseConnection,
    Ping,
    RejectConnection,
    Request,
    TextMessage,
)
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from workshop.core.patch import View, merge
from workshop.rehearsal.browser import Browser, Page, Unreachable

As = Literal["phone", "console", "projector"]
Answer = dict[str, Any]
Tell = Callable[..., None]

READ_BYTES = 65_536
ANSWER_WAIT_S = 10.0
DIAL_AGAIN_S = 0.3
LEAST_PAUSE_S = 0.1
NOWHERE = -1


def _nobody(what: str, **facts: Any) -> None:
    """Who watches nothing."""


class Screen:
    """``base`` is the room's path, as in ``/r/4f1c/``. ``tell`` is told what is asked, answered and shown."""

    def __init__(self, as_: As, base: str, browser: Browser, *, spread_s: float = 0.3, tell: Tell = _nobody) -> None:
        self.as_, self.base, self.browser, self._spread_s, self._tell = as_, base, browser, spread_s, tell
        self.told: dict[str, Any] = {}
        self.views: dict[str, View] = {}
        self.seqs: dict[str, int] = {}
        self.changes = 0
        self.out: str | None = None
        self.is_up = False
        self.moved = asyncio.Event()
        self._snapshot_seq = NOWHERE
        self._owed = asyncio.Event()
        self._is_fetching = False
        self._acks: dict[int, asyncio.Future[Any]] = {}
        self._asked = 0
        self._websocket: WSConnection | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._timers: set[asyncio.TimerHandle] = set()

    @property
    def person(self) -> str:
        return str(self.told.get("person", ""))

    @property
    def is_behind(self) -> bool:
        """Whether it knows that what it shows is old."""
        return not self.is_up or self._owed.is_set() or self._is_fetching or bool(self._timers)

    # --- coming and going ---------------------------------------------------------------------------------------

    async def join(self, link: str, name: str) -> None:
        """Scan the QR, type the name, press the button."""
        door = await self.browser.get(link)
        page = await self.browser.send(door.path, door.fields("name") | {"name": name})
        self.told = _good(page).told()

    async def open(self) -> None:
        """Open the page of a screen whose browser has its cookies already."""
        page = await self.browser.get(self.base if self.as_ == "phone" else f"{self.base}{self.as_}")
        self.told = _good(page).told()

    def start(self) -> None:
        self._owed.set()
        self._tasks = [asyncio.create_task(self._dial_for_ever()), asyncio.create_task(self._fetch_for_ever())]

    async def stop(self) -> None:
        for timer in self._timers:
            timer.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.browser.close()

    # --- asking -------------------------------------------------------------------------------------------------

    async def ask(self, type_: str, fields: Mapping[str, Any]) -> Answer:
        """One command, asked under one id until its answer is final."""
        command = {"id": secrets.token_hex(8), "type": type_, **fields}
        self._tell("invoke", id=command["id"], command={"type": type_, **fields})
        self._tell("sent", id=command["id"])
        while True:
            answer = await self._once(command)
            if answer is None:
                self._tell("info", id=command["id"])
                await asyncio.sleep(LEAST_PAUSE_S)
            elif answer.get("busy"):
                self._tell("busy", id=command["id"])
                await asyncio.sleep(max(LEAST_PAUSE_S, answer["retry_ms"] / 1000))
            else:
                facts = {key: answer[key] for key in ("seq", "code") if key in answer}
                self._tell("ok" if answer.get("ok") else "fail", id=command["id"], via="socket", **facts)
                return answer
            if self.out:
                return {"id": command["id"], "code": "room/signed_out", "facts": {}}

    async def _once(self, command: dict[str, Any]) -> Answer | None:
        if self.is_up:
            answer = await self.request("cmd", command)
            return answer if isinstance(answer, dict) and "id" in answer else None
        headers = {"Content-Type": "application/json", "X-Workshop": "1"}
        if "csrf" in self.told:
            headers["X-CSRFToken"] = self.told["csrf"]
        body = orjson.dumps({"commands": [command]})
        try:
            page = await self.browser.request("POST", f"{self.base}commands?as={self.as_}", body, headers)
            found = page.json() if page.status == 200 else {}
        except (Unreachable, ValueError):
            return None
        answers: list[Answer] = found.get("answers", [])
        return answers[0] if answers else None

    async def request(self, event: str, body: Mapping[str, Any]) -> Any:
        """What the server acknowledged an event with; None when it did not."""
        if not self.is_up:
            return None
        number = self._asked = self._asked + 1
        acked = self._acks[number] = asyncio.get_running_loop().create_future()
        try:
            self._say(f"42{number}{orjson.dumps([event, body]).decode()}")
            async with asyncio.timeout(ANSWER_WAIT_S):
                return await acked
        except TimeoutError:
            return None
        finally:
            self._acks.pop(number, None)

    # --- the socket ---------------------------------------------------------------------------------------------

    async def _dial_for_ever(self) -> None:
        while self.out is None:
            self._tell("dial")
            with contextlib.suppress(OSError, EOFError, RemoteProtocolError, LocalProtocolError):
                await self._dial()
            self._went_down()
            await asyncio.sleep(DIAL_AGAIN_S * random.uniform(1, 2))

    async def _dial(self) -> None:
        reader, writer = await self.browser.address.dial()
        try:
            websocket = WSConnection(ConnectionType.CLIENT)
            host = self.browser.address.url.split("://", 1)[1]
            target = f"{self.base}socket.io/?EIO=4&transport=websocket&as={self.as_}"
            cookies = [(b"Cookie", self.browser.cookie_line.encode())]
            writer.write(websocket.send(Request(host=host, target=target, extra_headers=cookies)))
            self._websocket, self._writer = websocket, writer
            while data := await reader.read(READ_BYTES):
                websocket.receive_data(data)
                for event in websocket.events():
                    if isinstance(event, CloseConnection | RejectConnection):
                        return
                    self._hear(event)
        finally:
            writer.close()

    _text = ""

    def _hear(self, event: Any) -> None:
        match event:
            case AcceptConnection():
                self._text = ""
            case Ping() if self._websocket and self._writer:
                self._writer.write(self._websocket.send(event.response()))
            case TextMessage(data=data, message_finished=finished):
                self._text += data
                if finished:
                    text, self._text = self._text, ""
                    self._read(text)
            case _:
                pass

    def _read(self, text: str) -> None:
        match text[:2]:
            case "42":
                event, body = orjson.loads(text[2:])
                self._was_told(event, body)
            case "43":
                number, _, rest = text[2:].partition("[")
                acked = self._acks.get(int(number))
                if acked and not acked.done():
                    acked.set_result(orjson.loads(f"[{rest}")[0])
            case "40":
                self.is_up = True
                self._tell("up")
                self._owed.set()
            case "41" | "44":
                raise EOFError
            case _ if text[:1] == "0":
                self._say("40")
            case _ if text[:1] == "2":
                self._say("3")

    def _say(self, text: str) -> None:
        if self._websocket and self._writer:
            self._writer.write(self._websocket.send(TextMessage(data=text)))

    def _went_down(self) -> None:
        if self.is_up:
            self._tell("down")
        self.is_up, self._websocket, self._writer = False, None, None
        for acked in self._acks.values():
            if not acked.done():
                acked.set_result(None)
        self._owed.set()

    def _was_told(self, event: str, body: dict[str, Any]) -> None:
        match event:
            case "d":
                self._take(body)
            case "sync" if self._snapshot_seq < body["seq"]:
                self._owe_soon()
            case "out":
                self.out = body["why"]
                self._changed()
            case _:
                pass

    def _owe_soon(self) -> None:
        """Phones do not all fetch at once."""
        late_s = random.random() * self._spread_s if self.as_ == "phone" else 0.0

        def due() -> None:
            self._timers.discard(timer)
            self._owed.set()

        timer = asyncio.get_running_loop().call_later(late_s, due)
        self._timers.add(timer)

    # --- the replica --------------------------------------------------------------------------------------------

    def _take(self, delta: dict[str, Any]) -> None:
        address, mine = delta["a"], self.seqs.get(delta["a"], NOWHERE)
        took = "old" if delta["seq"] <= mine else "gap" if delta["base"] > mine else "merged"
        if took == "merged":
            self.views[address] = merge(self.views[address], delta["patch"])
            self.seqs[address] = delta["seq"]
            self._changed()
        elif took == "gap":
            self._owed.set()
        view = self.views.get(address) if took == "merged" else None
        self._tell(
            "delta", a=address, base=delta["base"], seq=delta["seq"], took=took, change=delta["patch"], view=view
        )

    async def _fetch_for_ever(self) -> None:
        while self.out is None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._owed.wait(), None if self.is_up else 2)
            self._owed.clear()
            self._is_fetching = True
            try:
                if not await self._fetch():
                    self._owed.set()
                    await asyncio.sleep(DIAL_AGAIN_S)
            finally:
                self._is_fetching = False

    async def _fetch(self) -> bool:
        try:
            page = await self.browser.request("GET", f"{self.base}snapshot?as={self.as_}")
            found = page.json()
        except (Unreachable, ValueError):
            return False
        if page.status == 401:
            self.out = self.out or "signed_out"
        if page.status != 200:
            return False
        if found["seq"] >= max(self.seqs.values(), default=NOWHERE):
            self._snapshot_seq = found["seq"]
            self.views, self.seqs = found["views"], dict.fromkeys(found["views"], found["seq"])
            self._tell("snapshot", seq=found["seq"], views=found["views"])
            self._changed()
        return True

    async def compare(self) -> None:
        """Tell what is shown, and what a fresh fetch would show."""
        page = await self.browser.request("GET", f"{self.base}snapshot?as={self.as_}")
        found = page.json()
        self._tell("final", seq=found["seq"], shown=self.views, fetched=found["views"])

    def _changed(self) -> None:
        self.changes += 1
        moved, self.moved = self.moved, asyncio.Event()
        moved.set()

    async def changed(self, since: int, timeout_s: float) -> bool:
        """Wait until something is shown that was not after ``since`` changes; False when nothing came in time."""
        give_up = time.monotonic() + timeout_s
        while self.changes == since:
            left_s = give_up - time.monotonic()
            if left_s <= 0 or self.out:
                return False
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.moved.wait(), left_s)
        return True


def _good(page: Page) -> Page:
    if page.status != 200:
        raise Unreachable(f"{page.path}: {page.status}")
    return page
