"""A kind is one folder that says what it is: its rules, its three screens, and a page a newcomer can read."""

import re
from pathlib import Path
from typing import get_args

import pytest

import workshop.activities
from workshop.core.activity import Command, Event, Message
from workshop.rooms import messages as m
from workshop.rooms.kinds import kinds

FOLDERS = Path(workshop.activities.__path__[0])
KINDS = sorted(kinds())
SECTIONS = ["Purpose.", "Commands.", "Who sees what.", "The report"]

each_kind = pytest.mark.parametrize("kind", KINDS)


def test_every_folder_is_a_kind() -> None:
    folders = [folder.name for folder in FOLDERS.iterdir() if (folder / "__init__.py").is_file()]
    assert sorted(folders) == KINDS


@each_kind
@pytest.mark.parametrize("file", ["activity.py", "phone.tsx", "projector.tsx", "console.tsx", "README.md"])
def test_a_folder_holds_the_rules_the_screens_and_a_page(kind: str, file: str) -> None:
    assert (FOLDERS / kind / file).is_file()


@each_kind
def test_a_kind_is_called_as_its_folder(kind: str) -> None:
    assert kinds()[kind].activity.kind == kind


@each_kind
def test_every_message_is_named_after_its_kind(kind: str) -> None:
    activity = kinds()[kind].activity
    names = [type_of(message) for message in (*activity.commands, *activity.events)]
    assert all(re.fullmatch(rf"{kind}/[a-z_]+", name) for name in names), names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "command", [*m.COMMANDS, *(one for kind in kinds().values() for one in kind.activity.commands)]
)
def test_every_command_says_who_may_utter_it(command: type[Command]) -> None:
    said = [base for base in command.__mro__ if "who" in vars(base) and base is not Command]
    assert said, "the default is nobody's decision"
    assert command.who in ("participant", "facilitator", "anyone")


@pytest.mark.parametrize("message", [*m.EVENTS, *(one for kind in kinds().values() for one in kind.activity.events)])
def test_every_event_names_its_own_type_so_that_it_can_be_read_back(message: type[Event]) -> None:
    assert message.model_fields["type"].default == type_of(message)


@each_kind
def test_messages_cannot_be_changed_and_take_nothing_unknown(kind: str) -> None:
    activity = kinds()[kind].activity
    for message in (activity.config, *activity.commands, *activity.events):
        assert issubclass(message, Message)
        settings = message.model_config
        assert (settings["frozen"], settings["extra"], settings["strict"]) == (True, "forbid", True)


class TestReadme:
    @each_kind
    def test_it_says_purpose_commands_who_sees_what_and_what_the_report_holds(self, kind: str) -> None:
        assert re.findall(r"^\*\*(.+?)\*\*", readme(kind), re.MULTILINE) == SECTIONS

    @each_kind
    def test_it_names_every_command_and_no_other(self, kind: str) -> None:
        activity = kinds()[kind].activity
        named = set(re.findall(rf"`({kind}/[a-z_]+)`", readme(kind)))
        assert named == {type_of(command) for command in activity.commands}

    @each_kind
    def test_it_says_who_may_utter_each_command(self, kind: str) -> None:
        lines = readme(kind).splitlines()
        said = {
            type_of(command): command.who in next((line for line in lines if f"`{type_of(command)}`" in line), "")
            for command in kinds()[kind].activity.commands
        }
        assert [name for name, is_said in said.items() if not is_said] == []


def readme(kind: str) -> str:
    return (FOLDERS / kind / "README.md").read_text()


def type_of(message: type[Message]) -> str:
    name: str = get_args(message.model_fields["type"].annotation)[0]
    return name
