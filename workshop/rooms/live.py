"""A room that is in memory: takes commands in order, stores what follows, then shows it and answers.

The way of a command: ``ask`` puts it in line. Everything that waits is one batch. The batch is decided against a
provisional state, handed to the writer, and only after the commit becomes the state that screens see; then come the
deltas, then the answers. A room has one batch in flight, and rests a moment after each.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

import orjson
from immutables import Map

from workshop.config import Limits
from workshop.core.activity import (
    CONSOLE,
    EVERYBODY,
    PHONES,
    PROJECTOR,
    Audience,
    BlockOpened,
    By,
    Command,
    Event,
    PersonId,
    SlowCommand,
    StepEntered,
    person_audience,
    team_audience,
)
from workshop.core.course import Course
from workshop.core.errors import Quoting, Refused
from workshop.core.frozen import replace
from workshop.core.patch import View
from workshop.core.said import TooLong, one_line
from workshop.eventloop import Mailbox, Promise, TimedOut, in_thread, monotonic, spawn
from workshop.rooms import asking, erasing, places, room
from workshop.rooms import messages as m
from workshop.rooms.aliases import alias, behind, has_pseudonyms, is_anonymous, towards, unlinked
from workshop.rooms.asking import Answer, Caller, Intent
from workshop.rooms.clock import now_ms
from workshop.rooms.feeds import Feeds
from workshop.rooms.kinds import kinds, reader
from workshop.rooms.pace import Pace, Tempo
from workshop.rooms.state import RoomState, fresh_room
from workshop.rooms.undo import LATELY, Cause, Change, Deeds, Happened, took_back
from workshop.rooms.views import Door, Names, Picture
from workshop.store import seats
from workshop.store.database import Database
from workshop.store.event_log import (
    AlreadyAnswered,
    Batch,
    Behind,
    Committed,
    Full,
    Key,
    LoggedEvent,
    Outcome,
    Revoked,
    StoredAnswer,
    Unknown,
    Writer,
    answers_to,
    blank,
    last_deeds,
    read_log,
)
from workshop.store.prepared import Statement
from workshop.store.rooms import change_door, course_of, end_room, find, free_code, new_join_token, set_joining
from workshop.store.seats import Seat

log = logging.getLogger(__name__)

MOST_AT_ONCE = 64
REST = 10
LONGEST_REST_S = 0.045
"""After a batch a room gathers the next one for so many times as long as it took, at most for the second: a full room
stores and shows in few large steps what would cost three times as much in many small ones. In a quiet room nobody waits
(``pace.Tempo``); facilitators never do.
"""
MOST_TIMES_BEHIND = 100
EVENTS_A_COMMAND = 10
"""A command is taken while there is room for so many."""

REMEMBERED_ANSWERS = 2_000
ASK_TIMEOUT_S = 30

_ROOM_EVENTS = reader(m.EVENTS)
_CLOSES = (m.EraseText, m.ForgetPerson, m.RemovePerson, m.SetJoining, m.End)
"""What a room takes as long as it has any space at all."""

_FOR_EVERYBODY = (
    m.TeamsDrawn, m.TeamsRestored, m.BlockClosed, BlockOpened, m.BlockWithdrawn, m.BlockResumed, m.PositionRestored,
    m.PersonForgotten, m.TextErased, m.TextEdited, m.BlockModeSwitched,
)  # fmt: skip
"""After these no view of anybody is sure to be the same."""


@dataclass(frozen=True)
class Known:
    """Everything a room knows at one moment of its log."""

    state: RoomState
    head: int
    names: Names
    keys: Mapping[str, bytes]
    deeds: Deeds = field(default_factory=Deeds)
    door: Door = field(default_factory=Door)


@dataclass
class Draft:
    """A batch while it is decided: the provisional knowledge, and what is to be stored for it.

    ``also`` is stored with the events, in its order; ``alters`` says that it changes rows of rooms or people which
    others may keep.
    """

    known: Known
    events: list[LoggedEvent] = field(default_factory=list)
    happened: list[tuple[str | None, Event]] = field(default_factory=list)
    answers: list[StoredAnswer] = field(default_factory=list)
    replies: list[tuple[Intent, Answer]] = field(default_factory=list)
    asked: dict[Key, Intent] = field(default_factory=dict)
    also: list[Statement] = field(default_factory=list)
    alters: bool = False
    wipe: bool = False
    cause: Cause | None = None
    rewrites: bool = False

    def alter(self, *statements: Statement) -> None:
        """Change rows that others may keep."""
        self.also += statements
        self.alters = True

    def add(self, one: Draft) -> None:
        """What a single command of the batch brings."""
        self.known = one.known
        self.events += one.events
        self.happened += one.happened
        self.also += one.also
        self.alters = self.alters or one.alters
        self.wipe = self.wipe or one.wipe
        self.rewrites = self.rewrites or one.rewrites


def load(database: Database, room_id: str) -> Known:
    """Fold a room from its log. Heavy for a long day: call it in a thread. Raises KeyError for no such room."""
    course, agenda = course_of(database, room_id)
    row = find(database, room=room_id)
    door = Door(row.title, row.code, row.rehearsal) if row else Door()
    lately = last_deeds(database, room_id, LATELY)
    first = lately[-1] if lately else None
    known = fold(fresh_room(course, agenda), read_log(database, room_id, before=first))
    if first is not None:
        for event in read_log(database, room_id, after=first - 1):
            known = after_event(known, event)
    people = seats.everybody(database, room_id)
    names = Names(Map(people.names), Map(people.seat_codes))
    return replace(known, names=names, keys=seats.open_keys(database, room_id), door=door)


def fold(state: RoomState, events: Iterable[LoggedEvent]) -> Known:
    """The room after these events of its log, of which nothing can be taken back any more."""
    known = Known(state, 0, Names(), {})
    for block, some in groupby(events, attrgetter("block")):
        known = _after_many(known, block, some)
    return known


def _after_many(known: Known, block: str | None, events: Iterable[LoggedEvent]) -> Known:
    """After a run of events, all of the room itself or all of one block."""
    read, head = _reader(known.state.course, block), known.head

    def happened() -> Iterator[Event]:
        nonlocal head
        for event in events:
            head = event.seq
            yield read(event.data)

    state = room.apply_all(known.state, block, happened())
    return Known(state, head, known.names, known.keys)


def after_event(known: Known, event: LoggedEvent) -> Known:
    """What is known after one more event of the log."""
    parsed = parse(known.state.course, event)
    state = room.apply(known.state, event.block, parsed)
    cause = Cause.of(event.deed, event.cause) if event.deed and event.cause else None
    change = Change(event.seq, event.block, parsed, known.state)
    deeds = known.deeds.with_event(change, state, cause, event.at or 0)
    return Known(state, event.seq, known.names, known.keys, deeds, known.door)


def parse(course: Course, event: LoggedEvent) -> Event:
    """The stored event as its class."""
    return _reader(course, event.block)(event.data)


def _reader(course: Course, block: str | None) -> Callable[[bytes], Event]:
    """What makes events of their JSON: the room's own, or those of a block."""
    events = _ROOM_EVENTS if block is None else kinds()[course.blocks[block].kind].events
    read: Callable[[bytes], Event] = events.validator.validate_json
    return read


