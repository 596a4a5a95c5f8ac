"""The log of every room: stored once and whole, in order, answered after the commit."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select

from workshop.store.database import Database, open_database
from workshop.store.event_log import (
    MOST_COMMANDS,
    AlreadyAnswered,
    Batch,
    Behind,
    Committed,
    LoggedEvent,
    Outcome,
    Revoked,
    StoredAnswer,
    Unknown,
    Writer,
    answers_to,
    read_log,
)
from workshop.store.tables import answers, events, rooms, trainers


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{file}")
    with database.writing.begin() as connection:
        connection.execute(insert(trainers).values(id="fay", name="Fay", password="-", created_at=0))
        for room in ("here", "there"):
            row = {"id": room, "title": "-", "code": room, "join_token": room, "course": "{}", "course_title": "{}"}
            connection.execute(insert(rooms).values(**row, owner="fay", agenda="-", opened_at=0))
    yield database
    database.close()


@pytest.fixture
def writer(database: Database) -> Iterator[Writer]:
    writer = Writer(database)
    yield writer
    writer.close()


class Told:
    """What the writer's thread reported."""

    def __init__(self) -> None:
        self._told: list[Any] = []
        self._some = threading.Event()

    def __call__(self, result: Any) -> None:
        self._told.append(result)
        self._some.set()

    @property
    def once(self) -> Any:
        assert self._some.wait(10)
        (only,) = self._told
        return only


def appended(writer: Writer, batch: Batch) -> Outcome:
    told = Told()
    writer.append(batch, told)
    outcome: Outcome = told.once
    return outcome


def ran(writer: Writer, work: Callable[[Connection], Any]) -> Any:
    """What the work gave, or the exception it raised."""
    told = Told()
    writer.run(work, told, told)
    return told.once


def event(seq: int, data: bytes = b"{}", block: str | None = None) -> LoggedEvent:
    return LoggedEvent(seq, block, data, 1_000 + seq)


def answer(command: str, actor: str = "ann", body: bytes = b"body") -> StoredAnswer:
    return StoredAnswer(actor, command, body, f'{{"id":"{command}"}}'.encode())


def head_of(database: Database, room: str = "here") -> int:
    with database.reading.connect() as connection:
        head: int = connection.execute(select(rooms.c.seq).where(rooms.c.id == room)).scalar_one()
        return head


