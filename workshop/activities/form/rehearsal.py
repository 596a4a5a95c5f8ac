"""How simulated people work on a sheet: they fill it in, mend what the hints say, check, revise, show and listen.

A sheet of a team is filled in by all of its members, each some of the fields; whoever joined it first hands it in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from workshop.activities.form.filling import LONGEST
from workshop.core.patch import View
from workshop.core.rehearsal import Phone, Topic, Wish, wish

RACES = frozenset({"form/enough_rows", "form/changed", "form/held", "form/scribe_writes"})
"""In a team two may want the last line of a table, or write into the same field."""

DAYS_AHEAD = {True: 21, False: 45}
"""When a line of a table is due, and when the whole."""
MENDED_AT_MOST = 6
"""A field that is still not right after so many tries stays as it is."""
TOPICS: tuple[tuple[str, Topic], ...] = (
    (r"谁|代号|岗位", "role"),
    (r"单位|目标$|实际|差异|多少|时间", "figure"),
    (r"问题|G ", "question"),
    (r"动作|下一步|下次|我们就|要|做", "action"),
    (r"事实|数字|发生|数据|结果", "fact"),
    (r"感谢|谢谢|亮点", "praise"),
    (r"为什么|因|凭", "reason"),
)
"""What a label asks for, read as a person reads it."""


def take_part(phone: Phone, dice: Random) -> list[Wish]:
    does = {"brief": _brief, "fill": _fill, "check": _check, "revise": _revise, "present": _present}.get(phone.phase)
    wishes = does(phone, dice) if does else []
    return [*(_held(wishes) if _together(phone) else wishes), *_witness(phone)]


# --- whose sheet it is --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A field to fill in, or a cell of its table; ``mine`` where it falls to me in a team."""

    key: str
    entry: View
    in_table: bool

    @property
    def type(self) -> str:
        return "text" if self.entry["type"] == "list" else str(self.entry["type"])

    @property
    def longest(self) -> int:
        kind = str(self.entry["type"])
        return int(self.entry.get("max") or LONGEST[kind]) if kind in LONGEST else 0


def _of_team(phone: Phone) -> bool:
    return bool(phone.shared.get("scope") == "team")


def _together(phone: Phone) -> bool:
    """Whether all of a team write into its sheet, and one at a time into a field."""
    return "hold_ms" in phone.shared


def _sheet(phone: Phone) -> View:
    found: View = (phone.ours if _of_team(phone) else phone.mine).get("sheet", {})
    return found


def _members(phone: Phone) -> list[str]:
    """Who is in my team, as they came."""
    members: View = phone.room.get(f"team:{phone.team}", {}).get("team", {}).get("members", {})
    return sorted(members, key=lambda one: (members[one]["rank"], one))


def _speaks(phone: Phone) -> bool:
    """Whether I do what the sheet needs once: my own sheet, or that of the team that I joined first."""
    if not _of_team(phone):
        return True
    scribe = phone.room.get(f"team:{phone.team}", {}).get("team", {}).get("scribe")
    return (scribe or next(iter(_members(phone)), None)) == phone.me


def _mine(phone: Phone, places: list[Place]) -> list[Place]:
    """Those that I fill in: all of my own sheet; every so many of the team's."""
    if not _of_team(phone):
        return places
    if phone.shared.get("editing") == "scribe":
        return places if _speaks(phone) else []
    members = _members(phone)
    if phone.me not in members:
        return []
    return places[members.index(phone.me) :: len(members)]


# --- filling in ---------------------------------------------------------------------------------------------------


def _places(phone: Phone) -> Iterator[Place]:
    """Everything on the paper that can be written into, from top to bottom."""
    for section in _ranked(phone.shared.get("paper", {})):
        for name, entry in _by_rank(section["fields"]):
            rows = [row for row, _ in _by_rank(_sheet(phone).get("tables", {}).get(name, {}).get("rows", {}))]
            if entry["type"] == "table":
                columns = list(_by_rank(entry["columns"]))
                yield from (Place(f"{name}.{row}.{column}", of, True) for row in rows for column, of in columns)
            elif entry["type"] == "list":
                yield from (Place(f"{name}.{row}", entry, True) for row in rows)
            else:
                yield Place(name, entry, False)


def _by_rank(found: View) -> list[tuple[str, View]]:
    return sorted(found.items(), key=lambda one: (one[1]["rank"], one[0]))


def _ranked(found: View) -> list[View]:
    return [one for _, one in _by_rank(found)]


def _brief(phone: Phone, dice: Random) -> list[Wish]:
    cases = phone.shared.get("cases", {})
    if not cases or not _speaks(phone) or "case" in _sheet(phone):
        return []
    return [wish("form/choose_case", case=dice.choice(sorted(cases)))]


