"""What may happen with sheets, when one is ready, and who reads what."""

import datetime as dt
from typing import Any

import pytest

from tests.rooms.course import course, form
from tests.rooms.play import NOON, Play, Voice, refused
from workshop.activities.form.config import FormConfig
from workshop.activities.form.presenting import misfits
from workshop.activities.form.state import HOLD_MS
from workshop.core.activity import PHONES, circle_audience
from workshop.core.course import Input
from workshop.core.report import CLIENT, Reader
from workshop.parts import checks

NAMES = ("Ann", "Ben", "Chen", "Dan")
SOON = (dt.datetime.fromtimestamp(NOON / 1000, dt.UTC) + dt.timedelta(days=20)).date().isoformat()
PUBLISH = Input(id="publish", type="text", max_chars=40, privacy="room")
ALIAS = Input(id="alias", type="text", max_chars=12, privacy="self")


def play_of(*, teams: int = 0, names: tuple[str, ...] = NAMES, **config: Any) -> Play:
    play = Play(course(form(**config)), names, teams=teams)
    play.fay("room/open_block", block="m1.form")
    play.to("fill")
    return play


def writes(voice: Voice, field: str, text: str, revision: int = 0) -> None:
    voice("form/write_field", field=field, text=text, revision=revision)


def chooses(voice: Voice, field: str, *options: str) -> None:
    voice("form/choose", field=field, options=list(options), revision=0)


def fills(voice: Voice, goal: str = "接通率从 80 提到 90", *, hand_in: bool = True) -> None:
    writes(voice, "goal", goal)
    chooses(voice, "verb", "raise")
    writes(voice, "parts.r1.who", "组长")
    if hand_in:
        voice("form/hand_in")


def sheet(voice: Voice) -> Any:
    return voice.board["sheet"]


class TestRules:
    @pytest.mark.parametrize(
        ("text", "holds"), [("做到 90", True), ("提高三成", True), ("做得更好", False), ("９０", True)]
    )
    def test_a_number_is_arabic_or_chinese(self, text: str, holds: bool) -> None:
        assert checks.has_number(text) is holds

    @pytest.mark.parametrize(
        ("text", "holds"), [("下周五前", True), ("by Friday", True), ("尽快", False), ("12月底", True)]
    )
    def test_a_period_says_when(self, text: str, holds: bool) -> None:
        assert checks.has_period(text) is holds

    @pytest.mark.parametrize(
        ("text", "holds"), [("怎么了？", True), ("你觉得呢", True), ("Why?”", True), ("说说看。", False)]
    )
    def test_a_question_ends_as_one(self, text: str, holds: bool) -> None:
        assert checks.is_question(text) is holds

    def test_words_are_found_where_they_stand_alone(self) -> None:
        assert checks.words_in("But he is good, butter is not", ["but", "butterfly"]) == ["but"]
        assert checks.words_in("很好，但是慢", ["但是", "不过"]) == ["但是"]

    def test_numbers_and_dates_are_read_as_people_write_them(self) -> None:
        numbers = ["80", " ９０％ ", "-1.5", "1,200", "八十", ""]
        assert [checks.number_of(text) for text in numbers] == [80, 90, -1.5, 1200, None, None]
        assert checks.date_of("2026-02-30") is None
        assert checks.date_of("2026-02-28") == dt.date(2026, 2, 28)


