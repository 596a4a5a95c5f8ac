"""A machine that fails on demand: a disk that is full, slow or broken, a clock that jumps, and a record of every write.

    machine = Machine(tmp_path / "machine", data)
    server = Server(tmp_path / "server", environ=machine.environ)
    machine.sync_delay_us = 200_000

It stands between a process and the kernel (``machine.c``, loaded with LD_PRELOAD), so it works in a plain container.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

import run as door

SOURCE = Path(__file__).with_suffix(".c")
NUMBERS = (
    "sync_delay_us", "sync_fails_after", "no_space", "clock_offset_ms", "synced", "failed", "refused", "syncs_fail",
)  # fmt: skip


class Machine:
    """``data`` is the folder whose files are meant. The numbers of ``machine.c`` are attributes.

    ``sync_fails_after = 3`` lets the third sync from now fail with EIO, once, and ``syncs_fail = 1`` every one;
    ``no_space = 1`` refuses every write; ``synced``, ``failed`` and ``refused`` count.
    """

    sync_delay_us: int
    sync_fails_after: int
    syncs_fail: int
    no_space: int
    clock_offset_ms: int
    synced: int
    failed: int
    refused: int

    def __init__(self, folder: Path, data: Path, *, record: Path | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        data.mkdir(parents=True, exist_ok=True)
        self._steering = folder / "control"
        self._steering.write_bytes(bytes(8 * len(NUMBERS)))
        with self._steering.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 0)
        self._numbers = (ctypes.c_int64 * len(NUMBERS)).from_buffer(self._shared)
        self._data, self._record = data, record

    @property
    def environ(self) -> dict[str, str]:
        recording = {"MACHINE_RECORD": str(self._record)} if self._record else {}
        return {
            "LD_PRELOAD": str(library()),
            "MACHINE_FOLDER": str(self._data),
            "MACHINE_CONTROL": str(self._steering),
            **recording,
        }

    def __getattr__(self, name: str) -> int:
        if name not in NUMBERS:
            raise AttributeError(name)
        return int(self._numbers[NUMBERS.index(name)])

    def __setattr__(self, name: str, value: object) -> None:
        if name in NUMBERS:
            assert isinstance(value, int)
            self._numbers[NUMBERS.index(name)] = value
        else:
            super().__setattr__(name, value)


@cache
def library() -> Path:
    """``machine.c``, compiled once in a run."""
    built = Path(tempfile.mkdtemp(prefix="workshop-machine-")) / "machine.so"
    subprocess.run([compiler(), "-shared", "-fPIC", "-O2", "-o", built, SOURCE, "-ldl"], check=True)
    return built


def compiler() -> str:
    """The machine's C compiler; on Debian and Ubuntu root gets one."""
    if not _found_compiler() and door.may_apt():
        door.apt_install("gcc", "libc6-dev")
    found = _found_compiler()
    if found is None:
        pytest.fail("a broken disk is played by tests/harness/machine.c, which needs a C compiler: install gcc")
    return found


def _found_compiler() -> str | None:
    return shutil.which(os.environ.get("CC", "gcc")) or shutil.which("cc")
