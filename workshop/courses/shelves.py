"""What may be wrong inside one thing on a course's shelves: a deck, a test, a sheet, a case, a scorecard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workshop.core.course import Part, Slide
from workshop.core.library import Case, Deck, Form, QuestionSet, Quiz, Scorecard, Script
from workshop.courses.page import Place

Wrong = tuple[Place, str]
"""Where, from the top of the thing, and what."""

_TEXTS: Final = ("text", "longtext")


@dataclass(frozen=True)
class Shelf:
    """A file of the library: its name is that of its one key and of the course's field."""

    name: str
    holds: type[Part]
    one: str
    """What an author calls one of them."""
    wrong: Callable[[Any], Iterator[Wrong]]

    @property
    def file(self) -> str:
        return f"library/{self.name}.yaml"


def twice(place: Place, ids: Sequence[Any]) -> Iterator[Wrong]:
    """Names that stand more than once in one list."""
    for n, name in enumerate(ids):
        if name and name in ids[:n]:
            yield (*place, n), f"“{name}” stands here twice"


def _ids(parts: Iterable[Any]) -> list[str]:
    return [part.id for part in parts]


# --- decks --------------------------------------------------------------------------------------------------------


def _deck(deck: Deck) -> Iterator[Wrong]:
    yield from twice(("cards",), _ids(deck.cards))
    yield from twice(("bins",), _ids(deck.bins))
    if deck.mode == "order":
        yield from _order(deck)
        return
    bins = _ids(deck.bins)
    if len(bins) < 2:
        yield (), "a deck to sort or to match needs two bins at least"
    for n, card in enumerate(deck.cards):
        if isinstance(card.answer, int) or not card.answer:
            yield ("cards", n, "answer"), "name the bins that are right, as in [a] or [a, b]"
            continue
        for name in card.answer:
            if name not in bins:
                yield ("cards", n, "answer"), f"there is no bin “{name}”"


def _order(deck: Deck) -> Iterator[Wrong]:
    if deck.bins:
        yield ("bins",), "an order has no bins"
    places = [card.answer for card in deck.cards]
    for n, place in enumerate(places):
        if not isinstance(place, int) or not 1 <= place <= len(places):
            yield ("cards", n, "answer"), f"a place from 1 to {len(places)}"
        elif place in places[:n]:
            yield ("cards", n, "answer"), f"two cards have the place {place}"


# --- tests --------------------------------------------------------------------------------------------------------


def _quiz(quiz: Quiz) -> Iterator[Wrong]:
    dims, items = _ids(quiz.dimensions), _ids(quiz.items)
    yield from twice(("dimensions",), dims)
    yield from twice(("items",), items)
    yield from twice(("open_text",), _ids(quiz.open_text))
    if (values := [mark.value for mark in quiz.scale]) != sorted(set(values)):
        yield ("scale",), "the values of a scale go up"
    for n, item in enumerate(quiz.items):
        if item.dim not in dims:
            yield ("items", n, "dim"), f"there is no dimension “{item.dim}”"
    for n, dim in enumerate(dims):
        if dim not in {item.dim for item in quiz.items}:
            yield ("dimensions", n), f"no item belongs to the dimension “{dim}”"
    yield from _holes("bands", quiz.bands)
    yield from _holes("dimension_bands", quiz.dimension_bands)
    yield from _advice(quiz)
    yield from _worked_example(quiz)


def _holes(key: str, bands: Sequence[Any]) -> Iterator[Wrong]:
    """Bands go from 0 to 100, each beginning where the one before has ended."""
    expected = 0
    for n, band in enumerate(bands):
        if band.min != expected or band.max < band.min:
            yield (key, n), f"this band must begin at {expected} and end above it, not {band.min} to {band.max}"
        expected = band.max + 1
    if bands and bands[-1].max != 100:
        yield (key, len(bands) - 1, "max"), "the last band must end at 100"


def _advice(quiz: Quiz) -> Iterator[Wrong]:
    bands, dims = _ids(quiz.dimension_bands), _ids(quiz.dimensions)
    for dim, advice in quiz.dimension_feedback.items():
        if dim not in dims:
            yield ("dimension_feedback", dim), f"there is no dimension “{dim}”"
        for band in bands:
            if band not in advice:
                yield ("dimension_feedback", dim), f"there is no advice for “{band}”"
        for band in advice:
            if band not in bands:
                yield ("dimension_feedback", dim, band), f"there is no band “{band}” in dimension_bands"


