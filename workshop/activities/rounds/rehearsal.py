"""How simulated people play rounds: they agree, read their cards, ask, watch, score, and tell what they saw."""

from __future__ import annotations

from random import Random

from workshop.core.patch import View
from workshop.core.rehearsal import Console, Phone, Topic, Wish, wish

RACES = frozenset({"rounds/no_such_question", "rounds/no_seat"})
"""Whoever answers skips a question while the next is asked; somebody's group is dealt anew while they write."""

TOPICS: dict[str, Topic] = {
    "keep": "praise", "try": "action", "commit": "action", "once": "action", "rule": "reason", "felt": "feeling",
    "quote": "fact", "event": "fact", "mask": "name", "focus_text": "reason", "helped": "question", "line": "feeling",
}  # fmt: skip
ASKED_ONE_BY_ONE = 3
"""So many questions are waited for; then the interview goes on without a pause."""
RELEASED = 6
"""So many lines the facilitator puts on the wall."""


def take_part(phone: Phone, dice: Random) -> list[Wish]:
    if "group" not in phone.mine:
        return []
    does = {"setup": _agree, "prep": _prepare, "play": _play, "score": _score, "feedback": _rate_self}.get(phone.phase)
    return [*(does(phone, dice) if does else []), *_fields(phone, dice), *_permits(phone)]


def lead(console: Console, dice: Random) -> list[Wish]:
    """What the console offers beside the Next key: cards read again, another case, the twist, going on, the wall."""
    groups = console.shown.get("groups", {})
    stopped = [wish("rounds/go_on", group=group) for group in sorted(groups) if groups[group].get("stopped")]
    match console.phase:
        case "prep" if console.now.round == 1:
            return [*stopped, *_deal_out(console, groups)]
        case "play" if any(group.get("twist") == "in" for group in groups.values()):
            return [*stopped, wish("rounds/release_twist")]
        case "score" if not console.shown.get("reminded"):
            return [*stopped, wish("rounds/remind")]
        case "summary":
            return _release(console)
        case _:
            return stopped


# --- who I am -----------------------------------------------------------------------------------------------------


def _people(phone: Phone) -> View:
    found: View = phone.shared.get("groups", {}).get(phone.mine["group"], {}).get("people", {})
    return found


def _role(phone: Phone) -> str:
    return str(_people(phone).get(phone.me, {}).get("role", ""))


def _cast(phone: Phone) -> str:
    """Which group in which people, whose case, which reading: with another cast everything is asked anew."""
    return " ".join([*sorted(_people(phone)), str(phone.mine.get("resent", 0)), str(phone.mine.get("choice", ""))])


# --- before and while a group plays -------------------------------------------------------------------------------


def _agree(phone: Phone, dice: Random) -> list[Wish]:
    if not phone.shared.get("consent") or phone.me in phone.mine.get("agreed", {}):
        return []
    return [Wish("rounds/agree", occasion=_cast(phone))]


def _prepare(phone: Phone, dice: Random) -> list[Wish]:
    """Whoever owns the case chooses; then everybody reads their card."""
    agreed = _agree(phone, dice)
    if agreed or phone.mine.get("may_begin") is False:
        return agreed
    if phone.mine.get("choice") == "open":
        if not phone.mine.get("owner"):
            return []
        own = phone.mine.get("has_sheet") and not phone.is_one_of(0, 4)
        return [Wish("rounds/share_case" if own else "rounds/draw_case", occasion=_cast(phone))]
    return [] if phone.mine.get("ready") else [Wish("rounds/say_ready", occasion=_cast(phone))]


def _play(phone: Phone, dice: Random) -> list[Wish]:
    agreed = _agree(phone, dice)
    if agreed or phone.mine.get("may_begin") is False:
        return agreed
    stops = (
        phone.shared.get("stop") and phone.now.round == 1 and phone.is_one_of(1, 9) and not phone.mine.get("stopped")
    )
    wishes = [wish("rounds/stop")] if stops and not phone.did["rounds/stop"] else []
    return [*wishes, *_interview(phone), *_watch(phone, dice, half=True)]


def _interview(phone: Phone) -> list[Wish]:
    now = phone.mine.get("question", {})
    questions = phone.mine.get("brief", {}).get("questions", {})
    if not questions:
        skips = now and now["n"] == 2 and phone.is_one_of(0, 3) and now["id"] not in phone.mine.get("skipped", {})
        return [wish("rounds/skip_question", question=now["id"])] if skips else []
    order = sorted(questions, key=lambda one: questions[one]["rank"])
    at = int(now.get("n", 0))
    ahead = order[at : at + 1] if at < ASKED_ONE_BY_ONE else order[at:]
    return [wish("rounds/ask_question", question=question) for question in ahead]