class TestFilling:
    def test_a_field_is_stored_when_it_is_left(self) -> None:
        ann = play_of().people[0]
        writes(ann, "goal", "先写一半")
        assert sheet(ann)["cells"]["goal"] == {"revision": 1, "text": "先写一半"}

    def test_a_sheet_is_ready_only_with_all_that_it_needs(self) -> None:
        ann = play_of().people[0]
        with refused("form/not_ready", missing=3):
            ann("form/hand_in")
        fills(ann)
        assert sheet(ann)["ready"] is True
        assert sheet(ann)["far"] == {"filled": 3, "of": 3, "ready": True}

    def test_a_rule_of_the_course_stops_it_in_its_own_words(self) -> None:
        ann = play_of().people[0]
        fills(ann, "把接通率提上去", hand_in=False)
        with refused("form/rule", field="goal", rule={"zh": "a number, please（中文）", "en": "a number, please"}):
            ann("form/hand_in")
        assert sheet(ann)["hints"]["goal"]["message"]["en"] == "a number, please"

    def test_the_numbers_must_go_the_way_of_the_verb(self) -> None:
        ann = play_of().people[0]
        fills(ann, hand_in=False)
        writes(ann, "start", "90%")
        writes(ann, "end", "80%")
        assert sheet(ann)["hints"]["end"]["code"] == "direction"
        writes(ann, "end", "95%", revision=1)
        assert "hints" not in sheet(ann)

    def test_dates_lie_ahead_and_the_parts_before_the_end(self) -> None:
        ann = play_of().people[0]
        fills(ann, hand_in=False)
        writes(ann, "by", "2001-01-01")
        with refused("form/rule", field="by", rule={"zh": "soon, but not today（中文）", "en": "soon, but not today"}):
            ann("form/hand_in")
        writes(ann, "by", SOON, revision=1)
        writes(ann, "parts.r1.due", "2199-01-01")
        assert sheet(ann)["hints"] == {
            "parts.r1.due": {
                "level": "warn",
                "code": "dates_before",
                "message": {"zh": "after the end（中文）", "en": "after the end"},
            },
        }
        ann("form/hand_in")

    def test_nobody_is_their_own_witness(self) -> None:
        ann = play_of().people[0]
        fills(ann, hand_in=False)
        chooses(ann, "witness", "ann")
        with refused("form/rule", field="witness", rule={"zh": "somebody else（中文）", "en": "somebody else"}):
            ann("form/hand_in")

    def test_a_person_is_of_the_team_or_where_the_sheet_says_so_of_the_room(self) -> None:
        play = play_of(teams=2)
        ann = play.people[0]
        with refused("form/no_such_option"):
            chooses(ann, "witness", "ben")
        chooses(ann, "witness", "chen")
        chooses(ann, "ally", "ben")
        assert play.shows(PHONES)["people"].keys() == {"ann", "ben", "chen", "dan"}
        play.fay("room/remove_person", person="ben")
        assert "ben" not in play.shows(PHONES)["people"]
        with refused("form/no_such_option"):
            chooses(ann, "ally", "ben")

    def test_options_are_those_of_the_field_and_not_too_many(self) -> None:
        ann = play_of().people[0]
        with refused("form/no_such_option"):
            chooses(ann, "verb", "keep")
        with refused("form/too_many", most=1):
            chooses(ann, "verb", "raise", "lower")
        with refused("form/too_many", most=2):
            chooses(ann, "tools", "one", "two", "three")

    def test_some_things_have_to_be_among_what_is_ticked(self) -> None:
        ann = play_of().people[0]
        chooses(ann, "tools", "two")
        assert sheet(ann)["hints"]["tools"]["message"]["en"] == "never without the first"
        chooses(ann, "tools", "one", "two")
        assert "hints" not in sheet(ann)

    def test_texts_are_as_long_as_the_field(self) -> None:
        ann = play_of().people[0]
        with refused("text/too_long", longest=12, length=13):
            writes(ann, "alias", "名" * 13)
        with refused("form/no_such_field"):
            writes(ann, "verb", "raise")
        with refused("form/no_such_field"):
            writes(ann, "parts.r9.who", "nobody")

    def test_lines_of_a_table_are_added_and_taken_away_within_their_number(self) -> None:
        ann = play_of().people[0]
        with refused("form/rows_needed", least=1):
            ann("form/remove_row", table="parts", row="r1")
        [added] = ann("form/add_row", table="parts")
        ann("form/add_row", table="parts")
        with refused("form/enough_rows", most=3):
            ann("form/add_row", table="parts")
        writes(ann, f"parts.{added.row}.who", "新人")  # type: ignore[attr-defined]
        ann("form/remove_row", table="parts", row=added.row)  # type: ignore[attr-defined]
        assert list(sheet(ann)["cells"]) == []

    def test_a_begun_line_has_to_be_finished(self) -> None:
        ann = play_of().people[0]
        fills(ann, hand_in=False)
        [added] = ann("form/add_row", table="parts")
        chooses(ann, f"parts.{added.row}.kind", "go")  # type: ignore[attr-defined]
        with refused("form/not_ready", missing=1):
            ann("form/hand_in")

    def test_whoever_changes_a_sheet_hands_it_in_again_and_sees_what_changed(self) -> None:
        play = play_of()
        ann = play.people[0]
        fills(ann)
        play.to("revise")
        writes(ann, "goal", "接通率从 80 提到 92", revision=1)
        assert "ready" not in sheet(ann)
        assert sheet(ann)["changed"] == {"goal": True}

    def test_nothing_is_taken_before_its_time_or_while_the_input_is_locked(self) -> None:
        play = play_of(peer_check={"by": "partner"})
        ann = play.people[0]
        play.fay("room/lock", on=True)
        with refused("room/locked"):
            writes(ann, "goal", "x")
        play.to("check")
        with refused("form/not_now"):
            writes(ann, "goal", "x")


