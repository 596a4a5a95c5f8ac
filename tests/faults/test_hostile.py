"""R27: thousands of hostile frames and requests, while honest people work."""

import asyncio
import base64
import contextlib
import json
import math
import os
import random
import time

import pytest

from tests.faults.corpus import RAW, bodies, frame, requests, texts
from tests.faults.scene import CHALLENGES, Scene, write_notes
from tests.harness.checker import Least, stored
from tests.harness.fetch import Http, Unreachable
from tests.harness.history import History
from tests.harness.patience import patience
from tests.harness.phones import Burst, Screen

SLOWER = 2
QUIET_P95_S = 0.5
"""Below this a p95 is as good as any: every attack is commits as well, and the disk may be busy with other tests."""
TICKET_WAIT_S = 10
ATTACKERS = 8
FRAMES_A_SOCKET = 12


class Attacker:
    """Somebody with a good ticket and bad intentions."""

    def __init__(self, screen, seed):
        self.screen, self.dice = screen, random.Random(seed)
        self.texts, self.bodies = texts(self.dice), bodies(self.dice)
        self.sent = self.cut_off = 0
        self.broken = []

    @property
    def address(self):
        return self.screen.http.address

    async def dial(self, *, knocks=True):
        """A WebSocket of which nothing is hidden: bytes in, bytes out. None when it was refused."""
        key = base64.b64encode(os.urandom(16)).decode()
        reader, writer = await asyncio.open_connection(self.address.host, self.address.port)
        writer.write(
            f"GET {self.screen.base}socket.io/?EIO=4&transport=websocket&as=phone HTTP/1.1\r\n"
            f"Host: {self.address.host}:{self.address.port}\r\nCookie: {self.screen.http.cookie_line}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in head:
            writer.close()
            return None
        if knocks:
            writer.write(frame(b"40"))
        return reader, writer

    async def attack_a_socket(self):
        """A dozen frames, most of them text, the last one perhaps no frame at all."""
        line = await self.dial()
        if line is None:
            return
        reader, writer = line
        drain = asyncio.create_task(read_to_end(reader))
        try:
            for _ in range(FRAMES_A_SOCKET):
                writer.write(frame(next(self.texts).encode("utf-8", "surrogatepass")))
                self.sent += 1
                await writer.drain()
                await asyncio.sleep(0.002)
            writer.write(self.dice.choice(RAW))
            self.sent += 1
            await writer.drain()
            await asyncio.sleep(0.01)
        except OSError:
            self.cut_off += 1
        finally:
            writer.close()
            drain.cancel()

    async def attack_by_http(self):
        headers = {"Content-Type": "application/json", "X-Workshop": "1", "Accept": "application/json"}
        body = next(self.bodies)
        self.sent += 1
        try:
            path = f"{self.screen.base}commands?as=phone"
            answer = await self.screen.http.request("POST", path, body, headers, timeout_s=20)
        except Unreachable as error:
            self.broken.append(f"R27 no answer to {body[:200]!r}: {error}")
            return
        if answer.status >= 500:
            self.broken.append(f"R27 {answer.status} to {body[:200]!r}")

    async def attack(self, frames):
        while self.sent < frames:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self.attack_a_socket()
            await self.attack_by_http()


async def read_to_end(reader):
    with contextlib.suppress(OSError):
        while await reader.read(65_536):
            pass


async def send_raw(address, request):
    """The status line of the answer, empty when the server hung up."""
    reader, writer = await asyncio.open_connection(address.host, address.port)
    try:
        writer.write(request)
        writer.write_eof()
        async with asyncio.timeout(20):
            return (await reader.read(100)).split(b"\r\n")[0].decode("latin-1")
    except OSError:
        return ""
    finally:
        writer.close()


def p95_s(history, since, until):
    """How long commands that were sent in this span waited for their answer; for ever when none had one."""
    sent = {record["id"]: record["t"] for record in history.of("sent") if since <= record["t"] < until}
    waits = sorted(record["t"] - sent[record["id"]] for record in history.of("ok", "fail") if record["id"] in sent)
    return waits[int(0.95 * (len(waits) - 1))] if waits else math.inf


async def under_attack(server, folder, frames):
    """Returns the faults, and the p95 of honest people before and during the attack."""
    async with Scene(server, folder, phones=8, teams=2) as scene:
        await scene.go_to(CHALLENGES, "write")
        attackers = [await attacker(scene, n) for n in range(ATTACKERS)]
        async with Burst(scene.phones, write_notes, pause_s=0.8):
            began = time.monotonic()
            await asyncio.sleep(4)
            attacked = time.monotonic()
            scene.history.fault("attack")
            await asyncio.gather(*(one.attack(frames / ATTACKERS) for one in attackers))
            ended = time.monotonic()
        attackers.append(await attacker(scene, ATTACKERS))  # the others have dialled too often to be let in
        statuses = [
            await send_raw(server.address, request)
            for request in requests(scene.room.id, attackers[-1].screen.http.cookie_line)
        ]
        before, during = p95_s(scene.history, began, attacked), p95_s(scene.history, attacked, ended)
        found = await scene.judge(Least(commands=30, faults={"attack": 1}))
        found += [line for one in attackers for line in one.broken]
        found += [f"R27 {status}" for status in statuses if " 5" in status[:12] and "505" not in status]
        found += unreadable(stored(server.database_url, scene.room.id))
        found += complaints(server)
        for one in attackers:
            one.screen.http.close()
    return found, before, during, sum(one.sent for one in attackers)


async def attacker(scene, n):
    screen = Screen(f"Attacker {n}", "phone", scene.room.base, Http(scene.server.address), scene.history)
    await screen.join(scene.room.join_path)
    return Attacker(screen, seed=n)


def unreadable(log):
    """Stored events that a browser could not read."""

    def refuse(constant):
        raise ValueError(constant)

    for event in log.events:
        try:
            json.loads(event.data, parse_constant=refuse)
            event.data.decode("utf-8")
        except ValueError as error:
            yield f"R27 event {event.seq}: {error}"


def complaints(server):
    """What the server wrote that only a bug would make it write."""
    if not server.is_alive():
        yield "R27 the server is gone"
    for line in server.log.splitlines():
        if "Traceback" in line or '"exception"' in line or "bug of ours" in line:
            yield f"R27 {line[:500]}"


async def test_hostile_frames_break_nothing_and_slow_nobody_down(serve, tmp_path):
    found, before, during, sent = await under_attack(serve(), tmp_path, 5_000)
    assert found == []
    assert sent >= 5_000
    assert during < patience(max(before, QUIET_P95_S) * SLOWER)


@pytest.mark.full
@pytest.mark.timeout(1_200)
async def test_a_hundred_thousand_hostile_frames(serve, tmp_path):
    found, before, during, sent = await under_attack(serve(), tmp_path, 100_000)
    assert found == []
    assert sent >= 100_000
    assert during < patience(max(before, QUIET_P95_S) * SLOWER)


async def flood(server, folder):
    """Whether a screen that sends nothing but rubbish is still connected after two seconds of it."""
    async with Scene(server, folder, phones=1) as scene:
        one = await attacker(scene, 0)
        reader, writer = await one.dial()
        ended = asyncio.create_task(read_to_end(reader))
        for _ in range(20):
            with contextlib.suppress(OSError):
                writer.write(frame(b'42["note"]'))
                await writer.drain()
            await asyncio.sleep(0.1)
        is_open = not ended.done()
        ended.cancel()
        writer.close()
        return is_open


async def test_a_screen_that_sends_only_rubbish_is_disconnected(serve, tmp_path):
    assert not await flood(serve(), tmp_path)


class Stranger(Attacker):
    """Somebody without a ticket."""

    def __init__(self, server, room):
        super().__init__(Screen("Zoe", "phone", room.base, Http(server.address), History()), seed=0)

    async def is_cut_off(self, frames, within_s):
        """Whether the server hangs up on somebody who sends these frames and then waits."""
        reader, writer = await self.dial(knocks=False)
        for text in frames:
            writer.write(frame(text))
        try:
            await asyncio.wait_for(read_to_end(reader), within_s)
        except TimeoutError:
            return False
        else:
            return True
        finally:
            writer.close()


async def strangers_cut_off(server, within_s):
    """Those who say nothing, who are refused and stay, who speak before they are asked, and who knock for ever."""
    stranger = Stranger(server, server.first_trainer().open_room())
    ways = ([], [b"40"], [b'420["cmd",{}]'], [b"40"] * 2)
    return await asyncio.gather(*(stranger.is_cut_off(frames, within_s) for frames in ways))


async def test_whoever_shows_no_ticket_is_cut_off(serve):
    assert await strangers_cut_off(serve(), patience(TICKET_WAIT_S)) == [True] * 4


async def test_a_server_whose_door_stays_open_is_caught(serve):
    assert await strangers_cut_off(serve("open_door"), TICKET_WAIT_S + 2) == [False] * 4


async def test_a_server_that_reads_whatever_comes_is_caught(serve, tmp_path):
    server = serve("plain_packets")
    assert await flood(server, tmp_path)
    found, _, _, _ = await under_attack(serve("plain_packets"), tmp_path, 500)
    assert found
