"""From many notes to one decision: calls, clusters, names, votes, conclusions, presentations."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms.course import (
    CALLS,
    CLUSTER,
    NAME,
    PRESENT,
    RESOLVE,
    SELF,
    TALK,
    TEAM_FIELDS,
    VOTE,
    WRITE,
    board,
    course,
)
from tests.rooms.play import Play, Voice, refusal_of, refused
from workshop.activities.board import suggest
from workshop.activities.board.config import Vote
from workshop.activities.board.voting import MOST_TARGETS, counted
from workshop.core.report import CLIENT, Reader

TEXTS = ["主动带新人", "帮新人过三关", "质检标准统一口径", "统一质检打分口径", "弹性排班试点", "允许自主换班"]


def play_of(
    *stages: Any, teams: int = 2, people: tuple[str, ...] = ("Ann", "Ben", "Chen", "Dan"), **config: Any
) -> Play:
    """Ann and Chen in team t1, Ben and Dan in t2, at the first stage."""
    play = Play(course(board(*stages, **config)), people, teams)
    play.fay("room/open_block", block="m1.board")
    return play


def written(play: Play, *texts: str) -> list[str]:
    """One note after the other, by one person after the other; then the next step."""
    notes = []
    for n, text in enumerate(texts):
        (added,) = play.people[n % len(play.people)]("board/add_note", text=text)
        notes.append(added.note)  # type: ignore[attr-defined]
    play.next()
    return notes


def clustered(*stages: Any, **config: Any) -> tuple[Play, list[str]]:
    """Six notes on the wall, and the stage that clusters them."""
    play = play_of(WRITE, CLUSTER, *stages, **config)
    return play, written(play, *TEXTS)


def groups(play: Play) -> list[set[str]]:
    """The notes of each cluster as the wall shows them, in the order of the symbols."""
    wall = play.wall
    return [
        {note for note, place in wall.get("places", {}).items() if place == cluster}
        for cluster, _ in sorted(wall.get("clusters", {}).items(), key=lambda item: item[1]["rank"])
    ]


def names(play: Play) -> list[str]:
    return [c["name"]["text"] for c in play.wall.get("clusters", {}).values() if "name" in c]


class TestCalls:
    def called(self) -> tuple[Play, dict[str, list[str]]]:
        play = play_of(WRITE | {"visible_to": "self"}, CALLS, identity="team")
        notes = written(play, *TEXTS)
        return play, {"t1": [notes[0], notes[2], notes[4]], "t2": [notes[1], notes[3], notes[5]]}

    def gives(self, voice: Voice, *notes: str) -> None:
        for note in notes:
            voice("board/tick_note", note=note, on=True)
        voice("board/hand_in")

    def test_each_call_has_its_own_quota_and_the_wall_fills_in_the_order_of_arrival(self) -> None:
        play, notes = self.called()
        ann, ben, *_ = play.people
        assert play.wall["call"] == {"id": "clear", "given": {}}
        self.gives(ben, notes["t2"][0])
        self.gives(ann, notes["t1"][1], notes["t1"][0])
        assert play.wall["arrived"] == {notes["t2"][0]: 0, notes["t1"][0]: 1, notes["t1"][1]: 2}
        assert play.wall["call"]["given"] == {"t2": 1, "t1": 2}
        with refused("board/enough_picked", pick=2):
            ann("board/tick_note", note=notes["t1"][2], on=True)
        play.fay("board/open_call", call="gap")
        self.gives(ann, notes["t1"][2])
        assert play.wall["call"] == {"id": "gap", "given": {"t1": 1}}

    def test_next_goes_from_call_to_call_before_it_leaves_the_stage(self) -> None:
        play, _ = self.called()
        assert play.fay.sees["next"]["command"] == {"type": "board/open_call", "call": "gap"}
        play.fay("board/open_call", call="gap")
        assert play.fay.sees["next"]["does"] != "ahead"

    def test_a_call_that_is_closed_takes_nothing(self) -> None:
        play, notes = self.called()
        play.fay("board/close_call")
        with refused("board/no_call_open"):
            play.people[0]("board/tick_note", note=notes["t1"][0], on=True)

    def test_a_card_that_was_sent_back_may_be_given_again_and_undo_puts_it_where_it_was(self) -> None:
        play, notes = self.called()
        self.gives(play.people[0], *notes["t1"][:2])
        before = play.wall["arrived"]
        play.fay("board/return_note", note=notes["t1"][0])
        assert play.wall["arrived"] == {notes["t1"][1]: 0}
        assert play.wall["call"]["given"] == {"t1": 1}
        play.fay("room/undo", deed=int(list(play.fay.sees["undo"])[-1]))
        assert play.wall["arrived"] == before

    def test_the_step_is_done_by_the_teams_that_gave_what_is_called_for(self) -> None:
        play, notes = self.called()
        self.gives(play.people[0], *notes["t1"][:2])
        self.gives(play.people[1], notes["t2"][0])
        assert play.fay.sees["progress"]["done"] == 1


class TestClusters:
    def test_pairs_come_first_and_then_larger_groups(self) -> None:
        play, notes = clustered()
        with refused("board/pairs_first"):
            play.fay("board/group_notes", notes=notes[:3])
        play.fay("board/group_notes", notes=notes[:2])
        assert groups(play) == [set(notes[:2])]
        (cluster,) = play.wall["clusters"]
        with refused("board/pairs_first"):
            play.fay("board/group_notes", notes=[notes[2]], cluster=cluster)
        play.fay("board/set_clustering", to="clusters")
        play.fay("board/group_notes", notes=[notes[2]], cluster=cluster)
        assert groups(play) == [set(notes[:3])]

    def test_clusters_are_merged_split_and_emptied(self) -> None:
        play, notes = clustered()
        play.fay("board/set_clustering", to="clusters")
        play.fay("board/group_notes", notes=notes[:2])
        play.fay("board/group_notes", notes=notes[2:5])
        one, other = sorted(play.wall["clusters"], key=lambda cluster: play.wall["clusters"][cluster]["rank"])
        play.fay("board/merge_clusters", cluster=other, into=one)
        assert groups(play) == [set(notes[:5])]
        play.fay("board/split_cluster", cluster=one, notes=notes[3:5])
        assert groups(play) == [set(notes[:3]), set(notes[3:5])]
        with refused("board/leave_one"):
            play.fay("board/split_cluster", cluster=one, notes=notes[:3])
        play.fay("board/loosen_notes", notes=notes[:3])
        assert groups(play) == [set(notes[3:5])]

    def test_a_symbol_belongs_to_one_cluster_at_a_time(self) -> None:
        play, notes = clustered()
        for n in (0, 2, 4):
            play.fay("board/group_notes", notes=notes[n : n + 2])
        assert [cluster["mark"] for cluster in play.wall["clusters"].values()] == [0, 1, 2]
        play.fay("board/loosen_notes", notes=notes[:2])
        play.fay("board/group_notes", notes=[notes[0], notes[1]])
        assert sorted(cluster["mark"] for cluster in play.wall["clusters"].values()) == [0, 1, 2]

    def test_the_rest_is_set_aside_and_the_next_key_does_it(self) -> None:
        play, notes = clustered(NAME)
        play.fay("board/group_notes", notes=notes[:2])
        assert play.fay.sees["next"]["command"] == {"type": "board/set_clustering", "to": "clusters"}
        play.fay("board/set_clustering", to="clusters")
        assert play.fay.sees["next"]["command"] == {"type": "board/mark_rest"}
        play.fay("board/mark_rest")
        assert {note for note, place in play.wall["places"].items() if place == "-"} == set(notes[2:])
        assert play.fay.sees["next"]["does"] != "ahead"

    def test_people_suggest_pairs_and_the_facilitator_accepts_them_or_not(self) -> None:
        play, notes = clustered()
        ann, ben, *_ = play.people
        for voice in (ann, ben):
            voice("board/suggest_pair", notes=notes[:2])
        ann("board/suggest_pair", notes=notes[2:4])
        first, second = sorted(
            play.fay.board["suggestions"], key=lambda one: -play.fay.board["suggestions"][one]["people"]
        )
        assert play.fay.board["suggestions"][first]["people"] == 2
        play.fay("board/accept_suggestion", suggestion=first)
        play.fay("board/dismiss_suggestion", suggestion=second)
        assert groups(play) == [set(notes[:2])]
        assert "suggestions" not in play.fay.board

    def test_where_the_facilitator_clusters_alone_nobody_suggests(self) -> None:
        play = play_of(WRITE, CLUSTER | {"by": "facilitator"})
        notes = written(play, *TEXTS)
        with refused("board/not_asked"):
            play.people[0]("board/suggest_pair", notes=notes[:2])

    def test_words_suggest_only_what_uses_the_same_ones_and_nothing_moves_by_itself(self) -> None:
        play, notes = clustered(cluster_suggest=True)
        play.fay("board/suggest_clusters")
        found = [set(one["notes"]) for one in play.fay.board["suggestions"].values()]
        assert {notes[2], notes[3]} in found
        assert groups(play) == []

    def test_a_note_that_its_writer_cannot_see_any_more_leaves_no_hole(self) -> None:
        play, notes = clustered()
        play.fay("board/group_notes", notes=notes[:2])
        play.fay("board/hide_item", note=notes[0])
        assert groups(play) == [{notes[1]}]
        play.fay("board/restore_item", note=notes[0])
        assert groups(play) == [set(notes[:2])]

    @given(data=st.data())
    def test_no_move_loses_or_doubles_a_note(self, data: st.DataObject) -> None:
        play, notes = clustered()
        play.fay("board/set_clustering", to="clusters")
        for _ in range(12):
            some = data.draw(st.lists(st.sampled_from(notes), min_size=1, max_size=4))
            known = [*play.wall.get("clusters", {}), None]
            cluster = data.draw(st.sampled_from(known))
            wish: tuple[str, dict[str, Any]] = data.draw(
                st.sampled_from([
                    ("group_notes", {"notes": some, "cluster": cluster}),
                    ("loosen_notes", {"notes": some}),
                    ("set_aside", {"notes": some}),
                    ("split_cluster", {"notes": some, "cluster": cluster or ""}),
                    ("merge_clusters", {"cluster": cluster or "", "into": known[0] or ""}),
                ])
            )  # fmt: skip
            refusal_of(lambda wish=wish: play.fay(f"board/{wish[0]}", **wish[1]))  # type: ignore[misc]
            wall = play.wall
            assert set(wall["notes"]) == set(notes)
            assert set(wall.get("places", {}).values()) <= {*wall.get("clusters", {}), "-"}
            marks = [one["mark"] for one in wall.get("clusters", {}).values()]
            assert len(marks) == len(set(marks))


class TestNames:
    def named(self) -> tuple[Play, list[str], str, str]:
        play, notes = clustered(NAME, identity="team")
        play.fay("board/set_clustering", to="clusters")
        play.fay("board/group_notes", notes=notes[:2])
        play.fay("board/group_notes", notes=notes[2:5])
        small, large = sorted(play.wall["clusters"], key=lambda cluster: play.wall["clusters"][cluster]["rank"])
        play.next()
        return play, notes, small, large

    def test_the_largest_cluster_is_named_first_and_the_next_comes_by_itself(self) -> None:
        play, _, small, large = self.named()
        assert play.wall["naming"]["cluster"] == large
        play.fay("board/confirm_name", cluster=large, text="让质检口径一致")
        assert play.wall["naming"]["cluster"] == small

    def test_next_goes_to_every_cluster_before_it_leaves(self) -> None:
        play, _, small, _ = self.named()
        assert play.fay.sees["next"]["command"] == {"type": "board/next_cluster", "cluster": small}
        play.fay("board/next_cluster", cluster=small)
        assert play.fay.sees["next"]["does"] != "ahead"

    def test_a_team_has_one_proposal_and_its_scribe_makes_it(self) -> None:
        play, *_ = self.named()
        ann, ben, chen, _ = play.people
        chen("room/take_scribe")
        with refused("board/scribe_only", scribe="Chen"):
            ann("board/propose_name", text="把新人带稳")
        chen("board/propose_name", text="把新人带稳")
        chen("board/propose_name", text="把新人带稳带会")
        ben("board/propose_name", text="让质检口径一致")
        shown = sorted((one["team"], one["text"]) for one in play.wall["naming"]["proposals"].values())
        assert shown == [("t1", "把新人带稳带会"), ("t2", "让质检口径一致")]
        assert play.fay.sees["progress"]["done"] == 2
        mine = next(key for key, one in play.wall["naming"]["proposals"].items() if one["team"] == "t1")
        play.fay("board/take_name", proposal=mine)
        assert names(play) == ["把新人带稳带会"]

    @pytest.mark.parametrize("text", ["四个字名", "名" * 12, "hire with care", "one two three four five six seven"])
    def test_a_name_of_a_good_length_is_taken(self, text: str) -> None:
        play, *_ = self.named()
        play.people[0]("board/propose_name", text=text)

    @pytest.mark.parametrize(("text", "length"), [("三个字", 3), ("名" * 13, 13)])
    def test_chinese_is_counted_in_characters(self, text: str, length: int) -> None:
        play, *_ = self.named()
        with refused("board/name_characters", least=4, most=12, length=length):
            play.people[0]("board/propose_name", text=text)

    @pytest.mark.parametrize(("text", "length"), [("two words", 2), ("a b c d e f g h", 8)])
    def test_english_is_counted_in_words(self, text: str, length: int) -> None:
        play, *_ = self.named()
        with refused("board/name_words", least=3, most=7, length=length):
            play.people[0]("board/propose_name", text=text)

    def test_no_name_is_given_or_seen_before_the_clusters_are_closed(self) -> None:
        play, notes = clustered(NAME)
        play.fay("board/group_notes", notes=notes[:2])
        (cluster,) = play.wall["clusters"]
        for voice, wish, fields in (
            (play.people[0], "board/propose_name", {}),
            (play.fay, "board/confirm_name", {"cluster": cluster}),
        ):
            with refused("board/not_naming"):
                voice(wish, text="把新人带稳", **fields)
        play.next()
        play.fay("board/confirm_name", cluster=cluster, text="把新人带稳")
        assert names(play) == ["把新人带稳"]
        play.back()
        assert "把新人带稳" not in str(play.everything())


class TestVotes:
    def test_clusters_are_voted_on(self) -> None:
        play, notes = clustered(VOTE | {"target": "cluster"}, TALK)
        play.fay("board/group_notes", notes=notes[:2])
        play.fay("board/group_notes", notes=notes[2:4])
        one, other = sorted(play.wall["clusters"], key=lambda cluster: play.wall["clusters"][cluster]["rank"])
        play.next()
        for voice in play.people[:3]:
            voice("board/place_dots", stage="vote", cluster=other, dots=2)
        with refused("board/no_such_target"):
            play.people[3]("board/place_dots", stage="vote", note=notes[0], dots=1)
        play.fay("board/close_vote", stage="vote")
        assert play.wall["results"]["vote"]["notes"] == {other: {"dots": 6, "place": 1}, one: {"dots": 0, "place": 2}}

    def test_zones_are_voted_on(self) -> None:
        play = play_of(VOTE | {"target": "zone"}, zones=("left", "right"))
        play.people[0]("board/place_dots", stage="vote", zone="right", dots=2)
        play.fay("board/close_vote", stage="vote")
        assert play.wall["results"]["vote"]["notes"]["right"] == {"dots": 2, "place": 1}

    def test_nobody_has_to_choose_from_more_than_forty(self) -> None:
        play = play_of(WRITE, VOTE)
        notes = written(play, *(f"第{n}张便签" for n in range(MOST_TARGETS + 1)))
        assert play.wall["vote"]["state"] == "waiting"
        with refused("board/too_many_targets", n=41, most=40):
            play.fay("board/reopen_vote", stage="vote")
        play.fay("board/hide_item", note=notes[0])
        play.fay("board/reopen_vote", stage="vote")
        assert play.wall["vote"]["state"] == "open"
        with refused("board/vote_is_on"):
            play.fay("board/restore_item", note=notes[0])

    def test_notes_made_one_count_once_a_person(self) -> None:
        play, notes = clustered(VOTE)
        ann, ben, *_ = play.people
        play.next()
        ann("board/place_dots", stage="vote", note=notes[0], dots=2)
        ann("board/place_dots", stage="vote", note=notes[1], dots=1)
        ben("board/place_dots", stage="vote", note=notes[1], dots=1)
        play.back()
        play.fay("board/merge_notes", note=notes[1], into=notes[0])
        play.next()
        stage = play.block_state().config.stage("vote")
        assert isinstance(stage, Vote)
        assert counted(play.block_state(), stage)[notes[0]] == 3
        assert play.wall["same"] == {notes[0]: 2}
        assert notes[1] not in play.wall["notes"]

    @given(data=st.data())
    def test_dots_never_go_over_the_budget_or_the_most_on_one(self, data: st.DataObject) -> None:
        play, notes = clustered(VOTE)
        play.next()
        for _ in range(15):
            voice, note = data.draw(st.sampled_from(play.people)), data.draw(st.sampled_from(notes))
            dots = data.draw(st.integers(-1, 4))
            refusal_of(lambda v=voice, n=note, d=dots: v("board/place_dots", stage="vote", note=n, dots=d))  # type: ignore[misc]
        for mine in play.block_state().ballot("vote").dots.values():
            assert sum(mine.values()) <= 3
            assert all(0 < dots <= 2 for dots in mine.values())


class TestConclusions:
    def deciding(self, **config: Any) -> Play:
        return play_of(RESOLVE, asks={"decide": TEAM_FIELDS}, **config)

    def test_the_scribe_fills_in_the_fields_of_the_team(self) -> None:
        play = self.deciding(identity="team")
        ann, ben, chen, _ = play.people
        chen("room/take_scribe")
        with refused("board/scribe_only", scribe="Chen"):
            ann("board/fill_field", field="first", text="排好师傅")
        chen("board/fill_field", field="first", text="排好师傅")
        chen("board/fill_field", field="by", text="2026-03-31")
        ben("board/fill_field", field="how", text="fast")
        fields = play.wall["conclusions"]["t1"]["fields"]
        assert {key: one["text"] for key, one in fields.items()} == {"first": "排好师傅", "by": "2026-03-31"}

    @pytest.mark.parametrize(
        ("field", "text", "code", "facts"),
        [
            ("by", "2026-02-30", "board/no_such_day", {}),
            ("by", "明天", "board/no_such_day", {}),
            ("how", "slow", "board/no_such_option", {}),
            ("first", "字" * 21, "board/too_long", {"longest": 20, "length": 21}),
            ("why", "x", "board/no_such_field", {}),
        ],
    )
    def test_a_field_takes_what_belongs_into_it(self, field: str, text: str, code: str, facts: dict[str, Any]) -> None:
        play = self.deciding()
        with refused(code, **facts):
            play.people[0]("board/fill_field", field=field, text=text)

    def test_whoever_changes_an_old_text_is_told_what_stands_there(self) -> None:
        play = self.deciding()
        ann, _, chen, _ = play.people
        ann("board/fill_field", field="first", text="甲")
        chen("board/fill_field", field="first", text="乙", seen=1)
        with refused("board/field_changed", text="乙"):
            ann("board/fill_field", field="first", text="丙", seen=1)

    def test_hands_are_hidden_until_they_are_counted_and_the_low_ones_are_to_be_heard(self) -> None:
        play = self.deciding()
        ann, ben, chen, dan = play.people
        for voice, value in ((ann, 5), (ben, 2), (chen, 4)):
            voice("board/agree", value=value)
        assert play.wall["hands"] == {"stage": "decide", "kind": "fist5", "up": 3, "most": 5, "state": "open"}
        assert play.fay.board["hands"]["hear"] == {"ben": 2}
        assert ben.board["hands"] == {"decide": 2}
        play.fay("board/close_agree", stage="decide")
        assert play.wall["hands"]["counts"] == {"2": 1, "4": 1, "5": 1}
        with refused("board/hands_counted"):
            dan("board/agree", value=3)

    def test_in_an_anonymous_block_nobody_learns_whose_hand_was_low(self) -> None:
        play = self.deciding(identity="anonymous")
        play.people[0]("board/agree", value=1)
        assert (play.fay.board["hands"]["low"], play.fay.board["hands"].get("hear")) == (1, None)

    def test_one_conclusion_is_what_the_room_goes_by_with_an_owner_and_a_day(self) -> None:
        play = self.deciding(identity="team")
        with refused("board/nothing_concluded"):
            play.fay("board/pin_result", stage="decide", unit="t1", on=True)
        play.people[0]("board/fill_field", field="first", text="排好师傅")
        play.fay("board/pin_result", stage="decide", unit="t1", on=True)
        play.fay("board/set_owner", stage="decide", unit="t1", owner="王芳", due="2026-03-31")
        one = play.wall["conclusions"]["t1"]
        assert (one["pinned"], one["owner"], one["due"]) == (True, "王芳", "2026-03-31")
        (record,) = [record for section in play.report("m1.board", CLIENT).sections for record in section.records]
        assert [(fact.role, fact.value) for fact in record.facts][-2:] == [("owner", "王芳"), ("due", "2026-03-31")]

    def test_what_a_team_concludes_for_itself_stays_with_it_until_it_presents(self) -> None:
        play = play_of(RESOLVE, PRESENT, asks={"decide": TEAM_FIELDS}, privacy="team")
        ann, ben, *_ = play.people
        ann("board/fill_field", field="first", text="只给本组看")
        seen = {address for address, view in play.everything().items() if "只给本组看" in str(view)}
        assert seen == {"console", "team:t1"}
        assert play.wall["concluded"] == {"t1": 1}
        play.next()
        play.fay("board/next_team", unit="t1")
        assert play.wall["page"]["fields"]["first"]["text"] == "只给本组看"
        assert "只给本组看" in str(play.phones)
        play.fay("board/close_rating")
        assert "只给本组看" not in str(play.wall)
        assert [refusal for refusal in [ben.board] if "只给本组看" in str(refusal)] == []

    def test_what_a_person_concludes_in_private_is_in_their_own_handbook_only(self) -> None:
        asks = {"decide": tuple(entry.model_copy(update={"per": "person"}) for entry in TEAM_FIELDS)}
        play = play_of(RESOLVE | {"agree": "none"}, asks=asks, privacy="self")
        ann = play.people[0]
        ann("board/fill_field", field="first", text="只有我看得到")
        assert {a for a, view in play.everything().items() if "只有我看得到" in str(view)} == {"person:ann"}
        assert "只有我看得到" in str(play.report("m1.board", Reader("person", "ann")))
        for reader in (CLIENT, Reader("team", "t1"), Reader("person", "ben")):
            assert "只有我看得到" not in str(play.report("m1.board", reader))
        for wish in ({"person": "ann"}, {"team": "t1"}):
            with refused("board/private"):
                play.fay("board/enter_field", field="first", text="x", **wish)

    def test_a_brief_may_ask_for_a_field_of_the_conclusion(self) -> None:
        asks = {"brief": TEAM_FIELDS[:1], "decide": TEAM_FIELDS[1:]}
        play = play_of({"id": "brief", "type": "brief"}, RESOLVE, asks=asks)
        assert list(play.phones["resolving"]["fields"]) == ["first"]
        play.people[0]("board/fill_field", field="first", text="排好师傅")
        with refused("board/no_such_field"):
            play.people[0]("board/fill_field", field="by", text="2026-03-31")


class TestPresenting:
    def test_teams_come_one_after_the_other_and_next_leads_through(self) -> None:
        play = play_of(PRESENT)
        steps = []
        for _ in range(6):
            command = play.fay.sees["next"].get("command", {"type": "leave"})
            steps.append(command["type"].removeprefix("board/"))
            if command["type"] != "leave":
                play.fay(command["type"])
        assert steps == ["next_team", "end_turn", "close_rating", "next_team", "end_turn", "close_rating"]
        assert play.fay.sees["next"]["does"] != "ahead"

    def test_a_turn_has_its_own_time_and_more_of_it(self) -> None:
        play = play_of(PRESENT)
        play.fay("board/next_team")
        before = play.wall["show"]["now"]["timer"]["ends_at"]
        play.fay("board/add_turn_time", seconds=30)
        assert play.wall["show"]["now"]["timer"]["ends_at"] == before + 30_000

    def test_nobody_rates_their_own_team(self) -> None:
        play = play_of(PRESENT)
        play.fay("board/next_team", unit="t1")
        ann, ben, *_ = play.people
        for wish, fields in (("rate_team", {"criterion": "clear", "value": 3}), ("tell_team", {"text": "好"})):
            with refused("present/own_team"):
                ann(f"board/{wish}", unit="t1", **fields)
        ben("board/rate_team", unit="t1", criterion="clear", value=3)
        with refused("present/scale", most=3):
            ben("board/rate_team", unit="t1", criterion="clear", value=4)
        with refused("present/not_now"):
            ben("board/rate_team", unit="t2", criterion="clear", value=1)

    def test_what_listeners_give_is_hidden_until_the_turn_is_closed_and_averages_need_three(self) -> None:
        play = play_of(PRESENT, people=("Ann", "Ben", "Chen", "Dan", "Eva", "Finn"))
        _, ben, _, dan, _, finn = play.people
        play.fay("board/next_team", unit="t1")
        for voice in (ben, dan):
            voice("board/rate_team", unit="t1", criterion="clear", value=3)
        ben("board/tell_team", unit="t1", text="讲得很清楚")
        assert {a for a, view in play.everything().items() if "讲得很清楚" in str(view)} == {"person:ben"}
        assert play.wall["show"]["now"]["heard_from"] == 2
        play.fay("board/close_rating")
        given = play.wall["show"]["given"]["t1"]
        assert ("means" in given, [line["text"] for line in given["lines"].values()]) == (False, ["讲得很清楚"])
        play.fay("board/reopen_rating", unit="t1")
        assert "given" not in play.wall["show"]
        finn("board/rate_team", unit="t1", criterion="clear", value=2)
        play.fay("board/close_rating")
        assert play.wall["show"]["given"]["t1"]["means"] == {"clear": 2.7}
        (chart,) = [chart for section in play.report("m1.board", CLIENT).sections for chart in section.charts]
        assert (chart.n, chart.most, chart.series[0].values) == (3, 3.0, (2.7,))

    def test_volunteers_and_lots(self) -> None:
        play = play_of(PRESENT | {"present": {**PRESENT["present"], "who": "volunteers"}}, teams=2)
        assert play.wall["show"]["queue"] == {}
        play.people[1]("board/volunteer", on=True)
        assert list(play.wall["show"]["queue"]) == ["t2"]
        play.fay("board/draw_queue", count=2)
        assert set(play.wall["show"]["queue"]) == {"t1", "t2"}
        play.fay("board/skip_team", unit="t1", on=True)
        assert play.wall["show"]["queue"]["t1"]["state"] == "skipped"


class TestSelfRating:
    def rated(self) -> tuple[Play, list[str]]:
        play, notes = clustered(VOTE | {"target": "cluster"}, TALK, asks={"talk": (SELF,)})
        play.fay("board/group_notes", notes=notes[:2])
        (cluster,) = play.wall["clusters"]
        play.next()
        play.people[0]("board/place_dots", stage="vote", cluster=cluster, dots=1)
        play.next()
        return play, [cluster]

    def test_how_i_rate_myself_is_on_my_phone_and_nowhere_else(self) -> None:
        play, (cluster,) = self.rated()
        ann, ben, *_ = play.people
        before = play.everything()
        ann("board/rate_self", target=cluster, value=4)
        after = play.everything()
        assert ann.board["selves"] == {cluster: 4}
        assert {a for a in after if after[a] != before[a]} == {"person:ann"}
        with refused("board/scale", least=1, most=5):
            ben("board/rate_self", target=cluster, value=6)
        with refused("board/no_such_target"):
            ben("board/rate_self", target="nothing", value=3)


class TestPrivacyOfSuggestions:
    def test_nobody_but_the_finder_sees_who_found_a_pair(self) -> None:
        play, notes = clustered()
        play.people[0]("board/suggest_pair", notes=notes[:2])
        assert play.people[0].board["suggested"] == {"-".join(sorted(notes[:2])): True}
        assert [voice.board.get("suggested") for voice in play.people[1:]] == [None, None, None]
        assert play.fay.board["suggestions"] == {
            "-".join(sorted(notes[:2])): {"rank": 0, "notes": dict(zip(sorted(notes[:2]), (0, 1), strict=True)),
                                          "people": 1, "words": False},
        }  # fmt: skip


class TestWords:
    def test_notes_that_use_the_same_words_are_found(self) -> None:
        texts = {str(n): text for n, text in enumerate(["知识库每周更新", "更新知识库", "设立休息角", "公开晋升标准"])}
        assert suggest.groups(texts) == [["0", "1"]]

    def test_in_english_too(self) -> None:
        texts = {"a": "Weekly coaching for new hires", "b": "Coach the new hires", "c": "Pay on time"}
        assert suggest.groups(texts) == [["a", "b"]]

    def test_nothing_is_found_where_nothing_is_alike(self) -> None:
        assert suggest.groups({"a": "休息", "b": "", "c": "授权"}) == []

    def test_pairs_hold_two(self) -> None:
        texts = {str(n): f"更新知识库{mark}" for n, mark in enumerate("甲乙丙丁戊")}
        assert [len(group) for group in suggest.groups(texts, pairs=True)] == [2, 2]

    def test_the_report_holds_symbols_names_and_notes(self) -> None:
        play, notes = clustered(NAME)
        play.fay("board/group_notes", notes=notes[:2])
        (cluster,) = play.wall["clusters"]
        play.next()
        play.fay("board/confirm_name", cluster=cluster, text="把新人带稳")
        (table,) = [table for section in play.report("m1.board", CLIENT).sections for table in section.tables]
        assert table.rows[0] == ("☀", "把新人带稳", "主动带新人；帮新人过三关")
        (picture,) = [picture for section in play.report("m1.board", CLIENT).sections for picture in section.boards]
        assert [(box.mark, box.name) for box in picture.clusters] == [("☀", "把新人带稳")]
