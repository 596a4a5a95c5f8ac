"""What may be wished for in a room itself, whatever activity is on, and what may have happened there."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from workshop.core.activity import BlockOpened, Command, Event, Imported, Message, Ms, PersonId, StepEntered, TeamId
from workshop.core.course import Mode
from workshop.core.said import Kept, Said

Joining = Literal["open", "approve", "closed"]
"""Who may come in: everybody, whoever a facilitator lets in, nobody."""


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


class SwitchBlockMode(Facilitates):
    """Run one activity in full or in short."""

    type: Literal["room/switch_block_mode"]
    block: str
    mode: Mode


class MoveBlock(Facilitates):
    """Have an activity before another one; without ``before`` as the last of the day."""

    type: Literal["room/move_block"]
    block: str
    before: str | None = None


class AddBlock(Facilitates):
    """Take an activity of the course into the plan, before another one or as the last."""

    type: Literal["room/add_block"]
    block: str
    before: str | None = None


class SetMinutes(Facilitates):
    """Give an activity more or less time than planned; its steps share in it."""

    type: Literal["room/set_minutes"]
    block: str
    minutes: float = Field(gt=0, le=600)


class Replan(Facilitates):
    """End in time: these shorter, those not at all. ``late`` minutes go to the activity that is on."""

    type: Literal["room/replan"]
    shorten: list[str] = Field(max_length=200)
    skip: list[str] = Field(max_length=200)
    late: float = Field(default=0, ge=0, le=600)


class EditText(Facilitates):
    """Word something anew in this room: ``title``, ``focus``, or ``name/``, ``projector/``, ``phone/`` with a step."""

    type: Literal["room/edit_text"]
    block: str
    target: str
    zh: Said
    en: Said


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


class RenamePerson(Facilitates):
    """Call somebody by another name; a number is put behind it when somebody looks like that already."""

    type: Literal["room/rename_person"]
    person: PersonId
    name: Said


class ReturnPerson(Facilitates):
    """Let somebody who was sent out come back to the seat they had."""

    type: Literal["room/return_person"]
    person: PersonId


class SetJoining(Facilitates):
    """Who may come in from now on: everybody, whoever is let in one by one, or nobody."""

    type: Literal["room/set_joining"]
    to: Joining


class Admit(Facilitates):
    """Let somebody in who waits at the door."""

    type: Literal["room/admit"]
    person: PersonId


class AdmitAll(Facilitates):
    """Let everybody in who waits at the door."""

    type: Literal["room/admit_all"]


class RaiseHand(Participates):
    """I need somebody; ``on`` False takes the hand down."""

    type: Literal["room/raise_hand"]
    on: bool


class LowerHand(Facilitates):
    """Somebody has been helped."""

    type: Literal["room/lower_hand"]
    person: PersonId


class Say(Facilitates):
    """A line to everybody's phone, or to those of one team or one person; ``wall`` shows it on the wall, too."""

    type: Literal["room/say"]
    text: Said
    team: TeamId | None = None
    person: PersonId | None = None
    wall: bool = False


class TakeBack(Facilitates):
    """Take a line off the phones and the wall again."""

    type: Literal["room/take_back"]
    message: str


# --- putting right ------------------------------------------------------------------------------------------------


class Undo(Facilitates):
    """Take back what a facilitator did. ``deed`` is the one to take back, as the console lists it.

    Refused with ``undo/changed`` once something later has touched the same things.
    """

    type: Literal["room/undo"]
    deed: int


class EraseText(Facilitates):
    """Blank a person's words for ever, in the log too: a note, a question, a comment, a message, a team's name.

    ``block`` is the activity that holds the item, None for the room itself. Cannot be undone.
    """

    type: Literal["room/erase_text"]
    block: str | None = None
    item: str


class ForgetPerson(Facilitates):
    """Forget somebody for ever: their name, their seat and everything they wrote. Cannot be undone."""

    type: Literal["room/forget_person"]
    person: PersonId


class TakeSeat(Command):
    """Somebody joins. Made by the engine when a name was given at the door; no client can utter it."""

    who: ClassVar[Literal["anyone"]] = "anyone"
    type: Literal["room/take_seat"] = "room/take_seat"
    person: PersonId
    waits: bool = False


class ChangeDoor(Command):
    """Another code and another QR. Made by the engine when the console's page asks for it; no client can utter it."""

    who: ClassVar[Literal["facilitator"]] = "facilitator"
    type: Literal["room/change_door"] = "room/change_door"


COMMANDS: tuple[type[Command], ...] = (
    Next, Back, GoTo, OpenBlock, CloseBlock, ReopenBlock, Skip, Unskip, SwitchMode, Pause, Resume, End, Reopen,
    StartTimer, AddTime, HoldTimer, ContinueTimer, ClearTimer, Lock, Blank, ShowTeams,
    DrawTeams, MovePerson, NameTeam, TakeScribe, SetScribe, AddPerson, RemovePerson,
    RenamePerson, ReturnPerson, SetJoining, Admit, AdmitAll, RaiseHand, LowerHand, Say, TakeBack,
    Undo, EraseText, ForgetPerson, SwitchBlockMode, MoveBlock, AddBlock, SetMinutes, Replan, EditText,
)  # fmt: skip


# --- facts --------------------------------------------------------------------------------------------------------


class PersonJoined(Event):
    type: Literal["room/person_joined"] = "room/person_joined"
    person: PersonId
    team: TeamId | None = None
    at: Ms
    waits: bool = False


