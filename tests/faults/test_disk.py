"""R9, R10, R11: a disk that is full, that fails at the commit, that is slow."""

import asyncio
import contextlib
import os
import random
import subprocess
import sys
import time

import pytest

from tests.faults.scene import CHALLENGES, Scene, write_notes
from tests.harness.checker import Least, rules
from tests.harness.machine import Machine
from tests.harness.patience import patience
from tests.harness.phones import Burst

WRITES_AGAIN_S = 5
FULL_S = 3
ACK_P95_S = 0.5
SLOW_S = 0.2
FREEZE_MS = 100


def on(machine):
    """What starts a server on this machine."""
    return {"environ": machine.environ}


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path / "machine", tmp_path / "server0" / "data")


def watched(machine):
    """The same, with a watchdog that notices a loop that waits for a single sync."""
    return {"environ": {**machine.environ, "WORKSHOP_WATCHDOG_MS": str(FREEZE_MS)}}


# --- R9: full ---------------------------------------------------------------------------------------------------------


class Played:
    """A full disk as the machine plays it: every write is refused."""

    def __init__(self, machine):
        self.machine = machine

    def fill(self):
        self.machine.no_space = 1

    def free(self):
        self.machine.no_space = 0


class Mounted:
    """A disk of a few megabytes that really is full."""

    def __init__(self, folder):
        self.folder = folder

    def fill(self):
        with contextlib.suppress(OSError), (self.folder / "filler").open("ab", buffering=0) as file:
            while True:
                file.write(bytes(4_096))

    def free(self):
        (self.folder / "filler").unlink()


