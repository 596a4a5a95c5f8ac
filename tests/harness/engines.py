"""Which live tests run on which engine of the event loop: eventlet, which is the default, or gevent.

A test that starts a server asks for the fixture ``engine``, most of them through ``serve`` or ``classroom``, and runs
once for each engine; the fixture sets ``WORKSHOP_ASYNC``, which the server inherits.

* Fault tests and everything else that is live: on both.
* Twins with a weakened protection, by their name ``..._is_caught``: on eventlet. They prove the test, not the engine.
* Long tests (``full``): on both, with ``run.py test --full``.
* Browser tests (``browser``): on eventlet; one whole day on gevent as well.

``@pytest.mark.engines("gevent", ...)`` says otherwise for a test or a module. A session with ``WORKSHOP_ASYNC`` set
runs everything on that engine alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import pytest

ENGINES = ("eventlet", "gevent")
SETTING = "WORKSHOP_ASYNC"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", engines_of(metafunc), indirect=True, scope="module")


def engines_of(metafunc: pytest.Metafunc) -> Sequence[str]:
    if os.environ.get(SETTING):
        return [os.environ[SETTING]]
    marker = metafunc.definition.get_closest_marker("engines")
    if marker:
        return marker.args
    is_twin = metafunc.function.__name__.endswith("_is_caught")
    is_in_browser = metafunc.definition.get_closest_marker("browser") is not None
    return ENGINES[:1] if is_twin or is_in_browser else ENGINES


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of the engine that every server of this test runs on; also for servers that a module shares."""
    with pytest.MonkeyPatch.context() as environ:
        environ.setenv(SETTING, request.param)
        yield str(request.param)
