"""R2, R21: the server is restarted in good order while the room votes, and under a hall."""

import asyncio
import time
from dataclasses import dataclass

import pytest

from tests.faults.scene import KPI, Scene, place_dots
from tests.harness.apart import Apart
from tests.harness.checker import Least, rules
from tests.harness.patience import crowded, patience
from tests.harness.phones import Burst, Manners

EXIT_S = 5
BACK_S = 10

vote = place_dots("vote_company")
never_enough = place_dots("vote_company", dots_a_time=(1,))


async def restart_while_voting(server, folder, *, voters, vote=vote):
    """Returns the faults, the seconds until the old process was gone, and those until each voter was back."""
    async with Scene(server, folder, phones=voters) as scene:
        await scene.go_to(KPI, "vote_company")
        async with Burst(scene.phones, vote, pause_s=0.3):
            await asyncio.sleep(1.5)
            last_votes = [phone.ask(**vote(phone, 0)) for phone in scene.phones]
            while not all(ask.is_sent or ask.answered.done() for ask in last_votes):
                await asyncio.sleep(0)
            scene.history.fault("SIGTERM")
            stopped = time.monotonic()
            server.terminate()
            await asyncio.to_thread(server.ended, patience(EXIT_S))
            exit_s = time.monotonic() - stopped
            cut_off = unanswered(scene.history, since=stopped, until=time.monotonic())
            await server.start_again()
            back_s = await asyncio.gather(*(phone.sees(lambda phone: phone.is_up, 60) for phone in scene.phones))
        found = await scene.judge(Least(commands=2 * voters, reconnects=voters, faults={"SIGTERM": 1}))
        return found + cut_off, exit_s, sorted(back_s)


def unanswered(history, since, until):
    """Commands that had left their phone before the signal and heard nothing, neither an answer nor to try again."""
    sent = {record["id"] for record in history.of("sent") if record["t"] < since}
    heard = {record["id"] for record in history.of("ok", "fail", "busy") if record["t"] < until}
    return [f"R2: {one} was cut off" for one in sent - heard]


def p95(values):
    return sorted(values)[int(0.95 * (len(values) - 1))]


async def test_a_restart_in_the_middle_of_a_vote_loses_nothing_and_nobody(serve, tmp_path):
    found, exit_s, back_s = await restart_while_voting(serve(), tmp_path, voters=100)
    assert found == []
    assert exit_s < patience(EXIT_S)
    assert p95(back_s) < patience(BACK_S)


@pytest.mark.full
@pytest.mark.timeout(900)
async def test_a_restart_in_the_middle_of_a_vote_of_three_hundred(serve, tmp_path):
    found, exit_s, back_s = await restart_while_voting(serve(), tmp_path, voters=300)
    assert found == []
    assert exit_s < patience(EXIT_S)
    assert p95(back_s) < patience(BACK_S)


async def test_what_waits_for_a_slow_disk_is_written_before_the_end(serve, tmp_path):
    found, _, _ = await restart_while_voting(serve("slow_disk"), tmp_path, voters=50)
    assert found == []


async def test_a_server_that_drops_what_it_was_asked_is_caught(serve, tmp_path):
    found, _, _ = await restart_while_voting(serve("no_goodbye"), tmp_path, voters=20)
    assert "R2:" in rules(found), found


async def test_a_server_that_counts_nobodys_dots_is_caught(serve, tmp_path):
    found, _, _ = await restart_while_voting(serve("no_vote_budget"), tmp_path, voters=10, vote=never_enough)
    assert "C9" in rules(found), found


# --- R21: a hall ------------------------------------------------------------------------------------------------------

HALL_BACK_S = 20
CONSOLE_BACK_S = 2
"""From the address to a line, while a hall comes."""
CALM_S = 15
CALM = 0.5
"""Of a core, once everybody is back."""
CALM_FOR_S = 3
HALL = Manners(longest_backoff_s=15, proves=False, keeps_bytes=False, dial_timeout_s=30)
"""As the front end in a room of a thousand."""
PUSHY = Manners(first_backoff_s=0.1, longest_backoff_s=0.2, dials_apart_s=0)
SLOWLY = {"WORKSHOP_LIMIT_ARRIVALS_A_SECOND": "3"}
SMALL_HALL = Manners(proves=False, keeps_bytes=False, dial_timeout_s=30)
"""So that thirty phones are a hall."""


