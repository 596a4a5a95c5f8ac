"""What may happen on a slide, and who sees what of it."""

from typing import Any

import pytest

from tests.rooms.course import course, slides
from tests.rooms.play import Play, refused
from workshop.core.course import Words
from workshop.core.report import CLIENT, Reader, label

NOTE = "我自己要记住的一句话"


def play_of(*pages: str, **config: Any) -> Play:
    play = Play(course(slides(*pages, **config)), teams=2)
    play.fay("room/open_block", block="m1.slide")
    return play


def points(view: Any) -> list[str]:
    return [point["text"]["en"] for point in view["slide"]["points"].values()]


class TestPages:
    def test_points_appear_one_by_one_on_the_wall_and_on_the_phones(self) -> None:
        play = play_of()
        seen = [points(play.wall)]
        for shown in (0, 1):
            play.fay("slide/reveal_next_point", slide=0, shown=shown)
            seen.append(points(play.wall))
            assert points(play.phones) == points(play.wall)
        assert seen == [[], ["First point"], ["First point", "Second point"]]
        with refused("slide/all_shown"):
            play.fay("slide/reveal_next_point", slide=0, shown=2)

    def test_two_keys_pressed_at_once_show_one_point(self) -> None:
        play = play_of()
        play.fay("slide/reveal_next_point", slide=0, shown=0)
        with refused("room/already"):
            play.fay("slide/reveal_next_point", slide=0, shown=0)
        assert points(play.wall) == ["First point"]

    def test_all_at_once_where_the_facilitator_or_the_course_wants_it(self) -> None:
        play = play_of()
        play.fay("slide/reveal_all")
        assert points(play.wall) == ["First point", "Second point"]
        assert points(play_of(reveal="all").wall) == ["First point", "Second point"]

    def test_pages_are_turned_forth_and_back(self) -> None:
        play = play_of()
        assert play.wall["page"] == {"n": 1, "of": 2}
        play.fay("slide/next_slide", slide=0)
        assert (play.wall["page"]["n"], points(play.wall)) == (2, [])
        with refused("room/already"):
            play.fay("slide/next_slide", slide=0)
        with refused("slide/no_such_page"):
            play.fay("slide/next_slide", slide=1)
        play.fay("slide/prev_slide", slide=1)
        assert (play.wall["page"]["n"], points(play.wall)) == (1, ["First point", "Second point"])
        with refused("slide/no_such_page"):
            play.fay("slide/prev_slide", slide=0)

    @pytest.mark.parametrize("wish", ["slide/next_slide", "slide/prev_slide"])
    @pytest.mark.parametrize("slide", [-1, 99, 10**14])
    def test_a_page_that_is_not_there_is_refused(self, wish: str, slide: int) -> None:
        with refused("room/already"):
            play_of().fay(wish, slide=slide)

    def test_the_next_key_shows_points_then_pages_then_the_next_step(self) -> None:
        play = play_of(pulse=2)
        pressed = []
        while play.state.step != "done":
            ahead = play.fay.sees["next"]
            pressed.append(ahead["command"]["type"] if ahead["does"] == "ahead" else "next")
            if ahead["does"] == "ahead":
                command = ahead["command"]
                play.fay(command["type"], **{key: command[key] for key in command if key != "type"})
            else:
                play.next()
        assert pressed == [
            "slide/reveal_next_point", "slide/reveal_next_point", "slide/next_slide", "slide/reveal_next_point", "next",
            "slide/close_pulse", "next",
        ]  # fmt: skip


