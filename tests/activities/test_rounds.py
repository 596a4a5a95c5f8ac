"""Pairs and triads of the product's own course, from the first step to the last, with people who come and go."""

from collections import Counter
from dataclasses import replace
from operator import itemgetter

import pytest
from immutables import Map

from tests.activities.rounds_day import BLOCKS, Rounds
from tests.rooms.play import NOON, refused
from workshop.activities.rounds.state import Line
from workshop.activities.rounds.views import received
from workshop.core.report import CLIENT, Reader
from workshop.rooms.kinds import missing

MANY = pytest.mark.parametrize(
    "people", [5, 17, pytest.param(4, marks=pytest.mark.full), pytest.param(24, marks=pytest.mark.full)]
)
EACH = pytest.mark.parametrize("block", BLOCKS)


@EACH
def test_every_rounds_block_of_the_course_can_run(block: str) -> None:
    assert missing(Rounds(block).state.course.blocks[block]) == ()


@MANY
@EACH
def test_a_block_is_played_from_its_first_step_to_its_last_by_people_who_do_what_their_phones_ask(
    block: str, people: int
) -> None:
    play = Rounds(block, people=people)
    places = play.play_through()
    rounds = whole_rounds(play, block)
    asked = [step.id for step in play.state.course.blocks[block].steps]
    around = [at for at in asked if at not in ("setup", "summary")]
    again = [f"{at}#{n}" if n > 1 else at for n in range(1, rounds + 1) for at in around]
    assert places == ["setup", *again, "summary"]


def whole_rounds(play: Rounds, block: str) -> int:
    found: int = play.state.course.blocks[block].config["rounds"]
    return found


@EACH
def test_everything_the_course_promises_stands_in_some_report(block: str) -> None:
    play = Rounds(block, people=24)
    play.play_through()
    readers = [CLIENT, *(Reader("person", voice.id) for voice in play.people)]
    served = {output for who in readers for section in play.report(block, who).sections for output in section.outputs}
    assert {output.id for output in play.state.course.blocks[block].outputs} - served == set()


def test_lines_of_one_moment_stand_in_the_same_order_in_every_process() -> None:
    """Sets and maps have another order in each; then a phone that fetched would show another order than the rest."""
    play = Rounds("m5.mask", people=9)
    play.come_to("feedback")
    me, *others = play.people
    lines = Map({(0, by.id, "mask"): Line(by.id, "teller", me.id, NOON) for by in others})
    shown = received(replace(play.block_state(), lines=lines), me.id, 0, play.picture.room_view("m5.mask"))["lines"]
    assert [line["text"] for line in sorted(shown.values(), key=itemgetter("rank"))] == sorted(by.id for by in others)


class TestRoles:
    @MANY
    def test_in_three_rounds_everybody_of_a_triad_is_manager_once(self, people: int) -> None:
        play = Rounds("m5.coach_drill", people=people)
        managers: Counter[str] = Counter()
        for place in ("prep", "prep#2", "prep#3"):
            play.come_to(place)
            managers.update(p for seats in play.groups.values() for p, role in seats.items() if role == "manager")
        fours = sum(len(seats) == 4 for seats in play.groups.values())
        assert (len(managers), max(managers.values())) == (people - fours, 2 if people == 5 else 1)

    def test_two_short_blocks_let_everybody_manage_and_nobody_meets_anybody_twice(self) -> None:
        play = Rounds("m5.coach_drill", "m6.roleplay", people=18, mode="short")
        managers, met = set[str](), Counter[frozenset[str]]()
        for block in ("m5.coach_drill", "m6.roleplay"):
            play.begin(block)
            for place in ("prep", "prep#2"):
                play.come_to(place)
                managers |= {p for seats in play.groups.values() for p, role in seats.items() if role == "manager"}
            met.update(frozenset((a, b)) for seats in play.groups.values() for a in seats for b in seats if a < b)
        assert len(managers) == 18
        assert max(met.values()) == 1

    def test_no_group_plays_a_case_twice(self) -> None:
        play = Rounds("m5.three_f", people=9)
        played: dict[str, list[str]] = {}
        for place in ("prep", "prep#2", "prep#3"):
            play.come_to(place)
            for group, one in play.fay.board["groups"].items():
                played.setdefault(group, []).append(one["case"]["id"])
        assert all(len(set(cases)) == 3 for cases in played.values())

    def test_a_pair_among_triads_has_no_observer_and_both_fill_in_the_card(self) -> None:
        play = Rounds("m5.coach_drill", people=5)
        play.come_to("score")
        pair = next(seats for seats in play.groups.values() if len(seats) == 2)
        assert list(pair.values()) == ["manager", "employee"]
        assert all("card" in play.voice(person).board for person in pair)