class LiveRoom:
    """One room, served by this process."""

    def __init__(
        self,
        room_id: str,
        known: Known,
        database: Database,
        writer: Writer,
        mailbox: Mailbox,
        limits: Limits,
    ) -> None:
        self.id = room_id
        self._known = known
        self._database, self._writer, self._mailbox, self._limits = database, writer, mailbox, limits
        self._waiting: deque[Intent] = deque()
        self._busy = False
        self._resting: Promise[bool] | None = None
        self._tempo = Tempo()
        self._recent: OrderedDict[tuple[str, str], StoredAnswer] = OrderedDict()
        self._pace = Pace(limits)
        self._picture = self._look_at(None)
        self._encoded: dict[str, tuple[int, bytes]] = {}
        self.feeds = Feeds(self.view, lambda: self._known.head)
        self._all_changed_at = known.head
        self._changed_at: dict[str, int] = {}
        self.on_removed: Callable[[PersonId, str], None] = lambda person, why: None
        self.on_moved: Callable[[Iterable[PersonId]], None] = lambda people: None
        self.on_altered: Callable[[], None] = lambda: None
        self.on_revoked: Callable[[frozenset[bytes]], None] = lambda rights: None

    @property
    def state(self) -> RoomState:
        return self._known.state

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for an answer; a room that only rests has nobody waiting."""
        return not self._waiting and (not self._busy or self._resting is not None)

    @property
    def head(self) -> int:
        return self._known.head

    @property
    def picture(self) -> Picture:
        return self._picture

    def view(self, audience: Audience) -> View:
        """What this audience sees now."""
        return self._picture.view(audience)

    # --- asking -------------------------------------------------------------------------------------------------

    def ask(self, caller: Caller, raw_commands: Sequence[object]) -> list[Answer | None]:
        """Answers in the order of the commands; None for one whose outcome is not known yet: ask again, same id.

        Once one has to wait, those behind it wait too: a hand-in never overtakes the note that is handed in.
        """
        asked: list[Intent | Answer] = []
        wait_ms = 0
        for raw in raw_commands:
            given = asking.busy(asking.id_in(raw), wait_ms) if wait_ms else self._take(caller, raw)
            if not isinstance(given, Intent):
                wait_ms = wait_ms or given.get("retry_ms", 0)
            asked.append(given)
        deadline = monotonic() + ASK_TIMEOUT_S
        return [_outcome(given, deadline) if isinstance(given, Intent) else given for given in asked]

    def _take(self, caller: Caller, raw: object) -> Intent | Answer:
        try:
            intent = asking.read(caller, raw, self._limits)
        except Refused as refused:
            return asking.no(asking.id_in(raw), refused)
        kept = self._recent.get(_key(self._known, intent))
        if kept:
            return asking.again(kept.answer, kept.body, intent)
        if caller.person:
            wait_ms = self._pace.wait_ms(caller.person, asking.writes_text(type(intent.command)), monotonic())
            if wait_ms:
                return asking.busy(intent.id, wait_ms)
        if isinstance(intent.command, m.AddPerson):
            try:
                intent = self._with_seat(intent, intent.command.name, ticket=None)
            except Refused as refused:
                return asking.no(intent.id, refused)
        if isinstance(intent.command, m.RenamePerson):
            try:
                intent.name = _shown_name(intent.command.name, self._limits)
            except Refused as refused:
                return asking.no(intent.id, refused)
        if isinstance(intent.command, SlowCommand):
            intent = self._thought_over(intent, intent.command)
        return intent if self._put(intent) else asking.busy(intent.id, 1_000)

    def _thought_over(self, intent: Intent, command: SlowCommand) -> Intent:
        """The wish with what was found for it in a thread; meanwhile the room goes on."""
        run = self._known.state.runs.get(intent.block or "")
        kind = kinds().get(self._known.state.course.blocks[intent.block or ""].kind) if run else None
        if run is None or kind is None or not isinstance(command, kind.activity.commands):
            return intent
        return replace(intent, command=in_thread(command.thought_over, run.state))

    def _put(self, intent: Intent) -> bool:
        if len(self._waiting) >= self._limits.waiting_commands:
            return False
        self._waiting.append(intent)
        if not self._busy:
            self._busy = True
            spawn(self._work)
        elif self._resting and (_hurries(intent) or len(self._waiting) >= MOST_AT_ONCE):
            self._resting.deliver(True)
        return True

    # --- at the door --------------------------------------------------------------------------------------------

    def join(self, name: str, *, approve: bool = False) -> Seat:
        """A new person with a name that nobody in the room looks like; raises ``Refused``.

        With ``approve``, and while people are let in one by one, they wait at the door.
        """
        wish = Intent(Caller("phone"), f"join-{secrets.token_hex(8)}", b"", m.TakeSeat(person="", waits=approve))
        intent = self._with_seat(wish, name, ticket=seats.new_ticket())
        self._ask_for(intent)
        assert intent.seat is not None
        return intent.seat

    def change_door(self, caller: Caller) -> None:
        """The code and the QR so far stop working, others take their place; raises ``Refused``."""
        self._ask_for(Intent(caller, f"door-{secrets.token_hex(8)}", b"", m.ChangeDoor()))

    def _ask_for(self, intent: Intent) -> None:
        """What no client can utter; raises ``Refused``."""
        answer = _outcome(intent, monotonic() + ASK_TIMEOUT_S) if self._put(intent) else None
        if answer is None:
            raise Refused("room/busy")
        if answer.get("no"):
            raise Refused(answer["code"], **answer["facts"])

    def _with_seat(self, intent: Intent, name: str, ticket: str | None) -> Intent:
        """The same wish with a fresh place to take; raises ``Refused`` for a name that nobody could read."""
        name = _shown_name(name, self._limits)
        seat = Seat(secrets.token_hex(6), name, f"{secrets.randbelow(10_000):04}", ticket)
        waits = isinstance(intent.command, m.TakeSeat) and intent.command.waits
        wish = m.TakeSeat(person=seat.person, waits=waits)
        return replace(intent, command=wish, name=name, seat=seat)

    def facilitate(self, trainer: str, command_type: str, **fields: Any) -> None:
        """A facilitator's command from the server's own pages; raises ``Refused``."""
        raw = {"id": secrets.token_hex(16), "type": command_type, **fields}
        answer = self.ask(Caller("console", trainer=trainer), [raw])[0]
        if answer is None:
            raise Refused("room/busy")
        if answer.get("no"):
            raise Refused(answer["code"], **answer["facts"])

    # --- the work -----------------------------------------------------------------------------------------------

    def _work(self) -> None:
        """Batch after batch until nobody waits."""
        while self._waiting:
            began = monotonic()
            batch = self._next_batch()
            try:
                self._run(batch)
            except Exception:
                log.exception("room %s could not work on a batch", self.id)
                for intent in batch:
                    intent.answered.deliver(None)
            self._rest(began)
        self._busy = False

    def _rest(self, began: float) -> None:
        """Let the next batch gather, unless the pace is kept or somebody asks who should not wait."""
        now = monotonic()
        took = now - began
        self._tempo.stepped(began, took + min(REST * took, LONGEST_REST_S))
        seconds = self._tempo.wait_s(now)
        if not seconds or any(map(_hurries, self._waiting)):
            return
        self._resting = Promise()
        with suppress(TimedOut):
            self._resting.wait(seconds)
        self._resting = None

    def _next_batch(self) -> list[Intent]:
        """Everything that waits; whatever rewrites the log goes alone, since it has to read it first."""
        batch = [self._waiting.popleft()]
        while self._waiting and len(batch) < MOST_AT_ONCE and not any(map(_rewrites, (batch[-1], self._waiting[0]))):
            batch.append(self._waiting.popleft())
        return batch

    def _run(self, batch: list[Intent]) -> None:
        """Decide, store, show, answer. What was answered before is answered again, the rest is tried anew."""
        batch = self._without_doubles(batch)
        behind = 0
        while batch:
            draft = self._decide(batch)
            outcome = self._store(draft)
            match outcome:
                case Committed():
                    self._publish(draft)
                    return
                case AlreadyAnswered(answers=known):
                    for key, kept in known.items():
                        draft.asked[key].answered.deliver(asking.again(kept.answer, kept.body, draft.asked[key]))
                    batch = [intent for key, intent in draft.asked.items() if key not in known]
                case Revoked(rights=gone):
                    batch = self._without_revoked(batch, gone)
                case Behind():
                    behind += 1
                    if behind > MOST_TIMES_BEHIND:
                        raise RuntimeError("others are always faster, or the log has lost its head")
                    self._learn()
                case Full() | Unknown():
                    self._not_stored(batch, outcome)
                    return

    def _not_stored(self, batch: list[Intent], outcome: Full | Unknown) -> None:
        """Who hears nothing asks again; by then the log says what came of it."""
        if isinstance(outcome, Unknown):
            log.error("room %s: a commit has an unknown outcome (%s)", self.id, outcome.reason)
            self._learn()
        for intent in batch:
            intent.answered.deliver(asking.no_space(intent) if isinstance(outcome, Full) else None)

    def _without_revoked(self, batch: list[Intent], gone: frozenset[bytes]) -> list[Intent]:
        """What is left when those who may not ask any more have been told so."""
        for intent in batch:
            if intent.caller.right in gone:
                intent.answered.deliver(asking.no(intent.id, Refused("room/signed_out")))
        self.on_revoked(gone)
        return [intent for intent in batch if intent.caller.right not in gone]

    def _without_doubles(self, batch: list[Intent]) -> list[Intent]:
        """One intent a command; a double that came in the same batch waits for the answer of the first."""
        first: dict[Key, Intent] = {}
        for intent in batch:
            key = (intent.caller.actor, intent.id)
            if key in first and first[key].body == intent.body:
                spawn(lambda one, other: other.answered.deliver(one.answered.wait(ASK_TIMEOUT_S)), first[key], intent)
            elif key in first:
                intent.answered.deliver(asking.no(intent.id, Refused("command/id_reused")))
            else:
                first[key] = intent
        return list(first.values())

    def _store(self, draft: Draft) -> Outcome:
        if not draft.events and not draft.answers and not draft.also:
            return Committed()
        stored: Promise[Outcome] = Promise()
        rights = frozenset(intent.caller.right for intent in draft.asked.values() if intent.caller.right)
        batch = Batch(self.id, self._known.head, draft.events, draft.answers, draft.also, draft.wipe, rights)
        self._writer.append(batch, lambda outcome: self._mailbox.post(stored.deliver, outcome))
        return stored.wait(10 * ASK_TIMEOUT_S)

    def _learn(self) -> None:
        """Fold the log again: what happened there is what happened, whoever wrote it and whatever a commit said."""
        before = self._picture
        self._known = in_thread(load, self._database, self.id)
        self.on_altered()
        self._recent.clear()
        self._picture = self._look_at(None)
        self._tell_moved(before)
        self._tell(None)

    # --- deciding -----------------------------------------------------------------------------------------------

    def _decide(self, batch: list[Intent]) -> Draft:
        draft = Draft(self._known)
        for intent in batch:
            key = _key(draft.known, intent)
            draft.asked[key] = intent
            if _is_veiled(draft.known, intent) and intent.block not in draft.known.keys:
                draft.replies.append((intent, self._answer_to_nobody(intent, key, draft.known.state)))
                continue
            one = Draft(draft.known)
            try:
                happened = self._decide_one(one, intent)
                cause = one.cause or _cause(intent)
                one.cause = replace(cause, deed=one.known.head + 1) if cause else None
                for block, event in happened:
                    self._happen(one, block, event)
                self._expect_room(intent, draft.known.state, one.known.state)
                answer = asking.ok(intent.id, one.known.head)
            except Quoting as refused:
                draft.replies.append((intent, asking.no(intent.id, refused)))
                continue
            except Refused as refused:
                one, answer = Draft(draft.known), asking.no(intent.id, refused)
            except Exception:
                log.exception("a %s in room %s is a bug of ours", type(intent.command).__name__, self.id)
                draft.replies.append((intent, asking.no(intent.id, Refused("room/bug"))))
                continue
            draft.add(one)
            draft.answers.append(StoredAnswer(*key, intent.body, asking.stored(answer)))
            draft.replies.append((intent, answer))
        return draft

    def _expect_room(self, intent: Intent, before: RoomState, after: RoomState) -> None:
        """Raises ``Refused`` for one more note than all boards of a room may hold together."""
        most = self._limits.room_notes
        if asking.writes_text(type(intent.command)) and (many := _how_many(after)) > most and many > _how_many(before):
            raise Refused("room/full_notes", most=most)

    def _expect_log(self, head: int, command: Command, by: By) -> None:
        """Raises ``Refused`` for one event more than a room may have.

        The last hundredth is for whoever leads it, and half of that for closing it and taking out what must not stay:
        nobody can write a room away from them.
        """
        most = self._limits.room_events
        spare = 0 if isinstance(command, _CLOSES) else most // 200 if by.facilitates else most // 100
        if head + EVENTS_A_COMMAND > most - spare:
            raise Refused("room/full_log", most=most)

    def _answer_to_nobody(self, intent: Intent, key: Key, state: RoomState) -> Answer:
        """The answer while nobody has a name in an anonymous block. What arrived before it closed has its answer."""
        kept = answers_to(self._database, self.id, [key]).get(key)
        if kept:
            return asking.again(kept.answer, kept.body, intent)
        return asking.no(intent.id, Refused("room/names_forgotten" if intent.block in state.runs else "room/not_now"))

    def _decide_one(self, draft: Draft, intent: Intent) -> list[Happened]:
        known = draft.known
        by = self._by(known, intent)
        self._expect_log(known.head, intent.command, by)
        match intent.command:
            case m.TakeSeat():
                self._take_seat(draft, intent, by)
            case m.RenamePerson(person=person):
                return [(None, event) for event in self._rename(draft, person, intent.name)]
            case m.Undo(deed=deed):
                happened, draft.cause = took_back(known.deeds, known.state, deed, by)
                return self._with_places(known, happened, by)
            case m.ChangeDoor():
                return [(None, self._change_door(draft, by))]
            case m.EraseText() | m.ForgetPerson():
                return self._with_places(known, [(None, self._erase(draft, intent.command))], by)
            case _:
                pass
        if intent.block is None:
            gated = isinstance(intent.command, m.Next)
            waiting, of = self._look_at(self._picture, known).waiting() if gated else (0, 0)
            events = room.decide(known.state, intent.command, by, waiting, of)
            return self._with_places(known, [(None, event) for event in events], by)
        return [(intent.block, event) for event in self._decide_in_block(known, intent, by)]

    def _with_places(self, known: Known, happened: list[Happened], by: By) -> list[Happened]:
        """What happens, and what follows from it for who sits where."""
        if not places.may_change_places(event for _, event in happened):
            return happened
        after = known.state
        for block, event in happened:
            after = room.apply(after, block, event)
        return [*happened, *places.seated_anew(self._look_at(self._picture, replace(known, state=after)), by)]

    def _decide_in_block(self, known: Known, intent: Intent, by: By) -> list[Event]:
        state, block_id = known.state, intent.block or ""
        run = state.runs.get(block_id)
        if state.ended and not by.facilitates:
            raise Refused("room/ended")
        if run is None or (block_id != state.block and not by.facilitates):
            raise Refused("room/not_now")
        activity = kinds()[state.course.blocks[block_id].kind].activity
        if not isinstance(intent.command, activity.commands):
            raise Refused("command/unknown")
        view = self._look_at(self._picture, known).room_view(block_id)
        return activity.decide(run.state, intent.command, by, view)

    def _by(self, known: Known, intent: Intent) -> By:
        """Who asks, from the ticket alone; in an anonymous block under the pseudonym."""
        now, seed = now_ms(), secrets.token_hex(16)
        caller = intent.caller
        if caller.kind != "phone":
            return By("facilitator", None, None, now, seed)
        if caller.person is None:
            return By("participant", None, None, now, seed)
        member = known.state.member(caller.person)
        team = known.state.teams.get(member.team or "")
        person: PersonId | None = caller.person
        if intent.block and intent.block in known.state.course.blocks:
            person = alias(known.state, known.keys, intent.block, caller.person)
        return By("participant", person, member.team, now, seed, bool(team and team.scribe == caller.person))

    def _take_seat(self, draft: Draft, intent: Intent, by: By) -> None:
        assert intent.seat is not None
        state, names = draft.known.state, draft.known.names
        if state.ended:
            raise Refused("room/ended")
        if state.joining == "closed" and intent.caller.kind != "console":
            raise Refused("room/door_closed")
        most = self._limits.room_people
        if len(state.members) >= most and sum(not member.removed for member in state.members.values()) >= most:
            raise Refused("room/full", most=most)
        intent.seat = replace(intent.seat, name=seats.unlike(intent.name, partial(names.is_taken, state.members)))
        draft.also += seats.take_seat(self.id, intent.seat, by.now)
        names = names.with_seat(intent.seat.person, intent.seat.name, intent.seat.seat_code)
        draft.known = replace(draft.known, names=names)

    def _change_door(self, draft: Draft, by: By) -> Event:
        known = draft.known
        if known.state.ended:
            raise Refused("room/ended")
        with self._database.reading.connect() as connection:
            code = free_code(connection, by.now)
        draft.alter(*change_door(self.id, known.door.code, code, new_join_token(), by.now))
        draft.known = replace(known, door=replace(known.door, code=code))
        return m.DoorChanged(at=by.now)

    def _rename(self, draft: Draft, person: PersonId, wanted: str) -> list[Event]:
        state, names = draft.known.state, draft.known.names
        member = state.members.get(person)
        if member is None or member.forgotten:
            raise Refused("room/no_such_person")
        if wanted == names.of(member):
            return []
        is_taken = partial(names.is_taken, state.members, but=person)
        name, n = seats.unlike(wanted, is_taken), names.next_number(person)
        draft.also.append(seats.add_name(self.id, person, n, name))
        draft.known = replace(draft.known, names=names.with_name(person, n, name))
        return [m.PersonRenamed(person=person, n=n)]

    def _erase(self, draft: Draft, command: m.EraseText | m.ForgetPerson) -> Event:
        """Blank the words in the log and say so; the room is folded again once that is stored."""
        known = draft.known
        if isinstance(command, m.ForgetPerson) and known.state.members.get(command.person) is None:
            raise Refused("room/no_such_person")
        log = in_thread(list, read_log(self._database, self.id))
        blanked, event = erasing.erased(known.state, known.keys, log, command)
        draft.also += [blank(self.id, seq, data) for seq, data in blanked.items()]
        draft.wipe = draft.rewrites = True
        return event

    def _happen(self, draft: Draft, block: str | None, event: Event) -> None:
        """One event more: in the provisional state, in the batch to be stored, and in the keys it makes or destroys."""
        known = draft.known
        at = None if block and has_pseudonyms(known.state.course.blocks[block]) else now_ms()
        cause, data = draft.cause, orjson.dumps(event.model_dump(mode="json"))
        deed, why = (cause.deed, cause.text) if cause else (None, None)
        draft.events.append(LoggedEvent(known.head + 1, block, data, at, deed, why))
        draft.happened.append((block, event))
        keys = dict(known.keys)
        match event:
            case BlockOpened(block=opened) if has_pseudonyms(known.state.course.blocks[opened]) and opened not in keys:
                keys[opened] = secrets.token_bytes(32)
                draft.also.append(seats.make_key(self.id, opened, keys[opened]))
            case m.BlockClosed(block=closed) | m.BlockWithdrawn(block=closed) if closed in keys:
                del keys[closed]
                draft.also.append(seats.destroy_key(self.id, closed))
                draft.wipe = True
            case m.Switched(what="ended", on=on, at=at_ms):
                draft.alter(end_room(self.id, at_ms if on else None))
            case m.JoiningSet(to=to):
                draft.alter(set_joining(self.id, to))
            case m.PersonRenamed(person=person, n=n):
                draft.alter(seats.be_called(self.id, person, self._free_name(known, person, n)))
            case m.PersonForgotten(person=person):
                draft.alter(*seats.forget(self.id, person))
                known = replace(known, names=known.names.without(person))
            case _:
                pass
        after = room.apply(known.state, block, event)
        change = Change(known.head + 1, block, event, known.state)
        deeds = known.deeds.with_event(change, after, cause, at or 0)
        draft.known = replace(known, state=after, head=known.head + 1, keys=keys, deeds=deeds)

    def _free_name(self, known: Known, person: PersonId, n: int) -> str:
        """A name that is taken back may belong to somebody else by now."""
        name = known.names.name.get((person, n), "")
        if known.names.is_taken(known.state.members, seats.look(name), but=person):
            raise Refused("undo/changed")
        return name

    # --- showing ------------------------------------------------------------------------------------------------

    def _look_at(self, before: Picture | None, known: Known | None = None) -> Picture:
        known = known or self._known
        state, keys = known.state, known.keys

        def known_as(block: str, person: PersonId, to: PersonId | None = None) -> PersonId | None:
            return alias(state, keys, block, person, to)

        return Picture(state, known.names, known.door, known_as, known.deeds, before)

    def _publish(self, draft: Draft) -> None:
        """What is stored becomes what everybody sees; then, and only then, those who asked are answered."""
        if draft.alters:
            self.on_altered()
        if draft.rewrites:  # what the log says now is what happened
            draft.known = in_thread(load, self._database, self.id)
        before, self._known = self._picture, draft.known
        if draft.happened:
            self._picture = self._look_at(before)
            self._tell_moved(before)
            concerned = None if draft.rewrites else self._all_concerned(before.state, draft.happened)
            if concerned is not None:
                concerned |= _reseated(before, self._picture)
            self._tell(concerned, hurries=any(map(_hurries, draft.asked.values())))
        for stored in draft.answers:
            self._recent[stored.actor, stored.command] = stored
        while len(self._recent) > REMEMBERED_ANSWERS:
            self._recent.popitem(last=False)
        for intent, answer in draft.replies:
            intent.answered.deliver(answer)

    def _tell(self, concerned: Iterable[PersonId] | None, *, hurries: bool = True) -> None:
        """Every shared view may have changed, and those of these persons; None: of everybody."""
        if concerned is None:
            self._all_changed_at = self.head
            return self.feeds.changed(list(self.feeds.addresses), hurries=hurries)
        touched = {person_audience(person, None).address for person in concerned}
        self._changed_at |= dict.fromkeys(touched, self.head)
        return self.feeds.changed(self.feeds.shared | touched, hurries=hurries)

    def _all_concerned(self, before: RoomState, happened: Sequence[tuple[str | None, Event]]) -> set[PersonId] | None:
        """Whose own view may be another after these events; None when no view of anybody is sure to be the same."""
        if any(isinstance(event, _FOR_EVERYBODY) for _, event in happened) or before.block != self.state.block:
            return None
        found: set[PersonId] = set()
        for block, event in happened:
            concerned = self._concerned(block, event)
            if concerned is EVERYBODY:
                return None
            found.update(concerned)
        return found

    def _concerned(self, block: str | None, event: Event) -> Iterable[PersonId]:
        if isinstance(event, StepEntered):
            block = event.block
        if block is None:
            return [person] if isinstance(person := getattr(event, "person", None), str) else []
        activity = kinds()[self.state.course.blocks[block].kind].activity
        concerned = activity.concerns(event)
        if concerned is EVERYBODY:
            return concerned
        return behind(self._known.keys.get(block), concerned, self.state.members)

    def _tell_moved(self, before: Picture) -> None:
        """Whoever left a team, a circle or the room stops hearing of it before anything more is told."""
        reseated = _reseated(before, self._picture)
        if before.state.members is self.state.members and not reseated:
            return
        moved: list[PersonId] = []
        for member in self.state.members.values():
            was = before.state.members.get(member.id)
            if member.removed and not (was and was.removed):
                self.on_removed(member.id, "removed")
            elif was and ((was.team, was.waits) != (member.team, member.waits) or member.id in reseated):
                moved.append(member.id)
        if moved:
            self.on_moved(moved)

    # --- fetching -----------------------------------------------------------------------------------------------

    def audiences(self, caller: Caller) -> tuple[Audience, ...]:
        """What a screen of this caller holds; the client never chooses."""
        match caller.kind:
            case "console":
                return (CONSOLE,)
            case "projector":
                return (PROJECTOR,)
            case "phone":
                return self._picture.audiences_of(caller.person or "")

    def changed_at(self, audience: Audience) -> int:
        """Since which seq this audience sees what it sees now: whoever has fetched since then has missed nothing."""
        if audience.kind == "person":
            changed = max(self._all_changed_at, self._changed_at.get(audience.address, 0))
            return max(changed, self.feeds.told_at(audience.address))
        return self.feeds.changed_at(audience.address)

    def snapshot(self, audiences: Iterable[Audience]) -> bytes:
        """The present views as ``{"phones": {...}, ...}``; each is encoded once for all who fetch it at this seq."""
        parts = [b'"' + audience.address.encode() + b'":' + self._view_bytes(audience) for audience in audiences]
        return b"{" + b",".join(parts) + b"}"

    def _view_bytes(self, audience: Audience) -> bytes:
        self.feeds.fetched(audience.address)
        if audience.kind == "person":
            return orjson.dumps(self._picture.view(audience))
        kept = self._encoded.get(audience.address)
        if kept is None or kept[0] != self.head:
            kept = self._encoded[audience.address] = (self.head, orjson.dumps(self._picture.view(audience)))
        return kept[1]

    def fingerprint(self) -> str:
        """A hash of everything every audience sees; equal rooms have equal fingerprints."""
        teams = map(team_audience, self.state.teams)
        people = (person_audience(person, None) for person in self.state.members)
        audiences = (CONSOLE, PROJECTOR, PHONES, *teams, *people, *self._picture.circle_audiences)
        seen: dict[str, View] = {audience.address: self.view(audience) for audience in audiences}
        return hashlib.sha256(orjson.dumps(seen, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def _how_many(state: RoomState) -> int:
    """What people wrote on all boards so far."""
    return sum(kinds()[state.course.blocks[block].kind].how_many(run.state) for block, run in state.runs.items())


def _reseated(before: Picture, now: Picture) -> set[PersonId]:
    """Everybody who sits in another circle than before, or in one no more."""
    was, is_ = before.circles, now.circles
    if was is is_:
        return set()
    same_block = before.state.block == now.state.block
    return {p for p in {*was, *is_} if not same_block or was.get(p) != is_.get(p)}


def _is_veiled(known: Known, intent: Intent) -> bool:
    """Whether this is asked under a pseudonym, of which there is none while the block is not open."""
    config = known.state.course.blocks.get(intent.block or "")
    if not intent.caller.person or config is None:
        return False
    return is_anonymous(config) or towards(config, intent.command) is not None


def _key(known: Known, intent: Intent) -> Key:
    """Under what the answer is kept: of a wish under a pseudonym, so that nobody can tell whose it was."""
    caller = intent.caller
    return unlinked(caller.person or "", intent.id) if _is_veiled(known, intent) else (caller.actor, intent.id)


def _hurries(intent: Intent) -> bool:
    """Whoever leads the room gathers with nobody."""
    return intent.caller.kind != "phone"


def _rewrites(intent: Intent) -> bool:
    return isinstance(intent.command, m.EraseText | m.ForgetPerson)


def _cause(intent: Intent) -> Cause | None:
    """Which command of a facilitator it was; what participants do, and what is final, is nobody's deed."""
    if intent.caller.kind != "console" or _rewrites(intent) or isinstance(intent.command, m.ChangeDoor):
        return None
    does = "room/add_person" if isinstance(intent.command, m.TakeSeat) else intent.command.type
    return Cause(0, does)


def _outcome(intent: Intent, deadline: float) -> Answer | None:
    """The answer, or None when it takes longer than anybody waits."""
    try:
        return intent.answered.wait(max(0.01, deadline - monotonic()))
    except TimedOut:
        return None


def _shown_name(name: str, limits: Limits) -> str:
    """The name on one line without what cannot be seen; raises ``Refused``."""
    try:
        shown = one_line(name, limits.name_characters, limits.name_bytes)
    except TooLong:
        raise Refused("room/name_too_long", longest=limits.name_characters) from None
    except ValueError:
        raise Refused("text/unreadable") from None
    if not shown:
        raise Refused("room/name_empty")
    return shown
