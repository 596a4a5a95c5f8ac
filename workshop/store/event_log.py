"""The log of every room: stored before anybody sees it, and answered for after the commit.

One thread per process writes. It takes what waits, up to ``MOST_COMMANDS`` commands of all rooms, and commits it in one
transaction: the events, the answers to the commands that caused them, and whatever must stand or fall with them.

A commit that fails has an unknown outcome. Nobody is answered; whoever asked folds the room again from the log.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Executable, bindparam, select, tuple_, union_all, update
from sqlalchemy.exc import IntegrityError

from workshop.store.database import BUSY_TIMEOUT_S, Database
from workshop.store.prepared import Prepared, Statement, run
from workshop.store.tables import answers, co_facilitators, events, rooms, screens, staff_sessions

log = logging.getLogger(__name__)
T = TypeVar("T")

READ_AT_ONCE = 1_000
"""Rows of the log; one by one they would take twice as long."""

MOST_COMMANDS = 64
"""Commands of one transaction: 21,800 events a second at this size against 4,200 one by one."""

WIPE_WAIT_MS = 200
WIPE_AGAIN_S = 1.0
"""How long the writer waits for readers when it empties the write-ahead log, and when it tries again."""

_MOVE_HEAD = Prepared(
    update(rooms).where(rooms.c.id == bindparam("of"), rooms.c.seq == bindparam("at")).values(seq=bindparam("to"))
)
_ADD_EVENTS, _ADD_ANSWERS = Prepared(events.insert()), Prepared(answers.insert())

SQLITE_FULL = 13
POSTGRESQL_FULL = "53100"

Key = tuple[str, str]
"""Who asked, and the id they gave their command."""


class LoggedEvent(NamedTuple):
    """One event of a room. ``data`` is JSON; ``block`` is None for an event of the room itself.

    ``deed`` is the seq of the first event that a facilitator's command caused, and ``cause`` which command; None for
    what participants did. A tuple, since a long day is a hundred thousand of them.
    """

    seq: int
    block: str | None
    data: bytes
    at: int | None
    deed: int | None = None
    cause: str | None = None


@dataclass(frozen=True)
class StoredAnswer:
    """What a command was answered, with the hash of what it asked."""

    actor: str
    command: str
    body: bytes
    answer: bytes


@dataclass(frozen=True)
class Batch:
    """What one room wants stored at once, decided upon a log that ended at ``head``.

    ``wipe`` says that something is destroyed here which must not be found in any file afterwards. ``rights`` are the
    sessions (SHA-256 of their cookies) by which facilitators ask; each must still be there when the batch is stored.
    """

    room: str
    head: int
    events: Sequence[LoggedEvent]
    answers: Sequence[StoredAnswer]
    also: Sequence[Statement] = ()
    wipe: bool = False
    rights: frozenset[bytes] = frozenset()

    @property
    def keys(self) -> list[Key]:
        """The commands it answers."""
        return [(answer.actor, answer.command) for answer in self.answers]


@dataclass(frozen=True)
class Committed:
    """All of the batch is on disk."""


@dataclass(frozen=True)
class Behind:
    """Nothing was stored: another process has written to this room since ``head``."""


@dataclass(frozen=True)
class AlreadyAnswered:
    """Nothing was stored: these commands were answered before. The others may be tried again."""

    answers: dict[Key, StoredAnswer]


@dataclass(frozen=True)
class Unknown:
    """The commit failed; what it held may or may not be on disk."""

    reason: str


@dataclass(frozen=True)
class Full:
    """Nothing was stored: the disk has no space left."""


@dataclass(frozen=True)
class Revoked:
    """Nothing was stored: these rights are gone. What others asked for may be tried again."""

    rights: frozenset[bytes]


Outcome = Committed | Behind | AlreadyAnswered | Revoked | Unknown | Full


@dataclass(eq=False)
class _Job:
    """Something for the writer to do inside the next transaction, and whom to tell."""

    work: Callable[[Connection], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    commands: int = 1
    wipe: bool = False
    result: Any = field(default=None)


class Writer:
    """The only thread that writes. ``done`` and ``failed`` are called on that thread: hand over, do nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._to_wipe = False
        self.has_space = True
        """False from a write that found the disk full to the next one that did not."""
        self._thread = threading.Thread(target=self._run, name="event log", daemon=True)
        self._thread.start()

    def append(self, batch: Batch, done: Callable[[Outcome], None]) -> None:
        self._jobs.put(
            _Job(
                lambda connection: _append(connection, batch),
                done,
                lambda error: done(self._why_not(batch, error)),
                commands=max(1, len(batch.answers)),
                wipe=batch.wipe,
            )
        )

    def _why_not(self, batch: Batch, error: Exception) -> Outcome:
        """What became of a batch that raised. Nobody looks for known answers before: they are a clash, and seldom."""
        if is_full(error):
            return Full()
        known = answers_to(self._database, batch.room, batch.keys) if isinstance(error, IntegrityError) else {}
        return AlreadyAnswered(known) if known else Unknown(str(error))

    def run(
        self,
        work: Callable[[Connection], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        wipe: bool = False,
    ) -> None:
        """Any other write: it happens alone inside a savepoint of the next transaction. ``wipe`` as in ``Batch``."""
        self._jobs.put(_Job(work, done, failed, wipe=wipe))

    def close(self) -> None:
        """Write what still waits, then stop. Blocks until the last commit is on disk."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        last = False
        while not last:
            try:
                job = self._jobs.get(timeout=WIPE_AGAIN_S if self._to_wipe else None)
            except queue.Empty:
                self._wipe()
                continue
            if job is None:
                return
            jobs, last = self._also_waiting(job)
            self._commit(jobs)
            if self._to_wipe:
                self._wipe()

    def _also_waiting(self, first: _Job) -> tuple[list[_Job], bool]:
        jobs, commands = [first], first.commands
        while commands < MOST_COMMANDS:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return jobs, True
            jobs.append(job)
            commands += job.commands
        return jobs, False

    def _commit(self, jobs: list[_Job]) -> None:
        finished = list(jobs)
        try:
            with self._database.writing.begin() as connection:
                for job in jobs:
                    if not _attempt(connection, job, alone=len(jobs) == 1):
                        finished.remove(job)
        except Exception as error:
            self.has_space = not is_full(error)
            if self.has_space:
                log.exception("a commit failed; its outcome is unknown")
            else:
                log.error("the disk is full: %d commands are not stored", sum(job.commands for job in finished))  # noqa: TRY400
            self._database.writing.dispose()  # the file is opened afresh: what it holds is what happened
            for job in finished:
                job.failed(error)
            return
        self.has_space = True
        for job in finished:
            job.done(job.result)
            self._to_wipe = self._to_wipe or job.wipe

    def _wipe(self) -> None:
        """Empty the write-ahead log: it keeps what ``secure_delete`` has overwritten in the file.

        A reader may be in the way for a moment; then it is done a little later.
        """
        if self._database.writing.dialect.name != "sqlite":
            self._to_wipe = False
            return
        connection = self._database.writing.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={WIPE_WAIT_MS}")
            in_the_way, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}")
            self._to_wipe = bool(in_the_way)
        except Exception:
            log.exception("the write-ahead log could not be emptied yet")
            self._database.writing.dispose()
        finally:
            connection.close()


def _attempt(connection: Connection, job: _Job, *, alone: bool) -> bool:
    """Do one job so that, if it cannot be done, it takes no other with it: alone, or in a savepoint of its own."""
    try:
        with nullcontext() if alone else connection.begin_nested():
            job.result = job.work(connection)
    except Exception as error:
        if connection.invalidated or not _in_transaction(connection):
            raise
        if alone:
            connection.rollback()
        job.failed(error)
        return False
    return True


def _in_transaction(connection: Connection) -> bool:
    """A full disk ends the transaction behind SQLAlchemy's back; what came next would be stored piece by piece."""
    return connection.in_transaction() and getattr(connection.connection.driver_connection, "in_transaction", True)


def is_full(error: Exception) -> bool:
    """Whether a write failed for lack of space. Then the database has taken all of the transaction back."""
    cause = getattr(error, "orig", error)
    return (
        getattr(cause, "sqlite_errorcode", None) == SQLITE_FULL
        or (getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)) == POSTGRESQL_FULL
    )


