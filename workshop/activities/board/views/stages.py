"""The stages after the writing as each audience sees them: calls, clusters, names, conclusions, presentations.

What a team or a person concludes is seen as far as its input allows; hands and ratings only once they are counted. What
a team shows while it presents is seen by everybody for as long as its turn lasts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from immutables import Map

from workshop.activities.board.calling import calls_in, given, open_call
from workshop.activities.board.clustering import members, open_suggestions, pairs_only
from workshop.activities.board.config import Cluster, Discuss, Naming, NoteField, Present, Resolve
from workshop.activities.board.known import LOOSE, Answer
from workshop.activities.board.naming import LONGEST, being_named, order, shows_names
from workshop.activities.board.presenting import show
from workshop.activities.board.publishing import publishes_conclusion
from workshop.activities.board.rating import rated_on, self_input
from workshop.activities.board.resolving import LOW, MOST_FINGERS, asked_now, resolves
from workshop.activities.board.state import BoardState
from workshop.activities.board.views.notes import shown_note
from workshop.core.activity import PersonId, RoomView, TeamId, shown_text, words
from workshop.core.patch import View
from workshop.parts import present

# --- everybody ----------------------------------------------------------------------------------------------------


def shared(state: BoardState, room: RoomView) -> View:
    """What every screen sees of these stages, the console too."""
    view: View = {**_calls(state), **_clusters(state), **_naming(state, room), **_shown_conclusions(state, room)}
    stage = state.current()
    if isinstance(stage, Resolve) and stage.agree != "none":
        view["hands"] = _hands(state, stage)
    if isinstance(stage, Present):
        view["show"] = present.view(show(state, stage.id), stage.present, room)
        page = _page(state, stage, room)
        if page:
            view["page"] = page
    archived = {one: True for one in state.archived if (note := state.notes.get(one)) and state.is_on_wall(note)}
    if archived:
        view["archived"] = archived
    return view


def _calls(state: BoardState) -> View:
    stage = calls_in(state)
    if stage is None:
        return {}
    now = open_call(state, stage)
    calls = {
        call.id: {"rank": n, "title": words(call.words), "per_team": call.per_team}
        for n, call in enumerate(stage.calls)
    }
    on_wall = {note.id for note in state.targets()}
    arrived = {card: n for n, (card, _) in enumerate(state.calls.arrived) if card in on_wall}
    view: View = {"calls": calls, "arrived": arrived}
    if now:
        view["call"] = {"id": now.id, "given": given(state, now.id)}
    return view


def _clusters(state: BoardState) -> View:
    """Symbols, what lies under each, what was set aside; names once they are given."""
    found = members(state)
    stage = state.current()
    view: View = {}
    if found:
        named = shows_names(state)
        view["clusters"] = {cluster: _cluster(state, cluster, n, named) for n, cluster in enumerate(found)}
    if state.clusters.places and (places := _places(state)):
        view["places"] = places
    same = Counter(into for into in state.clusters.merged.values())
    if same:
        view["same"] = {note: n + 1 for note, n in same.items()}
    if isinstance(stage, Cluster):
        view["clustering"] = {
            "pairs": pairs_only(state), "least": stage.min_clusters, "most": stage.max_clusters, "by": stage.by,
        }  # fmt: skip
    return view


def _places(state: BoardState) -> View:
    where = ((note.id, state.clusters.place(note.id)) for note in state.targets())
    return {note: place for note, place in where if place != LOOSE}


def _cluster(state: BoardState, cluster: str, rank: int, named: bool) -> View:
    one = state.clusters.made[cluster]
    shown: View = {"mark": one.mark, "rank": rank}
    if named and one.name is not None:
        shown["name"] = shown_text(one.name)
    return shown


def _naming(state: BoardState, room: RoomView) -> View:
    stage = state.current()
    if not isinstance(stage, Naming):
        return {}
    cluster = being_named(state)
    naming: View = {"by": stage.by, "order": {one: n for n, one in enumerate(order(state))}, "longest": LONGEST}
    if stage.stem:
        naming["stem"] = words(stage.stem)
    if stage.length:
        zh, en = stage.length.zh_chars, stage.length.en_words
        naming |= {"characters": {"least": zh.min, "most": zh.max}, "words": {"least": en.min, "most": en.max}}
        naming["longest"] = max(zh.max, en.max * 8)
    if cluster is not None:
        naming["cluster"] = cluster
        naming["proposals"] = {
            one.id: shown_text(one.text) | {"rank": one.rank} | _whose(state, one.team, one.person, room)
            for one in state.names.of(cluster)
        }
    return {"naming": naming}


def _whose(state: BoardState, team: TeamId | None, person: PersonId | None, room: RoomView) -> View:
    """The name or the team that stands on a thing, as the board's identity says."""
    if state.anonymous:
        return {}
    name = room.name(person) if state.config.identity == "named" else None
    return ({"by": name} if name else {}) | ({"team": team} if team else {})


