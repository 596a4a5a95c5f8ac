"""Which notes say much the same: offline, by the words they use, for Chinese and for languages with spaces.

A note becomes a bag of words (``rjieba`` for Chinese) and of pairs of neighbouring characters, each weighed by how few
notes hold it (TF-IDF). Notes are then joined from the most alike on, by the average likeness of the groups they are in,
until the groups are as small as the board wants or nothing is alike any more. Nothing is loaded, asked for or kept.
"""

from __future__ import annotations

import heapq
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import rjieba

MOST_NOTES: Final = 400
"""More than this are not looked at: likeness grows with the square of their number."""

ALIKE: Final = 0.12
"""Groups that are less alike than this stay apart; found on real walls of a course, where most notes share nothing."""

FEW: Final = 40
"""Up to so many notes a word counts as if there were as many: on a small wall what all say still tells something."""

MOST_STEPS: Final = 200_000
"""Comparisons of groups after which what was found so far has to do."""

_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z0-9]+")
_EMPTY: Final = frozenset(
    re.findall(
        r"\S+",
        "的 了 和 是 在 有 就 不 也 都 很 要 会 能 把 被 给 对 跟 与 及 我 你 他 她 我们 你们 他们 这 那 这个 那个 "
        "a an the and or of to in on for with is are be we our i my it that this not no do does",
    )
)
"""Words that stand in every other sentence."""


def groups(texts: Mapping[str, str], largest: int = 12, pairs: bool = False) -> list[list[str]]:
    """Keys of texts that belong together, the most alike first. With ``pairs`` never more than two in a group."""
    keys = sorted(texts)[:MOST_NOTES]
    likeness = _likeness([_features(texts[key]) for key in keys])
    found = _joined(len(keys), likeness, 2 if pairs else max(2, largest))
    return [[keys[n] for n in sorted(group)] for group in found]


def _features(text: str) -> Counter[str]:
    """What the text is made of: words count double, two neighbouring Chinese characters once."""
    text = unicodedata.normalize("NFKC", text).lower()
    bag: Counter[str] = Counter()
    for run in _CHINESE.findall(text):
        for word in rjieba.cut(run):
            if word not in _EMPTY:
                bag[word] += 2 if len(word) > 1 else 1
        bag.update("~" + run[n : n + 2] for n in range(len(run) - 1))
    bag.update({word: 2 for word in map(_stem, _WORD.findall(text)) if word not in _EMPTY})
    return bag


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _likeness(bags: Sequence[Counter[str]]) -> dict[tuple[int, int], float]:
    """The cosine of every two bags that share anything."""
    n = len(bags)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, bag in enumerate(bags):
        for word in bag:
            holders[word].append(at)
    whole = max(n, FEW)
    rare = {word: math.log((1 + whole) / (1 + len(at))) + 0.1 for word, at in holders.items()}
    weight = [{word: (1 + math.log(count)) * rare[word] for word, count in bag.items()} for bag in bags]
    length = [math.sqrt(sum(value * value for value in one.values())) or 1.0 for one in weight]
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for word, held_by in holders.items():
        if not 1 < len(held_by) <= max(8, n // 3):  # a word in a third of the notes tells none from the others
            continue
        for first, one in enumerate(held_by):
            for other in held_by[first + 1 :]:
                shared[one, other] += weight[one][word] * weight[other][word]
    return {pair: value / (length[pair[0]] * length[pair[1]]) for pair, value in shared.items()}


def _joined(n: int, likeness: Mapping[tuple[int, int], float], largest: int) -> list[list[int]]:
    """Average linkage: sums of likeness between groups, joined from the most alike on."""
    members: dict[int, list[int]] = {at: [at] for at in range(n)}
    sums: dict[int, dict[int, float]] = {at: {} for at in range(n)}
    queue: list[tuple[float, int, int]] = []
    for (one, other), value in likeness.items():
        sums[one][other] = sums[other][one] = value
        if value >= ALIKE:
            heapq.heappush(queue, (-value, one, other))
    strength: dict[int, float] = {}
    fresh, steps = n, 0
    while queue and steps < MOST_STEPS:
        value, one, other = heapq.heappop(queue)
        steps += 1
        if one not in members or other not in members or len(members[one]) + len(members[other]) > largest:
            continue
        joined = members.pop(one) + members.pop(other)
        members[fresh], strength[fresh] = joined, -value
        sums[fresh] = _added(sums.pop(one), sums.pop(other), {one, other})
        for neighbour, total in sums[fresh].items():
            beside = sums[neighbour]
            beside.pop(one, None)
            beside.pop(other, None)
            beside[fresh] = total
            average = total / (len(joined) * len(members[neighbour]))
            steps += 1
            if average >= ALIKE:
                heapq.heappush(queue, (-average, neighbour, fresh))
        fresh += 1
    return [
        group for at, group in sorted(members.items(), key=lambda item: -strength.get(item[0], 0)) if len(group) > 1
    ]


def _added(one: Mapping[int, float], other: Mapping[int, float], without: set[int]) -> dict[int, float]:
    both = {at: one.get(at, 0.0) + other.get(at, 0.0) for at in {*one, *other}}
    return {at: total for at, total in both.items() if at not in without}
