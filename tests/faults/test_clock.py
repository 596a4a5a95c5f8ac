"""R14: the wall clock of the server jumps by an hour or a day, there and back; nobody notices."""

import asyncio
import contextlib
import time

import pytest

from tests.faults.scene import CHALLENGES, Scene, write_notes
from tests.harness.checker import Least, rules
from tests.harness.machine import Machine
from tests.harness.phones import Burst

HOUR_MS, DAY_MS = 3_600_000, 86_400_000
COUNTDOWN_MS = 250
JUMPS = (HOUR_MS, 0, -HOUR_MS)
AFTER_S = 1.0


async def left_ms(scene):
    """What every screen counts down to: the end of the timer on the server's clock, by round trip; and how sure."""
    asked = time.monotonic()
    told = await scene.wall.request("time", {}, 20)
    took_ms = 1_000 * (time.monotonic() - asked)
    return scene.wall.view("projector")["timer"]["ends_at"] - told["now"] + took_ms / 2, took_ms / 2


async def jump(server, folder, machine, jumps, *, phones=10):
    """Returns the faults; a room with a countdown writes and waits while the clock jumps."""
    async with Scene(server, folder, phones=phones, teams=2) as scene:
        await scene.go_to(CHALLENGES, "write")
        await scene.wall.sees(lambda wall: "timer" in wall.view("projector"))
        counted, began = (await left_ms(scene))[0], time.monotonic()
        found = []
        for to in jumps:
            scene.history.fault("clock")
            machine.clock_offset_ms = to
            async with Burst(scene.phones, write_notes, pause_s=0.2):
                await asyncio.sleep(AFTER_S)
            left, unsure = await left_ms(scene)
            off = abs(left - (counted - 1_000 * (time.monotonic() - began)))
            if off > COUNTDOWN_MS + unsure:
                found.append(f"R14 the countdown is off by {off:.0f} ms")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(scene.console.get("room/show_teams", on=to != 0), 10)
            if (await asyncio.to_thread(scene.fay._browser.get, "/")).url.path == "/sign-in":
                found.append("R14 the trainer was signed out")
        downs = scene.history.counts()["down"]
        found += [f"R14 {downs} screens lost their line"] if downs else []
        found += [f"R14 {screen.who} was sent out" for screen in scene.screens if screen.out]
        return found + await scene.judge(Least(commands=phones, faults={"clock": len(jumps)}), calm_s=20)


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path / "machine", tmp_path / "server0" / "data")


async def test_a_clock_that_jumps_by_an_hour_moves_nothing(serve, tmp_path, machine):
    assert await jump(serve(environ=machine.environ), tmp_path, machine, JUMPS) == []


@pytest.mark.full
async def test_a_clock_that_jumps_by_a_day_moves_nothing(serve, tmp_path, machine):
    jumps = (DAY_MS, -DAY_MS, HOUR_MS, 0, -HOUR_MS, 0, -DAY_MS, 0)
    assert await jump(serve(environ=machine.environ), tmp_path, machine, jumps, phones=30) == []


@pytest.mark.full  # as what it is the counterpart of
async def test_a_server_that_lives_by_the_wall_clock_is_caught(serve, tmp_path, machine):
    found = await jump(serve("wall_clock", environ=machine.environ), tmp_path, machine, JUMPS)
    assert "R14" in rules(found), found
