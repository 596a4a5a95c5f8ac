"""Phones in real browsers, for the fault tests that look at what a person sees."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, Playwright, async_playwright, expect

from tests.faults.scene import Scene

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
PHONE = {"width": 390, "height": 844}
COMES_MS = 30_000


def path_of_chromium() -> str:
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    assert path, "no Chromium: `python3 run.py test` installs one"
    return path


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path_of_chromium(), args=ARGUMENTS)
        yield browser
        await browser.close()


async def kept_browser(playwright: Playwright, profile: Path, url: str, lang: str = "zh") -> BrowserContext:
    """A browser whose storage stays in a folder when it is killed."""
    context = await playwright.chromium.launch_persistent_context(
        profile, executable_path=path_of_chromium(), args=ARGUMENTS, viewport=PHONE
    )
    await speak(context, url, lang)
    return context


async def speak(context: BrowserContext, url: str, lang: str) -> None:
    await context.add_cookies([{"name": "lang", "value": lang, "url": url}])


async def new_phone(browser: Browser, url: str, lang: str = "zh") -> Page:
    context = await browser.new_context(viewport=PHONE)
    await speak(context, url, lang)
    return await context.new_page()


async def come_in(page: Page, scene: Scene, url: str, name: str) -> None:
    """Scan, name, in; back when there is something to write into."""
    await page.goto(url + scene.room.join_path, wait_until="commit")
    await page.get_by_role("textbox").fill(name)
    await page.get_by_role("textbox").press("Enter")
    await expect(page.locator(".composer")).to_be_visible(timeout=COMES_MS)


async def join(browser: Browser, scene: Scene, url: str, name: str, lang: str = "zh", script: str = "") -> Page:
    """``script`` runs before any of ours."""
    page = await new_phone(browser, url, lang)
    if script:
        await page.add_init_script(script)
    await come_in(page, scene, url, name)
    return page


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox").fill(text)
    await page.locator(".composer-send").click()
