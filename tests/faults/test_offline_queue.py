"""R5: what was written without a network outlives the page, the browser and a night; where nothing can be stored, the
phone says so before somebody relies on it."""

import asyncio
import contextlib
import os
import signal
from datetime import UTC, datetime, timedelta

import psutil
import pytest
from playwright.async_api import Error, async_playwright, expect

from tests.faults.browser import chromium, come_in, kept_browser, new_phone, write
from tests.faults.scene import CLOSE, Scene, is_on_wall
from tests.harness.checker import Least, stored
from tests.harness.fetch import Address
from tests.harness.patience import patience
from tests.harness.proxy import Proxy
from tests.harness.server import free_port
from tests.hostile.day import CHOICE, NAMED, pack

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.timeout(600)]

TEXTS = [f"没有网络时写的第 {n:02} 条" for n in range(20)]
COOKIES_ARE_STORED_S = 35
"""Chromium stores cookies every thirty seconds; whoever is killed sooner takes the seat again by its code."""

TO_KILL_S = 0.3
"""Nobody ends a browser in the moment of their last tap; its database needs some milliseconds, localStorage seconds."""

FORGETS = """
Storage.prototype.setItem = () => undefined;
Object.defineProperty(window, 'indexedDB', { value: undefined });
"""
"""A browser that says it has stored and has not, and no second copy."""


@contextlib.asynccontextmanager
async def behind_a_proxy(serve, folder, **options):
    through = Address("127.0.0.1", free_port())
    courses = str(pack(folder))
    server = serve(environ={"PUBLIC_URL": through.url, "COURSES_DIR": courses})
    async with (
        Proxy(server.address, through.port) as proxy,
        Scene(server, folder, phones=0, **options) as scene,
    ):
        yield proxy, scene, through.url


def kill_browser(profile):
    """kill -9 of every process of the browser that keeps its things there."""
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if any(str(profile) in argument for argument in process.cmdline()):
                os.kill(process.pid, signal.SIGKILL)


async def write_reload_and_die(serve, folder, script=""):
    """Twenty notes without a network, a reload, a kill -9 and a night; returns the texts that arrived, in order."""
    profile = folder / "profile"
    async with (
        behind_a_proxy(serve, folder, choice=CHOICE) as (proxy, scene, url),
        async_playwright() as playwright,
    ):
        await scene.go_to(NAMED, "write")
        context = await kept_browser(playwright, profile, url)
        await context.add_init_script(script)
        phone = await context.new_page()
        await come_in(phone, scene, url, "Ann")
        await asyncio.sleep(COOKIES_ARE_STORED_S)
        proxy.blackhole()
        proxy.forsake()
        for text in TEXTS[:10]:
            await write(phone, text)
        # a reload while nothing but the pages gets through
        await context.route("**/commands?*", lambda route: route.abort())
        await context.route_web_socket("**", lambda socket: socket.close())
        proxy.heal()
        await phone.reload()
        await expect(phone.locator(".composer")).to_be_visible(timeout=30_000)
        for text in TEXTS[10:]:
            await write(phone, text)
        with contextlib.suppress(AssertionError):
            await expect(phone.locator(".says-waiting")).to_have_count(len(TEXTS), timeout=10_000)
        await asyncio.sleep(patience(TO_KILL_S))
        kill_browser(profile)
        with contextlib.suppress(Error):
            await context.close()
        context = await kept_browser(playwright, profile, url)
        await context.add_init_script(script)
        await context.clock.install(time=datetime.now(UTC) + timedelta(hours=24))
        phone = await context.new_page()
        await phone.goto(url + scene.room.base)
        await expect(phone.locator(".head-step")).to_be_visible(timeout=30_000)
        with contextlib.suppress(AssertionError):
            await expect(phone.locator(".says-on_wall")).to_have_count(len(TEXTS), timeout=30_000)
        assert await scene.judge(Least()) == []
        return stored(scene.server.database_url, scene.room.id).in_order()


async def test_twenty_notes_outlive_a_reload_a_killed_browser_and_a_night(serve, tmp_path):
    assert await write_reload_and_die(serve, tmp_path) == TEXTS


async def test_a_browser_that_forgets_is_caught(serve, tmp_path):
    assert await write_reload_and_die(serve, tmp_path, FORGETS) != TEXTS


QUOTA = """
Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
"""
PRIVATE = """
Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });
"""


@pytest.mark.parametrize("script", [QUOTA, PRIVATE], ids=["quota", "private"])
async def test_a_phone_that_cannot_store_says_so_and_sends_all_the_same(serve, tmp_path, script):
    async with behind_a_proxy(serve, tmp_path) as (proxy, scene, url), chromium() as browser:
        await scene.go_to(CLOSE, "write")
        phone = await new_phone(browser, url)
        await phone.add_init_script(script)
        await come_in(phone, scene, url, "Ann")
        await expect(phone.locator(".strip-storage")).to_contain_text("存不下")
        proxy.blackhole()
        await write(phone, "只在这一页里")
        await expect(phone.locator(".strip-storage")).to_contain_text("不要关")
        proxy.heal()
        await scene.wall.sees(is_on_wall("只在这一页里"), 30)
        await expect(phone.locator(".says-on_wall")).to_be_visible()
        assert await scene.judge(Least()) == []