# --- scoring ------------------------------------------------------------------------------------------------------


def _watch(phone: Phone, dice: Random, *, half: bool) -> list[Wish]:
    """What I see, item by item: some while they talk, the rest after it."""
    card, mine = phone.mine.get("scorecard"), phone.mine.get("card")
    if not card or mine is None or mine.get("sent"):
        return []
    marks = sorted(one["value"] for one in card["anchors"].values())
    order = sorted(card["items"], key=lambda one: card["items"][one]["rank"])
    wanted = order[: len(order) // 2] if half else order
    return [
        Wish("rounds/rate_item", {"item": item, "value": dice.choice(marks)}, str(mine["about"]))
        for item in wanted
        if item not in mine["items"]
    ]


def _score(phone: Phone, dice: Random) -> list[Wish]:
    rated = [*_rate_self(phone, dice), *_watch(phone, dice, half=False)]
    card, mine = phone.mine.get("scorecard"), phone.mine.get("card")
    if not card or mine is None or mine.get("sent"):
        return rated
    alone = mine["about"] == phone.me
    said = [
        _write(phone, field, line["longest"], 1)
        for field, line in sorted(card["fields"].items())
        if not alone and field not in phone.mine.get("lines", {})
    ]
    return [*rated, *said, Wish("rounds/send_card", occasion=str(mine["about"]))]


def _rate_self(phone: Phone, dice: Random) -> list[Wish]:
    card = phone.mine.get("scorecard")
    if not card or phone.mine.get("self") != {}:
        return []
    marks = sorted(one["value"] for one in card["anchors"].values())
    return [wish("rounds/rate_self", item=dice.choice(sorted(card["items"])), value=dice.choice(marks))]


# --- words --------------------------------------------------------------------------------------------------------


def _fields(phone: Phone, dice: Random) -> list[Wish]:
    """What this step asks of my role; what it only offers, by half of the people."""
    if phone.mine.get("may_begin") is False:
        return []
    role, wishes = _role(phone), list[Wish]()
    for name, field in sorted(phone.shared.get("fields", {}).items()):
        wanted = field.get("required") or phone.is_one_of(0, 2)
        if not wanted or field.get("role", role) != role:
            continue
        if field["type"] == "choice" and name not in phone.mine.get("chosen", {}):
            wishes.append(wish("rounds/choose", field=name, option=dice.choice(sorted(field["options"]))))
        elif field["type"] == "text" and name not in phone.mine.get("lines", {}):
            wishes.append(_write(phone, name, field["longest"], field["shortest"]))
    return wishes


def _write(phone: Phone, field: str, longest: int, shortest: int) -> Wish:
    topic = TOPICS.get(field.removeprefix("card."), "reason")
    text = phone.say(topic, longest=longest, shortest=shortest)
    return Wish("rounds/write", {"field": field, "text": text}, _cast(phone))


def _permits(phone: Phone) -> list[Wish]:
    """Two of three let the room read a line of theirs without a name, where the step asks."""
    ticks = [field for field in phone.shared.get("fields", {}).values() if field["type"] == "tick"]
    if not ticks or phone.is_one_of(0, 3):
        return []
    lines = {name: line for name, line in phone.mine.get("lines", {}).items() if _may_tick(phone, name)}
    lines |= phone.mine.get("may_show", {})
    return [wish("rounds/permit", field=name) for name, line in sorted(lines.items()) if not line.get("permitted")]


def _may_tick(phone: Phone, name: str) -> bool:
    """The tick stands under the quote of the card, and under the lines of the step."""
    return name == "card.quote" or (name in phone.shared["fields"] and phone.phase == "summary")


# --- the facilitator ----------------------------------------------------------------------------------------------


def _deal_out(console: Console, groups: View) -> list[Wish]:
    """One group reads its cards again; another gets another case."""
    order = sorted(groups, key=lambda one: groups[one]["rank"])
    wishes = [wish("rounds/resend_brief", group=order[0])] if order else []
    last = groups[order[-1]] if len(order) > 1 else {}
    if last.get("case") and len(console.shown.get("cases", {})) > 1:
        wishes.append(wish("rounds/deal_case", group=order[-1]))
    return wishes


def _release(console: Console) -> list[Wish]:
    lines = console.shown.get("lines", {})
    order = sorted(lines, key=lambda one: (lines[one]["rank"], one))
    off = [line for line in order if not lines[line]["on"]]
    room = RELEASED - (len(order) - len(off))
    shown = [wish("rounds/release_summary", line=line) for line in off[: max(0, room)]]
    if not off[: max(0, room)] and order and not console.shown.get("spotlit") and not console.did["rounds/spotlight"]:
        return [wish("rounds/spotlight", line=order[0], on=True)]
    return shown
