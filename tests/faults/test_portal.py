"""R23: the Wi-Fi of a hotel answers in the server's place. The phone says what to do, keeps what waits, and goes on."""

import pytest
from playwright.async_api import expect

from tests.faults.browser import chromium, come_in, new_phone, write
from tests.faults.scene import CLOSE, Scene, is_on_wall
from tests.harness.checker import Least, stored
from tests.harness.fetch import Address
from tests.harness.patience import patience
from tests.harness.proxy import Network, Proxy
from tests.harness.server import free_port

pytestmark = pytest.mark.browser

SAYS_SO_S = 5
GOES_ON_S = 5
LOG_IN = b"<!doctype html><title>Hotel</title><h1>Welcome to the Wi-Fi of Hotel Post</h1>"
PORTALS = {
    "a page": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
    % (len(LOG_IN), LOG_IN),
    "a redirect": b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/log-in\r\nContent-Length: 0\r\n"
    b"Connection: close\r\n\r\n",
    "a page of its own kind": b"HTTP/1.1 511 Network Authentication Required\r\nContent-Type: text/html\r\n"
    b"Content-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(LOG_IN), LOG_IN),
}
CARD = {"zh": ("请先登录 Wi-Fi", "打开登录页"), "en": ("Sign in to the Wi-Fi", "Open the sign-in page")}
BLIND = """
const get = Headers.prototype.get;
Headers.prototype.get = function (name) {
  return /^content-type$/i.test(name) ? 'application/json' : get.call(this, name);
};
"""
"""Takes the page's only means to tell an answer of ours from another's."""


async def meet_portals(serve, folder, lang, portals, script=""):
    """One person writes behind each portal. Returns the faults."""
    through = Address("127.0.0.1", free_port())
    server = serve(environ={"PUBLIC_URL": through.url})
    found = []
    async with (
        Proxy(server.address, through.port) as proxy,
        Scene(server, folder, phones=0) as scene,
        chromium() as browser,
    ):
        await scene.go_to(CLOSE, "write")
        for n, (name, answer) in enumerate(portals.items()):
            phone = await new_phone(browser, through.url, lang)
            await phone.add_init_script(script)
            errors = []
            phone.on("pageerror", lambda error, errors=errors: errors.append(str(error)))
            await come_in(phone, scene, through.url, f"Ann {n}")
            proxy.network = Network(portal=answer)
            proxy.reset_all()
            await write(phone, f"behind {name}")
            card = phone.locator(".portal")
            try:
                await expect(card).to_be_visible(timeout=patience(SAYS_SO_S) * 1000)
            except AssertionError:
                return [*found, f"{name}: the phone does not say that the Wi-Fi asks to sign in"]
            said = await phone.locator("body").inner_text()
            found += [f"{name}: the card lacks {words!r}: {said}" for words in CARD[lang] if words not in said]
            found += [f"{name}: {word} is shown" for word in ("JSON", "Unexpected", "Hotel Post") if word in said]
            if f"behind {name}" not in said:
                found.append(f"{name}: what waits is not shown")
            proxy.heal()
            await scene.wall.sees(is_on_wall(f"behind {name}"), patience(GOES_ON_S))
            await expect(card).to_be_hidden(timeout=patience(GOES_ON_S) * 1000)
            await expect(phone.locator(".says-on_wall")).to_be_visible(timeout=30_000)
            found += [f"{name}: {error}" for error in errors]
        found += await scene.judge(Least(commands=1))
        texts = stored(server.database_url, scene.room.id).texts()
        found += [f"{text} is stored {times} times" for text, times in texts.items() if times != 1]
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_phone_says_that_the_wifi_asks_to_sign_in_and_goes_on_by_itself(serve, tmp_path, lang):
    assert await meet_portals(serve, tmp_path, lang, PORTALS) == []


async def test_a_phone_that_takes_every_answer_for_ours_is_caught(serve, tmp_path):
    portal = {"a page": PORTALS["a page"]}
    assert await meet_portals(serve, tmp_path, "zh", portal, BLIND) != []
