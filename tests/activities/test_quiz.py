"""What may happen in a test, how it is scored, and who sees what of it."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms.course import SMALL_QUIZ, course, quiz
from tests.rooms.play import Play, Voice, refused
from workshop.activities.quiz import scoring
from workshop.activities.quiz.config import QuizConfig
from workshop.core.library import Quiz
from workshop.core.report import CLIENT, Reader
from workshop.courses import loader

NAMES = ("Ann", "Ben", "Chen", "Dan", "Eva")
GOOD = {"i1": 5, "i2": 1, "i3": 4, "i4": 4, "i5": 5}
"""5, 5 (reversed), 4, 4, 5: 100 for hearing, 75 for saying, 100 for keeping."""


def play_of(**config: Any) -> Play:
    play = Play(course(quiz(**config)), NAMES, teams=2)
    play.fay("room/open_block", block="m1.quiz")
    play.to("answer")
    return play


def answers(voice: Voice, marks: Mapping[str, int] = GOOD, *, hand_in: bool = True) -> None:
    for item, value in marks.items():
        voice("quiz/answer", item=item, value=value)
    if hand_in:
        voice("quiz/submit")


class TestScoring:
    def test_a_reverse_item_counts_the_other_way_round(self) -> None:
        found = scoring.result(SMALL_QUIZ, GOOD)
        assert found.dimensions == {"hear": 100, "say": 75, "keep": 100}
        assert found.total == 90
        assert (found.lowest, found.highest) == ({"say"}, {"hear", "keep"})

    def test_a_half_goes_up(self) -> None:
        assert [scoring.half_up(scoring.Fraction(n, 2)) for n in (1, 2, 3, 5, 125)] == [1, 1, 2, 3, 63]

    def test_the_worked_examples_of_the_courses_come_out(self) -> None:
        proven = 0
        for test in all_quizzes():
            example = test.worked_example
            if example is None:
                continue
            proven += 1
            found = scoring.result(test, dict(zip((item.id for item in test.items), example.raw, strict=True)))
            assert (found.total, found.dimensions) == (example.total, example.dimensions)
            band = scoring.band_of(test, found.total)
            assert band is not None
            assert example.band in (band.zh, band.en, None)
        assert proven == sum(test.worked_example is not None for test in all_quizzes())

    @given(values=st.lists(st.integers(1, 5), min_size=5, max_size=5))
    def test_scores_stay_in_their_scale_and_have_a_band(self, values: list[int]) -> None:
        found = scoring.result(SMALL_QUIZ, dict(zip((item.id for item in SMALL_QUIZ.items), values, strict=True)))
        assert all(0 <= points <= 100 for points in (found.total, *found.dimensions.values()))
        assert scoring.band_of(SMALL_QUIZ, found.total) is not None
        assert found.straight == (len(set(values)) == 1)

    @given(values=st.lists(st.integers(1, 5), min_size=5, max_size=5), item=st.integers(0, 4))
    def test_a_better_answer_never_lowers_a_score(self, values: list[int], item: int) -> None:
        ids = [one.id for one in SMALL_QUIZ.items]
        better = list(values)
        better[item] += -1 if SMALL_QUIZ.items[item].reverse else 1
        if 1 <= better[item] <= 5:
            totals = [scoring.result(SMALL_QUIZ, dict(zip(ids, v, strict=True))).total for v in (values, better)]
            assert totals[0] <= totals[1]

    @given(totals=st.lists(st.integers(0, 100), max_size=40))
    def test_a_distribution_counts_everybody_once(self, totals: list[int]) -> None:
        assert sum(scoring.distribution(totals)) == len(totals)


def all_quizzes() -> list[Quiz]:
    return [test for pack in loader.available() for test in loader.load(pack.slug).quizzes.values()]


class TestAnswering:
    def test_an_answer_can_be_changed_until_the_test_is_handed_in(self) -> None:
        play = play_of()
        ann = play.people[0]
        ann("quiz/answer", item="i1", value=2)
        ann("quiz/answer", item="i1", value=4)
        assert ann.board == {"answers": {"i1": 4}}
        answers(ann)
        with refused("quiz/handed_in"):
            ann("quiz/answer", item="i1", value=2)

    def test_nothing_is_scored_from_a_part_of_the_answers(self) -> None:
        play = play_of()
        ann = play.people[0]
        answers(ann, {"i1": 5, "i2": 1}, hand_in=False)
        with refused("quiz/missing", missing=3):
            ann("quiz/submit")
        assert "result" not in ann.board

    def test_items_and_marks_that_are_not_there_are_refused(self) -> None:
        ann = play_of().people[0]
        with refused("quiz/no_such_item"):
            ann("quiz/answer", item="i9", value=3)
        with refused("quiz/no_such_value"):
            ann("quiz/answer", item="i1", value=6)
        with refused("quiz/no_such_item"):
            ann("quiz/write", question="nothing", text="words")

    def test_answers_are_taken_in_the_step_for_them_alone_and_not_while_the_input_is_locked(self) -> None:
        play = play_of()
        ann = play.people[0]
        play.fay("room/lock", on=True)
        with refused("room/locked"):
            ann("quiz/answer", item="i1", value=3)
        play.to("brief")
        with refused("quiz/not_answering"):
            ann("quiz/answer", item="i1", value=3)

    def test_a_test_can_be_taken_again_only_where_the_course_says_so(self) -> None:
        ann = play_of().people[0]
        answers(ann)
        with refused("quiz/once"):
            ann("quiz/take_again")
        again = play_of(allow_retake=True).people[0]
        answers(again)
        again("quiz/take_again")
        assert "result" not in again.board
        answers(again, {"i1": 1})
        assert again.board["result"]["dimensions"]["hear"]["points"] == 50

    def test_words_to_an_open_question_have_a_length_and_can_be_cleared(self) -> None:
        ann = play_of().people[0]
        with refused("text/too_long", longest=60, length=61):
            ann("quiz/write", question="keep", text="好" * 61)
        ann("quiz/write", question="keep", text="小组讨论")
        assert ann.board["written"] == {"keep": "小组讨论"}
        ann("quiz/write", question="keep", text="")
        assert "written" not in ann.board

    def test_the_same_tap_everywhere_is_left_out_of_the_room_until_its_owner_means_it(self) -> None:
        play = play_of(room_view=["item_mean_bars"])
        ann = play.people[0]
        answers(ann, dict.fromkeys(GOOD, 3))
        assert ann.board["result"]["straight"] is True
        assert (play.wall["submitted"], play.wall["counting"]) == (1, 0)
        ann("quiz/confirm", on=True)
        assert play.wall["counting"] == 1

    def test_the_room_waits_for_whoever_has_not_handed_in(self) -> None:
        play = play_of()
        answers(play.people[0])
        assert play.picture.waiting() == (4, 5)


class TestResults:
    def test_the_band_and_the_advice_come_with_the_scores(self) -> None:
        ann = play_of().people[0]
        answers(ann)
        result = ann.board["result"]
        assert result["band"]["advice"]["en"] == "advice for high"
        assert result["dimensions"]["hear"] == {
            "rank": 0, "points": 100, "highest": True, "advice": {"zh": "go on hearing（中文）", "en": "go on hearing"},
        }  # fmt: skip

    def test_the_step_of_the_results_releases_them_and_back_holds_them_again(self) -> None:
        play = play_of()
        assert "released" not in play.phones
        play.to("mine")
        assert play.phones["released"] is True
        deed = max(play.fay.sees["undo"], key=int)
        play.fay("room/undo", deed=int(deed))
        assert "released" not in play.phones


class TestWhatLaterSheetsMayUse:
    def test_the_side_to_work_on_is_given_in_both_languages(self) -> None:
        play = play_of()
        answers(play.people[0])
        given = play.activity("m1.quiz").gives(play.block_state(), "results").items
        assert {name: (item.person, item.fields) for name, item in given.items()} == {
            "ann": ("ann", {
                "weakest_zh": "side say（中文）", "weakest_en": "side say",
                "strongest_zh": "side hear（中文）、side keep（中文）", "strongest_en": "side hear, side keep",
            }),
        }  # fmt: skip


class TestTheRoom:
    def test_numbers_are_shown_only_once_enough_people_count(self) -> None:
        play = play_of(room_view=["total_distribution"])
        for voice in play.people[:2]:
            answers(voice)
        play.to("room")
        assert play.wall["too_few"] is True
        assert "chart" not in play.wall
        play.to("answer")
        answers(play.people[2], GOOD | {"i1": 1})
        play.to("room")
        assert play.wall["chart"]["tens"] == {str(n): {7: 1, 9: 2}.get(n, 0) for n in range(10)}
        with refused("quiz/no_such_chart"):
            play.fay("quiz/show_view", chart="item_mean_bars")

    def test_the_next_key_goes_from_chart_to_chart(self) -> None:
        play = play_of(room_view=["total_distribution", "dimension_mean_radar", "item_mean_bars"])
        for voice in play.people:
            answers(voice)
        play.to("room")
        seen = [play.wall["chart"]["is"]]
        while play.fay.sees["next"]["does"] == "ahead":
            play.fay("quiz/show_view", chart=play.fay.sees["next"]["command"]["chart"])
            seen.append(play.wall["chart"]["is"])
        assert seen == ["total_distribution", "dimension_mean_radar", "item_mean_bars"]

    def test_a_plan_is_on_the_wall_only_when_it_was_put_there_and_never_with_a_name(self) -> None:
        play = play_of()
        play.to("talk")
        ann = play.people[0]
        [written] = ann("quiz/write_plan", text="先听完再开口")
        assert play.seen_by("先听完再开口") == {"console", "person:ann"}
        play.fay("quiz/show_plan", plan=written.plan, on=True)  # type: ignore[attr-defined]
        play.fay("quiz/spotlight_plan", plan=written.plan, on=True)  # type: ignore[attr-defined]
        assert play.wall["spotlit"] == written.plan  # type: ignore[attr-defined]
        assert "ann" not in repr(play.wall).lower()


class TestPrivacy:
    def test_an_answer_and_a_result_are_on_their_owners_phone_alone(self) -> None:
        play = play_of(room_view=["total_distribution", "dimension_mean_radar", "item_mean_bars"])
        for voice in play.people:
            answers(voice)
        for phase in ("answer", "mine", "room", "talk"):
            play.to(phase)
            everything = play.everything()
            holding = {address for address, view in everything.items() if "'answers'" in repr(view)}
            assert holding == {f"person:{name.lower()}" for name in NAMES}
            assert {address for address in everything if "'result'" in repr(everything[address])} == holding

    def test_no_file_but_the_owners_handbook_holds_a_result(self) -> None:
        play = play_of()
        answers(play.people[0], GOOD | {"i1": 1})
        play.to("mine")
        assert "advice for high" in repr(play.report("m1.quiz", Reader("person", "ann")))
        for reader in (CLIENT, Reader("team", "t1"), Reader("person", "ben")):
            assert "advice for" not in repr(play.report("m1.quiz", reader))

    def test_the_report_has_no_numbers_of_too_few(self) -> None:
        play = play_of()
        for voice in play.people[:2]:
            answers(voice)
        assert play.report("m1.quiz").sections[0].charts == ()
        answers(play.people[2])
        assert [chart.kind for chart in play.report("m1.quiz").sections[0].charts] == ["distribution", "radar", "bars"]

    def test_opinions_are_given_without_names_and_only_from_enough_people(self) -> None:
        play = play_of(phases="brief answer", use="feedback", identity="anonymous")
        for n, voice in enumerate(play.people):
            voice("quiz/write", question="keep", text=f"意见{n}")
            answers(voice)
        section = next(one for one in play.report("m1.quiz").sections if "open" in one.outputs)
        assert sorted(str(entry.text) for entry in section.entries) == [f"意见{n}" for n in range(5)]
        assert {(entry.author, entry.minute, entry.team) for entry in section.entries} == {(None, None, None)}
        assert play.activity("m1.quiz").gives(play.block_state(), "answers").items == {}

    def test_too_few_opinions_stay_back(self) -> None:
        play = play_of(phases="brief answer", use="feedback", identity="anonymous")
        play.people[0]("quiz/write", question="keep", text="只有我")
        answers(play.people[0])
        section = next(one for one in play.report("m1.quiz").sections if "open" in one.outputs)
        assert (section.entries, section.kept_back) == ((), 1)


class TestBeforeAndAfter:
    def both(self) -> Play:
        first, second = (
            quiz("m1.before", use="pre", pair_with="m1.after"),
            quiz("m1.after", use="post", pair_with="m1.before", room_view=["item_mean_bars", "pre_post_shift"]),
        )
        play = Play(course(first, second), NAMES)
        play.fay("room/open_block", block="m1.before")
        play.to("answer")
        for voice in play.people[:4]:
            answers(voice, GOOD | {"i1": 1})
        play.fay("room/open_block", block="m1.after")
        play.to("answer")
        for voice in play.people[1:]:
            answers(voice)
        play.to("room")
        return play

    def test_the_shift_counts_only_who_has_both(self) -> None:
        play = self.both()
        play.fay("quiz/show_view", chart="pre_post_shift")
        chart = play.wall["chart"]
        assert chart["n"] == 3
        assert (chart["items"]["i1"]["before"], chart["items"]["i1"]["after"]) == (1.0, 5.0)

    def test_everybody_sees_their_own_before(self) -> None:
        play = self.both()
        ann, ben, *_ = play.people
        assert ben.board["before"]["total"] == 70
        assert "before" not in ann.board

    def test_the_report_shows_the_shift(self) -> None:
        kinds = [chart.kind for chart in self.both().report("m1.after").sections[0].charts]
        assert kinds == ["distribution", "radar", "bars", "shift"]


@pytest.mark.parametrize("identity", ["named", "public"])
def test_a_result_that_others_would_see_is_no_config(identity: str) -> None:
    with pytest.raises(ValueError, match="identity"):
        QuizConfig.model_validate({"quiz": "q.small", "use": "check", "identity": identity})
