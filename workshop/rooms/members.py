"""The people of a room: who may come in, who is in which team, whose hand is up, what they were told."""

from __future__ import annotations

import random
from typing import Any

from immutables import Map

from workshop.core.activity import By, Event, PersonId, Team, TeamId
from workshop.core.errors import Refused
from workshop.core.frozen import replace
from workshop.parts.length import check_length
from workshop.rooms import messages as m
from workshop.rooms.state import Member, Notice, RoomState

LONGEST_TEAM_NAME = 12
LONGEST_NOTICE = 120
MOST_NOTICES = 500


# --- decide -------------------------------------------------------------------------------------------------------


def decide(state: RoomState, command: Any, by: By) -> list[Event]:
    """What follows from a command about people; raises ``Refused``."""
    match command:
        case m.TakeSeat(person=person, waits=waits):
            waits = waits or (state.joining == "approve" and not by.facilitates)
            team = None if waits else _smallest_team(state)
            return [m.PersonJoined(person=person, team=team, at=by.now, waits=waits)]
        case m.RemovePerson(person=person):
            return [m.PersonRemoved(person=_seated(state, person).id)]
        case m.ReturnPerson(person=person):
            return [m.PersonReturned(person=person)] if _known(state, person).removed else []
        case m.SetJoining(to=to):
            return [m.JoiningSet(to=to)] if to != state.joining else []
        case m.Admit(person=person):
            return _admitted(state, [_known(state, person)])
        case m.AdmitAll():
            return _admitted(state, list(state.members.values()))
        case m.RaiseHand(on=on):
            return _hand(state, by.person, by.now if on else None)
        case m.LowerHand(person=person):
            return _hand(state, _known(state, person).id, None)
        case m.Say():
            return _say(state, command, by)
        case m.TakeBack(message=message):
            notice = state.said.get(message)
            if notice is None:
                raise Refused("room/no_such_message")
            return [] if notice.back else [m.MessageTakenBack(message=message, person=notice.person)]
        case _:
            return _decide_teams(state, command, by)


def _decide_teams(state: RoomState, command: Any, by: By) -> list[Event]:
    match command:
        case m.DrawTeams(count=count):
            return [_drawn(state, count, by)]
        case m.MovePerson(person=person, team=team):
            _team(state, team)
            return [m.PersonMoved(person=person, team=team)] if state.member(person).team != team else []
        case m.NameTeam(team=team, name=name):
            _team(state, team)
            if not by.facilitates and by.team != team:
                raise Refused("room/not_your_team")
            check_length(name.replace("\n", " "), LONGEST_TEAM_NAME, code="room")
            return [m.TeamNamed(team=team, name=name.replace("\n", " "))]
        case m.TakeScribe():
            if by.team is None or by.person is None:
                raise Refused("room/no_team")
            return [m.ScribeSet(team=by.team, person=by.person)]
        case m.SetScribe(team=team, person=person):
            if state.member(person).team != _team(state, team).id:
                raise Refused("room/not_in_team")
            return [m.ScribeSet(team=team, person=person)]
        case _:
            raise TypeError(f"not a command of the room: {command!r}")


def _known(state: RoomState, person: PersonId) -> Member:
    """Also somebody who waits at the door or was sent out; nobody who was forgotten."""
    found = state.members.get(person)
    if found is None or found.forgotten:
        raise Refused("room/no_such_person")
    return found


def _seated(state: RoomState, person: PersonId) -> Member:
    found = _known(state, person)
    if found.removed:
        raise Refused("room/no_such_person")
    return found


def _admitted(state: RoomState, waiting: list[Member]) -> list[Event]:
    """Each goes to the team that is the smallest by then."""
    events: list[Event] = []
    for member in waiting:
        if member.waits and not member.removed:
            admitted = m.PersonAdmitted(person=member.id, team=_smallest_team(state))
            state = apply(state, admitted)
            events.append(admitted)
    return events


def _hand(state: RoomState, person: PersonId | None, at: int | None) -> list[Event]:
    if person is None:
        raise Refused("room/participants_only")
    is_up = _known(state, person).hand is not None
    return [m.HandRaised(person=person, at=at)] if is_up != (at is not None) else []


def _say(state: RoomState, command: m.Say, by: By) -> list[Event]:
    check_length(command.text, LONGEST_NOTICE, code="room")
    if command.team is not None:
        _team(state, command.team)
    if command.person is not None:
        state.member(command.person)
    if command.team is not None and command.person is not None:
        raise Refused("command/malformed", field="person")
    if len(state.said) >= MOST_NOTICES:
        raise Refused("room/enough_messages", most=MOST_NOTICES)
    wall = command.wall and command.team is None and command.person is None
    return [
        m.MessageSent(
            message=by.fresh_id(), text=command.text, team=command.team, person=command.person, wall=wall, at=by.now
        )
    ]


