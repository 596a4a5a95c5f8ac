"""A person is told things in their own language, with the facts filled in."""

import pytest

from workshop.translations import counter, filled, nearest, sentence, translations, translator


@pytest.mark.parametrize(
    ("asked", "given"),
    [("zh", "zh"), ("zh-CN", "zh"), ("zh_Hant", "zh"), ("en", "en"), ("en-GB", "en"), ("EN", "en"), ("de", "zh"),
     ("", "zh"), (None, "zh")],
)  # fmt: skip
def test_the_nearest_language_we_have(asked: str | None, given: str) -> None:
    assert nearest(asked) == given


def test_an_entry_in_both_languages() -> None:
    assert translator("zh")("Attendance") == "签到"
    assert translator("en")("Attendance") == "Attendance"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("text", ["", "no such entry", "字"])
def test_what_has_no_entry_stays_as_it_is(text: str, lang: str) -> None:
    assert translator(lang)(text) == text


def test_numbers_choose_their_form() -> None:
    assert [counter("en")("{n} vote", "{n} votes", n) for n in (0, 1, 2)] == ["0 votes", "1 vote", "2 votes"]
    assert [counter("zh")("{n} vote", "{n} votes", n) for n in (0, 1, 2)] == ["0 票", "1 票", "2 票"]


def test_a_refusal_is_a_sentence_with_its_facts() -> None:
    facts = {"longest": 40, "length": 52}
    assert sentence("zh", "board/too_long", facts) == "太长了：最多 40 字，现在 52 字。"
    assert sentence("en", "board/too_long", facts) == "Too long: the limit is 40, this is 52 (two letters count one)."


def test_a_fact_in_two_languages_is_told_in_the_readers() -> None:
    facts = {"zone": {"zh": "高流失", "en": "High turnover"}, "most": 8}
    assert sentence("zh", "board/zone_full", facts) == "“高流失”已经满了（最多 8 张），请放到别的栏目。"
    assert sentence("en", "board/zone_full", facts) == "“High turnover” is full (8 notes); choose another column."


@pytest.mark.parametrize("code", ["", "no/such_code", "nonsense"])
def test_a_code_that_nobody_knows_is_still_a_sentence(code: str) -> None:
    assert sentence("zh", code) == "现在不能这样做。"
    assert sentence("en", code) == "This cannot be done right now."


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "at {n}"),
        ({"n": 3}, "at 3"),
        ({"n": 3.0}, "at 3"),
        ({"n": 2.5}, "at 2.5"),
        ({"n": None}, "at "),
        ({"n": "{m}", "m": "no"}, "at {m}"),
        ({"n": ["Ann", "Ben"]}, "at Ann, Ben"),
        ({"other": 1}, "at {n}"),
    ],
)
def test_placeholders_are_filled_once_and_only_with_what_is_known(facts: dict[str, object], text: str) -> None:
    assert filled("at {n}", facts, "en") == text


def test_the_catalogue_is_one_that_jinja_and_flask_babel_take() -> None:
    catalogue = translations("zh")
    assert catalogue.gettext("Attendance") == "签到"
    assert catalogue.ngettext("{n} vote", "{n} votes", 2) == "{n} 票"
    assert translations("zh") is catalogue
