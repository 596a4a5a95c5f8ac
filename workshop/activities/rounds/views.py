"""Who sees what of rounds. Every secret is kept here and in ``briefs``, which looks at one person's role alone.

Everybody sees who sits with whom, in which role. A brief, a secret card, a script, the questions of an interview, what
somebody wrote or scored: on the phone of that person alone, and, where it was written for somebody, on theirs in the
feedback. The console sees how far each group is and what its case is called. The wall sees no card and no case.
"""

from __future__ import annotations

from operator import itemgetter
from typing import assert_never

from workshop.activities.rounds import scoring
from workshop.activities.rounds.briefs import (
    brief,
    card_input,
    case_of,
    dealt_to,
    interview,
    owner,
    performer,
    scorecard,
    script,
    sheet_of,
)
from workshop.activities.rounds.entries import (
    CARD,
    TICKS,
    asks_consent,
    level_of,
    may_stop,
    permitted_key,
    rates_self,
    scores_now,
    self_scale,
)
from workshop.activities.rounds.labels import field_words, option_words, options
from workshop.activities.rounds.seats import here, rounds_in, waiting
from workshop.activities.rounds.standing import done
from workshop.activities.rounds.state import Line, RoundsState, rank_of, seating
from workshop.core.activity import Audience, PersonId, RoomView, remembered, shown_text, words
from workshop.core.course import Input
from workshop.core.library import Scorecard
from workshop.core.patch import View
from workshop.parts.seating import Group

AT_WORK = ("prep", "play", "score", "feedback")


def view(state: RoundsState, audience: Audience, room: RoomView) -> View:
    match audience.kind:
        case "projector":
            return {**_frame(state, room), **_groups(state, room), **_wall(state, room), **_summary(state, room)}
        case "phones":
            return {**_frame(state, room), **_groups(state, room), **_asked(state, room), **_summary(state, room)}
        case "console":
            return {**_frame(state, room), **_console(state, room), **_summary(state, room)}
        case "person":
            return _person(state, audience.id or "", room)
        case "group" | "circle":
            return {}
        case _:
            assert_never(audience.kind)


# --- what everybody sees ------------------------------------------------------------------------------------------


def _frame(state: RoundsState, room: RoomView) -> View:
    """Which round it is, of how many, in which roles."""
    config = state.config
    frame: View = {
        "round": state.round + 1,
        "rounds": rounds_in(room),
        "size": config.size,
        "roles": {role.id: {"rank": n, "name": words(role.words)} for n, role in enumerate(config.roles)},
        "performer": config.practised,
        "timetable": _timetable(room),
    }
    if state.phase:
        frame["phase"] = state.phase
    entry = card_input(room.block)
    if entry and entry.role:
        frame["scorer"] = entry.role
    marks = (("consent", asks_consent(room)), ("stop", may_stop(room)), ("rates_self", self_scale(room) is not None))
    for mark, on in marks:
        if on:
            frame[mark] = True
    return frame


def _timetable(room: RoomView) -> View:
    """The steps of one round with their minutes."""
    steps = [step for step in room.block.steps if step.minutes.of(room.mode) and step.phase in AT_WORK]
    return {
        step.id: {"rank": n, "name": words(step.name), "minutes": step.minutes.of(room.mode), "phase": step.phase}
        for n, step in enumerate(steps)
    }


def _groups(state: RoundsState, room: RoomView) -> View:
    """Who sits with whom. Everybody may see that: it hangs on the wall."""

    def make() -> View:
        return {
            group: {
                "rank": rank_of(group),
                "people": {
                    person: {"rank": n, "name": room.name(person) or "", "role": state.role_in(people, person)}
                    for n, person in enumerate(people)
                },
            }
            for group, people in seating(state.groups).items()
        }

    return {"groups": remembered(state, "groups", make, room.people)}


