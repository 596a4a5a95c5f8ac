"""Measures the product beside a bare Flask-SocketIO server in the same run, and says which targets are reached."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import broadcast, engine, fold, processes, surface
from bench.figures import Figure, table

REPEATS, SECONDS = 3, 10.0
QUICK_REPEATS, QUICK_SECONDS = 1, 4.0


def main(arguments: list[str]) -> int:
    """1 when a measure could not be taken; a target that is not reached is printed, not an error."""
    chosen = _parser().parse_args(arguments)
    began = time.monotonic()
    figures: list[Figure] = []
    failed = False
    for name in chosen.only or [name for name in MEASURES if name not in SELDOM]:
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            figures += MEASURES[name](chosen.quick)
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
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    return parser


def _machine() -> str:
    where = f"server on core {processes.SERVER_CORE}, clients on core {processes.CLIENT_CORE}"
    return f"Python {platform.python_version()}, {where if processes.SERVER_CORE >= 0 else 'cores shared'}"


def _room(phones: int) -> Callable[[bool], list[Figure]]:
    def measure(quick: bool) -> list[Figure]:
        return broadcast.measure(phones, QUICK_REPEATS if quick else REPEATS, QUICK_SECONDS if quick else SECONDS)

    return measure


def _hall(quick: bool) -> list[Figure]:
    return broadcast.measure(1_000, 1, QUICK_SECONDS if quick else SECONDS, rates=(20,), bursts=False)


MEASURES: dict[str, Callable[[bool], list[Figure]]] = {
    "engine": engine.measure,
    "fold": fold.measure,
    "surface": surface.measure,
    "room30": _room(30),
    "room300": _room(300),
    "hall1000": _hall,
}
SELDOM = {"hall1000"}
"""Long, and only taken when asked for."""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
