"""How simulated people work on a board: they write, hand in, place, cluster, vote, conclude, listen and talk.

Where a team does one thing together whoever joined it first does it, so that no two phones of a team are in each
other's way.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from workshop.core.patch import View
from workshop.core.rehearsal import Console, Phone, Wish, wish
from workshop.parts.length import is_wide

RACES = frozenset({"board/zone_full", "board/full"})
"""Two phones may want the last place."""

PLACED, NOTES_PLACED = "board/place_note", 2
LARGE = 5


def take_part(phone: Phone, dice: Random) -> list[Wish]:
    """A step may also ask for fields of a conclusion to come, so that is looked at in every stage."""
    does = {
        "write": _write, "gather": _hand_in, "place": _place, "cluster": _suggest, "name": _name, "vote": _vote,
        "resolve": _agree, "present": _listen, "discuss": _talk,
    }.get(phone.phase)  # fmt: skip
    return [*(does(phone, dice) if does else []), *_conclude(phone)]


def lead(console: Console, dice: Random) -> list[Wish]:
    """Notes into pairs and clusters, with second thoughts; a name for every cluster."""
    if console.phase == "cluster":
        return _cluster(console)
    if console.phase == "name":
        return _confirm(console)
    return []


# --- writing ------------------------------------------------------------------------------------------------------


def _write(phone: Phone, dice: Random) -> list[Wish]:
    rules = phone.shared.get("write", {})
    zones = sorted(rules.get("zones", {}), key=lambda zone: phone.shared["zones"][zone]["rank"])
    if not zones or phone.did["board/add_note"] or (rules["scope"] == "team" and not _speaks(phone)):
        return []
    wanted = max(1, rules["least"])
    if rules.get("into") == "others":
        colleagues = [one for one in _members(phone) if one != phone.me][: rules["most"]]
        return [_note(phone, rules, zones[0], person=one) for one in colleagues]
    first = 0 if wanted >= len(zones) else dice.randrange(len(zones))
    chosen = [(nth, zones[(first + nth) % len(zones)]) for nth in range(wanted)]
    return [_note(phone, rules, zone, nth) for nth, zone in chosen if _can_rest(phone, rules, zone)]


def _note(phone: Phone, rules: View, zone: str, nth: int = 0, **more: Any) -> Wish:
    text = phone.say("problem", longest=rules["longest"], shortest=rules["shortest"])
    fields = {name: _filled(phone, one) for name, one in phone.shared.get("fields", {}).items()}
    if fields:
        more["fields"] = fields
    if "rests" in rules:
        more["refs"] = _rests_on(phone, rules["rests"], zone, nth)
    return wish("board/add_note", text=text, zone=zone, **more)


def _filled(phone: Phone, one: View) -> str:
    match one["type"]:
        case "choice":
            return str(min(one["options"]))
        case "date":
            return "2026-12-01"
        case _:
            return phone.say("action", longest=one["longest"], shortest=one["shortest"])


def _can_rest(phone: Phone, rules: View, zone: str) -> bool:
    """Whether there is anything for a note in this zone to rest on: a team may have written nothing of that kind."""
    zones = {basis["zone"] for basis in (phone.ours.get("refs") or phone.ours.get("notes", {})).values()}
    return zones.issuperset(rules.get("rests", {}).get("needs", {}).get(zone, {}))


def _rests_on(phone: Phone, rests: View, zone: str, nth: int) -> list[str]:
    """One of each zone that is asked for, else any; another for every note."""
    bases = phone.ours.get("refs") or phone.ours.get("notes", {})
    wanted = rests.get("needs", {}).get(zone) or {None: rests["least"]}
    chosen: list[str] = []
    for asked, least in wanted.items():
        here = sorted(ref for ref, basis in bases.items() if asked in (None, basis["zone"]))
        chosen += [here[(nth + n) % len(here)] for n in range(least) if here]
    return list(dict.fromkeys(chosen))


# --- on the wall --------------------------------------------------------------------------------------------------


def _hand_in(phone: Phone, dice: Random) -> list[Wish]:
    rules = phone.shared.get("gather", {})
    if rules.get("how") == "all" or not rules:
        return []
    alone = phone.shared.get("instances") == "person"
    if not alone and not _speaks(phone):
        return []
    own = phone.mine.get("mine", {}) if alone else phone.ours.get("notes", {})
    left = sorted(own, key=lambda note: (own[note]["rank"], note))
    if rules["how"] == "calls":
        call = phone.shared.get("call")
        missing = phone.shared["calls"][call["id"]]["per_team"] - call["given"].get(phone.team or "", 0) if call else 0
    else:
        missing = 0 if phone.did["board/hand_in"] else rules["pick"]
    chosen = left[:missing]
    sent = [Wish("board/hand_in", occasion=" ".join(chosen))] if chosen else []
    return [*(wish("board/tick_note", note=note, on=True) for note in chosen), *sent]


def _place(phone: Phone, dice: Random) -> list[Wish]:
    if phone.shared.get("place", {}).get("by") == "owner":
        return _place_mine(phone)
    if not _speaks(phone) or phone.did[PLACED]:
        return []
    notes, zones = phone.ours.get("notes") or phone.shared["notes"], sorted(phone.shared["zones"])
    moved = sorted(notes)[:NOTES_PLACED]
    return [wish(PLACED, note=note, zone=dice.choice(zones)) for note in moved]


def _place_mine(phone: Phone) -> list[Wish]:
    """What was received goes where it belongs; where the step lets me, one thing of mine is shown."""
    if not phone.mine.get("looked"):
        return [wish("board/open_inbox")]
    received = phone.mine.get("received", {})
    arrived = sorted(note for note, found in received.items() if found["zone"] == "inbox" and not found.get("away"))
    to = ("open", "blind")
    placed = [wish(PLACED, note=note, zone=to[n % 2]) for n, note in enumerate(arrived)]
    mine = phone.mine.get("mine", {})
    own = sorted(note for note, found in mine.items() if found["zone"] == "open" and "person" not in found)
    shows = "publish" in phone.shared["place"] and not phone.did["board/publish"]
    return placed + [wish("board/publish", note=note, on=True) for note in own[:1] if shows]


def _suggest(phone: Phone, dice: Random) -> list[Wish]:
    notes = sorted(phone.shared.get("notes", {}))
    if phone.did["board/suggest_pair"] or len(notes) < 2 or phone.shared["clustering"]["by"] == "facilitator":
        return []
    return [wish("board/suggest_pair", notes=dice.sample(notes, 2))]


def _cluster(console: Console) -> list[Wish]:
    """Neighbours in pairs; then clusters of four and more."""
    rules, shown = console.shown.get("clustering"), console.shown
    if not rules:
        return []
    places = shown.get("places", {})
    loose = sorted(note for note, found in shown["notes"].items() if note not in places and found["level"] == "room")
    if rules["pairs"]:
        pairs = zip(loose[::2], loose[1::2], strict=False)
        return [wish("board/group_notes", notes=[*pair]) for pair in pairs]
    clusters = sorted(shown.get("clusters", {}), key=lambda one: (shown["clusters"][one]["rank"], one))
    if not clusters:
        made = [loose[n :: rules["least"]] for n in range(rules["least"])]
        return [wish("board/group_notes", notes=notes) for notes in made if len(notes) > 1]
    if len(clusters) > rules["most"]:
        return [wish("board/merge_clusters", cluster=clusters[-1], into=clusters[0])]
    return _second_thoughts(console, clusters)


def _second_thoughts(console: Console, clusters: list[str]) -> list[Wish]:
    """Once: a pair that somebody found goes together, and a large cluster is split where there is room for one more."""
    inside = Counter(console.shown.get("places", {}).values())
    if not console.did["board/accept_suggestion"]:
        found = console.shown.get("suggestions", {})
        for one in sorted(found, key=lambda one: (found[one]["rank"], one)):
            places = {console.shown["places"].get(note) for note in found[one]["notes"]}
            if all(place in clusters and inside[place] > len(found[one]["notes"]) for place in places):
                return [wish("board/accept_suggestion", suggestion=one)]
    largest = max(clusters, key=lambda one: (inside[one], one))
    most = console.shown["clustering"]["most"]
    if console.did["board/split_cluster"] or len(clusters) >= most or inside[largest] < LARGE:
        return []
    notes = sorted(note for note, place in console.shown["places"].items() if place == largest)
    return [wish("board/split_cluster", cluster=largest, notes=notes[:2])]


def _name(phone: Phone, dice: Random) -> list[Wish]:
    naming = phone.shared.get("naming", {})
    cluster = naming.get("cluster")
    if not cluster or not _speaks(phone) or naming["by"] == "facilitator":
        return []
    if "name" in phone.shared["clusters"].get(cluster, {}) or _has_proposed(phone, naming):
        return []
    return [wish("board/propose_name", text=_called(phone, naming))]


def _called(phone: Phone, naming: View) -> str:
    """A name by the rule of its language: so many Chinese characters, or a few whole words."""
    length = naming.get("characters", {"least": 2, "most": 8})
    chinese = phone.say("name", longest=length["most"], shortest=length["least"])
    return chinese if any(map(is_wide, chinese)) else phone.say("name", longest=naming["longest"])


def _has_proposed(phone: Phone, naming: View) -> bool:
    return any(one.get("team") == phone.team for one in naming.get("proposals", {}).values())


def _confirm(console: Console) -> list[Wish]:
    """The first proposal for the cluster that is being named; without any, a name of the facilitator's own."""
    naming = console.shown.get("naming", {})
    cluster = naming.get("cluster")
    if not cluster or "name" in console.shown["clusters"].get(cluster, {}):
        return []
    proposals = naming.get("proposals", {})
    if proposals:
        return [wish("board/take_name", proposal=min(proposals, key=lambda one: proposals[one]["rank"]))]
    return []


