"""What may happen in a sort, and what may not."""

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.activities.sorting import BLOCK, deal, handle, orders, places, places_all, play_of, reveals
from tests.rooms.course import REASON, SORTS, deck, words
from tests.rooms.play import Play, refused
from workshop.activities.sort import dealing, scoring
from workshop.core.course import Words
from workshop.core.report import Reader

PROMPT = {"prompt": words("Where do you stop?").model_dump(), "max": 20}


def revealed_in(play: Play) -> dict[str, Any]:
    return {card: play.wall["cards"][handle(play, card)] for card in play.block_state().revealed}


class TestDealing:
    def test_phones_hold_the_dealt_cards_under_handles_that_say_nothing(self) -> None:
        play = play_of("s.three", draw={"full": 4, "short": 2})
        cards = play.phones["cards"]
        assert len(cards) == play.phones["cards_n"] == 4
        assert sorted(card["rank"] for card in cards.values()) == [0, 1, 2, 3]
        assert not any("c1" in key or "s.three" in key for key in cards)
        assert {key for card in cards.values() for key in card} == {"rank", "deck", "text"}

    def test_the_deal_follows_the_mode_until_somebody_places_a_card(self) -> None:
        play = play_of("s.three", draw={"full": 4, "short": 2})
        play.fay("room/switch_mode", mode="short")
        assert len(play.phones["cards"]) == 2
        places_all(play, play.people[0])
        before = deal(play)
        play.fay("room/switch_mode", mode="full")
        assert deal(play) == before

    def test_two_decks_are_played_one_after_the_other_each_under_its_title(self) -> None:
        play = play_of("s.two", "s.three", draw={"full": 6, "short": 6})
        decks = {key: (one["rank"], one["title"]["en"], one["cards_n"]) for key, one in play.phones["decks"].items()}
        assert decks == {"s.two": (0, "Deck s.two", 4), "s.three": (1, "Deck s.three", 2)}
        assert [card.split("/")[0] for card in deal(play)] == ["s.two"] * 4 + ["s.three"] * 2

    def test_a_deck_that_no_card_was_dealt_of_is_not_spoken_of(self) -> None:
        assert list(play_of("s.two", "s.three", draw={"full": 4, "short": 4}).phones["decks"]) == ["s.two"]

    def test_an_order_is_dealt_whole_and_the_rest_comes_from_the_first_deck(self) -> None:
        play = play_of("s.three", "s.order", draw={"full": 8, "short": 6})
        assert Counter(card.split("/")[0] for card in deal(play)) == {"s.three": 4, "s.order": 4}
        play.fay("room/switch_mode", mode="short")
        assert Counter(card.split("/")[0] for card in deal(play)) == {"s.three": 2, "s.order": 4}

    @given(seed=st.text(max_size=8), count=st.integers(1, 6))
    def test_a_deal_is_spread_over_the_bins(self, seed: str, count: int) -> None:
        cards = dealing.dealt((SORTS["s.three"],), count, seed, shuffled=True)
        assert len(set(cards)) == len(cards) == count
        bins = Counter(SORTS["s.three"].cards[int(card[-1]) - 1].answer[0] for card in cards)  # type: ignore[index]
        whole = Counter(card.answer[0] for card in SORTS["s.three"].cards)  # type: ignore[index]
        assert len(bins) == min(count, len(whole))
        short = [bin_ for bin_ in whole if bins[bin_] < whole[bin_]]
        assert max(bins.values()) - min((bins[bin_] for bin_ in short), default=max(bins.values())) <= 1

    @given(seed=st.text(max_size=8), shuffled=st.booleans())
    def test_an_order_is_never_dealt_in_its_right_order(self, seed: str, shuffled: bool) -> None:
        cards = dealing.dealt((SORTS["s.order"],), 1, seed, shuffled=shuffled)
        assert sorted(cards) == ["s.order/c1", "s.order/c2", "s.order/c3", "s.order/c4"] != list(cards)

    def test_without_shuffling_bins_keep_the_order_of_the_course(self) -> None:
        cards = dealing.dealt((SORTS["s.two"],), None, "seed", shuffled=False)
        assert cards == ("s.two/c1", "s.two/c2", "s.two/c3", "s.two/c4")


