"""How simulated people work on a board: they write, place dots, propose names, agree and talk."""

from __future__ import annotations

from random import Random

from workshop.core.patch import View
from workshop.core.rehearsal import Phone, Wish, wish


def take_part(phone: Phone, dice: Random) -> list[Wish]:
    match phone.phase:
        case "write":
            return _write(phone, dice)
        case "vote":
            return _vote(phone, dice)
        case "name":
            return _name(phone)
        case "discuss" if "talk" in phone.shared and not phone.did["board/comment"]:
            return [wish("board/comment", text=phone.say("feeling", longest=phone.shared["talk"]["longest"]))]
        case "resolve" if phone.shared.get("hands", {}).get("state") == "open" and not phone.did["board/agree"]:
            return [wish("board/agree", value=dice.randint(1, phone.shared["hands"]["most"]))]
        case _:
            return []


def _write(phone: Phone, dice: Random) -> list[Wish]:
    rules = phone.shared.get("write", {})
    zones = sorted(zone for zone, is_open in rules.get("zones", {}).items() if is_open)
    wanted = max(1, rules.get("least", 1))
    if not zones or phone.did["board/add_note"] or (rules.get("scope") == "team" and not (phone.team and phone.writes)):
        return []
    return [wish("board/add_note", zone=dice.choice(zones), text=_text(phone, rules)) for _ in range(wanted)]


def _text(phone: Phone, rules: View) -> str:
    return phone.say("problem", longest=rules["longest"], shortest=rules["shortest"])


def _vote(phone: Phone, dice: Random) -> list[Wish]:
    vote, rules = phone.shared.get("vote", {}), phone.shared.get("voting", {})
    if vote.get("state") != "open" or phone.did["board/place_dots"] or not rules.get("dots"):
        return []
    on = rules.get("of", "note")
    targets = sorted(phone.shared.get({"note": "notes", "cluster": "clusters", "zone": "zones"}[on], {}))
    chosen = dice.sample(targets, min(len(targets), rules["dots"]))
    return [wish("board/place_dots", stage=vote["id"], dots=1, **{on: target}) for target in chosen]


def _name(phone: Phone) -> list[Wish]:
    naming = phone.shared.get("naming", {})
    if not naming.get("cluster") or not phone.writes or phone.did["board/propose_name"]:
        return []
    return [wish("board/propose_name", text=phone.say("name", longest=8))]
