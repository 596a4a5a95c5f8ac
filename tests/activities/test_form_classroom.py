"""Every sheet of the course in a room with real phones, from its first step to its last, while people come and go."""

from pathlib import Path

import pytest

from tests.activities.classroom import pack, the_day
from tests.harness.loop import run
from tests.harness.server import Server
from workshop.core.course import Mode

pytestmark = pytest.mark.timeout(600)


@pytest.mark.full  # the rehearsals of both agendas play them in every run
@pytest.mark.parametrize(("mode", "people"), [("full", 17), ("short", 9)])
def test_every_sheet_of_the_course_from_its_first_step_to_its_last(tmp_path: Path, mode: Mode, people: int) -> None:
    with Server(tmp_path / "server", environ={"COURSES_DIR": str(pack(tmp_path, "form"))}) as server:
        run(the_day(server, tmp_path, "form", mode, people, secrets=people, says_twice=True, reports_all=False))
