"""One room in which every phone sees every note: from the phone to the wall, deliveries for a CPU second, memory."""

from __future__ import annotations

import asyncio
import gc
import os
from collections import defaultdict
from contextlib import ExitStack
from statistics import median

from bench import processes
from bench.figures import Figure, Target, at_least, at_most, percentile
from bench.phones import Crowd, Place, Tally, burst, evenly
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
    if processes.CLIENT_CORE >= 0:
        os.sched_setaffinity(0, {processes.CLIENT_CORE})
    with ExitStack() as running:
        servers = {"bare": running.enter_context(processes.bare())}
        servers["workshop"] = running.enter_context(processes.workshop(phones))
        gc.collect()
        gc.freeze()
        samples = asyncio.run(_run(servers, phones, repeats, seconds, rates, bursts))
    return _figures(phones, samples)


async def _run(
    servers: dict[str, Server], phones: int, repeats: int, seconds: float, rates: tuple[int, ...], bursts: bool
) -> Samples:
    samples: Samples = defaultdict(list)
    crowds: dict[str, Crowd] = {}
    note = 0
    for name, server in servers.items():
        crowds[name] = await _seated(name, server, phones, samples)
        await crowds[name].load(evenly(20, WARM_UP_S), 900_000)
    for _ in range(repeats):
        loads = {f"{rate} notes/s": evenly(rate, seconds) for rate in rates}
        loads |= {"burst": burst(BURST)} if bursts else {}
        for load, moments in loads.items():
            for name, server in servers.items():
                await asyncio.sleep(0.3)
                before = server.cpu_s()
                tally = await crowds[name].load(moments, note)
                _note_down(samples, load, name, tally, len(moments) * phones, server.cpu_s() - before, max(moments))
            note += len(moments)
    for name, crowd in crowds.items():
        if crowd.lost:
            raise RuntimeError(f"{name} lost {crowd.lost} connections")
        await crowd.leave()
    return samples


async def _seated(name: str, server: Server, phones: int, samples: Samples) -> Crowd:
    ready = server.ready
    place = Place(name, ready["port"], ready["path"], tuple(ready.get("tickets", ())), ready.get("staff", ""))
    first = Crowd(place, min(phones, 20))  # what the first connections load is not a phone's
    await first.arrive()
    await first.leave()
    await asyncio.sleep(0.5)
    before = server.rss()
    crowd = Crowd(place, phones)
    await crowd.arrive()
    samples["", "KB a phone", name].append((server.rss() - before) / 1024 / phones)
    return crowd


def _note_down(
    samples: Samples, load: str, name: str, tally: Tally, expected: int, cpu_s: float, seconds: float
) -> None:
    waits = [(tally.on_wall[note] - sent) * 1_000 for note, sent in tally.sent.items() if note in tally.on_wall]
    figures = {
        "p50 ms": percentile(waits, 50),
        "p99 ms": percentile(waits, 99),
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
