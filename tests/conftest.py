"""What all tests share: a database that has its tables, rooms that are served from it, and how hard chance tries."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.harness.engines import engine, pytest_generate_tests
from tests.rooms.course import BRIEF, TALK, VOTE, WRITE, board, course, slides
from tests.rooms.scene import Scene, hub_on
from workshop.config import Limits
from workshop.rooms.hub import Hub
from workshop.store.migrate import migrate

__all__ = ["engine", "pytest_generate_tests"]

SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]

settings.register_profile(
    "every time", deadline=None, derandomize=True, database=None, max_examples=25, suppress_health_check=SLOW_IS_FINE
)
settings.register_profile("searching", deadline=None, max_examples=500, suppress_health_check=SLOW_IS_FINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "every time"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a test that may take long come first: at the end no worker waits for another that began one late."""
    longest: dict[Path, float] = {}
    for item in items:
        longest[item.path] = max(longest.get(item.path, 0.0), _may_take_s(item))
    items.sort(key=lambda item: -longest[item.path])


def _may_take_s(item: pytest.Item) -> float:
    marker = item.get_closest_marker("timeout")
    return float(marker.args[0]) if marker else 0.0


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which nothing has happened; copying it is faster than making its tables."""
    file = tmp_path_factory.mktemp("empty") / "workshop.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def file(empty_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_file, tmp_path / "workshop.db"))


@pytest.fixture
def serve(file: Path) -> Iterator[Callable[..., Hub]]:
    """Starts servers on one file; whatever still runs at the end is stopped."""
    hubs: list[Hub] = []

    def start(limits: Limits | None = None) -> Hub:
        hubs.append(hub_on(file, limits))
        return hubs[-1]

    yield start
    for hub in hubs:
        hub.close()


@pytest.fixture
def hub(serve: Callable[..., Hub]) -> Hub:
    return serve()


@pytest.fixture
def scene(hub: Hub) -> Scene:
    """A room with a slide and a board, where nobody is yet."""
    return Scene(hub, course(slides(pulse=2), board(BRIEF, WRITE, VOTE, TALK)))