class TestPlacing:
    def test_a_card_lies_where_its_person_put_it_and_can_be_moved_and_taken_back(self) -> None:
        play = play_of()
        ann = play.people[0]
        places(play, ann, c1="a")
        card = handle(play, "s.two/c1")
        assert ann.board == {"placed": {card: "a"}}
        places(play, ann, c1="b")
        assert ann.board == {"placed": {card: "b"}}
        places(play, ann, c1=None)
        assert ann.board == {"placed": {}}

    def test_what_is_not_there_is_refused(self) -> None:
        play = play_of("s.two", "s.order")
        ann = play.people[0]
        with refused("sort/no_such_bin"):
            places(play, ann, c1="x")
        with refused("sort/no_such_card"):
            ann("sort/place", card="c1", bin="a")
        with refused("sort/put_in_order"):
            ann("sort/place", card=handle(play, "s.order/c1"), bin="1")
        with refused("sort/no_such_deck"):
            ann("sort/put_in_order", deck="s.two", cards=[])
        with refused("sort/no_such_card"):
            orders(play, ann, "c1", "c1")

    @pytest.mark.parametrize("at", ["brief", "reveal", "talk"])
    def test_cards_are_placed_in_the_playing_step_only(self, at: str) -> None:
        play = play_of(at=at)
        with refused("sort/not_playing"):
            places(play, play.people[0], c1="a")

    def test_a_locked_room_takes_no_card(self) -> None:
        play = play_of()
        play.fay("room/lock", on=True)
        with refused("room/locked"):
            places(play, play.people[0], c1="a")

    def test_an_order_is_the_cards_in_the_order_of_tapping(self) -> None:
        play = play_of("s.order")
        ann = play.people[0]
        orders(play, ann, "c2", "c1")
        orders(play, ann, "c1", "c2", "c4")
        assert ann.board["placed"] == {
            handle(play, f"s.order/{card}"): str(n) for n, card in enumerate(("c1", "c2", "c4"), 1)
        }

    def test_everything_must_lie_before_it_is_handed_in(self) -> None:
        play = play_of()
        ann = play.people[0]
        places(play, ann, c1="a", c2="a", c3="a")
        with refused("sort/not_all_placed", missing=1):
            ann("sort/hand_in")
        places(play, ann, c4="b")
        ann("sort/hand_in")
        with refused("sort/handed_in"):
            places(play, ann, c4="a")
        assert (ann.board["handed_in"], ann.board["hands"]) == (True, 1)

    def test_where_the_course_only_warns_it_may_be_handed_in_with_cards_left(self) -> None:
        play = play_of(placed="warn")
        play.people[0]("sort/hand_in")
        assert play.picture.progress.done == {"ann"}

    def test_it_can_be_changed_as_often_as_the_course_gives_tries(self) -> None:
        play = play_of(tries=2)
        ann = play.people[0]
        places_all(play, ann)
        ann("sort/hand_in")
        ann("sort/change_again")
        places(play, ann, c1="b")
        ann("sort/hand_in")
        with refused("sort/no_tries_left", tries=2):
            ann("sort/change_again")

    def test_progress_counts_who_has_handed_in(self) -> None:
        play = play_of(teams=2)
        ann, ben, *_ = play.people
        places_all(play, ann)
        places(play, ben, c1="a")
        ann("sort/hand_in")
        assert play.picture.progress.done == {"ann"}
        assert play.picture.progress.counts == {"ann": 4, "ben": 1}
        assert play.wall["progress"] == {
            "t1": {"placed": 4, "done": 1, "of": 3},
            "t2": {"placed": 1, "done": 0, "of": 2},
        }


