"""What must be true of every run, whatever was done to it: C1 to C10, read from the history and from the database.

    faults = check(history, stored(server.database_url, room.id), least=Least(commands=500, faults={"kill": 10}))
    assert faults == []

A fault is one line that begins with its rule, as in ``C1 Ann 4: 3f2a... was acknowledged and is not stored``.
"""

from __future__ import annotations

import bisect
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from immutables import Map
from sqlalchemy import select

from tests.harness.history import History, Record, sha
from workshop.activities.board.config import Vote
from workshop.activities.board.messages import voting
from workshop.core.activity import (
    CONSOLE,
    PHONES,
    PROJECTOR,
    Audience,
    StepEntered,
    circle_audience,
    person_audience,
    team_audience,
)
from workshop.rooms.aliases import alias, has_pseudonyms, unlinked
from workshop.rooms.kinds import config_of
from workshop.rooms.live import Known, after_event, parse
from workshop.rooms.state import fresh_room
from workshop.rooms.views import Door, Names, Picture
from workshop.store import seats
from workshop.store.database import open_database
from workshop.store.event_log import LoggedEvent, read_log
from workshop.store.rooms import course_of, find
from workshop.store.tables import answers as answers_table
from workshop.store.tables import rooms as rooms_table

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PROVEN_REPLICAS = 400
"""So many moments of each run are folded and compared; a replica that was wrong once stays wrong."""


@dataclass(frozen=True)
class Stored:
    """What the database holds of one room."""

    head: int
    door: Door
    fresh: Known
    events: list[LoggedEvent]
    answers: dict[str, list[dict[str, Any]]]
    keys: Mapping[str, bytes]
    """Of the blocks that are open; whoever kept those of others can prove what each person saw there, too."""

    def texts(self) -> Counter[str]:
        """How often each text of a person was stored; a proposal that becomes a name is another event with the same."""
        found = (orjson.loads(event.data) for event in self.events)
        often = Counter((event["type"], event["text"]) for event in found if event.get("text"))
        texts: Counter[str] = Counter()
        for (_, text), times in often.items():
            texts[text] = max(texts[text], times)
        return texts

    def answered(self, command: str) -> list[dict[str, Any]]:
        """What is kept as the answer to this command; under a pseudonym it goes by another id."""
        _, hidden = unlinked("", command)
        return self.answers.get(command, []) + self.answers.get(hidden, [])

    def in_order(self) -> list[str]:
        """The texts as they were stored, one after the other."""
        found = (orjson.loads(event.data).get("text") for event in self.events)
        return [text for text in found if text]

    def seq_of_text(self) -> dict[str, int]:
        """Where each text was stored first."""
        return {orjson.loads(event.data).get("text", ""): event.seq for event in reversed(self.events)}

    def picture(self, known: Known) -> Picture:
        def known_as(block: str, person: str, to: str | None = None) -> str | None:
            return alias(known.state, self.keys, block, person, to)

        return Picture(known.state, self.fresh.names, self.door, known_as, known.deeds)


def keys_now(database_url: str, room_id: str) -> dict[str, bytes]:
    """The keys to the pseudonyms of the blocks that are open at this moment."""
    database = open_database(database_url)
    try:
        return dict(seats.open_keys(database, room_id))
    finally:
        database.close()


def stored(database_url: str, room_id: str) -> Stored:
    """Reads while the server runs, or after it."""
    database = open_database(database_url)
    try:
        row = find(database, room=room_id)
        assert row is not None
        course, agenda = course_of(database, room_id)
        with database.reading.connect() as connection:
            head = connection.execute(select(rooms_table.c.seq).where(rooms_table.c.id == room_id)).scalar_one()
            answered: dict[str, list[dict[str, Any]]] = defaultdict(list)
            query = select(answers_table.c.command, answers_table.c.answer).where(answers_table.c.room == room_id)
            for command, answer in connection.execute(query):
                answered[command].append(orjson.loads(answer))
        known = seats.everybody(database, room_id)
        return Stored(
            head=head,
            door=Door(row.title, row.code, row.rehearsal),
            fresh=Known(fresh_room(course, agenda), 0, Names(Map(known.names), Map(known.seat_codes)), {}),
            events=list(read_log(database, room_id)),
            answers=dict(answered),
            keys=seats.open_keys(database, room_id),
        )
    finally:
        database.close()


