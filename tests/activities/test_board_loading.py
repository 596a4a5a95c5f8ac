"""The page of a phone names the file that shows the stage; the phone asks for the same one."""

import re
from pathlib import Path

from workshop.activities import board
from workshop.activities.board.loading import FILES

PHONE = Path(board.__file__).parent / "phone"


def test_server_and_phone_take_the_same_file_for_every_stage() -> None:
    said = (PHONE / "stages.ts").read_text(encoding="utf-8")
    assert dict(re.findall(r"^  (\w+): later\(async \(\) => \(await (\w+)\(", said, re.MULTILINE)) == FILES


def test_every_file_is_there() -> None:
    assert all((PHONE / f"{file}.ts").is_file() for file in FILES.values())
