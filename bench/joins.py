"""A hall scans the QR from one address, at the same moment or a hundred a second: how long until they can write.

At the same moment the last one waits for all others, so what counts is when all are in. Ninety-five of a hundred in
three seconds is asked of a wave that comes as fast as the server should take it: 300 in 3 s, 1,000 in 10 s.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial

from bench import processes
from bench.crowds import Worker, workers
from bench.figures import Figure, Target, at_most, median_figure, percentile
from bench.visits import Facilitator, Visitors, Wave

MOST_MB = 400
TARGETS: dict[tuple[int, str], Target] = {
    (300, "all in, s"): at_most(3),
    (1_000, "all in, s"): at_most(10),
    (300, "facilitator p95 ms"): at_most(500),
    (1_000, "facilitator p95 ms"): at_most(500),
    (1_000, "server MB"): at_most(MOST_MB),
}
P95_S = at_most(3)
A_SECOND = 100
BEFORE_S = 0.5


def measure(people: int, repeats: int) -> list[Figure]:
    """As phones that hold the front end already (or a proxy that serves it), at once and in a stream; then as phones
    that never saw it.
    """
    waves = {
        f"{people} join at once": partial(_wave, people, with_files=False),
        f"{people} join, {A_SECOND} a second": partial(_wave, people, with_files=False, pace_s=1 / A_SECOND),
        f"{people} join at once, loading all files": partial(_wave, people, with_files=True),
    }
    found: list[Figure] = []
    for name, wave in waves.items():
        tries = [wave() for _ in range(repeats)]
        for what in tries[0]:
            target = P95_S if what == "p95 s" and "at once" not in name else TARGETS.get((people, what))
            found.append(median_figure(name, what, [each[what] for each in tries], target))
    return found


def _wave(people: int, *, with_files: bool, pace_s: float = 0.0) -> dict[str, float]:
    with ExitStack() as running:
        server = running.enter_context(processes.workshop(0))
        place = server.place("workshop")
        visitors = running.enter_context(workers(Visitors, place, f"/j/{server.ready['join']}"))
        console = running.enter_context(workers(Facilitator, place))[0]
        _come(visitors, range(people, people + 10), with_files=with_files)  # what the first people load is nobody's
        console.do("begin")
        time.sleep(BEFORE_S)
        used = server.cpu_s()
        waves = _come(visitors, range(people), with_files=with_files, pace_s=pace_s)
        used = server.cpu_s() - used
        acked = console.do("end")
        took = [seconds for wave in waves for seconds in wave.took]
        return ({} if pace_s else {"all in, s": max(took)}) | {
            "p95 s": percentile(took, 95),
            "facilitator p95 ms": 1_000 * percentile(acked, 95),
            "server ms a person": 1_000 * used / people,
            "clients' ms a person": 1_000 * sum(wave.cpu_s for wave in waves) / people,
            "server MB": server.rss() / 1024**2,
        }


def _come(visitors: Sequence[Worker], people: range, *, with_files: bool, pace_s: float = 0.0) -> list[Wave]:
    start = time.perf_counter() + 0.2
    for nth, worker in enumerate(visitors):
        worker.begin("come", people[nth :: len(visitors)], start, with_files, pace_s)
    return [worker.end() for worker in visitors]
