"""What the rest of the product may count on, whichever engine turns the loop."""

import os
import subprocess
import sys

import pytest

from tests.harness.patience import patience

CALM_S = 0.05


def test_work_in_a_thread_does_not_hold_up_the_loop(scene):
    seen = scene("thread_work")
    assert seen["ticks"] > 10
    assert seen["longest"] < patience(CALM_S)
    assert seen["together"]
    assert seen["elsewhere"]


def test_what_a_thread_raises_is_raised_to_the_one_who_waits_and_printed_nowhere(scene):
    assert scene("thread_failure") == {"raised": "in the thread", "after": "okok", "log": ""}


def test_letters_of_real_threads_are_opened_on_the_loop_in_order_whatever_one_of_them_does(scene):
    seen = scene("mailbox")
    assert (seen["in_order"], seen["on_loop"]) == (True, True)
    assert seen["log"].count("ValueError: one letter that cannot be read") == 4


def test_a_letter_wakes_an_idle_loop(scene):
    assert scene("idle_mailbox")["late"] < patience(CALM_S)


def test_a_few_are_let_in_at_once_and_the_others_in_their_order(scene):
    assert scene("few") == {"most": 2, "order": [0, 1, 2, 3, 4, 5, 6], "log": ""}


def test_a_promise_is_kept_to_all_who_still_wait(scene):
    seen = scene("promises")
    assert seen["before"] == ["too late"]
    assert seen["after"] == ["too late", "here", "here", "here", "here"]
    assert 0.1 <= seen["patience"] < 0.1 + patience(CALM_S)
    assert seen["nothing"] is None


def test_a_task_that_fails_is_logged_and_ends_alone(scene):
    seen = scene("failing_tasks")
    assert sorted(seen["done"]) == ["later", "went on"]
    assert seen["log"].count("a task on the event loop failed") == 2
    for when in ("at once", "later"):
        assert f"ValueError: fails {when}" in seen["log"]


def test_tasks_start_in_the_order_they_were_spawned(scene):
    seen = scene("order")
    assert (seen["before"], seen["in_order"]) == (0, True)


def test_a_signal_is_heard_while_the_loop_sleeps(scene):
    seen = scene("signals")
    assert seen["heard"] is True
    assert seen["after"] < patience(1)


def test_nothing_of_the_standard_library_is_patched(scene):
    assert scene("nothing_is_patched")["modules"] == []


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"WORKSHOP_ASYNC": "twisted"}, "WORKSHOP_ASYNC must be one of eventlet, gevent"),
        (
            {"WORKSHOP_ASYNC": "eventlet", "DATABASE_URL": "postgresql+psycopg://here/workshop"},
            "DATABASE_URL: psycopg would freeze eventlet; set WORKSHOP_ASYNC=gevent",
        ),
        (
            {"WORKSHOP_ASYNC": "gevent", "DATABASE_URL": "postgresql+psycopg2://here/workshop"},
            "DATABASE_URL: psycopg2 would freeze gevent; set WORKSHOP_ASYNC=eventlet",
        ),
        ({"DATABASE_URL": "a file somewhere"}, "DATABASE_URL cannot be read"),
    ],
)
def test_what_cannot_work_is_refused_at_start_in_one_line(environ, says, tmp_path):
    environ = {**os.environ, "DATA_DIR": str(tmp_path / "data"), **environ}
    serve = [sys.executable, "-m", "workshop.cli", "serve"]
    outcome = subprocess.run(serve, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (2, "", f"run.py: {says}\n")
    assert not (tmp_path / "data").exists()
