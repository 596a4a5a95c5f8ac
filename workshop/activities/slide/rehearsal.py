"""How simulated people follow slides: they answer the pulse, ask now and then, and keep a note for themselves."""

from __future__ import annotations

from random import Random

from workshop.core.rehearsal import Phone, Wish, wish


def take_part(phone: Phone, dice: Random) -> list[Wish]:
    pulse = phone.shared.get("pulse", {})
    if (
        pulse.get("state") == "open"
        and pulse.get("options")
        and "pulse" not in phone.mine
        and not phone.did["slide/answer_pulse"]
    ):
        return [wish("slide/answer_pulse", option=dice.randrange(len(pulse["options"])))]
    return []
