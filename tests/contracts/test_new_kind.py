"""A seventh kind is one new folder: made by the door, found, tried, played and drawn without a line anywhere else."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workshop.app import TOP

KIND = "ready"
NOT_COPIED = shutil.ignore_patterns("node_modules", "dist", "__pycache__", "library", "*.pyc")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product as it is, in a place of its own, and in it the folder that the door makes."""
    here = tmp_path_factory.mktemp("seventh") / "workshop"
    for part in ("workshop", "docs", "tests", "static"):
        shutil.copytree(TOP / part, here / part, ignore=NOT_COPIED)
    shutil.copytree(TOP / "workshop/courses/library", here / "workshop/courses/library")
    shutil.copy(TOP / "pyproject.toml", here)
    before = files(here)
    run(here, "-m", "workshop.cli", "kind", KIND)
    assert {file.parent for file in files(here) - before} == {Path("workshop/activities") / KIND}
    return here


def files(here: Path) -> set[Path]:
    return {file.relative_to(here) for file in here.rglob("*") if file.is_file() and "__pycache__" not in file.parts}


def run(here: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=here, check=False, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-3_000:]
    return done.stdout


def test_its_folder_is_all_that_a_kind_must_have(tree: Path) -> None:
    run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/contracts/test_folders.py", "-k", KIND)


def test_it_is_played_shown_reported_and_rehearsed(tree: Path) -> None:
    seen = json.loads(run(tree, "-m", "tests.contracts.played", KIND))
    assert seen == {"console": {"ready": 2}, "ann": {"ready": True}, "report": 1}


@pytest.mark.full
def test_its_screens_are_built_and_its_types_hold(tree: Path) -> None:
    (tree / "static" / "node_modules").symlink_to(TOP / "static" / "node_modules")
    for script in ("typecheck", "lint"):
        subprocess.run(["npm", "run", "-s", script], cwd=tree / "static", check=True, timeout=240)
    run(tree, "-m", "mypy", f"workshop/activities/{KIND}")