def _wall(state: RoundsState, room: RoomView) -> View:
    """How many groups are ready, and the steps of the conversation; no card, no case, no score."""
    shown: View = {"ready": sum(_is_ready(state, group) for group in state.groups)}
    follows = script(state, room)
    if follows and state.phase == "play":
        shown["script"] = {
            step.id: {"rank": n, "name": words(step.name), "minutes": step.minutes}
            for n, step in enumerate(follows.steps)
        }
    if state.phase == "score":
        shown["cards"] = sum(card.sent for (round_, _), card in state.cards.items() if round_ == state.round)
    return shown


def _is_ready(state: RoundsState, group: str) -> bool:
    people = state.cast(group)
    return bool(people) and state.talk(group).ready >= set(people)


def _asked(state: RoundsState, room: RoomView) -> View:
    """What this step asks of the phones, by field, with the role that it asks."""
    asked: View = {}
    for rank, entry in enumerate(room.step.inputs if room.step else ()):
        if entry.type in ("text", "longtext", "choice"):
            asked[entry.id] = _field(state, entry, room) | {"rank": rank}
        elif entry.type == "check" and entry.id in TICKS:
            asked[entry.id] = {"type": "tick", "rank": rank, "level": "room"}
            asked[entry.id] |= {"role": entry.role} if entry.role else {}
            asked[entry.id] |= {"label": words(entry.label)} if entry.label else {}
    reminded: View = {"reminded": True} if state.reminded and state.reminded == state.place else {}
    return {"fields": asked, **reminded}


def _field(state: RoundsState, entry: Input, room: RoomView) -> View:
    captured = state.config.captured(entry.id)
    label = field_words(state, entry.id, room)
    field: View = {"type": "choice" if entry.type == "choice" else "text", "level": level_of(entry, room)}
    if entry.type == "choice":
        field["options"] = {
            option: {"rank": n, "text": words(name)}
            for n, (option, name) in enumerate(options(state, entry, room).items())
        }
    else:
        field |= {"longest": entry.max_chars or (captured and captured.max) or 60, "shortest": entry.min_chars or 1}
    if scoring.summed(room, entry.id) and entry.type != "choice":
        field["cloud"] = True
    marks = {"required": entry.required, "anonymous": bool(entry.anonymous)}
    field |= {mark: True for mark, on in marks.items() if on}
    field |= {"role": entry.role} if entry.role else {}
    return field | ({"label": words(label)} if label else {})


# --- the room as a whole ------------------------------------------------------------------------------------------


def _summary(state: RoundsState, room: RoomView) -> View:
    """Sums and released lines, once the rounds are over."""
    if state.phase != "summary":
        return {}
    return {"summary": remembered(state, "summary", lambda: _summed(state, room), room.block)}


def _summed(state: RoundsState, room: RoomView) -> View:
    shown: View = {"cards": scoring.cards_sent(state), "fewest": scoring.FEWEST_CARDS}
    shown["means"] = {
        found.card.id: {"rank": n, "title": words(found.card.title), "n": found.n, **_mean_items(found)}
        for n, found in enumerate(scoring.means(state, room))
    }
    if state.config.guess and scoring.guesses_are_told(state):
        right, of = scoring.guesses(state)
        shown["guesses"] = {"right": right, "of": of}
    shown["clouds"] = {
        field: {
            "words": {f"w{n}": {"text": text, "n": count, "rank": n} for n, (text, count) in enumerate(_most(found))}
        }
        for field, found in scoring.clouds(state, room)
    }
    shown["tallies"] = {
        entry.id: {
            "n": found.total(),
            "options": {
                option: {"rank": n, "text": words(name), "n": found[option]}
                for n, (option, name) in enumerate(options(state, entry, room).items())
            },
        }
        for entry, found in scoring.tallies(state, room)
    }
    shown["lines"] = {
        line: shown_text(found.text) | {"rank": n, **_called(state, field, room)}
        for n, (line, field, found) in enumerate(scoring.released(state))
    }
    if state.spotlit in shown["lines"]:
        shown["spotlit"] = state.spotlit
    return shown


