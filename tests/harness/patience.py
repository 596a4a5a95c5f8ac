"""How long a test may wait for what has a figure: three times as long on a quiet machine, longer on a busy one."""

from __future__ import annotations

import os

GENEROUS = 3
"""Figures were measured on two quiet cores of one machine; others are slower."""


def patience(figure_s: float) -> float:
    """Seconds. Where more compute at once than there are cores, each gets its share and takes that much longer."""
    crowded = os.getloadavg()[0] / (os.cpu_count() or 1)
    return figure_s * GENEROUS * max(1.0, crowded)