class TestATeamsSheet:
    def play(self, **config: Any) -> Play:
        return play_of(teams=2, scope="team", privacy="team", editing="co_edit", **config)

    def test_all_of_a_team_write_into_one_sheet(self) -> None:
        play = self.play()
        ann, _, chen, _ = play.people
        writes(ann, "goal", "从 80 到 90")
        writes(chen, "alias", "同组")
        assert set(play.team("t1")["sheet"]["cells"]) == {"goal", "alias"}
        assert "goal" not in repr(play.team("t2").get("sheet", {}).get("cells"))

    def test_whoever_was_slower_is_told_what_stands_there(self) -> None:
        play = self.play()
        ann, _, chen, _ = play.people
        writes(ann, "goal", "从 80 到 90")
        with refused("form/changed", theirs="从 80 到 90"):
            writes(chen, "goal", "从 70 到 90")
        writes(chen, "goal", "从 70 到 90", revision=1)
        assert play.team("t1")["sheet"]["cells"]["goal"]["text"] == "从 70 到 90"

    def test_a_field_belongs_to_whoever_writes_there_until_they_leave_it_or_fall_silent(self) -> None:
        play = self.play()
        ann, ben, chen, _ = play.people
        assert play.phones["hold_ms"] == HOLD_MS
        ann("form/hold_field", field="goal", on=True)
        assert play.team("t1")["sheet"]["held"]["goal"]["name"] == "Ann"
        assert "held" not in play.team("t2")["sheet"]
        with refused("form/held", who="Ann"):
            chen("form/hold_field", field="goal", on=True)
        with refused("form/held", who="Ann"):
            writes(chen, "goal", "从 70 到 90")
        ben("form/hold_field", field="goal", on=True)
        writes(chen, "alias", "同组")
        writes(ann, "goal", "从 80 到 90")
        assert "held" not in play.team("t1")["sheet"]
        writes(chen, "goal", "从 70 到 90", revision=1)
        chen("form/hold_field", field="goal", on=True)
        ann("form/hold_field", field="goal", on=False)
        assert play.team("t1")["sheet"]["held"]["goal"]["name"] == "Chen"
        play.now += HOLD_MS
        ann("form/hold_field", field="goal", on=True)
        ann("form/hold_field", field="goal", on=False)
        assert "held" not in play.team("t1")["sheet"]

    def test_nobody_holds_a_field_of_a_sheet_into_which_one_person_writes(self) -> None:
        play = play_of()
        assert "hold_ms" not in play.phones
        assert play.people[0]("form/hold_field", field="goal", on=True) == []

    def test_only_the_scribe_writes_where_the_course_says_so(self) -> None:
        play = self.play() and play_of(teams=2, scope="team", privacy="team", editing="scribe")
        ann, _, chen, _ = play.people
        ann("room/take_scribe")
        with refused("form/scribe_writes"):
            writes(chen, "goal", "x")
        writes(ann, "goal", "从 80 到 90")

    def test_the_facilitator_writes_for_a_team_without_a_phone_and_takes_it_back(self) -> None:
        play = self.play()
        play.fay("form/enter_field", unit="t1", field="goal", text="从 80 到 90")
        assert play.team("t1")["sheet"]["cells"]["goal"]["text"] == "从 80 到 90"
        play.fay("room/undo", deed=int(max(play.fay.sees["undo"], key=int)))
        assert "text" not in repr(play.team("t1")["sheet"]["cells"])

    def test_every_team_looks_at_the_sheet_of_the_next(self) -> None:
        play = self.play(peer_check={"by": "next_team", "comment_max": 40})
        ann, ben, *_ = play.people
        for voice in (ann, ben):
            fills(voice)
        play.fay("form/assign_checks")
        play.to("check")
        assert set(play.team("t1")["to_check"]) == {"t2"}
        with refused("form/not_your_check"):
            ann("form/tick", unit="t1", item="clear", on=True)
        ann("form/tick", unit="t2", item="clear", on=True)
        ann("form/advise", unit="t2", field="advice", text="写上日期")
        assert "写上日期" not in repr(play.team("t2"))
        ann("form/finish_check", unit="t2")
        assert play.team("t2")["heard"]["t1"]["lines"]["advice"] == {"text": "写上日期"}
        with refused("form/check_done"):
            ann("form/tick", unit="t2", item="small", on=True)

    def test_the_wall_shows_progress_and_no_word_until_a_team_presents(self) -> None:
        play = self.play(present={"seconds": 60, "rating": [], "comment_max": 40})
        ann, ben, *_ = play.people
        fills(ann)
        writes(ben, "goal", "另一组的 3 条")
        assert "接通率" not in repr(play.wall)
        play.to("present")
        play.fay("form/next_team", unit="t1")
        assert play.wall["sheet"]["cells"]["goal"]["text"].startswith("接通率")
        assert "另一组" not in repr(play.wall)

    def test_the_report_has_every_teams_sheet_and_a_teams_page_its_own(self) -> None:
        play = self.play()
        fills(play.people[0], "一组 1 条")
        fills(play.people[1], "二组 2 条")
        whole = repr(play.report("m1.form"))
        assert "一组 1 条" in whole
        assert "二组 2 条" in whole
        assert "二组" not in repr(play.report("m1.form", Reader("team", "t1")))


