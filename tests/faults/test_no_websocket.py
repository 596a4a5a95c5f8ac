"""R20: a network that lets nobody open a WebSocket."""

import asyncio
import time

from tests.faults.scene import CLOSE, WELCOME, Scene, is_on_wall, one_line
from tests.harness.checker import Least, rules
from tests.harness.patience import patience
from tests.harness.phones import Manners, fresh_id
from tests.harness.proxy import Proxy

DELAY_S = 3
QUEUED = 50

QUICK_TO_DIAL = Manners(longest_backoff_s=1.0)


async def work_by_http(server, folder, calm_s=30):
    """Returns the faults, the delays from phones to the wall, and how long a queue of fifty took."""
    async with (
        Proxy(server.address) as proxy,
        Scene(server, folder, phones=6, all_via=proxy.address, manners=QUICK_TO_DIAL) as scene,
    ):
        await scene.go_to(WELCOME, "show")
        proxy.network.drops_upgrades = proxy.network.refuses = True
        proxy.reset_all()
        await asyncio.sleep(0.5)
        ann = scene.phones[0]
        asked = [ann.ask("slide/keep_note", block=WELCOME, text=f"{n} {fresh_id()}") for n in range(QUEUED)]
        proxy.network.refuses = False
        began = time.monotonic()
        _, waiting = await asyncio.wait([ask.answered for ask in asked], timeout=calm_s)
        queue_s = time.monotonic() - began
        if waiting:
            return await scene.judge(Least(), calm_s=0, by_socket=False), [], queue_s
        await scene.go_to(CLOSE, "write")
        delays = []
        for phone in scene.phones:
            wish = one_line(phone)
            began = time.monotonic()
            phone.ask(**wish)
            await scene.wall.sees(is_on_wall(wish["text"]), 20)
            delays.append(time.monotonic() - began)
        upgrades = proxy.counted.refused_upgrades
        found = await scene.judge(Least(commands=QUEUED + 6), calm_s=calm_s, by_socket=False)
    if upgrades < len(scene.screens):
        found.append(f"C10 only {upgrades} sockets were refused")
    return found, delays, queue_s


async def test_everything_works_without_a_websocket(serve, tmp_path):
    found, delays, queue_s = await work_by_http(serve(), tmp_path)
    assert found == []
    assert max(delays) < patience(DELAY_S)
    assert queue_s < patience(DELAY_S)


async def test_a_server_that_takes_commands_by_socket_only_is_caught(serve, tmp_path):
    found, _, _ = await work_by_http(serve("no_http_twin"), tmp_path, calm_s=5)
    assert "C3" in rules(found), found
