"""What is sealed in role-play, planted and looked for in everything that anybody sees."""

from collections.abc import Iterator

import pytest

from tests.activities.rounds_day import BLOCKS, Rounds
from tests.rooms.play import refused
from workshop.core.activity import Given, GivenItem
from workshop.core.report import CLIENT, Reader

EACH = pytest.mark.parametrize("block", BLOCKS)


def walked(block: str, people: int = 7) -> Iterator[Rounds]:
    """The block at every step, after everybody did what the phone asked."""
    play = Rounds(block, people=people)
    while play.state.block == block:
        play.act(permit=False)
        yield play
        play.next()


def persons(play: Rounds, role: str, group: str) -> set[str]:
    return {f"person:{person}" for person, has in play.groups[group].items() if has == role}


@EACH
def test_a_brief_a_card_a_script_line_or_a_question_is_on_the_phone_of_its_role_and_nowhere_else(block: str) -> None:
    seen_at_all = set()
    for play in walked(block):
        for secret, allowed in sealed(play, block):
            found = play.seen_by(secret)
            assert found <= allowed, (play.state.step, secret)
            seen_at_all |= {secret} if found else set()
    assert seen_at_all, "nothing was there that could leak"


def sealed(play: Rounds, block: str) -> Iterator[tuple[str, set[str]]]:
    """Every sealed text of the block with the addresses at which it may stand now."""
    course, config = play.state.course, play.state.course.blocks[block].config
    plays = play.wall["phase"] in ("prep", "play")
    tables = play.fay.board["groups"]
    for case in config.get("cases", ()):
        groups = [group for group, table in tables.items() if plays and table.get("case", {}).get("id") == case]
        for role, text in course.cases[case].briefs.items():
            yield text.zh, {at for group in groups for at in persons(play, role, group)}
    cards = course.cases.get(config.get("cards", ""))
    for card in cards.cards if cards else ():
        acting = [role["id"] for role in config["roles"][: 2 if "rounds_plan" in config else None]]
        acting = acting[1:] if "rounds_plan" not in config else acting
        yield (
            card.zh,
            {at for group in tables for role in acting for at in persons(play, role, group)} if plays else set(),
        )
    performer = config.get("performer", config["roles"][0]["id"])
    leads = {at for group in tables for at in persons(play, performer, group)} if plays else set()
    for name in {config.get("script"), *(plan.get("script") for plan in config.get("rounds_plan", ()))} - {None}:
        for step in course.scripts[name].steps:
            yield from ((line.zh, leads) for line in step.lines)
    if block == "m5.mask":  # the ten of the review are nobody's secret
        for question in course.question_sets[config["interview"]].questions[2:]:  # the first two were asked
            yield question.zh, leads


def test_a_secret_card_goes_to_one_side_only_and_its_name_to_nobody_before_the_guess() -> None:
    play = Rounds("m5.bad_rounds", people=6)
    play.come_to("prep")
    for group in play.groups:
        listener, speaker = play.with_role("listener", group), play.with_role("speaker", group)
        card = listener.board["brief"]["card"]["text"]["zh"]
        assert f"person:{speaker.id}" not in play.seen_by(card)
        assert not play.seen_by(card) & {"console", "projector", "phones"}


@EACH
def test_what_people_write_is_read_by_the_circle_it_was_written_for(block: str) -> None:
    seen_at_all = set()
    for play in walked(block, people=8):
        state = play.block_state(block)
        for (_, writer, field), line in state.lines.items():
            found = play.seen_by(line.text)
            in_cloud = not field.startswith("card.") and field == "felt" and play.wall["phase"] == "summary"
            by_level = block == "m5.satir_play" and field == "line"
            if not (in_cloud or by_level):
                assert found <= {f"person:{writer}", f"person:{line.about}"}, (play.state.step, field)
            seen_at_all |= found
    assert seen_at_all


def test_a_self_check_and_a_line_to_oneself_are_read_by_nobody_else() -> None:
    play = Rounds("m5.mask", people=4)
    play.act()
    play.come_to("feedback")
    play.act()
    for (_, writer, field), line in play.block_state().lines.items():
        if field == "once":
            assert play.seen_by(line.text) == {f"person:{writer}"}
    cards = [voice for voice in play.people if "card" in voice.board]
    assert len(cards) == 2
    play.come_to("summary")
    assert all("day" not in voice.board and "received" not in voice.board for voice in play.people)


