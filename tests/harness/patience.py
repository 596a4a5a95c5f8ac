"""How long a test may wait for what has a figure: three times as long on a quiet machine, longer on a busy one."""

from __future__ import annotations

import os

GENEROUS = 3
"""Figures were measured on two quiet cores of one machine; others are slower."""


def crowded() -> float:
    """How much longer everything takes: where more compute at once than there are cores, each gets its share."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def patience(figure_s: float) -> float:
    """Seconds that something with this figure may take here and now."""
    return figure_s * GENEROUS * crowded()
