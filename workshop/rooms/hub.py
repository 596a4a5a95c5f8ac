"""All rooms of this process: opens them, finds them, folds them from the log when somebody comes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection

from workshop.config import Config
from workshop.core.course import Course
from workshop.core.errors import Refused
from workshop.core.report import CLIENT, Reader, RoomReport
from workshop.eventloop import Mailbox, Promise, in_thread, monotonic, sleep
from workshop.rooms.clock import now_ms
from workshop.rooms.feeds import Line
from workshop.rooms.kept import Kept
from workshop.rooms.live import LiveRoom, load
from workshop.rooms.presence import Presence
from workshop.rooms.takeaway import own_report, room_report
from workshop.store import co_facilitators, people, rooms, seats
from workshop.store.database import Database
from workshop.store.event_log import Writer, is_full, still_standing
from workshop.store.rooms import RoomRow
from workshop.store.seats import Seat, WrongCode
from workshop.store.space import Space, space_in

log = logging.getLogger(__name__)
T = TypeVar("T")
WRITE_TIMEOUT_S = 30
SWEEP_S = 60
"""How often ended sessions and idle rooms are looked for; a session that is ended by hand is told at once."""
LOOK_AT_DISK_EVERY_S = 2.0


class Hub:
    """The rooms of this process, and the one way to write."""

    def __init__(self, database: Database, config: Config) -> None:
        self.database, self.config = database, config
        self.writer = Writer(database)
        self.mailbox = Mailbox()
        self._live: dict[str, LiveRoom] = {}
        self._presence: dict[str, Presence] = {}
        self._loading: dict[str, Promise[bool]] = {}
        self._deleting: set[str] = set()
        self._rows: Kept[tuple[str, str], RoomRow] = Kept(lambda asked: rooms.find(database, **dict([asked])))
        self._holders: Kept[tuple[str, str], str] = Kept(lambda asked: seats.holder(database, *asked))
        self.space: Space | None = None

    # --- writing ------------------------------------------------------------------------------------------------

    def write(self, work: Callable[[Connection], T], *, wipe: bool = False) -> T:
        """Run ``work`` in the next transaction and wait for its commit; ``wipe`` when it destroys what people wrote.

        Raises what ``work`` raised, and ``Refused`` when the disk is full.
        """
        done: Promise[tuple[bool, Any]] = Promise()

        def written(outcome: tuple[bool, Any]) -> None:
            self._look_anew()
            done.deliver(outcome)

        self.writer.run(
            work,
            lambda result: self.mailbox.post(written, (True, result)),
            lambda error: self.mailbox.post(written, (False, error)),
            wipe=wipe,
        )
        fine, result = done.wait(WRITE_TIMEOUT_S)
        if not fine:
            raise Refused("room/storage") if is_full(result) else result
        value: T = result
        return value

    def _look_anew(self) -> None:
        """Rooms, or who holds which ticket, may be others than a moment ago."""
        self._rows.forget()
        self._holders.forget()

    # --- the list of rooms --------------------------------------------------------------------------------------

    def open_room(self, owner: str, course: Course, agenda: str, title: str, *, rehearsal: bool = False) -> RoomRow:
        """Copy the course into a new room. The title is cleaned by whoever asked for it."""
        offset = self.config.utc_offset_minutes
        if offset is None:
            offset = round((datetime.now().astimezone().utcoffset() or timedelta()).total_seconds() / 60)

        def opened(connection: Connection) -> str:
            room_id = rooms.open_room(connection, owner, course, agenda, title, now_ms(), offset)
            if rehearsal:
                connection.execute(rooms.mark_rehearsal(room_id))
            return room_id

        room_id = self.write(opened)
        row = self.find(room=room_id)
        assert row is not None
        return row

    def rooms_of(self, owner: str) -> list[RoomRow]:
        return rooms.rooms_of(self.database, owner)

    def find(self, *, room: str | None = None, code: str | None = None, token: str | None = None) -> RoomRow | None:
        """The room with this id, code or join token."""
        if room is not None:
            return self._rows.get(("room", room))
        return self._rows.get(("code", code) if code is not None else ("token", token or ""))

    def look_up(self, room_id: str) -> RoomRow | None:
        """The room with how many people it has at this moment; ``find`` may know an earlier number."""
        return rooms.find(self.database, room=room_id)

    def delete_room(self, room_id: str) -> None:
        """Forget the room for ever, and send everybody out of it. Nobody who still asks for it brings it back."""
        self._deleting.add(room_id)
        try:
            presence = self._presence.pop(room_id, None)
            self._live.pop(room_id, None)
            if presence:
                presence.sign_out_all("ended")
            self.write(lambda connection: rooms.delete_room(connection, room_id, now_ms()), wipe=True)
        finally:
            self._deleting.discard(room_id)

    # --- rooms in memory ----------------------------------------------------------------------------------------

    def live(self, room_id: str) -> LiveRoom:
        """The room, folded from its log if nobody was in it yet; raises KeyError for no such room."""
        while room_id not in self._live:
            loading = self._loading.get(room_id)
            if room_id in self._deleting:
                raise KeyError(room_id)
            if loading is None:
                self._load(room_id)
            elif not loading.wait(WRITE_TIMEOUT_S):
                raise KeyError(room_id)
        return self._live[room_id]

    def _load(self, room_id: str) -> None:
        loaded: Promise[bool] = Promise()
        self._loading[room_id] = loaded
        try:
            known = in_thread(load, self.database, room_id)
            if room_id in self._deleting:
                raise KeyError(room_id)
            live = LiveRoom(room_id, known, self.database, self.writer, self.mailbox, self.config.limits)
            live.on_altered = self._look_anew
            self._live[room_id] = live
            self._presence[room_id] = Presence(live, lambda: self.space)
        finally:
            del self._loading[room_id]
            loaded.deliver(room_id in self._live)

    def presence(self, room_id: str) -> Presence:
        self.live(room_id)
        return self._presence[room_id]

    def left(self, room_id: str, line: Line) -> None:
        """A screen is gone; perhaps its room was before."""
        presence = self._presence.get(room_id)
        if presence:
            presence.disconnect(line)

    def sweep(self, now: float) -> None:
        """Close the screens whose session has ended, and put rooms away that nobody has looked at for a while.

        Such a room is folded from its log again when somebody comes; nothing of it is lost.
        """
        wall_clock = now_ms()
        self.write(lambda connection: self._end_what_is_over(connection, wall_clock))
        for room_id, presence in list(self._presence.items()):
            self.put_out_revoked(room_id, presence.rights())
            quiet_since = presence.quiet_since()
            idle = quiet_since is not None and now - quiet_since > self.config.limits.idle_room_s
            if idle and self._live[room_id].is_idle and room_id not in self._loading:
                del self._live[room_id], self._presence[room_id]

    def put_out_revoked(self, room_id: str, rights: frozenset[bytes]) -> None:
        """Close the screens of those of these sessions that have ended."""
        gone = rights - in_thread(still_standing, self.database, rights) if rights else rights
        if gone and room_id in self._presence:
            self._presence[room_id].sign_out_rights(gone, "revoked")

    def _end_what_is_over(self, connection: Connection, now: int) -> None:
        people.forget_old_sessions(connection, now, self.config.limits)
        people.forget_old_screens(connection, now)
        co_facilitators.forget_old(connection, now)

    def sweep_for_ever(self, every_s: float = SWEEP_S) -> None:
        """For a task of its own, as long as the server runs."""
        while True:
            sleep(every_s)
            try:
                self.sweep(monotonic())
            except Exception:
                log.exception("the rooms could not be swept")

    def all_live(self) -> list[tuple[LiveRoom, Presence]]:
        return [(live, self._presence[room_id]) for room_id, live in self._live.items()]

    # --- the disk -----------------------------------------------------------------------------------------------

    def watch_disk(self) -> None:
        """Look at the space that is left again and again, and tell every console when it is short. Never returns."""
        while True:
            try:
                self._look_at_disk()
            except OSError:
                log.exception("how much space is left cannot be told")
            sleep(LOOK_AT_DISK_EVERY_S)

    def _look_at_disk(self) -> None:
        limits, had_space = self.config.limits, self.writer.has_space
        before, self.space = (
            self.space,
            in_thread(
                space_in,
                self.config.data_dir,
                low_mb=limits.disk_low_mb,
                alarm_mb=limits.disk_alarm_mb,
                has_space=had_space,
            ),
        )
        if self.space.level and self.space.level != (before.level if before else None):
            log.warning("%d MB are left for the data: %s", self.space.free_mb, self.space.level)
        if self.space != before:
            for presence in self._presence.values():
                presence.beat()

    # --- people at the door -------------------------------------------------------------------------------------

    def person_with(self, room_id: str, ticket: str) -> str | None:
        """Who holds this ticket, if they may still use it."""
        person = self._holders.get((room_id, ticket)) if ticket else None
        member = self.live(room_id).state.members.get(person) if person else None
        return None if member is None or member.removed else person

    def join(self, room_id: str, name: str, *, approve: bool) -> Seat:
        """A seat for somebody new (``LiveRoom.join``); whoever took it is known at their next request."""
        seat = self.live(room_id).join(name, approve=approve)
        if seat.ticket:
            self._holders.put((room_id, seat.ticket), seat.person)
        return seat

    def return_to_seat(self, room_id: str, name: str, seat_code: str) -> Seat:
        """The same person on another phone; the old phone is signed out and told. Raises ``Refused``."""
        tries = self.config.limits.wrong_seat_codes
        sent_out = [member.id for member in self.live(room_id).state.members.values() if member.removed]
        found = self.write(lambda c: seats.return_to_seat(c, room_id, name, seat_code, tries, sent_out))
        match found:
            case Seat():
                self.presence(room_id).sign_out(found.person, "moved")
                return found
            case WrongCode(left=0):
                raise Refused("room/seat_closed")
            case WrongCode(left=left):
                raise Refused("room/wrong_seat_code", left=left)
            case None:
                raise Refused("room/no_such_name")

    # --- afterwards ---------------------------------------------------------------------------------------------

    def report(self, room_id: str, reader: Reader = CLIENT) -> RoomReport:
        """In a thread: a picture of the room never changes, and two days of a full hall take a second."""
        row = self.find(room=room_id)
        if row is None:
            raise KeyError(room_id)
        return in_thread(room_report, self.live(room_id).picture, row.opened_at, row.utc_offset_minutes, reader)

    def own_report(self, room_id: str, person: str) -> RoomReport:
        """What one person takes home; for nobody but the holder of their ticket."""
        row = self.find(room=room_id)
        if row is None:
            raise KeyError(room_id)
        return in_thread(own_report, self.live(room_id).picture, row.opened_at, row.utc_offset_minutes, person)

    def close(self) -> None:
        """Write what waits and close the database. Nobody may ask any more."""
        self.writer.close()
        self.database.close()
