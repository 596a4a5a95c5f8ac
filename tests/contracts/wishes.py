"""Wishes of every sort, made from the commands' own classes and filled with what is there to be named.

A field called ``note`` is filled with a key of some ``notes`` that somebody sees, so that many wishes make sense. The
rules change nothing, so it costs little to try which of them the room would grant; that is what happens, and now and
then something else, which has to be refused.
"""

import random
from collections.abc import Callable, Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from tests.rooms.play import Play, Voice, refusal_of
from workshop.core.activity import Command, SlowCommand
from workshop.core.course import Step
from workshop.core.said import FreeText
from workshop.rooms.asking import Intent
from workshop.rooms.kinds import steps_in

TEXTS = [
    "客户等太久",
    "交接没写清楚",
    "ab",
    "Late handover",
    "👨‍👩‍👧‍👦👍",
    "=1+1",
    "<b>",
    "two\nlines",
    "客" * 41,
    "2026-03-31",
]
SINGULAR = {"mine": "note", "criteria": "criterion"}
NONSENSE = ["nobody", "", "__proto__", "t99", "~0", "客"]
ENOUGH = 4
"""How often a wish of one type is granted before the day rather goes on."""

TRIES = 6
"""How often a command is filled at random before another is tried."""


def type_of(command: type[Command]) -> str:
    name: str = get_args(command.model_fields["type"].annotation)[0]
    return name


Wish = Callable[[], Any]
Names = dict[str, list[str]]
"""What there is to be named, by the name of the field that may name it."""


def something_happens(play: Play, dice: random.Random) -> None:
    """Somebody does something, or tries to."""
    match dice.choices(["kind", "next", "undo", "room", "nonsense"], [76, 8, 6, 6, 4])[0]:
        case "kind":
            wish = granted(play, dice)
            if wish and worn(wish, play) and dice.random() < 0.7:
                onward(play, dice)
            elif wish:
                play.done.append(wish.command.type)  # type: ignore[attr-defined]
                play.decided(wish)
        case "next":
            onward(play, dice)
        case "undo":
            taken_back(play, dice)
        case "room":
            dice.choice(around(play))()
        case _:
            refusal_of(lambda: anything(play, dice))


def worn(wish: Intent, play: Play) -> bool:
    """Whether this was done so often that it is time to go on."""
    return play.done.count(wish.command.type) >= ENOUGH  # type: ignore[attr-defined]


def onward(play: Play, dice: random.Random) -> None:
    """The next step; from the last one back to any."""
    steps = steps_here(play)
    if last_step(play) and steps:
        play.to(dice.choice(steps).id)
    else:
        play.next()


def taken_back(play: Play, dice: random.Random) -> None:
    """The facilitator takes back one of the last few things they did, if nobody has touched it since."""
    for _ in range(dice.choice([1, 2])):  # and now and then it is brought back at once
        lately = list(play.fay.sees["undo"])[-3:]
        if lately:
            deed = int(dice.choice(lately))
            refusal_of(lambda deed=deed: play.fay("room/undo", deed=deed))  # type: ignore[misc]
    while play.state.block is None:
        play.next()


# --- wishes to the block ------------------------------------------------------------------------------------------


def granted(play: Play, dice: random.Random) -> Intent | None:
    """Something that somebody could wish for now and would be granted."""
    block = play.state.block or ""
    activity, state, view = play.activity(block), play.block_state(block), play.picture.room_view(block)
    known = names_in(play)
    ahead = activity.ahead(state, view)
    if ahead and dice.random() < 0.1:
        return play.wished(play.fay.caller, ahead.type, ahead.model_dump(exclude={"type"}))
    for command in sorted(activity.commands, key=lambda one: turn(one, play, dice), reverse=True):
        for _ in range(TRIES):
            intent = some_wish(command, known, play, dice)
            if intent and not refusal_of(lambda i=intent: activity.decide(state, thought(i, state), play.by(i), view)):
                return intent
    return None


def thought(intent: Intent, state: Any) -> Command:
    """The wish as the room will hear it: thought over where it takes thought."""
    command = intent.command
    return command.thought_over(state) if isinstance(command, SlowCommand) else command


def turn(command: type[Command], play: Play, dice: random.Random) -> float:
    """Mostly people at their phones, mostly words, and what happened seldom so far is likelier."""
    likely = (4 if command.who == "participant" else 1) * (3 if brings_text(command) else 1)
    return dice.random() ** ((1 + 2 * play.done.count(type_of(command))) / likely)


def brings_text(command: type[Command]) -> bool:
    return any(isinstance(mark, FreeText) for field in command.model_fields.values() for mark in field.metadata)


def some_wish(command: type[Command], known: Names, play: Play, dice: random.Random) -> Intent | None:
    who = [play.fay] if command.who == "facilitator" else present(play)
    return play.wished(dice.choice(who).caller, type_of(command), filled(command, known, dice)) if who else None


def anything(play: Play, dice: random.Random) -> None:
    """A wish filled by chance alone, by anybody."""
    command = dice.choice(play.activity(play.state.block or "").commands)
    dice.choice([play.fay, *present(play)])(type_of(command), **filled(command, {}, dice))


def filled(command: type[Command], known: Names, dice: random.Random) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, field in command.model_fields.items():
        if name == "type" or (not field.is_required() and dice.random() < 0.3):
            continue
        is_text = any(isinstance(mark, FreeText) for mark in field.metadata)
        value = dice.choice(TEXTS) if is_text else of_type(name, field.annotation, known, dice)
        fields[name] = as_many(value, field.metadata) if isinstance(value, list) else value
    return fields


