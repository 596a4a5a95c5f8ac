"""A hall scans the QR at the same moment, from one address: how long until everybody is in and can write."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack

from bench import processes
from bench.crowds import Worker, workers
from bench.figures import Figure, Target, at_most, median_figure, percentile
from bench.visits import Facilitator, Visitors, Wave

MOST_MB = 400
TARGETS: dict[tuple[int, str], Target] = {
    (300, "all in, s"): at_most(3),
    (300, "p95 s"): at_most(3),
    (1_000, "all in, s"): at_most(10),
    (1_000, "p95 s"): at_most(3),
    (300, "facilitator p95 ms"): at_most(500),
    (1_000, "facilitator p95 ms"): at_most(500),
    (1_000, "server MB"): at_most(MOST_MB),
}
BEFORE_S = 0.5


def measure(people: int, repeats: int) -> list[Figure]:
    """Once as phones that hold the front end already (or a proxy that serves it), once as phones that never saw it."""
    found: list[Figure] = []
    for with_files in (False, True):
        name = f"{people} join at once" + (", loading all files" if with_files else "")
        tries = [_wave(people, with_files=with_files) for _ in range(repeats)]
        for what in tries[0]:
            target = TARGETS.get((people, what))
            found.append(median_figure(name, what, [each[what] for each in tries], target))
    return found


def _wave(people: int, *, with_files: bool) -> dict[str, float]:
    with ExitStack() as running:
        server = running.enter_context(processes.workshop(0))
        place = server.place("workshop")
        visitors = running.enter_context(workers(Visitors, place, f"/j/{server.ready['join']}"))
        console = running.enter_context(workers(Facilitator, place))[0]
        _come(visitors, range(people, people + 10), with_files=with_files)  # what the first people load is nobody's
        console.do("begin")
        time.sleep(BEFORE_S)
        used = server.cpu_s()
        waves = _come(visitors, range(people), with_files=with_files)
        used = server.cpu_s() - used
        acked = console.do("end")
        took = [seconds for wave in waves for seconds in wave.took]
        return {
            "all in, s": max(took),
            "p95 s": percentile(took, 95),
            "facilitator p95 ms": 1_000 * percentile(acked, 95),
            "server ms a person": 1_000 * used / people,
            "clients' ms a person": 1_000 * sum(wave.cpu_s for wave in waves) / people,
            "server MB": server.rss() / 1024**2,
        }


def _come(visitors: Sequence[Worker], people: range, *, with_files: bool) -> list[Wave]:
    start = time.perf_counter() + 0.2
    for nth, worker in enumerate(visitors):
        worker.begin("come", people[nth :: len(visitors)], start, with_files)
    return [worker.end() for worker in visitors]