def _append(connection: Connection, batch: Batch) -> Outcome:
    gone = batch.rights - standing(connection, batch.rights)
    if gone:  # what was answered while the right stood stays answered
        known = _answers(connection, batch.room, batch.keys)
        return AlreadyAnswered(known) if known else Revoked(gone)
    head = batch.head + len(batch.events)
    moved = _MOVE_HEAD.run(connection, [{"of": batch.room, "at": batch.head, "to": head}])
    if moved.rowcount != 1:
        return Behind()
    for statement in batch.also:
        run(connection, statement)
    room = {"room": batch.room}
    if batch.events:
        _ADD_EVENTS.run(connection, [room | event._asdict() for event in batch.events])
    if batch.answers:
        _ADD_ANSWERS.run(connection, [room | vars(answer) for answer in batch.answers])
    return Committed()


def _answers(connection: Connection, room: str, keys: Iterable[Key]) -> dict[Key, StoredAnswer]:
    wanted = list(keys)
    if not wanted:
        return {}
    asked = tuple_(answers.c.actor, answers.c.command).in_(wanted)
    query = select(answers.c.actor, answers.c.command, answers.c.body, answers.c.answer)
    found = connection.execute(query.where(answers.c.room == room, asked))
    return {(row.actor, row.command): StoredAnswer(*row) for row in found}


