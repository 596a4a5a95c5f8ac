"""What is printed before the day: briefs for the trainer alone, sheets to write on, a slip for each seat."""

import io

import pytest
from pypdf import PdfReader

from workshop.core.course import Words
from workshop.exports._brand import UNBRANDED
from workshop.exports._handouts import Slip, blank_sheets, printed, role_cards, seat_slips
from workshop.web.pages import as_qr


def text_of(data: bytes) -> str:
    assert data.startswith(b"%PDF")
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return "".join("".join(pages).replace("\u200b", "").split())


def squeezed(words: Words, lang: str) -> str:
    return "".join((words.zh if lang == "zh" else words.en).split())


@pytest.fixture
def day(course):
    """Every block of the agenda of two days, with what it uses."""
    agenda = course.agenda("two_day")
    return [course.blocks[slot.block] for slot in agenda.slots]


@pytest.fixture
def room(hub, fay, course):
    return hub.open_room(fay.trainer.id, course, "two_day", "Monday")


class TestRoleCards:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_every_sealed_brief_of_the_day_has_a_card(self, course, day, lang):
        told = text_of(printed(role_cards(course, day, lang), 0, UNBRANDED))
        used = {name for block in day for name in (*block.config.get("cases", ()), block.config.get("cards")) if name}
        briefs = [brief for name in used if name in course.cases for brief in course.cases[name].briefs.values()]
        drawn = [card for block in day if block.config.get("roles") for card in cards_of(course, block)]
        assert briefs
        assert drawn
        assert [one for one in (*briefs, *drawn) if squeezed(one, lang) not in told] == []

    def test_a_card_without_a_name_is_known_by_its_place_in_its_pile(self, course, day):
        handout = role_cards(course, day, "zh")
        named = [part["role"] for part in handout.parts]
        assert [part["title"] for part in handout.parts if part["role"] == "四种姿态扮演卡"] == [
            f"{n} / 5" for n in range(1, 6)
        ]
        assert "虚伪型" in named
        assert all(named)

    def test_are_for_the_trainer_who_owns_the_room_and_for_nobody_else(self, fay, trainer, browser, room):
        ann = browser()
        ann.join(room, "Ann")
        path = f"/r/{room.id}/handouts/cards.pdf"
        assert fay.get(path).data.startswith(b"%PDF")
        assert [there.get(path).status_code for there in (trainer("Zoe"), ann, browser())] == [403, 302, 302]

    def test_stand_in_a_group_of_their_own_with_a_word_of_warning(self, fay, room):
        page = fay.get(f"/rooms/{room.id}/files?lang=en").text
        group = page.partition("For the trainer only")[2].partition("<h2>")[0]
        assert "sealed brief" in group
        assert f"/r/{room.id}/handouts/cards.pdf" in group
        assert page.count("handouts/cards.pdf") == 1

    def test_are_in_no_file_of_the_pack(self, fay, course, room):
        sealed = [squeezed(brief, "zh") for case in course.cases.values() for brief in case.briefs.values()]
        told = text_of(fay.get(f"/r/{room.id}/export.pdf?lang=zh").data)
        assert sealed
        assert not any(brief in told for brief in sealed)


def cards_of(course, block):
    case = course.cases.get(block.config.get("cards") or "")
    return case.cards if case else ()


class TestSheets:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_every_field_of_every_sheet_is_there(self, course, day, lang):
        told = text_of(printed(blank_sheets(course, day, lang), 0, UNBRANDED))
        forms = [course.forms[block.config["form"]] for block in day if block.config.get("form") in course.forms]
        assert forms
        fields = [field for form in forms for section in form.sections for field in section.fields]
        labels = [*(field.label for field in fields), *(one.words for field in fields for one in field.options)]
        assert [one for one in labels if squeezed(one, lang) not in told] == []


class TestSeatSlips:
    def test_everybody_who_is_here_has_one_with_their_team_and_the_way_in(self, fay, hub, browser, room):
        for name in ("Ann", "陈𠮷", "Ben"):
            browser().join(room, name)
        live = hub.live(room.id)
        ben = next(person.id for person in live.picture.people.values() if person.name == "Ben")
        live.facilitate(fay.trainer.id, "room/remove_person", person=ben)
        live.facilitate(fay.trainer.id, "room/draw_teams", count=2)
        told = text_of(fay.get(f"/r/{room.id}/handouts/slips.pdf?lang=zh").data)
        assert "Ann" in told
        assert "陈𠮷" in told
        assert "Ben" not in told
        assert "第1组" in told
        assert "第2组" in told
        assert f"{room.code[:4]}{room.code[4:]}" in told

    def test_a_slip_holds_long_names_and_says_with_whom_one_sits(self):
        seats = tuple(f"练习{n}：讲述者 → 倾听者；同组：王芳、" + "长" * 20 for n in range(6))
        qr = as_qr("http://192.168.1.5:8000/j/x")
        handout = seat_slips(
            [Slip("名" * 24, "队" * 24, seats)] * 11, "题" * 60, "192.168.1.5:8000/12345678", "1234 5678", qr, "zh"
        )
        data = printed(handout, 0, UNBRANDED)
        assert len(PdfReader(io.BytesIO(data)).pages) == 3
        assert [text_of(data).count(squeezed(Words(zh=seat, en=""), "zh")) for seat in seats] == [11] * 6
        assert data == printed(handout, 0, UNBRANDED)

    def test_without_anybody_there_is_nothing_to_print(self, fay, room):
        assert fay.get(f"/r/{room.id}/handouts/slips.pdf").status_code == 404
        assert fay.get(f"/r/{room.id}/handouts/everything.pdf").status_code == 404