def _worked_example(quiz: Quiz) -> Iterator[Wrong]:
    example = quiz.worked_example
    if example is None:
        return
    if len(example.raw) != len(quiz.items):
        yield ("worked_example", "raw"), f"{len(example.raw)} answers to {len(quiz.items)} items"
    for n, raw in enumerate(example.raw):
        if raw not in [mark.value for mark in quiz.scale]:
            yield ("worked_example", "raw", n), f"{raw} is not on the scale"
    for dim in example.dimensions:
        if dim not in _ids(quiz.dimensions):
            yield ("worked_example", "dimensions", dim), f"there is no dimension “{dim}”"
    if example.band is not None and example.band not in [name for band in quiz.bands for name in (band.zh, band.en)]:
        yield ("worked_example", "band"), f"there is no band “{example.band}”"


# --- sheets -------------------------------------------------------------------------------------------------------


def _form(form: Form) -> Iterator[Wrong]:
    yield from twice(("sections",), _ids(form.sections))
    yield from twice(("peer_checklist",), _ids(form.peer_checklist))
    seen: list[str] = []
    for s, section in enumerate(form.sections):
        for f, field in enumerate(section.fields):
            place: Place = ("sections", s, "fields", f)
            if field.id in seen:
                yield place, f"there are two fields “{field.id}”"
            seen.append(field.id)
            yield from _field(field, place)
            for c, column in enumerate(field.columns):
                yield from _field(column, (*place, "columns", c))
            yield from twice((*place, "columns"), _ids(field.columns))
    for n, check in enumerate(form.checks):
        yield from sheet_check(form, check, ("checks", n))


def _field(field: Any, place: Place) -> Iterator[Wrong]:
    yield from twice((*place, "options"), _ids(field.options))
    if field.type in ("choice", "multi") and len(field.options) < 2:
        yield place, f"“{field.id}” needs two options at least"
    if field.type == "table" and not field.columns:
        yield place, f"“{field.id}” needs columns"
    if field.type in _TEXTS and field.max is None:
        yield place, f"“{field.id}” needs a greatest length: max"


def sheet_check(form: Form, check: Any, place: Place) -> Iterator[Wrong]:
    """What a rule names that the sheet does not have."""
    params = check.params
    fields = {field.id: field for section in form.sections for field in section.fields}
    named = [params.get(key) for key in ("field", "table", "verb", "baseline", "target", "limit") if key in params]
    when = params.get("when")
    for name in [*named, *(when if isinstance(when, dict) else ())]:
        if isinstance(name, str) and name not in fields:
            yield (*place, "params"), f"the sheet has no field “{name}”"
    table, column = fields.get(str(params.get("table"))), params.get("column")
    if table and column and column not in _ids(table.columns):
        yield (*place, "params", "column"), f"the table “{table.id}” has no column “{column}”"
    field = fields.get(str(params.get("field")))
    if field and isinstance(params.get("options"), list):
        for option in params["options"]:
            if option not in _ids(field.options):
                yield (*place, "params", "options"), f"“{field.id}” has no option “{option}”"


# --- the rest -----------------------------------------------------------------------------------------------------


def _case(case: Case) -> Iterator[Wrong]:
    types = [card.type for card in case.cards]
    yield from twice(("cards",), types)
    for n, pairing in enumerate(case.pairing):
        for side in (pairing.a, pairing.b):
            if side not in types:
                yield ("pairing", n), f"there is no card “{side}”"


def _scorecard(card: Scorecard) -> Iterator[Wrong]:
    yield from twice(("items",), _ids(card.items))
    yield from twice(("fields",), _ids(card.fields))
    steps = card.scale.max - card.scale.min + 1
    if len(card.scale.labels) != steps:
        yield ("scale", "labels"), f"{len(card.scale.labels)} labels for {steps} steps"


def _script(script: Script) -> Iterator[Wrong]:
    yield from twice(("steps",), _ids(script.steps))


def _questions(questions: QuestionSet) -> Iterator[Wrong]:
    yield from twice(("questions",), _ids(questions.questions))


def _slide(_slide: Slide) -> Iterator[Wrong]:
    yield from ()


SHELVES: Final = (
    Shelf("slides", Slide, "slide", _slide),
    Shelf("sorts", Deck, "deck", _deck),
    Shelf("quizzes", Quiz, "quiz", _quiz),
    Shelf("forms", Form, "form", _form),
    Shelf("cases", Case, "case", _case),
    Shelf("scorecards", Scorecard, "scorecard", _scorecard),
    Shelf("scripts", Script, "script", _script),
    Shelf("question_sets", QuestionSet, "question set", _questions),
)
