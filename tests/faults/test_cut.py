"""R4: the network goes away in the middle of a note, in four ways, and comes back."""

import asyncio
import time

import pytest

from tests.faults.scene import CLOSE, Scene, is_on_wall, one_line
from tests.harness.checker import Least, rules
from tests.harness.patience import patience
from tests.harness.phones import Manners
from tests.harness.proxy import Proxy

ON_WALL_S = 3
A_CUT = 3
"""So many people write in each cut."""


def nothing_passes(proxy):
    proxy.blackhole()


def nothing_arrives(proxy):
    """What the phones send is held; what the server says still comes."""
    proxy.network.up = False


def no_answer_comes(proxy):
    """What the phones send arrives; its acknowledgement does not come back."""
    proxy.network.down = False


def everything_is_reset(proxy):
    proxy.network.refuses = True
    proxy.reset_all()


CUTS = (nothing_passes, nothing_arrives, no_answer_comes, everything_is_reset)


async def write_in_cuts(server, folder, cut_s, *, cuts=CUTS, manners=None, patience_s=60):
    """Returns the faults, and the seconds from each heal until the notes of that cut were on the wall."""
    async with (
        Proxy(server.address) as proxy,
        Scene(server, folder, phones=A_CUT * len(cuts), via=proxy.address, manners=manners or Manners()) as scene,
    ):
        await scene.go_to(CLOSE, "write")
        delays = []
        for n, cut in enumerate(cuts):
            wishes = [(phone, one_line(phone)) for phone in scene.phones[A_CUT * n : A_CUT * (n + 1)]]
            scene.history.fault(cut.__name__)
            cut(proxy)
            for phone, wish in wishes:
                phone.ask(**wish)
            await asyncio.sleep(cut_s)
            proxy.heal()
            healed = time.monotonic()
            for _, wish in wishes:
                try:
                    await scene.wall.sees(is_on_wall(wish["text"]), patience_s)
                except TimeoutError:
                    break
            delays.append(time.monotonic() - healed)
        faults = {cut.__name__: 1 for cut in cuts}
        return await scene.judge(Least(commands=A_CUT * len(cuts), faults=faults), calm_s=patience_s), delays


async def test_a_note_written_in_a_cut_is_on_the_wall_once_when_the_network_is_back(serve, tmp_path):
    found, delays = await write_in_cuts(serve(), tmp_path, cut_s=8)
    assert found == []
    assert max(delays) < patience(ON_WALL_S)


@pytest.mark.full
@pytest.mark.timeout(300)
async def test_a_note_written_in_a_cut_of_half_a_minute_is_on_the_wall_once(serve, tmp_path):
    found, delays = await write_in_cuts(serve(), tmp_path, cut_s=30)
    assert found == []
    assert max(delays) < patience(ON_WALL_S)


async def test_a_server_that_forgets_what_it_answered_is_caught(serve, tmp_path):
    found, _ = await write_in_cuts(serve("no_dedupe"), tmp_path, cut_s=8, cuts=[no_answer_comes])
    assert {"C1", "C2", "C3"} & rules(found), found


async def test_a_phone_that_does_not_ask_again_is_caught(serve, tmp_path):
    forgetful = Manners(resends=False)
    found, _ = await write_in_cuts(serve(), tmp_path, 1, cuts=[everything_is_reset], manners=forgetful, patience_s=1)
    assert "C3" in rules(found), found
