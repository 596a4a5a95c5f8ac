"""What was measured, beside what was wanted, as one table."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Target:
    """What a figure should be. ``times`` is the least ratio to the bare server of the same run."""

    wish: str
    holds: Callable[[float], bool]
    times: float | None = None

    def reached(self, value: float, ratio: float | None) -> bool:
        return self.holds(value) and (self.times is None or (ratio is not None and ratio >= self.times))


def at_most(limit: float) -> Target:
    return Target(f"<= {_short(limit)}", lambda value: value <= limit)


def at_least(limit: float, times: float | None = None) -> Target:
    also = f", {times:g}x" if times else ""
    return Target(f">= {_short(limit)}{also}", lambda value: value >= limit, times)


@dataclass(frozen=True)
class Figure:
    """One line of the table: the median of the repeats, the least and the most of them."""

    name: str
    what: str
    ours: float
    spread: tuple[float, float] | None = None
    bare: float | None = None
    ratio: float | None = None
    target: Target | None = None

    @property
    def verdict(self) -> str:
        if self.target is None:
            return ""
        return "reached" if self.target.reached(self.ours, self.ratio) else "NOT REACHED"

    def plain(self) -> dict[str, object]:
        return {
            "name": self.name,
            "what": self.what,
            "ours": self.ours,
            "spread": self.spread,
            "bare": self.bare,
            "ratio": self.ratio,
            "target": self.target.wish if self.target else None,
            "verdict": self.verdict,
        }


def percentile(values: Sequence[float], of_hundred: float) -> float:
    """The nearest value of the sorted ones; not-a-number when there are none."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * of_hundred / 100))]


def median_figure(name: str, what: str, values: Sequence[float], target: Target | None = None) -> Figure:
    """A figure with nothing to compare it with."""
    return Figure(name, what, median(values), (min(values), max(values)), target=target)


def table(figures: Sequence[Figure]) -> str:
    rows = [("measure", "figure", "bare", "workshop", "least..most", "ratio", "target", "")]
    before = None
    for figure in figures:
        rows.append(
            (
                figure.name if figure.name != before else "",
                figure.what,
                _short(figure.bare),
                _short(figure.ours),
                f"{_short(figure.spread[0])}..{_short(figure.spread[1])}" if figure.spread else "",
                f"{figure.ratio:.2f}x" if figure.ratio is not None else "",
                figure.target.wish if figure.target else "",
                figure.verdict,
            )
        )
        before = figure.name
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    right = (False, False, True, True, True, True, False, False)
    lines = [
        "  ".join(cell.rjust(w) if r else cell.ljust(w) for cell, w, r in zip(row, widths, right, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def _short(value: float | None) -> str:
    if value is None:
        return ""
    if math.isnan(value):
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:.3g}"