def _most(found: object) -> list[tuple[str, int]]:
    counted: dict[str, int] = dict(found)  # type: ignore[call-overload]
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _mean_items(found: scoring.Means) -> View:
    return {
        "most": found.card.scale.max,
        "items": {
            item.id: {"rank": n, "text": words(item.words), "mean": found.items[item.id]}
            for n, item in enumerate(found.card.items)
        },
    }


def _called(state: RoundsState, field: str, room: RoomView) -> View:
    label = field_words(state, field, room)
    return {"field": field} | ({"label": words(label)} if label else {})


# --- the facilitator ----------------------------------------------------------------------------------------------


def _console(state: RoundsState, room: RoomView) -> View:
    """How far each group is, and what can be done about it. Never a brief, a card or a line that was not allowed."""
    finished = done(state, room)
    shown: View = {
        "groups": {
            group: _on_console(state, group, people, finished, room) for group, people in seating(state.groups).items()
        },
        "waiting": dict.fromkeys(waiting(state, room), True),
        "absent": {
            person: True for person in state.absent if person in room.people and not room.people[person].removed
        },
        "cases": {
            case: {"rank": n, "title": words(room.course.cases[case].title)}
            for n, case in enumerate(state.config.cases)
            if case in room.course.cases
        },
        "lines": {
            line: shown_text(found.text) | {"rank": n, "on": line in state.released, **_called(state, field, room)}
            for n, (line, field, found) in enumerate(scoring.permitted(state))
        },
        "here": len(here(state, room)),
    }
    if state.spotlit:
        shown["spotlit"] = state.spotlit
    if state.config.deals_cards:
        shown["deals_cards"] = True
    if state.reminded and state.reminded == state.place:
        shown["reminded"] = True
    return shown


def _on_console(state: RoundsState, group: str, people: Group, finished: frozenset[PersonId], room: RoomView) -> View:
    talk = state.talk(group)
    line: View = {
        "rank": rank_of(group),
        "people": {
            person: {"rank": n, "role": state.role_in(people, person), **_marks(state, people, person, finished, room)}
            for n, person in enumerate(people)
        },
    }
    case = case_of(state, group, room)
    if talk.own:
        line["own"] = True
    elif state.config.case_choice == "own" and talk.own is None and state.phase in AT_WORK[:2]:
        line["choosing"] = True
    if case and not talk.own:
        line["case"] = {"id": case.id, "title": words(case.title)}
        if case.twist:
            line["twist"] = "out" if talk.twist else "in"
    if talk.stopped:
        line["stopped"] = True
    return line


def _marks(state: RoundsState, people: Group, person: PersonId, finished: frozenset[PersonId], room: RoomView) -> View:
    marks = {
        "done": person in finished,
        "ready": person in state.talk(state.group_of(person) or "").ready,
        "agreed": asks_consent(room) and state.agreed.get(person) == frozenset(people),
    }
    return {mark: True for mark, on in marks.items() if on}


# --- one person ---------------------------------------------------------------------------------------------------


def _person(state: RoundsState, person: PersonId, room: RoomView) -> View:
    """My card, what I entered, and what was written for me."""
    group = state.group_of(person)
    shown: View = {}
    if group is not None:
        shown["group"] = group
        shown |= _my_talk(state, group, person, room)
        shown |= _my_card(state, state.cast(group), person, room)
    if person in state.absent:
        shown["absent"] = True
    mine = {field: line for (round_, by, field), line in state.lines.items() if by == person and round_ == state.round}
    if mine:
        shown["lines"] = {field: _own_line(line) for field, line in mine.items()}
    picked = {f: choice.option for (r, by, f), choice in state.chosen.items() if by == person and r == state.round}
    if picked:
        shown["chosen"] = picked
    if state.phase == "feedback":
        shown |= _feedback(state, person, state.round, room)
    if state.phase == "summary":
        shown |= _my_day(state, person, room)
    return shown


def _own_line(line: Line) -> View:
    return shown_text(line.text) | ({"permitted": True} if line.permitted else {})


