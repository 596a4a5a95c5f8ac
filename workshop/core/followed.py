"""A map that knows what changed in it, so that what is made of all its values need not be made anew each time.

A wall of a thousand notes is looked at 25 times a second while people write. To go over all of them for the two that
are new took more than a quarter of the processor; the two are found here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from dataclasses import dataclass, field
from operator import is_
from typing import Any, Generic, TypeVar, overload

from immutables import Map

from workshop.core.patch import LONGEST, Traced

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")
D = TypeVar("D")

_Changed = Iterable[tuple[K, V | None, V | None]]
"""A key, its value before and its value now; None where there was or is none. A key may come that is as it was."""


@dataclass
class _Line(Generic[K, V]):
    """Versions that came one after the other: the keys that changed in turn, and what was made of one of them."""

    changed: list[K] = field(default_factory=list)
    made: dict[Hashable, _Made[K, V]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Made(Generic[K, V]):
    """Something made of all values as they were, when so many keys had changed."""

    at: int
    values: Map[K, V]
    given: tuple[object, ...]
    thing: Any


def _moved(
    was: Mapping[str, Traced[K, T]], gone: Mapping[str, list[K]], come: Mapping[str, Mapping[K, T]]
) -> dict[str, Traced[K, T]]:
    """The groups after something has left them or come to them; those without either stay the same objects."""
    groups = dict(was)
    for name in {**gone, **come}:
        left, here = gone.get(name, ()), come.get(name, {})
        groups[name] = members = (groups.get(name) or Traced()).successor([*left, *here])
        for one in left:
            members.pop(one, None)
        members.update(here)
        if not members:
            del groups[name]
    return groups


class Followed(Mapping[K, V]):
    """An ``immutables.Map`` with a memory, changed in the same way: each version is a map of its own for ever.

    Versions that come one after the other share their memory. Of two that come from the same one, the second begins
    a new memory: it is as right, and the first look at it is as slow as without any.
    """

    __slots__ = ("_at", "_line", "_map")

    def __init__(self, values: Mapping[K, V] | None = None) -> None:
        self._map: Map[K, V] = Map(values or {})
        self._line: _Line[K, V] = _Line()
        self._at = 0

    def set(self, key: K, value: V) -> Followed[K, V]:
        return self._next(self._map.set(key, value), (key,))

    def delete(self, key: K) -> Followed[K, V]:
        """Raises KeyError for a key that is not there."""
        return self._next(self._map.delete(key), (key,))

    def update(self, values: Mapping[K, V]) -> Followed[K, V]:
        return self._next(self._map.update(values), values)

    def _next(self, values: Map[K, V], keys: Collection[K]) -> Followed[K, V]:
        later: Followed[K, V] = Followed.__new__(Followed)
        line = self._line
        if len(line.changed) != self._at or self._at >= LONGEST:
            line = _Line()
        line.changed.extend(keys)
        later._map, later._line, later._at = values, line, len(line.changed)
        return later

    def grouped(
        self, key: Hashable, group: Callable[[V], str | None], show: Callable[[V], T], *given: object
    ) -> Mapping[str, Traced[K, T]]:
        """What ``show`` makes of each value, by the group it is in and by its key; None leaves a value out.

        No group is empty, and a group in which nothing changed stays the same object. ``given`` is whatever else
        ``group`` and ``show`` look at.
        """

        def fresh() -> dict[str, Traced[K, T]]:
            groups: dict[str, Traced[K, T]] = {}
            for one, value in self._map.items():
                if (name := group(value)) is not None:
                    if name not in groups:
                        groups[name] = Traced()
                    groups[name][one] = show(value)
            return groups

        def after(was: dict[str, Traced[K, T]], changed: _Changed[K, V]) -> dict[str, Traced[K, T]]:
            gone, come = dict[str, list[K]](), dict[str, dict[K, T]]()
            for one, before, value in changed:
                old, new = (None if that is None else group(that) for that in (before, value))
                if old is not None and old != new:
                    gone.setdefault(old, []).append(one)
                if new is not None and value is not None:
                    come.setdefault(new, {})[one] = show(value)
            return _moved(was, gone, come)

        return self._kept(key, fresh, after, given)

    def picked(self, key: Hashable, takes: Callable[[V], bool], show: Callable[[V], T], *given: object) -> Traced[K, T]:
        """As ``grouped``, for the one group of all that ``takes`` takes."""
        return self.grouped(key, lambda value: "" if takes(value) else None, show, *given).get("", Traced())

    def _kept(
        self, key: Hashable, fresh: Callable[[], T], after: Callable[[T, _Changed[K, V]], T], given: tuple[object, ...]
    ) -> T:
        """What ``fresh`` makes of all values, by ``after`` from what it was before where nothing else has changed.

        ``given`` is whatever else it is made from: ``fresh`` is asked again when one of these is another object than
        the last time. ``after`` must not change what it is handed, since screens still compare with it.
        """
        was = self._line.made.get(key)
        known = was is not None and len(was.given) == len(given) and all(map(is_, was.given, given))
        if was is None or not known or was.at > self._at:
            thing = fresh()
        elif was.at == self._at:
            return was.thing  # type: ignore[no-any-return]
        else:
            thing = after(was.thing, self._since(was))
        self._line.made[key] = _Made(self._at, self._map, given, thing)
        return thing

    def _since(self, then: _Made[K, V]) -> _Changed[K, V]:
        for key in dict.fromkeys(self._line.changed[then.at : self._at]):
            yield key, then.values.get(key), self._map.get(key)

    # --- a map like any other -----------------------------------------------------------------------------------

    def __getitem__(self, key: K) -> V:
        return self._map[key]

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | D) -> V | D: ...
    def get(self, key: K, /, default: Any = None) -> Any:
        return self._map.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._map

    def __iter__(self) -> Iterator[K]:
        return iter(self._map)

    def __len__(self) -> int:
        return len(self._map)

    def keys(self) -> KeysView[K]:
        return self._map.keys()  # type: ignore[return-value]

    def values(self) -> ValuesView[V]:
        return self._map.values()  # type: ignore[return-value]

    def items(self) -> ItemsView[K, V]:
        return self._map.items()  # type: ignore[return-value]

    def __repr__(self) -> str:
        return f"Followed({dict(self._map)!r})"
