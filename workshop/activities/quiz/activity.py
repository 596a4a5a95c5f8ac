"""A test: everybody answers alone, sees their own result on their own phone, and the room sees how all of it looks.

Read in this order: ``config`` (what a course says), ``messages`` (wishes and facts), ``scoring`` (the numbers),
``state`` (what is known), this file (what may happen), ``views`` (who sees what), ``takeaway`` (the report).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from immutables import Map

from workshop.activities.quiz import messages as m
from workshop.activities.quiz.config import QuizConfig, RoomChart
from workshop.activities.quiz.state import Plan, QuizState, Sheet, result_of
from workshop.activities.quiz.takeaway import report
from workshop.activities.quiz.views import charts, view
from workshop.core.activity import (
    Audience,
    BlockOpened,
    By,
    Command,
    Event,
    Given,
    GivenItem,
    PersonId,
    Progress,
    RoomView,
    Seat,
    Source,
    StepEntered,
    Wording,
)
from workshop.core.course import Block, Course
from workshop.core.errors import Refused
from workshop.core.patch import View
from workshop.core.report import Reader, Report
from workshop.parts.length import check_length

LONGEST_PLAN = 40
RESULTS_FROM = ("mine", "room", "talk")
"""The phases in which everybody may see their own result."""


class QuizKind:
    """The kind ``quiz``."""

    kind = "quiz"
    config = QuizConfig
    commands = m.COMMANDS
    events = m.EVENTS

    def start(self, config: QuizConfig, block: Block, course: Course) -> QuizState:
        return QuizState(config, course.quizzes[config.quiz], Map({step.id: step.phase for step in block.steps}))

    # --- decide -------------------------------------------------------------------------------------------------

    def decide(self, state: QuizState, command: Any, by: By, room: RoomView) -> list[Event]:
        if room.closed and not by.facilitates:
            raise Refused("room/block_closed")
        match command:
            case m.Answer():
                return _answer(state, command, by, room)
            case m.Write():
                return _write(state, command, by, room)
            case m.Submit():
                return _submit(state, by, room)
            case m.TakeAgain():
                return _take_again(state, by, room)
            case m.Confirm(on=on):
                sheet = _handed_in(state, _person(by))
                return [m.Confirmed(person=sheet.person, on=on)] if sheet.confirmed != on else []
            case m.WritePlan(text=text):
                return _write_plan(state, text, by, room)
            case m.Remind():
                return [m.Reminded(at=by.now)]
            case m.ReleaseResults(on=on):
                return [m.ResultsReleased(on=on)] if state.released != on else []
            case m.ShowView():
                return _show_view(state, command, room)
            case m.HideView():
                return [m.ViewShown()] if state.chart else []
            case m.ShowPlan(plan=plan, on=on):
                shown = _plan(state, plan)
                return [m.PlanShown(plan=plan, on=on)] if shown.shown != on else []
            case m.SpotlightPlan(plan=plan, on=on):
                if on and not _plan(state, plan).shown:
                    raise Refused("quiz/plan_not_shown")
                return [m.PlanSpotlit(plan=plan if on else None)] if on != (state.spotlit == plan) else []
            case _:
                raise TypeError(f"not a quiz command: {command!r}")

    # --- apply --------------------------------------------------------------------------------------------------

    def apply(self, state: QuizState, event: Any) -> QuizState:
        match event:
            case m.Answered(person=person, item=item, value=value, team=team):
                sheet = state.sheet(person)
                return _with(state, replace(sheet, answers=sheet.answers.set(item, value), team=team))
            case m.Wrote(person=person, question=question, text=text, team=team):
                sheet = state.sheet(person)
                written = sheet.written.set(question, text) if text else _without(sheet.written, question)
                return _with(state, replace(sheet, written=written, team=team))
            case m.Submitted(person=person):
                return _with(state, replace(state.sheet(person), submitted=True, confirmed=False))
            case m.TakenAgain(person=person):
                return _with(state, replace(state.sheet(person), submitted=False))
            case m.Confirmed(person=person, on=on):
                return _with(state, replace(state.sheet(person), confirmed=on))
            case m.PlanWritten(plan=plan, person=person, text=text):
                known = state.plans.get(plan)
                rank = known.rank if known else len(state.plans)
                return replace(state, plans=state.plans.set(plan, Plan(plan, person, text, rank)))
            case m.Reminded(at=at):
                return replace(state, reminded=at)
            case m.ResultsReleased(on=on):
                return replace(state, released=on)
            case m.ViewShown(chart=chart, dimension=dimension):
                return replace(state, chart=chart, dimension=dimension)
            case m.PlanShown(plan=plan, on=on):
                spotlit = None if state.spotlit == plan and not on else state.spotlit
                plans = state.plans.set(plan, replace(state.plans[plan], shown=on))
                return replace(state, plans=plans, spotlit=spotlit)
            case m.PlanSpotlit(plan=plan):
                return replace(state, spotlit=plan)
            case StepEntered(step=step):
                return _entered(state, step)
            case _:
                return state

    # --- the rest -----------------------------------------------------------------------------------------------

    def view(self, state: QuizState, audience: Audience, room: RoomView) -> View:
        return view(state, audience, room)

    def report(self, state: QuizState, reader: Reader, room: RoomView) -> Report:
        return report(state, reader, room)

    def progress(self, state: QuizState, room: RoomView) -> Progress:
        if room.step is None or room.step.phase != "answer":
            return Progress()
        sheets = state.sheets.values()
        teams = {sheet.person: sheet.team for sheet in sheets} if self.anonymous(state.config) else {}
        done = frozenset(sheet.person for sheet in sheets if sheet.submitted)
        return Progress("person", done, {sheet.person: len(sheet.answers) for sheet in sheets}, teams)

    def gives(self, state: QuizState, select: str) -> Given:
        """By person, of who handed it in: ``answers`` for the same test afterwards, ``results`` for sheets."""
        if self.anonymous(state.config) or select not in ("answers", "results"):
            return Given()
        if select == "results":
            return Given({sheet.person: _outcome(state, sheet) for sheet in state.submitted})
        fields = {s.person: {item: str(value) for item, value in s.answers.items()} for s in state.submitted}
        return Given({person: GivenItem("", person=person, fields=values) for person, values in fields.items()})

    def sources(self, config: QuizConfig) -> tuple[Source, ...]:
        return (Source(config.before, "answers"),) if config.before else ()

    def groups(self, state: QuizState) -> Mapping[str, frozenset[PersonId]]:
        return {}

    def seats(self, state: QuizState) -> tuple[Seat, ...]:
        return ()

    def concerns(self, event: Any) -> frozenset[PersonId]:
        person = getattr(event, "person", None)
        return frozenset({person}) if person else frozenset()

    def reverse(self, before: QuizState, event: Any) -> list[Event]:
        match event:
            case m.Reminded():
                return [m.Reminded(at=before.reminded)]
            case m.ResultsReleased():
                return [m.ResultsReleased(on=before.released)]
            case m.ViewShown():
                return [m.ViewShown(chart=before.chart, dimension=before.dimension)]
            case m.PlanShown(plan=plan):
                spotlit = [m.PlanSpotlit(plan=plan)] if before.spotlit == plan else []
                return [m.PlanShown(plan=plan, on=before.plans[plan].shown), *spotlit]
            case m.PlanSpotlit():
                return [m.PlanSpotlit(plan=before.spotlit)]
            case StepEntered():
                after = self.apply(before, event)
                released = [m.ResultsReleased(on=before.released)] if after.released != before.released else []
                shown = (
                    [m.ViewShown(chart=before.chart, dimension=before.dimension)] if after.chart != before.chart else []
                )
                return [*released, *shown]
            case BlockOpened():
                return []
            case _:
                raise TypeError(f"no facilitator causes {event!r}")

    def touches(self, event: Any) -> frozenset[str]:
        match event:
            case m.Answered(person=person, item=item):
                return frozenset({f"sheet/{person}/{item}"})
            case m.Wrote(person=person, question=question):
                return frozenset({f"sheet/{person}/{question}"})
            case m.Submitted(person=person) | m.TakenAgain(person=person) | m.Confirmed(person=person):
                return frozenset({f"sheet/{person}"})
            case m.PlanWritten(plan=plan):
                return frozenset({f"plan/{plan}"})
            case m.PlanShown(plan=plan):
                return frozenset({f"plan/{plan}", "spotlit"})
            case m.PlanSpotlit():
                return frozenset({"spotlit"})
            case m.Reminded():
                return frozenset({"reminded"})
            case m.ResultsReleased():
                return frozenset({"stage/released"})
            case m.ViewShown():
                return frozenset({"stage/chart"})
            case _:
                raise TypeError(f"not a quiz event: {event!r}")

    def wrote(self, event: Any) -> Wording | None:
        match event:
            case m.Wrote(person=person, question=question):
                return Wording(f"{person}/{question}", person)
            case m.PlanWritten(plan=plan, person=person):
                return Wording(plan, person)
            case _:
                return None

    def ahead(self, state: QuizState, room: RoomView) -> Command | None:
        """In the room's view the Next key goes from chart to chart."""
        if room.step is None or room.step.phase != "room":
            return None
        following = next_chart(state, room)
        return m.ShowView(type="quiz/show_view", chart=following) if following else None

    def anonymous(self, config: QuizConfig) -> bool:
        return config.identity == "anonymous"

    def not_yet(self, config: QuizConfig) -> tuple[str, ...]:
        return ()