@dataclass(frozen=True)
class Least:
    """What a run must have held so that its silence means something (C10)."""

    commands: int = 1
    reconnects: int = 0
    faults: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Secret:
    """Bytes that only some screens may ever receive; with ``must`` one of them has to, or nothing is proven."""

    what: str
    data: bytes
    may: frozenset[str]
    must: bool = True


def check(
    history: History,
    log: Stored,
    *,
    least: Least = Least(1),
    secrets: Iterable[Secret] = (),
    in_order: bool = True,
) -> list[str]:
    """Every fault of the run. ``in_order`` off for screens that shuffle what they send."""
    seen = Run(history, log)
    found = [
        *seen.acknowledged(), *seen.refused(), *seen.unknown(), *seen.numbered(), *seen.chained(), *seen.folded(),
        *seen.shown(), *seen.ordered(own=in_order), *seen.budgets(), *seen.steps(), *seen.not_empty(least),
        *seen.kept_secret(secrets),
    ]  # fmt: skip
    return sorted(found)


class Run:
    """One run, seen from both sides."""

    def __init__(self, history: History, log: Stored) -> None:
        self.history, self.log = history, log
        self.invoked = {record["id"]: record for record in history.of("invoke")}
        self.sent_at = {record["id"]: record["t"] for record in history.of("sent")}
        self.ok = {record["id"]: record for record in history.of("ok")}
        self.fail = {record["id"]: record for record in history.of("fail")}
        self._texts, self._seq_of = log.texts(), log.seq_of_text()

    def _said(self, command_id: str) -> str | None:
        """The words of a command that brings some: unique in a run, so that they can be found again in the log.

        A day that is filled in is none: two people may mean the same.
        """
        text = self.invoked[command_id]["command"].get("text") if command_id in self.invoked else None
        return text if isinstance(text, str) and not _DAY.fullmatch(text) else None

    # --- C1, C2, C3: what was answered and what is stored -------------------------------------------------------

    def acknowledged(self) -> Iterator[str]:
        for command_id, record in self.ok.items():
            who, kept = f"C1 {record['who']}: {command_id}", self.log.answered(command_id)
            if len(kept) != 1:
                yield f"{who} was acknowledged and {len(kept)} answers are stored"
            elif kept[0].get("seq") != record["seq"]:
                yield f"{who} was acknowledged at {record['seq']} and is stored as {kept[0]}"
            text = self._said(command_id)
            if text and self._texts[text] != 1:
                yield f"{who} was acknowledged and is in the log {self._texts[text]} times"
            elif text and self._seq_of[text] != record["seq"]:
                yield f"{who} was acknowledged at {record['seq']} and happened at {self._seq_of[text]}"
            if record["seq"] > self.log.head:
                yield f"{who} was acknowledged at {record['seq']} and the log ends at {self.log.head}"

    def refused(self) -> Iterator[str]:
        for command_id, record in self.fail.items():
            who, text = f"C2 {record['who']}: {command_id}", self._said(command_id)
            if text and self._texts[text]:
                yield f"{who} was refused ({record['code']}) and is in the log"
            if any(answer.get("ok") for answer in self.log.answered(command_id)):
                yield f"{who} was refused ({record['code']}) and is stored as done"

    def unknown(self) -> Iterator[str]:
        for command_id, record in self.invoked.items():
            if command_id not in self.ok and command_id not in self.fail:
                yield f"C3 {record['who']}: {command_id} was never answered"
            text = self._said(command_id)
            if text and self._texts[text] > 1:
                yield f"C3 {record['who']}: {command_id} is in the log {self._texts[text]} times"

    # --- C4, C5, C6: the log and what the screens made of it ----------------------------------------------------

    def numbered(self) -> Iterator[str]:
        seqs = [event.seq for event in self.log.events]
        if seqs != list(range(1, len(seqs) + 1)):
            yield f"C4 the log is numbered {seqs[:5]}...{seqs[-5:]} with {len(seqs)} events"
        if self.log.head != len(seqs):
            yield f"C4 the room says {self.log.head} and the log holds {len(seqs)}"

    def chained(self) -> Iterator[str]:
        """All screens of an audience get the same differences, and these never overlap."""
        deltas: dict[str, dict[int, Record]] = defaultdict(dict)
        for record in self.history.of("delta"):
            first = deltas[record["a"]].setdefault(record["seq"], record)
            if (first["base"], first.get("patch")) != (record["base"], record.get("patch")):
                yield f"C5 {record['a']} at {record['seq']}: {first['who']} and {record['who']} were told differently"
        for address, by_seq in deltas.items():
            before = 0
            for seq, record in sorted(by_seq.items()):
                if not before <= record["base"] < seq:
                    yield f"C5 {address}: the step to {seq} starts at {record['base']}, the last ended at {before}"
                before = seq

    def folded(self) -> Iterator[str]:
        """Replicas in the course of the run equal the fold of the log up to their seq."""
        claims: dict[int, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        for record in self.history.of("delta"):
            if "sha" in record:
                claims[record["seq"]][record["a"]].setdefault(record["sha"], record["who"])
        for record in self.history.of("snapshot"):
            for address, hashed in record["shas"].items():
                claims[record["seq"]][address].setdefault(hashed, record["who"])
        chosen = set(random.Random(7).sample(sorted(claims), min(PROVEN_REPLICAS, len(claims))))
        for seq, state in self._states():
            for address, claimed in claims[seq].items() if seq in chosen else ():
                truth = self._truth(state, address)
                for hashed, who in claimed.items():
                    if truth is not None and hashed != truth:
                        yield f"C5 {who}: the replica of {address} is wrong at {seq}"

    def _states(self) -> Iterator[tuple[int, Known]]:
        known = self.log.fresh
        yield 0, known
        for event in self.log.events:
            known = after_event(known, event)
            yield event.seq, known

    def _truth(self, known: Known, address: str) -> str | None:
        """The hash of what this audience should see; None where the key to a pseudonym is gone."""
        audience = _audience(address)
        state = known.state
        is_person = audience.kind == "person" and state.block
        if is_person and has_pseudonyms(state.course.blocks[state.block]) and state.block not in self.log.keys:
            return None
        return sha(self.log.picture(known).view(audience))

    def shown(self) -> Iterator[str]:
        *_, (_, state) = self._states()
        for record in self.history.of("final"):
            for address, fetched in record["fetched"].items():
                truth, shown = self._truth(state, address), record["shown"].get(address)
                if truth is not None and fetched != truth:
                    yield f"C6 {record['who']}: the snapshot of {address} is not the fold of the log"
                if shown != fetched:
                    yield f"C6 {record['who']} shows of {address} what is not so"
            for address in record["shown"].keys() - record["fetched"].keys():
                yield f"C6 {record['who']} still shows {address}"

    # --- C7: order ----------------------------------------------------------------------------------------------

    def ordered(self, *, own: bool) -> Iterator[str]:
        """What was acknowledged before something else was sent stands before it in the log."""
        acks = sorted((record["t"], record["seq"], record["id"]) for record in self.ok.values())
        times, best, highest = [ack[0] for ack in acks], [], (0, "")
        for _, seq, command_id in acks:
            highest = max(highest, (seq, command_id))
            best.append(highest)
        for command_id, record in self.ok.items():
            before = bisect.bisect_left(times, self.sent_at[command_id]) if command_id in self.sent_at else 0
            if before and best[before - 1][0] > record["seq"]:
                yield f"C7 {record['who']}: {command_id} at {record['seq']} was sent after {best[before - 1]} was done"
        if own:
            yield from self._own_order()

    def _own_order(self) -> Iterator[str]:
        last: dict[str, int] = {}
        for command_id, record in self.invoked.items():
            seq = self.ok[command_id]["seq"] if command_id in self.ok else 0
            if seq and seq < last.get(record["who"], 0):
                yield f"C7 {record['who']}: {command_id} at {seq} overtook what was asked before it"
            last[record["who"]] = max(seq, last.get(record["who"], 0))

    # --- C8: secrets --------------------------------------------------------------------------------------------

    def kept_secret(self, secrets: Iterable[Secret]) -> Iterator[str]:
        heard = {who: b"".join(pieces) for who, pieces in self.history.received.items()}
        for secret in secrets:
            receivers = {who for who, data in heard.items() if secret.data in data}
            for who in sorted(receivers - secret.may):
                yield f"C8 {who} received {secret.what}"
            if secret.must and not receivers & secret.may:
                yield f"C8 nobody received {secret.what}, so nothing was proven"

    # --- C9: votes and steps ------------------------------------------------------------------------------------

    def budgets(self) -> Iterator[str]:
        """Nobody ever had more dots on the board than the vote allows."""
        placed: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
        for event in self.log.events:
            happened = parse(self.log.fresh.state.course, event)
            if event.block is None or not isinstance(happened, voting.DotsPlaced):
                continue
            vote = config_of(self.log.fresh.state.course.blocks[event.block]).stage(happened.stage)
            assert isinstance(vote, Vote)
            mine = placed[event.block, happened.stage, happened.person]
            mine[happened.target] = happened.dots
            if sum(mine.values()) > vote.votes or happened.dots > vote.max_per_target:
                yield f"C9 {happened.person} has {sum(mine.values())} of {vote.votes} dots at {event.seq}"

    def steps(self) -> Iterator[str]:
        """The room moved once for each ``next`` that was acknowledged (and for each other command that moves it)."""
        moving = {"room/next", "room/back", "room/go_to", "room/open_block", "room/reopen_block"}
        asked = sum(self.invoked[i]["command"]["type"] in moving for i in self.ok if i in self.invoked)
        moved = sum(isinstance(parse(self.log.fresh.state.course, event), StepEntered) for event in self.log.events)
        if moved != asked:
            yield f"C9 the room moved {moved} times for {asked} keys that were acknowledged"

    # --- C10 ----------------------------------------------------------------------------------------------------

    def not_empty(self, least: Least) -> Iterator[str]:
        counts = self.history.counts()
        if len(self.ok) < least.commands:
            yield f"C10 only {len(self.ok)} commands were acknowledged, {least.commands} were wanted"
        if counts["down"] < least.reconnects:
            yield f"C10 only {counts['down']} sockets broke, {least.reconnects} were wanted"
        faults = Counter(record["name"] for record in self.history.of("fault"))
        for name, wanted in least.faults.items():
            if faults[name] < wanted:
                yield f"C10 only {faults[name]} times {name}, {wanted} were wanted"


def _audience(address: str) -> Audience:
    kind, _, name = address.partition(":")
    shared = {"phones": PHONES, "projector": PROJECTOR, "console": CONSOLE}
    if kind in shared:
        return shared[kind]
    if kind == "circle":
        return circle_audience(*name.rsplit(":", 1))
    return team_audience(name) if kind == "team" else person_audience(name, None)


def rules(faults: Iterable[str]) -> set[str]:
    """The rules that were broken."""
    return {fault.split(" ", 1)[0] for fault in faults}
