"""C8 in every fault: what a team writes reaches its own phones and the console, whatever happens to the network."""

from tests.faults.scene import CHALLENGES, Scene, write_notes
from tests.harness.checker import Least, Secret, rules
from tests.harness.phones import Burst


async def write_through_a_kill(server, folder):
    """Four teams write while the server is killed; nobody else may have received a note, nobody another's ticket."""
    async with Scene(server, folder, phones=12, teams=4) as scene:
        await scene.go_to(CHALLENGES, "write")
        async with Burst(scene.phones, write_notes, pause_s=0.05):
            await scene.acknowledged(50)
            scene.history.fault("kill -9")
            server.kill()
            await server.start_again()
            await scene.acknowledged(100)
        least = Least(commands=100, reconnects=12, faults={"kill -9": 1})
        return await scene.judge(least, secrets=[*notes_of_teams(scene), *tickets(scene)])


def notes_of_teams(scene):
    """Every text that somebody wrote."""
    team_of = {phone.who: phone.mine["me"]["team"] for phone in scene.phones}
    for record in scene.history.of("invoke"):
        text = record["command"].get("text")
        if text and record["who"] in team_of:
            team = team_of[record["who"]]
            may = {who for who, of in team_of.items() if of == team} | {scene.console.who}
            yield Secret(f"{text!r} of {team}", text.encode(), frozenset(may), must=False)


def tickets(scene):
    """The cookie of each phone, which is all that it takes to be that person."""
    for phone in scene.phones:
        yield Secret(f"the ticket of {phone.who}", phone.http.cookies["ticket"].encode(), frozenset({phone.who}))


async def test_what_a_team_writes_stays_in_the_team(serve, tmp_path):
    assert await write_through_a_kill(serve(), tmp_path) == []


async def test_a_server_that_shows_everything_on_the_wall_is_caught(serve, tmp_path):
    found = await write_through_a_kill(serve("no_secrets"), tmp_path)
    assert "C8" in rules(found), found