def _outcome(state: QuizState, sheet: Sheet) -> GivenItem:
    """The total, and the dimensions to work on and to build on, in both languages."""
    found = result_of(state.quiz, sheet)
    fields: dict[str, str] = {}
    for name, ids in (("weakest", found.lowest), ("strongest", found.highest)):
        dimensions = [one for one in state.quiz.dimensions if one.id in ids]
        if dimensions:
            fields[f"{name}_zh"] = "、".join(one.zh for one in dimensions)
            fields[f"{name}_en"] = ", ".join(one.en for one in dimensions)
    return GivenItem(str(found.total), person=sheet.person, fields=fields)


# --- answering ----------------------------------------------------------------------------------------------------


def _answer(state: QuizState, command: m.Answer, by: By, room: RoomView) -> list[Event]:
    person = _answering(state, by, room)
    if command.item not in {item.id for item in state.quiz.items}:
        raise Refused("quiz/no_such_item")
    if command.value not in {mark.value for mark in state.quiz.scale}:
        raise Refused("quiz/no_such_value")
    return [m.Answered(person=person, item=command.item, value=command.value, team=by.team)]


def _write(state: QuizState, command: m.Write, by: By, room: RoomView) -> list[Event]:
    person = _answering(state, by, room)
    question = next((one for one in state.quiz.open_text if one.id == command.question), None)
    if question is None:
        raise Refused("quiz/no_such_item")
    check_length(command.text, question.max)
    return [m.Wrote(person=person, question=question.id, text=command.text, team=by.team)]