class TestPulse:
    def pulse(self) -> Play:
        play = play_of(pulse=3)
        play.to("pulse")
        return play

    def test_the_step_opens_it_and_an_answer_can_be_changed(self) -> None:
        play = self.pulse()
        ann = play.people[0]
        ann("slide/answer_pulse", option=0)
        ann("slide/answer_pulse", option=2)
        assert ann.board == {"option": 2}
        assert play.wall["pulse"]["answered"] == 1
        play.fay("slide/close_pulse")
        assert [option["n"] for option in play.wall["pulse"]["options"].values()] == [0, 0, 1]

    @pytest.mark.parametrize("option", [-1, 3, 10**9])
    def test_an_option_that_is_not_there_is_refused(self, option: int) -> None:
        with refused("slide/no_such_option"):
            self.pulse().people[0]("slide/answer_pulse", option=option)

    def test_it_takes_answers_only_while_it_is_open(self) -> None:
        play = play_of(pulse=3)
        ann = play.people[0]
        with refused("slide/pulse_closed"):
            ann("slide/answer_pulse", option=0)
        play.fay("slide/open_pulse")
        ann("slide/answer_pulse", option=0)
        for wish in ("slide/close_pulse", "slide/hide_pulse"):
            play.fay(wish)
            with refused("slide/pulse_closed"):
                ann("slide/answer_pulse", option=1)
        play.fay("slide/open_pulse")
        play.fay("room/lock", on=True)
        with refused("room/locked"):
            ann("slide/answer_pulse", option=1)

    def test_the_step_opens_it_once_and_going_back_and_forth_does_not_again(self) -> None:
        play = self.pulse()
        play.fay("slide/close_pulse")
        play.back()
        play.next()
        assert play.wall["pulse"]["state"] == "closed"

    def test_a_slide_without_one_has_none(self) -> None:
        for wish in ("slide/open_pulse", "slide/close_pulse", "slide/hide_pulse"):
            with refused("slide/no_pulse"):
                play_of().fay(wish)

    def test_nobody_has_to_answer(self) -> None:
        play = self.pulse()
        play.fay("slide/close_pulse")
        assert [option["n"] for option in play.wall["pulse"]["options"].values()] == [0, 0, 0]
        (tally,) = play.report("m1.slide").sections[0].tallies
        assert (tally.voters, tally.of) == (0, 3)

    def test_the_step_is_done_for_whoever_answered(self) -> None:
        play = self.pulse()
        play.people[1]("slide/answer_pulse", option=0)
        assert play.fay.sees["progress"]["missing"] == {"ann": True, "chen": True}
        play.fay("slide/close_pulse")
        assert "progress" not in play.fay.sees

    def test_no_screen_shows_the_counts_before_it_is_closed(self) -> None:
        play = self.pulse()
        play.people[0]("slide/answer_pulse", option=2)
        for address in ("projector", "phones", "console"):
            options = play.everything()[address]["block"]["m1.slide"]["pulse"]["options"]
            assert [option.get("n") for option in options.values()] == [None] * 3, address
        play.fay("slide/close_pulse")
        for address in ("projector", "phones", "console"):
            options = play.everything()[address]["block"]["m1.slide"]["pulse"]["options"]
            assert [option["n"] for option in options.values()] == [0, 0, 1], address

    def test_a_hidden_result_is_on_the_console_only(self) -> None:
        play = self.pulse()
        play.people[0]("slide/answer_pulse", option=2)
        play.fay("slide/hide_pulse")
        assert [option.get("n") for option in play.wall["pulse"]["options"].values()] == [None] * 3
        assert [option["n"] for option in play.fay.board["pulse"]["options"].values()] == [0, 0, 1]

    def test_nobody_sees_what_somebody_else_answered(self) -> None:
        play = self.pulse()
        play.people[0]("slide/answer_pulse", option=2)
        own = {voice.id: voice.board for voice in play.people}
        assert own == {"ann": {"option": 2}, "ben": {}, "chen": {}}


