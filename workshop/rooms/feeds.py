"""Fan-out: an audience, not a screen, is looked at, compared and encoded; every screen gets the same bytes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson

from workshop.core.activity import CONSOLE, PHONES, PROJECTOR, Audience
from workshop.core.patch import View, both, diff
from workshop.eventloop import monotonic, spawn_later
from workshop.rooms.pace import Tempo

log = logging.getLogger(__name__)

WINDOW_S = 0.040
"""On average at most one delta per audience in this time; those of a quiet room go at once (``pace.Tempo``). 19,000
deliveries a second become 44,000.
"""
WALL_WINDOW_S = 0.020
"""Shorter than the room itself rests between two batches: the wall shows each of them as soon as it is stored."""
LONGEST_WINDOW_S = 0.250
PHONES_A_WINDOW = 48
"""Phones hear less often the more they are: what one of them is told, a hundred others are told as well. The wall does
not wait for them, and neither do they for whoever leads the room.
"""
LARGEST_DELTA = 16_384
"""Bytes. More than this is fetched, not sent: a slow link must not be cut in the middle of a large frame."""

_WALLS = frozenset((CONSOLE.address, PROJECTOR.address))


class Frame:
    """One message to many screens, encoded once. ``packed`` keeps what the transport made of it."""

    __slots__ = ("body", "event", "packed")

    def __init__(self, event: str, body: bytes) -> None:
        self.event, self.body = event, body
        self.packed: Any = None


class Line(Protocol):
    """One connected screen."""

    def send(self, frame: Frame) -> None: ...

    def close(self, why: str) -> None: ...


@dataclass
class Feed:
    """One audience with what its screens show and who they are.

    ``fetched`` holds, by seq, what some of its screens have fetched since the others were last told.
    """

    audience: Audience
    view: View
    seq: int
    lines: dict[Line, None] = field(default_factory=dict)
    fetched: dict[int, View] = field(default_factory=dict)


@dataclass
class Pending:
    """Audiences that are told together, when their tempo allows the next step."""

    changed: set[str] = field(default_factory=set)
    tempo: Tempo = field(default_factory=Tempo)
    waiting: bool = False


def frame(event: str, payload: Any) -> Frame:
    return Frame(event, orjson.dumps(payload))


class Feeds:
    """The feeds of one room. ``look`` gives the present view of an audience, ``head`` the seq it belongs to."""

    def __init__(self, look: Callable[[Audience], View], head: Callable[[], int]) -> None:
        self._look, self._head = look, head
        self._feeds: dict[str, Feed] = {}
        self._told_at: dict[str, int] = {}
        self.shared: set[str] = set()
        """The addresses that are not one person's own."""
        self._walls, self._phones = Pending(), Pending()

    def __contains__(self, address: str) -> bool:
        return address in self._feeds

    @property
    def addresses(self) -> Iterable[str]:
        return self._feeds.keys()

    def subscribe(self, line: Line, audience: Audience, since: int) -> None:
        """``since`` is a seq from which on the audience has seen what it sees now."""
        feed = self._feeds.get(audience.address)
        if feed is None:
            feed = self._feeds[audience.address] = Feed(audience, self._look(audience), since)
            if audience.kind != "person":
                self.shared.add(audience.address)
        feed.lines[line] = None

    def unsubscribe(self, line: Line, addresses: Iterable[str]) -> None:
        for address in addresses:
            feed = self._feeds.get(address)
            if feed:
                feed.lines.pop(line, None)
                if not feed.lines:
                    self._told_at[address] = feed.seq
                    del self._feeds[address]
                    self.shared.discard(address)

    def lines(self) -> set[Line]:
        return {line for feed in self._feeds.values() for line in feed.lines}

    def changed(self, addresses: Iterable[str], *, hurries: bool = False) -> None:
        """Something these audiences see may have changed; tell them now or when their window is over.

        With ``hurries`` phones are told as soon as walls are.
        """
        for address in addresses:
            if address in self._feeds:
                (self._walls if hurries or address in _WALLS else self._phones).changed.add(address)
        for pending in (self._walls, self._phones):
            self._plan(pending)

    def _plan(self, pending: Pending) -> None:
        if pending.waiting or not pending.changed:
            return
        rest = pending.tempo.wait_s(monotonic())
        if rest:
            pending.waiting = True
            spawn_later(rest, self._step, pending)
        else:
            self._step(pending)

    def _window_s(self, pending: Pending) -> float:
        if pending is self._walls:
            return WALL_WINDOW_S
        everybody = self._feeds.get(PHONES.address)
        phones = len(everybody.lines) if everybody else 0
        return min(LONGEST_WINDOW_S, WINDOW_S * max(1, phones / PHONES_A_WINDOW))

    def _waits(self, address: str) -> bool:
        """Whether a change waits to be told."""
        return address in self._walls.changed or address in self._phones.changed

    def changed_at(self, address: str) -> int:
        """Since which seq this audience sees what it sees now, as far as that is known."""
        feed = self._feeds.get(address)
        return self._head() if feed is None or self._waits(address) else feed.seq

    def told_at(self, address: str) -> int:
        """The seq of the last difference that this audience was told; 0 for none. What follows joins on to it."""
        feed = self._feeds.get(address)
        return feed.seq if feed else self._told_at.get(address, 0)

    def fetched(self, address: str) -> None:
        """Somebody fetches this audience's view; while a change waits to be told, it is newer than the feed's."""
        feed = self._feeds.get(address)
        if feed and self._waits(address) and self._head() not in feed.fetched:
            feed.fetched[self._head()] = self._look(feed.audience)

    def flush(self) -> None:
        """Tell everybody for whom a change waits."""
        for pending in (self._walls, self._phones):
            self._step(pending)

    def _step(self, pending: Pending) -> None:
        """Send every changed audience the difference between what it shows and what it should show."""
        pending.waiting = False
        pending.tempo.stepped(monotonic(), self._window_s(pending))
        if pending is self._walls:
            self._phones.changed -= pending.changed
        while pending.changed:
            feed = self._feeds.get(pending.changed.pop())
            if feed is None:
                continue
            try:
                self._tell(feed)
            except Exception:
                log.exception("what %s should see cannot be told", feed.audience.address)

    def _tell(self, feed: Feed) -> None:
        """One patch for all: right for a screen that was told everything, and for one that has fetched meanwhile."""
        view, head = self._look(feed.audience), self._head()
        patch = diff(feed.view, view)
        for seen in feed.fetched.values():
            patch = both(patch, diff(seen, view))
        feed.fetched = {}
        if not patch:
            return
        message = frame("d", {"a": feed.audience.address, "base": feed.seq, "seq": head, "patch": patch})
        if len(message.body) > LARGEST_DELTA:
            message = frame("sync", {"seq": head})
        feed.view, feed.seq = view, head
        for line in list(feed.lines):
            line.send(message)

    def tell_all(self, message: Frame) -> None:
        for line in self.lines():
            line.send(message)

    def tell(self, address: str, message: Frame) -> None:
        feed = self._feeds.get(address)
        for line in list(feed.lines) if feed else ():
            line.send(message)
