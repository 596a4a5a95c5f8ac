"""The event loop without the product, each engine in a process of its own, chosen by ``WORKSHOP_ASYNC``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.eventloop.client import Served

HERE = Path(__file__).parent
TOP = HERE.parents[1]
Scene = Callable[[str], Any]


def launch(script: str, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    environ = {**os.environ, "PYTHONPATH": str(TOP)}
    return subprocess.Popen(
        [sys.executable, str(HERE / script), *arguments],
        cwd=TOP, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


@pytest.fixture
def scene(engine: str) -> Scene:
    """``scene("name")`` plays one of ``scenes.py`` and returns what it saw, with what it logged."""

    def play(name: str) -> Any:
        process = launch("scenes.py", name, stderr=subprocess.PIPE)
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
        assert process.returncode == 0, err
        seen = json.loads(out)
        assert seen.pop("engine") == engine
        return seen | {"log": err}

    return play


@pytest.fixture
def serve(engine: str, tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """``serve()`` starts ``serving.py``; ``serve("no_finish")`` the same without one of its protections."""
    processes: list[subprocess.Popen[str]] = []

    def start(*without: str) -> Served:
        log = tmp_path / f"stderr{len(processes)}.txt"
        with log.open("w") as err:
            process = launch("serving.py", *without, stderr=err)
        processes.append(process)
        assert process.stdout is not None
        name, port = process.stdout.readline().split()
        assert name == engine
        return Served(int(port), process.pid, log)

    yield start
    for process in processes:
        process.kill()
        process.communicate()
