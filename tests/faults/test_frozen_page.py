"""R22: a page that the browser froze, for a minute or for two hours, is right again as soon as somebody looks at it."""

import asyncio
import contextlib
import time

import psutil
import pytest
from playwright.async_api import expect

from tests.faults.browser import COMES_MS, chromium, join
from tests.faults.scene import CLOSE, KPI
from tests.faults.test_last_picture import staff
from tests.faults.test_offline_queue import behind_a_proxy
from tests.harness.checker import Least
from tests.harness.patience import patience

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.timeout(600)]

RIGHT_S = 3
WAKES = ("pageshow", "focus", "online", "visibilitychange", "resume")
CLOCKS = """
let away = 0;
const [wall, steady] = [Date.now, performance.now.bind(performance)];
Date.now = () => wall() + away;
performance.now = () => steady() + away;
window.goAway = (ms) => { away += ms; };
window.beats = 0;
setInterval(() => { window.beats += 1; }, 100);
"""
"""The clocks of a page that sleeps for longer than a test may."""
HEARS_ONLY = """
const add = EventTarget.prototype.addEventListener;
const wakes = new Set(%s);
EventTarget.prototype.addEventListener = function (name, ...rest) {
  if (!wakes.has(name)) add.call(this, name, ...rest);
};
"""
DOES_NOT_LOOK = "window.setInterval = () => 0;"
"""The clocks are not looked at, either."""


def hears_only(*names):
    """A browser that tells of nothing else."""
    return HEARS_ONLY % [name for name in WAKES if name not in names]


@contextlib.asynccontextmanager
async def frozen(seconds):
    """No page of this test's browser runs for so long: their processes are stopped, as a phone in a pocket stops them.

    Nothing may be asked of a page meanwhile.
    """
    pages = [child for child in psutil.Process().children(recursive=True) if "--type=renderer" in child.cmdline()]
    assert pages
    for page in pages:
        page.suspend()
    try:
        yield
        await asyncio.sleep(seconds)
    finally:
        for page in pages:
            page.resume()


async def sleep_through(serve, folder, *, minutes, frozen_s=3.0, script="", sign=""):
    """The seconds until a phone is right that slept while its line died and the room went on."""
    async with behind_a_proxy(serve, folder) as (proxy, scene, url), chromium() as browser:
        await scene.go_to(CLOSE, "write")
        phone = await join(browser, scene, url, "Ann", script=CLOCKS + script)
        step = phone.locator(".head-step strong")
        before = await step.inner_text()
        beats = await phone.evaluate("beats")
        async with frozen(frozen_s):
            proxy.forsake()
            await scene.go_to(KPI, "vote_company")
        woke = time.monotonic()
        assert await phone.evaluate("beats") < beats + 10 * frozen_s / 2, "the page was not frozen"
        await phone.evaluate("(ms) => goAway(ms)", minutes * 60_000)
        if sign:
            await phone.evaluate(sign)
        await expect(step).not_to_have_text(before, timeout=patience(RIGHT_S) * 1000)
        right_s = time.monotonic() - woke
        assert await scene.judge(Least()) == []
        return right_s


@pytest.mark.parametrize("minutes", [10, 120])
async def test_a_page_is_right_after_a_long_sleep(serve, tmp_path, minutes):
    assert await sleep_through(serve, tmp_path, minutes=minutes) < patience(RIGHT_S)


async def test_a_page_is_right_after_a_minute_in_which_nothing_of_it_ran(serve, tmp_path):
    assert await sleep_through(serve, tmp_path, minutes=0, frozen_s=60) < patience(RIGHT_S)


SIGNS = {
    "pageshow": "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
    "focus": "window.dispatchEvent(new Event('focus'))",
    "online": "window.dispatchEvent(new Event('online'))",
    "visibilitychange": "document.dispatchEvent(new Event('visibilitychange'))",
    "resume": "document.dispatchEvent(new Event('resume'))",
}


@pytest.mark.parametrize("wakes", SIGNS)
async def test_each_sign_of_waking_is_enough_by_itself(serve, tmp_path, wakes):
    script = hears_only(wakes) + DOES_NOT_LOOK
    assert await sleep_through(serve, tmp_path, minutes=10, script=script, sign=SIGNS[wakes]) < patience(RIGHT_S)


async def test_a_clock_that_jumped_is_enough_by_itself(serve, tmp_path):
    assert await sleep_through(serve, tmp_path, minutes=10, script=hears_only()) < patience(RIGHT_S)


async def test_a_page_that_notices_nothing_is_caught(serve, tmp_path):
    with pytest.raises(AssertionError):
        await sleep_through(serve, tmp_path, minutes=10, script=hears_only() + DOES_NOT_LOOK)


async def test_next_on_a_console_that_slept_moves_nothing(serve, tmp_path):
    async with behind_a_proxy(serve, tmp_path) as (proxy, scene, url), chromium() as browser:
        await scene.go_to(CLOSE, "write")
        console = await staff(browser, scene, url, "console", CLOCKS)
        following = console.get_by_role("button", name="写 → 看一遍")
        await expect(following).to_be_visible(timeout=COMES_MS)
        key = await following.element_handle()
        async with frozen(3):
            proxy.forsake()
            await scene.go_to(KPI, "vote_company")
        await key.evaluate("(key) => { goAway(600_000); key.click(); }")
        await expect(following).to_be_hidden(timeout=patience(RIGHT_S) * 1000)
        await asyncio.sleep(2)
        now = scene.console.view("console")["now"]
        assert (now["block"], now["step"]["id"]) == (KPI, "vote_company")
        assert await scene.judge(Least()) == []