class TestAppending:
    def test_events_and_answers_are_stored_together(self, database: Database, writer: Writer) -> None:
        batch = Batch("here", 0, [event(1, b'{"a":1}'), event(2, block="m1.board")], [answer("one")])
        assert appended(writer, batch) == Committed()
        assert list(read_log(database, "here")) == [event(1, b'{"a":1}'), event(2, block="m1.board")]
        assert answers_to(database, "here", [("ann", "one"), ("ann", "two")]) == {("ann", "one"): answer("one")}
        assert head_of(database) == 2

    def test_the_log_is_read_from_any_place(self, database: Database, writer: Writer) -> None:
        appended(writer, Batch("here", 0, [event(seq) for seq in range(1, 6)], []))
        assert [found.seq for found in read_log(database, "here", after=3)] == [4, 5]
        assert list(read_log(database, "here", after=5)) == []
        assert list(read_log(database, "nowhere")) == []

    def test_rooms_have_logs_of_their_own(self, database: Database, writer: Writer) -> None:
        for room in ("here", "there"):
            assert appended(writer, Batch(room, 0, [event(1, room.encode())], [answer("one")])) == Committed()
        assert [found.data for found in read_log(database, "there")] == [b"there"]

    def test_whoever_decided_upon_an_old_head_is_behind_and_stores_nothing(
        self, database: Database, writer: Writer
    ) -> None:
        appended(writer, Batch("here", 0, [event(1)], [answer("one")]))
        for head in (0, 2, -1):
            assert appended(writer, Batch("here", head, [event(head + 1)], [answer("two")])) == Behind()
        assert [found.seq for found in read_log(database, "here")] == [1]
        assert answers_to(database, "here", [("ann", "two")]) == {}

    def test_also_when_there_is_only_an_answer_to_store(self, writer: Writer) -> None:
        appended(writer, Batch("here", 0, [event(1)], []))
        assert appended(writer, Batch("here", 0, [], [answer("no")])) == Behind()

    def test_a_room_that_is_not_there_is_always_behind(self, writer: Writer) -> None:
        assert appended(writer, Batch("nowhere", 0, [event(1)], [])) == Behind()

    def test_a_command_that_was_answered_stores_nothing_more(self, database: Database, writer: Writer) -> None:
        appended(writer, Batch("here", 0, [event(1)], [answer("one")]))
        again = Batch("here", 1, [event(2), event(3)], [answer("two"), answer("one", body=b"other")])
        assert appended(writer, again) == AlreadyAnswered({("ann", "one"): answer("one")})
        assert head_of(database) == 1
        assert answers_to(database, "here", [("ann", "two")]) == {}

    def test_nor_does_it_take_another_batch_with_it(self, database: Database, writer: Writer) -> None:
        appended(writer, Batch("here", 0, [event(1)], [answer("one")]))
        with OneTransaction(writer):
            again, other = Told(), Told()
            writer.append(Batch("here", 1, [event(2)], [answer("two"), answer("one")]), again)
            writer.append(Batch("there", 0, [event(1)], [answer("one")]), other)
        assert again.once == AlreadyAnswered({("ann", "one"): answer("one")})
        assert other.once == Committed()
        assert (head_of(database), head_of(database, "there")) == (1, 1)

    def test_whoever_is_behind_hears_that_first(self, writer: Writer) -> None:
        """The command may be one that is answered: the room reads the log, decides anew, and is told so then."""
        appended(writer, Batch("here", 0, [event(1)], [answer("one")]))
        assert appended(writer, Batch("here", 0, [event(1)], [answer("one")])) == Behind()

    def test_whose_right_is_gone_stores_nothing_but_hears_what_was_answered_while_it_stood(
        self, database: Database, writer: Writer
    ) -> None:
        gone = frozenset({b"ended"})
        appended(writer, Batch("here", 0, [event(1)], [answer("one")]))
        again, new = [answer("one"), answer("two")], [answer("two")]
        assert appended(writer, Batch("here", 1, [event(2)], again, rights=gone)) == AlreadyAnswered(
            {("ann", "one"): answer("one")}
        )
        assert appended(writer, Batch("here", 1, [event(2)], new, rights=gone)) == Revoked(gone)
        assert head_of(database) == 1

    def test_the_same_id_of_somebody_else_is_another_command(self, database: Database, writer: Writer) -> None:
        both = [answer("one"), answer("one", actor="ben")]
        assert appended(writer, Batch("here", 0, [event(1)], both)) == Committed()
        assert len(answers_to(database, "here", [("ann", "one"), ("ben", "one")])) == 2

    def test_what_must_stand_or_fall_with_it_does(self, database: Database, writer: Writer) -> None:
        named = rooms.update().where(rooms.c.id == "here").values(title="renamed")
        assert appended(writer, Batch("here", 5, [event(6)], [], [named])) == Behind()
        assert title(database) == "-"
        appended(writer, Batch("here", 0, [event(1)], [], [named]))
        assert title(database) == "renamed"

    def test_asking_for_no_answers_asks_nobody(self, database: Database) -> None:
        assert answers_to(database, "here", []) == {}


def title(database: Database) -> str:
    with database.reading.connect() as connection:
        found: str = connection.execute(select(rooms.c.title).where(rooms.c.id == "here")).scalar_one()
        return found


class TestOtherWork:
    def test_it_happens_in_order_and_gives_what_it_gives(self, database: Database, writer: Writer) -> None:
        assert ran(writer, lambda connection: 42) == 42
        assert ran(writer, lambda connection: connection.execute(select(func.count()).select_from(rooms)).scalar()) == 2

    def test_work_that_raises_takes_nothing_else_with_it(self, database: Database, writer: Writer) -> None:
        def broken(connection: Connection) -> None:
            connection.execute(rooms.update().values(title="half done"))
            raise ZeroDivisionError

        with OneTransaction(writer):
            bad, good = Told(), Told()
            writer.run(broken, bad, bad)
            writer.append(Batch("here", 0, [event(1)], []), good)
        assert isinstance(bad.once, ZeroDivisionError)
        assert good.once == Committed()
        assert title(database) == "-"

    def test_a_reader_cannot_write(self, database: Database) -> None:
        with database.reading.connect() as connection, pytest.raises(Exception, match="readonly"):
            connection.execute(rooms.update().values(title="-"))


