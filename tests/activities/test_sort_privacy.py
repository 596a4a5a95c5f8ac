"""Who must not see what of a sort: of every sort of the course, and of the rules that courses may choose."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.activities.sorting import BLOCK, FIVE, REASON, handle, places, places_all, play_of
from tests.contracts.samples import course_of
from tests.rooms.course import words
from tests.rooms.play import Play
from workshop.core.activity import CONSOLE, PHONES, PROJECTOR, circle_audience
from workshop.core.course import Mode
from workshop.core.report import CLIENT, Reader
from workshop.courses import loader

COURSE = loader.load("customer-service-manager")
SORTS = [block.id for block in COURSE.blocks.values() if block.kind == "sort"]
MODES: tuple[Mode, ...] = ("full", "short")
PLAYED = [(block, mode) for block in SORTS for mode in MODES if COURSE.blocks[block].minutes.of(mode)]
SECRET = "绝密：其实我不同意班长"

ALONE = [(block, mode) for block, mode in PLAYED if COURSE.blocks[block].config["play"] != "team"]
TALKED = [
    (block, mode) for block, mode in PLAYED if (step := COURSE.blocks[block].step("talk")) and step.minutes.of(mode)
]

every_sort = pytest.mark.parametrize(("block", "mode"), PLAYED)


def opened(block: str, mode: Mode, people: int = 5, teams: int = 2) -> Play:
    """A room at the first step of a sort of the course."""
    play = Play(course_of(block, "sort"), (*FIVE, "Fred", "Gil")[:people], teams)
    if mode == "short":
        play.fay("room/switch_mode", mode="short")
    play.fay("room/open_block", block=block)
    return play


def steps(play: Play) -> Iterator[str]:
    """Goes through the steps of the block, one after the other."""
    for step in play.fay.sees["steps"]:
        play.to(step)
        yield play.block_state().phase or ""


def others(play: Play) -> dict[str, Any]:
    """What everybody but the facilitator sees."""
    return {address: view for address, view in play.everything().items() if address != "console"}


def keys_in(view: Any) -> set[str]:
    if not isinstance(view, dict):
        return set()
    return set(view) | {key for inner in view.values() for key in keys_in(inner)}


def test_the_course_has_its_24_sorts() -> None:
    assert len(SORTS) == 24


class TestTheKey:
    @every_sort
    def test_nobody_but_the_facilitator_has_an_answer_before_its_card_is_revealed(self, block: str, mode: Mode) -> None:
        play = opened(block, mode)
        told = set()
        for phase in steps(play):
            told.add(phase)
            if phase == "play":
                for voice in play.people:
                    if not (play.block_state().config.play == "team" and voice.id not in ("ann", "ben")):
                        places_all(play, voice)
            assert self.leaks(play) == []
            if play.state.step == "reveal":
                first = play.fay.sees["next"]["command"]
                play.fay(first["type"], **{key: value for key, value in first.items() if key != "type"})
                assert self.leaks(play) == []
                play.fay("sort/reveal_all")
        assert {"brief", "play", "reveal"} <= told
        assert self.whys(play) <= {text for text in self.whys(play) if text in repr(play.wall)}

    def leaks(self, play: Play) -> list[str]:
        """Answers and reasons of covered cards on any screen but the console, which has them all."""
        state = play.block_state()
        dealt = state.dealt(play.state.mode)
        covered = [card for card in dealt if card not in state.revealed]
        found = []
        for address, view in others(play).items():
            cards = view.get("block", {}).get(play.state.block, {}).get("cards", {})
            for card in covered:
                shown = cards.get(state.handle(card), {})
                found += [f"{address} {card} {key}" for key in ("answer", "why", "shares", "teams") if key in shown]
                why = state.table.cards[card][1].why
                public = repr([state.table.cards[one][1].words for one in dealt])
                revealed = {state.table.cards[one][1].why.zh for one in state.revealed if state.table.cards[one][1].why}
                if why and why.zh not in public and why.zh not in revealed and f"'{why.zh}'" in repr(view):
                    found.append(f"{address} {why.zh}")
            found += [f"{address} names {card}" for card in covered if card in repr(view)]
        console = play.fay.board["cards"]
        assert all("answer" in console[state.handle(card)] for card in dealt)
        return found

    def whys(self, play: Play) -> set[str]:
        state = play.block_state()
        cards = [state.table.cards[card][1] for card in state.dealt(play.state.mode)]
        return {card.why.zh for card in cards if card.why}

    def test_an_answer_that_was_there_would_be_found(self) -> None:
        play = opened("m2.sort", "full")
        play.to("reveal")
        play.fay("sort/reveal_all")
        assert "answer" in keys_in(play.wall)
        assert self.whys(play) <= {text for text in self.whys(play) if text in repr(play.wall)}


class TestPlacements:
    @pytest.mark.parametrize(("block", "mode"), ALONE)
    def test_who_placed_what_is_told_to_nobody_else(self, block: str, mode: Mode) -> None:
        """Two rooms in which the same was placed by other people look the same to all but those people."""
        one, other = opened(block, mode, people=4), opened(block, mode, people=4)
        for play, swapped in ((one, False), (other, True)):
            play.to("play")
            for n, voice in enumerate(play.people):
                # Ann and Chen are of one team, so that numbers by team are equal, too
                places_all(play, voice, right=n in ((2, 3) if swapped else (0, 3)))
        for step in ("play", "reveal", "talk"):
            if COURSE.blocks[block].step(step):
                for play in (one, other):
                    play.to(step)
                    if step == "reveal":
                        play.fay("sort/reveal_all")
                for audience in (PROJECTOR, PHONES, CONSOLE):
                    assert one.sees(audience) == other.sees(audience), (step, audience)
                assert one.people[1].sees == other.people[1].sees
                assert one.people[0].sees != other.people[0].sees
        one.fay("room/close_block")
        other.fay("room/close_block")
        for reader in (CLIENT, Reader("team", "t1"), Reader("person", "ben")):
            assert one.report(block, reader) == other.report(block, reader)
        assert one.report(block, Reader("person", "ann")) != other.report(block, Reader("person", "ann"))

    def test_a_team_is_seen_by_itself_alone_until_the_card_is_revealed(self) -> None:
        one, other = opened("m0.mgmt", "full"), opened("m0.mgmt", "full")
        for play, right in ((one, True), (other, False)):
            play.to("play")
            places_all(play, play.people[0], right=right)
        for audience in (PROJECTOR, PHONES, CONSOLE):
            assert one.shows(audience) == other.shows(audience)
        assert one.team("t1") != other.team("t1")
        assert one.team("t2") == other.team("t2")

    def test_teams_are_named_only_in_a_block_for_the_room(self) -> None:
        for privacy, named in (("room", True), ("aggregate", False)):
            play = play_of(play="team", teams=2, privacy=privacy)
            for voice in play.people:
                places(play, voice, c1="a")
            play.to("reveal")
            play.fay("sort/reveal_all")
            assert ("t1" in repr(play.wall["cards"])) is named

    def test_a_pair_sees_its_cards_and_nobody_else_does(self) -> None:
        play = play_of(play="pair")
        play.fay("sort/make_pairs")
        places(play, play.people[0], c1="a")
        state = play.block_state()
        card = handle(play, "s.two/c1")
        pair = state.pair_of("ann")
        members = {person: person.title() for person in sorted(state.pairs[pair])}
        shown = {"placed": {card: "a"}, "by": {card: "Ann"}, "members": members}
        assert play.shows(circle_audience(BLOCK, pair)) == shown
        assert ["placed" in play.shows(circle_audience(BLOCK, other)) for other in state.pairs if other != pair] == [
            False
        ]
        how_many = {"projector", "console"}
        seen = {address for address, view in play.everything().items() if "placed" in keys_in(view.get("block"))}
        assert seen - how_many == {f"circle:{BLOCK}:{pair}"}

    @pytest.mark.parametrize(("people", "told"), [(2, False), (3, True)])
    def test_how_the_room_placed_a_card_is_left_out_while_too_few_have(self, people: int, told: bool) -> None:
        play = play_of(people=FIVE[:people])
        for voice in play.people:
            places(play, voice, c1="a")
        play.to("reveal")
        play.fay("sort/reveal_all")
        for view in (play.wall, play.phones, play.fay.board):
            assert ("shares" in view["cards"][handle(play, "s.two/c1")]) is told

    def test_counts_stay_away_from_all_screens_while_people_place(self) -> None:
        play = play_of()
        for voice in play.people:
            places_all(play, voice)
        play.to("reveal")
        play.fay("sort/reveal_all")
        assert "shares" in keys_in(play.fay.board)
        play.to("play")
        assert "shares" not in keys_in(play.fay.board)

    def test_nobody_is_named_for_their_points_in_a_block_of_counts(self) -> None:
        for privacy, named in (("room", True), ("aggregate", False)):
            play = play_of(show_ranking="top3", privacy=privacy)
            for voice in play.people:
                places_all(play, voice)
            play.to("reveal")
            play.fay("sort/reveal_all")
            assert ("Ann" in repr(play.wall["ranking"])) is named

    def test_who_comes_late_sees_the_key_and_has_no_points(self) -> None:
        play = play_of()
        places_all(play, play.people[0])
        play.to("reveal")
        play.fay("sort/reveal_all")
        late = play.joins("Late")
        assert late.board == {}
        assert "answer" in keys_in(play.phones)
        (own,) = [s for s in play.report(BLOCK, Reader("person", "late")).sections if s.records]
        assert own.records[0].facts == ()


def says(reason: str, **line: Any) -> Callable[[], Play]:
    def play() -> Play:
        play = play_of(
            at="talk", teams=2, talk={"prompt": words("Why?").model_dump()}, line=REASON.model_copy(update=line)
        )
        play.people[0]("sort/give_reason", text=reason)
        return play

    return play


class TestReasons:
    @pytest.mark.parametrize(
        ("privacy", "readers"),
        [
            ("self", {"person:ann"}),
            ("pair", {"person:ann"}),
            ("aggregate", {"person:ann"}),
            ("team", {"person:ann", "team:t1", "console"}),
            ("room", {"person:ann", "projector", "phones", "console"}),
        ],
    )
    def test_a_reason_reaches_as_far_as_its_input_says(self, privacy: str, readers: set[str]) -> None:
        play = says(SECRET, privacy=privacy, anonymous=False)()
        assert play.seen_by(SECRET) == readers
        play.fay("room/close_block")
        found = {who for who in ("client", "t1", "t2", "ann", "ben") if SECRET in repr(play.report(BLOCK, reader(who)))}
        wide = {"client", "t1", "t2", "ben"} if privacy == "room" else {"t1"} if privacy == "team" else set()
        assert found == wide | {"ann"}

    def test_without_names_reasons_come_in_threes_and_say_nothing_of_their_writers(self) -> None:
        play = says(SECRET)()
        assert play.seen_by(SECRET) == {"person:ann"}
        play.people[1]("sort/give_reason", text="第二句")
        play.people[2]("sort/give_reason", text="第三句")
        assert play.seen_by(SECRET) == {"person:ann", "projector", "phones", "console"}
        for reason in play.wall["talk"]["reasons"].values():
            assert set(reason) == {"text", "rank"}
        play.fay("sort/close_talk")
        (talk,) = [section for section in play.report(BLOCK).sections if section.entries]
        assert {(entry.author, entry.team, entry.minute) for entry in talk.entries} == {(None, None, None)}

    @pytest.mark.parametrize(("block", "mode"), TALKED)
    def test_of_every_sort_of_the_course_reasons_are_for_the_room_as_it_says(self, block: str, mode: Mode) -> None:
        play = opened(block, mode)
        play.to("talk")
        talk = play.phones["talk"]
        about = {"card": talk["card"], "side": next(iter(talk["sides"]))} if "card" in talk else {}
        for voice in play.people[:3]:
            voice("sort/give_reason", text=f"{voice.id}的话", **about)
        named = not COURSE.blocks[block].steps[-1].inputs[0].anonymous
        for reason in play.wall["talk"]["reasons"].values():
            assert ("by" in reason, "team" in reason) == (named, named)
        assert len(play.wall["talk"]["reasons"]) == 3


def reader(who: str) -> Reader:
    """The client, a team or a person."""
    return CLIENT if who == "client" else Reader("team" if who.startswith("t") else "person", who)