class TestWhatToDo:
    @EACH
    def test_before_the_first_round_every_phone_says_what_its_own_role_does(self, block: str) -> None:
        play = Rounds(block, people=7)
        roles = play.state.course.blocks[block].config["roles"]
        does = {role["id"]: role["does"]["setup"] for role in roles}
        assert len({text["en"] for text in does.values()}) == len(does)
        shown = {
            person: (role, play.voice(person).board["does"])
            for seats in play.groups.values()
            for person, role in seats.items()
        }
        assert shown == {person: (role, does[role]) for person, (role, _) in shown.items()}

    def test_a_role_without_a_sentence_of_the_course_has_none(self) -> None:
        play = Rounds("m5.coach_drill", people=3)
        play.come_to("play")
        assert ["does" in voice.board for voice in play.people] == [False, False, False]


class TestComingAndGoing:
    def test_who_comes_late_sits_down_at_once_as_a_second_observer(self) -> None:
        play = Rounds("m5.coach_drill", people=6)
        play.come_to("play")
        late = play.joins("Late")
        play.people.append(late)
        group = play.group_of(late.id)
        assert list(play.groups[group].values()) == ["manager", "employee", "observer", "observer"]
        assert late.board["group"] == group

    def test_whoever_goes_is_replaced_by_the_observer_and_the_case_begins_anew(self) -> None:
        play = Rounds("m5.coach_drill", people=6)
        play.come_to("prep")
        manager, observer = play.with_role("manager"), play.with_role("observer")
        group = play.group_of(manager.id)
        play.voice(observer.id)("rounds/say_ready")
        play.fay("room/remove_person", person=manager.id)
        assert play.groups[group][observer.id] == "manager"
        assert "ready" not in observer.board
        assert "经理" in repr(play.wall["roles"])
        assert "script" in observer.board["brief"]

    def test_whoever_would_be_alone_joins_others(self) -> None:
        play = Rounds("m4.q10", people=4)
        play.come_to("play")
        gone = play.with_role("asker")
        partner = next(person for person in play.groups[play.group_of(gone.id)] if person != gone.id)
        play.fay("room/remove_person", person=gone.id)
        assert len(play.groups[play.group_of(partner)]) == 3

    def test_somebody_sits_out_and_comes_back(self) -> None:
        play = Rounds("m5.satir_play", people=6)
        person = play.people[0]
        play.fay("rounds/set_absent", person=person.id, on=True)
        assert all(person.id not in seats for seats in play.groups.values())
        assert person.board == {"absent": True}
        play.fay("rounds/set_absent", person=person.id, on=False)
        assert play.group_of(person.id)

    def test_two_change_places_and_roles(self) -> None:
        play = Rounds("m5.coach_drill", people=6)
        (g1, one), (g2, other) = list(play.groups.items())
        a, b = next(iter(one)), list(other)[1]
        play.fay("rounds/swap", persons=[a, b])
        assert (play.groups[g2][a], play.groups[g1][b]) == ("employee", "manager")


class TestConsentAndStop:
    def test_no_question_is_shown_before_both_have_agreed(self) -> None:
        play = Rounds("m5.mask", people=4)
        asker = play.with_role("asker")
        partner = play.voice(next(p for p in play.groups[play.group_of(asker.id)] if p != asker.id))
        asker("rounds/agree")
        play.come_to("prep")
        assert "brief" not in asker.board
        partner("rounds/agree")
        assert "questions" in asker.board["brief"]
        play.come_to("play")
        partner("rounds/agree", on=False)
        with refused("rounds/no_consent"):
            asker("rounds/ask_question", question="q01")

    def test_with_another_partner_one_has_to_agree_anew(self) -> None:
        play = Rounds("m5.mask", people=4)
        play.act()
        (_, one), (_, other) = list(play.groups.items())
        play.fay("rounds/swap", persons=[next(iter(one)), next(iter(other))])
        assert all(not voice.board["may_begin"] for voice in play.people)

    def test_anybody_may_skip_a_question(self) -> None:
        play = Rounds("m5.mask", people=4)
        play.act()
        play.come_to("play")
        asker, teller = play.with_role("asker", "g1"), play.with_role("teller", "g1")
        asker("rounds/ask_question", question="q06")
        teller("rounds/skip_question", question="q06")
        assert (asker.board["skipped"], teller.board["question"]["id"]) == ({"q06": True}, "q06")

    def test_stop_ends_the_round_for_the_group_at_once_and_for_no_other(self) -> None:
        play = Rounds("m5.satir_play", people=6)
        play.come_to("play")
        play.with_role("b", "g1")("rounds/stop")
        assert {g: one.get("stopped", False) for g, one in play.fay.board["groups"].items()} == {
            "g1": True,
            "g2": False,
        }
        assert all(play.voice(person).board["stopped"] for person in play.groups["g1"])
        play.fay("rounds/go_on", group="g1")
        assert all("stopped" not in play.voice(person).board for person in play.groups["g1"])

    def test_there_is_no_stop_key_where_the_course_asks_for_none(self) -> None:
        play = Rounds("m5.coach_drill", people=6)
        play.come_to("play")
        with refused("rounds/not_now"):
            play.people[0]("rounds/stop")


