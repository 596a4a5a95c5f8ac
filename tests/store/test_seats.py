"""Names that the eye cannot confuse, and seats that come back with a code."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from workshop.store.database import Database, open_database
from workshop.store.prepared import run
from workshop.store.seats import (
    Known,
    Seat,
    WrongCode,
    destroy_key,
    everybody,
    forget,
    hashed,
    holder,
    look,
    make_key,
    new_ticket,
    open_keys,
    return_to_seat,
    take_seat,
    unlike,
)
from workshop.store.tables import people, rooms, trainers

NOW = 1_000


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
def write(database: Database) -> Callable[..., Any]:
    def write(work: Any, *args: Any) -> Any:
        with database.writing.begin() as connection:
            if callable(work):
                return work(connection, *args)
            for statement in (work, *args):
                run(connection, statement)
            return None

    return write


@pytest.fixture
def ann(write: Callable[..., Any]) -> Seat:
    seat = Seat("ann", "Ann", "1234", new_ticket())
    write(*take_seat("here", seat, NOW))
    return seat


class TestLook:
    @pytest.mark.parametrize(
        "other",
        [
            "ANN", "ann", "Ａｎｎ", "𝐀nn", "A\u200bnn", "Ann ", "A\u3000nn", "А\u006e\u006e", "\u0391nn", "Ann\u3164",
            "Ann\u115f", "Ann\u2800", "A\u0301\u0327nn"[0] + "nn", "Ann\U000e0100", "A\u00adnn",
        ],
    )  # fmt: skip
    def test_what_the_eye_confuses_looks_the_same(self, other: str) -> None:
        assert look(other) == look("Ann")

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Alice", "AIice"), ("Alice", "A1ice"), ("Alice", "Aӏice"), ("Bob", "Β0b"), ("Zoe", "Ζoe"), ("Tim", "Τіm")],
    )
    def test_letters_that_look_alike_in_another_alphabet_do_too(self, one: str, other: str) -> None:
        assert look(one) == look(other)

    @pytest.mark.parametrize(("one", "other"), [("Ann", "Anne"), ("王", "玉"), ("José", "Jose"), ("Ben", "Den")])
    def test_what_the_eye_tells_apart_does_not(self, one: str, other: str) -> None:
        assert look(one) != look(other)

    @given(st.text(max_size=12))
    def test_looking_twice_is_looking_once(self, name: str) -> None:
        assert look(look(name)) == look(name)


class TestUnlike:
    @given(st.lists(st.sampled_from(["Ann", "ann", "Ann 2", "А nn", "Ben", "", "王"]), max_size=12))
    def test_everybody_who_is_named_in_turn_looks_different(self, names: list[str]) -> None:
        taken: list[str] = []
        for name in names:
            taken.append(unlike(name, {look(other) for other in taken}.__contains__))
        assert len(set(map(look, taken))) == len(taken)
        assert all(given_name.startswith(name) for name, given_name in zip(names, taken, strict=True))


class TestSeats:
    def test_a_seat_is_known_by_its_ticket_which_is_stored_as_a_hash(self, database: Database, ann: Seat) -> None:
        assert ann.ticket
        assert holder(database, "here", ann.ticket) == "ann"
        assert holder(database, "there", ann.ticket) is None
        assert holder(database, "here", hashed(ann.ticket).hex()) is None
        with database.reading.connect() as connection:
            assert connection.execute(select(people.c.ticket)).scalar_one() == hashed(ann.ticket)

    def test_everybody_of_a_room_is_known(self, database: Database, write: Callable[..., Any], ann: Seat) -> None:
        write(*take_seat("there", Seat("zoe", "Zoe", "9999"), NOW))
        assert everybody(database, "here") == Known({("ann", 0): "Ann"}, {"ann": "1234"}, {"ann": "Ann"})

    def test_no_two_people_of_a_room_look_alike(self, write: Callable[..., Any], ann: Seat) -> None:
        with pytest.raises(Exception, match="UNIQUE"):
            write(*take_seat("here", Seat("ben", "ANN", "1111"), NOW))
        write(*take_seat("there", Seat("ben", "ANN", "1111"), NOW))

    def test_whoever_is_forgotten_has_no_ticket_and_no_name(
        self, database: Database, write: Callable[..., Any], ann: Seat
    ) -> None:
        write(*forget("here", "ann"))
        assert holder(database, "here", ann.ticket or "") is None
        assert everybody(database, "here") == Known({}, {}, {})


class TestComingBack:
    def test_with_the_code_and_a_name_that_looks_like_it(
        self, database: Database, write: Callable[..., Any], ann: Seat
    ) -> None:
        seat = write(return_to_seat, "here", "  aNN", "1234", 5)
        assert (seat.person, seat.name, seat.seat_code) == ("ann", "Ann", "1234")
        assert holder(database, "here", seat.ticket) == "ann"
        assert holder(database, "here", ann.ticket or "") is None

    def test_five_wrong_codes_and_no_more(self, write: Callable[..., Any], ann: Seat) -> None:
        tries = [write(return_to_seat, "here", "Ann", "0000", 5) for _ in range(5)]
        assert tries == [WrongCode(left) for left in (4, 3, 2, 1, 0)]
        assert write(return_to_seat, "here", "Ann", "1234", 5) == WrongCode(0)

    def test_the_fifth_try_may_still_be_right(self, write: Callable[..., Any], ann: Seat) -> None:
        for _ in range(4):
            write(return_to_seat, "here", "Ann", "0000", 5)
        assert write(return_to_seat, "here", "Ann", "1234", 5).person == "ann"
        assert write(return_to_seat, "here", "Ann", "0000", 5) == WrongCode(4)

    @pytest.mark.parametrize("code", ["", "12345", "1 234", "１２３5", "客", "\x00", "\ud800"])
    def test_a_code_that_only_resembles_it_is_wrong(self, write: Callable[..., Any], ann: Seat, code: str) -> None:
        assert write(return_to_seat, "here", "Ann", code, 5) == WrongCode(4)

    @pytest.mark.parametrize("code", ["１２３４", " 1234\n"])
    def test_a_code_from_a_chinese_keyboard_is_right(self, write: Callable[..., Any], ann: Seat, code: str) -> None:
        assert write(return_to_seat, "here", "Ann", code, 5).person == "ann"

    def test_nobody_of_that_name_or_somebody_who_was_sent_out(self, write: Callable[..., Any], ann: Seat) -> None:
        assert write(return_to_seat, "here", "Zoe", "1234", 5) is None
        assert write(return_to_seat, "there", "Ann", "1234", 5) is None
        assert write(return_to_seat, "here", "Ann", "1234", 5, ["ann"]) is None


class TestKeys:
    def test_a_key_is_kept_until_it_is_destroyed(self, database: Database, write: Callable[..., Any]) -> None:
        write(make_key("here", "m1.board", b"k" * 32))
        assert (open_keys(database, "here"), open_keys(database, "there")) == ({"m1.board": b"k" * 32}, {})
        write(destroy_key("here", "m1.other"))
        assert open_keys(database, "here") == {"m1.board": b"k" * 32}
        write(destroy_key("here", "m1.board"))
        assert open_keys(database, "here") == {}