@EACH
def test_no_report_but_the_writers_and_the_readers_own_holds_what_was_not_released(block: str) -> None:
    play = Rounds(block, people=8)
    play.play_through(permit=False)
    lines = play.block_state(block).lines
    assert lines
    outside = repr(play.report(block, CLIENT))
    team = repr(play.report(block, Reader("team", "t1")))
    for (_, writer, field), line in lines.items():
        if field == "felt" and block in ("m5.bad_rounds", "m5.satir_play"):  # a cloud without names, as the phone said
            assert writer not in outside
            continue
        if block == "m5.satir_play" and field == "line":
            continue
        assert line.text not in outside
        assert line.text not in team
        for voice in play.people:
            own = repr(play.report(block, Reader("person", voice.id)))
            if voice.id not in (writer, line.about):
                assert line.text not in own
        if not field.startswith("card."):
            assert line.text in repr(play.report(block, Reader("person", writer)))


def test_a_released_line_bears_no_name_in_any_file() -> None:
    play = Rounds("m5.coach_drill", people=9)
    play.play_through()
    (section,) = [s for s in play.report("m5.coach_drill").sections if s.entries]
    assert all(entry.author is None and entry.anonymous and entry.minute is None for entry in section.entries)
    assert all(voice.id not in repr(section) for voice in play.people)


def test_nothing_of_the_mask_interview_is_in_a_file_but_how_many_took_part() -> None:
    play = Rounds("m5.mask", people=8)
    play.play_through()
    (section,) = play.report("m5.mask").sections
    assert (section.entries, section.records, section.charts, section.tables) == ((), (), (), ())
    assert section.tallies[0].voters == 8


def test_whoever_gave_something_in_every_round_took_part_once() -> None:
    play = Rounds("m5.satir_play", people=6)
    play.play_through()
    felt = [
        tally for section in play.report("m5.satir_play").sections for tally in section.tallies if len(tally.rows) > 3
    ]
    assert sum(row.n for row in felt[0].rows) == 18
    assert (felt[0].voters, felt[0].of) == (6, 6)


class TestOwnCases:
    SHEET = {
        "alias": "小鹿", "tenure": "两年", "fact": "六次迟到", "their_view": "怕丢脸", "play_as": "先说没事",
        "level": "perf", "g": "想问的问题", "o": "忍住的建议",
    }  # fmt: skip

    def play(self, monkeypatch: pytest.MonkeyPatch, **changed: str) -> Rounds:
        """The manager of each group has prepared a sheet; it reaches the room as what an earlier block gives."""
        from workshop.rooms.views import Picture

        play = Rounds("m6.roleplay", people=6)
        sheets = {p.id: GivenItem("", person=p.id, fields={**self.SHEET, **changed}) for p in play.people}
        honest = Picture._room_view

        def with_sheets(picture: Picture, block: str) -> object:
            from dataclasses import replace

            return replace(honest(picture, block), given={"m6.prep": Given(sheets)})

        monkeypatch.setattr(Picture, "_room_view", with_sheets)
        play.come_to("prep")
        return play

    def test_nothing_is_sent_until_the_owner_shares_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        play = self.play(monkeypatch)
        assert all(play.seen_by(text) == set() for text in ("小鹿", "六次迟到", "先说没事"))
        manager = play.with_role("manager", "g1")
        assert (manager.board["choice"], manager.board["has_sheet"]) == ("open", True)

    def test_what_was_chosen_stands_on_the_card_in_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        play = self.play(monkeypatch, timing="calm,safe")
        manager = play.with_role("manager", "g1")
        manager("rounds/share_case")
        own = manager.board["brief"]["own"]
        options = {
            o.id: o for s in play.state.course.forms["f.grow_prep"].sections for f in s.fields for o in f.options
        }
        assert own["level"]["words"]["en"] == options["perf"].en
        assert own["timing"]["words"]["zh"] == f"{options['calm'].zh}、{options['safe'].zh}"

    def test_each_role_gets_the_lines_that_the_course_names_and_no_other_group_any(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        play = self.play(monkeypatch)
        play.with_role("manager", "g1")("rounds/share_case")
        by_role = {role: {f"person:{play.with_role(role, 'g1').id}"} for role in ("manager", "employee", "observer")}
        assert play.seen_by("先说没事") == by_role["manager"] | by_role["employee"]
        assert play.seen_by("六次迟到") == by_role["manager"] | by_role["employee"] | by_role["observer"]
        assert play.seen_by("忍住的建议") == by_role["manager"]
        play.with_role("manager", "g1")("rounds/share_case", on=False)
        assert play.seen_by("先说没事") == set()

    def test_a_name_of_somebody_in_the_room_blocks_the_sharing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        play = self.play(monkeypatch, fact="Person03 迟到六次")
        with refused("rounds/names", name="Person03"):
            play.with_role("manager", "g1")("rounds/share_case")

    def test_only_the_first_role_may_share_or_draw(self, monkeypatch: pytest.MonkeyPatch) -> None:
        play = self.play(monkeypatch)
        with refused("rounds/not_your_case"):
            play.with_role("employee", "g1")("rounds/share_case")