# --- conclusions --------------------------------------------------------------------------------------------------


def _shown_conclusions(state: BoardState, room: RoomView) -> View:
    """Those that are for the room in full, of the others how far they are."""
    stage = state.current()
    view: View = {}
    now = [one for one in resolves(state) if one is stage or (isinstance(stage, Discuss) and _has_any(state, one))]
    for one in now:
        level, by = state.concluding[one.id].level, state.concluding[one.id].by
        if level == "room":
            view["conclusions"] = {
                unit: conclusion(state, one, unit, room) for unit in state.conclusions.units(one.id)
            }  # fmt: skip
            view["asked"] = fields(one.fields)
        elif by == "team":
            view["concluded"] = {
                unit: len(state.conclusions.of(one.id, unit)) for unit in state.conclusions.units(one.id)
            }
        else:
            view["concluded"] = {"-": len(state.conclusions.units(one.id))}
            view |= _published(state, one, room)
        if one is stage:
            view["asked"] = fields(one.fields)
    return view


def _published(state: BoardState, stage: Resolve, room: RoomView) -> View:
    """What persons let the room read; which of them it is only where the board names people."""
    open_ones = [person for at, person in state.conclusions.published if at == stage.id]
    shown = {f"p{n}": conclusion(state, stage, person, room) for n, person in enumerate(open_ones)}
    return {"conclusions": shown, "asked": fields(stage.fields)} if shown else {}


def _has_any(state: BoardState, stage: Resolve) -> bool:
    return bool(state.conclusions.units(stage.id))


def conclusion(state: BoardState, stage: Resolve, unit: str, room: RoomView) -> View:
    """One conclusion with its fields, and whether the room goes by it."""
    filled = state.conclusions.of(stage.id, unit)
    shown: View = {"fields": answers(filled)}
    if unit in room.teams:
        shown["team"] = unit
    name = room.name(unit) if state.config.identity == "named" else None
    if name:
        shown["by"] = name
    pin = state.conclusions.pins.get((stage.id, unit))
    if pin:
        shown["pinned"] = True
        shown |= ({"owner": pin.owner} if pin.owner else {}) | ({"due": pin.due} if pin.due else {})
    return shown


def answers(filled: Map[str, Answer]) -> View:
    return {one: shown_text(answer.text) | {"revision": answer.revision} for one, answer in filled.items()}


def fields(asked: Iterable[NoteField]) -> View:
    """The fields of a conclusion, to be filled in."""
    return {one.id: _field(one, n) for n, one in enumerate(asked)}


def _field(one: NoteField, rank: int) -> View:
    shown: View = {
        "rank": rank, "label": words(one.label), "type": one.type, "required": one.required, "longest": one.max,
        "shortest": one.min,
    }  # fmt: skip
    if one.options:
        shown["options"] = {
            option.id: {"rank": n, "title": words(option.words)} for n, option in enumerate(one.options)
        }
    return shown


def _hands(state: BoardState, stage: Resolve) -> View:
    hands = state.conclusions.hand(stage.id)
    shown: View = {
        "stage": stage.id, "kind": stage.agree, "up": len(hands.values), "most": MOST_FINGERS[stage.agree],
        "state": "closed" if hands.closed else "open",
    }  # fmt: skip
    if hands.closed:
        shown["counts"] = _counts(hands.values.values())
    return shown


def _counts(values: Iterable[int]) -> View:
    return {str(value): n for value, n in sorted(Counter(values).items())}


# --- presentations ------------------------------------------------------------------------------------------------


def _page(state: BoardState, stage: Present, room: RoomView) -> View:
    """What the team that is on has to show: its notes where every team has a board, and its conclusions."""
    unit = show(state, stage.id).on()
    if unit is None:
        return {}
    page: View = {"unit": unit}
    if state.config.instances == "team":
        on_board = (n for n in state.notes.values() if n.team == unit and n.level != "self" and not n.hidden)
        page["notes"] = {note.id: shown_note(note, state, room) for note in on_board}
    for one in resolves(state):
        if state.concluding[one.id].by == "team" and state.conclusions.of(one.id, unit):
            page["asked"] = fields(one.fields)
            page["fields"] = answers(state.conclusions.of(one.id, unit))
    return page


