"""Every way to say a sentence is found, and a sentence that nobody could translate is a fault."""

from pathlib import Path

import pytest

from workshop.translations import in_pages, in_python, in_screens
from workshop.translations.build import on_phones
from workshop.translations.extract import everything
from workshop.translations.found import Found, Unclear


def said(found: list[Found | Unclear]) -> list[tuple[str, int]]:
    return [(one.text, one.line) for one in found if isinstance(one, Found)]


def unclear(found: list[Found | Unclear]) -> list[int]:
    return [one.line for one in found if isinstance(one, Unclear)]


# --- Python -------------------------------------------------------------------------------------------------------

PYTHON = """
title = _("Rooms")
late = lazy_gettext("Later") or _l("Soon")
heading = label("Notes")
said = flask_babel.gettext("Sign in")
both = label("One" if alone else "Many")
many = ngettext("{n} note", "{n} notes", n)
there = segno.label("not ours")
name = _(variable)
"""


def test_python_says_sentences_in_many_ways() -> None:
    found = list(in_python.find([("a.py", PYTHON)]))
    assert sorted(said(found)) == [
        ("Later", 3), ("Many", 6), ("Notes", 4), ("One", 6), ("Rooms", 2), ("Sign in", 5), ("Soon", 3), ("{n} note", 7),
    ]  # fmt: skip
    assert [one.many for one in found if isinstance(one, Found) and one.many] == ["{n} notes"]
    assert unclear(found) == []


@pytest.mark.parametrize("code", ['_(f"Hello {name}")', '_("Hello " + name)', 'label("{} notes" % n)'])
def test_a_sentence_that_is_put_together_is_a_fault(code: str) -> None:
    assert unclear(list(in_python.find([("a.py", f"\n{code}\n")]))) == [2]


def test_codes_are_found_where_they_are_kept_under_a_name() -> None:
    code = (
        'CODES = {404: "web/not_here",\n'
        '         500: "web/broken"}\n'
        'STALE_CODE: Final = "web/stale_form"\n'
        '_CODE = re.compile("a/b")\n'
        'ENCODED = "c/d"\n'
    )
    found = list(in_python.find([("a.py", code)]))
    assert said(found) == [("web/not_here", 1), ("web/broken", 2), ("web/stale_form", 3)]
    assert {one.code for one in found if isinstance(one, Found)} == {True}
    assert unclear(list(in_python.find([("a.py", 'STALE_CODE = "stale form"')]))) == [1]


def test_refusals_are_found_by_their_codes() -> None:
    code = (
        'raise Refused("board/full", most=3)\n'
        'raise errors.Refused("a/one" if x else "a/two")\n'
        'raise PydanticCustomError("text/empty", "nothing to read")\n'
        "raise Refused(code)\n"
        'answer({"code": "room/signed_out", "facts": {"code": code}})\n'
        'raise Quoting("a/three", who=name)\n'
    )
    found = list(in_python.find([("a.py", code)]))
    assert said(found) == [
        ("board/full", 1), ("a/one", 2), ("a/two", 2), ("text/empty", 3), ("a/three", 6), ("room/signed_out", 5),
    ]  # fmt: skip
    assert {one.code for one in found if isinstance(one, Found)} == {True}
    assert unclear(found) == []


@pytest.mark.parametrize("code", ['Refused(f"{a}/{b}")', 'Refused("Not like this")', 'Refused("board/" + why)'])
def test_a_code_that_cannot_be_read_is_a_fault(code: str) -> None:
    assert unclear(list(in_python.find([("a.py", code)]))) == [1]


def test_a_function_that_refuses_for_several_areas_has_a_code_for_each() -> None:
    parts = 'def check(text, code="text"):\n    raise Refused(f"{code}/too_long")\n'
    uses = 'check(a)\ncheck(b, code="board")\ncheck(c, "room")\ncheck(d, code=unknown)\n'
    found = list(in_python.find([("parts.py", parts), ("uses.py", uses)]))
    assert said(found) == [("text/too_long", 1), ("board/too_long", 2), ("room/too_long", 3)]
    assert unclear(found) == [4]


# --- pages --------------------------------------------------------------------------------------------------------

PAGE = """\
<h1>{{ _("Rooms") }}</h1>
<p title="{{ gettext('Sign in') }}">Don't worry {{ _('it\\'s fine') }}</p>
{% trans name=person %}Hello {{ name }}{% endtrans %}
{{ ngettext("%(n)s room", "%(n)s rooms", n) }}
{{ _(variable) }}
"""


def test_pages_say_sentences_in_many_ways() -> None:
    found = list(in_pages.find("a.html", PAGE))
    assert said(found) == [("Rooms", 1), ("Sign in", 2), ("it's fine", 2), ("Hello %(name)s", 3), ("%(n)s room", 4)]
    assert [one.many for one in found if isinstance(one, Found)][-1] == "%(n)s rooms"


