"""What the server no longer needs goes back to the system it runs on."""

import subprocess
import sys

SCENE = """
import psutil
from workshop import app

def mb():
    return psutil.Process().memory_info().rss / 1024**2

kept = [bytes(1_000 + n % 7) for n in range(200_000)]
last = bytes(1_000)
full = mb()
del kept
freed = mb()
{trim}
print(full - freed, freed - mb())
"""


def given_back(trim: str) -> tuple[float, float]:
    """MB that went by themselves when a lot was freed below something that stays, and what ``trim`` gave back then."""
    done = subprocess.run([sys.executable, "-c", SCENE.format(trim=trim)], capture_output=True, text=True, check=True)
    by_itself, then = map(float, done.stdout.split())
    return by_itself, then


def test_memory_that_is_free_below_memory_in_use_is_given_back() -> None:
    by_itself, then = given_back("app._trim()")
    assert by_itself < 60
    assert then > 100


def test_without_asking_it_stays() -> None:
    _, then = given_back("")
    assert then < 20
