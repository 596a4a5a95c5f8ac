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


THREADS = """
import ctypes, re, sys, tempfile, threading
from workshop import app

{share}
together = threading.Barrier(8)

def work():
    kept = [bytes(10_000) for _ in range(10)]
    together.wait(10)

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as told:
    file = ctypes.c_void_p(library.fopen(told.name.encode(), b"w"))
    library.malloc_info(0, file)
    library.fclose(file)
    print(len(re.findall("<heap nr", told.read().decode())))
"""


def printed(code: str) -> str:
    """What a process of its own prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def heaps(share: str) -> int:
    """How many heaps the C library has after eight threads have worked side by side."""
    return int(printed(THREADS.format(share=share)))


def given_back(trim: str) -> tuple[float, float]:
    """MB that went by themselves when a lot was freed below something that stays, and what ``trim`` gave back then."""
    by_itself, then = map(float, printed(SCENE.format(trim=trim)).split())
    return by_itself, then


def test_memory_that_is_free_below_memory_in_use_is_given_back() -> None:
    by_itself, then = given_back("app._trim()")
    assert by_itself < 60
    assert then > 100


def test_without_asking_it_stays() -> None:
    _, then = given_back("")
    assert then < 20


def test_all_threads_have_one_heap() -> None:
    assert heaps("app.share_one_heap()") == 1


def test_without_asking_each_has_its_own() -> None:
    assert heaps("") > 2
