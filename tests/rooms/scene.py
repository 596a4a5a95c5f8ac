"""A room that is served: a real database, the real writer thread, the real queue. Lines stand for connected screens."""

import itertools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import insert, select

from workshop.config import Config, Limits
from workshop.core.activity import Audience
from workshop.core.course import Course
from workshop.core.patch import View
from workshop.eventloop import Promise, spawn
from workshop.rooms.asking import Answer, Caller
from workshop.rooms.feeds import Frame
from workshop.rooms.hub import Hub
from workshop.rooms.live import LiveRoom
from workshop.store.database import open_database
from workshop.store.event_log import read_log
from workshop.store.seats import Seat
from workshop.store.tables import answers, trainers

FAY = Caller("console", trainer="fay")
_ids = itertools.count()


def new_id() -> str:
    return f"wish-{next(_ids):08}"


def hub_on(file: Path, limits: Limits | None = None, trainer: bool = True) -> Hub:
    """A server's rooms on a file that has its tables."""
    hub = Hub(open_database(f"sqlite:///{file}"), Config(data_dir=file.parent, limits=limits or Limits()))
    if trainer:
        fay = insert(trainers).values(id="fay", name="Fay", password="-", created_at=0).prefix_with("OR IGNORE")
        hub.write(lambda connection: connection.execute(fay).rowcount)
    return hub


@dataclass(eq=False)
class Screen:
    """One connected screen: what it was sent, and why it was closed."""

    frames: list[tuple[str, Any]] = field(default_factory=list)
    closed: str | None = None

    def send(self, frame: Frame) -> None:
        self.frames.append((frame.event, orjson.loads(frame.body)))

    def close(self, why: str) -> None:
        self.closed = why

    def got(self, event: str) -> list[Any]:
        return [payload for name, payload in self.frames if name == event]


class Guest:
    """Somebody at a phone, or Fay at her console."""

    def __init__(self, scene: "Scene", caller: Caller, seat: Seat | None = None) -> None:
        self.scene, self.caller, self._seat = scene, caller, seat

    @property
    def seat(self) -> Seat:
        assert self._seat
        return self._seat

    @property
    def id(self) -> str:
        return self.caller.person or ""

    def __call__(self, command: str, **fields: Any) -> Answer | None:
        """Asks once and gives the answer; None when nobody knows what came of it."""
        return self.asks(self.wish(command, **fields))

    def wish(self, command: str, **fields: Any) -> dict[str, Any]:
        """A command ready to be sent, as often as one likes."""
        if not command.startswith("room/"):
            fields = {"block": self.scene.live.state.block} | fields
        return {"id": new_id(), "type": command} | fields

    def asks(self, wish: object) -> Answer | None:
        return self.scene.live.ask(self.caller, [wish])[0]

    def fetches(self) -> dict[str, View]:
        """A snapshot of everything this screen holds."""
        live = self.scene.live
        views: dict[str, View] = orjson.loads(live.snapshot(live.audiences(self.caller)))
        return views


class Scene:
    """One room of a hub."""

    def __init__(self, hub: Hub, course: Course, room: str | None = None) -> None:
        self.hub = hub
        self.room = room or hub.open_room("fay", course, course.agendas[0].id, "A room").id
        self.fay = Guest(self, FAY)

    @property
    def live(self) -> LiveRoom:
        return self.hub.live(self.room)

    def joins(self, name: str) -> Guest:
        seat = self.live.join(name)
        return Guest(self, Caller("phone", seat.person), seat)

    def next(self, *, anyway: bool = True) -> Answer | None:
        state = self.live.state
        return self.fay("room/next", block=state.block, step=state.step, anyway=anyway)

    def opens(self, block: str, step: str | None = None) -> None:
        answer = self.fay("room/go_to", block=block, step=step)
        assert answer
        assert answer.get("ok"), answer

    def log(self) -> list[tuple[int, dict[str, Any]]]:
        return [(event.seq, orjson.loads(event.data)) for event in read_log(self.hub.database, self.room)]

    def types(self) -> list[str]:
        """What happened, by its name."""
        return [event["type"] for _, event in self.log()]

    def stored_answers(self) -> dict[tuple[str, str], Any]:
        with self.hub.database.reading.connect() as connection:
            rows = connection.execute(select(answers).where(answers.c.room == self.room))
            return {(row.actor, row.command): orjson.loads(row.answer) for row in rows}

    def restarted(self) -> None:
        """The process forgets the room; the next to ask folds it from its log."""
        self.hub._live.pop(self.room)
        self.hub._presence.pop(self.room)

    def connects(self, guest: Guest) -> Screen:
        screen = Screen()
        self.hub.presence(self.room).connect(screen, guest.caller)
        return screen

    def view(self, audience: Audience) -> View:
        return self.live.view(audience)


def together(*calls: Any) -> list[Any]:
    """Do all of this at once, as different greenlets; what each gave, in order."""
    promises: list[Promise[Any]] = [Promise() for _ in calls]

    def run(call: Any, promise: Promise[Any]) -> None:
        try:
            promise.deliver(call())
        except Exception as error:  # noqa: BLE001 (handed to the test)
            promise.deliver(error)

    for call, promise in zip(calls, promises, strict=True):
        spawn(run, call, promise)
    return [promise.wait(30) for promise in promises]
