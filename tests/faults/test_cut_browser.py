"""R4 in a real browser: what the phone says while the network is gone, and when it is back."""

import asyncio
import time

import pytest
from playwright.async_api import expect

from tests.faults.browser import chromium, join
from tests.faults.scene import CLOSE, Scene, is_on_wall
from tests.faults.test_cut import CUTS, no_answer_comes
from tests.harness.checker import Least, stored
from tests.harness.fetch import Address
from tests.harness.patience import patience
from tests.harness.phones import CAST
from tests.harness.proxy import Proxy
from tests.harness.server import free_port

pytestmark = pytest.mark.browser

WAITING_S = 5
ON_WALL_S = 3
CUT_S = 6
WAITING, NO_NETWORK = "待发送", "没有网络"


async def write_in_cuts(serve, folder, *, without=None, cuts=CUTS):
    """One person writes in each cut. Returns the faults and, by cut, how long the words and the wall took."""
    through = Address("127.0.0.1", free_port())
    server = serve(without, environ={"PUBLIC_URL": through.url})
    took = {}
    async with (
        Proxy(server.address, through.port) as proxy,
        Scene(server, folder, phones=0) as scene,
        chromium() as browser,
    ):
        await scene.go_to(CLOSE, "write")
        phones = [await join(browser, scene, through.url, f"{CAST[n % 3]} {n}") for n in range(len(cuts))]
        for n, (phone, cut) in enumerate(zip(phones, cuts, strict=True)):
            text = f"在第 {n} 次断网时写的"
            await phone.get_by_role("textbox").fill(text)
            scene.history.fault(cut.__name__)
            cut(proxy)
            began = time.monotonic()
            await phone.locator(".composer-send").click()
            patience_ms = patience(WAITING_S) * 1000
            await expect(phone.locator(".says-waiting")).to_contain_text(WAITING, timeout=patience_ms)
            await expect(phone.locator(".strip-network")).to_contain_text(NO_NETWORK, timeout=patience_ms)
            said_s = time.monotonic() - began
            await asyncio.sleep(max(0, CUT_S - said_s))
            proxy.heal()
            took[cut.__name__] = said_s, await scene.wall.sees(is_on_wall(text), 30)
            await expect(phone.locator(".says-on_wall")).to_be_visible(timeout=30_000)
            await expect(phone.locator(".strip-network")).to_be_hidden(timeout=30_000)
        await asyncio.sleep(5)  # whatever is asked again is asked by now
        found = [
            f"R4 {await phone.locator('.notice-bad').inner_text()}"
            for phone in phones
            if await phone.locator(".notice-bad").count()
        ]
        found += await scene.judge(Least(commands=1, faults={cut.__name__: 1 for cut in cuts}))
        texts = stored(server.database_url, scene.room.id).texts()
        found += [f"R4 {text} is stored {times} times" for text, times in texts.items() if times != 1]
        if len(texts) != len(cuts):
            found.append(f"R4 {len(texts)} notes are stored")
    return found, took


async def test_the_phone_says_that_the_note_waits_and_the_wall_shows_it_once(serve, tmp_path):
    found, took = await write_in_cuts(serve, tmp_path)
    assert found == []
    assert max(said_s for said_s, _ in took.values()) < patience(WAITING_S)
    assert max(wall_s for _, wall_s in took.values()) < patience(ON_WALL_S)


async def test_a_server_that_forgets_what_it_answered_is_caught(serve, tmp_path):
    found, _ = await write_in_cuts(serve, tmp_path, without="no_dedupe", cuts=[no_answer_comes])
    assert [fault for fault in found if fault.startswith("R4")], found
