"""R19: 50 kbit/s, 400 ms there and back. A phone is in after fifteen seconds at the most, and dials once."""

import asyncio
import contextlib
import time

import pytest
from playwright.async_api import Error, expect

from tests.faults.browser import chromium, come_in, new_phone, write
from tests.faults.scene import CLOSE, Scene, is_on_wall
from tests.harness.checker import Least
from tests.harness.fetch import Address
from tests.harness.patience import GENEROUS, patience
from tests.harness.proxy import Network, Proxy
from tests.harness.server import free_port

pytestmark = pytest.mark.browser

THIN = Network(line=50_000 // 8, delay_ms=200)
USABLE_S = 15
ON_WALL_S = 5
WATCHED_S = 10
TRIES = 4
"""The line alone takes thirteen of the fifteen seconds: where other tests run, too, the best of four counts."""


@contextlib.asynccontextmanager
async def beyond_a_thin_line(serve, folder, without=None):
    through = Address("127.0.0.1", free_port())
    server = serve(without, environ={"PUBLIC_URL": through.url})
    async with (
        Proxy(server.address, through.port) as proxy,
        Scene(server, folder, phones=0) as scene,
        chromium() as browser,
    ):
        await scene.go_to(CLOSE, "write")
        proxy.network = THIN
        yield scene, browser


async def seconds_to_come_in(scene, browser, name):
    phone = await new_phone(browser, scene.server.environ["PUBLIC_URL"])
    sockets = []
    phone.on("websocket", lambda socket: sockets.append(socket.url))
    began = time.monotonic()
    await come_in(phone, scene, scene.server.environ["PUBLIC_URL"], name)
    return time.monotonic() - began, phone, sockets


async def test_a_phone_on_a_thin_line_is_in_within_fifteen_seconds_and_stays(serve, tmp_path):
    async with beyond_a_thin_line(serve, tmp_path) as (scene, browser):
        for n in range(TRIES):
            took_s, phone, sockets = await seconds_to_come_in(scene, browser, f"Ann {n}")
            if took_s <= USABLE_S:
                break
        assert took_s <= patience(USABLE_S) / GENEROUS, "what other tests use of the machine comes on top"
        began = time.monotonic()
        await write(phone, "从山里写来的")
        await scene.wall.sees(is_on_wall("从山里写来的"), 30)
        assert time.monotonic() - began < patience(ON_WALL_S)
        await expect(phone.locator(".says-on_wall")).to_be_visible(timeout=30_000)
        await asyncio.sleep(WATCHED_S)
        assert len(sockets) == 1
        assert not await phone.locator(".strip").count()
        assert await scene.judge(Least(commands=1)) == []


async def test_a_front_end_that_comes_as_it_is_and_only_when_it_is_asked_for_is_caught(serve, tmp_path):
    async with beyond_a_thin_line(serve, tmp_path, "no_haste") as (scene, browser):
        phone = await new_phone(browser, scene.server.environ["PUBLIC_URL"])
        with pytest.raises(TimeoutError), contextlib.suppress(Error):
            async with asyncio.timeout(USABLE_S):
                await come_in(phone, scene, scene.server.environ["PUBLIC_URL"], "Ann")
