"""A whole class in real browsers: the real server, a console, a wall and phones, each in a browser of its own.

Pictures of every surface are kept when ``WORKSHOP_PICTURES`` names a folder.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.harness.server import TRIAL_RUN, Room, Server, Trainer

PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 360, "height": 640}
WALL = {"width": 1920, "height": 1080}
CONSOLE = {"width": 1440, "height": 900}
PATIENCE_MS = 15_000


class Classroom:
    """One room with its screens. ``lang`` is what every browser asks for."""

    def __init__(self, server: Server, browser: Browser, lang: str = "zh", choice: str = TRIAL_RUN) -> None:
        self.server, self.browser, self.lang = server, browser, lang
        self.fay: Trainer = server.first_trainer()
        self.room: Room = self.fay.open_room("周四班", choice)
        self.complaints: list[str] = []
        self.console = self._staff("console", CONSOLE)
        self.wall = self._staff("projector", WALL)
        self.phones: dict[str, Page] = {}
        self._contexts: dict[str, BrowserContext] = {}

    # --- screens ------------------------------------------------------------------------------------------------

    def _open(self, viewport: dict[str, int], **options: Any) -> BrowserContext:
        context = self.browser.new_context(viewport=viewport, reduced_motion="reduce", **options)
        context.add_cookies([{"name": "lang", "value": self.lang, "url": self.server.address.url}])
        context.set_default_timeout(PATIENCE_MS)
        return context

    def _watched(self, page: Page) -> Page:
        """A page whose every error in the console of the browser is a fault of ours."""
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(f"{page.url}: {message.text}")
                if message.type == "error"
                and "Failed to load resource" not in message.text
                and "WebSocket" not in message.text
                else None
            ),
        )
        return page

    def _staff(self, surface: str, viewport: dict[str, int]) -> Page:
        context = self._open(viewport)
        cookies = [{"name": n, "value": v, "url": self.server.address.url} for n, v in self.fay.cookies.items()]
        context.add_cookies([cookie for cookie in cookies if cookie["name"] != "lang"])
        page = self._watched(context.new_page())
        page.goto(f"{self.server.address.url}{self.room.base}{surface}")
        return page

    def join(self, name: str, viewport: dict[str, int] | None = None) -> Page:
        """Scan, name, in."""
        context = self._open(viewport or PHONE, has_touch=True, is_mobile=True)
        page = self._watched(context.new_page())
        page.goto(self.server.address.url + self.room.join_path)
        page.get_by_role("textbox").fill(name)
        page.get_by_role("textbox").press("Enter")
        expect(page.locator("#app")).to_contain_text(name)
        self.phones[name], self._contexts[name] = page, context
        return page

    def stranger(self) -> Page:
        """Somebody with a phone who has not joined anything."""
        return self._watched(self._open(PHONE).new_page())

    def cut(self, name: str, *, off: bool) -> None:
        """Take the network away from one phone, or give it back."""
        self._contexts[name].set_offline(off)

    # --- where the day stands -----------------------------------------------------------------------------------

    def view(self) -> dict[str, Any]:
        """What the console is told, fetched afresh."""
        views = self.fay.get(f"{self.room.base}snapshot?as=console").json()["views"]
        found: dict[str, Any] = views["console"]
        return found

    def at(self) -> tuple[str | None, str | None]:
        return _at(self.view())

    def stands(self) -> tuple[Any, tuple[str | None, str | None]]:
        """What comes next, and where the day is now."""
        view = self.view()
        return view["next"], _at(view)

    def press_next(self) -> None:
        """The one big key, twice where people are missing."""
        before = self.stands()
        self.console.keyboard.press("PageDown")
        for _ in range(3):
            if self._until(lambda: self.stands() != before, 2):
                return
            self.console.keyboard.press("PageDown")
        raise AssertionError(f"Next does nothing at {before}")

    def go_on_to(self, block: str, step: str) -> None:
        for _ in range(60):
            if self.at() == (block, step):
                return
            self.press_next()
        raise AssertionError(f"never came to {block}/{step}, stands at {self.at()}")

    def _until(self, holds: Callable[[], bool], seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if holds():
                return True
            time.sleep(0.2)
        return False

    # --- what people do -----------------------------------------------------------------------------------------

    def write(self, name: str, text: str, column: int | None = None) -> None:
        """Choose a column, write, send; nothing is waited for."""
        phone = self.phones[name]
        composer = phone.locator(".composer").first
        if column is not None:
            composer.locator(".chip").nth(column).click()
        composer.get_by_role("textbox").fill(text)
        composer.locator(".composer-send").click()

    def picture(self, page: Page, name: str) -> None:
        folder = os.environ.get("WORKSHOP_PICTURES")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png")

    # --- short cuts of the facilitator ----------------------------------------------------------------------------

    def wait_for(self, holds: Callable[[dict[str, Any]], bool], seconds: float = 10) -> None:
        """Until the console is told so."""
        if not self._until(lambda: holds(self.view()), seconds):
            raise AssertionError(f"never happened; the console says {self.view()}")

    def does(self, command_type: str, **fields: Any) -> None:
        """A command of the console that has to be taken."""
        answer = self.command(command_type, **fields)
        assert answer.get("ok"), answer

    def command(self, command_type: str, **fields: Any) -> dict[str, Any]:
        """A command of the console, sent by the page itself as the facilitator's browser would."""
        answer: dict[str, Any] = self.console.evaluate(
            """async ([base, type, fields, id]) => {
                const page = JSON.parse(document.getElementById('page').textContent);
                const sent = await fetch(base + 'commands?as=console', {
                    method: 'POST',
                    headers: {'Content-Type': 'application/json', 'X-Workshop': '1', 'X-CSRFToken': page.csrf || ''},
                    body: JSON.stringify({commands: [{id, type, ...fields}]}),
                });
                return (await sent.json()).answers[0];
            }""",
            [self.room.base, command_type, fields, os.urandom(12).hex()],
        )
        return answer

    def draw_teams(self, count: int) -> None:
        assert self.command("room/draw_teams", count=count)["ok"]

    def team_of(self, name: str) -> str:
        found: str = next(person["team"] for person in self.view()["people"].values() if person["name"] == name)
        return found

    def same_team(self, one: str, other: str) -> bool:
        return self.team_of(one) == self.team_of(other)

    def mate(self, name: str) -> str:
        """Somebody else in this person's team."""
        team, people = self.team_of(name), self.view()["people"].values()
        found: str = next(p["name"] for p in people if p.get("team") == team and p["name"] != name)
        return found

    def everybody_hands_in(self, pick: int) -> None:
        """One member of each team takes the pen, ticks and hands in."""
        seen: set[str] = set()
        for name, phone in self.phones.items():
            if self.team_of(name) in seen:
                continue
            seen.add(self.team_of(name))
            phone.locator(".scribe button").click()
            for n in range(pick):
                box = phone.locator(".board-tick").nth(n)
                expect(box.locator("input")).to_be_enabled()
                box.click()
            phone.locator("button.button-wide").click()
        self.wait_for(lambda view: view["progress"]["done"] == len(seen))

    def place_dots(self, name: str, dots: int) -> None:
        """Dots on the first notes that take one."""
        phone = self.phones[name]
        for n in range(dots):
            phone.locator(".board-target").nth(n).locator(".board-place button:not([disabled])").last.click()


def _at(view: dict[str, Any]) -> tuple[str | None, str | None]:
    now = view.get("now")
    return (now["block"], now["step"]["id"]) if now else (None, None)
