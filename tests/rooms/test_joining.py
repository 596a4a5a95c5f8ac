"""Coming in: one field, a name that nobody can be confused with, and the same seat again on another phone."""

from collections.abc import Callable

import pytest

from tests.rooms.play import refused
from tests.rooms.scene import Scene, together
from workshop.config import Limits
from workshop.core.errors import Refused
from workshop.rooms.hub import Hub

FAMILY = "👨‍👩‍👧‍👦"


def name_of(scene: Scene, wanted: str) -> str:
    name: str = scene.joins(wanted).seat.name
    return name


class TestNames:
    @pytest.mark.parametrize("name", ["Ann", "王小明", "O'Neil", "José", "Ann Lee", FAMILY, "محمد", "ng"])
    def test_a_name_is_shown_as_it_was_given(self, scene: Scene, name: str) -> None:
        guest = scene.joins(name)
        assert guest.seat.name == name
        assert guest.fetches()[f"person:{guest.id}"]["me"]["name"] == name

    @pytest.mark.parametrize(
        ("given", "shown"),
        [(" Ann ", "Ann"), ("Ann\nLee", "Ann Lee"), ("A\u202enn", "Ann"), ("A\tB", "A B"), ("Ann\u0007", "Ann")],
    )
    def test_on_one_line_and_without_what_cannot_be_seen(self, scene: Scene, given: str, shown: str) -> None:
        assert name_of(scene, given) == shown

    @pytest.mark.parametrize("name", ["", " ", "\u200b", "\u3164", "\u2800", "\u202e", "\n", "\U000e0100"])
    def test_not_empty_and_not_invisible(self, scene: Scene, name: str) -> None:
        with refused("room/name_empty"):
            scene.joins(name)

    @pytest.mark.parametrize("name", ["A\x00nn", "\ud800"])
    def test_nothing_that_cannot_be_stored(self, scene: Scene, name: str) -> None:
        with refused("text/unreadable"):
            scene.joins(name)

    def test_twenty_four_characters_and_not_one_more(self, scene: Scene) -> None:
        assert name_of(scene, "x" * 24) == "x" * 24
        assert name_of(scene, "客" * 24) == "客" * 24
        for name in ("x" * 25, "客" * 25, FAMILY * 24):
            with refused("room/name_too_long", longest=24):
                scene.joins(name)

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("Ann", "Ann"),
            ("Ann", "ANN"),
            ("Ann", "Ａｎｎ"),
            ("Ann", "A\u200bnn"),
            ("Ann", "A nn"),
            ("Ann", "Аnn"),
            ("Ann", "Αnn"),
            ("Ann", "Ann\u3164"),
            ("Alice", "Aӏice"),
            ("Ill", "III"),
            ("Bob", "B0b"),
            ("Hans", "Ηans"),
            ("Straße", "Strasse"),
            ("José", "Jose\u0301"),
            ("王", "王\u200d"),
        ],
    )
    def test_whoever_looks_like_somebody_gets_a_number(self, scene: Scene, first: str, second: str) -> None:
        assert name_of(scene, first) == first
        assert name_of(scene, second).endswith(" 2")
        assert name_of(scene, first) == f"{first} 3"

    @pytest.mark.parametrize(("first", "second"), [("Ann", "Anna"), ("José", "Jose"), ("王", "玉"), ("Ann 2", "Ann")])
    def test_whoever_does_not_keeps_the_name(self, scene: Scene, first: str, second: str) -> None:
        assert [name_of(scene, first), name_of(scene, second)] == [first, second]

    def test_a_number_that_is_taken_is_not_given(self, scene: Scene) -> None:
        assert [name_of(scene, name) for name in ("Ann", "Ann 2", "Ann")] == ["Ann", "Ann 2", "Ann 3"]

    def test_names_are_different_also_when_all_come_at_once(self, scene: Scene) -> None:
        guests = together(*[lambda: scene.joins("Ann")] * 30)
        assert sorted(guest.seat.name for guest in guests) == sorted(["Ann", *(f"Ann {n}" for n in range(2, 31))])

    def test_the_name_of_somebody_who_was_sent_out_stays_theirs(self, scene: Scene) -> None:
        scene.fay("room/remove_person", person=scene.joins("Ann").id)
        assert name_of(scene, "Ann") == "Ann 2"

    def test_names_stand_in_no_event(self, scene: Scene) -> None:
        ann = scene.joins("Wilhelmine")
        scene.opens("m1.board", "write")
        ann("board/add_note", text="a")
        scene.fay("room/add_person", name="Leopoldine")
        assert [line["name"] for line in scene.fay.fetches()["console"]["people"].values()] == [
            "Wilhelmine",
            "Leopoldine",
        ]
        assert "Wilhelmine" not in repr(scene.log())
        assert "Leopoldine" not in repr(scene.log()) + repr(scene.stored_answers())


