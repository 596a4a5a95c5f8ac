"""T11 on the pages without a socket: names of rooms, trainers, co-facilitators and people, and what is typed in vain.

Every page of the product is opened, as its own list of routes names them, by those who may open it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.hostile.hall import Hall, add_trainer
from tests.hostile.payloads import EVERYTHING, LETTERS, SCRIPTS
from tests.hostile.stage import SIZES, Watch, words_of
from tests.hostile.test_routes import TABLE, Doors
from tests.hostile.test_xss import browser
from workshop.core.said import clean

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

__all__ = ["browser"]

NO_PAGES = ("export", "snapshot", "qr.svg", "healthz", "/helpers", "mine.pdf", "/team/", "/board/")
ROLES = ("owner", "participant", "nobody")
SHORT = [text for text in EVERYTHING if len(text) <= 24 and "\n" not in text]
TITLES = [text for text in SCRIPTS if "\n" not in text]
HELPERS = 20
A_TITLE = 2
"""Texts in the title of one room."""


def fill(hall: Hall) -> list[str]:
    """Hostile names everywhere; returns the rooms whose titles are hostile."""
    for name in SHORT:
        hall.says("room/add_person", name=name)
    for name in SHORT[::3][:HELPERS]:
        made = hall.fay.post_json(f"/r/{hall.room.id}/helpers", {"name": name})
        assert made.status == 200, made.text
    for name in EVERYTHING:
        add_trainer(hall, name)
    rooms = []
    for n in range(0, len(TITLES), A_TITLE):
        title = " ".join(TITLES[n : n + A_TITLE])
        opened = hall.fay.post("/rooms/new", {"choice": "hostile/day", "title": title})
        assert opened.status == 303, opened.text
        rooms.append(opened.header("Location").split("/")[2])
    return rooms


def pages_of(hall: Hall, rooms: list[str]) -> Iterator[tuple[str, str]]:
    """Who opens what."""
    doors = Doors(hall)
    for rule in TABLE:
        if rule.startswith("GET ") and not any(no in rule for no in NO_PAGES):
            for role in ROLES:
                yield role, doors.path(rule)
    for room in rooms[::6]:
        for page in (f"/rooms/{room}/end", f"/rooms/{room}/delete", f"/r/{room}/console", f"/r/{room}/projector"):
            yield "owner", page
        yield "nobody", f"/r/{room}/join"
    somebody = next(iter(hall.console["people"]))
    yield "nobody", f"/r/{hall.room.id}/return?person={somebody}"
    for text in SCRIPTS[::6]:
        for address in (f"/code?code={quote(text)}", f"/r/{hall.room.id}/return?find={quote(text)}"):
            yield "nobody", address
    for text in ("javascript:alert(1)", "//evil.example", "https://evil.example/", "/\\evil.example"):
        yield "nobody", f"/sign-in?next={quote(text)}"


def typed_in_vain(page: Page, url: str, room: str) -> Iterator[None]:
    """Forms that come back with what was typed in them."""
    for text in (*SCRIPTS[::20], *LETTERS[::2]):
        for path, field in ((f"/r/{room}/join", "name"), ("/sign-in", "name")):
            page.goto(url + path)
            page.locator(f"[name={field}]").fill((text * 30)[:300])
            for password in page.locator("[type=password]").all():
                password.fill("not the password")
            page.locator("main form button").first.click()
            yield


def looked_at(hall: Hall, watch: Watch) -> Iterator[str]:
    """Opens one page after the other, and gives what is read on it."""
    rooms = fill(hall)
    tabs = {role: watch.context(hall[role].cookies, SIZES["console"]).new_page() for role in ROLES}
    for role, path in pages_of(hall, rooms):
        page = tabs[role]
        page.goto(hall.server.address.url + path)
        watch.look(page)
        yield words_of(page)
    for _ in typed_in_vain(tabs["nobody"], hall.server.address.url, hall.room.id):
        watch.look(tabs["nobody"])
        yield words_of(tabs["nobody"])


def test_words_stay_words_on_every_page(hall: Hall, browser: Browser) -> None:
    with closing(Watch(hall.server, browser)) as watch:
        read = " ".join(" ".join(looked_at(hall, watch)).split())
    assert sorted(set(watch.faults)) == []
    assert [text for text in (*SHORT, *TITLES) if " ".join(clean(text).split()) not in read] == []


def test_pages_that_take_words_for_tags_are_caught(hall_without: Callable[[str], Hall], browser: Browser) -> None:
    hall = hall_without("no_escaping")
    with closing(Watch(hall.server, browser)) as watch:
        pages = looked_at(hall, watch)
        while not watch.faults:
            next(pages)
