"""Teams: dealt evenly, joined late, named, moved between; and who writes for them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms.course import TALK, WRITE, board, course
from tests.rooms.play import NOON, Play, refused
from workshop.core.activity import By
from workshop.rooms import messages as m
from workshop.rooms import room
from workshop.rooms.state import RoomState, fresh_room

DAY = course(board(WRITE, TALK))


def room_of(people: int) -> RoomState:
    state = fresh_room(DAY, "day")
    for n in range(people):
        state = room.apply(state, None, m.PersonJoined(person=f"p{n}", at=NOON))
    return state


def drawn(state: RoomState, count: int, seed: str = "seed") -> m.TeamsDrawn:
    by = By("facilitator", None, None, NOON, seed)
    (event,) = room.decide(state, m.DrawTeams(type="room/draw_teams", count=count), by)
    assert isinstance(event, m.TeamsDrawn)
    return event


class TestDrawing:
    @pytest.mark.parametrize("people", range(1, 61))
    def test_sizes_differ_by_at_most_one_for_every_number_of_teams(self, people: int) -> None:
        state = room_of(people)
        for count in range(1, 41):
            event = drawn(state, count)
            sizes = Counter(event.team_of.values())
            assert event.teams == [f"t{n}" for n in range(1, count + 1)]
            assert set(event.team_of) == set(state.members)
            assert max(sizes[team] for team in event.teams) - min(sizes[team] for team in event.teams) <= 1

    @given(st.integers(2, 40), st.text(max_size=8))
    def test_the_same_seed_deals_the_same_teams(self, people: int, seed: str) -> None:
        assert drawn(room_of(people), 3, seed) == drawn(room_of(people), 3, seed)

    def test_another_seed_deals_others(self) -> None:
        assert len({tuple(drawn(room_of(12), 3, f"seed {n}").team_of.items()) for n in range(20)}) == 20

    def test_whoever_was_sent_out_is_not_dealt(self) -> None:
        state = room.apply(room_of(5), None, m.PersonRemoved(person="p2"))
        assert set(drawn(state, 2).team_of) == {"p0", "p1", "p3", "p4"}

    def test_an_empty_room_gets_empty_teams(self) -> None:
        assert drawn(room_of(0), 3).team_of == {}

    @pytest.mark.parametrize("count", [0, -1, 41, 10**9, 2.0, "2", None, True])
    def test_no_other_number_of_teams(self, count: object) -> None:
        with refused("command/malformed", field="count"):
            Play(DAY).fay("room/draw_teams", count=count)

    def test_drawing_again_forgets_names_and_scribes(self) -> None:
        play = Play(DAY, teams=2)
        play.fay("room/name_team", team="t1", name="Red")
        play.people[0]("room/take_scribe")
        play.fay("room/draw_teams", count=1)
        assert play.fay.sees["teams"] == {"t1": {"number": 1}}
        assert {play.state.members[voice.id].team for voice in play.people} == {"t1"}


class TestJoiningLate:
    def test_a_late_comer_goes_to_the_smallest_team(self) -> None:
        play = Play(DAY, ("Ann", "Ben", "Chen", "Dan"), teams=3)
        assert sizes(play) == {"t1": 2, "t2": 1, "t3": 1}
        assert [joined(play, name) for name in ("Eva", "Fritz", "Gus")] == ["t2", "t3", "t1"]

    def test_before_teams_are_drawn_nobody_has_one(self) -> None:
        play = Play(DAY)
        assert [play.state.members[voice.id].team for voice in play.people] == [None] * 3

    def test_whoever_was_sent_out_leaves_a_place(self) -> None:
        play = Play(DAY, ("Ann", "Ben", "Chen", "Dan"), teams=2)
        play.fay("room/remove_person", person="dan")
        assert joined(play, "Eva") == "t2"


def joined(play: Play, name: str) -> str | None:
    """The team that somebody gets who joins now."""
    voice = play.joins(name)
    return play.state.members[voice.id].team


def sizes(play: Play) -> dict[str, int]:
    return dict(sorted(Counter(member.team for member in play.state.present if member.team).items()))


class TestMoving:
    def test_somebody_changes_teams(self) -> None:
        play = Play(DAY, teams=2)
        play.fay("room/move_person", person="ann", team="t2")
        assert sizes(play) == {"t1": 1, "t2": 2}
        assert play.people[0].sees["me"]["team"] == "t2"
        assert play.fay("room/move_person", person="ann", team="t2") == []

    def test_not_to_a_team_that_is_not_there_and_nobody_who_is_not_there(self) -> None:
        play = Play(DAY, teams=2)
        with refused("room/no_such_team"):
            play.fay("room/move_person", person="ann", team="t9")
        with refused("room/no_such_person"):
            play.fay("room/move_person", person="zoe", team="t1")
        play.fay("room/remove_person", person="ann")
        with refused("room/no_such_person"):
            play.fay("room/move_person", person="ann", team="t2")


class TestScribes:
    def test_whoever_wants_to_writes_for_their_team(self) -> None:
        play = Play(DAY, teams=2)
        play.people[0]("room/take_scribe")
        assert play.fay.sees["teams"]["t1"] == {"number": 1, "scribe": "Ann"}
        play.people[2]("room/take_scribe")
        assert play.fay.sees["teams"]["t1"]["scribe"] == "Chen"

    def test_the_facilitator_names_one_of_the_team(self) -> None:
        play = Play(DAY, teams=2)
        play.fay("room/set_scribe", team="t1", person="chen")
        assert play.fay.sees["teams"]["t1"]["scribe"] == "Chen"
        with refused("room/not_in_team"):
            play.fay("room/set_scribe", team="t1", person="ben")
        with refused("room/no_such_team"):
            play.fay("room/set_scribe", team="t9", person="ben")

    def test_without_a_team_there_is_nothing_to_write_for(self) -> None:
        with refused("room/no_team"):
            Play(DAY).people[0]("room/take_scribe")

    @pytest.mark.parametrize("wish", [("room/move_person", {"team": "t2"}), ("room/remove_person", {})])
    def test_whoever_leaves_the_team_writes_for_it_no_more(self, wish: tuple[str, dict[str, str]]) -> None:
        play = Play(DAY, teams=2)
        play.people[0]("room/take_scribe")
        play.fay(wish[0], person="ann", **wish[1])
        assert "scribe" not in play.fay.sees["teams"]["t1"]


class TestTeamNames:
    def test_members_and_the_facilitator_choose_it(self) -> None:
        play = Play(DAY, teams=2)
        ann, ben, _ = play.people
        ann("room/name_team", team="t1", name="红队")
        assert play.sees(ann.play.picture.audiences_of("ann")[0])["teams"]["t1"]["name"] == "红队"
        with refused("room/not_your_team"):
            ben("room/name_team", team="t1", name="Mine")
        play.fay("room/name_team", team="t2", name="two\nlines")
        assert play.fay.sees["teams"]["t2"]["name"] == "two lines"

    def test_twelve_characters_and_not_one_more(self) -> None:
        play = Play(DAY, teams=1)
        play.fay("room/name_team", team="t1", name="客" * 12)
        with refused("room/too_long", longest=12, length=13):
            play.fay("room/name_team", team="t1", name="客" * 13)

    def test_a_team_that_is_not_there_has_none(self) -> None:
        with refused("room/no_such_team"):
            Play(DAY).fay("room/name_team", team="t1", name="a")