class TestTogether:
    def test_any_member_of_a_team_places_and_the_team_sees_whose_thumb_it_was(self) -> None:
        play = play_of(play="team", teams=2)
        ann, ben, chen, *_ = play.people
        places(play, ann, c1="a", c2="a")
        places(play, chen, c1="b")
        places(play, ben, c1="a")
        one, two = (handle(play, f"s.two/{card}") for card in ("c1", "c2"))
        assert play.team("t1") == {"placed": {one: "b", two: "a"}, "by": {one: "Chen", two: "Ann"}}
        assert play.team("t2") == {"placed": {one: "a"}, "by": {one: "Ben"}}
        assert ann.board == {}

    def test_where_somebody_writes_for_the_team_they_hand_in(self) -> None:
        play = play_of(play="team", teams=2)
        ann, _, chen, *_ = play.people
        chen("room/take_scribe")
        places_all(play, ann)
        with refused("sort/scribe_only", scribe="Chen"):
            ann("sort/hand_in")
        chen("sort/hand_in")
        assert (play.picture.progress.per, play.picture.progress.done) == ("team", {"t1"})

    def test_somebody_without_a_team_plays_alone(self) -> None:
        play = play_of(play="team")
        ann = play.people[0]
        places(play, ann, c1="a")
        assert ann.board["placed"] == {handle(play, "s.two/c1"): "a"}

    def test_everybody_is_in_a_pair_and_both_play_for_it(self) -> None:
        play = play_of(play="pair", at="brief")
        assert play.fay.sees["next"]["command"] == {"type": "sort/make_pairs"}
        play.fay("sort/make_pairs")
        play.to("play")
        state = play.block_state()
        assert sorted(person for members in state.pairs.values() for person in members) == sorted(
            v.id for v in play.people
        )
        ann = play.people[0]
        mate = next(v for v in play.people if v.id in state.pairs[state.pair_of("ann")] and v.id != "ann")
        places_all(play, ann)
        mate("sort/hand_in")
        assert {"ann", mate.id} <= play.picture.progress.done
        assert (ann.board, mate.board) == ({}, {})
        with refused("sort/pairs_play"):
            play.fay("sort/make_pairs")

    def test_pairs_are_for_pairs(self) -> None:
        with refused("sort/no_pairs"):
            play_of().fay("sort/make_pairs")
        with refused("sort/too_few"):
            play_of(play="pair", people=("Ann",)).fay("sort/make_pairs")


class TestRevealing:
    def split(self) -> Play:
        """c1: all agree; c2: four to one; c3: three to two; c4: all wrong."""
        play = play_of()
        for n, voice in enumerate(play.people):
            places(play, voice, c1="a", c2="b" if n == 0 else "a", c3="a" if n < 2 else "b", c4="a")
        play.to("reveal")
        return play

    def test_the_next_key_reveals_the_most_evenly_split_first(self) -> None:
        play = self.split()
        order = []
        while (key := play.fay.sees["next"])["does"] == "ahead":
            play.fay(key["command"]["type"], card=key["command"]["card"])
            order.append(play.block_state().revealed[-1])
            assert play.wall["lit"] == handle(play, order[-1])
        assert order[:2] == ["s.two/c3", "s.two/c2"]
        assert sorted(order) == ["s.two/c1", "s.two/c2", "s.two/c3", "s.two/c4"]

    def test_a_revealed_card_has_its_place_its_reason_and_how_the_room_placed_it(self) -> None:
        play = self.split()
        reveals(play, "s.two/c3")
        (card,) = play.wall["cards"].values()
        assert {key: card[key] for key in ("answer", "why", "answered", "shares", "revealed")} == {
            "answer": {"b": True}, "why": {"zh": "why s.two c3（中文）", "en": "why s.two c3"},
            "answered": 5, "shares": {"a": 2, "b": 3}, "revealed": 0,
        }  # fmt: skip
        assert play.phones["cards"][handle(play, "s.two/c3")] == card

    def test_two_keys_pressed_at_once_reveal_one_card(self) -> None:
        play = self.split()
        reveals(play, "s.two/c1")
        with refused("room/already"):
            reveals(play, "s.two/c1")

    def test_all_at_once_where_the_course_or_the_facilitator_wants_it(self) -> None:
        play = play_of("s.order", reveal="all", at="reveal")
        assert play.fay.sees["next"]["command"] == {"type": "sort/reveal_all"}
        play.fay("sort/reveal_all")
        assert len(play.wall["cards"]) == 4
        assert "lit" not in play.wall

    def test_nothing_is_revealed_before_its_step(self) -> None:
        play = play_of()
        with refused("sort/not_revealing"):
            reveals(play, "s.two/c1")
        with refused("sort/not_revealing"):
            play.fay("sort/reveal_all")

    def test_a_revealed_card_lies_where_it_lies_when_the_room_plays_again(self) -> None:
        play = play_of()
        ann = play.people[0]
        play.to("reveal")
        reveals(play, "s.two/c1")
        play.to("play")
        with refused("sort/revealed"):
            places(play, ann, c1="a")
        places(play, ann, c2="a", c3="b", c4="b")
        ann("sort/hand_in")

    def test_of_an_order_one_revealed_card_is_enough(self) -> None:
        play = play_of("s.order", at="reveal")
        reveals(play, "s.order/c3")
        play.to("play")
        with refused("sort/revealed"):
            orders(play, play.people[0], "c1")

    def test_a_revealed_card_is_put_in_the_middle_and_back(self) -> None:
        play = self.split()
        reveals(play, "s.two/c1", "s.two/c2")
        one = handle(play, "s.two/c1")
        play.fay("sort/spotlight", card=one, on=True)
        assert play.wall["lit"] == one
        play.fay("sort/spotlight", card=one, on=False)
        assert "lit" not in play.wall
        with refused("sort/not_on_wall"):
            play.fay("sort/spotlight", card=handle(play, "s.two/c3"), on=True)


