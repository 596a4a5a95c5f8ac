"""R6: commands that arrive twice, out of order, and on two ways at once."""

import asyncio
import random
from collections import Counter

from tests.faults.scene import CHALLENGES, KPI, ZONES, Scene
from tests.harness.checker import Least, rules
from tests.harness.phones import Ask, fresh_id

DOUBLED = 0.2
WINDOW = 10


async def scatter(phone, commands):
    """Send each at least once, some twice, in a shuffled order, by socket and by HTTP; returns the answers by id."""
    asks = [Ask(fresh_id(), command) for command in commands]
    copies = asks + [ask for ask in asks if random.random() < DOUBLED]
    for ask in asks:
        phone.history.write(phone.who, "invoke", id=ask.id, command=ask.command)
    places = sorted(range(len(copies)), key=lambda n: n % len(asks) + random.uniform(0, WINDOW))
    got = {ask.id: [] for ask in asks}

    async def send(ask, via):
        phone.note_sent(ask)
        command = {**ask.command, "id": ask.id}
        while True:
            replies = [await phone.over_socket(command)] if via == "socket" else await phone.over_http([command])
            reply = replies[0] if replies else None
            if reply and not reply.get("busy"):
                got[ask.id].append(reply)
                return
            await asyncio.sleep(reply["retry_ms"] / 1000 if reply else 0.1)

    async with asyncio.TaskGroup() as group:
        for place in places:
            group.create_task(send(copies[place], random.choice(("socket", "http"))))
            await asyncio.sleep(random.uniform(0, 0.005))
    for ask in asks:
        phone.learn(ask, got[ask.id][0], "both")
    return got


async def write_and_vote(server, folder, people=20):
    """Three notes and three dots each; returns the faults, and how many commands were doubled."""
    async with Scene(server, folder, phones=people, teams=4) as scene:

        async def all_scatter(commands_of):
            answers = await asyncio.gather(*(scatter(phone, commands_of(phone)) for phone in scene.phones))
            return {ask: replies for one in answers for ask, replies in one.items()}

        def notes(phone):
            texts = [f"{phone.who} {n} {fresh_id()}" for n in range(3)]
            note = {"type": "board/add_note", "block": CHALLENGES}
            return [{**note, "text": text, "zone": random.choice(ZONES)} for text in texts]

        def dots(phone):
            cards = sorted(phone.view("phones")["block"][KPI]["notes"])
            dot = {"type": "board/place_dots", "block": KPI, "stage": "vote_company", "dots": 1}
            return [{**dot, "note": card} for card in random.sample(cards, 3)]

        await scene.go_to(CHALLENGES, "write")
        answers = await all_scatter(notes)
        await scene.go_to(KPI, "vote_company")
        answers |= await all_scatter(dots)
        await scene.go_to(KPI, "vote_manager")
        found = await scene.judge(Least(commands=6 * people), in_order=False)
        results = scene.wall.view("projector")["block"][KPI]["results"]["vote_company"]["notes"]
        counted = sum(result["dots"] for result in results.values())
    if counted != 3 * people:
        found.append(f"R6 {3 * people} dots were placed and {counted} are counted")
    found += [f"R6 {ask} was answered {replies}" for ask, replies in answers.items() if replies[0] != replies[-1]]
    return found, Counter(len(replies) for replies in answers.values())[2]


async def test_a_command_that_arrives_twice_happens_once_and_is_answered_alike(serve, tmp_path):
    found, doubled = await write_and_vote(serve(), tmp_path)
    assert found == []
    assert doubled > 10


async def test_a_server_that_forgets_what_it_answered_is_caught(serve, tmp_path):
    found, _ = await write_and_vote(serve("no_dedupe"), tmp_path)
    assert "R6" in rules(found), found
    assert {"C1", "C2", "C3"} & rules(found), found
