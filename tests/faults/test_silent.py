"""A phone that is gone, with or without a word, is shown as gone, and the server keeps nothing of its line."""

import asyncio
import time

from tests.faults.corpus import CLOSE, frame
from tests.faults.scene import Scene
from tests.faults.test_hostile import attacker, complaints
from tests.harness.patience import patience

PING_S = 2
"""What ``quick_pings`` makes of twenty seconds."""
GONE_S = {"answers no ping": 2 * PING_S + 2, "is cut": 1, "says goodbye": 1, "closes": 1}


async def leave(scene, server, n, way, watch_s):
    """How long the server keeps the line of somebody who leaves in this way, and shows them as here."""
    one = await attacker(scene, n)
    _, writer = await one.dial()
    port = writer.get_extra_info("sockname")[1]
    await scene.console.sees(lambda console: one.screen.person not in console.pulse.get("offline", {}))
    assert server.holds(port)
    began = time.monotonic()
    match way:
        case "is cut":
            writer.transport.abort()
        case "says goodbye":
            writer.write(frame(b"41") + frame(b"1"))
        case "closes":
            writer.write(frame(b"\x03\xe8", CLOSE))
    while server.holds(port) and time.monotonic() - began < watch_s:
        await asyncio.sleep(0.1)
    kept_s = time.monotonic() - began
    if kept_s < watch_s:
        await scene.console.sees(lambda console: one.screen.person in console.pulse.get("offline", {}))
    writer.close()
    one.screen.http.close()
    return kept_s


async def all_leave(server, folder, watch_s=60):
    """Returns the complaints of the server, and how long it kept each line."""
    async with Scene(server, folder, phones=1) as scene:
        kept = await asyncio.gather(*(leave(scene, server, n, way, watch_s) for n, way in enumerate(GONE_S)))
    return list(complaints(server)), dict(zip(GONE_S, kept, strict=True))


async def test_who_leaves_is_gone_soon(serve, tmp_path):
    complained, kept_s = await all_leave(serve("quick_pings"), tmp_path)
    assert complained == []
    assert [way for way in GONE_S if kept_s[way] > patience(GONE_S[way])] == []


async def test_a_server_that_waits_long_for_who_is_silent_is_caught(serve, tmp_path):
    _, kept_s = await all_leave(serve(), tmp_path, watch_s=15)
    assert kept_s["answers no ping"] >= 15
