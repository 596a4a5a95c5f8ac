"""What happens on the event loop: each scene is played in a process of its own and prints what it saw as JSON.

python tests/eventloop/scenes.py NAME
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from typing import Any

from workshop import eventloop
from workshop.eventloop import Few, Mailbox, Promise, TimedOut, in_thread, monotonic, sleep, spawn, spawn_later

Seen = dict[str, Any]


def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    give_up = monotonic() + seconds
    while not holds():
        assert monotonic() < give_up, "waited in vain"
        sleep(0.01)


def thread_work() -> Seen:
    """Two calls that block for half a second, while somebody counts how often the loop comes round."""
    ticks: list[float] = []
    names: list[str] = []

    def tick() -> None:
        while True:
            ticks.append(monotonic())
            sleep(0.01)

    def block() -> None:
        def sleeps() -> str:
            time.sleep(0.5)
            return threading.current_thread().name

        names.append(in_thread(sleeps))

    spawn(tick)
    began = monotonic()
    spawn(block)
    spawn(block)
    until(lambda: len(names) == 2)
    took = monotonic() - began
    longest = max(later - earlier for earlier, later in pairwise(ticks))
    return {
        "ticks": len(ticks),
        "together": took < 0.95,
        "longest": longest,
        "elsewhere": threading.current_thread().name not in names,
    }


def thread_failure() -> Seen:
    """What is raised in the thread is raised where it is waited for, and nowhere else."""

    def fails() -> None:
        raise ValueError("in the thread")

    try:
        in_thread(fails)
    except ValueError as error:
        raised = str(error)
    else:
        raised = "nothing"
    return {"raised": raised, "after": in_thread(lambda word: word * 2, "ok")}


def mailbox() -> Seen:
    """Four threads post 5,000 calls each, some of which fail."""
    box, got = Mailbox(), []
    on_loop = threading.get_ident()

    def take(thread: int, number: int) -> None:
        got.append((thread, number, threading.get_ident() == on_loop))
        if number == 100:
            raise ValueError("one letter that cannot be read")

    def post(thread: int) -> None:
        for number in range(5_000):
            box.post(take, thread, number)

    threads = [threading.Thread(target=post, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    until(lambda: len(got) == 20_000)
    in_order = all(
        [number for thread, number, _ in got if thread == n] == list(range(5_000)) for n in range(len(threads))
    )
    return {"in_order": in_order, "on_loop": all(here for _, _, here in got)}


def idle_mailbox() -> Seen:
    """A letter wakes a loop that has nothing to do."""
    box, woken = Mailbox(), Promise[float]()

    def later() -> None:
        time.sleep(0.3)
        posted = time.monotonic()
        box.post(lambda: woken.deliver(time.monotonic() - posted))

    threading.Thread(target=later).start()
    return {"late": woken.wait(20)}


def few() -> Seen:
    """Six come at once where two may be; the third of them fails."""
    door, inside, most, order = Few(2), [0], [0], []

    def go(number: int) -> None:
        with suppress(ValueError), door:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            order.append(number)
            sleep(0.02)
            inside[0] -= 1
            if number == 2:
                raise ValueError

    for number in range(6):
        spawn(go, number)
    until(lambda: len(order) == 6 and inside[0] == 0)
    go(6)
    return {"most": most[0], "order": order}


def promises() -> Seen:
    """Somebody waits too short, three wait long enough, one comes when all is over; only the first delivery counts."""
    promise, got, times = Promise[str | None](), [], []
    nothing = Promise[None]()
    nothing.deliver(None)

    def wait(seconds: float) -> None:
        began = monotonic()
        try:
            got.append(promise.wait(seconds))
        except TimedOut:
            got.append("too late")
            times.append(monotonic() - began)

    for seconds in (0.1, 20, 20, 20):
        spawn(wait, seconds)
    sleep(0.4)
    before = list(got)
    promise.deliver("here")
    promise.deliver("again")
    until(lambda: len(got) == 4)
    wait(20)
    return {"before": before, "after": got, "patience": times[0], "nothing": nothing.wait(1)}


def failing_tasks() -> Seen:
    """A task that fails at once, one that fails later, and one that goes on beside them."""
    done: list[str] = []

    def fails(when: str) -> None:
        raise ValueError(f"fails {when}")

    def goes_on() -> None:
        sleep(0.2)
        done.append("went on")

    spawn(goes_on)
    spawn(fails, "at once")
    spawn_later(0.05, fails, when="later")
    spawn_later(0.1, done.append, "later")
    until(lambda: len(done) == 2)
    return {"done": done}


def order() -> Seen:
    """Tasks start in the order they were spawned, and not before the present one waits."""
    got: list[int] = []
    for number in range(100):
        spawn(got.append, number)
    before = len(got)
    until(lambda: len(got) == 100)
    return {"before": before, "in_order": got == list(range(100))}


def signals() -> Seen:
    """SIGTERM is heard while the loop sleeps, through the mailbox as the server hears it."""
    box, heard = Mailbox(), Promise[bool]()
    signal.signal(signal.SIGTERM, lambda *_: box.post(heard.deliver, True))
    in_half_a_second = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM))
    in_half_a_second.start()
    began = monotonic()
    return {"heard": heard.wait(20), "after": monotonic() - began}


def nothing_is_patched() -> Seen:
    """The standard library is as it was."""
    import queue
    import socket
    import ssl
    import subprocess

    things = [threading.Thread.start, time.sleep, socket.socket.connect, queue.Queue.get, ssl.SSLSocket.read,
              subprocess.Popen.wait, threading.Lock]  # fmt: skip
    modules = {getattr(thing, "__module__", None) or "builtins" for thing in things}
    return {"modules": sorted(module for module in modules if "event" in module)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(globals()[sys.argv[1]]() | {"engine": eventloop.NAME}))
    sys.stdout.flush()
    os._exit(0)