# --- weighing -----------------------------------------------------------------------------------------------------


def _vote(phone: Phone, dice: Random) -> list[Wish]:
    vote, rules = phone.shared.get("vote", {}), phone.shared.get("voting", {})
    if vote.get("state") != "open" or phone.did["board/place_dots"] or not rules.get("dots"):
        return []
    on = rules.get("of", "note")
    shown = phone.shared | ({"notes": phone.ours.get("notes", {})} if phone.shared.get("instances") == "team" else {})
    found = shown.get({"note": "notes", "cluster": "clusters", "zone": "zones"}[on], {})
    among = rules.get("zones")
    targets = sorted(target for target in found if among is None or found[target]["zone"] in among)
    chosen = dice.sample(targets, min(len(targets), rules["dots"]))
    return [wish("board/place_dots", stage=vote["id"], dots=1, **{on: target}) for target in chosen]


def _agree(phone: Phone, dice: Random) -> list[Wish]:
    hands = phone.shared.get("hands", {})
    if hands.get("state") != "open" or phone.did["board/agree"]:
        return []
    return [wish("board/agree", value=dice.randint(1, hands["most"]))]


def _conclude(phone: Phone) -> list[Wish]:
    """What is still empty of my conclusion, or of my team's."""
    asked = phone.shared.get("resolving")
    if not asked or asked["by"] == "room" or (asked["by"] == "team" and not _speaks(phone)):
        return []
    of = phone.ours if asked["by"] == "team" else phone.mine
    there = of.get("answers", {}).get(asked["stage"], {})
    if asked.get("publish") and len(there) == len(asked["fields"]):
        shows = phone.is_one_of(0, 2)
        return [wish("board/publish_conclusion", on=True)] if shows else []
    return [
        wish("board/fill_field", field=name, text=_filled(phone, one))
        for name, one in asked["fields"].items()
        if name not in there
    ]


