"""Who sees what of a test: my answers and my result are mine alone, the room gets numbers once enough people count."""

from __future__ import annotations

from typing import assert_never

from workshop.activities.quiz import scoring
from workshop.activities.quiz.state import Plan, QuizState, Sheet, answers_before, pairs, result_of
from workshop.core.activity import Audience, PersonId, RoomView, remembered, shown_text, words
from workshop.core.library import Words
from workshop.core.patch import View


def view(state: QuizState, audience: Audience, room: RoomView) -> View:
    match audience.kind:
        case "projector":
            return {**_frame(state), **_wall(state, room)}
        case "phones":
            return {**_frame(state), **_wall(state, room), **_test(state, room)}
        case "console":
            return {**_frame(state), **_console(state, room)}
        case "person":
            return _person(state, audience.id or "", room)
        case "group" | "circle":
            return {}
        case _:
            assert_never(audience.kind)


# --- what everybody sees ------------------------------------------------------------------------------------------


def _frame(state: QuizState) -> View:
    """What the test is, and how many have handed it in."""
    quiz = state.quiz
    view: View = {
        "title": words(quiz.title),
        "intro": words(quiz.intro),
        "use": state.config.use,
        "size": len(quiz.items),
        "least_people": state.config.min_n,
        "submitted": len(state.submitted),
        "counting": len(state.counting),
        "anonymous": state.config.identity == "anonymous",
    }
    if quiz.minutes:
        view["minutes"] = quiz.minutes
    if state.released:
        view["released"] = True
    return view


def _wall(state: QuizState, room: RoomView) -> View:
    view: View = {}
    drawn = charts(state, room)
    if state.chart and state.chart in drawn:
        view["chart"] = {"is": state.chart, **drawn[state.chart]}
        if state.dimension:
            view["chart"]["dimension"] = state.dimension
    elif state.chart:
        view["too_few"] = True
    plans = {plan.id: _plan(plan) for plan in state.plans.values() if plan.shown}
    if plans:
        view["plans"] = plans
    if state.spotlit in plans:
        view["spotlit"] = state.spotlit
    if state.quiz.debrief:
        view["debrief"] = {str(n): {"rank": n, "text": words(line)} for n, line in enumerate(state.quiz.debrief)}
    return view


def _plan(plan: Plan) -> View:
    return remembered(plan, "shown", lambda: shown_text(plan.text) | {"rank": plan.rank})


def _test(state: QuizState, room: RoomView) -> View:
    """The items with their scale, for every phone."""
    quiz = state.quiz
    items = {item.id: {"rank": n, "text": _both(item), "dim": item.dim} for n, item in enumerate(quiz.items)}
    view: View = {
        "items": items,
        "scale": {str(mark.value): {"rank": n, "text": _both(mark)} for n, mark in enumerate(quiz.scale)},
        "dimensions": {one.id: {"rank": n, "text": _both(one)} for n, one in enumerate(quiz.dimensions)},
        "one_per_page": state.config.one_per_page,
        "again": state.config.allow_retake,
    }
    if quiz.open_text:
        view["questions"] = {
            one.id: {"rank": n, "text": _both(one), "longest": one.max, "required": one.required}
            for n, one in enumerate(quiz.open_text)
        }
    entry = room.step.input("plan") if room.step and room.step.phase == "talk" else None
    if entry:
        view["planning"] = {"longest": entry.max_chars or 40, "shortest": entry.min_chars or 1}
    if state.reminded:
        view["reminded"] = state.reminded
    return view


def _both(text: Words) -> View:
    return {"zh": text.zh, "en": text.en}


# --- the numbers of the room --------------------------------------------------------------------------------------


def charts(state: QuizState, room: RoomView) -> dict[str, View]:
    """The charts of this test that can be drawn: nothing before ``min_n`` people count."""
    made: dict[str, View] = {}
    for chart in state.config.room_view:
        drawn = _of_then(state, room) if chart == "pre_post_shift" else _of_now(state, chart)
        if drawn:
            made[chart] = drawn
    return made


def _of_now(state: QuizState, chart: str) -> View:
    return remembered(state, chart, lambda: _drawn(state, chart)) if state.enough else {}


