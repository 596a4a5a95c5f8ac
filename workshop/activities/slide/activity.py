"""Teach one concept: pages whose points appear one by one, a quick pulse, a question box, a private note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, assert_never

from immutables import Map
from pydantic import Field

from workshop.core.activity import (
    Audience,
    BlockOpened,
    By,
    Command,
    Event,
    Given,
    Message,
    Ms,
    PersonId,
    Progress,
    RoomView,
    Seat,
    Source,
    StepEntered,
    Wording,
    remembered,
    shown_text,
    words,
)
from workshop.core.course import Block, Course, Output, Slide, Words
from workshop.core.errors import Refused
from workshop.core.frozen import replace
from workshop.core.patch import View
from workshop.core.report import Count, Entry, Reader, Report, Section, Tally, label, still_said
from workshop.core.said import Kept, Said
from workshop.parts.length import check_length

LONGEST_QUESTION = 60
LONGEST_NOTE = 200
QUESTIONS_A_PERSON = 10
QUESTIONS_A_BLOCK = 300


# --- what a course says -------------------------------------------------------------------------------------------


class SlidesConfig(Message):
    """Which pages, how they appear, and what people may send from their phones."""

    slides: list[str] = Field(min_length=1)
    reveal: Literal["all", "point_by_point"] = "all"
    pulse: list[Words] = Field(default=[], max_length=4)
    questions: bool = False
    timer_minutes: float | None = None
    personal_note: bool = False
    link_quiz: str | None = None
    slides_before: list[str] = []
    slides_after: list[str] = []


# --- what may be wished for ---------------------------------------------------------------------------------------


class FacilitatorCommand(Command):
    who: ClassVar[Literal["facilitator"]] = "facilitator"


class RevealNextPoint(FacilitatorCommand):
    """Show one point more. ``slide`` and ``shown`` say where the key was pressed, so that two keys make one step."""

    type: Literal["slide/reveal_next_point"]
    slide: int
    shown: int


class RevealAll(FacilitatorCommand):
    type: Literal["slide/reveal_all"]


class NextSlide(FacilitatorCommand):
    """Turn the page that was on the wall when the key was pressed."""

    type: Literal["slide/next_slide"]
    slide: int


class PreviousSlide(FacilitatorCommand):
    type: Literal["slide/prev_slide"]
    slide: int


class OpenPulse(FacilitatorCommand):
    type: Literal["slide/open_pulse"]


class ClosePulse(FacilitatorCommand):
    """Show how the room answered."""

    type: Literal["slide/close_pulse"]


class HidePulse(FacilitatorCommand):
    """Take the result off the wall again."""

    type: Literal["slide/hide_pulse"]


class AnswerPulse(Command):
    who: ClassVar[Literal["participant"]] = "participant"
    type: Literal["slide/answer_pulse"]
    option: int


class Ask(Command):
    """Put a question into the box."""

    who: ClassVar[Literal["participant"]] = "participant"
    type: Literal["slide/ask"]
    text: Said


class Support(Command):
    """I have the same question; ``on`` False takes it back."""

    who: ClassVar[Literal["participant"]] = "participant"
    type: Literal["slide/support"]
    question: str
    on: bool


class MarkAnswered(FacilitatorCommand):
    type: Literal["slide/answer_question"]
    question: str
    on: bool


class PinQuestion(FacilitatorCommand):
    """Put one question on the wall; ``on`` False takes it down."""

    type: Literal["slide/pin_question"]
    question: str
    on: bool


class KeepNote(Command):
    """Keep the private note; an empty text clears it."""

    who: ClassVar[Literal["participant"]] = "participant"
    type: Literal["slide/keep_note"]
    text: Said | Literal[""]


# --- what happened ------------------------------------------------------------------------------------------------


class PointsShown(Event):
    type: Literal["slide/points_shown"] = "slide/points_shown"
    slide: int
    shown: int


class PulseMoved(Event):
    type: Literal["slide/pulse_moved"] = "slide/pulse_moved"
    to: Literal["waiting", "open", "closed", "hidden"]


class PulseAnswered(Event):
    type: Literal["slide/pulse_answered"] = "slide/pulse_answered"
    person: PersonId
    option: int


class QuestionAsked(Event):
    type: Literal["slide/question_asked"] = "slide/question_asked"
    question: str
    person: PersonId
    text: Kept
    at: Ms


class QuestionSupported(Event):
    type: Literal["slide/question_supported"] = "slide/question_supported"
    question: str
    person: PersonId
    on: bool


class QuestionMarked(Event):
    type: Literal["slide/question_marked"] = "slide/question_marked"
    question: str
    mark: Literal["answered", "pinned"]
    on: bool


class NoteKept(Event):
    type: Literal["slide/note_kept"] = "slide/note_kept"
    person: PersonId
    text: Kept | Literal[""]


# --- what is known ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Question:
    """A question from the box; nobody but its writer is told whose it is."""

    id: str
    person: PersonId
    text: str
    at: Ms
    rank: int
    supporters: frozenset[PersonId] = frozenset()
    answered: bool = False
    pinned: bool = False


@dataclass(frozen=True)
class SlidesState:
    config: SlidesConfig
    slide: int = 0
    shown: int = 0
    pulse: Literal["waiting", "open", "closed", "hidden"] = "waiting"
    answers: Map[PersonId, int] = field(default_factory=Map)
    questions: Map[str, Question] = field(default_factory=Map)
    notes: Map[PersonId, str] = field(default_factory=Map)

    def ordered_questions(self) -> list[Question]:
        return sorted(self.questions.values(), key=lambda question: question.rank)


class Slides:
    """The kind ``slide``."""

    kind = "slide"
    config = SlidesConfig
    commands = (
        RevealNextPoint, RevealAll, NextSlide, PreviousSlide, OpenPulse, ClosePulse, HidePulse,
        AnswerPulse, Ask, Support, MarkAnswered, PinQuestion, KeepNote,
    )  # fmt: skip
    events = (PointsShown, PulseMoved, PulseAnswered, QuestionAsked, QuestionSupported, QuestionMarked, NoteKept)

    def start(self, config: SlidesConfig, block: Block, course: Course) -> SlidesState:
        return SlidesState(config)

    # --- decide -------------------------------------------------------------------------------------------------

    def decide(self, state: SlidesState, command: Any, by: By, room: RoomView) -> list[Event]:
        if room.closed and not isinstance(command, KeepNote):
            raise Refused("room/block_closed")
        match command:
            case RevealNextPoint(slide=slide, shown=shown):
                if (slide, shown) != (state.slide, state.shown):
                    raise Refused("room/already")
                if shown >= len(_page(state, room).points):
                    raise Refused("slide/all_shown")
                return [PointsShown(slide=slide, shown=shown + 1)]
            case RevealAll():
                return [PointsShown(slide=state.slide, shown=len(_page(state, room).points))]
            case NextSlide(slide=slide):
                return self._turn(state, slide, slide + 1, shown=0)
            case PreviousSlide(slide=slide):
                pages = state.config.slides
                before = room.course.slides[pages[slide - 1]] if 0 < slide <= len(pages) else None
                return self._turn(state, slide, slide - 1, shown=len(before.points) if before else 0)
            case OpenPulse():
                return self._move_pulse(state, "open")
            case ClosePulse():
                return self._move_pulse(state, "closed")
            case HidePulse():
                return self._move_pulse(state, "hidden")
            case AnswerPulse(option=option):
                return self._answer(state, option, _person(by), room)
            case Ask(text=text):
                return self._ask(state, text, by, room)
            case Support(question=question, on=on):
                _question(state, question)
                if room.locked:
                    raise Refused("room/locked")
                return [QuestionSupported(question=question, person=_person(by), on=on)]
            case MarkAnswered(question=question, on=on):
                _question(state, question)
                return [QuestionMarked(question=question, mark="answered", on=on)]
            case PinQuestion(question=question, on=on):
                _question(state, question)
                return [QuestionMarked(question=question, mark="pinned", on=on)]
            case KeepNote(text=text):
                if not state.config.personal_note:
                    raise Refused("slide/no_note")
                check_length(text, LONGEST_NOTE)
                return [NoteKept(person=_person(by), text=text)]
            case _:
                raise TypeError(f"not a slide command: {command!r}")

    def _turn(self, state: SlidesState, pressed_on: int, to: int, shown: int) -> list[Event]:
        if pressed_on != state.slide:
            raise Refused("room/already")
        if not 0 <= to < len(state.config.slides):
            raise Refused("slide/no_such_page")
        return [PointsShown(slide=to, shown=shown)]

    def _move_pulse(self, state: SlidesState, to: Literal["open", "closed", "hidden"]) -> list[Event]:
        if not state.config.pulse:
            raise Refused("slide/no_pulse")
        return [PulseMoved(to=to)] if state.pulse != to else []

    def _answer(self, state: SlidesState, option: int, person: PersonId, room: RoomView) -> list[Event]:
        if state.pulse != "open":
            raise Refused("slide/pulse_closed")
        if room.locked:
            raise Refused("room/locked")
        if not 0 <= option < len(state.config.pulse):
            raise Refused("slide/no_such_option")
        return [PulseAnswered(person=person, option=option)]

    def _ask(self, state: SlidesState, text: str, by: By, room: RoomView) -> list[Event]:
        if not state.config.questions:
            raise Refused("slide/no_questions")
        if room.locked:
            raise Refused("room/locked")
        person = _person(by)
        check_length(text, LONGEST_QUESTION)
        mine = sum(question.person == person for question in state.questions.values())
        if mine >= QUESTIONS_A_PERSON or len(state.questions) >= QUESTIONS_A_BLOCK:
            raise Refused("slide/enough_questions", most=QUESTIONS_A_PERSON)
        return [QuestionAsked(question=by.fresh_id(), person=person, text=text, at=by.now)]

    # --- apply --------------------------------------------------------------------------------------------------

    def apply(self, state: SlidesState, event: Any) -> SlidesState:
        match event:
            case PointsShown(slide=slide, shown=shown):
                return replace(state, slide=slide, shown=shown)
            case PulseMoved(to=to):
                return replace(state, pulse=to)
            case PulseAnswered(person=person, option=option):
                return replace(state, answers=state.answers.set(person, option))
            case QuestionAsked():
                asked = Question(event.question, event.person, event.text, event.at, len(state.questions))
                return replace(state, questions=state.questions.set(event.question, asked))
            case QuestionSupported(question=question, person=person, on=on):
                old = state.questions[question]
                supporters = old.supporters | {person} if on else old.supporters - {person}
                return _with_question(state, replace(old, supporters=supporters))
            case QuestionMarked(question=question, mark="answered", on=on):
                return _with_question(state, replace(state.questions[question], answered=on, pinned=False))
            case QuestionMarked(question=question, mark="pinned", on=on):
                others = state.questions.update(
                    {q.id: replace(q, pinned=False) for q in state.questions.values() if q.pinned and q.id != question}
                )
                return replace(state, questions=others.set(question, replace(others[question], pinned=on)))
            case NoteKept(person=person, text=text):
                kept = state.notes.set(person, text) if text else _without(state.notes, person)
                return replace(state, notes=kept)
            case StepEntered(step="pulse"):
                return replace(state, pulse="open") if state.pulse == "waiting" else state
            case _:
                return state

    # --- view ---------------------------------------------------------------------------------------------------

    def view(self, state: SlidesState, audience: Audience, room: RoomView) -> View:
        match audience.kind:
            case "projector" | "phones":
                return self._shared(state, audience, room)
            case "console":
                return self._console(state, room)
            case "person":
                return self._person(state, audience.id or "")
            case "group" | "circle":
                return {}
            case _:
                assert_never(audience.kind)

    def _shared(self, state: SlidesState, audience: Audience, room: RoomView) -> View:
        view: View = {
            "page": {"n": state.slide + 1, "of": len(state.config.slides)},
            "slide": _slide(_page(state, room), state.shown, all_points=state.config.reveal == "all"),
            "asks": state.config.questions,
            "keeps_notes": state.config.personal_note,
        }
        if state.config.pulse:
            view["pulse"] = self._pulse(state, room, counts=state.pulse == "closed")
        pinned = next((q for q in state.ordered_questions() if q.pinned), None)
        if pinned:
            view["pinned"] = {"id": pinned.id, "support": len(pinned.supporters)} | shown_text(pinned.text)
        if audience.kind == "phones" and state.config.questions:
            view["questions"] = {q.id: _question_view(q) for q in state.ordered_questions()}
        return view

    def _console(self, state: SlidesState, room: RoomView) -> View:
        page = _page(state, room)
        view: View = {
            "page": {"n": state.slide + 1, "of": len(state.config.slides)},
            "slide": _slide(page, len(page.points), all_points=True),
            "shown": len(page.points) if state.config.reveal == "all" else state.shown,
            "asks": state.config.questions,
        }
        if page.facilitator_note:
            view["speaker_note"] = words(page.facilitator_note)
        if state.slide + 1 < len(state.config.slides):
            view["next_title"] = words(room.course.slides[state.config.slides[state.slide + 1]].title)
        if state.config.pulse:
            view["pulse"] = self._pulse(state, room, counts=state.pulse in ("closed", "hidden"))
        if state.config.questions:
            view["questions"] = {q.id: _question_view(q) for q in state.ordered_questions()}
        return view

    def _pulse(self, state: SlidesState, room: RoomView, counts: bool) -> View:
        step = room.block.step("pulse")
        options: View = {}
        for n, option in enumerate(state.config.pulse):
            options[str(n)] = {"rank": n, "text": words(option)}
            if counts:
                options[str(n)]["n"] = sum(answer == n for answer in state.answers.values())
        view: View = {"state": state.pulse, "answered": len(state.answers), "options": options}
        if step:
            view["question"] = words(step.projector)
        return view

    def _person(self, state: SlidesState, person: PersonId) -> View:
        view: View = {}
        if person in state.answers:
            view["option"] = state.answers[person]
        if person in state.notes:
            view["note"] = state.notes[person]
        asked = {q.id: True for q in state.questions.values() if q.person == person}
        supported = {q.id: True for q in state.questions.values() if person in q.supporters}
        if asked:
            view["asked"] = asked
        if supported:
            view["supported"] = supported
        return view

    # --- the rest -----------------------------------------------------------------------------------------------

    def report(self, state: SlidesState, reader: Reader, room: RoomView) -> Report:
        sections: list[Section] = []
        pulse = room.block.step("pulse")
        if pulse and state.config.pulse and (state.pulse != "open" or room.closed):
            counts = tuple(
                Count(option, sum(answer == n for answer in state.answers.values()))
                for n, option in enumerate(state.config.pulse)
            )
            present = sum(not person.removed for person in room.people.values())
            tally = Tally(pulse.projector, counts, voters=len(state.answers), of=present)
            sections.append(Section(pulse.name, pulse.projector, tallies=(tally,), outputs=_served(room, "pulse")))
        if state.questions:
            asked = tuple(
                Entry(still_said(q.text), "question", votes=((label("Same question"), len(q.supporters)),),
                      anonymous=True, remark=label("Answered") if q.answered else None)
                for q in state.ordered_questions()
            )  # fmt: skip
            sections.append(Section(label("Question box"), entries=asked, outputs=_served(room, "questions")))
        if reader.kind == "person" and reader.id and reader.id in state.notes:
            note = Entry(state.notes[reader.id], author=room.name(reader.id))
            sections.append(Section(label("My private note"), entries=(note,), outputs=_served(room, "note")))
        return Report(tuple(sections))

    def progress(self, state: SlidesState, room: RoomView) -> Progress:
        if room.step is None or room.step.phase != "pulse" or state.pulse != "open":
            return Progress()
        return Progress("person", frozenset(state.answers), dict.fromkeys(state.answers, 1))

    def gives(self, state: SlidesState, select: str) -> Given:
        return Given()

    def sources(self, config: SlidesConfig) -> tuple[Source, ...]:
        return ()

    def groups(self, state: SlidesState) -> Mapping[str, frozenset[PersonId]]:
        return {}

    def seats(self, state: SlidesState) -> tuple[Seat, ...]:
        return ()

    def concerns(self, event: Any) -> frozenset[PersonId]:
        match event:
            case (
                PulseAnswered(person=person)
                | QuestionAsked(person=person)
                | QuestionSupported(person=person)
                | NoteKept(person=person)
            ):
                return frozenset({person})
            case _:
                return frozenset()

    def reverse(self, before: SlidesState, event: Any) -> list[Event]:
        match event:
            case PointsShown():
                return [PointsShown(slide=before.slide, shown=before.shown)]
            case PulseMoved():
                return [PulseMoved(to=before.pulse)]
            case QuestionMarked(question=question, mark="answered"):
                was = before.questions[question]
                pinned = [QuestionMarked(question=question, mark="pinned", on=True)] if was.pinned else []
                return [QuestionMarked(question=question, mark="answered", on=was.answered), *pinned]
            case QuestionMarked(question=question, mark="pinned"):
                pinned_then = next((q.id for q in before.questions.values() if q.pinned), None)
                return [QuestionMarked(question=pinned_then or question, mark="pinned", on=pinned_then is not None)]
            case StepEntered():
                return [PulseMoved(to=before.pulse)] if self.apply(before, event) is not before else []
            case BlockOpened():
                return []
            case _:
                raise TypeError(f"no facilitator causes {event!r}")

    def touches(self, event: Any) -> frozenset[str]:
        match event:
            case PointsShown():
                return frozenset({"page"})
            case PulseMoved():
                return frozenset({"stage/pulse"})
            case PulseAnswered(person=person):
                return frozenset({f"answer/{person}"})
            case QuestionAsked(question=question):
                return frozenset({f"question/{question}"})
            case QuestionSupported(question=question, person=person):
                return frozenset({f"question/{question}/support/{person}"})
            case QuestionMarked(question=question, mark="answered"):
                return frozenset({f"question/{question}/answered", "pinned"})
            case QuestionMarked():
                return frozenset({"pinned"})
            case NoteKept(person=person):
                return frozenset({f"note/{person}"})
            case _:
                raise TypeError(f"not a slide event: {event!r}")

    def wrote(self, event: Any) -> Wording | None:
        match event:
            case QuestionAsked(question=question, person=person):
                return Wording(question, person)
            case NoteKept(person=person):
                return Wording(person, person)
            case _:
                return None

    def ahead(self, state: SlidesState, room: RoomView) -> Command | None:
        if room.step is None:
            return None
        if room.step.phase == "pulse":
            return ClosePulse(type="slide/close_pulse") if state.pulse == "open" else None
        if room.step.phase != "show":
            return None
        if state.config.reveal == "point_by_point" and state.shown < len(_page(state, room).points):
            return RevealNextPoint(type="slide/reveal_next_point", slide=state.slide, shown=state.shown)
        if state.slide + 1 < len(state.config.slides):
            return NextSlide(type="slide/next_slide", slide=state.slide)
        return None

    def anonymous(self, config: SlidesConfig) -> bool:
        return False

    def not_yet(self, config: SlidesConfig) -> tuple[str, ...]:
        return ()


def _person(by: By) -> PersonId:
    if by.person is None:
        raise Refused("room/participants_only")
    return by.person


def _page(state: SlidesState, room: RoomView) -> Slide:
    return room.course.slides[state.config.slides[state.slide]]


def _slide(page: Slide, shown: int, *, all_points: bool) -> View:
    """A page as a screen draws it; the points that are not shown yet stay on the server."""
    points = page.points if all_points else page.points[:shown]
    view: View = {"id": page.id, "title": words(page.title)}
    view["points"] = {str(n): {"rank": n, "text": words(point)} for n, point in enumerate(points)}
    return view


def _question(state: SlidesState, question: str) -> Question:
    found = state.questions.get(question)
    if found is None:
        raise Refused("slide/no_such_question")
    return found


def _question_view(question: Question) -> View:
    return remembered(
        question,
        "box",
        lambda: (
            shown_text(question.text)
            | {
                "rank": question.rank,
                "support": len(question.supporters),
                "answered": question.answered,
                "pinned": question.pinned,
            }
        ),
    )


def _with_question(state: SlidesState, question: Question) -> SlidesState:
    return replace(state, questions=state.questions.set(question.id, question))


def _without(notes: Map[PersonId, str], person: PersonId) -> Map[PersonId, str]:
    return notes.delete(person) if person in notes else notes


def _served(room: RoomView, part: Literal["pulse", "questions", "note"]) -> frozenset[str]:
    """The outputs of the course that this part of the report holds: numbers, what one keeps, what was asked."""
    return frozenset(output.id for output in room.block.outputs if _part_of(output) == part)


def _part_of(output: Output) -> Literal["pulse", "questions", "note"]:
    if output.format == "chart" or output.level == "aggregate":
        return "pulse"
    return "note" if output.level == "self" else "questions"
