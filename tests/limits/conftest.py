"""The fixtures of the pages, with limits that a test chooses: ``at(room_people=3)`` builds a product that has them."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.harness.loop import run
from tests.rooms.course import TALK, VOTE, WRITE, board, course, slides
from tests.rooms.scene import Scene
from tests.web.conftest import Browser
from workshop.app import build
from workshop.config import Config, Limits
from workshop.courses import loader
from workshop.rooms.clock import now_ms
from workshop.rooms.hub import Hub
from workshop.store import people
from workshop.store.tables import trainers
from workshop.web.auth import STAFF

DAY = course(slides(pulse=2, personal_note=True), board(WRITE, VOTE, TALK))


@pytest.fixture
def room_with(serve: Callable[..., Hub]) -> Callable[..., Scene]:
    """A room whose board is open for notes."""

    def start(**limits: int) -> Scene:
        scene = Scene(serve(Limits(**limits)), DAY)
        scene.opens("m1.board", "write")
        return scene

    return start


@pytest.fixture
def at(tmp_path) -> Iterator[Callable[..., Any]]:
    """Pages with a signed-in trainer ``fay`` and an open ``room``."""
    products = []

    def start(**limits: int) -> Any:
        product = build(Config(data_dir=tmp_path / f"data{len(products)}", limits=Limits(**limits)))
        products.append(product)
        hub = product.hub
        row = {"id": "fay", "name": "Fay", "password": people.hash_password(PASSWORD), "created_at": now_ms()}
        hub.write(lambda connection: connection.execute(trainers.insert().values(row)))
        token = hub.write(lambda c: people.start_session(c, "fay", now_ms(), hub.config.limits))
        fay = Browser(product.app)
        fay.client.set_cookie(STAFF, token)
        plan = loader.load(loader.available()[0].slug)
        room = hub.open_room("fay", plan, "opening", "Monday")
        return SimpleNamespace(
            app=product.app, hub=hub, fay=fay, room=room, path=f"/r/{room.id}/", token=token,
            browser=lambda **options: Browser(product.app, **options),
        )  # fmt: skip

    yield start
    for product in products:
        product.hub.close()


PASSWORD = "a long walk by the sea"


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A test that is a coroutine gets an event loop of its own."""
    import inspect

    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True
