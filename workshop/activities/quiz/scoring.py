"""How a test is scored. Pure numbers; who they belong to is not known here.

An item counts its value, a reverse item ``least + most - value``. A score is the mean of its items as a share of the
scale, from 0 to 100, rounded half up. Nothing is computed from a part of the answers, and no norms stand behind the
bands: they are for looking at oneself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workshop.core.library import Band, Item, Quiz

Answers = Mapping[str, int]
"""The value chosen for each item, as it was tapped."""

BUCKETS = 10
"""A distribution counts scores in tens; 100 belongs to the last ten."""


@dataclass(frozen=True)
class Result:
    """Scores from 0 to 100. ``lowest`` and ``highest`` hold every dimension that shares the place."""

    total: int
    dimensions: Mapping[str, int]
    lowest: frozenset[str]
    highest: frozenset[str]
    straight: bool


def scale_of(quiz: Quiz) -> tuple[int, int]:
    """The least and the most that an item can be rated."""
    values = [mark.value for mark in quiz.scale]
    return min(values), max(values)


def complete(quiz: Quiz, answers: Answers) -> bool:
    return all(item.id in answers for item in quiz.items)


def result(quiz: Quiz, answers: Answers) -> Result:
    """The scores of somebody who rated every item. Raises KeyError for an item that is missing."""
    values = {item.id: counted(quiz, item, answers[item.id]) for item in quiz.items}
    dimensions = {
        dimension.id: score(quiz, [values[item.id] for item in quiz.items if item.dim == dimension.id])
        for dimension in quiz.dimensions
    }
    least, most = min(dimensions.values()), max(dimensions.values())
    return Result(
        total=score(quiz, list(values.values())),
        dimensions=dimensions,
        lowest=frozenset(name for name, points in dimensions.items() if points == least and least < most),
        highest=frozenset(name for name, points in dimensions.items() if points == most and least < most),
        straight=straight_line(quiz, answers),
    )


def counted(quiz: Quiz, item: Item, value: int) -> int:
    """What the chosen value counts."""
    least, most = scale_of(quiz)
    return least + most - value if item.reverse else value


def score(quiz: Quiz, values: Sequence[int]) -> int:
    """The mean of some counted values as a share of the scale, from 0 to 100."""
    least, most = scale_of(quiz)
    return half_up((Fraction(sum(values), len(values)) - least) / (most - least) * 100)


def half_up(number: Fraction) -> int:
    """The nearest whole number; a half goes up."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def straight_line(quiz: Quiz, answers: Answers) -> bool:
    """The same tap everywhere, though some items count the other way round: perhaps nobody read them."""
    return any(item.reverse for item in quiz.items) and len(set(answers.values())) == 1


def band_of(quiz: Quiz, total: int) -> Band | None:
    return next((band for band in quiz.bands if band.min <= total <= band.max), None)


def range_of(quiz: Quiz, points: int) -> str | None:
    """The name of the range that a dimension's score is in."""
    return next((found.id for found in quiz.dimension_bands if found.min <= points <= found.max), None)


# --- of many people -----------------------------------------------------------------------------------------------


def distribution(totals: Iterable[int]) -> list[int]:
    """How many totals are in each ten, from 0-9 to 90-100."""
    found = Counter(min(total // 10, BUCKETS - 1) for total in totals)
    return [found[n] for n in range(BUCKETS)]


def mean_total(results: Sequence[Result]) -> int:
    return half_up(Fraction(sum(one.total for one in results), len(results)))


def dimension_means(quiz: Quiz, results: Sequence[Result]) -> dict[str, int]:
    return {d.id: half_up(Fraction(sum(r.dimensions[d.id] for r in results), len(results))) for d in quiz.dimensions}


def item_means(quiz: Quiz, sheets: Sequence[Answers]) -> dict[str, float]:
    """The mean of what each item counts, on its own scale, to a tenth."""
    return {
        item.id: half_up(Fraction(sum(counted(quiz, item, one[item.id]) for one in sheets) * 10, len(sheets))) / 10
        for item in quiz.items
    }
