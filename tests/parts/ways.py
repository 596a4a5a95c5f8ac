"""Every way in which people could sit, to measure a seating by."""

from collections.abc import Callable, Iterator
from itertools import combinations

from workshop.parts.seating import Group


def ways_to_seat(
    everybody: list[str], sizes: tuple[int, ...], fits: Callable[[Group], bool] = lambda group: True
) -> Iterator[list[Group]]:
    """By brute force: groups of these sizes, all of which fit."""
    if not sizes:
        yield []
        return
    first, rest = everybody[0], everybody[1:]
    for size in sorted(set(sizes)):
        others = list(sizes)
        others.remove(size)
        for with_first in combinations(rest, size - 1):
            group = (first, *with_first)
            if fits(group):
                for groups in ways_to_seat([one for one in rest if one not in group], tuple(others), fits):
                    yield [group, *groups]
