"""A small course to test with. Every builder gives a whole block; tests name only what they are about."""

from collections.abc import Iterator, Mapping
from typing import Any

from workshop.core.course import (
    Agenda,
    Block,
    Check,
    Course,
    Input,
    Minutes,
    Module,
    Output,
    Privacy,
    Seed,
    Slide,
    Slot,
    Step,
    Words,
)
from workshop.core.library import Anchors, Card, Deck, Form, Named, Quiz, Scorecard

BRIEF: Mapping[str, Any] = {"id": "brief", "type": "brief"}
WRITE: Mapping[str, Any] = {"id": "write", "type": "write"}
PICK: Mapping[str, Any] = {"id": "pick", "type": "gather", "how": "pick", "pick": 2}
ALL: Mapping[str, Any] = {"id": "all", "type": "gather", "how": "all"}
VOTE: Mapping[str, Any] = {"id": "vote", "type": "vote", "votes": 3, "max_per_target": 2}
TALK: Mapping[str, Any] = {"id": "talk", "type": "discuss"}
CALLS: Mapping[str, Any] = {
    "id": "call", "type": "gather", "how": "calls",
    "calls": [
        {"id": "clear", "zh": "最清楚的两张", "en": "The clearest two", "per_team": 2},
        {"id": "gap", "zh": "还没人说到的一张", "en": "One that nobody has named", "per_team": 1},
    ],
}  # fmt: skip
CLUSTER: Mapping[str, Any] = {
    "id": "cluster", "type": "cluster", "by": "everyone", "start": "pairs", "min_clusters": 2, "max_clusters": 4,
}  # fmt: skip
NAME: Mapping[str, Any] = {
    "id": "name", "type": "name", "by": "team",
    "length": {"zh_chars": {"min": 4, "max": 12}, "en_words": {"min": 3, "max": 7}},
}  # fmt: skip
RESOLVE: Mapping[str, Any] = {
    "id": "decide", "type": "resolve", "agree": "fist5",
    "fields": [
        {"id": "first", "label": {"zh": "第一步", "en": "First step"}, "type": "text", "required": True, "max": 20},
        {"id": "by", "label": {"zh": "期限", "en": "By when"}, "type": "date", "required": True},
        {"id": "how", "label": {"zh": "方式", "en": "How"}, "type": "choice", "options": [
            {"id": "fast", "zh": "快", "en": "Fast"}, {"id": "well", "zh": "稳", "en": "Well"},
        ]},
    ],
}  # fmt: skip
PRESENT: Mapping[str, Any] = {
    "id": "present", "type": "present",
    "present": {
        "seconds": 60, "rating_scale": 3, "comment_max": 20,
        "rating": [{"id": "clear", "zh": "清楚", "en": "Clear"}, {"id": "true", "zh": "真实", "en": "True"}],
    },
}  # fmt: skip
TEAM_FIELDS = tuple(Input(id=one, type="text", per="team") for one in ("first", "by", "how"))
SELF = Input(id="self", type="scale", min=1, max=5, privacy="self")

NOTE = Input(id="text", type="text")
LINE = Input(id="add", type="text", max_chars=30)
TICK = Input(id="publish", type="check")
PLACE: Mapping[str, Any] = {"id": "place", "type": "place", "by": "everyone"}

WHO: Mapping[str, Any] = {"id": "who", "label": {"zh": "谁", "en": "Who"}, "type": "text", "required": True, "max": 12}
KIND: Mapping[str, Any] = {
    "id": "kind",
    "label": {"zh": "属于", "en": "Belongs to"},
    "type": "choice",
    "options": [{"id": "biz", "zh": "业务", "en": "Business"}, {"id": "us", "zh": "团队", "en": "Team"}],
}
DAY: Mapping[str, Any] = {"id": "day", "label": {"zh": "何时", "en": "By when"}, "type": "date"}