def _listen(phone: Phone, dice: Random) -> list[Wish]:
    show = phone.shared.get("show", {})
    now, told = show.get("now"), Counter(phone.did)
    if not now or now["unit"] == phone.team or phone.team is None:
        return []
    given = phone.mine.get("given", {}).get(phone.shared["stage"]["id"], {}).get(now["unit"], {})
    rated = [
        wish("board/rate_team", unit=now["unit"], criterion=one, value=dice.randint(1, show["scale"]))
        for one in show["criteria"]
        if one not in given.get("ratings", {})
    ]
    if "comment_max" in show and "line" not in given and told["board/tell_team"] < len(show["queue"]):
        rated.append(wish("board/tell_team", unit=now["unit"], text=phone.say("praise", longest=show["comment_max"])))
    return rated


def _talk(phone: Phone, dice: Random) -> list[Wish]:
    wishes: list[Wish] = []
    if "talk" in phone.shared and not phone.did["board/comment"]:
        wishes.append(wish("board/comment", text=phone.say("feeling", longest=phone.shared["talk"]["longest"])))
    own = phone.mine.get("mine", {})
    if "publish" in phone.shared and not phone.did["board/publish"] and dice.random() < 0.7:
        wishes += [wish("board/publish", note=note, on=True) for note in sorted(own)[:1]]
    scale = phone.shared.get("self")
    if scale and not phone.mine.get("selves"):
        wishes += [
            wish("board/rate_self", target=target, value=dice.randint(scale["least"], scale["most"]))
            for target in scale["targets"]
        ]
    return wishes


# --- who ----------------------------------------------------------------------------------------------------------


def _members(phone: Phone) -> list[str]:
    """Who is in my team, as they came."""
    members: View = phone.room.get(f"team:{phone.team}", {}).get("team", {}).get("members", {})
    return sorted(members, key=lambda one: members[one]["rank"])


def _speaks(phone: Phone) -> bool:
    """Whether I do what the team does together: its scribe, else whoever joined it first."""
    scribe = phone.room.get(f"team:{phone.team}", {}).get("team", {}).get("scribe")
    first = scribe or next(iter(_members(phone)), None)
    return first == phone.me or phone.team is None