class TestCorrecting:
    def test_a_corrected_key_counts_at_once_and_the_wall_says_so(self) -> None:
        play = play_of(show_ranking="top3", privacy="room")
        for voice in play.people:
            places(play, voice, c1="b", c2="a", c3="b", c4="b")
        play.to("reveal")
        play.fay("sort/reveal_all")
        assert {row["points"] for row in play.wall["ranking"].values()} == {3}
        play.fay("sort/edit_key", card=handle(play, "s.two/c1"), bins=["a", "b"])
        assert {row["points"] for row in play.wall["ranking"].values()} == {4}
        card = revealed_in(play)["s.two/c1"]
        assert (card["answer"], card["corrected"]) == ({"a": True, "b": True}, True)

    def test_before_the_room_has_seen_it_nothing_is_said(self) -> None:
        play = play_of(at="brief")
        play.fay("sort/edit_key", card=handle(play, "s.two/c1"), bins=["b"])
        play.to("reveal")
        play.fay("sort/reveal_all")
        card = revealed_in(play)["s.two/c1"]
        assert (card["answer"], card.get("corrected")) == ({"b": True}, None)

    def test_in_an_order_the_others_close_up(self) -> None:
        play = play_of("s.order")
        play.fay("sort/edit_key", card=handle(play, "s.order/c4"), bins=["1"])
        state = play.block_state()
        assert [state.key(f"s.order/c{n}") for n in (1, 2, 3, 4)] == [("2",), ("3",), ("4",), ("1",)]

    @pytest.mark.parametrize("bins", [[], ["x"], ["a", "x"]])
    def test_a_key_names_bins_that_are_there(self, bins: list[str]) -> None:
        play = play_of()
        with refused("sort/no_such_bin"):
            play.fay("sort/edit_key", card=handle(play, "s.two/c1"), bins=bins)

    @given(st.data())
    def test_scored_anew_is_scored_from_scratch(self, data: st.DataObject) -> None:
        """Placements, then corrections in any number: the points are those of a course that had this key at once."""
        cards, bins = ["c1", "c2", "c3", "c4", "c5", "c6"], ["x", "y", "z"]
        play = play_of("s.three", people=("Ann", "Ben", "Chen"))
        for voice in play.people:
            places(play, voice, **{card: data.draw(st.sampled_from(bins)) for card in cards})
        play.to("reveal")
        play.fay("sort/reveal_all")
        for _ in range(data.draw(st.integers(0, 4))):
            card = handle(play, f"s.three/{data.draw(st.sampled_from(cards))}")
            play.fay(
                "sort/edit_key", card=card, bins=data.draw(st.lists(st.sampled_from(bins), min_size=1, unique=True))
            )
        state = play.block_state()
        key = {card: state.key(f"s.three/{card}") for card in cards}
        fresh = deck("s.three", key)
        for answer in state.answers.of.values():
            scratch = sum(
                answer.placed[f"s.three/{card.id}"] in (card.answer if not isinstance(card.answer, int) else ())
                for card in fresh.cards
            )
            assert scoring.score(state, answer.placed, deal(play)) == scratch