def as_many(things: list[Any], marks: list[Any]) -> list[Any]:
    """A list of a length that can be read."""
    least = max((getattr(mark, "min_length", 0) or 0 for mark in marks), default=0)
    most = min((getattr(mark, "max_length", None) or 200 for mark in marks), default=200)
    return [*things, *[NONSENSE[0]] * (least - len(things))][:most]


def of_type(name: str, annotation: Any, known: Names, dice: random.Random) -> Any:
    """A value of this type; a new kind that needs another type adds it here."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return dice.choice(args)
    if origin is Annotated:
        is_text = any(isinstance(mark, FreeText) for mark in args)
        return dice.choice(TEXTS) if is_text else of_type(name, args[0], known, dice)
    if origin in (Union, UnionType):
        return of_type(name, dice.choice(args), known, dice)
    if origin in (list, tuple):
        one = name.removesuffix("s")
        return [of_type(one, args[0], known, dice) for _ in range(how_many(one, known, dice))]
    if origin is dict:
        one = name.removesuffix("s")
        inside = (of_type(one, args[0], known, dice) for _ in range(how_many(one, known, dice)))
        return {key: dice.choice([of_type(name, args[1], known, dice), *chosen(known)]) for key in inside}
    if annotation is str:
        return dice.choice(known.get(name) or NONSENSE)
    simple = {
        bool: lambda: dice.random() < 0.7,
        int: lambda: dice.randint(-1, 3),
        float: dice.random,
        type(None): lambda: None,
    }
    return simple[annotation]()


def how_many(one: str, known: Names, dice: random.Random) -> int:
    """Up to three; of what nobody has ever seen mostly none."""
    return dice.randrange(4) if one in known or dice.random() < 0.1 else 0


def chosen(known: Names) -> list[str]:
    """What a field may hold that is no free text: one of its options, or a day."""
    return [*known.get("option", []), "2026-12-01"]


def names_in(play: Play) -> Names:
    """What a field could point at, by the field's name, as far as anybody sees it."""
    people, teams = set(play.state.members), set(play.state.teams)
    found: dict[str, set[str]] = {"person": people, "team": teams, "unit": {*teams, "room"}, "option": set(people)}
    for view in play.everything().values():
        for name, key in named(view):
            found.setdefault(name, set()).add(key)
    found["into"] = found.get("note", set()) | found.get("cluster", set())
    return {name: sorted(keys) for name, keys in found.items()}


def named(view: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, inner in view.items():
        if isinstance(inner, str):
            yield name, inner
        if isinstance(inner, dict):
            if isinstance(inner.get("id"), str):
                yield name, inner["id"]
            for key in inner:
                yield SINGULAR.get(name, name.removesuffix("s")), key
            yield from named(inner)


# --- wishes to the room around it ---------------------------------------------------------------------------------


def around(play: Play) -> list[Wish]:
    """What else happens on a day: back and forth, people come, go and change teams, breaks."""
    fay, state, people = play.fay, play.state, present(play)
    block = state.course.blocks[state.block or ""]
    wishes: list[Wish] = [lambda step=step.id: play.to(step) for step in steps_here(play)]
    wishes += [lambda on=on: fay("room/lock", on=on) for on in (True, False, False)]
    wishes += [lambda: fay("room/pause"), lambda: fay("room/resume"), lambda: fay("room/resume")]
    wishes += [lambda count=count: fay("room/draw_teams", count=count) for count in (1, 2, 3)]
    wishes += [lambda: closed_and_opened_again(play)]
    wishes += [
        lambda: fay("room/move_block", block=block.id),
        lambda: fay("room/set_minutes", block=block.id, minutes=7),
    ]
    wishes += [lambda: fay("room/edit_text", block=block.id, target="title", zh="新的", en="New")]
    wishes += [lambda: refusal_of(lambda: fay("room/switch_block_mode", block=block.id, mode="short"))]
    if not first_step(play):
        wishes += [play.back] * 2
    if len(play.people) < 8:
        wishes += [lambda: play.people.append(play.joins(f"Guest{len(play.people)}"))]
    if len(people) > 3:
        wishes += [lambda person=people[-1].id: fay("room/remove_person", person=person)]
    for voice in people:
        for team in state.teams:
            wishes += [lambda voice=voice, team=team: fay("room/move_person", person=voice.id, team=team)]
        if state.members[voice.id].team:
            wishes += [lambda voice=voice: voice("room/take_scribe")]
    return wishes


def steps_here(play: Play) -> tuple[Step, ...]:
    """The steps of the block that is on, in the mode in which it runs; none where the block is not for that mode."""
    block = play.state.course.blocks[play.state.block or ""]
    return steps_in(block, play.state.mode_of(block.id))


def closed_and_opened_again(play: Play) -> None:
    block = play.state.block
    play.fay("room/close_block")
    play.fay("room/reopen_block", block=block)


def first_step(play: Play) -> bool:
    return next(iter(play.fay.sees["steps"])) == play.state.step


def last_step(play: Play) -> bool:
    *_, last = play.fay.sees["steps"]
    return play.state.step == last


def present(play: Play) -> list[Voice]:
    here = {member.id for member in play.state.present}
    return [voice for voice in play.people if voice.id in here]