class PersonMoved(Event):
    type: Literal["room/person_moved"] = "room/person_moved"
    person: PersonId
    team: TeamId | None


class PersonRemoved(Event):
    type: Literal["room/person_removed"] = "room/person_removed"
    person: PersonId


class PersonReturned(Event):
    """Somebody who was sent out is in the room again."""

    type: Literal["room/person_returned"] = "room/person_returned"
    person: PersonId


class PersonRenamed(Event):
    """The ``n``-th name of this person holds; what it is stands with the names, not in the log."""

    type: Literal["room/person_renamed"] = "room/person_renamed"
    person: PersonId
    n: int


class PersonForgotten(Event):
    """Name and words of this person are gone; ``seqs`` are the events whose texts were blanked."""

    type: Literal["room/person_forgotten"] = "room/person_forgotten"
    person: PersonId
    seqs: list[int]


class PersonAdmitted(Event):
    """Somebody who waited at the door is in the room; ``on`` False puts them back there."""

    type: Literal["room/person_admitted"] = "room/person_admitted"
    person: PersonId
    team: TeamId | None = None
    on: bool = True


class JoiningSet(Event):
    type: Literal["room/joining_set"] = "room/joining_set"
    to: Joining


class DoorChanged(Event):
    """The room has another code and another QR; what they are stands with the room, not in the log."""

    type: Literal["room/door_changed"] = "room/door_changed"
    at: Ms


class HandRaised(Event):
    """A hand went up (or with ``at`` None down)."""

    type: Literal["room/hand_raised"] = "room/hand_raised"
    person: PersonId
    at: Ms | None = None


class MessageSent(Event):
    """A facilitator's line to the room, a team or a person."""

    type: Literal["room/message_sent"] = "room/message_sent"
    message: str
    text: Kept
    team: TeamId | None = None
    person: PersonId | None = None
    wall: bool = False
    at: Ms


class MessageTakenBack(Event):
    """The line is not shown any more; ``on`` False shows it again."""

    type: Literal["room/message_taken_back"] = "room/message_taken_back"
    message: str
    person: PersonId | None = None
    on: bool = True


class TextErased(Event):
    """The texts of these events were blanked in the log itself."""

    type: Literal["room/text_erased"] = "room/text_erased"
    block: str | None = None
    item: str
    seqs: list[int]


class TeamsDrawn(Event):
    """Who belongs to which team; every team listed here exists from now on, no other does."""

    type: Literal["room/teams_drawn"] = "room/teams_drawn"
    teams: list[TeamId]
    team_of: dict[PersonId, TeamId]


class TeamsRestored(Event):
    """The teams are again what they were: numbers, members, scribes; names come back with ``TeamNamed``."""

    type: Literal["room/teams_restored"] = "room/teams_restored"
    teams: dict[TeamId, int]
    scribes: dict[TeamId, PersonId]
    team_of: dict[PersonId, TeamId]


class TeamNamed(Event):
    type: Literal["room/team_named"] = "room/team_named"
    team: TeamId
    name: Kept | None


class ScribeSet(Event):
    type: Literal["room/scribe_set"] = "room/scribe_set"
    team: TeamId
    person: PersonId | None


class BlockClosed(Event):
    type: Literal["room/block_closed"] = "room/block_closed"
    block: str
    at: Ms


class PositionRestored(Event):
    """The room stands again where it stood, as if the step to leave had never been taken."""

    type: Literal["room/position_restored"] = "room/position_restored"
    block: str | None = None
    step: str | None = None
    last: str | None = None
    locked: bool = False
    show_teams: bool = False


class BlockWithdrawn(Event):
    """A block that was opened by mistake is as if it had never been opened: nobody had done anything in it."""

    type: Literal["room/block_withdrawn"] = "room/block_withdrawn"
    block: str


class BlockResumed(Event):
    """A block that was closed by mistake goes on."""

    type: Literal["room/block_resumed"] = "room/block_resumed"
    block: str


class BlockSkipped(Event):
    type: Literal["room/block_skipped"] = "room/block_skipped"
    block: str
    on: bool


class ModeSwitched(Event):
    type: Literal["room/mode_switched"] = "room/mode_switched"
    mode: Mode


class BlockModeSwitched(Event):
    """One block runs in this mode whatever the room does; None: as the room."""

    type: Literal["room/block_mode_switched"] = "room/block_mode_switched"
    block: str
    mode: Mode | None


class SlotLine(Message):
    """A line of the agenda as it is stored."""

    block: str
    at: str | None = None
    minutes: float
    day: int = 1


class AgendaArranged(Event):
    """The whole plan as it is from now on."""

    type: Literal["room/agenda_arranged"] = "room/agenda_arranged"
    slots: list[SlotLine]


class MinutesSet(Event):
    """How long a block was given on the day; None: as planned. ``step``: how long its only step is again."""

    type: Literal["room/minutes_set"] = "room/minutes_set"
    block: str
    minutes: float | None
    step: float | None = None


class TextEdited(Event):
    """A text of the course reads so in this room."""

    type: Literal["room/text_edited"] = "room/text_edited"
    block: str
    target: str
    zh: Kept
    en: Kept


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
    PersonReturned, PersonRenamed, PersonForgotten, PersonAdmitted, JoiningSet, HandRaised, MessageSent,
    MessageTakenBack, TextErased, DoorChanged, TeamsRestored, PositionRestored, BlockWithdrawn, BlockResumed,
    Imported, BlockModeSwitched, AgendaArranged, MinutesSet, TextEdited,
)  # fmt: skip