class TestScoring:
    @given(order=st.permutations(["c1", "c2", "c3", "c4"]))
    def test_one_point_a_card_and_the_longest_run_of_an_order(self, order: list[str]) -> None:
        play = play_of("s.order", people=("Ann",))
        orders(play, play.people[0], *order)
        state = play.block_state()
        placed = state.answer("ann").placed
        places_right = sum(card == f"c{n}" for n, card in enumerate(order, 1))
        assert scoring.score(state, placed, deal(play)) == places_right
        numbers = [int(card[1]) for card in order]
        runs = [
            end - start
            for start in range(4)
            for end in range(start + 1, 5)
            if numbers[start:end] == list(range(numbers[start], numbers[start] + end - start))
        ]
        assert scoring.longest_run(state, placed, deal(play)) == max(runs)

    @given(where=st.lists(st.sampled_from(["x", "y", "z", None]), min_size=6, max_size=6))
    def test_a_card_gives_one_point_or_none_in_any_of_its_right_bins(self, where: list[str | None]) -> None:
        play = play_of("s.three", people=("Ann",))
        places(play, play.people[0], **{f"c{n}": at for n, at in enumerate(where, 1) if at})
        state = play.block_state()
        right = {"c1": "x", "c2": "y", "c3": "z", "c4": "xy", "c5": "z", "c6": "y"}
        points = sum(at is not None and at in right[f"c{n}"] for n, at in enumerate(where, 1))
        assert scoring.score(state, state.answer("ann").placed, deal(play)) == points

    def test_teams_are_ranked_by_the_mean_of_enough_members(self) -> None:
        play = play_of(show_ranking="teams", teams=2, people=("Ann", "Ben", "Chen", "Dan", "Eva", "Fred"))
        for n, voice in enumerate(play.people):
            places_all(play, voice, right=n % 2 == 0)
        play.to("reveal")
        assert "ranking" not in play.wall
        play.fay("sort/reveal_all")
        rows = [(row["place"], row["team"], row["points"]) for row in play.wall["ranking"].values()]
        assert rows == [(1, "t1", 4.0), (2, "t2", 0.0)]


