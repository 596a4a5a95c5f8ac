"""How simulated people follow slides: they answer the pulse, ask now and then, and keep a note for themselves."""

from __future__ import annotations

from random import Random

from workshop.activities.slide.activity import LONGEST_NOTE, LONGEST_QUESTION
from workshop.core.rehearsal import Console, Phone, Wish, wish


def take_part(phone: Phone, dice: Random) -> list[Wish]:
    return [*_pulse(phone, dice), *_asks(phone), *_note(phone)]


def lead(console: Console, dice: Random) -> list[Wish]:
    """One question goes on the wall, and is answered."""
    questions = console.shown.get("questions", {})
    if not questions or console.did["slide/pin_question"]:
        return []
    first = min(questions)
    return [wish("slide/pin_question", question=first, on=True), wish("slide/answer_question", question=first, on=True)]


def _pulse(phone: Phone, dice: Random) -> list[Wish]:
    pulse = phone.shared.get("pulse", {})
    if pulse.get("state") != "open" or not pulse.get("options") or phone.did["slide/answer_pulse"]:
        return []
    return [wish("slide/answer_pulse", option=dice.randrange(len(pulse["options"])))]


def _asks(phone: Phone) -> list[Wish]:
    """One of five asks, one of three has the same question as somebody else."""
    if not phone.shared.get("asks"):
        return []
    if phone.is_one_of(0, 5) and "asked" not in phone.mine and not phone.did["slide/ask"]:
        return [wish("slide/ask", text=phone.say("question", longest=LONGEST_QUESTION))]
    others = sorted(phone.shared.get("questions", {}).keys() - phone.mine.get("asked", {}).keys())
    if others and phone.is_one_of(1, 3) and "supported" not in phone.mine and not phone.did["slide/support"]:
        return [wish("slide/support", question=others[0], on=True)]
    return []


def _note(phone: Phone) -> list[Wish]:
    if not phone.shared.get("keeps_notes") or "note" in phone.mine or phone.did["slide/keep_note"]:
        return []
    return [wish("slide/keep_note", text=phone.say("reason", longest=LONGEST_NOTE))]