# --- rules, the console, a team, a person -------------------------------------------------------------------------


def rules(state: BoardState, room: RoomView) -> View:
    """What a phone may fill in now."""
    view: View = {}
    asked = asked_now(state, room)
    if asked:
        stage, wanted = asked
        view["resolving"] = {
            "stage": stage.id, "by": state.concluding[stage.id].by, "reach": state.concluding[stage.id].level,
            "fields": fields(wanted),
        }  # fmt: skip
        if publishes_conclusion(state, stage, room):
            view["resolving"]["publish"] = True
    scale = self_input(room)
    if isinstance(state.current(), Discuss) and scale and rated_on(state):
        view["self"] = {
            "least": int(scale.min or 1), "most": int(scale.max or 5),
            "targets": {target: n for n, target in enumerate(rated_on(state))},
        }  # fmt: skip
    return view


def on_console(state: BoardState, room: RoomView) -> View:
    """What the facilitator sees beyond the wall: suggestions, conclusions of teams, hands as they go up."""
    view: View = {}
    stage = state.current()
    if isinstance(stage, Cluster):
        found = {
            one.id: {
                "rank": n, "notes": {note: at for at, note in enumerate(one.notes)}, "people": len(one.people),
                "words": one.of_words,
            }
            for n, one in enumerate(open_suggestions(state))
        }  # fmt: skip
        if found:
            view["suggestions"] = found
        view["may_suggest"] = state.config.cluster_suggest
    if state.clusters.merged:
        view["merged"] = dict(state.clusters.merged)
    view |= _conclusions_on_console(state, room)
    if isinstance(stage, Resolve) and stage.agree != "none":
        view["hands"] = _hands(state, stage) | _hands_on_console(state, stage, room)
    return view


def _conclusions_on_console(state: BoardState, room: RoomView) -> View:
    shown: View = {}
    asked: View = {}
    for one in resolves(state):
        if state.concluding[one.id].level in ("team", "room") and (_has_any(state, one) or one is state.current()):
            shown |= {unit: conclusion(state, one, unit, room) for unit in state.conclusions.units(one.id)}
            asked |= fields(one.fields)
    return {"conclusions": shown, "asked": asked} if asked else {}


def _hands_on_console(state: BoardState, stage: Resolve, room: RoomView) -> View:
    """Counts at once, and who should be heard: by name, in an anonymous block only how many."""
    values = state.conclusions.hand(stage.id).values
    low = {person: value for person, value in values.items() if value <= LOW[stage.agree]}
    shown: View = {"counts": _counts(values.values()), "low": len(low)}
    if not state.anonymous:
        shown["hear"] = {person: value for person, value in low.items() if room.name(person)}
    return shown


def of_team(state: BoardState, team: TeamId) -> View:
    """What my team has concluded."""
    view: View = {}
    for one in resolves(state):
        filled = state.conclusions.of(one.id, team)
        if state.concluding[one.id].by == "team" and filled:
            view.setdefault("answers", {})[one.id] = answers(filled)
    return view


def of_person(state: BoardState, person: PersonId) -> View:
    """My hand, my conclusion, what I gave to those who presented, how I rated myself, the pairs I found."""
    view: View = {}
    for one in resolves(state):
        if person in state.conclusions.hand(one.id).values:
            view.setdefault("hands", {})[one.id] = state.conclusions.hand(one.id).values[person]
        filled = state.conclusions.of(one.id, person)
        if state.concluding[one.id].by == "person" and filled:
            view.setdefault("answers", {})[one.id] = answers(filled)
        if (one.id, person) in state.conclusions.published:
            view.setdefault("published", {})[one.id] = True
    given_to = {stage: present.mine(shown, person) for stage, shown in state.shows.items()}
    if any(given_to.values()):
        view["given"] = {stage: gave for stage, gave in given_to.items() if gave}
    if state.selves.get(person):
        view["selves"] = dict(state.selves[person])
    pairs = {one.id: True for one in state.clusters.suggestions.values() if person in one.people}
    if pairs:
        view["suggested"] = pairs
    return view
