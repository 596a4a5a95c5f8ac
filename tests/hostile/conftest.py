"""A server with everybody in it for each file, and the same without one of its protections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.weakened import command
from tests.hostile.hall import Hall, open_hall, server_in

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests share the machine with many others."""
    for item in items:
        if item.path.parent == HERE and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(300))


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One hall for all tests of a file: they leave it as they found it, or do not mind how it is."""
    with server_in(tmp_path_factory.mktemp("hall")) as server:
        yield open_hall(server)


@pytest.fixture
def hall_without(tmp_path: Path) -> Iterator[Callable[[str], Hall]]:
    """The same hall of a server that lacks one of its protections."""
    servers = []

    def start(protection: str) -> Hall:
        server = server_in(tmp_path / protection, command(protection))
        servers.append(server)
        server.start()
        return open_hall(server)

    yield start
    for server in servers:
        server.kill()