def _answering(state: QuizState, by: By, room: RoomView) -> PersonId:
    """Who answers; raises ``Refused`` when answers are not taken from them now."""
    person = _person(by)
    if room.step is None or room.step.phase != "answer":
        raise Refused("quiz/not_answering")
    if room.locked:
        raise Refused("room/locked")
    if state.sheet(person).submitted:
        raise Refused("quiz/handed_in")
    return person


def _submit(state: QuizState, by: By, room: RoomView) -> list[Event]:
    sheet = state.sheet(_answering(state, by, room))
    missing = sum(item.id not in sheet.answers for item in state.quiz.items)
    missing += sum(question.required and question.id not in sheet.written for question in state.quiz.open_text)
    if missing:
        raise Refused("quiz/missing", missing=missing)
    return [m.Submitted(person=sheet.person)]


def _take_again(state: QuizState, by: By, room: RoomView) -> list[Event]:
    if not state.config.allow_retake:
        raise Refused("quiz/once")
    sheet = _handed_in(state, _person(by))
    if room.step is None or room.step.phase != "answer":
        raise Refused("quiz/not_answering")
    if room.locked:
        raise Refused("room/locked")
    return [m.TakenAgain(person=sheet.person)]


def _handed_in(state: QuizState, person: PersonId) -> Sheet:
    sheet = state.sheet(person)
    if not sheet.submitted:
        raise Refused("quiz/not_handed_in")
    return sheet


def _write_plan(state: QuizState, text: str, by: By, room: RoomView) -> list[Event]:
    person = _person(by)
    entry = room.step.input("plan") if room.step and room.step.phase == "talk" else None
    if entry is None:
        raise Refused("quiz/not_planning")
    if room.locked:
        raise Refused("room/locked")
    check_length(text, entry.max_chars or LONGEST_PLAN, entry.min_chars or 0)
    mine = state.plan_of(person)
    return [m.PlanWritten(plan=mine.id if mine else by.fresh_id(), person=person, text=text)]


# --- what the room sees -------------------------------------------------------------------------------------------


def _show_view(state: QuizState, command: m.ShowView, room: RoomView) -> list[Event]:
    if command.chart not in state.config.room_view:
        raise Refused("quiz/no_such_chart")
    if command.dimension is not None and command.dimension not in {one.id for one in state.quiz.dimensions}:
        raise Refused("quiz/no_such_dimension")
    if command.chart not in charts(state, room):
        raise Refused("quiz/too_few", least=state.config.min_n)
    return [m.ViewShown(chart=command.chart, dimension=command.dimension)]


def next_chart(state: QuizState, room: RoomView) -> RoomChart | None:
    """The chart behind the one on the wall, of those that can be drawn."""
    order = state.config.room_view
    if state.chart not in order:
        return None
    drawn = charts(state, room)
    return next((chart for chart in order[order.index(state.chart) + 1 :] if chart in drawn), None)


def _entered(state: QuizState, step: str) -> QuizState:
    phase = state.phase_of.get(step)
    if phase not in RESULTS_FROM:
        return state
    state = state if state.released else replace(state, released=True)
    if phase != "room" or state.chart or not state.config.room_view:
        return state
    return replace(state, chart=state.config.room_view[0])


def _plan(state: QuizState, plan: str) -> Plan:
    found = state.plans.get(plan)
    if found is None:
        raise Refused("quiz/no_such_plan")
    return found


def _person(by: By) -> PersonId:
    if by.person is None:
        raise Refused("room/participants_only")
    return by.person


def _with(state: QuizState, sheet: Sheet) -> QuizState:
    return replace(state, sheets=state.sheets.set(sheet.person, sheet))


def _without(written: Any, question: str) -> Any:
    return written.delete(question) if question in written else written