class TestQuestions:
    def asked(self) -> tuple[Play, str]:
        play = play_of(questions=True)
        (event,) = play.people[0]("slide/ask", text="什么时候休息？")
        return play, event.question  # type: ignore[attr-defined]

    def test_a_question_is_on_every_phone_and_on_the_console_without_a_name(self) -> None:
        play, question = self.asked()
        shown = {"text": "什么时候休息？", "rank": 0, "support": 0, "answered": False, "pinned": False}
        assert play.phones["questions"] == {question: shown}
        assert play.fay.board["questions"] == {question: shown}
        assert play.people[0].board == {"asked": {question: True}}
        for voice in play.people[1:]:
            assert voice.board == {}

    def test_no_screen_but_its_writers_own_says_whose_it_is(self) -> None:
        play, _ = self.asked()
        play.fay("slide/pin_question", question=next(iter(play.phones["questions"])), on=True)
        for audience in play.audiences():
            if audience.address != "person:ann":
                assert "ann" not in repr(play.shows(audience)).lower()

    def test_no_file_says_it_either(self) -> None:
        play, _ = self.asked()
        for reader in (CLIENT, Reader("person", "ann"), Reader("team", "t1")):
            (entry,) = play.report("m1.slide", reader).sections[0].entries
            assert (entry.author, entry.team, entry.minute, entry.anonymous) == (None, None, None, True)

    def test_whoever_has_the_same_question_supports_it_once(self) -> None:
        play, question = self.asked()
        ben = play.people[1]
        ben("slide/support", question=question, on=True)
        ben("slide/support", question=question, on=True)
        assert play.phones["questions"][question]["support"] == 1
        assert ben.board == {"supported": {question: True}}
        ben("slide/support", question=question, on=False)
        assert play.phones["questions"][question]["support"] == 0
        with refused("slide/no_such_question"):
            ben("slide/support", question="none", on=True)

    def test_one_question_is_on_the_wall(self) -> None:
        play, first = self.asked()
        (event,) = play.people[1]("slide/ask", text="b")
        second = event.question  # type: ignore[attr-defined]
        play.fay("slide/pin_question", question=first, on=True)
        assert play.wall["pinned"] == {"id": first, "text": "什么时候休息？", "support": 0}
        play.fay("slide/pin_question", question=second, on=True)
        assert play.wall["pinned"]["id"] == second
        play.fay("slide/answer_question", question=second, on=True)
        assert "pinned" not in play.wall
        assert play.phones["questions"][second]["answered"] is True

    def test_ten_a_person_and_three_hundred_a_block(self, monkeypatch: pytest.MonkeyPatch) -> None:
        play = play_of(questions=True)
        ann, ben, _ = play.people
        for n in range(10):
            ann("slide/ask", text=f"question {n}")
        with refused("slide/enough_questions", most=10):
            ann("slide/ask", text="one more")
        monkeypatch.setattr("workshop.activities.slide.activity.QUESTIONS_A_BLOCK", 11)
        ben("slide/ask", text="the last")
        with refused("slide/enough_questions", most=10):
            ben("slide/ask", text="one too many")

    @pytest.mark.parametrize("text", ["客" * 60, "a" * 120])
    def test_sixty_characters_and_not_one_more(self, text: str) -> None:
        ann = play_of(questions=True).people[0]
        ann("slide/ask", text=text)
        with refused("text/too_long", longest=60, length=61):
            ann("slide/ask", text=text + "a")

    def test_a_slide_without_a_box_takes_none(self) -> None:
        play = play_of()
        with refused("slide/no_questions"):
            play.people[0]("slide/ask", text="a")
        assert (play.phones["asks"], "questions" in play.phones) == (False, False)

    @pytest.mark.parametrize("switch", [("room/lock", {"on": True}), ("room/pause", {})])
    def test_a_locked_or_paused_room_takes_none(self, switch: Any) -> None:
        play, question = self.asked()
        play.fay(switch[0], **switch[1])
        with refused("room/locked"):
            play.people[1]("slide/ask", text="a")
        with refused("room/locked"):
            play.people[1]("slide/support", question=question, on=True)

    def test_a_box_without_questions_prints_nothing(self) -> None:
        assert play_of(questions=True).report("m1.slide").sections == ()


