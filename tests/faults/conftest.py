"""What every fault test needs: a server of its own, on each engine, stopped whatever happens; and coroutine tests."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.weakened import command
from tests.harness.loop import run
from tests.harness.server import Server

HERE = Path(__file__).parent
TO_TELL_S = 10
"""So long before pytest ends a test it ends itself, and tells where it waited."""
Serve = Callable[..., Server]


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A test that is a coroutine gets an event loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    limit = pyfuncitem.get_closest_marker("timeout")
    within_s = limit.args[0] - TO_TELL_S if limit else None
    run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}), within_s)
    return True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fault tests wait for networks and restarts; on a machine that does other things as well that takes a while."""
    for item in items:
        if item.path.parent == HERE and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(300))


@pytest.fixture
def serve(tmp_path: Path, engine: str) -> Iterator[Serve]:
    """``serve()`` starts the server, ``serve("no_dedupe")`` the same without one of its protections."""
    servers: list[Server] = []

    def start(without: str | None = None, **options: Any) -> Server:
        if without:
            options["command"] = command(without)
        server = Server(tmp_path / f"server{len(servers)}", **options)
        servers.append(server)
        server.start()
        return server

    yield start
    for server in servers:
        server.kill()