class TestComingForward:
    """Whoever wants to says their own sheet to the room; it stays theirs, and so does what they are told."""

    NAMES = ("Ann", "Ben", "Chen", "Dan", "Eva")
    PRESENT = {"seconds": 45, "who": "volunteers", "by": "person", "comment_max": 40}

    def play(self, **also: Any) -> Play:
        play = play_of(privacy="pair", teams=2, names=self.NAMES, present=self.PRESENT | also)
        for voice in play.people:
            fills(voice, f"{voice.id} 的 3 句")
        play.to("present")
        return play

    def queue(self, play: Play) -> list[str]:
        return [row["name"] for row in play.wall["show"]["queue"].values()]

    def test_people_put_themselves_into_the_queue_and_out_of_it(self) -> None:
        play = self.play()
        ann, ben, chen, *_ = play.people
        assert play.wall["show"]["queue"] == {}
        for voice in (chen, ann, ben):
            voice("form/volunteer", on=True)
        ann("form/volunteer", on=False)
        assert self.queue(play) == ["Chen", "Ben"]
        play.fay("form/next_team")
        assert play.wall["show"]["now"]["unit"] == chen.id
        with refused("present/had_its_turn"):
            chen("form/volunteer", on=False)

    def test_no_sheet_is_shown_and_no_teammate_is_left_out(self) -> None:
        play = self.play()
        ann, _, chen, *_ = play.people
        play.fay("form/next_team", unit=ann.id)
        assert "的 3 句" not in repr([play.wall, play.fay.board])
        with refused("present/own_team"):
            ann("form/tell_team", unit=ann.id, text="我自己")
        chen("form/tell_team", unit=ann.id, text="听完就懂")
        progress = play.activity("m1.form").progress(play.block_state(), play.picture.room_view("m1.form"))
        assert progress.done == {ann.id, chen.id}

    def test_what_they_are_told_is_read_by_the_room_and_kept_by_them_alone(self) -> None:
        play = self.play()
        ann, ben, *_ = play.people
        play.fay("form/next_team", unit=ann.id)
        ben("form/tell_team", unit=ann.id, text="听完就懂")
        assert "听完就懂" not in repr(play.wall)
        play.fay("form/close_rating")
        assert "听完就懂" in repr(play.wall)
        kept = {voice.id: repr(play.report("m1.form", Reader("person", voice.id))) for voice in play.people}
        assert [person for person, report in kept.items() if "听完就懂" in report] == [ann.id]
        assert "听完就懂" not in repr([play.report("m1.form", reader) for reader in (CLIENT, Reader("team", "t1"))])

    def test_averages_of_a_person_stand_in_no_shared_report(self) -> None:
        play = self.play(rating=[{"id": "clear", "zh": "清楚", "en": "Clear"}])
        play.fay("form/next_team", unit="ann")
        for voice in play.people[1:]:
            voice("form/rate_team", unit="ann", criterion="clear", value=3)
        play.fay("form/close_rating")
        assert play.wall["show"]["given"]["ann"]["means"] == {"clear": 3.0}
        assert [chart for section in play.report("m1.form").sections for chart in section.charts] == []

    def test_one_who_left_is_in_no_queue_and_holds_up_nothing(self) -> None:
        play = self.play()
        ann, ben, *_ = play.people
        for voice in (ann, ben):
            voice("form/volunteer", on=True)
        play.fay("form/next_team")
        play.fay("room/remove_person", person=ann.id)
        assert self.queue(play) == ["Ben"]
        play.fay("form/next_team")
        assert play.wall["show"]["now"]["unit"] == ben.id
        with refused("room/no_such_person"):
            play.fay("form/next_team", unit=ann.id)

    def test_the_facilitator_draws_and_adds_people(self) -> None:
        play = self.play()
        play.fay("form/draw_queue", count=2)
        (first, second) = self.queue(play)
        assert {first, second} < set(self.NAMES)
        play.fay("form/set_queue", units=["eva"])
        assert self.queue(play) == ["Eva"]
        with refused("room/no_such_person"):
            play.fay("form/set_queue", units=["t1"])

    @pytest.mark.parametrize(("scope", "by"), [("individual", "team"), ("team", "person")])
    def test_a_sheet_is_presented_by_its_owner_or_the_pack_is_wrong(self, scope: str, by: str) -> None:
        block = form(scope=scope, privacy="room", present={"seconds": 60, "by": by})
        config = FormConfig.model_validate(block.config)
        assert [place for place, _ in misfits(block, config)] == [("present", "by")]


