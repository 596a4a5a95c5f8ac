"""A room with people in it, for the fault tests to break.

async with Scene(server, folder, phones=30) as scene:
    await scene.go_to("m0.challenges", "write")
    async with Burst(scene.phones, write_notes):
        ...
    assert await scene.judge(Least(commands=100)) == []
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.harness.checker import Least, Secret, check, stored
from tests.harness.fetch import Address
from tests.harness.history import History
from tests.harness.phones import FRONT_END, Manners, Screen, finish, fresh_id, join_all, settle, stop_all
from tests.harness.server import TRIAL_RUN, Server

WELCOME, CHALLENGES, KPI, CLOSE = "m0.welcome", "m0.challenges", "m0.kpi", "m6.close"
ZONES = ("turnover", "quality", "communication", "goals", "other")


class Scene:
    """Fay's console and projector, and phones; the phones, or all, may come ``via`` another address (a proxy)."""

    console: Screen
    wall: Screen

    def __init__(
        self,
        server: Server,
        folder: Path,
        *,
        phones: int,
        manners: Manners = FRONT_END,
        via: Address | None = None,
        all_via: Address | None = None,
        teams: int = 0,
        choice: str = TRIAL_RUN,
    ) -> None:
        self.server, self.history = server, History(folder)
        self.phones: list[Screen] = []
        self.others: list[Screen] = []
        self.gone: list[Screen] = []
        self.found: list[str] = []
        self.fay = server.first_trainer()
        self.room = self.fay.open_room(choice=choice)
        if all_via:
            self.room = replace(self.room, address=all_via)
        self._count, self._manners, self._via, self._teams = phones, manners, via or self.room.address, teams

    @property
    def screens(self) -> list[Screen]:
        return [self.console, self.wall, *self.phones, *self.others]

    async def __aenter__(self) -> Scene:
        self.console = await self.fay.screen("console", self.room, self.history, self._manners)
        self.wall = await self.fay.screen("projector", self.room, self.history, self._manners)
        self.phones = await join_all(
            self._count, self._via, self.room.join_path, self.room.base, self.history, self._manners
        )
        if self._teams:
            await self.console.get("room/draw_teams", count=self._teams)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await stop_all(self.screens)
        self.history.close()

    async def go_to(self, block: str, step: str) -> None:
        answer = await self.console.get("room/go_to", block=block, step=step)
        assert answer.get("ok"), answer
        for screen in self.screens:
            try:
                await screen.sees(lambda screen: screen.out or _now(screen) == (block, step), timeout_s=10)
            except TimeoutError:
                self.found.append(f"C6 {screen.who} did not see {block} {step} in time")

    async def acknowledged(self, least: int) -> None:
        """Wait until so many commands of this run were acknowledged."""
        while self.history.counts()["ok"] < least:
            await asyncio.sleep(0.1)

    async def judge(
        self,
        least: Least,
        secrets: Iterable[Secret] = (),
        *,
        calm_s: float = 60,
        by_socket: bool = True,
        in_order: bool = True,
        keys: Mapping[str, bytes] | None = None,
    ) -> list[str]:
        """Wait until everybody is calm, write down what they show, and ask the checker.

        Whoever is not calm in time has a command without an answer, which the checker finds. ``keys`` are those of
        blocks that have closed since, where somebody kept them.
        """
        with contextlib.suppress(TimeoutError):
            await settle(self.screens, timeout_s=calm_s, by_socket=by_socket)
        await finish(self.screens)
        log = stored(self.server.database_url, self.room.id)
        log = replace(log, keys={**(keys or {}), **log.keys})
        return self.found + check(self.history, log, least=least, secrets=secrets, in_order=in_order)


def _now(screen: Screen) -> tuple[str, str]:
    shared = screen.view("phones" if screen.as_ == "phone" else screen.as_)
    now = shared.get("now", {})
    return now.get("block", ""), now.get("step", {}).get("id", "")


# --- what people do -----------------------------------------------------------------------------------------------


def write_notes(phone: Screen, n: int) -> dict[str, Any]:
    """Three notes, then changing them, and now and then taking one down; every text is written once in a run."""
    mine = phone.mine.get("block", {}).get(CHALLENGES, {}).get("mine", {})
    text, zone = f"{phone.who} {n} {fresh_id()}", random.choice(ZONES)
    if len(mine) < 3:
        return {"type_": "board/add_note", "block": CHALLENGES, "text": text, "zone": zone}
    note = random.choice(sorted(mine))
    if random.random() < 0.2:
        return {"type_": "board/delete_note", "block": CHALLENGES, "note": note}
    return {"type_": "board/edit_note", "block": CHALLENGES, "note": note, "text": text, "zone": zone}


def one_line(phone: Screen) -> dict[str, Any]:
    """A note that the wall shows at once; each person has one."""
    return {"type_": "board/add_note", "block": CLOSE, "text": f"{phone.who} {fresh_id()[:8]}"}


def is_on_wall(text: str) -> Any:
    """Whether a projector shows this note of ``one_line``."""

    def shown(wall: Screen) -> bool:
        notes = wall.view("projector").get("block", {}).get(CLOSE, {}).get("notes", {})
        return any(note.get("text") == text for note in notes.values())

    return shown


def place_dots(stage: str, *, dots_a_time: tuple[int, ...] = (0, 1)) -> Any:
    """Dots here and there, taken back and placed again."""

    def wish(phone: Screen, n: int) -> dict[str, Any] | None:
        notes = sorted(phone.view("phones").get("block", {}).get(KPI, {}).get("notes", {}))
        if not notes:
            return None
        note, dots = random.choice(notes), random.choice(dots_a_time)
        return {"type_": "board/place_dots", "block": KPI, "stage": stage, "note": note, "dots": dots}

    return wish
