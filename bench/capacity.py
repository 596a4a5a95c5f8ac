"""How many phones one process carries in one room: more and more of them, until a note comes late or not at all."""

from __future__ import annotations

from contextlib import ExitStack

from bench import processes
from bench.broadcast import seat, waits_ms
from bench.crowds import Crowds, crowd_at
from bench.figures import Figure, at_least, percentile
from bench.phones import Tally, evenly
from bench.processes import Server

NOTES_PER_S = 20
LATE_MS = 250
SIZES = (1_000, 1_500, 2_000, 2_500, 3_000, 3_600, 4_200, 5_000)
BUSY = 0.95
"""Of its cores: clients that are this busy are late themselves."""
NAME = f"one room, {NOTES_PER_S} notes/s, p99 < {LATE_MS} ms"


def measure(quick: bool) -> list[Figure]:
    """One server after the other, each alone. A room that was late once is tried once more."""
    seconds = 4.0 if quick else 10.0
    with processes.bare() as server:
        theirs, _, _ = _search(server, "bare", seconds)
    with processes.workshop(SIZES[-1]) as server:
        ours, last, busy = _search(server, "workshop", seconds)
    why = f"clients {100 * busy:.0f} % busy" if busy > BUSY else f"clients {100 * busy:.0f} % busy, server is the limit"
    return [
        Figure(NAME, "phones", ours, bare=theirs, ratio=ours / theirs if theirs else None, target=at_least(3_600)),
        Figure(NAME, f"p99 ms there ({why})", percentile(waits_ms(last, last.on_wall), 99)),
        Figure(NAME, "last phone p99 ms there", percentile(waits_ms(last, last.on_last), 99)),
    ]


def _search(server: Server, name: str, seconds: float) -> tuple[int, Tally, float]:
    """The largest room that was in time, what was seen there, and how busy the clients were in the largest tried."""
    carried, seen, busy = 0, Tally(), 0.0
    with ExitStack() as running:
        crowd = running.enter_context(crowd_at(server.place(name)))
        for tried, size in enumerate(SIZES):
            try:
                if not crowd.size:
                    seat(crowd, server, size)
                else:
                    crowd.arrive(size - crowd.size)
                fine, tally = _holds(crowd, seconds, tried * 10_000)
            except RuntimeError:  # somebody lost the line, or could not come in
                break
            busy = tally.cpu_s / seconds / len(processes.CLIENT_CORES)
            if not fine:
                break
            carried, seen = size, tally
    return carried, seen, busy


def _holds(crowd: Crowds, seconds: float, first_note: int) -> tuple[bool, Tally]:
    tally = Tally()
    for again in range(2):
        moments = evenly(NOTES_PER_S, seconds)
        tally = crowd.load(moments, first_note + again * 1_000)
        waits = waits_ms(tally, tally.on_wall)
        whole = len(waits) == len(moments) and tally.delivered == len(moments) * crowd.size
        if whole and percentile(waits, 99) < LATE_MS:
            return True, tally
    return False, tally