class TestRoomForAll:
    def test_a_room_is_full_at_its_limit(self, serve: Callable[..., Hub], scene: Scene) -> None:
        small = Scene(serve(Limits(room_people=3)), scene.live.state.course)
        for name in ("Ann", "Ben", "Chen"):
            small.joins(name)
        with refused("room/full", most=3):
            small.joins("Dan")
        answer = small.fay("room/add_person", name="Eva")
        assert answer
        assert (answer["code"], answer["facts"]) == ("room/full", {"most": 3})
        small.fay("room/remove_person", person=next(iter(small.live.state.members)))
        small.joins("Dan")

    def test_also_when_all_come_at_once(self, serve: Callable[..., Hub], scene: Scene) -> None:
        small = Scene(serve(Limits(room_people=3)), scene.live.state.course)
        came = together(*[lambda n=n: small.joins(f"Guest {n}") for n in range(10)])
        assert sum(isinstance(one, Refused) and one.code == "room/full" for one in came) == 7
        assert len(small.live.state.members) == 3

    def test_nobody_joins_a_room_that_has_ended(self, scene: Scene) -> None:
        scene.fay("room/end")
        with refused("room/ended"):
            scene.joins("Ann")
        scene.fay("room/reopen")
        scene.joins("Ann")

    def test_two_hundred_at_once_all_come_in(self, scene: Scene) -> None:
        guests = together(*[lambda n=n: scene.joins(f"Guest {n}") for n in range(200)])
        assert len({guest.id for guest in guests}) == 200
        assert [seq for seq, _ in scene.log()] == list(range(1, 201))


class TestSeats:
    """The same person on another phone: the name and a code of four digits."""

    def test_the_code_gives_the_seat_a_new_ticket_and_signs_the_old_phone_out(self, scene: Scene) -> None:
        ann, hub = scene.joins("Ann"), scene.hub
        screen = scene.connects(ann)
        seat = hub.return_to_seat(scene.room, "ann ", ann.seat.seat_code)
        assert (seat.person, seat.name, seat.seat_code) == (ann.id, "Ann", ann.seat.seat_code)
        assert seat.ticket
        assert hub.person_with(scene.room, seat.ticket) == ann.id
        assert hub.person_with(scene.room, ann.seat.ticket or "") is None
        assert (screen.got("out"), screen.closed) == ([{"why": "moved"}], "moved")

    def test_five_wrong_codes_close_the_seat_to_everybody_but_the_facilitator(self, scene: Scene) -> None:
        ann, hub = scene.joins("Ann"), scene.hub
        wrong = "0000" if ann.seat.seat_code != "0000" else "1111"
        for left in (4, 3, 2, 1):
            with refused("room/wrong_seat_code", left=left):
                hub.return_to_seat(scene.room, "Ann", wrong)
        for code in (wrong, wrong, ann.seat.seat_code):
            with refused("room/seat_closed"):
                hub.return_to_seat(scene.room, "Ann", code)
        assert hub.person_with(scene.room, ann.seat.ticket or "") == ann.id

    def test_the_right_code_forgives_the_wrong_ones(self, scene: Scene) -> None:
        ann, hub = scene.joins("Ann"), scene.hub
        wrong = "0000" if ann.seat.seat_code != "0000" else "1111"
        for _ in range(2):
            for _ in range(4):
                with pytest.raises(Refused, match="room/wrong_seat_code"):
                    hub.return_to_seat(scene.room, "Ann", wrong)
            assert hub.return_to_seat(scene.room, "Ann", ann.seat.seat_code).person == ann.id

    def test_wrong_codes_count_for_each_seat_alone(self, scene: Scene) -> None:
        ann, ben = scene.joins("Ann"), scene.joins("Ben")
        for _ in range(5):
            with pytest.raises(Refused):
                scene.hub.return_to_seat(scene.room, "Ann", "none")
        assert scene.hub.return_to_seat(scene.room, "Ben", ben.seat.seat_code).person == ben.id
        assert ann.id != ben.id

    def test_a_name_that_is_not_there(self, scene: Scene) -> None:
        with refused("room/no_such_name"):
            scene.hub.return_to_seat(scene.room, "Zoe", "0000")

    def test_a_seat_of_another_room_is_not_there(self, scene: Scene) -> None:
        elsewhere = Scene(scene.hub, scene.live.state.course)
        zoe = elsewhere.joins("Zoe")
        with refused("room/no_such_name"):
            scene.hub.return_to_seat(scene.room, "Zoe", zoe.seat.seat_code)
        assert scene.hub.person_with(scene.room, zoe.seat.ticket or "") is None
        assert scene.hub.person_with(elsewhere.room, zoe.seat.ticket or "") == zoe.id

    def test_whoever_was_sent_out_does_not_come_back_by_code_or_ticket(self, scene: Scene) -> None:
        ann = scene.joins("Ann")
        scene.fay("room/remove_person", person=ann.id)
        assert scene.hub.person_with(scene.room, ann.seat.ticket or "") is None
        with refused("room/no_such_name"):
            scene.hub.return_to_seat(scene.room, "Ann", ann.seat.seat_code)

    def test_somebody_without_a_phone_can_pick_their_seat_up(self, scene: Scene) -> None:
        scene.fay("room/add_person", name="Dan")
        (dan,) = scene.live.state.members
        code = scene.live.picture.names.seat_code[dan]
        assert scene.hub.return_to_seat(scene.room, "Dan", code).person == dan

    def test_an_empty_ticket_is_nobodys(self, scene: Scene) -> None:
        scene.fay("room/add_person", name="Dan")
        assert scene.hub.person_with(scene.room, "") is None
