"""R18: the Wi-Fi of a hotel: slow, uneven, and everybody is thrown out of it every few seconds."""

import asyncio
import contextlib
import random
import time

import orjson
import pytest

from tests.faults.scene import CHALLENGES, Scene, write_notes
from tests.harness.checker import Least, rules
from tests.harness.fetch import Answer
from tests.harness.history import History
from tests.harness.patience import patience
from tests.harness.phones import Burst, Manners, Screen, settle
from tests.harness.proxy import Network, Proxy

CALM_S = 5
ROUGH = Network(delay_ms=50, jitter_ms=100, lost=0.1)
"""One way, so 150 ± 100 ms there and back; what is lost comes 200 ms later, as TCP sends it again."""
CROWD = Manners(keeps_bytes=False)


async def flap(server, folder, *, phones, seconds, longest_s, pause_s):
    """Returns the faults, the seconds from calm to everybody being right, and how many snapshots there were of those
    that had to be."""
    async with (
        Proxy(server.address) as proxy,
        Scene(server, folder, phones=phones, via=proxy.address, teams=8, manners=CROWD) as scene,
    ):
        await scene.go_to(CHALLENGES, "write")
        proxy.network = ROUGH
        cutting = [asyncio.create_task(cut_now_and_then(scene, phone, longest_s)) for phone in scene.phones]
        async with Burst(scene.phones, write_notes, pause_s=pause_s):
            await asyncio.sleep(seconds)
        for task in cutting:
            task.cancel()
        proxy.heal()
        calm = time.monotonic()
        with contextlib.suppress(TimeoutError):  # whoever is not calm by then is found by the checker
            await settle(scene.screens, timeout_s=60)
        calm_s = time.monotonic() - calm
        least = Least(commands=2 * phones, reconnects=phones, faults={"cut": phones})
        fetched = scene.history.counts()["snapshot"] / due(scene.history)
        return await scene.judge(least), calm_s, fetched


def due(history):
    """How many snapshots the screens had reason to fetch: one when a line breaks, one when the next one is there, one
    for a gap, and what they poll while there is none, however long a busy machine takes to give them another."""
    reasons, since = 0.0, {}
    for record in history.of("dial", "up", "down", "delta"):
        match record["what"]:
            case "dial":
                since.setdefault(record["who"], record["t"])
            case "up":
                reasons += 2 + (record["t"] - since.pop(record["who"], record["t"])) / CROWD.poll_s
            case "down":
                since[record["who"]] = record["t"]
            case "delta":
                reasons += record["took"] == "gap"
    return reasons


async def cut_now_and_then(scene, phone, longest_s):
    while True:
        await asyncio.sleep(random.uniform(longest_s / 12, longest_s))
        if phone._socket is not None:
            scene.history.fault("cut")
            phone._socket.transport.abort()


async def test_forty_phones_on_a_flapping_network_end_up_right(serve, tmp_path):
    found, calm_s, fetched = await flap(serve(), tmp_path, phones=40, seconds=12, longest_s=8, pause_s=1)
    assert found == []
    assert calm_s < patience(CALM_S)
    assert fetched <= 1


@pytest.mark.full
@pytest.mark.timeout(1_200)
async def test_two_hundred_phones_on_a_flapping_network_end_up_right(serve, tmp_path):
    found, calm_s, fetched = await flap(serve(), tmp_path, phones=200, seconds=300, longest_s=60, pause_s=20)
    assert found == []
    assert calm_s < patience(CALM_S)
    assert fetched <= 1


@pytest.mark.full  # as what it is the counterpart of
async def test_a_server_that_does_a_wish_as_often_as_it_comes_is_caught(serve, tmp_path):
    found, _, _ = await flap(serve("no_dedupe"), tmp_path, phones=20, seconds=15, longest_s=2, pause_s=0)
    assert {"C1", "C3"} & rules(found), found


async def test_a_screen_asks_again_when_a_snapshot_was_overtaken_by_what_it_shows():
    class Slow:
        """A line on which the first snapshot takes longer than the difference that comes by another."""

        seqs = iter((4, 6))

        async def request(self, *_, **__):
            views = {"phones": {"at": next(self.seqs)}}
            return Answer(200, {}, orjson.dumps({"seq": views["phones"]["at"], "views": views, "pulse": {}}))

    screen = Screen("Ann", "phone", "/r/1/", Slow(), History(), Manners(keeps_bytes=False))
    screen.replica.restore(3, {"phones": {"at": 3}, "team:t1": {}})
    screen._told("d", {"a": "team:t1", "base": 3, "seq": 5, "patch": {}})
    assert await screen.fetch()
    assert (screen.replica.views["phones"], screen.is_behind) == ({"at": 3}, True)
    screen._owed.clear()
    assert await screen.fetch()
    assert (screen.replica.views["phones"], screen.is_behind) == ({"at": 6}, False)
