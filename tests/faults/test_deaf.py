"""R8: a screen that never reads costs the others nothing, and the server little and not for long."""

import asyncio
import contextlib
import re
import socket
import time

import pytest

from tests.faults.corpus import frame
from tests.faults.scene import CHALLENGES, Scene, write_notes
from tests.faults.test_hostile import Attacker, attacker, complaints, p95_s
from tests.harness.fetch import Address, Answer, Http
from tests.harness.history import History
from tests.harness.patience import crowded, patience
from tests.harness.phones import Burst, Manners, Screen, fresh_id
from workshop.config import LIMIT_PREFIX, Limits

SLOWER = 2
QUIET_P95_S = 0.5
"""Below this a p95 is as good as any: the disk may be busy with other tests."""
GONE_S = 60
AS_IT_IS = Limits()
QUICK = Limits(slow_socket_s=6, socket_bytes=32_768)
WORDS = "很长的一句话" * 16
AT_ONCE = 7
"""So many lines are one delta of some 3 KB; from 16 KB on a screen would be told to fetch."""
PAUSE_S = 0.1
"""On a busy machine longer: what is said too fast becomes one large delta, of which the deaf hear nothing."""


class Deaf(Attacker):
    """Somebody who listens to nothing; ``murmurs`` answers pings that nobody sent."""

    def __init__(self, screen, *, murmurs):
        super().__init__(screen, seed=0)
        self.murmurs, self.cut_after_s = murmurs, None

    async def come(self):
        """A socket with the smallest window, of which nobody reads after the handshake."""
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        line.setblocking(False)
        await asyncio.get_running_loop().sock_connect(line, (self.address.host, self.address.port))
        self.line, self.port = line, line.getsockname()[1]
        await self.send(
            f"GET {self.screen.base}socket.io/?EIO=4&transport=websocket&as=phone HTTP/1.1\r\n"
            f"Host: {self.address.host}:{self.address.port}\r\nCookie: {self.screen.http.cookie_line}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: aaaaaaaaaaaaaaaaaaaaaa==\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = b""
        while b"\r\n\r\n" not in head:
            one = await asyncio.get_running_loop().sock_recv(line, 1)
            assert one, f"the server hung up after {head!r}"
            head += one
        await self.send(frame(b"40"))

    async def send(self, data):
        await asyncio.get_running_loop().sock_sendall(self.line, data)

    async def stay(self, server, within_s, most_bytes):
        """Until the server has let go of the line, or is seen to hold more than it may."""
        began = time.monotonic()
        while time.monotonic() - began < within_s and max(fullest(server), default=0) <= most_bytes:
            if not server.holds(self.port):
                self.cut_after_s = time.monotonic() - began
                break
            if self.murmurs:
                with contextlib.suppress(OSError):
                    await asyncio.wait_for(self.send(frame(b"3") + frame(b'421["time",{}]') * 15), 1)
            await asyncio.sleep(0.5)


async def in_a_room_with_deaf_screens(server, folder, watch_s, most_bytes):
    """Returns the faults, the p95 before and meanwhile, and when each of the deaf was cut off."""
    async with Scene(server, folder, phones=8, teams=2) as scene:
        await scene.go_to(CHALLENGES, "write")
        joined = [await attacker(scene, n) for n in range(4)]
        deaf = [Deaf(one.screen, murmurs=n % 2 == 0) for n, one in enumerate(joined)]
        async with Burst(scene.phones, write_notes, pause_s=0.8):
            began = time.monotonic()
            talks = asyncio.create_task(talk(scene.console))
            await asyncio.sleep(4)
            attacked = time.monotonic()
            await asyncio.gather(*(one.come() for one in deaf))
            stays = asyncio.gather(*(one.stay(server, watch_s, most_bytes) for one in deaf))
            await asyncio.wait({stays, talks}, return_when=asyncio.FIRST_COMPLETED)
            if talks.done():
                talks.result()
            await stays
            ended = time.monotonic()
            talks.cancel()
        found = list(complaints(server))
        found += [line async for line in comes_back(deaf[0])] if deaf[0].cut_after_s else []
        before, during = p95_s(scene.history, began, attacked), p95_s(scene.history, attacked, ended)
        for one in deaf:
            one.line.close()
            one.screen.http.close()
    return found, before, during, [one.cut_after_s for one in deaf]


def fullest(server):
    """What the fullest outbox held, again and again."""
    return [int(size) for size in re.findall(r"the fullest outbox holds (\d+) bytes", server.log)]


async def talk(console):
    """So much is said to everybody that a screen that does not read is soon full: as much as a room may hear."""
    while True:
        lines = [{"id": fresh_id(), "type": "room/say", "text": f"{WORDS} {n}"} for n in range(AT_ONCE)]
        said = await console.over_http(lines) or []
        refused = {answer["code"] for answer in said if answer.get("no")}
        if refused == {"room/enough_messages"}:
            return
        assert not refused
        await asyncio.sleep(PAUSE_S * crowded())


async def comes_back(one):
    """The faults of a screen that reads again: it must be up to date as any other."""
    screen = one.screen
    screen.start()
    try:
        await screen.sees(lambda screen: screen.is_up and not screen.is_behind, patience(20))
    except TimeoutError:
        yield f"R8 who comes back is not up to date: up {screen.is_up}, behind {screen.is_behind}, out {screen.out}"
    if not await screen.fetch():
        yield "R8 who comes back is told nothing"
    await screen.stop()


def settings(limits):
    wanted = {"SLOW_SOCKET_S": limits.slow_socket_s, "SOCKET_BYTES": limits.socket_bytes}
    return {f"{LIMIT_PREFIX}{name}": str(most) for name, most in wanted.items()}


async def judged(server, folder, limits):
    watch_s = patience(GONE_S - AS_IT_IS.slow_socket_s + limits.slow_socket_s)
    found, before, during, cut = await in_a_room_with_deaf_screens(server, folder, watch_s, limits.socket_bytes)
    assert found == []
    assert 4_096 < max(fullest(server)) <= limits.socket_bytes
    assert None not in cut
    assert during < patience(max(before, QUIET_P95_S) * SLOWER)


async def test_who_never_reads_is_cut_off_and_nobody_else_notices(serve, tmp_path):
    await judged(serve("looks_into_outboxes", environ=settings(QUICK)), tmp_path, QUICK)


@pytest.mark.full
async def test_the_same_with_the_limits_as_they_are(serve, tmp_path):
    await judged(serve("looks_into_outboxes"), tmp_path, AS_IT_IS)


async def test_a_server_that_waits_for_who_never_reads_is_caught(serve, tmp_path):
    server = serve("endless_outboxes", environ=settings(QUICK))
    _, _, _, cut = await in_a_room_with_deaf_screens(server, tmp_path, patience(30), QUICK.socket_bytes)
    assert max(fullest(server)) > QUICK.socket_bytes
    assert cut == [None] * 4


async def test_that_a_screen_is_up_to_date_is_noticed_though_it_is_told_nothing_new():
    class Quiet(Http):
        async def request(self, method, path, *args, **kwargs):
            return Answer(304, {}, b"")

    screen = Screen("Ann", "phone", "/r/here/", Quiet(Address("127.0.0.1", 9)), History(), Manners(socket=False))
    screen.start()
    assert screen.is_behind
    await screen.sees(lambda screen: not screen.is_behind, timeout_s=1)
    await screen.stop()
