"""Slows down whoever guesses or asks too often. A full hall behind one address never notices.

Of guesses only the wrong ones count, and what people do in a room is counted by person, not by address.
"""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from flask import current_app, request
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from workshop.config import Limits
from workshop.eventloop import monotonic
from workshop.rooms.pace import Bucket

T = TypeVar("T")

EVERYWHERE = "everywhere"
ASK_AGAIN_S: Final = 10
"""When too many passwords of an address are being looked at, to be told."""
MOST_BUCKETS: Final = 20_000
"""Whoever asked longest ago is forgotten first, and starts with a full burst again."""


class Tries:
    """Wrong tries of the recent past, in the memory of this process."""

    def __init__(self, limits: Limits) -> None:
        self._wrong = MovingWindowRateLimiter(MemoryStorage())
        self._under_way: Counter[str] = Counter()
        self._codes = (
            RateLimitItemPerMinute(limits.wrong_codes_a_minute, namespace="code"),
            RateLimitItemPerHour(limits.wrong_codes_an_hour, namespace="code"),
        )
        self._links = RateLimitItemPerMinute(limits.wrong_links_a_minute, namespace="link")
        self._codes_everywhere = RateLimitItemPerMinute(limits.wrong_codes_everywhere_a_minute, namespace="code")
        window = limits.sign_in_window_s
        self._account = RateLimitItemPerSecond(limits.sign_in_tries, window, namespace="account")
        self._address = RateLimitItemPerSecond(limits.sign_in_tries_an_address, window, namespace="address")

    # --- room codes -------------------------------------------------------------------------------------------------

    def code_wait_s(self, address: str) -> int:
        """Seconds until this address may type another code; 0 when it may now."""
        waits = [self._wait_s(item, address) for item in self._codes]
        return max(*waits, self._wait_s(self._codes_everywhere, EVERYWHERE))

    def wrong_code(self, address: str) -> None:
        for item in self._codes:
            self._wrong.hit(item, address)
        self._wrong.hit(self._codes_everywhere, EVERYWHERE)

    # --- links to results -------------------------------------------------------------------------------------------

    def link_wait_s(self, address: str) -> int:
        """Seconds until this address may open another link; 0 when it may now."""
        return self._wait_s(self._links, address)

    def wrong_link(self, address: str) -> None:
        self._wrong.hit(self._links, address)

    # --- passwords --------------------------------------------------------------------------------------------------

    def sign_in_wait_s(self, address: str) -> int:
        """Seconds until this address may try another password; 0 when it may now."""
        if self._wrong.get_window_stats(self._address, address).remaining > self._under_way[address]:
            return 0
        return self._wait_s(self._address, address) or ASK_AGAIN_S

    @contextmanager
    def trying(self, address: str) -> Iterator[None]:
        """While it is not known whether a password is right it counts as a wrong one."""
        self._under_way[address] += 1
        try:
            yield
        finally:
            self._under_way[address] -= 1
            if not self._under_way[address]:
                del self._under_way[address]

    def is_guessed_at(self, account: str) -> bool:
        """Whether the account had so many wrong passwords that its answers should come slowly."""
        return not self._wrong.test(self._account, account)

    def wrong_password(self, address: str, account: str) -> None:
        self._wrong.hit(self._address, address)
        self._wrong.hit(self._account, account)

    def right_password(self, account: str) -> None:
        self._wrong.clear(self._account, account)

    def _wait_s(self, item: RateLimitItem, who: str) -> int:
        if self._wrong.test(item, who):
            return 0
        return max(1, round(self._wrong.get_window_stats(item, who).reset_time - time.time()))


class Newcomers:
    """How many new people each device brought into a room lately. The hall shares an address, not this cookie."""

    def __init__(self, limits: Limits) -> None:
        self._most, self._window_s = limits.new_people_a_device, limits.new_people_window_s
        self._seats: OrderedDict[tuple[str, str], list[float]] = OrderedDict()

    def bring(self, room: str, device: str, join: Callable[[bool], T]) -> T:
        """Joins, and tells ``join`` whether it is too often. Whoever is refused does not count."""
        now = monotonic()
        self._forget_old(now)
        seats = [at for at in self._seats.pop((room, device), ()) if at > now - self._window_s]
        self._seats[room, device] = seats
        often = len(seats) >= self._most
        seats.append(now)
        try:
            return join(often)
        except BaseException:
            seats.remove(now)
            if not seats and self._seats.get((room, device)) is seats:
                del self._seats[room, device]
            raise

    def _forget_old(self, now: float) -> None:
        while self._seats:
            device, seats = next(iter(self._seats.items()))
            if len(self._seats) < MOST_BUCKETS and seats and seats[-1] > now - self._window_s:
                return
            del self._seats[device]


class Rates:
    """How often one person, session or address may ask for one thing by HTTP: a burst, then a steady pace.

    Whoever has their whole burst again is forgotten: a day of rooms leaves nothing behind.
    """

    def __init__(self, limits: Limits) -> None:
        self._paces = {
            "snapshots": (limits.snapshot_burst, limits.snapshots_a_second),
            "posts": (limits.post_burst, limits.posts_a_second),
            "joins": (limits.join_burst, limits.joins_a_second),
            "own pages": (limits.own_page_burst, limits.own_pages_a_minute / 60),
            "forms": (limits.form_burst, limits.forms_a_minute / 60),
            "results": (limits.result_burst, limits.results_a_second),
            "files": (limits.file_burst, limits.files_an_hour / 3_600),
            "dials": (limits.dial_burst, limits.dials_a_second),
        }
        self._buckets: dict[str, OrderedDict[Hashable, Bucket]] = {what: OrderedDict() for what in self._paces}

    def wait_s(self, what: str, who: Hashable) -> float:
        """Seconds until they may ask for this again; 0 when they may now, and then it counts."""
        now = monotonic()
        burst, per_s = self._paces[what]
        buckets = self._buckets[what]
        bucket = buckets.pop(who, None) or Bucket(burst, per_s, burst, now)
        buckets[who] = bucket
        wait_s = bucket.take(now)
        while len(buckets) > MOST_BUCKETS or next(iter(buckets.values())).at < now - burst / per_s:
            buckets.popitem(last=False)
        return wait_s


def too_often(what: str, who: Hashable) -> None:
    """Answers 429 with when to come back, when they asked for this too often."""
    rates: Rates = current_app.extensions["workshop.rates"]
    wait_s = rates.wait_s(what, who)
    if wait_s:
        raise TooManyRequests(retry_after=max(1, round(wait_s)))


def tries() -> Tries:
    kept: Tries = current_app.extensions["workshop.tries"]
    return kept


def address() -> str:
    """Where the request comes from. Headers that anybody can write are not believed."""
    return request.remote_addr or "unknown"