class TestPrivateNote:
    def kept(self) -> Play:
        play = play_of(personal_note=True)
        play.people[0]("slide/keep_note", text=NOTE)
        return play

    def test_it_is_on_its_writers_phone_and_nowhere_else(self) -> None:
        assert self.kept().seen_by(NOTE) == {"person:ann"}

    def test_it_stands_in_its_writers_handbook_and_in_no_other_file(self) -> None:
        play = self.kept()
        told = {}
        for reader in (CLIENT, Reader("team", "t1"), Reader("person", "ben"), Reader("person", "ann")):
            told[reader.kind, reader.id] = NOTE in repr(play.room_report(reader))
        assert [key for key, found in told.items() if found] == [("person", "ann")]
        (section,) = play.report("m1.slide", Reader("person", "ann")).sections
        assert section.title == label("My private note")

    def test_an_empty_text_clears_it(self) -> None:
        play = self.kept()
        play.people[0]("slide/keep_note", text="")
        assert play.people[0].board == {}
        play.people[0]("slide/keep_note", text="")

    def test_two_hundred_characters_and_not_one_more(self) -> None:
        ann = play_of(personal_note=True).people[0]
        ann("slide/keep_note", text="客" * 200)
        with refused("text/too_long", longest=200, length=201):
            ann("slide/keep_note", text="客" * 201)

    def test_a_slide_without_one_takes_none(self) -> None:
        with refused("slide/no_note"):
            play_of().people[0]("slide/keep_note", text="a")

    def test_it_can_be_kept_while_the_room_is_locked(self) -> None:
        play = self.kept()
        play.fay("room/lock", on=True)
        play.people[0]("slide/keep_note", text="b")
        assert play.people[0].board == {"note": "b"}


class TestSecrets:
    def test_speaker_notes_are_on_the_console_only(self) -> None:
        play = play_of()
        assert play.seen_by("Only for Fay") == {"console"}

    def test_points_that_are_not_shown_yet_are_on_the_console_only(self) -> None:
        play = play_of()
        assert play.seen_by("Second point") == {"console"}
        play.fay("slide/reveal_all")
        assert play.seen_by("Second point") == {"console", "projector", "phones"}

    def test_the_next_page_is_a_title_on_the_console(self) -> None:
        play = play_of()
        assert play.fay.board["next_title"] == {"zh": "第二页", "en": "Two"}
        assert play.seen_by("第二页") == {"console"}
        assert play.seen_by("Third point") == set()

    def test_a_team_has_nothing_of_its_own(self) -> None:
        assert play_of(pulse=2, questions=True, personal_note=True).team("t1") == {}


class TestClosed:
    def test_a_closed_slide_takes_nothing(self) -> None:
        play = play_of(pulse=2, questions=True)
        play.fay("slide/open_pulse")
        play.fay("room/close_block")
        for voice, wish in (
            (play.people[0], ("slide/answer_pulse", {"option": 0})),
            (play.people[0], ("slide/ask", {"text": "a"})),
            (play.fay, ("slide/reveal_all", {})),
        ):
            with refused("room/block_closed"):
                voice(wish[0], block="m1.slide", **wish[1])


def test_the_pulse_stands_in_the_report_with_its_question_once_it_is_closed() -> None:
    play = play_of(pulse=2)
    play.to("pulse")
    for voice, option in zip(play.people, (0, 1, 1), strict=True):
        voice("slide/answer_pulse", option=option)
    assert play.report("m1.slide").sections == ()
    play.fay("slide/close_pulse")
    (section,) = play.report("m1.slide").sections
    assert section.question == Words(zh="pulse on the wall（中文）", en="pulse on the wall")
    (tally,) = section.tallies
    assert [(row.label, row.n) for row in tally.rows] == [
        (Words(zh="选0", en="Option 0"), 1), (Words(zh="选1", en="Option 1"), 2),
    ]  # fmt: skip
    assert (tally.voters, tally.of) == (3, 3)
