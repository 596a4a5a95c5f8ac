"""R1: the server is killed in the middle of a burst, again and again."""

import asyncio
import random
import time

import pytest
from sqlalchemy import select, update

from tests.faults.scene import CHALLENGES, KPI, Scene, place_dots, write_notes
from tests.harness.checker import Least, rules
from tests.harness.patience import patience
from tests.harness.phones import Burst
from workshop.activities.board.messages.voting import DotsPlaced
from workshop.store.database import open_database
from workshop.store.rooms import course_of
from workshop.store.tables import events, rooms

FIRST_ACK_S = 3
UNHURRIED = {
    f"WORKSHOP_LIMIT_{name}": "100000" for name in ("NOTE_BURST", "NOTES_A_MINUTE", "MOVE_BURST", "MOVES_A_SECOND")
}
"""Nobody is asked to wait: a hundred short lives hold twenty thousand commands only if everybody hurries."""
CROWD = 300

NOTES = (CHALLENGES, "write", write_notes)
DOTS = (KPI, "vote_company", place_dots("vote_company"))


async def kill_in_bursts(server, folder, *, phones, kills, bursts=(NOTES, DOTS), commands=0):
    """As many kills in each burst, and between any two of them a share of the commands; what the checker found."""
    async with Scene(server, folder, phones=phones, teams=4) as scene:
        for nth, (block, step, wish) in enumerate(bursts):
            await scene.go_to(block, step)
            async with Burst(scene.phones, wish):
                for killed in range(nth * kills // len(bursts), (nth + 1) * kills // len(bursts)):
                    await asyncio.sleep(random.uniform(0.2, 2))
                    await scene.acknowledged(commands * (killed + 1) // kills)
                    scene.history.fault("kill -9")
                    server.kill()
                    await server.start_again()
        least = Least(commands=commands or 10 * phones, reconnects=kills, faults={"kill -9": kills})
        return await scene.judge(least)


async def test_nothing_acknowledged_is_lost_or_doubled_by_kill_9(serve, tmp_path):
    assert await kill_in_bursts(serve(), tmp_path, phones=30, kills=10) == []


@pytest.mark.full
@pytest.mark.timeout(2_400)
async def test_nothing_acknowledged_is_lost_or_doubled_by_a_hundred_kills(serve, tmp_path):
    server = serve(environ=UNHURRIED)
    assert await kill_in_bursts(server, tmp_path, phones=40, kills=100, commands=20_000) == []


def lengthen(database_url, room, to):
    """Dots placed and taken back by a crowd that is not there, until the log is this long."""
    database = open_database(database_url)
    with database.writing.begin() as connection:
        head = connection.execute(select(rooms.c.seq).where(rooms.c.id == room)).scalar_one()
        note = find_note(database, room)
        rows = []
        for seq in range(head + 1, to + 1):
            person, dots = f"~{seq % CROWD}", 1 - seq // CROWD % 2
            happened = DotsPlaced(stage="vote_company", person=person, target=note, dots=dots)
            rows.append(
                {"room": room, "seq": seq, "block": KPI, "data": happened.model_dump_json().encode(), "at": None}
            )
        connection.execute(events.insert(), rows)
        connection.execute(update(rooms).where(rooms.c.id == room).values(seq=to))
    database.close()


def find_note(database, room):
    course, _ = course_of(database, room)
    return course.seeds[course.blocks[KPI].config["seeds"]][0].id


async def restart_with_a_long_log(server, folder, length):
    """Returns the faults, and the seconds from the start of the process to the first new acknowledgement."""
    async with Scene(server, folder, phones=3) as scene:
        await scene.go_to(KPI, "vote_company")
        scene.history.fault("kill -9")
        server.kill()
        lengthen(server.database_url, scene.room.id, length)
        asked = [phone.ask(**DOTS[2](phone, 0)) for phone in scene.phones]
        began = time.monotonic()
        server.launch()
        await asyncio.wait([ask.answered for ask in asked], timeout=120, return_when=asyncio.FIRST_COMPLETED)
        first_s = time.monotonic() - began
        return await scene.judge(Least(commands=4, faults={"kill -9": 1})), first_s


@pytest.mark.full
@pytest.mark.engines("eventlet")  # the time goes into reading the log, which no engine does
async def test_a_room_of_a_hundred_thousand_events_is_back_soon(serve, tmp_path):
    found, first_s = await restart_with_a_long_log(serve(), tmp_path, 100_000)
    assert found == []
    assert first_s < patience(FIRST_ACK_S)


async def test_a_server_that_answers_before_the_commit_is_caught(serve, tmp_path):
    found = await kill_in_bursts(serve("answer_before_commit"), tmp_path, phones=10, kills=3, bursts=[NOTES])
    assert "C1" in rules(found), found
