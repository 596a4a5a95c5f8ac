"""At the server's own keyboard: a new password for the only trainer, while the server goes on."""

import re

import pytest

from workshop import cli
from workshop.rooms.clock import now_ms
from workshop.store import people

PASSWORD = "a long walk by the sea"


@pytest.fixture
def typed(config, monkeypatch, capsys):
    """What is printed for a command, with its exit status."""
    monkeypatch.setenv("DATA_DIR", str(config.data_dir))
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    monkeypatch.setattr(cli, "log_to_standard_error", lambda: None)

    def typed(*arguments):
        status = cli.main(["trainer", *arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return typed


@pytest.fixture
def fay(hub):
    kept = people.hash_password("forgotten long ago")
    return hub.write(lambda connection: people.add_first_trainer(connection, "Fay Wong", kept, now_ms()))


def test_the_link_that_is_printed_sets_a_new_password(typed, hub, fay, browser):
    status, printed, _ = typed("Fay Wong")
    link = re.search(r"http://localhost:8123(/new-password/[\w-]+)", printed)[1]
    assert status == 0
    assert browser().fill_in(link, password=PASSWORD, again=PASSWORD).status_code == 303
    assert people.sign_in(hub.database, "Fay Wong", PASSWORD) == fay
    assert browser().get(link).status_code == 410


def test_the_public_address_is_printed_where_there_is_one(typed, fay, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://workshop.example")
    assert "  https://workshop.example/new-password/" in typed("Fay Wong")[1]


def test_a_name_nobody_has_prints_those_there_are(typed, fay):
    status, printed, said = typed("Zoe")
    assert (status, printed) == (1, "")
    assert "Fay Wong" in said


@pytest.mark.parametrize("arguments", [(), ("",), ("Fay", "Wong")])
def test_without_a_name_it_says_how_it_is_used(typed, fay, arguments):
    assert typed(*arguments) == (2, "", "run.py trainer NAME\n")