SLIDES = {
    "sl.one": Slide(
        id="sl.one",
        title=Words(zh="第一页", en="One"),
        points=(Words(zh="甲", en="First point"), Words(zh="乙", en="Second point")),
        facilitator_note=Words(zh="讲者备注", en="Only for Fay"),
    ),
    "sl.two": Slide(id="sl.two", title=Words(zh="第二页", en="Two"), points=(Words(zh="丙", en="Third point"),)),
    "sl.page": Slide(id="sl.page", title=Words(zh="插页", en="A page"), points=(Words(zh="丁", en="Aside"),)),
}
SEEDS = {
    "seed.cards": tuple(
        Seed(id=card, zone="wall", text=Words(zh=f"卡片{card}", en=f"Card {card}")) for card in ("k1", "k2", "k3")
    )
}


REASON = Input(id="reason", type="text", max_chars=30, privacy="room", anonymous=True)


def words(text: str) -> Words:
    return Words(zh=f"{text}（中文）", en=text)


def deck(deck_id: str, answers: Mapping[str, Any], mode: str = "bins") -> Deck:
    """A deck with these right answers by card; its bins are those that are named, each card has a reason."""
    bins = sorted({one for answer in answers.values() if not isinstance(answer, int) for one in answer})
    return Deck(
        id=deck_id,
        title=words(f"Deck {deck_id}"),
        mode=mode,  # type: ignore[arg-type]
        bins=tuple(Named(id=one, zh=f"{one}格", en=f"Bin {one}") for one in bins),
        cards=tuple(
            Card(
                id=card,
                zh=f"{deck_id}卡{card}",
                en=f"{deck_id} card {card}",
                answer=answer if isinstance(answer, int) else tuple(answer),
                why=words(f"why {deck_id} {card}"),
            )
            for card, answer in answers.items()
        ),
    )


SORTS = {
    one.id: one
    for one in (
        deck("s.two", {"c1": "a", "c2": "a", "c3": "b", "c4": "b"}),
        deck("s.three", {"c1": "x", "c2": "y", "c3": "z", "c4": "xy", "c5": "z", "c6": "y"}),
        deck("s.match", {"c1": "k", "c2": "l", "c3": "m"}, "match"),
        deck("s.order", {"c1": 1, "c2": 2, "c3": 3, "c4": 4}, "order"),
    )
}


def step(step_id: str, phase: str, *inputs: Input, full: float = 5, short: float = 5, stage: str | None = None) -> Step:
    return Step(
        id=step_id,
        phase=phase,
        name=words(step_id.title()),
        minutes=Minutes(full=full, short=short),
        projector=words(f"{step_id} on the wall"),
        phone=words(f"{step_id} on the phone"),
        inputs=inputs,
        stage=stage,
    )


def board(
    *stages: Mapping[str, Any],
    block: str = "m1.board",
    privacy: Privacy = "room",
    zones: tuple[str, ...] = ("wall",),
    limits: Mapping[str, int] | None = None,
    note: Input | None = NOTE,
    line: Input | None = LINE,
    asks: Mapping[str, tuple[Input, ...]] | None = None,
    tick: Input | None = None,
    layout: str | None = None,
    beside: tuple[Mapping[str, Any], ...] = (),
    **config: Any,
) -> Block:
    """A board with one step for each stage, of the same id. ``asks`` says what a step takes, by its id.

    ``beside`` are fields of a note beside its text, ``tick`` is what makes a private note public.
    """
    entered = {"write": (note,), "discuss": (line, tick), "place": (tick,)}
    divided = [{"id": zone, "zh": zone, "en": zone, "limit": (limits or {}).get(zone)} for zone in zones]
    steps = [step(at["id"], at["type"], *_asked(at, entered, asks or {}), stage=at["id"]) for at in stages]
    return Block(
        id=block,
        module="m1",
        kind="board",
        title=words(f"Board {block}"),
        privacy=privacy,
        minutes=Minutes(full=5 * len(steps), short=5 * len(steps)),
        config={
            "layout": {"type": layout or ("columns" if len(zones) > 1 else "wall"), "zones": divided},
            "stages": [dict(at) for at in stages],
            "note": {"max_chars": 40, "fields": [dict(one) for one in beside]},
            **config,
        },
        steps=tuple(steps),
    )


