"""R3: the power is cut at any moment; whatever was acknowledged is there when it comes back, and the file is whole."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from tests.harness.machine import Machine
from tests.harness.power_cut import Disk, deeds
from tests.rooms.course import WRITE, board, course
from workshop.store import people, rooms
from workshop.store.database import open_database
from workshop.store.migrate import migrate

TOP = Path(__file__).resolve().parents[2]
ROOMS = 3
COMMANDS = 400


def fill(folder):
    """A database with empty rooms in it."""
    folder.mkdir()
    url = f"sqlite:///{folder / 'workshop.db'}"
    migrate(url)
    database = open_database(url)
    pack = course(board(WRITE))
    with database.writing.begin() as connection:
        fay = people.add_first_trainer(connection, "Fay", "no password", 1)
        for _ in range(ROOMS):
            rooms.open_room(connection, fay.id, pack, pack.agendas[0].id, "Thursday", 1, 0)
    database.close()


def recorded(tmp_path, *weaker):
    """The disk before, and everything that the writer did to it."""
    data, record = tmp_path / "data", tmp_path / "record"
    fill(data)
    before = {file.name: bytearray(file.read_bytes()) for file in data.iterdir()}
    machine = Machine(tmp_path / "machine", data, record=record)
    arguments = [sys.executable, "-m", "tests.faults.storing", str(data), str(COMMANDS), *weaker]
    subprocess.run(arguments, cwd=TOP, env={**os.environ, **machine.environ}, check=True, timeout=120)
    return Disk(before), list(deeds(record))


def cut_at(tmp_path, count, disk, happened):
    """So many power cuts at random moments; what was wrong with each image, and how many acks were at stake."""
    dice = random.Random(7)
    moments = set(dice.sample(range(len(happened)), min(count, len(happened))))
    extra = count - len(moments)
    acked, faults, at_stake = [], [], 0
    for n, deed in enumerate(happened):
        if deed.file == "acks":
            acked += [tuple(line.split()) for line in deed.data.decode().splitlines()]
        elif not deed.file.endswith("-shm"):
            disk.take(deed)
        tries = (n in moments) + (extra * (n + 1) // len(happened) - extra * n // len(happened))
        for _ in range(tries):
            at_stake += len(acked)
            faults += faults_of(tmp_path / "image", disk.after_a_cut(dice), acked)
    return faults, at_stake


def faults_of(folder, files, acked):
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    connection = dbapi2.connect(folder / "workshop.db")
    try:
        (whole,) = connection.execute("PRAGMA integrity_check").fetchone()
        kept = set(connection.execute("SELECT room, command FROM answers"))
        torn = connection.execute(
            "SELECT id FROM rooms WHERE seq != (SELECT count(*) FROM events WHERE room = rooms.id)"
            " OR seq != 2 * (SELECT count(*) FROM answers WHERE room = rooms.id)"
        ).fetchall()
    except dbapi2.DatabaseError as error:
        return [f"corrupt: {error}"]
    finally:
        connection.close()
    lost = len(set(acked) - kept)
    found = [f"{whole}"] if whole != "ok" else []
    return found + ([f"lost {lost}"] if lost else []) + [f"a transaction in part: {room}" for (room,) in torn]


def test_nothing_acknowledged_is_lost_in_four_hundred_power_cuts(tmp_path):
    disk, happened = recorded(tmp_path)
    assert sum(deed.what == "T" or (deed.file == "workshop.db" and deed.what == "S") for deed in happened) > 5
    found, at_stake = cut_at(tmp_path, 400, disk, happened)
    assert found == []
    assert at_stake > 400 * COMMANDS / 4


@pytest.mark.full
@pytest.mark.timeout(600)
def test_nothing_acknowledged_is_lost_in_four_thousand_power_cuts(tmp_path):
    found, _ = cut_at(tmp_path, 4_000, *recorded(tmp_path))
    assert found == []


def test_a_writer_that_syncs_only_now_and_then_is_caught(tmp_path):
    found, _ = cut_at(tmp_path, 100, *recorded(tmp_path, "normal_sync"))
    assert len([fault for fault in found if fault.startswith("lost")]) > 30, found


def test_a_writer_that_never_syncs_is_caught(tmp_path):
    found, _ = cut_at(tmp_path, 100, *recorded(tmp_path, "no_sync"))
    assert [fault for fault in found if not fault.startswith("lost")], found
