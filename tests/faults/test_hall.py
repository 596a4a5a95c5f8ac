"""R7: a whole hall scans one code at the same moment, behind one address, and the facilitator does not notice."""

import asyncio
import math
import re
import resource
import time

import pytest

from tests.faults.corpus import frame
from tests.faults.scene import Scene
from tests.faults.test_hostile import complaints
from tests.harness.fetch import Http
from tests.harness.patience import patience

IN_S = 3.0
ALL_IN_S = 10.0
"""A thousand."""
MOST_MB = 400
FACILITATOR_S = 0.5
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
LONG_S = 120
EVERY_S = 0.1


async def come_in(room, name):
    """Scan, type a name, open the page's socket and fetch what it shows; returns the seconds that took."""
    began = time.monotonic()
    http = Http(room.address)
    page = await http.get(room.join_path, timeout_s=LONG_S)
    assert page.status == 200, (page.status, page.text[:200])
    page = await http.send_form(page.path, {**dict(FIELD.findall(page.text)), "name": name}, LONG_S)
    assert page.status == 200, (page.status, page.text[:200])
    line = await dial(room, http.cookie_line)
    snapshot = await http.request("GET", f"{room.base}snapshot?as=phone", timeout_s=LONG_S)
    assert snapshot.status == 200, snapshot.status
    http.close()
    return time.monotonic() - began, line


async def dial(room, cookies):
    reader, writer = await asyncio.open_connection(room.address.host, room.address.port)
    writer.write(
        f"GET {room.base}socket.io/?EIO=4&transport=websocket&as=phone HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Cookie: {cookies}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: aaaaaaaaaaaaaaaaaaaaaa==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    async with asyncio.timeout(LONG_S):
        assert b" 101 " in await reader.readuntil(b"\r\n\r\n")
        writer.write(frame(b"40"))
        await reader.readuntil(b'40{"sid"')
    return writer


async def facilitate(console, answered):
    """Press a key every so often, and note how long each answer took."""
    on = True
    while True:
        began = time.monotonic()
        answer = await console.get("room/show_teams", on=on)
        assert answer.get("ok"), answer
        answered.append((began, time.monotonic() - began))
        on = not on
        await asyncio.sleep(EVERY_S)


def p95(values):
    return sorted(values)[int(0.95 * (len(values) - 1))]


async def wave(server, folder, people):
    """Returns the complaints, how long each needed to come in, and how long the facilitator waited meanwhile."""
    enough_files(4 * people + 500)
    async with Scene(server, folder, phones=0) as scene:
        answered = []
        facilitating = asyncio.create_task(facilitate(scene.console, answered))
        await asyncio.sleep(1)
        began = time.monotonic()
        came = await asyncio.gather(*(come_in(scene.room, f"Guest {n}") for n in range(people)))
        ended = time.monotonic()
        await asyncio.sleep(0.5)
        facilitating.cancel()
        members = scene.console.view("console")["people"]
        for _, line in came:
            line.transport.abort()
    meanwhile = [took for at, took in answered if began - EVERY_S < at < ended]
    assert len(members) == people
    return list(complaints(server)), [took for took, _ in came], meanwhile


def enough_files(count):
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, most) if most > 0 else count, most))


def is_served(took, meanwhile):
    """Whether the facilitator waits as said, or, on a slow machine, not nearly as long as phones."""
    return p95(pressed(meanwhile)) < max(FACILITATOR_S, p95(took) / 5)


def pressed(waits):
    """The waits of somebody who presses at an even pace: while one answer is late, the presses behind it wait, too."""
    return [wait - n * EVERY_S for wait in waits for n in range(max(1, math.ceil(wait / EVERY_S)))]


async def test_three_hundred_come_in_at_once(serve, tmp_path):
    complained, took, meanwhile = await wave(serve(), tmp_path, 300)
    assert complained == []
    assert p95(took) < patience(IN_S)
    assert is_served(took, meanwhile), (p95(took), p95(pressed(meanwhile)))


@pytest.mark.full
@pytest.mark.timeout(600)
async def test_a_thousand_come_in_at_once(serve, tmp_path):
    server = serve()
    complained, took, meanwhile = await wave(server, tmp_path, 1_000)
    assert complained == []
    assert max(took) < patience(ALL_IN_S)
    assert is_served(took, meanwhile), (p95(took), p95(pressed(meanwhile)))
    assert server.rss_mb() < MOST_MB


@pytest.mark.full  # beside other tests the crowd itself is too slow to be in anybody's way
async def test_a_server_where_nobody_stands_in_line_is_caught(serve, tmp_path):
    _, took, meanwhile = await wave(serve("no_line"), tmp_path, 300)
    assert not is_served(took, meanwhile), (p95(took), p95(pressed(meanwhile)))