def _my_talk(state: RoundsState, group: str, person: PersonId, room: RoomView) -> View:
    """Where my group is, and the card of my role once the preparing has begun."""
    cast, talk = state.cast(group), state.talk(group)
    shown = _does(state, cast, person, room)
    may_begin = not asks_consent(room) or state.has_agreed(cast)
    if asks_consent(room):
        shown["agreed"] = {other: True for other in cast if state.agreed.get(other) == frozenset(cast)}
        shown["may_begin"] = may_begin
    if state.phase == "setup":
        case = case_of(state, group, room)
        return shown | ({"case": words(case.title)} if case and state.config.case_choice != "own" else {})
    if state.phase not in AT_WORK:
        return shown
    if may_begin and state.phase in ("prep", "play"):
        shown["brief"] = brief(state, person, room)
    shown |= _own_case(state, cast, group, person, room)
    shown |= _question(state, group, room) if may_begin and state.phase == "play" else {}
    marks = {"ready": person in talk.ready, "stopped": talk.stopped}
    shown |= {mark: True for mark, on in marks.items() if on}
    return shown | ({"resent": talk.resent} if talk.resent else {})


def _does(state: RoundsState, cast: Group, person: PersonId, room: RoomView) -> View:
    """What the course says my role does in this step."""
    does = state.config.role(state.role_in(cast, person)).does
    found = does.get(room.step.id) if room.step else None
    return {"does": words(found)} if found else {}


def _own_case(state: RoundsState, cast: Group, group: str, person: PersonId, room: RoomView) -> View:
    """Whether my group plays the first role's own case; whoever owns it is asked while nobody has said."""
    if state.config.case_choice != "own":
        return {}
    own = state.talk(group).own
    shown: View = {"choice": "open" if own is None else "own" if own else "drawn"}
    if person == owner(cast):
        shown["owner"] = True
        if sheet_of(state, person, room):
            shown["has_sheet"] = True
    return shown


def _question(state: RoundsState, group: str, room: RoomView) -> View:
    """The question the interview is at, for both; what comes next only the asker sees."""
    asks, talk = interview(state, room), state.talk(group)
    if asks is None:
        return {}
    shown: View = {"skipped": dict.fromkeys(talk.skipped, True)} if talk.skipped else {}
    found = next((question for question in asks.questions if question.id == talk.question), None)
    if found:
        rank = [question.id for question in asks.questions].index(found.id)
        shown["question"] = {"id": found.id, "n": rank + 1, "of": len(asks.questions), "text": words(found.words)}
    return shown


def _my_card(state: RoundsState, cast: Group, person: PersonId, room: RoomView) -> View:
    """The scorecard I fill in, and the one item I rate myself on."""
    card, shown = scorecard(state, room), View()
    if card is None or state.phase not in AT_WORK:
        return {}
    fills = scores_now(state, person, cast, room)
    rates = rates_self(state, person, cast, room) and state.phase in ("score", "feedback")
    if fills or rates:
        shown["scorecard"] = _scorecard(card)
    if fills:
        mine = state.cards.get((state.round, person))
        shown["card"] = {"about": performer(state, cast) or "", "items": dict(mine.items) if mine else {}}
        if mine and mine.sent:
            shown["card"]["sent"] = True
    if rates:
        rated = state.self_rated.get((state.round, person))
        shown["self"] = {"item": rated[0], "value": rated[1]} if rated else {}
    return shown


def _scorecard(card: Scorecard) -> View:
    return {
        "title": words(card.title),
        "items": {item.id: {"rank": n, "text": words(item.words)} for n, item in enumerate(card.items)},
        "anchors": {
            f"a{n}": {"rank": n, "value": card.scale.min + n, "text": words(label)}
            for n, label in enumerate(card.scale.labels)
        },
        "fields": {
            CARD + field.id: {"rank": n, "label": words(field.label), "longest": field.max}
            | ({"required": True} if field.required else {})
            for n, field in enumerate(card.fields)
        },
    }


