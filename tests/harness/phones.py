"""Phones, consoles and projectors that speak our wire, by the hundred in one process.

A screen does what the front end does (``static/src/wire``): it keeps what was asked until it is answered and sends it
again under the same id, by socket or by HTTP; it fetches snapshots, merges deltas by the rule of the replica, notices
a line that died without a word, and dials again at a random moment. All of it stands in the history afterwards.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import secrets
import time
from collections import deque
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.harness.fetch import Address, Http, Unreachable
from tests.harness.forms import form_in, page_in
from tests.harness.history import History, Record, sha
from tests.harness.patience import crowded
from tests.harness.replica import Replica

As = Literal["phone", "console", "projector"]
Reply = dict[str, Any]
BATCH = 10
PAGE_S = 30
"""How long a page may take that a screen needs before it can do anything."""


@dataclass(frozen=True)
class Manners:
    """How a screen behaves on the network. The defaults are those of the front end; times in seconds.

    ``resends`` off is a screen without an outbox: it asks once and forgets. ``proves`` off saves the hash of every
    replica, ``keeps_bytes`` off the raw bytes: for crowds that are measured, not checked.
    """

    socket: bool = True
    http: bool = True
    resends: bool = True
    ack_timeout_s: float = 5.0
    quiet_s: float = 2.0
    sign_of_life_s: float = 2.5
    poll_s: float = 2.0
    first_backoff_s: float = 0.5
    longest_backoff_s: float = 2.0
    dials_apart_s: float = 1.0
    spread_s: float = 0.3
    dial_timeout_s: float = 10.0
    proves: bool = True
    keeps_bytes: bool = True


FRONT_END = Manners()


@dataclass
class Ask:
    """One command on its way. ``answered`` brings the final answer, None only from a screen that does not resend."""

    id: str
    command: dict[str, Any]
    is_sent: bool = False
    answered: asyncio.Future[Reply | None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


def fresh_id() -> str:
    return secrets.token_hex(8)


class Screen:
    """One page in one browser. ``base`` is the room's path, as in ``/r/4f1c/``."""

    def __init__(
        self, who: str, as_: As, base: str, http: Http, history: History, manners: Manners = FRONT_END
    ) -> None:
        self.who, self.as_, self.base, self.http, self.history, self.manners = who, as_, base, http, history, manners
        self.page: dict[str, Any] = {}
        self.replica = Replica()
        self.pulse: dict[str, Any] = {}
        self.outbox: dict[str, Ask] = {}
        self.answers: list[Record] = []
        self.out: str | None = None
        self.is_up = False
        self._socket: ClientConnection | None = None
        self._acks: dict[int, asyncio.Future[Any]] = {}
        self._next_ack = 0
        self._heard_at = 0.0
        self._retry_at = 0.0
        self._etag: str | None = None
        self._stirred, self._owed, self._moved = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._is_fetching = False
        self._tasks: list[asyncio.Task[None]] = []
        if manners.keeps_bytes:
            http.hears = lambda data: history.heard(who, data)

    @property
    def person(self) -> str:
        return str(self.page.get("person", ""))

    def view(self, address: str) -> dict[str, Any]:
        return self.replica.views.get(address, {})

    @property
    def is_behind(self) -> bool:
        """Whether it knows that a snapshot is due, or is fetching one."""
        return self._is_fetching or self._owed.is_set()

    @property
    def mine(self) -> dict[str, Any]:
        return self.view(f"person:{self.person}")

    # --- coming and going ---------------------------------------------------------------------------------------

    async def join(self, link: str) -> None:
        """Scan the QR, type the name, press the button. ``link`` is the path, as in ``/j/...``."""
        page = await self.http.get(link, timeout_s=PAGE_S * crowded())
        form = form_in(page.text, "name")
        page = await self.http.send_form(
            form.action or page.path, {**form.fields, "name": self.who}, PAGE_S * crowded()
        )
        if page.status != 200:
            raise Unreachable(f"{self.who} could not join: {page.status} {page.text[:300]}")
        self.page = page_in(page.text)

    async def open(self) -> None:
        """Open the page of a screen that has its cookies already."""
        page = await self.http.get(
            self.base if self.as_ == "phone" else f"{self.base}{self.as_}", timeout_s=PAGE_S * crowded()
        )
        if page.status != 200:
            raise Unreachable(f"{self.who} may not look: {page.status} {page.text[:300]}")
        self.page = page_in(page.text)

    def start(self) -> None:
        self._owed.set()
        jobs: list[Coroutine[Any, Any, None]] = [self._send_forever(), self._fetch_forever()]
        if self.manners.socket:
            jobs += [self._dial_forever(), self._listen_for_cuts()]
        self._tasks = [asyncio.create_task(job) for job in jobs]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for result in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(result, Exception):
                raise result
        self._tasks = []
        self.http.close()

    # --- asking -------------------------------------------------------------------------------------------------

    def ask(self, type_: str, **fields: Any) -> Ask:
        """Put a command into the outbox."""
        return self.put(Ask(fresh_id(), {"type": type_, **fields}))

    def put(self, ask: Ask) -> Ask:
        self.outbox[ask.id] = ask
        self.history.write(self.who, "invoke", id=ask.id, command=ask.command)
        self._stirred.set()
        return ask

    def note_sent(self, ask: Ask) -> None:
        if not ask.is_sent:
            ask.is_sent = True
            self.history.write(self.who, "sent", id=ask.id)

    async def get(self, type_: str, **fields: Any) -> Reply:
        """Ask and wait for the final answer."""
        answer = await self.ask(type_, **fields).answered
        assert answer is not None, f"{self.who} was never answered"
        return answer

    async def over_socket(self, command: Mapping[str, Any], timeout_s: float | None = None) -> Reply | None:
        """One command, once, through the socket; None when no answer came."""
        answer = await self.request("cmd", command, timeout_s or self.manners.ack_timeout_s)
        return answer if isinstance(answer, dict) and "id" in answer else None

    async def over_http(self, commands: Sequence[Mapping[str, Any]], timeout_s: float = 10) -> list[Reply] | None:
        """Up to ten commands, once, by HTTP; None when no answer came."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "X-Workshop": "1"}
        if "csrf" in self.page:
            headers["X-CSRFToken"] = self.page["csrf"]
        body = orjson.dumps({"commands": commands})
        try:
            answer = await self.http.request("POST", f"{self.base}commands?as={self.as_}", body, headers, timeout_s)
            found = answer.json() if answer.status == 200 else None
        except (Unreachable, ValueError):
            return None
        return found["answers"] if isinstance(found, dict) and "answers" in found else None

    async def request(self, event: str, body: Mapping[str, Any], timeout_s: float) -> Any:
        """What the server acknowledged an event with; None when it did not."""
        if self._socket is None or not self.is_up:
            return None
        number = self._next_ack = self._next_ack + 1
        acked = self._acks[number] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout_s):
                await self._socket.send(f"42{number}{orjson.dumps([event, body]).decode()}")
                return await acked
        except (TimeoutError, OSError, WebSocketException):
            return None
        finally:
            self._acks.pop(number, None)

    async def _send_forever(self) -> None:
        """One request in flight at a time, in the order of asking, until each item has its answer."""
        failures = 0
        while True:
            self._stirred.clear()
            asks = list(self.outbox.values())[: 1 if self.is_up else BATCH]
            if not asks or not (self.is_up or self.manners.http):
                await self._stirred.wait()
                continue
            replies = await self._send(asks)
            failures = 0 if replies else failures + 1
            pause_s = self._take(asks, replies) if replies else self._unknown(asks, failures)
            if pause_s and self.outbox:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause_s):
                        await self._stirred.wait()

    async def _send(self, asks: list[Ask]) -> list[Reply] | None:
        asks = asks[:1] if self.is_up else asks
        for ask in asks:
            self.note_sent(ask)
        commands = [{**ask.command, "id": ask.id} for ask in asks]
        if self.is_up:
            reply = await self.over_socket(commands[0])
            return [reply] if reply else None
        return await self.over_http(commands)

    def _take(self, asks: list[Ask], replies: list[Reply]) -> float:
        """The answers; returns how long to wait before what is busy may be asked again."""
        via, pause_s = "socket" if self.is_up else "http", 0.0
        for ask, reply in zip(asks, replies, strict=True):
            assert reply["id"] == ask.id, f"{self.who} asked {ask.id} and was answered {reply}"
            if reply.get("busy"):
                pause_s = max(pause_s, reply["retry_ms"] / 1000 * random.uniform(1, 1.25), 0.1)
                self.history.write(self.who, "busy", id=ask.id)
            else:
                self.learn(ask, reply, via)
        return pause_s

    def learn(self, ask: Ask, reply: Reply, via: str) -> None:
        """The final answer of a command."""
        record: Record = {"id": ask.id, "via": via, **{key: reply[key] for key in ("seq", "code") if key in reply}}
        self.history.write(self.who, "ok" if reply.get("ok") else "fail", **record)
        self.outbox.pop(ask.id, None)
        if not ask.answered.done():  # whoever waited for it may have left
            ask.answered.set_result(reply)

    def _unknown(self, asks: list[Ask], failures: int) -> float:
        for ask in asks:
            self.history.write(self.who, "info", id=ask.id)
            if not self.manners.resends:
                self.outbox.pop(ask.id, None)
                ask.answered.set_result(None)
        return max(0.1, self._backoff_s(failures - 1))

    def _backoff_s(self, failures: int) -> float:
        """Full jitter: anything between nothing and a bound that doubles with every failure."""
        manners = self.manners
        return random.random() * min(manners.longest_backoff_s, manners.first_backoff_s * 2 ** min(failures, 10))

    # --- the socket ---------------------------------------------------------------------------------------------

    async def _dial_forever(self) -> None:
        failures = 0
        while self.out is None:
            dialled = time.monotonic()
            self.history.write(self.who, "dial")
            was_up = await self._dial()
            if not was_up:
                self.history.write(self.who, "no line")
            failures = 0 if was_up else failures + 1
            not_before = max(self._retry_at, dialled + self.manners.dials_apart_s)
            await asyncio.sleep(max(not_before - time.monotonic(), self._backoff_s(failures)))

    async def _dial(self) -> bool:
        """One socket from its dialling to its end; whether it was ever up."""
        address = self.http.address
        url = f"ws://{address.host}:{address.port}{self.base}socket.io/?EIO=4&transport=websocket&as={self.as_}"
        was_up = False
        try:
            async with connect(
                url, additional_headers={"Cookie": self.http.cookie_line}, compression=None, ping_interval=None,
                max_size=None, open_timeout=self.manners.dial_timeout_s, close_timeout=0.2, proxy=None,
            ) as self._socket:  # fmt: skip
                async for text in self._socket:
                    self._hear(str(text))
                    was_up = was_up or self.is_up
        except (OSError, WebSocketException, TimeoutError, EOFError):
            pass
        finally:
            self._went_down()
        return was_up

    def _hear(self, text: str) -> None:
        self._heard_at = time.monotonic()
        if self.manners.keeps_bytes:
            self.history.heard(self.who, text.encode())
        match text[:2]:
            case "42":
                event, body = orjson.loads(text[2:])
                self._told(event, body)
            case "43":
                number, _, rest = text[2:].partition("[")
                acked = self._acks.get(int(number))
                if acked and not acked.done():
                    acked.set_result(orjson.loads(f"[{rest}")[0])
            case "40":
                self.is_up = True
                self.history.write(self.who, "up")
                self.owe()
                self._stirred.set()
                self._changed()
            case "41" | "44":
                assert self._socket is not None
                self._later(self._socket.close())
            case _ if text[:1] in "02" and self._socket is not None:
                self._later(self._socket.send("40" if text[0] == "0" else "3"))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        async def quietly() -> None:
            with contextlib.suppress(OSError, WebSocketException):
                await work

        self._tasks = [task for task in self._tasks if not task.done()]
        self._tasks.append(asyncio.create_task(quietly()))

    def _went_down(self) -> None:
        if self.is_up:
            self.history.write(self.who, "down")
        self.is_up, self._socket = False, None
        for acked in self._acks.values():
            if not acked.done():
                acked.set_result(None)
        self.owe()
        self._stirred.set()

    async def _listen_for_cuts(self) -> None:
        """Silence is asked about; a line that gives no sign of life is dead, whatever TCP thinks."""
        while True:
            await asyncio.sleep(self.manners.quiet_s / 2)
            if not self.is_up or time.monotonic() - self._heard_at < self.manners.quiet_s:
                continue
            socket = self._socket
            alive = await self.request("time", {}, self.manners.sign_of_life_s)
            if alive is None and socket is self._socket and socket is not None:
                socket.transport.abort()

    def _told(self, event: str, body: dict[str, Any]) -> None:
        match event:
            case "d":
                self._merge(body)
            case "sync":
                if self.replica.snapshot_seq < body["seq"]:
                    asyncio.get_running_loop().call_later(self._spread_s(), self.owe)
            case "pulse":
                self.pulse = body
            case "restarting":
                self._retry_at = time.monotonic() + body["retry_ms"] / 1000
                self.history.write(self.who, "restarting")
            case "out":
                self.out = body["why"]
        self._changed()

    def _spread_s(self) -> float:
        return random.random() * self.manners.spread_s if self.as_ == "phone" else 0

    def _merge(self, delta: dict[str, Any]) -> None:
        took = self.replica.take(delta)
        record: Record = {"a": delta["a"], "base": delta["base"], "seq": delta["seq"], "took": took}
        if self.manners.proves:
            record["patch"] = sha(delta["patch"])
            if took == "merged":
                record["sha"] = sha(self.replica.views[delta["a"]])
        self.history.write(self.who, "delta", **record)
        if took == "gap":
            self._etag = None
            self.owe()

    # --- the snapshot -------------------------------------------------------------------------------------------

    def owe(self) -> None:
        """A snapshot is due that is newer than this moment."""
        self._owed.set()

    async def _fetch_forever(self) -> None:
        failures = 0
        while self.out is None:
            with contextlib.suppress(TimeoutError):  # wait_for of Python 3.11 may swallow that the screen is stopped
                async with asyncio.timeout(None if self.is_up else self.manners.poll_s):
                    await self._owed.wait()
            self._owed.clear()
            self._is_fetching = True
            answered = await self.fetch()
            self._is_fetching = False
            self._changed()
            if answered:
                failures = 0
            else:
                failures += 1
                self._owed.set()
                await asyncio.sleep(max(0.1, self._backoff_s(failures)))

    async def fetch(self) -> bool:
        """Bring the replica up to date; whether the server answered."""
        headers = {"Accept": "application/json", **({"If-None-Match": self._etag} if self._etag else {})}
        try:
            answer = await self.http.request("GET", f"{self.base}snapshot?as={self.as_}", headers=headers)
            if answer.status == 401:
                self.out = self.out or "signed_out"
            if answer.status != 200:
                return answer.status in (304, 401)
            found = answer.json()
        except (Unreachable, ValueError):
            return False
        if self.replica.restore(found["seq"], found["views"]):
            self._etag = answer.headers.get("etag")
            self.pulse = found["pulse"]
            shas = {a: sha(view) for a, view in found["views"].items()} if self.manners.proves else {}
            self.history.write(self.who, "snapshot", seq=found["seq"], shas=shas)
        else:  # it was under way for so long that something newer is shown, and something may still be missed
            self._etag = None
            self.owe()
        self._changed()
        return True

    # --- watching -----------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def sees(self, what: Any, timeout_s: float = 10) -> float:
        """Wait until ``what(screen)`` is true of what is shown, or of its line; longer on a crowded machine.

        Returns the seconds.
        """
        began = time.monotonic()
        async with asyncio.timeout(timeout_s * crowded()):
            while not what(self):
                await self._moved.wait()
        return time.monotonic() - began

    async def record_final(self) -> None:
        """What is shown, and a snapshot fetched beside it, for C6."""
        answer = await self.http.request("GET", f"{self.base}snapshot?as={self.as_}", timeout_s=PAGE_S * crowded())
        found = answer.json()
        self.history.write(
            self.who, "final", seq=found["seq"],
            shown={address: sha(view) for address, view in self.replica.views.items()},
            fetched={address: sha(view) for address, view in found["views"].items()},
        )  # fmt: skip


# --- crowds -------------------------------------------------------------------------------------------------------


CAST = ("Ann", "Ben", "Chen")


def names(count: int) -> list[str]:
    """Ann, Ben, Chen, Ann 4, Ben 5 and so on."""
    return [CAST[n % 3] + (f" {n + 1}" if n >= 3 else "") for n in range(count)]


async def join_all(
    count: int, address: Address, join_path: str, base: str, history: History, manners: Manners = FRONT_END
) -> list[Screen]:
    """So many phones scan the QR, twenty at a time, and are started."""
    gate = asyncio.Semaphore(20)

    async def one(name: str) -> Screen:
        phone = Screen(name, "phone", base, Http(address), history, manners)
        async with gate:
            await phone.join(join_path)
        phone.start()
        return phone

    return list(await asyncio.gather(*(one(name) for name in names(count))))


async def settle(screens: Iterable[Screen], timeout_s: float = 30, *, by_socket: bool = True) -> None:
    """Wait until nobody has anything in the outbox, and everybody was told the last of it; on a crowded machine
    longer. Raises ``TimeoutError``."""
    screens = list(screens)
    async with asyncio.timeout(timeout_s * crowded()):
        for screen in screens:
            while screen.outbox:
                await asyncio.wait([ask.answered for ask in screen.outbox.values()])
        while by_socket and not all(screen.is_up for screen in screens if screen.out is None):
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.6)
        while by_socket and any(screen.is_behind for screen in screens if screen.out is None):
            await asyncio.sleep(0.05)
        if not by_socket:
            await asyncio.gather(*(screen.fetch() for screen in screens))


async def finish(screens: Iterable[Screen]) -> None:
    """Record what everybody shows in the end, then close every page."""
    screens = list(screens)
    for screen in screens:
        if screen.out is None:
            await screen.record_final()
    await stop_all(screens)


async def stop_all(screens: Iterable[Screen]) -> None:
    await asyncio.gather(*(screen.stop() for screen in screens))


class Burst:
    """Keeps phones busy until it is told to stop. ``wish(phone, n)`` gives the nth command of a phone, or None."""

    def __init__(self, screens: Sequence[Screen], wish: Any, pause_s: float = 0.0) -> None:
        self._screens, self._wish, self._pause_s = screens, wish, pause_s
        self._tasks: deque[asyncio.Task[None]] = deque()
        self.asked = 0

    async def __aenter__(self) -> Burst:
        self._tasks.extend(asyncio.create_task(self._go(screen)) for screen in self._screens)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stops asking; what was asked stays in the outboxes."""
        for task in self._tasks:
            task.cancel()
        for result in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(result, Exception):
                raise result

    async def _go(self, screen: Screen) -> None:
        n = 0
        while True:
            wish = self._wish(screen, n)
            n += 1
            if wish is not None:
                self.asked += 1
                await asyncio.shield(screen.ask(**wish).answered)
            await asyncio.sleep(self._pause_s)