class TestPairs:
    def drafts(self, names: tuple[str, ...] = NAMES) -> Play:
        play = play_of(
            privacy="pair",
            names=names,
            peer_check={"by": "partner", "scorecard": "sc.small"},
            inputs={"fill": (ALIAS,)},
        )
        for voice in play.people:
            writes(voice, "alias", f"代号{voice.id}")
            fills(voice, f"{voice.id} 要做 3 次")
        play.fay("form/assign_checks")
        return play

    def circles(self, play: Play) -> dict[str, Any]:
        groups = play.activity("m1.form").groups(play.block_state())
        return {group: (people, play.shows(circle_audience("m1.form", group))) for group, people in groups.items()}

    @pytest.mark.parametrize("n", [2, 3, 4, 5])
    def test_everybody_has_a_sheet_to_look_at_and_is_looked_at_once(self, n: int) -> None:
        play = self.drafts(("Ann", "Ben", "Chen", "Dan", "Eva")[:n])
        looked = [unit for wanted in play.block_state().checks.values() for unit in wanted]
        assert sorted(looked) == sorted(voice.id for voice in play.people)
        assert all(checker not in wanted for checker, wanted in play.block_state().checks.items())

    def test_whoever_comes_late_joins_a_pair(self) -> None:
        play = self.drafts()
        eva = play.joins("Eva")
        play.fay("form/assign_checks")
        assert play.block_state().checks["eva"] != ()
        assert any("eva" in people and len(people) == 3 for people, _ in self.circles(play).values())
        assert eva.id in {unit for wanted in play.block_state().checks.values() for unit in wanted}

    def test_a_draft_is_read_in_its_pair_from_the_check_on_and_nowhere_else(self) -> None:
        play = self.drafts()
        assert play.seen_by("ann 要做 3 次") == {"person:ann"}
        assert all("要做" not in repr(seen) for _, seen in self.circles(play).values())
        play.to("check")
        for people, seen in self.circles(play).values():
            for voice in play.people:
                assert (f"{voice.id} 要做 3 次" in repr(seen)) is (voice.id in people)
                assert f"代号{voice.id}" not in repr(seen)
        [circle] = [group for group, (people, _) in self.circles(play).items() if "ann" in people]
        assert play.seen_by("ann 要做 3 次") == {"person:ann", f"circle:m1.form:{circle}"}
        assert play.seen_by("代号ann") == {"person:ann"}

    def test_what_is_found_goes_to_the_owner_alone_and_only_once_the_checker_is_done(self) -> None:
        play = self.drafts(("Ann", "Ben", "Chen"))
        play.to("check")
        ann = play.people[0]
        [unit] = play.block_state().checks["ann"]
        ann("form/advise", unit=unit, field="quote", text="昨天 20:40 那通")
        assert play.seen_by("昨天 20:40 那通") == {"person:ann"}
        for item in ("when", "what"):
            ann("form/rate", unit=unit, item=item, value=2)
        ann("form/finish_check", unit=unit)
        assert play.seen_by("昨天 20:40 那通") == {"person:ann", f"person:{unit}"}

    def test_a_card_is_finished_only_when_all_is_rated(self) -> None:
        play = self.drafts()
        play.to("check")
        ann = play.people[0]
        [unit] = play.block_state().checks["ann"]
        with refused("form/check_missing", missing=3):
            ann("form/finish_check", unit=unit)
        ann("form/rate", unit=unit, item="when", value=2)
        ann("form/rate", unit=unit, item="what", value=1)
        with refused("form/no_such_option"):
            ann("form/rate", unit=unit, item="what", value=3)
        ann("form/advise", unit=unit, field="quote", text="昨天 20:40 那通")
        ann("form/finish_check", unit=unit)
        assert "昨天 20:40 那通" in repr(play.report("m1.form", Reader("person", unit)))
        for reader in (CLIENT, Reader("team", "t1")):
            assert "昨天" not in repr(play.report("m1.form", reader))
            assert "要做 3 次" not in repr(play.report("m1.form", reader))

    def test_the_wall_counts_the_best_marks_of_a_card_once_enough_sheets_are_checked(self) -> None:
        play = self.drafts()
        play.to("check")
        assert set(play.wall["items"]) == {"when", "what"}
        for n, voice in enumerate(play.people):
            [unit] = play.block_state().checks[voice.id]
            voice("form/rate", unit=unit, item="when", value=2)
            voice("form/rate", unit=unit, item="what", value=2 if n == 0 else 1)
            voice("form/advise", unit=unit, field="quote", text="昨天 20:40 那通")
            voice("form/finish_check", unit=unit)
        play.to("revise")
        of = len(play.people)
        rates = play.wall["rates"]
        assert (rates["of"], rates["found"]) == (of, {"when": of, "what": 1})
        assert rates["mark"] == play.phones["card"]["scale"]["2"]["text"]