def _fill(phone: Phone, dice: Random) -> list[Wish]:
    sheet = _sheet(phone)
    if not sheet:
        return []
    mine = _mine(phone, list(_places(phone)))
    wishes = [_write(phone, place, dice) for place in mine if _is_empty(sheet, place)]
    wishes += _rows(phone, dice) if not wishes else []
    wishes += _mended(phone, mine, dice)
    return wishes or _hand_in(phone)


def _hand_in(phone: Phone) -> list[Wish]:
    """When everything is there, no line is half written, and no hint stands in the way."""
    sheet = _sheet(phone)
    stops = any(hint["level"] == "block" for hint in sheet.get("hints", {}).values())
    is_full = sheet["far"]["filled"] >= sheet["far"]["of"] and not any(_is_empty(sheet, one) for one in _places(phone))
    if stops or not is_full or sheet.get("ready") or not _speaks(phone):
        return []
    return [Wish("form/hand_in", occasion=_revisions(sheet))]


def _is_empty(sheet: View, place: Place) -> bool:
    cell = sheet["cells"].get(place.key, {})
    return not cell.get("text") and not cell.get("options")


def _revisions(sheet: View) -> str:
    """How the sheet stands: handed in again after it was changed."""
    return " ".join(f"{key}{cell.get('revision', 0)}" for key, cell in sorted(sheet["cells"].items()))


def _write(phone: Phone, place: Place, dice: Random, *, topic: Topic | None = None, occasion: str = "") -> Wish:
    """What a person would put there."""
    cell = _sheet(phone)["cells"].get(place.key, {})
    said = {"field": place.key, "revision": cell.get("revision", 0)}
    if place.type in ("choice", "multi", "person"):
        return Wish("form/choose", {**said, "options": _chosen(phone, place, dice)}, occasion)
    return Wish("form/write_field", {**said, "text": _text(phone, place, dice, topic)}, occasion)


def _held(wishes: list[Wish]) -> list[Wish]:
    """With every field held while it is written into, as a phone holds it from the tap to the leaving."""
    return [one for wished in wishes for one in (_holding(wished) if wished.type == "form/write_field" else [wished])]


def _holding(writing: Wish) -> list[Wish]:
    field, occasion = writing.fields["field"], f"{writing.fields['revision']} {writing.occasion}"
    enter, leave = (Wish("form/hold_field", {"field": field, "on": on}, occasion) for on in (True, False))
    return [enter, writing, leave]


def _chosen(phone: Phone, place: Place, dice: Random) -> list[str]:
    if place.type == "person":
        of_room = place.entry.get("scope") == "room"
        others = [one for one in (sorted(phone.shared["people"]) if of_room else _members(phone)) if one != phone.me]
        return [dice.choice(others)] if others else []
    options = [option for option, _ in _by_rank(place.entry["options"])]
    if place.type == "choice":
        return [dice.choice(options)]
    most = place.entry.get("max_items", len(options))
    least = place.entry.get("min", 1)
    return sorted(dice.sample(options, dice.randint(min(least, most), most)))


def _text(phone: Phone, place: Place, dice: Random, topic: Topic | None) -> str:
    if place.type == "date":
        return (phone.today + dt.timedelta(days=DAYS_AHEAD[place.in_table])).isoformat()
    if place.type == "number":
        return str(dice.choice((64, 72, 81)))
    offer = phone.mine.get("offers", {}).get(place.key)
    if offer and "hint" not in offer:
        return str(offer["text"]["zh"])[: place.longest]
    return phone.say(topic or _asked(place), longest=place.longest, shortest=place.entry.get("min", 1))


def _asked(place: Place) -> Topic:
    label = str(place.entry.get("label", {}).get("zh", ""))
    for asks, topic in TOPICS:
        if re.search(asks, label):
            return topic
    return "action"


def _rows(phone: Phone, dice: Random) -> list[Wish]:
    """Now and then one more line than the sheet has to begin with."""
    if phone.did["form/add_row"] or not _speaks(phone) or dice.random() < 0.5:
        return []
    tables = _sheet(phone).get("tables", {})
    entries = {name: of for section in _ranked(phone.shared["paper"]) for name, of in section["fields"].items()}
    room = [one for one in sorted(tables) if len(tables[one]["rows"]) < entries[one].get("rows", {}).get("max", 10)]
    return [wish("form/add_row", table=room[0])] if room else []


def _mended(phone: Phone, mine: list[Place], dice: Random) -> list[Wish]:
    """What a hint says is put right: always where it must be, else by two of three."""
    sheet, heeds = _sheet(phone), not phone.is_one_of(0, 3)
    wishes = []
    for place in mine:
        hint = sheet.get("hints", {}).get(place.key)
        revision = sheet["cells"].get(place.key, {}).get("revision", 0)
        if not hint or _is_empty(sheet, place) or revision > MENDED_AT_MOST or not (heeds or hint["level"] == "block"):
            continue
        wishes.append(_right(phone, place, str(hint["code"]), dice, str(revision)))
    return wishes