@dataclass(frozen=True)
class Returned:
    """Who came back, and when."""

    found: list[str]
    passed_by: int
    """Phones that a console got its line before, though they dialled before it."""
    console_s: float
    """From that console's address to its line."""
    phones_s: list[float]
    """How soon each phone was back, the first first."""


async def restart_under_a_hall(server, folder, *, phones, manners=HALL, then=None):
    """A second after the server is there again, Fay opens the console once more."""
    async with Apart() as apart, Scene(server, folder, phones=phones, manners=manners) as scene:
        await scene.go_to(KPI, "vote_company")
        await asyncio.gather(*(screen.sees(lambda screen: screen.is_up, 120) for screen in scene.screens))
        scene.history.fault("kill -9")
        server.kill()
        await asyncio.sleep(1)
        server.environ.update(then or {})
        await server.start_again()
        began = time.monotonic()
        back = [asyncio.create_task(came_back(phone, began)) for phone in scene.phones]
        await asyncio.sleep(1)
        late = await apart.opens("console", scene.room, scene.fay.cookies)
        phones_s = await asyncio.gather(*back)
        busy = await not_calm(server, began)
        found = busy + await scene.judge(Least(commands=1, reconnects=phones, faults={"kill -9": 1}))
        return Returned(
            found + hasty(scene.history), len(passed(scene.history, late)), late.up - late.asked, sorted(phones_s)
        )


async def came_back(screen, began):
    async with asyncio.timeout(180 * crowded()):
        while not screen.is_up or screen.is_behind:
            await asyncio.sleep(0.05)
    return time.monotonic() - began


def passed(history, late):
    """Who was waiting for their line when this screen dialled, and still was when it had its own."""
    waiting = set()
    for record in history.of("dial", "up", "no line"):
        if record["t"] > late.up:
            return waiting
        if record["what"] != "dial":
            waiting.discard(record["who"])
        elif record["t"] < late.dialled:
            waiting.add(record["who"])
    return waiting


def hasty(history):
    """Who tried more than once in a second."""
    last, found = {}, []
    for record in history.of("dial"):
        since = record["t"] - last.get(record["who"], -60)
        last[record["who"]] = record["t"]
        if since < 0.99:
            found.append(f"R21: {record['who']} tried again after {since:.2f} s")
    return found


async def test_whoever_leads_the_room_stands_in_no_line_when_a_hall_returns(serve, tmp_path):
    returned = await restart_under_a_hall(serve(), tmp_path, phones=30, manners=SMALL_HALL, then=SLOWLY)
    assert returned.found == []
    assert returned.passed_by > 3
    assert returned.console_s < patience(CONSOLE_BACK_S)


@pytest.mark.full
@pytest.mark.timeout(2_400)
async def test_a_hall_of_a_thousand_is_back_soon_and_nobody_pushes(serve, tmp_path):
    returned = await restart_under_a_hall(serve(), tmp_path, phones=1_000)
    assert returned.found == []
    assert returned.passed_by > 50
    assert returned.console_s < patience(CONSOLE_BACK_S)
    assert returned.phones_s[int(0.99 * len(returned.phones_s))] < patience(HALL_BACK_S)


async def not_calm(server, began):
    """What keeps the server busy once everybody should be back, before the checker asks it anything."""
    await asyncio.sleep(max(0, began + CALM_S - time.monotonic()))
    before = server.cpu_s()
    await asyncio.sleep(CALM_FOR_S)
    share = (server.cpu_s() - before) / CALM_FOR_S
    return [f"R21: the server is busy with {share:.0%} of a core"] if share > CALM else []


@pytest.mark.full  # as what it is the counterpart of
async def test_a_server_where_the_console_stands_in_line_is_caught(serve, tmp_path):
    returned = await restart_under_a_hall(serve("no_way_past"), tmp_path, phones=30, manners=SMALL_HALL, then=SLOWLY)
    assert returned.passed_by <= 3, "who dialled in the same moment"


@pytest.mark.full  # as what it is the counterpart of
async def test_a_crowd_that_pushes_is_caught(serve, tmp_path):
    returned = await restart_under_a_hall(serve(), tmp_path, phones=10, manners=PUSHY)
    assert "R21:" in rules(returned.found), returned.found
