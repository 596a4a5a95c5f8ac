"""R24: an input method in the middle of a word loses nothing when the network goes and the page is drawn anew."""

import contextlib

import pytest
from playwright.async_api import expect

from tests.faults.browser import chromium, join
from tests.faults.scene import CLOSE, is_on_wall
from tests.faults.test_offline_queue import behind_a_proxy
from tests.harness.checker import Least, stored

pytestmark = [pytest.mark.browser, pytest.mark.full]

DRAWS_FIELDS_ANEW = """
addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
  for (const field of document.querySelectorAll('textarea:not([data-new])')) {
    const made = field.cloneNode();
    made.dataset.new = '1';
    if (document.querySelector('.strip, .message, .notice')) field.replaceWith(made);
  }
}).observe(document.documentElement, { childList: true, subtree: true }));
"""
"""What a front end does that makes a field again when something else on the page changes."""


@contextlib.asynccontextmanager
async def writer(serve, folder, script=""):
    async with behind_a_proxy(serve, folder) as (proxy, scene, url), chromium() as browser:
        await scene.go_to(CLOSE, "write")
        phone = await join(browser, scene, url, "Ann")
        await phone.context.add_init_script(script)
        await phone.reload()
        await expect(phone.locator(".composer")).to_be_visible(timeout=30_000)
        yield proxy, scene, phone, await phone.context.new_cdp_session(phone)


async def composed_through_everything(proxy, scene, phone, keys):
    """A sentence whose second half is being composed while the page changes around it. Returns what stands there."""
    field = phone.get_by_role("textbox")
    await field.click()
    await keys.send("Input.insertText", {"text": "明天"})
    for letters in ("h", "hu", "hui", "hui'y"):
        await keys.send("Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": 0})
    await scene.console.get("room/say", text="还有两分钟", wall=False)
    await expect(phone.locator("body")).to_contain_text("还有两分钟", timeout=15_000)
    proxy.blackhole()
    await expect(phone.locator(".strip-network")).to_be_visible(timeout=30_000)
    await keys.send("Input.imeSetComposition", {"text": "hui'yi", "selectionStart": 6, "selectionEnd": 6})
    await keys.send("Input.insertText", {"text": "会议"})
    return await field.input_value()


async def test_a_word_that_is_being_composed_survives_a_cut_and_what_is_drawn_anew(serve, tmp_path):
    async with writer(serve, tmp_path) as (proxy, scene, phone, keys):
        assert await composed_through_everything(proxy, scene, phone, keys) == "明天会议"
        await phone.keyboard.press("Enter")
        await keys.send("Input.insertText", {"text": "改期"})
        assert await phone.get_by_role("textbox").input_value() == "明天会议\n改期"
        assert await phone.locator(".says-waiting").count() == 0
        assert stored(scene.server.database_url, scene.room.id).in_order().count("明天会议") == 0
        await phone.locator(".composer-send").click()
        proxy.heal()
        await scene.wall.sees(is_on_wall("明天会议\n改期"), 30)
        await expect(phone.locator(".says-on_wall")).to_be_visible(timeout=15_000)
        assert await scene.judge(Least()) == []


async def test_a_draft_that_was_being_composed_is_there_after_a_reload(serve, tmp_path):
    async with writer(serve, tmp_path) as (proxy, scene, phone, keys):
        await composed_through_everything(proxy, scene, phone, keys)
        proxy.heal()
        await phone.wait_for_timeout(1_000)
        await phone.reload()
        await expect(phone.get_by_role("textbox")).to_have_value("明天会议", timeout=30_000)


async def test_a_front_end_that_makes_its_fields_anew_is_caught(serve, tmp_path):
    async with writer(serve, tmp_path, DRAWS_FIELDS_ANEW) as (proxy, scene, phone, keys):
        assert await composed_through_everything(proxy, scene, phone, keys) != "明天会议"