def _asked(
    stage: Mapping[str, Any], entered: Mapping[str, tuple[Input | None, ...]], asks: Mapping[str, tuple[Input, ...]]
) -> Iterator[Input]:
    usual = tuple(entry for entry in entered.get(stage["type"], ()) if entry)
    yield from asks.get(stage["id"], usual)


def slides(
    *pages: str, block: str = "m1.slide", pulse: int = 0, reveal: str = "point_by_point", **config: Any
) -> Block:
    """Pages to show, and a pulse with this many options as a step of its own."""
    steps = [step("show", "show"), *([step("pulse", "pulse")] if pulse else []), step("done", "done")]
    options = [{"zh": f"选{n}", "en": f"Option {n}"} for n in range(pulse)]
    return Block(
        id=block,
        module="m1",
        kind="slide",
        title=words(f"Slide {block}"),
        minutes=Minutes(full=5 * len(steps), short=5 * len(steps)),
        config={"slides": list(pages or ("sl.one", "sl.two")), "reveal": reveal, "pulse": options, **config},
        steps=tuple(steps),
    )


def sorting(
    *decks: str,
    block: str = "m1.sort",
    privacy: Privacy = "aggregate",
    line: Input | None = REASON,
    placed: str = "block",
    **config: Any,
) -> Block:
    """Cards of one or two decks in the four steps of a sort."""
    first, *second = decks or ("s.two",)
    return Block(
        id=block,
        module="m1",
        kind="sort",
        title=words(f"Sort {block}"),
        privacy=privacy,
        minutes=Minutes(full=20, short=20),
        config={"deck": first, **({"second_deck": second[0]} if second else {}), **config},
        steps=(
            step("brief", "brief"),
            step("play", "play", Input(id="placement", type="card")),
            step("reveal", "reveal"),
            step("talk", "talk", *([line] if line else [])),
        ),
        outputs=tuple(
            Output(id=output, what=words(output), level="aggregate", format="table")
            for output in ("accuracy", "reasons")
        ),
        validation=(Check(code="all_placed", level=placed, message=words("Some are left")),),  # type: ignore[arg-type]
    )


def rounds(
    *steps: Step, block: str = "m1.rounds", privacy: Privacy = "pair", size: int = 3, times: int = 1, **config: Any
) -> Block:
    """Rounds in groups of ``size``; the first role asks, the last one watches."""
    roles = [{"id": role, "zh": role, "en": role} for role in ("asks", "tells", "watches")[:size]]
    return Block(
        id=block,
        module="m1",
        kind="rounds",
        title=words(f"Rounds {block}"),
        privacy=privacy,
        minutes=Minutes(full=5 * len(steps), short=5 * len(steps)),
        config={"size": size, "rounds": times, "roles": roles, **config},
        steps=steps,
    )


ONE_ITEM = Scorecard(
    id="sc.one",
    title=words("A card"),
    scale=Anchors(max=1, labels=(words("Not seen"), words("Clearly"))),
    items=(Named(id="heard", zh="听完了", en="Heard it out"),),
)


def course(*blocks: Block, agenda: tuple[str, ...] | None = None, mode: str = "full", minutes: float = 10) -> Course:
    """The blocks in one day, in this order or in that of ``agenda``."""
    slots = tuple(Slot(block=block, minutes=minutes) for block in agenda or [block.id for block in blocks])
    return Course(
        id="small",
        title=words("A small course"),
        modules=(Module(id="m1", title=words("One")),),
        agendas=(Agenda(id="day", mode=mode, title=words("A day"), slots=slots),),  # type: ignore[arg-type]
        blocks={block.id: block for block in blocks},
        slides=SLIDES,
        seeds=SEEDS,
        sorts=SORTS,
        quizzes={test.id: test for test in (SMALL_QUIZ, TINY_QUIZ)},
        forms={one.id: one for one in (SMALL_FORM, TINY_FORM)},
        scorecards={card.id: card for card in (ONE_ITEM, SMALL_CARD)},
    )


