"""Measures the product beside a bare Flask-SocketIO server in the same run, and says which targets are reached."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import (
    broadcast,
    capacity,
    days,
    engine,
    files,
    fold,
    joins,
    leaving,
    processes,
    returns,
    soak,
    sorts,
    surface,
)
from bench.figures import Figure, table

REPEATS, SECONDS = 3, 10.0
QUICK_REPEATS, QUICK_SECONDS = 1, 4.0


def main(arguments: list[str]) -> int:
    """1 when a measure could not be taken; a target that is not reached is printed, not an error."""
    chosen = _parser().parse_args(arguments)
    if chosen.engine:
        processes.choose_engine(chosen.engine)
    began = time.monotonic()
    figures: list[Figure] = []
    failed = False
    measures = MEASURES | ({"soak": lambda _: soak.measure(chosen.soak)} if chosen.soak else {})
    for name in ["soak"] if chosen.soak else chosen.only or [name for name in MEASURES if name not in SELDOM]:
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            figures += measures[name](chosen.quick)
        except Exception as error:  # noqa: BLE001 - the other measures are worth having
            failed = True
            print(f"{name} could not be measured: {error!r}", file=sys.stderr)
    print(f"\n{_machine()}; {time.monotonic() - began:.0f} s, {'quick' if chosen.quick else 'full'}\n")
    print(table(figures))
    if chosen.json:
        chosen.json.write_text(json.dumps([figure.plain() for figure in figures], indent=1) + "\n")
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="once and shorter: good for a look, not for a decision")
    parser.add_argument("--only", action="append", choices=list(MEASURES), help="this measure alone; may be repeated")
    parser.add_argument(
        "--soak", type=float, nargs="?", const=60, metavar="MINUTES", help="a long time at speed, 60 minutes; alone"
    )
    parser.add_argument("--engine", choices=processes.ENGINES, help="the event loop of both servers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    return parser


def _machine() -> str:
    clients = ", ".join(map(str, processes.CLIENT_CORES))
    where = f"server on core {processes.SERVER_CORE}, clients on {clients}"
    python = f"Python {platform.python_version()}, {processes.engine()}"
    return f"{python}, {where if processes.SERVER_CORE >= 0 else 'cores shared'}"


def _room(phones: int) -> Callable[[bool], list[Figure]]:
    def measure(quick: bool) -> list[Figure]:
        return broadcast.measure(phones, QUICK_REPEATS if quick else REPEATS, QUICK_SECONDS if quick else SECONDS)

    return measure


def _joins(people: int) -> Callable[[bool], list[Figure]]:
    return lambda quick: joins.measure(people, QUICK_REPEATS if quick else REPEATS)


def _returns(people: int) -> Callable[[bool], list[Figure]]:
    return lambda quick: returns.measure(people, QUICK_REPEATS if quick else REPEATS)


def _hall(quick: bool) -> list[Figure]:
    return broadcast.measure(1_000, 1, QUICK_SECONDS if quick else SECONDS, rates=(20,), bursts=False)


MEASURES: dict[str, Callable[[bool], list[Figure]]] = {
    "engine": engine.measure,
    "sorts": sorts.measure,
    "fold": fold.measure,
    "leaving": leaving.measure,
    "days": days.measure,
    "surface": surface.measure,
    "files": files.measure,
    "room30": _room(30),
    "room300": _room(300),
    "hall1000": _hall,
    "capacity": capacity.measure,
    "join300": _joins(300),
    "join1000": _joins(1_000),
    "return300": _returns(300),
    "return1000": _returns(1_000),
}
SELDOM = {"days", "hall1000", "capacity", "join1000", "return1000"}
"""Long, and only taken when asked for."""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
