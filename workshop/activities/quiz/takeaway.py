"""What a test leaves: the room's charts for everybody, the own result for its owner and nobody else."""

from __future__ import annotations

import hashlib

from workshop.activities.quiz import scoring
from workshop.activities.quiz.state import QuizState, answers_before, pairs, result_of
from workshop.core.activity import PersonId, RoomView
from workshop.core.report import Chart, Entry, Fact, Reader, Record, Report, Section, Series, label, still_said


def report(state: QuizState, reader: Reader, room: RoomView) -> Report:
    sections = [*_room(state, room), *_opinions(state), *_plans(state)]
    if reader.kind == "person" and reader.id:
        sections += _own(state, reader.id, room)
    return Report(tuple(sections))


def _room(state: QuizState, room: RoomView) -> list[Section]:
    """The charts of the course, and always the means of the dimensions; nothing while too few people count."""
    made = [*_now(state), *_shift(state, room)]
    outputs = frozenset({"aggregate"} | ({"shift"} if state.config.pair_with else set()))
    remark = Fact(label("Handed in"), str(len(state.submitted)))
    least = Fact(label("Numbers are shown from so many people on"), str(state.config.min_n))
    counts = Record(facts=(remark,) if made else (remark, least))
    return [Section(state.quiz.title, records=(counts,), charts=tuple(made), outputs=outputs)]


def _now(state: QuizState) -> list[Chart]:
    if not state.enough:
        return []
    quiz, counting = state.quiz, state.counting
    results = [result_of(quiz, sheet) for sheet in counting]
    _, most = scoring.scale_of(quiz)
    n = len(results)
    means = scoring.dimension_means(quiz, results)
    items = scoring.item_means(quiz, [sheet.answers for sheet in counting])
    tens = scoring.distribution(one.total for one in results)
    made = [
        Chart(
            "distribution", label("Totals, from 0 to 100"),
            tuple(f"{10 * ten}–{10 * ten + 9 if ten < 9 else 100}" for ten in range(scoring.BUCKETS)),
            (Series(label("People"), tuple(float(count) for count in tens)),), float(max(tens)), n,
        )
    ]  # fmt: skip
    if len(quiz.dimensions) > 2:
        names = tuple(one.words for one in quiz.dimensions)
        values = tuple(float(means[one.id]) for one in quiz.dimensions)
        made.append(Chart("radar", label("Mean by dimension"), names, (Series(label("Mean"), values),), 100.0, n))
    values = tuple(items[item.id] for item in quiz.items)
    texts = tuple(item.words for item in quiz.items)
    return [*made, Chart("bars", label("Mean by statement"), texts, (Series(label("Mean"), values),), float(most), n)]


def _shift(state: QuizState, room: RoomView) -> list[Chart]:
    both = pairs(state, room)
    if not state.config.before or len(both) < state.config.min_n:
        return []
    _, most = scoring.scale_of(state.quiz)
    sides = (scoring.item_means(state.quiz, [one[side] for one in both]) for side in (0, 1))
    before, after = (tuple(means[item.id] for item in state.quiz.items) for means in sides)
    series = (Series(label("Before"), before), Series(label("After"), after))
    names = tuple(item.words for item in state.quiz.items)
    return [Chart("shift", label("Before and after"), names, series, float(most), len(both))]


def _opinions(state: QuizState) -> list[Section]:
    """What people wrote to open questions, in an order that tells nobody anything."""
    made = []
    enough = state.enough
    for question in state.quiz.open_text:
        texts = sorted((s.written[question.id] for s in state.submitted if question.id in s.written), key=_shuffled)
        entries = tuple(Entry(still_said(text), "comment", anonymous=True) for text in texts if enough)
        back = 0 if enough else len(texts)
        made.append(Section(question.words, entries=entries, kept_back=back, outputs=frozenset({"open"})))
    return made


def _shuffled(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _plans(state: QuizState) -> list[Section]:
    if not state.plans:
        return []
    shown = sorted((plan for plan in state.plans.values() if plan.shown), key=lambda plan: plan.rank)
    entries = tuple(Entry(still_said(plan.text), "comment", anonymous=True) for plan in shown)
    return [Section(label("What people want to do"), entries=entries, kept_back=len(state.plans) - len(shown))]


def _own(state: QuizState, person: PersonId, room: RoomView) -> list[Section]:
    """My own result; in an anonymous test nobody has one."""
    sheet, plan = state.sheets.get(person), state.plan_of(person)
    facts: list[Fact] = []
    if sheet and sheet.submitted:
        found = result_of(state.quiz, sheet)
        facts.append(Fact(label("Total"), str(found.total)))
        earlier = answers_before(state, person, room)
        if earlier:
            facts.append(Fact(label("Total before"), str(scoring.result(state.quiz, earlier).total)))
        band = scoring.band_of(state.quiz, found.total)
        if band:
            facts.append(Fact(band.words, band.feedback))
        for dimension in state.quiz.dimensions:
            points = found.dimensions[dimension.id]
            facts.append(Fact(dimension.words, str(points)))
            advice = state.quiz.dimension_feedback.get(dimension.id, {}).get(scoring.range_of(state.quiz, points) or "")
            if advice:
                facts.append(Fact(label("Advice"), advice))
    if plan:
        facts.append(Fact(label("What I want to do"), still_said(plan.text)))
    if not facts:
        return []
    record = Record(state.quiz.title, author=room.name(person), facts=tuple(facts))
    return [Section(label("My result"), records=(record,), outputs=frozenset({"report"}))]
