"""People who come through the real door: the QR, the form, the phone's page with its files, socket and snapshot."""

from __future__ import annotations

import asyncio
import html
import json
import re
import time
from dataclasses import dataclass
from typing import Any

from bench.phones import CONSOLE, Crowd, Phone, Place, enough_files
from tests.harness.fetch import Address, Answer, Http, Unreachable

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_PICTURE = re.compile(r'id="first">(.*?)</script>', re.DOTALL)
_FILE = re.compile(r'(?:src|href)="(/static/[^"]+)"')
PATIENCE_S = 90.0
LOOK_EVERY_S = 0.1
AT_ONCE = 6
"""Files a browser loads side by side."""


@dataclass
class Wave:
    """How long each of them needed until they could write, in seconds; how often they were turned away."""

    took: list[float]
    refused: int
    cpu_s: float


class Visitors:
    """Some of the people of a wave, in one process."""

    def __init__(self, place: Place, link: str) -> None:
        self.place, self.link = place, link
        self.address = Address("127.0.0.1", place.port)
        self.crowd = Crowd(place)
        self._files: set[str] = set()
        self._refused = 0

    async def come(self, numbers: range, start: float, with_files: bool, pace_s: float = 0.0) -> Wave:
        """All at the same moment, or one after the other, number ``n`` after ``n * pace_s``."""
        enough_files(8 * len(numbers) + 500)
        await asyncio.sleep(max(0.0, start - time.perf_counter()))
        used = time.process_time()
        took = await asyncio.gather(*(self._come(number, with_files, number * pace_s) for number in numbers))
        return Wave(list(took), self._refused, time.process_time() - used)

    async def _come(self, number: int, with_files: bool, wait_s: float) -> float:
        await asyncio.sleep(wait_s)
        began = time.perf_counter()
        http = Http(self.address)
        form = self._fine(await http.get(self.link, timeout_s=PATIENCE_S))
        fields = {name: html.unescape(value) for name, value in FIELD.findall(form.text)}
        page = self._fine(await http.send_form(form.path, {**fields, "name": f"学员 {number}"}, PATIENCE_S))
        if with_files:
            await self._load(page, http)
        phone = Phone(self.crowd, number, http.cookie_line)
        await self.crowd.dial(phone)
        shown = _picture_in(page)
        if await phone.synced > shown["seq"]:
            answer = self._fine(await http.request("GET", f"{self.place.path}snapshot?as=phone", timeout_s=PATIENCE_S))
            shown = json.loads(answer.body)
        if not any(address.startswith("person:") for address in shown["views"]):
            raise Unreachable(f"nobody sits at {shown}")
        http.close()
        self.crowd.phones.append(phone)
        return time.perf_counter() - began

    def _fine(self, answer: Answer) -> Answer:
        if answer.status != 200:
            self._refused += 1
            raise Unreachable(f"{answer.path}: {answer.status} {answer.text[:200]}")
        return answer

    async def _load(self, page: Answer, http: Http) -> None:
        """What a phone loads that was never here, over as many lines as a browser opens."""
        waiting = list(dict.fromkeys(_FILE.findall(page.text)))

        async def load(own: Http) -> None:
            while waiting:
                self._fine(await own.request("GET", waiting.pop(), headers={"Accept-Encoding": "gzip"},
                                             timeout_s=PATIENCE_S))  # fmt: skip
            if own is not http:
                own.close()

        await asyncio.gather(load(http), *(load(Http(self.address)) for _ in range(AT_ONCE - 1)))


def _picture_in(page: Answer) -> dict[str, Any]:
    """What the phone shows before it has asked for anything; its socket says first whether to fetch more."""
    found = _PICTURE.search(page.text)
    if found is None:
        raise Unreachable(f"no picture in {page.text[:200]}")
    shown: dict[str, Any] = json.loads(found[1])["snapshot"]
    return shown


class Facilitator:
    """A console that switches something every so often and waits for the answer, before, during and after a wave."""

    def __init__(self, place: Place) -> None:
        self.crowd = Crowd(place)
        self._task: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        await self.crowd.arrive([CONSOLE])
        self._task = asyncio.create_task(self._switch())

    async def _switch(self) -> None:
        on = True
        while True:
            console = self.crowd.phones[0]
            console.ask({"id": f"fay-{time.perf_counter_ns()}", "type": "room/show_teams", "on": on})
            on = not on
            await asyncio.sleep(LOOK_EVERY_S)

    async def end(self) -> list[float]:
        """How long each answer took, in seconds."""
        assert self._task is not None
        self._task.cancel()
        deadline = time.perf_counter() + PATIENCE_S
        while self.crowd.phones[0].asked and time.perf_counter() < deadline:
            await asyncio.sleep(LOOK_EVERY_S)
        waiting, refused = len(self.crowd.phones[0].asked), self.crowd.tally.refused
        if waiting or refused or self.crowd.lost:
            raise Unreachable(f"{waiting} not answered, {refused} refused, {self.crowd.lost} lost")
        await self.crowd.leave()
        return self.crowd.tally.acked
