"""What may be wished for in a room itself, whatever activity is on, and what may have happened there."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from workshop.core.activity import BlockOpened, Command, Event, Ms, PersonId, StepEntered, TeamId
from workshop.core.course import Mode
from workshop.core.said import Kept, Said


class Facilitates(Command):
    who: ClassVar[Literal["facilitator"]] = "facilitator"


class Participates(Command):
    who: ClassVar[Literal["participant"]] = "participant"


# --- the day ------------------------------------------------------------------------------------------------------


class Next(Facilitates):
    """Go on. ``block`` and ``step`` say where the key was pressed, so that two keys make one step.

    Refused with ``room/gate`` while people are missing, unless ``anyway``.
    """

    type: Literal["room/next"]
    block: str | None = None
    step: str | None = None
    anyway: bool = False


class Back(Facilitates):
    """Go back one step. Nothing that was entered is lost."""

    type: Literal["room/back"]
    block: str | None = None
    step: str | None = None


class GoTo(Facilitates):
    """Jump to a block, or to one of its steps."""

    type: Literal["room/go_to"]
    block: str
    step: str | None = None


class OpenBlock(Facilitates):
    type: Literal["room/open_block"]
    block: str


class CloseBlock(Facilitates):
    """End the block that is on, without opening the next."""

    type: Literal["room/close_block"]


class ReopenBlock(Facilitates):
    type: Literal["room/reopen_block"]
    block: str


class Skip(Facilitates):
    type: Literal["room/skip"]
    block: str


class Unskip(Facilitates):
    type: Literal["room/unskip"]
    block: str


class SwitchMode(Facilitates):
    """Run the rest of the day in full or in short."""

    type: Literal["room/switch_mode"]
    mode: Mode


class Pause(Facilitates):
    """Stop the clock and the phones, for a break or a fire alarm."""

    type: Literal["room/pause"]


class Resume(Facilitates):
    type: Literal["room/resume"]


class End(Facilitates):
    """The course is over: nobody joins or writes any more, everything can still be read and downloaded."""

    type: Literal["room/end"]


class Reopen(Facilitates):
    type: Literal["room/reopen"]


# --- the clock and the screens ------------------------------------------------------------------------------------


class StartTimer(Facilitates):
    type: Literal["room/start_timer"]
    minutes: float = Field(gt=0, le=600)


class AddTime(Facilitates):
    type: Literal["room/add_time"]
    minutes: float = Field(ge=-600, le=600)


class HoldTimer(Facilitates):
    type: Literal["room/hold_timer"]


class ContinueTimer(Facilitates):
    type: Literal["room/continue_timer"]


class ClearTimer(Facilitates):
    type: Literal["room/clear_timer"]


class Lock(Facilitates):
    """Take no more input in this step; what people type stays on their phones."""

    type: Literal["room/lock"]
    on: bool


class Blank(Facilitates):
    """Show nothing on the wall."""

    type: Literal["room/blank"]
    on: bool


class ShowTeams(Facilitates):
    """Show the teams and their members on the wall."""

    type: Literal["room/show_teams"]
    on: bool


# --- the people ---------------------------------------------------------------------------------------------------


class DrawTeams(Facilitates):
    """Deal everybody into teams whose sizes differ by at most one."""

    type: Literal["room/draw_teams"]
    count: int = Field(ge=1, le=40)


class MovePerson(Facilitates):
    type: Literal["room/move_person"]
    person: PersonId
    team: TeamId


class NameTeam(Command):
    """A team chooses its name; any member may, and so may the facilitator."""

    who: ClassVar[Literal["anyone"]] = "anyone"
    type: Literal["room/name_team"]
    team: TeamId
    name: Said


class TakeScribe(Participates):
    """I write for my team from now on."""

    type: Literal["room/take_scribe"]


class SetScribe(Facilitates):
    type: Literal["room/set_scribe"]
    team: TeamId
    person: PersonId


class AddPerson(Facilitates):
    """Somebody without a phone takes a seat; with the seat code they may still pick it up."""

    type: Literal["room/add_person"]
    name: Said


class RemovePerson(Facilitates):
    """Send somebody out: their phone is signed out at once, what they wrote stays."""

    type: Literal["room/remove_person"]
    person: PersonId


class TakeSeat(Command):
    """Somebody joins. Made by the engine when a name was given at the door; no client can utter it."""

    who: ClassVar[Literal["anyone"]] = "anyone"
    type: Literal["room/take_seat"] = "room/take_seat"
    person: PersonId


COMMANDS: tuple[type[Command], ...] = (
    Next, Back, GoTo, OpenBlock, CloseBlock, ReopenBlock, Skip, Unskip, SwitchMode, Pause, Resume, End, Reopen,
    StartTimer, AddTime, HoldTimer, ContinueTimer, ClearTimer, Lock, Blank, ShowTeams,
    DrawTeams, MovePerson, NameTeam, TakeScribe, SetScribe, AddPerson, RemovePerson,
)  # fmt: skip


# --- facts --------------------------------------------------------------------------------------------------------


class PersonJoined(Event):
    type: Literal["room/person_joined"] = "room/person_joined"
    person: PersonId
    team: TeamId | None = None
    at: Ms


class PersonMoved(Event):
    type: Literal["room/person_moved"] = "room/person_moved"
    person: PersonId
    team: TeamId


class PersonRemoved(Event):
    type: Literal["room/person_removed"] = "room/person_removed"
    person: PersonId


class TeamsDrawn(Event):
    """Who belongs to which team; every team listed here exists from now on, no other does."""

    type: Literal["room/teams_drawn"] = "room/teams_drawn"
    teams: list[TeamId]
    team_of: dict[PersonId, TeamId]


class TeamNamed(Event):
    type: Literal["room/team_named"] = "room/team_named"
    team: TeamId
    name: Kept


class ScribeSet(Event):
    type: Literal["room/scribe_set"] = "room/scribe_set"
    team: TeamId
    person: PersonId


class BlockClosed(Event):
    type: Literal["room/block_closed"] = "room/block_closed"
    block: str
    at: Ms


class BlockSkipped(Event):
    type: Literal["room/block_skipped"] = "room/block_skipped"
    block: str
    on: bool


class ModeSwitched(Event):
    type: Literal["room/mode_switched"] = "room/mode_switched"
    mode: Mode


class TimerSet(Event):
    """A clock runs (or with ``left_ms`` stands still)."""

    type: Literal["room/timer_set"] = "room/timer_set"
    length_ms: Ms
    ends_at: Ms
    left_ms: Ms | None = None


class TimerCleared(Event):
    type: Literal["room/timer_cleared"] = "room/timer_cleared"


class Switched(Event):
    """One of the room's switches was turned."""

    type: Literal["room/switched"] = "room/switched"
    what: Literal["paused", "locked", "blank", "show_teams", "ended"]
    on: bool
    at: Ms


EVENTS: tuple[type[Event], ...] = (
    PersonJoined, PersonMoved, PersonRemoved, TeamsDrawn, TeamNamed, ScribeSet, BlockOpened, BlockClosed,
    BlockSkipped, ModeSwitched, StepEntered, TimerSet, TimerCleared, Switched,
)  # fmt: skip