class TestTalking:
    def split(self, **config: Any) -> Play:
        play = play_of(**config)
        for n, voice in enumerate(play.people):
            places(play, voice, c1="a", c2="a", c3="a" if n < 2 else "b", c4="a" if n < 1 else "b")
        play.to("talk")
        return play

    def test_the_room_talks_about_the_cards_it_is_split_about(self) -> None:
        play = self.split()
        assert play.phones["talk"]["card"] == handle(play, "s.two/c3")
        assert {side: one["rank"] for side, one in play.phones["talk"]["sides"].items()} == {"a": 0, "b": 1}
        (ahead,) = [play.fay.sees["next"]["command"]]
        assert ahead == {"type": "sort/open_talk", "card": handle(play, "s.two/c4")}
        play.fay("sort/open_talk", card=ahead["card"])
        assert play.phones["talk"]["card"] == ahead["card"]
        assert play.fay.sees["next"]["does"] != "ahead"

    def test_the_facilitator_is_told_who_reads_what_is_given_in_this_step(self) -> None:
        play = play_of(privacy="aggregate", line=REASON.model_copy(update={"privacy": "room"}))
        assert play.fay.sees["now"]["privacy"] == "aggregate"  # placements are counted
        play.to("talk")
        assert play.fay.sees["now"]["privacy"] == "room"  # lines are read

    def test_of_equal_sides_the_right_one_stands_unless_somebody_has_taken_another(self) -> None:
        play = play_of("s.three", people=("Ann", "Ben", "Chen", "Dan"))
        for voice, into in zip(play.people, ("x", "x", "y", "z"), strict=True):
            places(play, voice, c3=into)
        play.to("talk")
        play.fay("sort/open_talk", card=handle(play, "s.three/c3"))
        assert list(play.phones["talk"]["sides"]) == ["x", "z"]  # z is right; y has as many
        play.people[0]("sort/take_side", card=handle(play, "s.three/c3"), side="z")
        play.fay("sort/edit_key", card=handle(play, "s.three/c3"), bins=["y"])
        assert list(play.phones["talk"]["sides"]) == ["x", "z"]  # a corrected answer takes nobody's side away

    def test_a_side_and_one_reason_which_can_be_written_anew(self) -> None:
        play = self.split(line=REASON.model_copy(update={"anonymous": False}), teams=2)
        ann, card = play.people[0], handle(play, "s.two/c3")
        with refused("sort/choose_side"):
            ann("sort/give_reason", text="因为有下一步", card=card)
        ann("sort/take_side", card=card, side="a")
        assert play.wall["talk"]["sides"]["a"]["n"] == 1
        ann("sort/give_reason", text="因为有下一步", card=card)
        ann("sort/give_reason", text="想清楚了", card=card, side="b")
        (reason,) = play.wall["talk"]["reasons"].values()
        assert reason == {"text": "想清楚了", "rank": 0, "side": "b", "by": "Ann", "team": "t1"}
        assert ann.board["lines"] == {card: {"text": "想清楚了"}}
        ann("sort/take_side", card=card, side="a")
        assert next(iter(play.wall["talk"]["reasons"].values()))["side"] == "a"

    def test_another_card_or_a_side_that_is_none_is_refused(self) -> None:
        play = self.split()
        ann = play.people[0]
        with refused("sort/other_card"):
            ann("sort/take_side", card=handle(play, "s.two/c1"), side="a")
        with refused("sort/choose_side"):
            ann("sort/take_side", card=handle(play, "s.two/c3"), side="nowhere")
        with refused("text/too_long", longest=30, length=31):
            ann("sort/give_reason", card=handle(play, "s.two/c3"), side="a", text="长" * 31)

    def test_a_question_of_the_course_takes_sentences_instead_of_sides(self) -> None:
        play = play_of(talk=PROMPT, line=REASON.model_copy(update={"anonymous": False}), at="talk")
        ann = play.people[0]
        assert "sides" not in play.phones["talk"]
        ann("sort/give_reason", text="一忙就断在回应")
        assert [one["text"] for one in play.wall["talk"]["reasons"].values()] == ["一忙就断在回应"]
        assert play.fay.sees["next"]["does"] != "ahead"

    def test_the_facilitator_closes_and_opens_it(self) -> None:
        play = self.split()
        ann, card = play.people[0], handle(play, "s.two/c3")
        play.fay("sort/close_talk")
        with refused("sort/not_talking"):
            ann("sort/take_side", card=card, side="a")
        play.fay("sort/open_talk")
        ann("sort/take_side", card=card, side="a")
        play.back()
        assert play.block_state().talk == "closed"

    def test_a_hidden_reason_is_on_no_screen_but_its_writers(self) -> None:
        play = play_of(talk=PROMPT, line=REASON.model_copy(update={"anonymous": False}), at="talk")
        ann = play.people[0]
        ann("sort/give_reason", text="不该说的话")
        (reason,) = play.block_state().reasons
        play.fay("sort/spotlight", reason=reason, on=True)
        play.fay("sort/hide_item", reason=reason)
        assert play.seen_by("不该说的话") == {"person:ann", "console"}
        assert (play.wall["talk"]["reasons"], play.wall.get("lit")) == ({}, None)
        play.fay("sort/restore_item", reason=reason)
        assert play.seen_by("不该说的话") == {"person:ann", "console", "projector", "phones"}