# --- feedback -----------------------------------------------------------------------------------------------------


def _feedback(state: RoundsState, person: PersonId, round_: int, room: RoomView) -> View:
    """What was written for me in this round, the answer to the guess, and the key points once all is over."""
    shown: View = {"received": received(state, person, round_, room)}
    group = state.group_of(person, round_)
    if group is None:
        return shown
    cast = state.cast(group, round_)
    case = case_of(state, group, room) if not state.talk(group).own else None
    if case and case.key:
        shown["key"] = {point: {"rank": n, "text": words(text)} for n, (point, text) in enumerate(case.key.items())}
    if state.config.guess:
        shown |= _guess(state, cast, group, round_, room)
    return shown


def _guess(state: RoundsState, cast: Group, group: str, round_: int, room: RoomView) -> View:
    answer = option_words(state, dealt_to(state, group, round_) or "", room)
    made = next(
        (state.chosen.get((round_, other, "guess")) for other in cast if (round_, other, "guess") in state.chosen), None
    )
    shown: View = {"answer": words(answer)} if answer else {}
    if made:
        guessed = option_words(state, made.option, room)
        shown["guess"] = {"right": bool(made.right)} | ({"text": words(guessed)} if guessed else {})
    return shown


def received(state: RoundsState, person: PersonId, round_: int, room: RoomView) -> View:
    """The lines and cards that others wrote for somebody, by the role they had; cards only after the own rating."""
    lines = {
        f"{field}.{n}": shown_text(line.text) | {"rank": n, "role": line.role, **_called(state, field, room)}
        for n, (field, line) in enumerate(_lines_for(state, person, round_))
    }
    cards: View = {}
    if (
        self_scale(room) is None
        or (round_, person) in state.self_rated
        or state.config.practised != state.role_of(person, round_)
    ):
        for n, by in enumerate(
            by
            for (at, by), card in sorted(state.cards.items())
            if at == round_ and card.sent and card.about == person and by != person
        ):
            cards[f"c{n}"] = {"rank": n} | _received_card(state, by, round_, room)
    return {"lines": lines, "cards": cards}


def _lines_for(state: RoundsState, person: PersonId, round_: int) -> list[tuple[str, Line]]:
    found = [
        (line.at, field, by, line)
        for (at, by, field), line in state.lines.items()
        if at == round_ and line.about == person and not field.startswith(CARD)
    ]
    return [(field, line) for _, field, _, line in sorted(found, key=itemgetter(0, 1, 2))]


def _received_card(state: RoundsState, by: PersonId, round_: int, room: RoomView) -> View:
    card, filled = scorecard(state, room, round_), state.cards[round_, by]
    if card is None:
        return {}
    lines = {field.id: state.lines.get((round_, by, CARD + field.id)) for field in card.fields}
    return {
        "scorecard": _scorecard(card),
        "items": dict(filled.items),
        "lines": {field: shown_text(line.text) for field, line in lines.items() if line},
    }


def _my_day(state: RoundsState, person: PersonId, room: RoomView) -> View:
    """Everything I received in the rounds I played, and my lines that the room might read.

    Where two agreed that it stays with them it is not brought up again.
    """
    if asks_consent(room):
        return {}
    rounds: View = {}
    for round_ in sorted(state.seats):
        role = state.role_of(person, round_)
        got = received(state, person, round_, room)
        if role and (got["lines"] or got["cards"]):
            rounds[f"r{round_ + 1}"] = {"rank": round_, "role": role, **got}
    shown: View = {"day": rounds}
    mine = {key[2] for key in state.lines if key[1] == person}
    open_to = {field: permitted_key(state, field, person, room) for field in mine if not field.startswith(CARD)}
    may = {field: state.lines[key] for field, key in open_to.items() if key and key in state.lines}
    if may:
        shown["may_show"] = {field: _own_line(line) | _called(state, field, room) for field, line in may.items()}
    return shown
