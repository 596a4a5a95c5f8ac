"""The real server in a process of its own, with a trainer who signs in and opens rooms as a browser would.

    with Server(folder) as server:
        fay = server.first_trainer()
        room = fay.open_room("Thursday")
        ...
        server.kill()          # kill -9
        server.start()         # the same port, the same data

Everything is stopped by its process id when the block ends, and by the kernel should the tests themselves be killed.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import httpx
import psutil

from tests.harness.fetch import Address, Http
from tests.harness.forms import form_in
from tests.harness.history import History
from tests.harness.patience import crowded
from tests.harness.phones import FRONT_END, As, Manners, Screen

TOP = Path(__file__).resolve().parents[2]
SERVE = ("-m", "workshop.cli", "serve")
START_TIMEOUT_S = 60
"""On a machine that does nothing else."""
PASSWORD = "a long walk by the sea"
TRIAL_RUN = "customer-service-manager/opening"
"""A short agenda whose activities all run, so that a test may count on their order."""

_END_WITH_PARENT = """
import ctypes, os, signal, sys
if sys.platform == "linux":
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Becomes the server, which the kernel then ends with the thread that started it: start it in the main thread."""


class DidNotStart(Exception):
    """The server ended, or answered nobody, before anything was asked of it."""


class Server:
    """``command`` are the arguments after ``python``; ``folder`` holds the data and what the server printed."""

    def __init__(
        self,
        folder: Path,
        *,
        command: Sequence[str] = SERVE,
        port: int | None = None,
        environ: Mapping[str, str] | None = None,
        data: Path | None = None,
    ) -> None:
        self.folder, self.command = folder, tuple(command)
        self.address = Address("127.0.0.1", port or free_port())
        self.environ = dict(environ or {})
        self.data = data or folder / "data"
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    # --- where things are ---------------------------------------------------------------------------------------

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.data / 'workshop.db'}"

    @property
    def printed(self) -> str:
        return (self.folder / "stdout.txt").read_text()

    @property
    def log(self) -> str:
        """Everything all lives of this server wrote to standard error."""
        return (self.folder / "stderr.txt").read_text()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def rss_mb(self) -> float:
        return float(psutil.Process(self.pid).memory_info().rss) / 1e6

    def cpu_s(self) -> float:
        """User and system time of this life so far."""
        times = psutil.Process(self.pid).cpu_times()
        return float(times.user + times.system)

    def holds(self, port: int) -> bool:
        """Whether this life still has the connection open that comes from this port."""
        lines = psutil.Process(self.pid).net_connections(kind="tcp")
        return any(bool(line.raddr) and line.raddr.port == port for line in lines)

    # --- life and death -----------------------------------------------------------------------------------------

    def launch(self) -> None:
        """Start it and come back at once."""
        environ = {
            **os.environ,
            "HOST": self.address.host,
            "PORT": str(self.address.port),
            "DATA_DIR": str(self.data),
            "PYTHONPATH": str(TOP),
            "PYTHONUNBUFFERED": "1",
            **self.environ,
        }
        arguments = [sys.executable, "-c", _END_WITH_PARENT, *self.command]
        with (self.folder / "stdout.txt").open("ab") as out, (self.folder / "stderr.txt").open("ab") as err:
            self._process = subprocess.Popen(
                arguments, cwd=TOP, env=environ, stdin=subprocess.DEVNULL, stdout=out, stderr=err
            )

    def start(self) -> float:
        """Start it and wait until it answers; returns the seconds that took."""
        began = time.monotonic()
        self.launch()
        while not self.answers():
            self._expect_start(began)
            time.sleep(0.02)
        return time.monotonic() - began

    async def start_again(self) -> float:
        """The same while phones in this event loop go on."""
        began = time.monotonic()
        self.launch()
        while not await asyncio.to_thread(self.answers):
            self._expect_start(began)
            await asyncio.sleep(0.02)
        return time.monotonic() - began

    def _expect_start(self, began: float) -> None:
        if not self.is_alive():
            raise DidNotStart(self.log[-2_000:])
        if time.monotonic() - began > START_TIMEOUT_S * crowded():
            self.kill()
            raise DidNotStart(f"silent for {time.monotonic() - began:.0f} s: {self.log[-2_000:]}")

    def answers(self) -> bool:
        try:
            with socket.create_connection((self.address.host, self.address.port), timeout=5) as line:
                line.settimeout(5)
                line.sendall(b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                return line.recv(12).startswith(b"HTTP/1.1 ")
        except OSError:
            return False

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """kill -9."""
        if self._process is not None:
            if self._process.poll() is None:
                self._process.kill()
            self._process.wait()
            self._process = None

    def terminate(self) -> None:
        """SIGTERM, without waiting for what comes of it."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    def ended(self, timeout_s: float) -> int:
        """Wait for the end; returns the exit status. Raises ``subprocess.TimeoutExpired``."""
        assert self._process is not None
        return self._process.wait(timeout_s)

    def stop(self, timeout_s: float = 15) -> float:
        """SIGTERM; returns the seconds until it was gone."""
        began = time.monotonic()
        self.terminate()
        self.ended(timeout_s)
        return time.monotonic() - began

    # --- people -------------------------------------------------------------------------------------------------

    def first_trainer(self, name: str = "Fay") -> Trainer:
        """Open the link that the first start printed, and make the first trainer."""
        link = re.findall(r"(/setup/[\w-]+)", self.printed)
        if not link:
            raise DidNotStart(f"no set-up link in {self.printed!r}")
        trainer = Trainer(self, name)
        trainer.send(link[-1], name=name, password=PASSWORD, again=PASSWORD)
        return trainer

    def sign_in(self, name: str = "Fay") -> Trainer:
        trainer = Trainer(self, name)
        trainer.send("/sign-in", name=name, password=PASSWORD)
        return trainer


