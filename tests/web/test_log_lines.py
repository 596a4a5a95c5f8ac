"""The log: one line an entry, whatever stands in it, from the level that the settings say."""

import json
import subprocess
import sys

import pytest

from workshop.config import Misconfigured, from_environment

FORGED = 'Ann\n{"event": "all is well", "level": "error"}\r\x1b[2J\x85\u2028'
WRITES = """
import logging
from workshop.cli import log_to_standard_error
log_to_standard_error()
log = logging.getLogger("workshop.test")
log.info("not told")
try:
    raise ValueError({forged!r})
except ValueError:
    log.exception("somebody is called %s", {forged!r})
"""


def test_a_name_cannot_forge_an_entry_or_speak_to_a_terminal():
    code = WRITES.format(forged=FORGED)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=110)
    lines = done.stderr.decode().split("\n")
    assert lines[1:] == [""]
    entry = json.loads(lines[0])
    assert entry["event"] == f"somebody is called {FORGED}"
    assert "ValueError" in entry["exception"]
    assert not any(unseen in done.stderr.decode() for unseen in "\x1b\r\x85\u2028")


def test_the_level_is_one_of_four():
    assert from_environment({}).log_level == "WARNING"
    assert from_environment({"WORKSHOP_LOG_LEVEL": "debug"}).log_level == "DEBUG"
    with pytest.raises(Misconfigured, match="WORKSHOP_LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR"):
        from_environment({"WORKSHOP_LOG_LEVEL": "loud"})