def test_a_page_that_is_no_template_is_a_fault() -> None:
    assert unclear(list(in_pages.find("a.html", "\n{% if %}"))) == [2]


# --- screens ------------------------------------------------------------------------------------------------------

SCREEN = """\
export function t(english: string, facts?: Facts): string { return english }
const a = t("One");
return <p class="x">{t('Two')} and {t(
  "Three {n}", { n: count("a, b"), m: [1, 2] },
)}</p>;
const b = tn(counts["x, y"].length, "{n} note", "{n} notes");
const c = at("not ours") + list.t("nor this") + t(variable) + format("x");
// t("a comment")
/* t("a longer
   t("comment") */
<p>{/* t("another") */}</p>
const d = "t(\\"quoted\\")";
"""


def test_screens_say_sentences_in_many_ways() -> None:
    found = list(in_screens.find("a.tsx", SCREEN))
    assert said(found)[:4] == [("One", 2), ("Two", 3), ("Three {n}", 3), ("{n} note", 6)]
    assert [one.many for one in found if isinstance(one, Found) and one.many] == ["{n} notes"]
    assert {text for text, _ in said(found)} & {"not ours", "nor this", "a comment", "comment", "another"} == set()
    assert unclear(found) == []


def test_an_apostrophe_in_raw_jsx_text_hides_nothing() -> None:
    code = """<p>Don't miss {t("the first")}</p>\n<p>5" wide {t('the second')}</p>\n<p>` {t("the third")}</p>"""
    assert said(list(in_screens.find("a.tsx", code))) == [("the first", 1), ("the second", 2), ("the third", 3)]


def test_escapes_are_read_as_typescript_reads_them() -> None:
    code = r"""t("say \"yes\"") + t('it\'s') + t("two\nlines") + t("\u4f60\u597d")"""
    assert [text for text, _ in said(list(in_screens.find("a.ts", code)))] == [
        'say "yes"',
        "it's",
        "two\nlines",
        "你好",
    ]


@pytest.mark.parametrize(
    "code",
    [
        "t(`plain`)",
        "t(`with ${n}`)",
        't("put " + together)',
        "tn(n, `one`, `many`)",
        'tn(n, "one", many)',
        't("a" as X)',
    ],
)
def test_a_text_that_is_put_together_is_a_fault(code: str) -> None:
    assert unclear(list(in_screens.find("a.tsx", f"\n{code}"))) == [2]


# --- everything ---------------------------------------------------------------------------------------------------


def test_sources_of_all_three_kinds_are_read_and_tests_are_not(tmp_path: Path) -> None:
    for name, text in {
        "workshop/web/desk.py": '_("Rooms")\nRefused("room/full")',
        "templates/join.html": '{{ _("Join") }}',
        "static/src/kit/Note.tsx": '<b>{t("New")}</b>',
        "workshop/activities/board/phone.tsx": 'tn(n, "{n} dot", "{n} dots")',
        "static/src/kit/Note.test.tsx": 't("only tested")',
        "static/node_modules/x/index.ts": 't("not ours")',
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    found = everything(tmp_path)
    assert sorted(found.entries) == ["Join", "New", "Rooms", "room/full", "{n} dot"]
    assert found.on_screens() == ["New", "room/full", "{n} dot"]
    assert found.codes() == ["room/full"]
    assert [place.place for place in found.entries["New"]] == ["static/src/kit/Note.tsx:1"]


# --- what phones say ----------------------------------------------------------------------------------------------


def test_a_phone_gets_the_words_of_its_frame_and_apart_from_them_those_of_each_kind(tmp_path: Path) -> None:
    for name, text in {
        "static/src/surfaces/phone/main.tsx": "import '@kit/parts.css';\nimport {\n  App,\n} from './App';",
        "static/src/surfaces/phone/App.tsx": "import { Button } from '@kit/Button';\nt('Coming in …')",
        "static/src/kit/Button.tsx": "t('OK')",
        "static/src/kit/parts.css": "",
        "static/src/kit/Menu.tsx": "t('More')",
        "workshop/activities/board/phone.tsx": "import type { P } from '@kit/Menu';\nexport * from './phone/Vote';",
        "workshop/activities/board/phone/Vote.tsx": "const later = () => import('../Mark');\nt('Vote'); t('OK')",
        "workshop/activities/board/Mark.tsx": "import { t } from '@wire';\nt('Crown')",
        "workshop/activities/board/console.tsx": "t('Close the vote')",
        "workshop/activities/board/kind.py": "Refused('board/late')",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert on_phones(everything(tmp_path), tmp_path) == {
        "phone": ["Coming in …", "OK"],
        "phone.board": ["Crown", "Vote"],
    }
