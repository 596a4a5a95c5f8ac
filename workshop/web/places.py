"""How many sockets there may be: for a person, a session, a room's staff, an address, and this process.

A place is taken before a socket is opened, and given back when the request that opened it is over, whatever ended it.
Whoever finds none still has everything by HTTP.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Final

from workshop.config import Limits
from workshop.core.errors import Refused
from workshop.eventloop import monotonic

WINDOW_S: Final = 60.0
"""How long a disconnect for rubbish is remembered."""
EVERYBODY: Final = "everybody"


@dataclass
class Place:
    """One open socket. It waits at the door until it is known who it is."""

    address: str
    is_in: bool = False
    holders: list[Hashable] = field(default_factory=list)


class Places:
    """The places of one process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._taken: Counter[Hashable] = Counter()
        self._at_door: Counter[Hashable] = Counter()
        self.given_back = 0
        """How often, since the process started."""

    def take(self, address: str) -> Place:
        """For a socket of which nothing is known but where it comes from; raises ``Refused``."""
        limits = self._limits
        if (
            self._taken[EVERYBODY] >= limits.sockets
            or self._taken[address] >= limits.sockets_an_address
            or self._at_door[EVERYBODY] >= limits.strangers
            or self._at_door[address] >= limits.strangers_an_address
        ):
            raise Refused("web/no_room")
        for whose in (EVERYBODY, address):
            self._taken[whose] += 1
            self._at_door[whose] += 1
        return Place(address)

    def let_in(self, place: Place, holders: Iterable[tuple[Hashable, int]]) -> None:
        """It is known who this is; each of the holders has so many places. Raises ``Refused``."""
        holders = list(holders)
        if any(self._taken[holder] >= most for holder, most in holders):
            raise Refused("room/too_many_screens")
        self._leave_door(place)
        place.holders = [holder for holder, _ in holders]
        self._taken.update(place.holders)

    def give_back(self, place: Place) -> None:
        self.given_back += 1
        self._leave_door(place)
        for whose in (EVERYBODY, place.address, *place.holders):
            _less(self._taken, whose)

    def _leave_door(self, place: Place) -> None:
        if not place.is_in:
            place.is_in = True
            for whose in (EVERYBODY, place.address):
                _less(self._at_door, whose)


def _less(counts: Counter[Hashable], whose: Hashable) -> None:
    counts[whose] -= 1
    if counts[whose] <= 0:
        del counts[whose]


class Strikes:
    """Who was cut off for sending rubbish, and how often in the last minute."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._at: dict[Hashable, list[float]] = {}

    def strike(self, whose: Hashable) -> None:
        now = monotonic()
        self._at = {who: kept for who, ats in self._at.items() if (kept := self._recent(ats, now))}
        self._at.setdefault(whose, []).append(now)

    def wait_s(self, whose: Hashable) -> float:
        """Seconds until this ticket may open a socket again; 0 when it may now."""
        recent = self._recent(self._at.get(whose, []), monotonic())
        if len(recent) < self._limits.strikes or recent[-1] - recent[0] > WINDOW_S:
            return 0.0
        return max(0.0, recent[-1] + self._limits.strike_wait_s - monotonic())

    def _recent(self, ats: list[float], now: float) -> list[float]:
        keep_s = max(WINDOW_S, self._limits.strike_wait_s)
        return [at for at in ats if at > now - keep_s][-self._limits.strikes :]
