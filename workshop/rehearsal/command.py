"""``run.py rehearse``: a room of the server beside us, filled with simulated people and walked to its end.

The room is marked as a rehearsal for good; ``--remove`` takes it away with everything in it.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from workshop.config import Config
from workshop.core.course import Course
from workshop.core.rehearsal import Now
from workshop.courses import loader
from workshop.rehearsal.browser import Address, Browser, Unreachable, address_of
from workshop.rehearsal.walk import Plan, Stuck, rehearse
from workshop.store import people, rooms, trainers
from workshop.store.database import open_database
from workshop.translations import LANGUAGES

MOST_PEOPLE: Final = 60
START_S: Final = 60
ALL: Final = "all"
TITLES: Final = {"zh": "彩排：{title}", "en": "Rehearsal: {title}"}
"""What stands on the desk, the console and the wall: nobody takes it for a real room."""
ALSO_CALLED: Final = {"1day": "one_day", "2day": "two_day"}
"""Agendas as people type them."""
STOPPED: Final = 130


class NoRehearsal(Exception):
    """It could not begin; the message says why."""


def main(arguments: Sequence[str], config: Config, now_ms: int) -> int:
    """``[--agenda two_day] [--people 24] [--speed 60] [--lang zh] [--seed 1] [--course SLUG]``, ``--remove [ROOM]``"""
    asked = _asked(arguments)
    try:
        with _server(config) as address:
            does = _remove if asked.remove else _rehearse
            asyncio.run(does(asked, config, address, now_ms))
    except (NoRehearsal, Stuck, Unreachable) as fault:
        print(f"run.py rehearse: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            "\nstopped; the room stays as it is until you remove it: python3 run.py rehearse --remove", file=sys.stderr
        )
        return STOPPED
    return 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="run.py rehearse", allow_abbrev=False)
    reader.add_argument("--course", default=loader.available()[0].slug)
    reader.add_argument("--agenda", default="two_day")
    reader.add_argument("--people", type=int, default=24, choices=range(1, MOST_PEOPLE + 1), metavar=f"1-{MOST_PEOPLE}")
    reader.add_argument(
        "--speed", type=float, default=None, help="planned minutes a minute; without it as fast as it goes"
    )
    reader.add_argument("--lang", default="zh", choices=LANGUAGES)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--steady", action="store_true", help="nobody comes late, nobody goes")
    reader.add_argument(
        "--remove", nargs="?", const=ALL, metavar="ROOM", help="remove a rehearsal by its id or code; all without one"
    )
    asked = reader.parse_args(arguments)
    if asked.speed is not None and asked.speed <= 0:
        reader.error("--speed must be above 0")
    return asked


@contextmanager
def _server(config: Config) -> Iterator[Address]:
    """The one that listens already, else one of our own for as long as the rehearsal takes."""
    is_public = bool(config.public_url and config.public_url.startswith("https:"))
    address = address_of(config.public_url) if config.public_url and is_public else Address("127.0.0.1", config.port)
    if _answers(address):
        yield address
        return
    child = subprocess.Popen([sys.executable, "-m", "workshop.cli", "serve"])
    try:
        give_up = time.monotonic() + START_S
        while not _answers(address):
            if child.poll() is not None or time.monotonic() > give_up:
                raise NoRehearsal("no server: start one with `python3 run.py` and look at what it says")
            time.sleep(0.2)
        yield address
    finally:
        child.terminate()
        child.wait()


def _answers(address: Address) -> bool:
    async def knock() -> bool:
        browser = Browser(address)
        try:
            return (await browser.request("GET", "/healthz", timeout_s=5)).status == 200
        except Unreachable:
            return False
        finally:
            browser.close()

    return asyncio.run(knock())


async def _rehearse(asked: argparse.Namespace, config: Config, address: Address, now_ms: int) -> None:
    course = loader.load(asked.course)
    agenda = ALSO_CALLED.get(asked.agenda, asked.agenda)
    if agenda not in {known.id for known in course.agendas}:
        raise NoRehearsal(f"no agenda {agenda}; there are {', '.join(known.id for known in course.agendas)}")
    title = course.title.zh if asked.lang == "zh" else course.title.en
    _, staff = _at_the_desk(config, address, now_ms)
    choice = f"{asked.course}/{agenda}"
    fields = {"title": TITLES[asked.lang].format(title=title), "choice": choice, "rehearsal": "yes"}
    desk = await staff.get("/")
    console = await staff.send("/rooms/new", (await staff.get("/rooms/new")).fields("choice") | fields)
    base, join = re.search(r"/r/[0-9a-z]+/", console.path), re.search(r"/j/[\w-]+", console.text)
    if desk.status != 200 or base is None or join is None:
        raise NoRehearsal(f"the desk opened no room ({console.status} {console.path})")
    print(f"  console    {address.url}{base[0]}console\n  projector  {address.url}{base[0]}projector")
    print(f"  phone      {address.url}{join[0]}", flush=True)
    plan = Plan(asked.people, asked.lang, asked.speed, asked.seed, asked.steady)
    began = time.monotonic()
    outcome = await rehearse(staff, base[0], join[0], plan, pressed=_Told(course, asked.lang))
    staff.close()
    print(f"{len(outcome.blocks)} blocks, {sum(outcome.asked.values())} wishes, {time.monotonic() - began:.0f} s")
    for (what, code), n in sorted(outcome.refused.items()):
        print(f"  refused {n} times: {what} ({code})")
    print(f"to remove the room: python3 run.py rehearse --remove {base[0].split('/')[2]}")


async def _remove(asked: argparse.Namespace, config: Config, address: Address, now_ms: int) -> None:
    """Rehearsals of this desk, and nothing else."""
    trainer, staff = _at_the_desk(config, address, now_ms)
    database = open_database(config.database)
    try:
        found = [room for room in rooms.rooms_of(database, trainer) if room.rehearsal]
    finally:
        database.close()
    chosen = [room for room in found if asked.remove in (ALL, room.id, room.code)]
    if not chosen and asked.remove != ALL:
        raise NoRehearsal(f"no rehearsal {asked.remove}: {' '.join(room.id for room in found) or 'there is none'}")
    for room in chosen:
        path = f"/rooms/{room.id}/delete"
        page = await staff.send(path, (await staff.get(path)).fields("csrf_token"))
        if page.status != 200:
            raise NoRehearsal(f"the desk does not remove {room.id} ({page.status})")
        print(f"  removed {room.id}: {room.title}")
    staff.close()
    if not chosen:
        print("there is no rehearsal to remove")


def _at_the_desk(config: Config, address: Address, now_ms: int) -> tuple[str, Browser]:
    """The trainer whose desk it is, and a browser that is signed in there."""
    trainer, session = _session(config, now_ms)
    return trainer, Browser(address, {"__Host-staff" if address.tls else "staff": session})


class _Told:
    """A line for each block that is begun: after how long, its id and its title."""

    def __init__(self, course: Course, lang: str) -> None:
        self._course, self._lang, self._block, self._began = course, lang, "", time.monotonic()

    def __call__(self, now: Now | None) -> None:
        if now and now.block != self._block:
            self._block = now.block
            known = self._course.blocks
            block = known.get(now.block) or known.get(now.block.rpartition(".")[0])  # `mx.break.2` is the second break
            title = block.title if block else None
            minutes, seconds = divmod(round(time.monotonic() - self._began), 60)
            print(f"  {minutes:2}:{seconds:02}  {now.block:<18} {getattr(title, self._lang, '')}", flush=True)


def _session(config: Config, now_ms: int) -> tuple[str, str]:
    """Whoever sits at this keyboard could read the database anyway."""
    database = open_database(config.database)
    try:
        known = [one for one in trainers.colleagues(database) if one.left_at is None]
        if not known:
            raise NoRehearsal("there is no trainer yet: open the link that `python3 run.py` prints")
        with database.writing.begin() as connection:
            return known[0].id, people.start_session(connection, known[0].id, now_ms, config.limits, "rehearsal")
    finally:
        database.close()
