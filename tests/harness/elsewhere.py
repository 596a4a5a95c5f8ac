"""What a process says that has another clock, language and, above all, another order of sets and maps."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
THERE = {"TZ": "Pacific/Apia", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
CALLED = """
import importlib, pickle, sys
module, name, given = pickle.load(sys.stdin.buffer)
sys.stdout.buffer.write(pickle.dumps(getattr(importlib.import_module(module), name)(*given)))
"""


def elsewhere(module: str, name: str, *given: Any) -> Any:
    """What this function of a module returns there."""
    said = subprocess.run(
        [sys.executable, "-c", CALLED], input=pickle.dumps((module, name, given)), capture_output=True, check=True,
        cwd=ROOT, env={**os.environ, **THERE},
    )  # fmt: skip
    return pickle.loads(said.stdout)