def bilingual(text: str) -> dict[str, str]:
    return {"zh": f"{text}（中文）", "en": text}


SMALL_QUIZ = Quiz.model_validate(
    {
        "id": "q.small",
        "title": bilingual("A small test"),
        "intro": bilingual("Answer as you are"),
        "scale": [{"value": value, **bilingual(f"mark {value}")} for value in range(1, 6)],
        "dimensions": [{"id": dim, **bilingual(f"side {dim}")} for dim in ("hear", "say", "keep")],
        "items": [
            {"id": f"i{n}", "dim": dim, "reverse": n == 2, **bilingual(f"statement {n}")}
            for n, dim in enumerate(("hear", "hear", "say", "say", "keep"), start=1)
        ],
        "bands": [
            {"min": 0, "max": 49, **bilingual("low"), "feedback": bilingual("advice for low")},
            {"min": 50, "max": 100, **bilingual("high"), "feedback": bilingual("advice for high")},
        ],
        "dimension_bands": [{"id": "low", "min": 0, "max": 49}, {"id": "high", "min": 50, "max": 100}],
        "dimension_feedback": {"hear": {"low": bilingual("hear more"), "high": bilingual("go on hearing")}},
        "open_text": [{"id": "keep", **bilingual("What helped?"), "max": 60, "required": False}],
        "debrief": [bilingual("Talk about one side")],
    }
)
"""Five items of three sides, the second counts the other way round."""

TINY_QUIZ = SMALL_QUIZ.model_copy(
    update={"id": "q.tiny", "dimensions": SMALL_QUIZ.dimensions[:1], "items": SMALL_QUIZ.items[:2]}
)
"""Two of them, so that a day full of chance gets to its end."""


def quiz(block: str = "m1.quiz", *, phases: str = "brief answer mine room talk", **config: Any) -> Block:
    """The small test with a step for each phase, of the same id."""
    plan = Input(id="plan", type="text", max_chars=40, privacy="room")
    steps = [step(phase, phase, *([plan] if phase == "talk" else [])) for phase in phases.split()]
    return Block(
        id=block,
        module="m1",
        kind="quiz",
        title=words(f"Test {block}"),
        privacy="self",
        minutes=Minutes(full=5 * len(steps), short=5 * len(steps)),
        config={"quiz": "q.small", "use": "self_test", "min_n": 3, **config},
        steps=tuple(steps),
    )