class OneTransaction:
    """Everything asked inside waits and is one transaction."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._go = writer, threading.Event()

    def __enter__(self) -> None:
        began = threading.Event()
        self._writer.run(lambda connection: (began.set(), self._go.wait(10)), Told(), Told())
        assert began.wait(10)

    def __exit__(self, *_: object) -> None:
        self._go.set()


class TestSharing:
    def test_many_rooms_share_a_commit(self, database: Database, writer: Writer) -> None:
        commits = counted(database)
        with OneTransaction(writer):
            tolds = [Told() for _ in range(20)]
            for n, told in enumerate(tolds):
                room = ("here", "there")[n % 2]
                writer.append(Batch(room, n // 2, [event(n // 2 + 1)], [answer(f"command {n}")]), told)
        assert [told.once for told in tolds] == [Committed()] * 20
        assert len(commits) == 2
        assert [found.seq for found in read_log(database, "there")] == list(range(1, 11))

    def test_not_more_commands_than_its_limit(self, database: Database, writer: Writer) -> None:
        commits = counted(database)
        with OneTransaction(writer):
            tolds = [Told() for _ in range(2 * MOST_COMMANDS)]
            for n, told in enumerate(tolds):
                writer.append(Batch("here", n, [event(n + 1)], [answer(f"command {n}")]), told)
        assert [told.once for told in tolds] == [Committed()] * (2 * MOST_COMMANDS)
        assert len(commits) == 3

    def test_a_batch_that_cannot_be_stored_takes_no_other_with_it(self, database: Database, writer: Writer) -> None:
        with OneTransaction(writer):
            bad, good = Told(), Told()
            writer.append(Batch("here", 0, [event(1), event(1)], [answer("twice")]), bad)
            writer.append(Batch("there", 0, [event(1)], [answer("once")]), good)
        assert isinstance(bad.once, Unknown)
        assert good.once == Committed()
        assert (head_of(database), head_of(database, "there")) == (0, 1)

    def test_a_commit_that_fails_is_unknown_to_all_of_them(
        self, database: Database, writer: Writer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        honest = database.writing.dialect.do_commit

        waited: list[None] = []

        def fails_once(connection: Any) -> None:
            if not waited:
                waited.append(None)  # what held the others up
                return honest(connection)
            monkeypatch.setattr(database.writing.dialect, "do_commit", honest)
            raise OSError("disk I/O error")

        with OneTransaction(writer):
            tolds = [Told() for _ in range(3)]
            for n, told in enumerate(tolds):
                writer.append(Batch("here", n, [event(n + 1)], []), told)
            monkeypatch.setattr(database.writing.dialect, "do_commit", fails_once)
        assert [told.once for told in tolds] == [Unknown("disk I/O error")] * 3
        assert head_of(database) == 0
        assert appended(writer, Batch("here", 0, [event(1)], [])) == Committed()

    def test_a_full_disk_is_unknown_to_all_of_them_and_nothing_is_stored_piece_by_piece(
        self, database: Database, writer: Writer
    ) -> None:
        """SQLite ends the transaction itself when the disk is full; what came next would be stored at once."""
        pages = ran(writer, lambda connection: connection.exec_driver_sql("PRAGMA page_count").scalar())
        with OneTransaction(writer):
            tolds = [Told() for _ in range(3)]
            writer.append(Batch("there", 0, [event(1)], []), tolds[0])
            limit = f"PRAGMA max_page_count={pages}"
            writer.run(lambda connection: connection.exec_driver_sql(limit).scalar(), Told(), Told())
            writer.append(Batch("here", 0, [event(1, b"x" * 1_000_000)], []), tolds[1])
            writer.append(Batch("here", 0, [], [answer("small")], [rooms.update().values(title="piece")]), tolds[2])
        assert [type(told.once) for told in tolds] == [Unknown] * 3
        assert (head_of(database), head_of(database, "there"), title(database)) == (0, 0, "-")
        assert appended(writer, Batch("here", 0, [event(1, b"x" * 1_000_000)], [])) == Committed()


def counted(database: Database) -> list[None]:
    """Grows with every commit."""
    from sqlalchemy import event as hook

    commits: list[None] = []
    hook.listen(database.writing, "commit", lambda connection: commits.append(None))
    return commits


class TestSettings:
    @pytest.mark.parametrize(
        ("pragma", "value"),
        [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
    )
    def test_the_writer_loses_nothing_at_a_power_cut_and_forgets_what_is_deleted(
        self, database: Database, pragma: str, value: object
    ) -> None:
        with database.writing.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value

    def test_readers_and_writer_do_not_wait_for_one_another(self, database: Database, writer: Writer) -> None:
        appended(writer, Batch("here", 0, [event(seq) for seq in range(1, 2_001)], []))
        reading = read_log(database, "here")
        next(reading)
        assert appended(writer, Batch("here", 2_000, [event(2_001)], [])) == Committed()
        assert sum(1 for _ in reading) == 1_999


class TestClosing:
    def test_what_waits_is_written_first(self, database: Database) -> None:
        writer = Writer(database)
        with OneTransaction(writer):
            tolds = [Told() for _ in range(5)]
            for n, told in enumerate(tolds):
                writer.append(Batch("here", n, [event(n + 1)], []), told)
            closing = threading.Thread(target=writer.close)
            closing.start()
        closing.join(10)
        assert [told.once for told in tolds] == [Committed()] * 5
        with database.reading.connect() as connection:
            assert connection.execute(select(func.count()).select_from(events)).scalar() == 5
            assert connection.execute(select(func.count()).select_from(answers)).scalar() == 0
