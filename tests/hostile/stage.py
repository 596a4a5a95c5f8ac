"""The three surfaces in real browsers, showing whatever picture they are given: the real pages of the real server, with
their own policy, whose snapshots come from a play of the real rules.

Whatever goes wrong is written down: a dialog, a request to anywhere else, a report of the content security policy, an
error of a script, a tag or an address that somebody's words became.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, Route

from tests.harness.server import Room, Server, Trainer
from tests.hostile.raw import Device
from tests.rooms.play import Play, Voice
from workshop.core.activity import CONSOLE, PHONES, PROJECTOR, person_audience, team_audience

SIZES = {
    "phone": {"width": 390, "height": 844},
    "projector": {"width": 1920, "height": 1080},
    "console": {"width": 1440, "height": 900},
}
SETTLE_MS = 250
OURS = re.compile(
    r"/(static/[\w./-]+|r/\w+/(snapshot|commands|socket\.io/?|qr\.svg|join|console|projector|return)?)(\?|$)"
)

LISTENS = """
window.reported = [];
document.addEventListener('securitypolicyviolation', (report) =>
  window.reported.push(`policy: ${report.violatedDirective} ${report.blockedURI} ${report.sample}`));
"""

BECAME = """() => {
  const found = window.reported.splice(0);
  const bad = 'iframe:not([src^="/r/"]),object,embed,base,marquee,svg script,body style,body meta,img[src="x"],' +
    '[onerror],[onload],[onfocus],[onbegin],[ontoggle],[onstart],body script:not([type="application/json"]),' +
    'a[href^="javascript:" i],a[href^="data:" i]';
  const leads = [...document.querySelectorAll('a,form,link,img')].filter((one) =>
    [one.href, one.src, one.action].some((url) => /^https?:[/][/]evil[.]example/.test(url)));
  for (const one of [...document.querySelectorAll(bad), ...leads]) found.push('became ' + one.outerHTML.slice(0, 200));
  return found;
}"""

STICKS_OUT = """() => {
  const found = [];
  const root = document.documentElement;
  const [wide, room] = [root.scrollWidth, root.clientWidth];
  if (wide > room + 1) found.push(`the page is ${wide} wide, not ${room}`);
  const seen = (style) => style.visibility !== 'hidden' && style.opacity !== '0' && style.display !== 'none';
  const walk = document.createTreeWalker(document.getElementById('app') || document.body, NodeFilter.SHOW_TEXT);
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    if (!text.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const words = range.getBoundingClientRect();
    if (words.width === 0 || words.height === 0) continue;
    for (let box = text.parentElement; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (!seen(style) || style.overflowX !== 'visible' || style.position === 'fixed' || style.clip !== 'auto') break;
      const edge = parseFloat(style.borderLeftWidth) > 0 && parseFloat(style.borderRightWidth) > 0;
      if (!edge && style.backgroundColor === 'rgba(0, 0, 0, 0)') continue;
      const around = box.getBoundingClientRect();
      const out = Math.max(around.left - words.left, words.right - around.right);
      if (out > 2 && style.display !== 'inline') {
        const said = JSON.stringify(text.data.slice(0, 40));
        found.push(`${box.tagName}.${box.className} lets ${Math.round(out)} px of ${said} out`);
      }
      break;
    }
  }
  return found;
}"""
"""Words that are wider than the box they stand in, where the box neither clips nor scrolls."""


@dataclass
class Watch:
    """Browsers of one server in which nothing goes wrong unseen. ``script`` runs before every page."""

    server: Server
    browser: Browser
    script: str = ""
    faults: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def close(self) -> None:
        """Nothing runs on in the browser: a page that was broken on purpose may never come to rest."""
        while self._contexts:
            self._contexts.pop().close()

    def context(self, cookies: dict[str, str], size: dict[str, int], lang: str = "zh") -> BrowserContext:
        context = self.browser.new_context(viewport=size, reduced_motion="reduce")
        self._contexts.append(context)
        context.add_init_script(LISTENS + self.script)
        url = self.server.address.url
        context.add_cookies([{"name": n, "value": v, "url": url} for n, v in {**cookies, "lang": lang}.items()])
        context.on("request", self._asked)
        context.on("dialog", lambda dialog: (self.faults.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
        context.on("weberror", lambda error: self.faults.append(f"an error: {error.error}"))
        return context

    def look(self, page: Page) -> None:
        """Write down what is wrong with what this page shows now."""
        name = page.url.split("/", 3)[-1]
        try:
            found = [*page.evaluate(BECAME), *page.evaluate(STICKS_OUT)]
        except Error as error:
            found = [f"leads away: {error}"]
        self.faults += [f"{name}: {fault}" for fault in found]

    def _asked(self, request: Request) -> None:
        own = self.server.address.url + "/"
        is_ours = request.url.startswith(own) and OURS.match(request.url[len(own) - 1 :])
        if not is_ours and not (request.url.startswith(own) and request.is_navigation_request()):
            self.faults.append(f"a request to {request.url}")


def words_of(page: Page) -> str:
    """What a page says now, with what stands in its fields."""
    said: str = page.evaluate(
        "() => [document.body.innerText, ...[...document.querySelectorAll('input,textarea')].map((one) => one.value)]"
        ".join('\\n')"
    )
    return said


class Stage(Watch):
    """One room of a server, opened as a console, a wall and a phone."""

    def __init__(self, server: Server, browser: Browser, script: str = "") -> None:
        super().__init__(server, browser, script)
        self.fay: Trainer = server.first_trainer()
        self.room: Room = self.fay.open_room("A room")
        self.ann = Device(server.address, "Ann").join(self.room.join_path)
        self.pages: dict[str, Page] = {}
        self._pictures: dict[str, dict[str, Any]] = {}
        self._seq = 1_000
        for as_ in SIZES:
            self.pages[as_] = self._open(as_)

    def show(self, play: Play, voice: Voice) -> None:
        """All three surfaces show this moment; the phone is that of ``voice``."""
        person = self.ann.person(self.room.id)
        mine = play.sees(person_audience(voice.id, None))
        mine = {**mine, "me": {**mine.get("me", {}), "id": person}}
        team = play.state.members[voice.id].team
        phone = {"phones": play.sees(PHONES), f"person:{person}": mine}
        if team:
            phone[f"team:{team}"] = play.sees(team_audience(team))
        self._seq += 1
        self._pictures = {
            "console": {"console": play.sees(CONSOLE)},
            "projector": {"projector": play.sees(PROJECTOR)},
            "phone": phone,
        }
        for page in self.pages.values():
            page.evaluate("window.dispatchEvent(new Event('online'))")
        for as_, page in self.pages.items():
            page.wait_for_timeout(SETTLE_MS if as_ == "console" else 0)
            self.look(page)

    def words(self) -> Iterator[str]:
        return map(words_of, self.pages.values())

    def _open(self, as_: str) -> Page:
        cookies = self.ann.cookies if as_ == "phone" else self.fay.cookies
        lang = "en" if as_ == "phone" else "zh"  # what is worded anew in both languages is read in both
        context = self.context({n: v for n, v in cookies.items() if n != "lang"}, SIZES[as_], lang)
        page = context.new_page()
        page.route("**/snapshot?*", self._answer)
        page.route_web_socket(re.compile("socket.io"), lambda socket: socket.close())
        page.goto(f"{self.server.address.url}{self.room.base}{'' if as_ == 'phone' else as_}")
        page.wait_for_function("() => document.querySelector('#app')?.children.length > 0")
        return page

    def _answer(self, route: Route) -> None:
        as_ = route.request.url.split("as=")[1]
        if as_ not in self._pictures:
            return route.continue_()
        body = {"seq": self._seq, "now": 1_700_000_000_000, "views": self._pictures[as_], "pulse": {"in": 5, "of": 5}}
        return route.fulfill(status=200, content_type="application/json", body=json.dumps(body))