@contextlib.contextmanager
def small_disk(folder):
    """``Mounted`` where this process may mount, else None."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)]
    may = sys.platform == "linux" and os.geteuid() == 0
    if not may or subprocess.run(mount, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        yield Mounted(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


async def fill_and_free(server, disk, folder, *, phones=10):
    """Returns the faults, and the seconds from the free disk to the first acknowledgement."""
    async with Scene(server, folder, phones=phones, teams=2) as scene:
        await scene.go_to(CHALLENGES, "write")
        async with Burst(scene.phones, write_notes, pause_s=0.1):
            await scene.acknowledged(2 * phones)
            disk.fill()
            scene.history.fault("disk full")
            await scene.console.sees(lambda console: level(console) == "full", patience(5))
            filled = time.monotonic()
            found = await while_full(scene)
            await asyncio.sleep(FULL_S)
            acked = sum(record["t"] > filled + 0.5 for record in scene.history.of("ok"))
            found += [f"R9 {acked} were acknowledged while the disk was full"] if acked else []
            disk.free()
            freed = time.monotonic()
            while not any(record["t"] > freed for record in scene.history.of("ok")):
                await asyncio.sleep(0.02)
                if time.monotonic() > freed + patience(WRITES_AGAIN_S):
                    break
            again_s = time.monotonic() - freed
            await asyncio.sleep(1)
        return found + await scene.judge(Least(commands=3 * phones, faults={"disk full": 1})), again_s


def level(console):
    return console.pulse.get("disk", {}).get("level")


async def while_full(scene):
    """What must go on, and what must be said, while nothing can be stored."""
    found = []
    refused = await scene.console.get("room/blank", on=True)
    if refused.get("code") != "room/storage":
        found.append(f"R9 a console was answered {refused}")
    if not (await scene.phones[0].fetch() and await scene.wall.fetch()):
        found.append("R9 nobody can look any more")
    answer = await asyncio.to_thread(scene.fay.get, f"{scene.room.base}export.json")
    if answer.status_code != 200 or not answer.content:
        found.append("R9 nothing can be taken home")
    if not scene.server.is_alive():
        found.append("R9 the server is gone")
    return found


async def test_a_full_disk_stops_only_what_would_be_stored(serve, tmp_path, machine):
    with small_disk(tmp_path / "server0" / "disk") as mounted:
        server = serve(data=mounted.folder) if mounted else serve(**on(machine))
        found, again_s = await fill_and_free(server, mounted or Played(machine), tmp_path)
        server.kill()
    assert found == []
    assert again_s < patience(WRITES_AGAIN_S)


@pytest.mark.full
async def test_a_disk_that_refuses_every_write_stops_only_what_would_be_stored(serve, tmp_path, machine):
    found, again_s = await fill_and_free(serve(**on(machine)), Played(machine), tmp_path, phones=40)
    assert found == []
    assert machine.refused
    assert again_s < patience(WRITES_AGAIN_S)


async def test_a_server_that_takes_a_full_disk_for_a_commit_is_caught(serve, tmp_path, machine):
    found, _ = await fill_and_free(serve("full_is_stored", **on(machine)), Played(machine), tmp_path)
    assert {"C1", "R9"} <= rules(found), found


# --- R10: broken ------------------------------------------------------------------------------------------------------


async def fail_commits(server, folder, machine, *, failures, phones=10):
    """The disk reports an error again and again: one sync of a burst, or all of them until the server is killed.

    What SQLite wrote before such a sync is there when the file is opened afresh, though the commit failed.
    """
    dice = random.Random(7)
    async with Scene(server, folder, phones=phones, teams=2) as scene:
        await scene.go_to(CHALLENGES, "write")
        async with Burst(scene.phones, write_notes, pause_s=0.02):
            for n in range(failures):
                await asyncio.sleep(dice.uniform(0.1, 0.3))
                scene.history.fault("EIO")
                before = machine.failed
                if n % 2:
                    machine.sync_fails_after = dice.randrange(1, 9)
                    await reported(machine, before + 1)
                    continue
                machine.syncs_fail = 1
                await reported(machine, before + 2)
                await asyncio.sleep(0.2)
                server.kill()
                machine.syncs_fail = 0
                await server.start_again()
        found = await scene.judge(Least(commands=5 * failures, faults={"EIO": failures}))
        told = [record for record in scene.history.of("fail") if record["code"] in ("room/storage", "room/bug")]
        found += [f"R10 {record['who']} was told {record['code']}" for record in told]
        return found


async def reported(machine, failures):
    while machine.failed < failures:
        await asyncio.sleep(0.02)


async def test_a_commit_that_failed_is_unknown_and_comes_out_right(serve, tmp_path, machine):
    assert await fail_commits(serve(**on(machine)), tmp_path, machine, failures=6) == []


@pytest.mark.full
async def test_forty_commits_that_failed_come_out_right(serve, tmp_path, machine):
    assert await fail_commits(serve(**on(machine)), tmp_path, machine, failures=40) == []


async def test_a_server_that_takes_a_failed_commit_for_one_that_did_not_happen_is_caught(serve, tmp_path, machine):
    found = await fail_commits(serve("failed_is_not_saved", **on(machine)), tmp_path, machine, failures=6)
    assert {"C2", "R10"} <= rules(found), found


# --- R11: slow --------------------------------------------------------------------------------------------------------


async def write_slowly(server, folder, machine, *, phones=30, seconds=6):
    """Every sync takes 200 ms. Returns the faults, how often the loop waited for it, and the p95 of the acks."""
    async with Scene(server, folder, phones=phones, teams=2) as scene:
        await scene.go_to(CHALLENGES, "write")
        machine.sync_delay_us = round(SLOW_S * 1e6)
        scene.history.fault("slow disk")
        async with Burst(scene.phones, write_notes, pause_s=0.3):
            await asyncio.sleep(seconds)
        machine.sync_delay_us = 0
        found = await scene.judge(Least(commands=phones, faults={"slow disk": 1}))
        return found, len(frozen_by_the_disk(server)), p95_s(scene.history)


def frozen_by_the_disk(server):
    """What the watchdog saw: a loop that stands still, and in whose stack a commit is."""
    return [line for line in server.log.splitlines() if "stands still" in line and "do_commit" in line]


def p95_s(history):
    sent = {record["id"]: record["t"] for record in history.of("sent")}
    waits = sorted(record["t"] - sent[record["id"]] for record in history.of("ok") if record["id"] in sent)
    return waits[int(0.95 * (len(waits) - 1))]


async def test_a_slow_disk_freezes_nobody(serve, tmp_path, machine):
    found, frozen, ack_s = await write_slowly(serve(**watched(machine)), tmp_path, machine)
    assert found == []
    assert frozen == 0
    assert ack_s < patience(ACK_P95_S)


@pytest.mark.full
async def test_a_slow_disk_freezes_nobody_in_a_large_room(serve, tmp_path, machine):
    found, frozen, ack_s = await write_slowly(serve(**watched(machine)), tmp_path, machine, phones=100, seconds=30)
    assert found == []
    assert frozen == 0
    assert ack_s < patience(ACK_P95_S)


async def test_a_server_that_writes_where_everybody_waits_is_caught(serve, tmp_path, machine):
    _, frozen, _ = await write_slowly(serve("commit_on_the_loop", **watched(machine)), tmp_path, machine)
    assert frozen