def _right(phone: Phone, place: Place, code: str, dice: Random, occasion: str) -> Wish:
    match code:
        case "must_tick":
            everything = sorted(place.entry["options"])
            said = {"field": place.key, "revision": _sheet(phone)["cells"][place.key]["revision"]}
            return Wish("form/choose", {**said, "options": everything}, occasion)
        case "question_mark":
            return _write(phone, place, dice, topic="question", occasion=occasion)
        case _:
            return _write(phone, place, dice, topic=None if place.type == "number" else "fact", occasion=occasion)


# --- checking -----------------------------------------------------------------------------------------------------


def _to_check(phone: Phone) -> View:
    found: View
    if _of_team(phone):
        found = phone.ours.get("to_check", {}) if _speaks(phone) else {}
    else:
        found = phone.circle.get("checking", {}).get(phone.me, {})
    return found


def _check(phone: Phone, dice: Random) -> list[Wish]:
    looks = (phone.ours if _of_team(phone) else phone.mine).get("looks", {})
    return [one for unit, _ in _by_rank(_to_check(phone)) for one in _looked_at(phone, unit, looks.get(unit, {}), dice)]


def _looked_at(phone: Phone, unit: str, look: View, dice: Random) -> list[Wish]:
    if look.get("done") or phone.did["form/finish_check"] >= len(_to_check(phone)):
        return []
    card, points = phone.shared.get("card"), sorted(phone.shared.get("items", {}))
    if card:
        marks = sorted(map(int, card["scale"]))
        found = [wish("form/rate", unit=unit, item=item, value=dice.choice(marks)) for item in sorted(card["items"])]
    else:
        least = min(phone.shared.get("least_ticks", 0), len(points))
        seen = dice.sample(points, dice.randint(max(0, least - 1), len(points)))
        found = [wish("form/tick", unit=unit, item=item, on=True) for item in sorted(seen)]
    said = [
        wish("form/advise", unit=unit, field=name, text=phone.say("praise", longest=line["longest"]))
        for name, line in _by_rank(phone.shared.get("asked", {}).get("fields", {}))
    ]
    return [*found, *said, wish("form/finish_check", unit=unit)]


# --- revising, showing --------------------------------------------------------------------------------------------


def _revise(phone: Phone, dice: Random) -> list[Wish]:
    """One text is written anew and the sheet handed in again; one sentence is shown, to the room or to a witness."""
    sheet = _sheet(phone)
    if not sheet:
        return []
    texts = [one for one in _places(phone) if one.type in ("text", "longtext") and not _is_empty(sheet, one)]
    if _speaks(phone) and texts and not phone.did["form/write_field"]:
        changed = _write(phone, dice.choice(texts), dice, topic="fact")
        return [changed, *_shown(phone, dice)]
    return (_mended(phone, texts, dice) if _speaks(phone) else []) or _hand_in(phone)


def _shown(phone: Phone, dice: Random) -> list[Wish]:
    line = phone.shared.get("line")
    if not line:
        return []
    text = phone.say("action", longest=line["longest"], shortest=line["shortest"])
    shown = [wish("form/publish", text=text)] if dice.random() < 0.7 else []
    if shown and dice.random() < 0.2:
        shown.append(wish("form/withdraw"))
    witness = next(iter(_sheet(phone)["cells"].get("witness", {}).get("options", {})), None)
    if witness:
        shown.append(wish("form/ask_witness", person=witness, text=phone.say("action", longest=60)))
    return shown


def _witness(phone: Phone) -> list[Wish]:
    asked = phone.mine.get("witness_of", {})
    return [wish("form/witness", unit=unit) for unit, line in sorted(asked.items()) if not line.get("agreed")]


VOLUNTEERS = 2
"""As many as the course asks for come forward."""


def _would(phone: Phone, show: Mapping[str, Any], dice: Random) -> bool:
    """Whether somebody comes forward: a few at most, each for themselves or the first of their team for it."""
    if len(show["queue"]) >= VOLUNTEERS or phone.did["form/volunteer"]:
        return False
    return dice.random() < 0.12 and (show.get("by") == "person" or _members(phone)[:1] == [phone.me])


def _present(phone: Phone, dice: Random) -> list[Wish]:
    show = phone.shared.get("show")
    if not show or phone.team is None:
        return []
    mine = phone.me if show.get("by") == "person" else phone.team
    if show["who"] == "volunteers" and _would(phone, show, dice):
        return [wish("form/volunteer", on=True)]
    now = show.get("now")
    if not now or now["unit"] == mine:
        return []
    given = phone.mine.get("given", {}).get(now["unit"], {})
    wishes = [
        wish("form/rate_team", unit=now["unit"], criterion=one, value=dice.randint(1, show["scale"]))
        for one in sorted(show["criteria"])
        if one not in given.get("ratings", {})
    ]
    if "comment_max" in show and "line" not in given:
        wishes.append(wish("form/tell_team", unit=now["unit"], text=phone.say("praise", longest=show["comment_max"])))
    return wishes