class TestTakingHome:
    def played(self, **config: Any) -> Play:
        play = play_of(**config)
        for n, voice in enumerate(play.people):
            places_all(play, voice, right=n > 0)
        play.to("reveal")
        play.fay("sort/reveal_all")
        return play

    def test_the_share_of_right_answers_by_card(self) -> None:
        (section,) = self.played().report(BLOCK).sections
        assert section.outputs == {"accuracy"}
        assert {row[2:] for row in section.tables[0].rows} == {("80 %", "5")}
        assert section.charts[0].series[0].values == (80.0,) * 4

    def test_a_handbook_holds_its_owners_own_result_and_no_other_does(self) -> None:
        play = self.played()
        results = {
            who: [
                fact.value
                for section in play.report(BLOCK, who).sections
                for record in section.records
                for fact in record.facts
            ]
            for who in (Reader("person", "ann"), Reader("person", "ben"), Reader("client"))
        }
        assert list(results.values()) == [["0 / 4"], ["4 / 4"], []]

    def test_nothing_of_a_covered_card_until_the_block_is_over(self) -> None:
        play = play_of()
        for voice in play.people:
            places_all(play, voice)
        assert play.report(BLOCK).sections == ()
        play.fay("room/close_block")
        assert [section.outputs for section in play.report(BLOCK).sections] == [{"accuracy"}]

    def test_too_few_answers_are_not_told(self) -> None:
        play = play_of(people=("Ann", "Ben"))
        for voice in play.people:
            places_all(play, voice)
        play.fay("room/close_block")
        (section,) = play.report(BLOCK).sections
        assert section.charts == ()
        assert not any("%" in repr(cell) for row in section.tables[0].rows for cell in row)

    def test_both_sides_and_the_reasons_of_what_the_room_was_split_about(self) -> None:
        play = TestTalking().split()
        card = handle(play, "s.two/c3")
        for n, voice in enumerate(play.people):
            voice("sort/give_reason", card=card, side="ab"[n % 2], text=f"理由{n}")
        talk = play.report(BLOCK).sections[-1]
        assert talk.outputs == {"reasons"}
        assert sorted((entry.text, entry.author, entry.anonymous) for entry in talk.entries) == [
            (f"理由{n}", None, True) for n in range(5)
        ]
        assert talk.tables[0].rows[0][1:3] == (
            Words(zh="a格（2）", en="Bin a (2)"),
            Words(zh="b格（3）", en="Bin b (3)"),
        )

    def test_later_blocks_take_reasons_and_revealed_cards(self) -> None:
        play = play_of(talk=PROMPT, line=REASON.model_copy(update={"anonymous": False}), at="talk", teams=2)
        play.people[0]("sort/give_reason", text="先听完再说")
        play.fay("sort/reveal_all")
        sort = play.activity(BLOCK)
        (given_,) = sort.gives(play.block_state(), "reasons").items.values()
        assert (given_.text, given_.person, given_.team) == ("先听完再说", "ann", "t1")
        assert len(sort.gives(play.block_state(), "cards").items) == 4
        assert sort.gives(play.block_state(), "else").items == {}


def test_a_day_of_placing_costs_the_views_of_nobody_else() -> None:
    """A placement changes one person's own view, and on shared ones only how far people are."""
    play = play_of(teams=2)
    before = play.everything()
    places(play, play.people[0], c1="a")
    changed = {address for address, view in play.everything().items() if view != before[address]}
    assert changed == {"person:ann", "projector", "console"}


def test_the_same_seed_deals_the_same() -> None:
    seed = str(random.Random(1).random())
    decks = (SORTS["s.three"], SORTS["s.order"])
    assert dealing.dealt(decks, 6, seed, shuffled=True) == dealing.dealt(decks, 6, seed, shuffled=True)


def test_equal_splits_are_equally_contested_in_whatever_order_they_were_counted() -> None:
    """Two processes that fold one log count in another order, and have to come to the same."""
    splits = [{"a": 7, "b": 5, "c": 3}, {"a": 3, "b": 7, "c": 5}, {"c": 5, "a": 3, "b": 7}]
    found = set()
    for split in splits:
        play = play_of("s.three", people=tuple(f"P{n}" for n in range(15)))
        thrown = [bin_ for bin_, n in zip("xyz", split.values(), strict=True) for _ in range(n)]
        for voice, bin_ in zip(play.people, thrown, strict=True):
            places(play, voice, c1=bin_)
        found.add(scoring.disagreement(play.block_state(), "s.three/c1"))
    assert len(found) == 1
