"""What a trainer prints before the day: a card for each role, blank sheets, and a slip for each seat.

It is told by what a course holds, whatever activity uses it: a block that names roles and cases has cards, a block that
names a sheet has a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from workshop.core.course import Block, Course, Words
from workshop.core.library import Case, SheetField
from workshop.core.report import label
from workshop.exports._brand import Branding
from workshop.exports._measure import breakable
from workshop.exports._pen import readable
from workshop.exports._typeset import look, typeset
from workshop.translations import filled, nearest, translator

What = Literal["cards", "sheets", "slips"]
TITLES: Final = {"cards": label("Role cards"), "sheets": label("Sheets"), "slips": label("Seat slips")}
LINES: Final = {"longtext": 4}
"""How many empty lines a field has; every other has one."""
MOST_ROWS: Final = 6


@dataclass(frozen=True)
class Handout:
    """Pages to print: plain data, in the language of those who will read them."""

    what: What
    lang: str
    parts: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Slip:
    """What one person is handed: ``seats`` is a line for each activity in which they have a place."""

    name: str
    team: str
    seats: tuple[str, ...]


def printed(handout: Handout, opened: int, brand: Branding) -> bytes:
    """The file, the same for the same handout."""
    say = translator(nearest(handout.lang))
    data = {
        "kind": handout.what,
        "title": say(TITLES[handout.what].text),
        "lang": handout.lang,
        "look": look(brand),
        "client": _printable(brand.name),
        "parts": list(handout.parts),
    }
    return typeset(data, "pdf", opened)


# --- role cards ---------------------------------------------------------------------------------------------------


def role_cards(course: Course, blocks: Iterable[Block], lang: str) -> Handout:
    """A card for each role of each case, with what is sealed in it, and the cards that are drawn."""
    say, in_lang = translator(nearest(lang)), _reader(lang)
    parts, drawn_card = [], say(label("Card to draw").text)
    for block in blocks:
        roles = {role["id"]: Words(zh=role["zh"], en=role["en"]) for role in block.config.get("roles", ())}
        if not roles:
            continue
        above = in_lang(block.title)
        for case in _cases(course, block):
            parts += [
                {"above": above, "title": in_lang(case.title), "role": in_lang(roles.get(role)) or role,
                 "text": in_lang(brief), "facts": _facts(case, in_lang)}
                for role, brief in case.briefs.items()
            ]  # fmt: skip
        drawn = course.cases.get(block.config.get("cards") or "")
        for nth, card in enumerate(drawn.cards if drawn else (), 1):
            assert drawn
            title, name = drawn_card, in_lang(card.name)
            if not name:  # a card without a name is known by its place in its pile
                title, name = f"{nth} / {len(drawn.cards)}", in_lang(drawn.title)
            parts.append({"above": above, "title": title, "role": name, "text": in_lang(card), "facts": []})
    return Handout("cards", lang, tuple(parts))


def _cases(course: Course, block: Block) -> Iterator[Case]:
    planned = [at.get("case") for at in block.config.get("rounds_plan", ())]
    for name in dict.fromkeys([*block.config.get("cases", ()), *planned]):
        if name in course.cases:
            yield course.cases[name]


def _facts(case: Case, in_lang: Callable[[Words | None], str]) -> list[tuple[str, str]]:
    """What both sides know."""
    scene = in_lang(case.scene or case.story)
    told = [("", scene)] if scene else []
    return told + [(in_lang(one.label), in_lang(one.value)) for one in case.data]


# --- sheets -------------------------------------------------------------------------------------------------------


def blank_sheets(course: Course, blocks: Iterable[Block], lang: str) -> Handout:
    """Every sheet of the day, with room to write by hand."""
    in_lang, say = _reader(lang), translator(nearest(lang))
    parts = []
    for block in blocks:
        form = course.forms.get(block.config.get("form") or "")
        if form:
            parts.append(
                {
                    "above": in_lang(block.title),
                    "title": in_lang(form.title),
                    "name": say(label("Name").text),
                    "team": say(label("Team").text),
                    "sections": [
                        {"title": in_lang(one.title), "fields": [_field(field, in_lang, say) for field in one.fields]}
                        for one in form.sections
                    ],
                }
            )
    return Handout("sheets", lang, tuple(parts))


def _field(field: SheetField, in_lang: Callable[[Words | None], str], say: Callable[[str], str]) -> dict[str, Any]:
    rows = min(MOST_ROWS, max(3, field.rows.min) if field.rows else field.max_items or 3)
    hint = say(label("choose one").text) if field.type == "choice" else ""
    return {
        "label": in_lang(field.label) + (" *" if field.required else ""),
        "hint": hint,
        "lines": rows if field.type == "list" else LINES.get(field.type, 1),
        "options": [in_lang(one.words) for one in field.options],
        "head": [in_lang(column.label) for column in field.columns],
        "rows": rows,
        "numbered": field.type == "list",
    }


# --- seats --------------------------------------------------------------------------------------------------------


def seat_slips(slips: Iterable[Slip], title: str, address: str, code: str, qr: str, lang: str) -> Handout:
    """A slip for each person; ``qr`` is a picture as SVG, and leads into the room."""
    parts = tuple(
        {"name": _printable(one.name), "team": _printable(one.team),
         "seats": [_printable(seat) for seat in one.seats],
         "title": _printable(title), "address": address, "code": code, "qr": qr}
        for one in slips
    )  # fmt: skip
    return Handout("slips", lang, parts)


def seat_line(activity: str, roles: Iterable[str], others: Iterable[str], lang: str) -> str:
    """Somebody's place in one activity: the parts they play there, round by round, and with whom."""
    said = translator(nearest(lang))(label("{activity}: {roles}; with {names}").text)
    facts = {"activity": activity, "roles": " → ".join(roles), "names": tuple(others)}
    return filled(said, facts, nearest(lang))


def _printable(text: str) -> str:
    """What a person wrote, as a page can hold it."""
    return breakable(readable(text))


def _reader(lang: str) -> Callable[[Words | None], str]:
    def in_lang(words: Words | None) -> str:
        return "" if words is None else breakable(words.zh if nearest(lang) == "zh" else words.en)

    return in_lang
