"""What travels on the wire: the difference between what a screen shows and what it should show.

A view is plain JSON: objects keyed by id, never ``null``. Differences are JSON merge patches (RFC 7396):
a key that went away is ``null``, everything else is merged object by object and replaced value by value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import compress
from operator import is_not
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")
_SCALARS = (str, int, float, bool)
View = dict[str, Any]
Patch = dict[str, Any]


LONGEST = 4_096
"""Changes that a line of versions remembers; the next one begins a new line, and everything is looked at once."""


class Traced(dict[K, V]):
    """A part of a view that remembers in which keys it differs from those before it; ``diff`` looks at no others.

    Filled by whoever makes it and never changed once a screen has seen it: what follows is a ``successor``.
    """

    __slots__ = ("at", "line")

    def __init__(self, values: Mapping[K, V] | None = None, line: list[K] | None = None) -> None:
        super().__init__(values or {})
        self.line: list[K] = [] if line is None else line
        self.at = len(self.line)

    def successor(self, changed: Iterable[K]) -> Traced[K, V]:
        """A copy in which nothing but these keys will be set or removed."""
        line = self.line
        if len(line) != self.at or self.at >= LONGEST:
            return Traced(self)
        line.extend(changed)
        return Traced(self, line)

    def since(self, before: object) -> Iterable[K] | None:
        """The keys in which this may differ from one of its line; None when ``before`` is no such one."""
        if isinstance(before, Traced) and before.line is self.line and before.at <= self.at:
            return dict.fromkeys(self.line[before.at : self.at])
        return None


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> Patch:
    """The smallest patch for which ``merge(before, patch) == after``; ``{}`` when nothing changed.

    Parts that are the same object are skipped unseen, and of a wall with hundreds of notes only those that changed are
    looked at, so the cost is that of what changed.
    """
    if before is after:
        return {}
    patch: Patch = {}
    for key in _unlike(before, after):
        old, new = before.get(key), after.get(key)
        if new is None and old is None:
            continue
        if isinstance(new, dict) and isinstance(old, dict):
            inner = diff(old, new)
            if inner:
                patch[key] = inner
        elif old != new or type(old) is not type(new):
            patch[key] = new
    return patch


def _unlike(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[str]:
    """The keys that may have gone or hold something else; all others hold the same object."""
    known = after.since(before) if isinstance(after, Traced) else None
    if known is not None:
        return known
    other = compress(after, map(is_not, map(before.get, after), after.values()))
    return other if before.keys() <= after.keys() else [*other, *(key for key in before if key not in after)]


def merge(view: Mapping[str, Any], patch: Mapping[str, Any]) -> View:
    """A new view with the patch applied; neither argument is changed."""
    merged: View = dict(view)
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, dict):
            old = merged.get(key)
            merged[key] = merge(old if isinstance(old, dict) else {}, value)
        else:
            merged[key] = value
    return merged


def both(one: Mapping[str, Any], other: Mapping[str, Any]) -> Patch:
    """A patch that does what ``one`` and ``other`` do, for two patches that lead to the same view."""
    patch: Patch = dict(one)
    for key, value in other.items():
        known = patch.get(key)
        patch[key] = both(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return patch


def faults(view: Any, path: str = "") -> list[str]:
    """Why a view could not travel as a merge patch, one line a fault; empty for a good view."""
    if isinstance(view, dict):
        wrong = [f"{path}: key {key!r} is not a string" for key in view if not isinstance(key, str)]
        return wrong + [f for key, value in view.items() for f in faults(value, f"{path}/{key}")]
    if isinstance(view, (list, tuple)):
        return [f for n, value in enumerate(view) for f in faults(value, f"{path}/{n}")]
    if view is None:
        return [f"{path}: null means 'gone' in a merge patch"]
    return [] if isinstance(view, _SCALARS) else [f"{path}: {type(view).__name__} is not JSON"]