def _drawn(state: QuizState, chart: str) -> View:
    quiz, counting = state.quiz, state.counting
    results = [result_of(quiz, sheet) for sheet in counting]
    least, most = scoring.scale_of(quiz)
    match chart:
        case "total_distribution":
            tens = scoring.distribution(one.total for one in results)
            bands = {
                str(n): {"rank": n, "text": _both(band), "from": band.min, "to": band.max}
                for n, band in enumerate(sorted(quiz.bands, key=lambda band: band.min))
            }
            mean = scoring.mean_total(results)
            return {
                "n": len(results),
                "tens": {str(n): count for n, count in enumerate(tens)},
                "bands": bands,
                "mean": mean,
            }
        case "dimension_mean_radar":
            means = scoring.dimension_means(quiz, results)
            return {
                "n": len(results),
                "dimensions": {
                    one.id: {"rank": n, "text": _both(one), "mean": means[one.id]}
                    for n, one in enumerate(quiz.dimensions)
                },
            }
        case "item_mean_bars":
            item_means = scoring.item_means(quiz, [sheet.answers for sheet in counting])
            return {
                "n": len(results), "least": least, "most": most,
                "items": {
                    item.id: {"rank": n, "text": _both(item), "dim": item.dim, "mean": item_means[item.id]}
                    for n, item in enumerate(quiz.items)
                },
            }  # fmt: skip
        case _:
            return {}


def _of_then(state: QuizState, room: RoomView) -> View:
    earlier = room.given.get(state.config.before or "")
    return remembered(state, "pre_post_shift", lambda: _shift(state, room), earlier) if earlier else {}


def _shift(state: QuizState, room: RoomView) -> View:
    """Before and after, of those who have both."""
    both = pairs(state, room)
    if len(both) < state.config.min_n:
        return {}
    before = scoring.item_means(state.quiz, [one for one, _ in both])
    after = scoring.item_means(state.quiz, [one for _, one in both])
    least, most = scoring.scale_of(state.quiz)
    return {
        "n": len(both), "least": least, "most": most,
        "items": {
            item.id: {"rank": n, "text": _both(item), "before": before[item.id], "after": after[item.id]}
            for n, item in enumerate(state.quiz.items)
        },
    }  # fmt: skip


# --- the facilitator, a person ------------------------------------------------------------------------------------


def _console(state: QuizState, room: RoomView) -> View:
    """Numbers and plans; an answer of anybody never."""
    view: View = {
        "charts": charts(state, room),
        "wanted": {c: {"rank": n} for n, c in enumerate(state.config.room_view)},
    }
    view["dimensions"] = {one.id: {"rank": n, "text": _both(one)} for n, one in enumerate(state.quiz.dimensions)}
    if state.chart:
        view["shown"] = {"chart": state.chart} | ({"dimension": state.dimension} if state.dimension else {})
    if state.plans:
        view["plans"] = {plan.id: _plan(plan) | {"shown": plan.shown} for plan in state.plans.values()}
    if state.spotlit:
        view["spotlit"] = state.spotlit
    if state.reminded:
        view["reminded"] = state.reminded
    return view


def _person(state: QuizState, person: PersonId, room: RoomView) -> View:
    """My answers, my result, what I want to do."""
    view: View = {}
    sheet = state.sheets.get(person)
    if sheet:
        view |= _sheet(state, sheet, room)
    plan = state.plan_of(person)
    if plan:
        view["plan"] = {"id": plan.id} | shown_text(plan.text)
    return view


def _sheet(state: QuizState, sheet: Sheet, room: RoomView) -> View:
    view: View = {"answers": dict(sheet.answers)}
    if sheet.written:
        view["written"] = dict(sheet.written)
    if sheet.submitted:
        view["submitted"] = True
        view["result"] = remembered(sheet, "card", lambda: _result(state, sheet), state.quiz)
        if sheet.confirmed:
            view["confirmed"] = True
        earlier = answers_before(state, sheet.person, room)
        if earlier:
            view["before"] = {"answers": dict(earlier), "total": scoring.result(state.quiz, earlier).total}
    return view


def _result(state: QuizState, sheet: Sheet) -> View:
    """Scores with the words that go with them."""
    quiz, found = state.quiz, result_of(state.quiz, sheet)
    shown: View = {"total": found.total, "straight": found.straight}
    band = scoring.band_of(quiz, found.total)
    if band:
        shown["band"] = {"name": _both(band), "advice": words(band.feedback)}
    shown["dimensions"] = {}
    for rank, dimension in enumerate(quiz.dimensions):
        points = found.dimensions[dimension.id]
        one: View = {"rank": rank, "points": points}
        advice = quiz.dimension_feedback.get(dimension.id, {}).get(scoring.range_of(quiz, points) or "")
        if advice:
            one["advice"] = words(advice)
        if dimension.id in found.lowest:
            one["lowest"] = True
        if dimension.id in found.highest:
            one["highest"] = True
        shown["dimensions"][dimension.id] = one
    return shown