SMALL_FORM = Form.model_validate(
    {
        "id": "f.small",
        "title": bilingual("A small sheet"),
        "sections": [
            {
                "id": "s1",
                "title": bilingual("The goal"),
                "fields": [
                    {"id": "alias", "type": "text", "label": bilingual("Alias"), "max": 12},
                    {
                        "id": "goal",
                        "type": "longtext",
                        "label": bilingual("Goal"),
                        "required": True,
                        "min": 4,
                        "max": 60,
                    },
                    {
                        "id": "verb",
                        "type": "choice",
                        "label": bilingual("Verb"),
                        "required": True,
                        "options": [{"id": "raise", **bilingual("raise")}, {"id": "lower", **bilingual("lower")}],
                    },
                    {"id": "start", "type": "number", "label": bilingual("Start")},
                    {"id": "end", "type": "number", "label": bilingual("End")},
                    {"id": "by", "type": "date", "label": bilingual("By")},
                    {"id": "witness", "type": "person", "label": bilingual("Witness")},
                    {"id": "ally", "type": "person", "label": bilingual("Ally"), "scope": "room"},
                ],
            },
            {
                "id": "s2",
                "title": bilingual("The way"),
                "fields": [
                    {
                        "id": "parts",
                        "type": "table",
                        "label": bilingual("Parts"),
                        "required": True,
                        "rows": {"min": 1, "max": 3},
                        "columns": [
                            {"id": "who", "type": "text", "label": bilingual("Who"), "required": True, "max": 12},
                            {"id": "due", "type": "date", "label": bilingual("Due")},
                            {
                                "id": "kind",
                                "type": "choice",
                                "label": bilingual("Kind"),
                                "options": [{"id": "go", **bilingual("go on")}, {"id": "stop", **bilingual("stop")}],
                            },
                        ],
                    },
                    {
                        "id": "signs",
                        "type": "list",
                        "label": bilingual("Signs"),
                        "rows": {"min": 0, "max": 3},
                        "max": 20,
                    },
                    {
                        "id": "tools",
                        "type": "multi",
                        "label": bilingual("Tools"),
                        "min": 1,
                        "max_items": 2,
                        "options": [{"id": tool, **bilingual(tool)} for tool in ("one", "two", "three")],
                    },
                ],
            },
        ],
        "checks": [
            {
                "code": "contains_number",
                "level": "block",
                "params": {"field": "goal"},
                "message": bilingual("a number, please"),
            },
            {
                "code": "direction",
                "level": "block",
                "message": bilingual("the other way"),
                "params": {
                    "verb": "verb",
                    "baseline": "start",
                    "target": "end",
                    "rule": {"raise": "target>baseline", "lower": "target<baseline"},
                },
            },
            {
                "code": "date_future",
                "level": "block",
                "params": {"field": "by", "min_days": 1, "max_days": 60},
                "message": bilingual("soon, but not today"),
            },
            {
                "code": "dates_before",
                "level": "warn",
                "params": {"table": "parts", "column": "due", "limit": "by"},
                "message": bilingual("after the end"),
            },
            {
                "code": "not_self",
                "level": "block",
                "params": {"field": "witness"},
                "message": bilingual("somebody else"),
            },
            {
                "code": "must_tick",
                "level": "warn",
                "params": {"field": "tools", "options": ["one"]},
                "message": bilingual("never without the first"),
            },
        ],
        "peer_checklist": [{"id": "clear", **bilingual("clear")}, {"id": "small", **bilingual("small enough")}],
    }
)
"""A field of every type, with rules of several sorts."""

TINY_FORM = SMALL_FORM.model_copy(
    update={
        "id": "f.tiny",
        "sections": tuple(
            section.model_copy(
                update={
                    "fields": tuple(
                        entry.model_copy(update={"required": entry.id == "alias", "min": None})
                        for entry in section.fields
                        if entry.type not in ("number", "date")
                    )
                }
            )
            for section in SMALL_FORM.sections
        ),
        "checks": (),
    }
)
"""Of which little is needed, so that a day full of chance gets to its end."""

SMALL_CARD = Scorecard.model_validate(
    {
        "id": "sc.small",
        "title": bilingual("A small card"),
        "scale": {"min": 0, "max": 2, "labels": [bilingual(text) for text in ("not seen", "partly", "clearly")]},
        "items": [{"id": "when", **bilingual("says when")}, {"id": "what", **bilingual("says what")}],
        "fields": [{"id": "quote", "label": bilingual("A quote"), "max": 60, "required": True}],
    }
)


def form(
    block: str = "m1.form",
    *,
    phases: str = "brief fill check revise present",
    privacy: Privacy = "room",
    inputs: Mapping[str, tuple[Input, ...]] | None = None,
    **config: Any,
) -> Block:
    """The small sheet with a step for each phase, of the same id."""
    steps = [step(phase, phase, *(inputs or {}).get(phase, ())) for phase in phases.split()]
    return Block(
        id=block,
        module="m1",
        kind="form",
        title=words(f"Sheet {block}"),
        privacy=privacy,
        minutes=Minutes(full=5 * len(steps), short=5 * len(steps)),
        config={"form": "f.small", "scope": "individual", "privacy": privacy, **config},
        steps=tuple(steps),
    )
