"""How simulated people take a test: they rate every item, answer what is asked in words, hand it in, and plan."""

from __future__ import annotations

from random import Random

from workshop.core.rehearsal import Console, Phone, Wish, wish

SHOWN = 3
"""So many plans the facilitator shows."""


def take_part(phone: Phone, dice: Random) -> list[Wish]:
    match phone.phase:
        case "answer" if "items" in phone.shared:
            return _answer(phone, dice)
        case "mine" | "room":
            return _confirm(phone)
        case "talk":
            return _plan(phone)
        case _:
            return []


def lead(console: Console, dice: Random) -> list[Wish]:
    """Whoever is late is asked; in the talk some of the plans are shown."""
    if console.phase == "answer" and "reminded" not in console.shown:
        return [wish("quiz/remind")]
    plans = console.shown.get("plans", {}) if console.phase == "talk" else {}
    order = sorted(plans, key=lambda plan: (plans[plan]["rank"], plan))
    shown = [plan for plan in order if plans[plan]["shown"]]
    if shown and len(shown) >= min(SHOWN, len(plans)) and "spotlit" not in console.shown:
        return [wish("quiz/spotlight_plan", plan=shown[0], on=True)]
    return [wish("quiz/show_plan", plan=plan, on=True) for plan in order if plan not in shown][: SHOWN - len(shown)]


def _answer(phone: Phone, dice: Random) -> list[Wish]:
    if phone.mine.get("submitted"):
        return _again(phone)
    marks = sorted(map(int, phone.shared["scale"]))
    rated = [wish("quiz/answer", item=item, value=_mark(phone, marks, dice)) for item in _left(phone)]
    questions = phone.shared.get("questions", {})
    written = [
        wish("quiz/write", question=question, text=phone.say("reason", longest=one["longest"]))
        for question, one in sorted(questions.items())
        if question not in phone.mine.get("written", {}) and phone.did["quiz/write"] < len(questions)
    ]
    again = str(phone.did["quiz/take_again"])
    return [*rated, *written, Wish("quiz/submit", occasion=again)]


def _left(phone: Phone) -> list[str]:
    answered = phone.mine.get("answers", {})
    return [item for item in sorted(phone.shared["items"]) if item not in answered]


def _mark(phone: Phone, marks: list[int], dice: Random) -> int:
    """Now and then somebody taps the same everywhere."""
    return marks[-1] if phone.is_one_of(0, 12) else dice.choice(marks)


def _again(phone: Phone) -> list[Wish]:
    """One of seven looks at the answers once more and hands them in again."""
    may = phone.shared.get("again") and not phone.shared.get("anonymous")
    return [wish("quiz/take_again")] if may and phone.is_one_of(1, 7) and not phone.did["quiz/take_again"] else []


def _confirm(phone: Phone) -> list[Wish]:
    if not phone.mine.get("result", {}).get("straight") or phone.mine.get("confirmed"):
        return []
    return [wish("quiz/confirm", on=True)]


def _plan(phone: Phone) -> list[Wish]:
    planning = phone.shared.get("planning")
    if not planning or "plan" in phone.mine or phone.did["quiz/write_plan"]:
        return []
    text = phone.say("action", longest=planning["longest"], shortest=planning["shortest"])
    return [wish("quiz/write_plan", text=text)]