def _team(state: RoomState, team: TeamId) -> Team:
    found = state.teams.get(team)
    if found is None:
        raise Refused("room/no_such_team")
    return found


def _smallest_team(state: RoomState) -> TeamId | None:
    if not state.teams:
        return None
    sizes = dict.fromkeys(state.teams, 0)
    for member in state.present:
        if member.team in sizes:
            sizes[member.team] += 1
    return min(sizes, key=lambda team: (sizes[team], state.teams[team].number))


def _drawn(state: RoomState, count: int, by: By) -> Event:
    """Everybody shuffled, then dealt like cards: sizes differ by at most one."""
    people = sorted(member.id for member in state.present)
    random.Random(by.seed).shuffle(people)
    teams = [f"t{number}" for number in range(1, count + 1)]
    return m.TeamsDrawn(teams=teams, team_of={person: teams[n % count] for n, person in enumerate(people)})


# --- apply --------------------------------------------------------------------------------------------------------


def apply(state: RoomState, event: Any) -> RoomState:
    """The room after something happened to its people."""
    match event:
        case m.PersonJoined(person=person, team=team, at=at, waits=waits):
            return _with(state, Member(person, len(state.members), at, team, waits=waits))
        case m.PersonAdmitted(person=person, team=team, on=on):
            return _with(state, replace(state.members[person], waits=not on, team=team if on else None))
        case m.PersonMoved(person=person, team=team):
            return _without_scribe(_with(state, replace(state.members[person], team=team)), person)
        case m.PersonRemoved(person=person):
            return _without_scribe(_with(state, replace(state.members[person], removed=True)), person)
        case m.PersonReturned(person=person):
            return _with(state, replace(state.members[person], removed=False))
        case m.PersonRenamed(person=person, n=n):
            return _with(state, replace(state.members[person], name=n))
        case m.PersonForgotten(person=person):
            gone = replace(state.members[person], removed=True, forgotten=True, hand=None)
            return _without_scribe(_with(state, gone), person)
        case m.HandRaised(person=person, at=raised):
            return _with(state, replace(state.members[person], hand=raised))
        case m.JoiningSet(to=to):
            return replace(state, joining=to)
        case m.MessageSent():
            notice = Notice(event.message, event.text, event.at, event.team, event.person, event.wall)
            return replace(state, said=state.said.set(notice.id, notice))
        case m.MessageTakenBack(message=message, on=on):
            return replace(state, said=state.said.set(message, replace(state.said[message], back=on)))
        case m.TextErased() | m.DoorChanged():
            return state  # the log itself was changed, and is folded again; the door stands beside the log
        case _:
            return _apply_to_teams(state, event)


def _apply_to_teams(state: RoomState, event: Any) -> RoomState:
    match event:
        case m.TeamsDrawn(teams=teams, team_of=team_of):
            return _dealt(state, {team: Team(team, n + 1) for n, team in enumerate(teams)}, team_of)
        case m.TeamsRestored(teams=numbers, scribes=scribes, team_of=team_of):
            teams_again = {team: Team(team, number, scribe=scribes.get(team)) for team, number in numbers.items()}
            return _dealt(state, teams_again, team_of)
        case m.TeamNamed(team=team, name=name):
            return replace(state, teams=state.teams.set(team, replace(state.teams[team], name=name or None)))
        case m.ScribeSet(team=team, person=person):
            return replace(state, teams=state.teams.set(team, replace(state.teams[team], scribe=person)))
        case _:
            raise TypeError(f"not an event of the room: {event!r}")


def _dealt(state: RoomState, teams: dict[TeamId, Team], team_of: dict[PersonId, TeamId]) -> RoomState:
    dealt = {member.id: replace(member, team=team_of.get(member.id)) for member in state.members.values()}
    return replace(state, teams=Map(teams), members=Map(dealt))


def _with(state: RoomState, member: Member) -> RoomState:
    return replace(state, members=state.members.set(member.id, member))


def _without_scribe(state: RoomState, person: PersonId) -> RoomState:
    """Whoever leaves a team no longer writes for it."""
    member = state.members[person]
    left = {
        team.id: replace(team, scribe=None)
        for team in state.teams.values()
        if team.scribe == person and (member.removed or member.team != team.id)
    }
    return replace(state, teams=state.teams.update(left)) if left else state