def standing(connection: Connection, rights: frozenset[bytes]) -> frozenset[bytes]:
    """Which of these sessions, co-facilitators and screens have not been ended."""
    if not rights:
        return rights
    by_cookie = (staff_sessions.c.token, co_facilitators.c.cookie, screens.c.cookie)
    found = union_all(*(select(column).where(column.in_(rights)) for column in by_cookie))
    return frozenset(connection.execute(found).scalars())


def still_standing(database: Database, rights: frozenset[bytes]) -> frozenset[bytes]:
    """The same, looked up by a reader."""
    with database.reading.connect() as connection:
        return standing(connection, rights)


def answers_to(database: Database, room: str, keys: Iterable[Key]) -> dict[Key, StoredAnswer]:
    """What these commands were answered before; a command that never was is missing."""
    with database.reading.connect() as connection:
        return _answers(connection, room, keys)


def read_log(database: Database, room: str, after: int = 0, before: int | None = None) -> Iterator[LoggedEvent]:
    """The events of a room in order, from the one behind ``after``, until ``before``."""
    query = (
        select(events.c.seq, events.c.block, events.c.data, events.c.at, events.c.deed, events.c.cause)
        .where(events.c.room == room, events.c.seq > after)
        .order_by(events.c.seq)
    )
    if before is not None:
        query = query.where(events.c.seq < before)
    with database.reading.connect() as connection:
        for rows in connection.execute(query).partitions(READ_AT_ONCE):
            yield from map(LoggedEvent._make, rows)


def last_deeds(database: Database, room: str, count: int) -> list[int]:
    """The last things that facilitators did, by the seq of their first event, the latest first."""
    query = (
        select(events.c.deed)
        .where(events.c.room == room, events.c.deed == events.c.seq)
        .order_by(events.c.seq.desc())
        .limit(count)
    )
    with database.reading.connect() as connection:
        return list(connection.execute(query).scalars())


def blank(room: str, seq: int, data: bytes) -> Executable:
    """The statement that puts an event without its texts in the place of one with them; the only rewrite there is."""
    return update(events).where(events.c.room == room, events.c.seq == seq).values(data=data)
