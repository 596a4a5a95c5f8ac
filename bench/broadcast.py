"""One room in which every phone sees every note: from the phone to the wall, deliveries for a CPU second, memory."""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import ExitStack
from statistics import median

from bench import processes
from bench.crowds import Crowds, crowd_at
from bench.figures import Figure, Target, at_least, at_most, percentile
from bench.phones import Tally, burst, evenly
from bench.processes import Server

WARM_UP_S = 2
BURST = 300

TARGETS: dict[tuple[int, str, str], Target] = {
    (300, "10 notes/s", "p50 ms"): at_most(10),
    (300, "10 notes/s", "p99 ms"): at_most(30),
    (300, "50 notes/s", "p50 ms"): at_most(35),
    (300, "50 notes/s", "p99 ms"): at_most(60),
    (300, "burst", "p99 ms"): at_most(80),
    (300, "50 notes/s", "deliveries/CPU s"): at_least(100_000, times=5),
    (300, "", "KB a phone"): at_most(60),
    (1_000, "20 notes/s", "p99 ms"): at_most(100),
    (1_000, "20 notes/s", "% of a core"): at_most(40),
}

Loads = dict[str, list[float]]
Samples = dict[tuple[str, str, str], list[float]]
"""Load, figure and server, with one value a repeat."""


def measure(
    phones: int, repeats: int, seconds: float, rates: tuple[int, ...] = (10, 50), *, bursts: bool = True
) -> list[Figure]:
    """Both servers run at once and are loaded in turn, so that a slow minute of the machine hits both."""
    samples: Samples = defaultdict(list)
    with ExitStack() as running:
        servers = {"bare": running.enter_context(processes.bare())}
        servers["workshop"] = running.enter_context(processes.workshop(phones))
        crowds = {name: running.enter_context(crowd_at(server.place(name))) for name, server in servers.items()}
        note = 0
        for name, crowd in crowds.items():
            samples["", "KB a phone", name].append(seat(crowd, servers[name], phones))
            crowd.load(evenly(20, WARM_UP_S), 900_000)
        for _ in range(repeats):
            loads = {f"{rate} notes/s": evenly(rate, seconds) for rate in rates}
            loads |= {"burst": burst(BURST)} if bursts else {}
            for load, moments in loads.items():
                for name, crowd in crowds.items():
                    time.sleep(0.3)
                    before = servers[name].cpu_s()
                    tally = crowd.load(moments, note)
                    cpu_s = servers[name].cpu_s() - before
                    _note_down(samples, load, name, tally, len(moments) * phones, cpu_s, max(moments))
                note += len(moments)
    return _figures(phones, samples)


def seat(crowd: Crowds, server: Server, phones: int) -> float:
    """So many phones come in; the KB that each costs the server. What the first ones load is not a phone's."""
    crowd.arrive(min(phones, 20))
    crowd.leave()
    time.sleep(0.5)
    before = server.rss()
    crowd.arrive(phones)
    return (server.rss() - before) / 1024 / phones


def waits_ms(tally: Tally, arrived: dict[int, float]) -> list[float]:
    """From the moment a note was sent; one that never arrived is missing."""
    return [(arrived[note] - sent) * 1_000 for note, sent in tally.sent.items() if note in arrived]


def _note_down(
    samples: Samples, load: str, name: str, tally: Tally, expected: int, cpu_s: float, seconds: float
) -> None:
    on_wall = waits_ms(tally, tally.on_wall)
    figures = {
        "p50 ms": percentile(on_wall, 50),
        "p99 ms": percentile(on_wall, 99),
        "last phone p99 ms": percentile(waits_ms(tally, tally.on_last), 99),
        "ack p99 ms": percentile([wait * 1_000 for wait in tally.acked], 99),
        "deliveries/CPU s": tally.delivered / max(cpu_s, 0.01),
        "% of a core": 100 * cpu_s / seconds,
        "missing": expected - tally.delivered + tally.refused,
        "fetched": tally.fetched,
    }
    for figure, value in figures.items():
        samples[load, figure, name].append(value)


def _figures(phones: int, samples: Samples) -> list[Figure]:
    found = []
    for load, figure in dict.fromkeys((load, figure) for load, figure, _ in samples):
        ours, theirs = samples[load, figure, "workshop"], samples[load, figure, "bare"]
        if figure in ("missing", "fetched") and not any(ours + theirs):
            continue
        ratios = [own / other for own, other in zip(ours, theirs, strict=True) if other]
        found.append(
            Figure(
                name=f"{phones} phones, {load}".removesuffix(", "),
                what=figure,
                ours=median(ours),
                spread=(min(ours), max(ours)),
                bare=median(theirs),
                ratio=median(ratios) if ratios and figure not in ("missing", "fetched") else None,
                target=TARGETS.get((phones, load, figure)),
            )
        )
    return found