def free_port() -> int:
    """A port that nobody listens on, below those the kernel gives to connections: else a phone that dials a server
    that is down could be given the very port it dials, and be connected to itself."""
    while True:
        port = random.randrange(15_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


@dataclass(frozen=True)
class Room:
    """An open room and how people come into it."""

    id: str
    join_path: str
    code: str
    address: Address

    @property
    def base(self) -> str:
        return f"/r/{self.id}/"


class Trainer:
    """A trainer's browser, with the cookies of one session."""

    def __init__(self, server: Server, name: str) -> None:
        self.server, self.name = server, name
        self._browser = httpx.Client(base_url=server.address.url, follow_redirects=True, timeout=30, trust_env=False)

    @property
    def cookies(self) -> dict[str, str]:
        return dict(self._browser.cookies)

    def send(self, path: str, **fields: str) -> httpx.Response:
        """Open a page, fill in its form, send it; returns the page that follows."""
        page = self._browser.get(path)
        form = form_in(page.text, *fields)
        answer = self._browser.post(form.action or page.url.path, data={**form.fields, **fields})
        answer.raise_for_status()
        return answer

    def get(self, path: str) -> httpx.Response:
        return self._browser.get(path).raise_for_status()

    def open_room(self, title: str = "Thursday", choice: str = TRIAL_RUN) -> Room:
        """Open a room from the desk; ``choice`` is ``course/agenda``."""
        console = self.send("/rooms/new", title=title, choice=choice)
        room = re.search(r"/r/([0-9a-z]+)/", str(console.url))
        join = re.search(r"/j/[\w-]+", console.text)
        code = re.search(r'"code": ?"(\d{8})"', console.text)
        if not (room and join and code):
            raise LookupError(f"no room at {console.url}: {console.text[:500]}")
        return Room(room[1], join[0], code[1], self.server.address)

    async def screen(
        self, as_: As, room: Room, history: History, manners: Manners = FRONT_END, who: str | None = None
    ) -> Screen:
        """The console or the projector of one of this trainer's rooms, opened in a browser that is signed in."""
        http = Http(room.address, cookies=self.cookies)
        screen = Screen(who or f"{self.name}'s {as_}", as_, room.base, http, history, manners)
        await screen.open()
        screen.start()
        return screen
