"""R30: a loop that stands still is in the log, with the place in the code; a loop that runs is not."""

import time

from tests.harness.patience import patience
from tests.harness.server import Server

STANDS_S = 0.6
"""How long ``stands_still`` holds the loop."""


def told(server: Server, what: str, within_s: float = 0.0) -> list[str]:
    """The lines of the log that say so."""
    until = time.monotonic() + within_s
    while True:
        lines = [line for line in server.log.splitlines() if what in line]
        if lines or time.monotonic() >= until:
            return lines
        time.sleep(0.1)


def test_a_loop_that_stands_still_is_logged_with_the_place(serve):
    server = serve("stands_still")
    assert told(server, "_stand_still", patience(20)), "on a busy machine other places are told of as well"
    lengths = told(server, "stood still for", patience(5))
    assert max(int(line.split("stood still for ")[1].split(" ms")[0]) for line in lengths) >= STANDS_S * 900


def test_the_setting_says_what_is_still(serve):
    server = serve("stands_still", environ={"WORKSHOP_WATCHDOG_MS": "30000"})
    time.sleep(3)
    assert told(server, "still") == []


def test_a_server_without_its_watchdog_is_caught(serve):
    server = serve("stands_still_unwatched")
    time.sleep(3)
    assert told(server, "still") == []
