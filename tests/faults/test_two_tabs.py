"""R16: two tabs of one person. One of them sends for both; when it dies the other does; drafts stay apart."""

import asyncio
import contextlib
import re

import pytest
from playwright.async_api import Error, expect

from tests.faults.browser import chromium, join, write
from tests.faults.scene import Scene
from tests.faults.test_offline_queue import behind_a_proxy
from tests.harness.checker import Least, stored
from tests.hostile.day import CHOICE, NAMED

pytestmark = [pytest.mark.browser, pytest.mark.full]

UNANSWERED_S = 6
"""So long nobody answers: whoever takes itself for the sender sends what waits."""

EVERYBODY_LEADS = """
Object.defineProperty(navigator, 'locks', { value: { request: (name, options, hold) => hold() } });
"""


class Tab:
    """One page of Ann's, and the ids of the commands that it sent."""

    def __init__(self, page):
        self.page, self.sent = page, []
        page.on("websocket", lambda socket: socket.on("framesent", lambda frame: self._frame(str(frame))))
        page.on("request", self._request)

    def _frame(self, frame):
        if '"cmd"' in frame:
            self.sent += re.findall(r'"id":\s*"(\w+)"', frame)

    def _request(self, request):
        if "/commands" in request.url and request.post_data:
            self.sent += re.findall(r'"id":\s*"(\w+)"', request.post_data)


@contextlib.asynccontextmanager
async def two_tabs(serve, folder, script=""):
    async with behind_a_proxy(serve, folder, choice=CHOICE) as (proxy, scene, url), chromium() as browser:
        await scene.go_to(NAMED, "write")
        first = await join(browser, scene, url, "Ann")
        await first.context.add_init_script(script)
        await first.reload()
        second = await first.context.new_page()
        await second.goto(url + scene.room.base)
        for page in (first, second):
            await expect(page.locator(".composer")).to_be_visible(timeout=30_000)
        yield proxy, scene, Tab(first), Tab(second)


async def in_turns(tabs):
    """Each text is asked for after the one before, in one tab and in the other."""
    texts = [f"第 {n} 条" for n in range(6)]
    for n, text in enumerate(texts):
        await write(tabs[n % 2].page, text)
        await asyncio.sleep(0.1)
    return texts


def told(scene: Scene):
    return stored(scene.server.database_url, scene.room.id).in_order()


async def arrived(scene, texts):
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(30):
            while len(told(scene)) < len(texts):
                await asyncio.sleep(0.2)
    await asyncio.sleep(2)  # whatever is sent twice is sent by now
    return told(scene)


async def test_one_tab_sends_for_both_each_note_once_and_in_order(serve, tmp_path):
    async with two_tabs(serve, tmp_path) as (proxy, scene, first, second):
        await first.page.get_by_role("textbox").fill("halb")
        await second.page.get_by_role("textbox").fill("ganz")
        assert [await tab.page.get_by_role("textbox").input_value() for tab in (first, second)] == ["halb", "ganz"]
        proxy.network.down = False
        texts = await in_turns([first, second])
        for tab in (first, second):
            await expect(tab.page.locator(".says-waiting")).to_have_count(len(texts), timeout=15_000)
        await asyncio.sleep(UNANSWERED_S)
        proxy.heal()
        assert await arrived(scene, texts) == texts
        assert set(first.sent) & set(second.sent) == set()
        for tab in (first, second):
            await expect(tab.page.locator(".says-on_wall")).to_have_count(len(texts), timeout=15_000)
        assert await scene.judge(Least()) == []


async def test_when_the_tab_that_sends_dies_the_other_sends(serve, tmp_path):
    async with two_tabs(serve, tmp_path) as (proxy, scene, first, second):
        proxy.blackhole()
        proxy.forsake()
        texts = await in_turns([first, second])  # the second was looked at last: it leads
        await second.page.evaluate("window.dispatchEvent(new Event('focus'))")
        crash = await second.page.context.new_cdp_session(second.page)
        with contextlib.suppress(Error, TimeoutError):
            async with asyncio.timeout(3):
                await crash.send("Page.crash")
        proxy.heal()
        assert await arrived(scene, texts) == texts
        await expect(first.page.locator(".says-on_wall")).to_have_count(len(texts), timeout=15_000)
        assert first.sent
        assert await scene.judge(Least()) == []


async def test_two_tabs_that_both_send_are_caught(serve, tmp_path):
    async with two_tabs(serve, tmp_path, EVERYBODY_LEADS) as (proxy, scene, first, second):
        proxy.network.down = False
        texts = await in_turns([first, second])
        await asyncio.sleep(UNANSWERED_S)
        proxy.heal()
        await arrived(scene, texts)
        assert set(first.sent) & set(second.sent)
