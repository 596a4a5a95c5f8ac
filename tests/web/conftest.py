"""The whole product without a port: real pages, real database, browsers that keep cookies and fill in forms."""

import re
import secrets
from html import unescape

import pytest

from workshop.app import build
from workshop.config import Config
from workshop.courses import loader
from workshop.rooms.clock import now_ms
from workshop.store import people
from workshop.store.tables import trainers
from workshop.web import addresses
from workshop.web.auth import STAFF

LAN = ["192.168.1.5", "10.0.0.7"]


def hidden_in(html):
    """The hidden fields of a page, which its form sends along."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found}


class Browser:
    """A browser without JavaScript. ``at`` is the address it comes from."""

    def __init__(self, app, at="192.168.1.99"):
        self.client = app.test_client()
        self.client.environ_base["REMOTE_ADDR"] = at

    def get(self, path, **options):
        return self.client.get(path, **options)

    def fill_in(self, page, **fields):
        """Opens the page, fills in its form and sends it; hidden fields go along."""
        html = self.get(page).get_data(as_text=True)
        return self.client.post(page, data=hidden_in(html) | fields)

    def press(self, page, path):
        """Presses a button of ``page`` whose form goes to ``path``."""
        token = re.search(r'name="csrf_token" value="([^"]*)"', self.get(page).get_data(as_text=True))
        return self.client.post(path, data={"csrf_token": token[1]})

    def ask(self, path, **wish):
        """What a page's script posts: JSON with the token of this browser's forms."""
        token = re.search(r'name="csrf_token" value="([^"]*)"', self.get("/sign-in", follow_redirects=True).text)[1]
        return self.client.post(path, json=wish, headers={"X-CSRFToken": token})

    def join(self, room, name):
        return self.fill_in(f"/r/{room.id}/join", name=name)

    def come_back(self, room, person, seat_code):
        return self.fill_in(f"/r/{room.id}/return?person={person}", seat_code=seat_code)

    def sign_in(self, name, password, **options):
        return self.fill_in("/sign-in", name=name, password=password, **options)

    def cookie(self, name, path="/"):
        found = self.client.get_cookie(name, path=path)
        return found.value if found else None


@pytest.fixture
def config(tmp_path):
    return Config(data_dir=tmp_path / "data", utc_offset_minutes=480)


@pytest.fixture
def product(config, monkeypatch):
    monkeypatch.setattr(addresses, "addresses", lambda: list(LAN))
    product = build(config)
    yield product
    product.hub.close()


@pytest.fixture
def app(product):
    return product.app


@pytest.fixture
def hub(product):
    return product.hub


@pytest.fixture
def browser(app):
    return lambda **options: Browser(app, **options)


@pytest.fixture
def course():
    return loader.load(loader.available()[0].slug)


@pytest.fixture
def trainer(hub, browser):
    """Makes a trainer with a signed-in browser, without the price of a password."""

    def trainer(name):
        made = people.Trainer(secrets.token_hex(8), name)
        row = {"id": made.id, "name": name, "password": "-", "created_at": now_ms()}
        hub.write(lambda connection: connection.execute(trainers.insert().values(row)))
        token = hub.write(lambda c: people.start_session(c, made.id, now_ms(), hub.config.limits))
        there = browser()
        there.client.set_cookie(STAFF, token)
        there.trainer = made
        return there

    return trainer


@pytest.fixture
def fay(trainer):
    """Fay, signed in at the desk."""
    return trainer("Fay")


@pytest.fixture
def open_room(hub, fay, course):
    return lambda title="Monday", owner=fay: hub.open_room(owner.trainer.id, course, "opening", title)


@pytest.fixture
def room(open_room):
    return open_room()
