"""A room with real phones in which every block of one kind is played, while people come and go."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.activities.planted import Planted
from tests.faults.scene import Scene
from tests.harness.checker import Least, keys_now, stored
from tests.harness.fetch import Http
from tests.harness.phones import Reply, Screen
from tests.harness.server import Server
from workshop.core.course import Block, Course, Mode
from workshop.core.patch import View
from workshop.courses import loader
from workshop.rehearsal.crowd import Crowd
from workshop.rehearsal.person import Outcome, Person
from workshop.rehearsal.walk import Plan, Walk
from workshop.rooms.live import after_event
from workshop.rooms.takeaway import room_report

COURSE, SLUG, TEAMS = "customer-service-manager", "one-kind", 4


def blocks(course: Course, kind: str, mode: Mode) -> list[Block]:
    """Those of a kind that the agenda of this mode plays, in its order."""
    agenda = next(agenda for agenda in course.agendas if agenda.mode == mode)
    found = (course.blocks[slot.block] for slot in agenda.slots)
    return [block for block in found if block.kind == kind and block.minutes.of(mode)]


def pack(folder: Path, kind: str) -> Path:
    """A folder of courses with the whole course, of which the agendas hold nothing but the blocks of one kind."""
    course, here = loader.load(COURSE), folder / "courses" / SLUG
    shutil.copytree(Path(loader.__file__).parent / "library" / COURSE, here)
    file = here / "course.yaml"
    written = yaml.safe_load(file.read_text(encoding="utf-8"))
    for agenda in written["agendas"]:
        slots = [block.id for block in blocks(course, kind, agenda["mode"])]
        agenda["days"] = [{"starts": "09:00", "slots": slots}]
    file.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    return here.parent


class _Seen:
    """A screen of the harness as the simulated people of a rehearsal use one."""

    def __init__(self, screen: Screen) -> None:
        self.screen, self.changes = screen, 0
        self._shown: dict[str, int] = {}

    person = property(lambda self: self.screen.person)
    views = property(lambda self: self.screen.replica.views)
    seqs = property(lambda self: self.screen.replica.seqs)
    is_behind = property(lambda self: self.screen.out is None and (self.screen.is_behind or not self.screen.is_up))

    async def ask(self, type_: str, fields: dict[str, Any]) -> Reply:
        return await self.screen.get(type_, **fields)

    async def request(self, event: str, body: dict[str, Any]) -> None:
        """Looks whether anything new is shown, when all that was sent before has come."""
        if self.screen.is_up:
            await self.screen.request(event, body, 5)
        if self._shown != self.seqs:
            self._shown, self.changes = dict(self.seqs), self.changes + 1

    async def changed(self, since: int, timeout_s: float) -> bool:
        await self.request("time", {})
        return True


class Day(Walk):
    """A day of a scene, walked block by block by people who look at their phones and do what they are asked."""

    def __init__(self, scene: Scene, people: int) -> None:
        self.scene, dice = scene, Random(people)
        self.keys: dict[str, bytes] = {}
        everybody = [self._person(phone, Random(dice.random())) for phone in scene.phones]
        outcome = Outcome()
        console: Any = _Seen(scene.console)
        crowd = Crowd(everybody, "", dice, lambda person: person.screen, is_steady=True)
        super().__init__(console, crowd, Plan(people, seed=people), outcome, lambda _: None)
        for person in everybody:
            person._outcome = outcome

    @staticmethod
    def _person(phone: Screen, dice: Random) -> Person:
        seen: Any = _Seen(phone)
        return Person(seen, phone.who, dice, "zh", Outcome())

    async def block(self) -> None:
        """Opens the next block and plays it to its last step."""
        await self._press(self._view())
        for _ in range(200):
            await self._everybody_acts()
            view = self._view()
            if view["next"]["does"] != "ahead" and _last(view["steps"]) == view["now"]["step"]["id"]:
                self.keys |= keys_now(self.scene.server.database_url, self.scene.room.id)
                return
            await self._press(view)
        raise AssertionError(f"stuck in {self._now()}")

    async def someone_comes_and_someone_goes(self) -> None:
        scene, room = self.scene, self.scene.room
        late = Screen("Zoe", "phone", room.base, Http(room.address), scene.history)
        await late.join(room.join_path)
        late.start()
        scene.phones.append(late)
        person = self._person(late, Random(0))
        person._outcome = self.outcome
        gone = self._crowd.here.pop(0)
        self._crowd.here.append(person)
        scene.gone.append(scene.phones.pop(0))
        await scene.console.get("room/remove_person", person=gone.screen.person)

    async def a_phone_is_switched_off_and_on(self) -> None:
        await self.scene.phones[1].stop()
        await self._console.changed(0, 1)
        self.scene.phones[1].start()


def _last(steps: View) -> str:
    return max(steps, key=lambda step: int(steps[step]["rank"]))


async def the_day(
    server: Server,
    folder: Path,
    kind: str,
    mode: Mode,
    people: int,
    secrets: int = 0,
    *,
    says_twice: bool = False,
    reports_all: bool = True,
) -> None:
    """Every block of a kind from its first step to its last, and then nothing that the checker finds.

    Whatever was not for everybody, ``secrets`` or more, is looked for in all that any screen received. Where people
    say the same ``says_twice``, the checker cannot find a wish in the log by its words. What too few have said is left
    out of the report, so it does not always ``reports_all``.
    """
    course = loader.load(COURSE)
    wanted, agenda = blocks(course, kind, mode), next(one.id for one in course.agendas if one.mode == mode)
    async with Scene(server, folder, phones=people, teams=TEAMS, choice=f"{SLUG}/{agenda}") as scene:
        day = Day(scene, people)
        for n, block in enumerate(wanted):
            await day.block()
            assert day.outcome.refused == {}, block.id
            if n == 1:
                await day.someone_comes_and_someone_goes()
            if n == 2:
                await day.a_phone_is_switched_off_and_on()
        assert day.outcome.blocks == [block.id for block in wanted]
        assert (await scene.console.get("room/close_block")).get("ok")
        planted = list(Planted(scene, stored(server.database_url, scene.room.id)).secrets())
        assert len(planted) >= secrets
        found = await scene.judge(Least(commands=people * len(wanted) * 2), planted, keys=day.keys)
        if says_twice:
            found = [fault for fault in found if "in the log" not in fault and "happened at" not in fault]
        assert found == [], found[:20]
        if reports_all:
            assert outputs(scene) == {block.id: {output.id for output in block.outputs} for block in wanted}


def outputs(scene: Scene) -> dict[str, set[str]]:
    """What the report of the stored room serves of each block."""
    log = stored(scene.server.database_url, scene.room.id)
    known = log.fresh
    for event in log.events:
        known = after_event(known, event)
    return {
        block.block: {output for section in block.report.sections for output in section.outputs}
        for block in room_report(log.picture(known), 0, 480).blocks
    }
