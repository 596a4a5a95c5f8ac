"""A Chromium and a server for each test: Playwright's event loop must be gone when an asyncio test comes next."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.e2e.classroom import PATIENCE_MS, Classroom
from tests.harness.server import Server

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def chromium():
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    assert path, "no Chromium: `python3 run.py test` installs one"
    expect.set_options(timeout=PATIENCE_MS)  # machines that test are busy; how fast it is belongs to the benchmark
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def classroom(tmp_path, chromium, request, engine):
    lang = getattr(request, "param", "zh")
    with Server(tmp_path / "server") as server:
        room = Classroom(server, chromium, lang)
        yield room
        for context in chromium.contexts:
            context.close()
