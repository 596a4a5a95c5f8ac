"""Who is here right now, beside the log and never in it: everybody's lines, and a pulse at most twice a second."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from workshop.core.activity import CONSOLE, PHONES, PROJECTOR, Audience, PersonId
from workshop.eventloop import monotonic, spawn_later
from workshop.rooms.asking import Caller
from workshop.rooms.clock import now_ms
from workshop.rooms.feeds import Line, frame
from workshop.store.space import Space

if TYPE_CHECKING:
    from workshop.rooms.live import LiveRoom

PULSE_S = 0.5
POLLS_COUNT_FOR_S = 12
"""A phone without a socket asks every two seconds; one that is silent for this long is gone."""


class Presence:
    """The screens that are connected to one room."""

    def __init__(self, live: LiveRoom, space: Callable[[], Space | None] = lambda: None) -> None:
        self._live, self._space = live, space
        self._screens: dict[Line, tuple[Caller, tuple[Audience, ...]]] = {}
        self._lines_of: dict[PersonId, set[Line]] = {}
        self._polled: dict[PersonId, float] = {}
        self._gone_since: dict[PersonId, int] = {}
        self._told: dict[str, Any] = {}
        self._counted: dict[str, tuple[float, dict[str, Any]]] = {}
        self._pulse_due = False
        self._left_at = monotonic()
        live.on_removed = self._removed
        live.on_moved = self._moved
        live.on_revoked = lambda rights: self.sign_out_rights(rights, "revoked")

    # --- coming and going ---------------------------------------------------------------------------------------

    def connect(self, line: Line, caller: Caller) -> None:
        audiences = self._live.audiences(caller)
        self._screens[line] = (caller, audiences)
        since = {audience: self._live.changed_at(audience) for audience in audiences}
        for audience in audiences:
            self._live.feeds.subscribe(line, audience, since[audience])
        if caller.person:
            self._lines_of.setdefault(caller.person, set()).add(line)
            self._gone_since.pop(caller.person, None)
        line.send(frame("sync", {"seq": max(since.values(), default=self._live.head)}))
        line.send(frame("pulse", self.lately(caller.kind)))
        self.beat()

    def disconnect(self, line: Line) -> None:
        caller, audiences = self._screens.pop(line, (None, ()))
        self._left_at = monotonic()
        self._live.feeds.unsubscribe(line, (audience.address for audience in audiences))
        if caller and caller.person:
            lines = self._lines_of.get(caller.person, set())
            lines.discard(line)
            if not lines:
                self._lines_of.pop(caller.person, None)
                self._gone_since[caller.person] = now_ms()
            self.beat()

    def polled(self, person: PersonId) -> None:
        """A phone without a socket has asked for a snapshot, so it is here."""
        new = person not in self._polled
        self._polled[person] = monotonic()
        self._gone_since.pop(person, None)
        if new:
            self.beat()

    def lines_of(self, person: PersonId) -> int:
        return len(self._lines_of.get(person, ()))

    def screens(self) -> int:
        return len(self._screens)

    def rights(self) -> frozenset[bytes]:
        """The sessions by which the consoles and projectors of this room are here."""
        return frozenset(caller.right for caller, _ in self._screens.values() if caller.right)

    def quiet_since(self) -> float | None:
        """Since when (monotonic seconds) no screen has been here; None while there is one."""
        if self._screens:
            return None
        return max(self._left_at, *self._polled.values()) if self._polled else self._left_at

    # --- what the room changed ----------------------------------------------------------------------------------

    def sign_out(self, person: PersonId, why: str) -> None:
        """Close every screen of this person and say why."""
        for line in list(self._lines_of.get(person, ())):
            self._put_out(line, why)

    def sign_out_all(self, why: str) -> None:
        for line in list(self._screens):
            self._put_out(line, why)

    def sign_out_right(self, right: bytes, why: str) -> None:
        """Close every console and projector that is here by this session."""
        self.sign_out_rights(frozenset({right}), why)

    def sign_out_rights(self, rights: frozenset[bytes], why: str) -> None:
        for line, (caller, _) in list(self._screens.items()):
            if caller.right in rights:
                self._put_out(line, why)

    def _put_out(self, line: Line, why: str) -> None:
        _, audiences = self._screens[line]
        self._live.feeds.unsubscribe(line, (audience.address for audience in audiences))
        line.send(frame("out", {"why": why}))
        line.close(why)

    def _removed(self, person: PersonId, why: str) -> None:
        self.sign_out(person, why)

    def _moved(self, people: Iterable[PersonId]) -> None:
        """People changed teams: they leave the old audience before any further delta of it, then fetch."""
        told = frame("sync", {"seq": self._live.head})
        for person in people:
            for line in self._lines_of.get(person, ()):
                caller, before = self._screens[line]
                after = self._live.audiences(caller)
                self._screens[line] = (caller, after)
                self._live.feeds.unsubscribe(line, (a.address for a in before if a not in after))
                for audience in after:
                    if audience not in before:
                        self._live.feeds.subscribe(line, audience, self._live.changed_at(audience))
                line.send(told)

    # --- the pulse ----------------------------------------------------------------------------------------------

    def here(self) -> set[PersonId]:
        recently = monotonic() - POLLS_COUNT_FOR_S
        polling = {person for person, at in self._polled.items() if at > recently}
        return set(self._lines_of) | polling

    def lately(self, kind: str) -> dict[str, Any]:
        """The pulse for a screen that just came, not older than one that is sent. To count a hall for each is work."""
        at, pulse = self._counted.get(kind, (-PULSE_S, {}))
        if monotonic() - at < PULSE_S:
            return pulse
        return self._count(kind)

    def _count(self, kind: str) -> dict[str, Any]:
        pulse = self.pulse(kind)
        self._counted[kind] = monotonic(), pulse
        return pulse

    def pulse(self, kind: str) -> dict[str, Any]:
        here = self.here() & set(self._live.state.members)
        told: dict[str, Any] = {"in": len(here)}
        if kind == "console":
            absent = (member.id for member in self._live.state.present if member.id not in here)
            told["offline"] = {person: self._gone_since.get(person, 0) for person in absent}
            space = self._space()
            if space and space.level:
                told["disk"] = {"level": space.level, "free_mb": space.free_mb}
        return told

    def beat(self) -> None:
        if not self._pulse_due:
            self._pulse_due = True
            spawn_later(PULSE_S, self._tell)

    def _tell(self) -> None:
        self._pulse_due = False
        for audience, kind in ((CONSOLE, "console"), (PROJECTOR, "projector"), (PHONES, "phone")):
            pulse = self._count(kind)
            if self._told.get(kind) != pulse:
                self._told[kind] = pulse
                self._live.feeds.tell(audience.address, frame("pulse", pulse))