class TestTwist:
    def test_it_comes_to_the_partner_or_to_whom_the_case_names_and_only_in_the_talk(self) -> None:
        play = Rounds("m5.coach_drill", people=6)
        play.come_to("prep")
        with refused("rounds/not_now"):
            play.fay("rounds/release_twist")
        play.come_to("play")
        play.fay("rounds/release_twist", group="g1")
        assert [p.id for p in play.people if "twist" in p.board["brief"]] == [play.with_role("employee", "g1").id]
        play.come_to("play#2")  # a message that reaches the manager
        play.fay("rounds/release_twist")
        heard = {p.id for p in play.people if "twist" in p.board["brief"]}
        assert heard == {play.with_role("manager", group).id for group in play.groups}
        with refused("rounds/no_twist"):
            play.fay("rounds/release_twist")


class TestFeedback:
    def test_the_card_is_read_after_the_own_rating_and_in_the_feedback_only(self) -> None:
        play = Rounds("m5.coach_drill", people=3)
        play.come_to("score")
        manager, observer = play.with_role("manager"), play.with_role("observer")
        with refused("rounds/card_open", missing=9):
            observer("rounds/send_card")
        play._score(observer, permit=False)
        assert "received" not in manager.board
        play.come_to("feedback")
        assert manager.board["received"]["cards"] == {}
        manager("rounds/rate_self", item="s1", value=2)
        card = manager.board["received"]["cards"]["c0"]
        assert set(card["lines"]) == {"quote", "keep", "try"}
        assert set(card["items"].values()) == {2}

    def test_an_unsent_card_is_read_by_nobody(self) -> None:
        play = Rounds("m5.coach_drill", people=3)
        play.come_to("score")
        observer = play.with_role("observer")
        observer("rounds/write", field="card.quote", text="unsent words")
        play.come_to("feedback")
        play.with_role("manager")("rounds/rate_self", item="s1", value=2)
        assert play.seen_by("unsent words") == {f"person:{observer.id}"}

    def test_a_guess_is_answered_in_the_feedback(self) -> None:
        play = Rounds("m5.bad_rounds", people=4)
        play.come_to("score")
        speaker = play.with_role("speaker")
        speaker("rounds/choose", field="guess", option="stage")
        assert "answer" not in speaker.board
        play.come_to("feedback")
        assert speaker.board["guess"]["right"] == (speaker.board["answer"]["en"] == "Stage-hogging")


class TestLines:
    def test_a_line_reaches_the_wall_only_by_its_writers_tick_and_the_facilitators_hand(self) -> None:
        play = Rounds("m4.q10", people=6)
        play.come_to("play")
        asker = play.with_role("asker")
        asker("rounds/write", field="rule", text="先过班前会再上线")
        play.come_to("summary")
        assert play.fay.board["lines"] == {}
        asker("rounds/permit", field="rule")
        (line,) = play.fay.board["lines"]
        assert "先过班前会再上线" not in repr(play.wall)
        play.fay("rounds/release_summary", line=line)
        assert "先过班前会再上线" in repr(play.wall["summary"]["lines"])
        assert asker.id not in repr(play.fay.board["lines"])
        asker("rounds/permit", field="rule", on=False)
        assert (play.wall["summary"]["lines"], play.fay.board["lines"]) == ({}, {})

    def test_nothing_is_released_that_was_not_allowed(self) -> None:
        play = Rounds("m5.coach_drill", people=3)
        with refused("rounds/not_allowed"):
            play.fay("rounds/release_summary", line="0123456789ab")

    def test_other_words_need_another_tick(self) -> None:
        play = Rounds("m5.satir_play", people=6)
        play.come_to("feedback")
        play.come_to("summary")
        play.people[0]("rounds/write", field="line", text="第一句话")
        assert len(play.fay.board["lines"]) == 1
        play = Rounds("m5.coach_drill", people=3)
        play.come_to("summary")
        play.people[0]("rounds/write", field="commit", text="先听完")
        play.people[0]("rounds/permit", field="commit")
        play.people[0]("rounds/write", field="commit", text="先听完再说")
        assert play.fay.board["lines"] == {}

    def test_means_of_fewer_than_three_cards_are_not_told(self) -> None:
        for people, told in ((6, False), (9, True)):
            play = Rounds("m6.roleplay", people=people)
            play.come_to("score")
            play.act()
            play.come_to("summary")
            assert bool(play.wall["summary"]["means"]) == told