class TestPrivateSheets:
    def play(self) -> Play:
        play = play_of(privacy="self", phases="brief fill revise", inputs={"revise": (PUBLISH,)})
        for voice in play.people:
            fills(voice, f"{voice.id} 的秘密 7")
        return play

    def test_a_private_sheet_is_on_its_owners_phone_alone(self) -> None:
        play = self.play()
        for phase in ("fill", "revise"):
            play.to(phase)
            assert play.seen_by("ann 的秘密 7") == {"person:ann"}
        assert "的秘密" not in repr(play.report("m1.form"))
        assert "ann 的秘密 7" in repr(play.report("m1.form", Reader("person", "ann")))
        with refused("form/private"):
            play.fay("form/enter_field", unit="ann", field="goal", text="x")

    def test_of_two_blocks_with_one_form_each_says_what_stays_with_who_wrote_it(self) -> None:
        open_, private = (
            form("m1.open", form="f.tiny"),
            form("m1.own", form="f.tiny", privacy="pair", inputs={"fill": (ALIAS,)}),
        )
        play = Play(course(open_, private), NAMES)
        said = []
        for block in ("m1.open", "m1.own", "m1.open"):
            play.fay("room/go_to", block=block, step="fill")
            said.append("private" in play.phones["paper"]["s1"]["fields"]["alias"])
        assert said == [False, True, False]

    def test_a_line_goes_to_the_room_only_when_its_owner_shows_it_and_without_a_name(self) -> None:
        play = self.play()
        play.to("revise")
        ann = play.people[0]
        ann("form/publish", text="每天先听三通录音")
        [line] = play.wall["lines"].values()
        assert line == {"text": "每天先听三通录音"}
        assert "Ann" not in repr(play.wall)
        assert "每天先听三通录音" in repr(play.report("m1.form"))
        ann("form/withdraw")
        assert "lines" not in play.wall

    def test_the_facilitator_can_take_a_line_down_and_put_it_back(self) -> None:
        play = self.play()
        play.to("revise")
        play.people[0]("form/publish", text="每天先听三通录音")
        play.fay("form/hide_line", unit="ann", on=True)
        assert "lines" not in play.wall
        play.fay("room/undo", deed=int(max(play.fay.sees["undo"], key=int)))
        assert "lines" in play.wall

    def test_a_witness_reads_the_line_meant_for_them_and_nothing_else(self) -> None:
        play = self.play()
        ann, ben, *_ = play.people
        play.to("revise")
        with refused("form/no_witness"):
            ann("form/ask_witness", person="ann", text="每天先听三通录音")
        ann("form/ask_witness", person="ben", text="每天先听三通录音")
        assert play.seen_by("每天先听三通录音") == {"person:ann", "person:ben"}
        assert "秘密" not in repr(ben.board["witness_of"])
        ben("form/witness", unit="ann")
        assert ann.board["told_witness"]["agreed"] is True

    def test_what_it_gives_to_later_blocks_is_by_owner(self) -> None:
        play = self.play()
        given = play.activity("m1.form").gives(play.block_state(), "sheets").items
        assert given["ann"].fields["goal"] == "ann 的秘密 7"
        assert given["ann"].fields["verb"] == "raise"
        assert play.activity("m1.form").gives(play.block_state(), "all").items == {}


class TestWhatWasSaidEarlier:
    def test_it_is_offered_to_whoever_said_it_and_to_nobody_else(self) -> None:
        earlier = form("m1.earlier", privacy="self", phases="fill revise")
        prefill = [
            {"field": "goal", "from": "m1.earlier", "select": "sheets", "take": "goal"},
            {"field": "alias", "from": "m1.earlier", "select": "sheets", "take": "alias", "as": "hint"},
        ]
        play = Play(course(earlier, form("m1.later", privacy="self", phases="fill revise", prefill=prefill)), NAMES)
        play.fay("room/open_block", block="m1.earlier")
        ann, ben, *_ = play.people
        writes(ann, "goal", "接通率从 80 提到 90")
        writes(ann, "alias", "小周")
        play.fay("room/open_block", block="m1.later")
        assert ann.board["offers"] == {
            "goal": {"text": {"zh": "接通率从 80 提到 90", "en": "接通率从 80 提到 90"}},
            "alias": {"text": {"zh": "小周", "en": "小周"}, "hint": True},
        }
        assert "offers" not in ben.board
        assert play.seen_by("接通率从 80 提到 90") == {"person:ann"}
