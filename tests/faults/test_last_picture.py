"""R25: the wall and the console keep their last picture when the network goes, and say so; a room needs no wall."""

import time

import pytest
from playwright.async_api import expect

from tests.faults.browser import COMES_MS, chromium, join, new_phone, write
from tests.faults.scene import CLOSE
from tests.faults.test_offline_queue import behind_a_proxy
from tests.harness.checker import Least
from tests.harness.patience import patience

pytestmark = [pytest.mark.browser, pytest.mark.full]

SAYS_SO_S = 5
SAYS = {"projector": ".quiet-mark", "console": ".notice-bad"}
ALL_IS_WELL = """
const none = () => undefined;
for (const name of ['setInterval']) window[name] = none;
"""
"""A page whose timers never look at the clock."""


async def staff(browser, scene, url, surface, script=""):
    page = await new_phone(browser, url)
    await page.set_viewport_size({"width": 1920, "height": 1080})
    await page.add_init_script(script)
    cookies = [{"name": name, "value": value, "url": url} for name, value in scene.fay.cookies.items()]
    await page.context.add_cookies([cookie for cookie in cookies if cookie["name"] != "lang"])
    await page.goto(f"{url}{scene.room.base}{surface}")
    return page


async def seconds_until_it_says_so(serve, folder, surface, script=""):
    async with behind_a_proxy(serve, folder) as (proxy, scene, url), chromium() as browser:
        await scene.go_to(CLOSE, "write")
        screen = await staff(browser, scene, url, surface, script)
        phone = await join(browser, scene, url, "Ann")
        await write(phone, "最后一张")
        await expect(screen.locator("body")).to_contain_text("最后一张", timeout=COMES_MS)
        began = time.monotonic()
        proxy.blackhole()
        proxy.forsake()
        await expect(screen.locator(SAYS[surface])).to_be_visible(timeout=patience(SAYS_SO_S) * 1000)
        took_s = time.monotonic() - began
        await expect(screen.locator("body")).to_contain_text("最后一张")
        proxy.heal()
        await expect(screen.locator(SAYS[surface])).to_be_hidden(timeout=30_000)
        assert await scene.judge(Least()) == []
        return took_s


@pytest.mark.parametrize("surface", ["projector", "console"])
async def test_a_screen_keeps_its_last_picture_and_says_so(serve, tmp_path, surface):
    assert await seconds_until_it_says_so(serve, tmp_path, surface) < patience(SAYS_SO_S)


@pytest.mark.parametrize("surface", ["projector", "console"])
async def test_a_screen_that_does_not_look_at_the_clock_is_caught(serve, tmp_path, surface):
    with pytest.raises(AssertionError):
        await seconds_until_it_says_so(serve, tmp_path, surface, ALL_IS_WELL)


async def test_the_facilitator_runs_the_room_while_the_wall_is_dead(serve, tmp_path):
    async with behind_a_proxy(serve, tmp_path) as (_, scene, url), chromium() as browser:
        await scene.go_to(CLOSE, "write")
        wall = await staff(browser, scene, url, "projector")
        console = await staff(browser, scene, url, "console")
        phone = await join(browser, scene, url, "Ann")
        await wall.context.set_offline(True)
        await write(phone, "没有大屏也行")
        await expect(console.locator("body")).to_contain_text("没有大屏也行", timeout=COMES_MS)
        step = phone.locator(".head-step strong")
        before = await step.inner_text()
        await console.get_by_role("button", name="写 → 看一遍").click()
        await expect(step).not_to_have_text(before, timeout=COMES_MS)
        await wall.context.set_offline(False)
        await expect(wall.locator("body")).to_contain_text("没有大屏也行", timeout=COMES_MS)
        found = await scene.judge(Least())
        assert [fault for fault in found if not fault.startswith("C9")] == []  # the browser's key is in no history
