"""What ``run.py`` hands over to: serve, and the tools of those who build and check."""

from __future__ import annotations

import importlib
import logging
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

import segno
import structlog

from workshop import dev, eventloop
from workshop.app import TOP, build, serve
from workshop.config import Config, Misconfigured, from_environment, with_limits
from workshop.courses.check import check
from workshop.exports import formats
from workshop.exports._from_json import NoReport, read
from workshop.rehearsal import command as rehearsal
from workshop.rooms import protocol
from workshop.rooms.clock import now_ms
from workshop.rooms.kinds import misfits
from workshop.store import trainers
from workshop.store.database import open_database
from workshop.store.migrate import migrate
from workshop.translations import LANGUAGES
from workshop.web.auth import setup_link
from workshop.web.security import addresses


def main(arguments: list[str] | None = None) -> int:
    name, *rest = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
    if name not in COMMANDS:
        print(__doc__)
        print(*(f"    {command:<10}{says}" for command, (_, says) in COMMANDS.items()), sep="\n")
        return 0 if name in {"-h", "--help"} else 2
    log_to_standard_error()
    try:
        return COMMANDS[name][0](rest)
    except Misconfigured as fault:
        print(f"run.py: {fault}", file=sys.stderr)
        return 2


_UNSEEN = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}
"""JSON may hold these as they are, but some terminals obey them, and some programmes take them for ends of lines."""


def log_to_standard_error() -> None:
    """One line of JSON an entry: a name with a line break or an escape stays inside its quotes."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
            lambda _logger, _level, line: str(line).translate(_UNSEEN),
        ],
        foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso")],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


# --- serve --------------------------------------------------------------------------------------------------------


def _serve(_arguments: list[str]) -> int:
    config = from_environment()
    logging.getLogger("workshop").setLevel(config.log_level)  # what libraries would tell holds what people wrote
    product = build(config)
    try:
        sock = eventloop.listener(config.host, config.port)
    except OSError as error:
        print(f"端口 {config.port} 用不了 / cannot listen on port {config.port}: {error.strerror}", file=sys.stderr)
        return 1
    with product.app.app_context():
        greet(config, setup_link(product.app))
    serve(product, sock)
    return 0


def greet(config: Config, first_trainer: str | None) -> None:
    """The addresses, and a QR that a phone on the same network can read."""
    everywhere = config.host in ("0.0.0.0", "::")  # noqa: S104 (asked, not bound)
    hosts = addresses() if everywhere else [config.host]
    reachable = [config.public_url] if config.public_url else [f"http://{host}:{config.port}" for host in hosts]
    local = config.public_url or f"http://localhost:{config.port}"
    for_phones = reachable[0] if reachable else local
    print(f"\n  主持人工作台 desk       {local}/")
    print(f"  学员手机     phones     {for_phones}/   （输入课堂码，或扫大屏 / type the code or scan the wall）")
    print(f"  大屏         projector  {local}/   （从课堂的主持台打开 / opened from a room's console）")
    for other in reachable[1:]:
        print(f"               also       {other}/")
    if first_trainer:
        print("\n  第一次启动：打开这个链接，建立第一位培训师（只能用一次）")
        print("  First start: open this link once to create the first trainer")
        print(f"  {local}{first_trainer}\n")
    else:
        print()
    if sys.stdout.isatty():
        segno.make(for_phones, error="m").terminal(out=sys.stdout, compact=True)
    sys.stdout.flush()


# --- at the server's own keyboard ----------------------------------------------------------------------------------


def _trainer(arguments: list[str]) -> int:
    """``NAME``: a one-time link for a new password. Whoever sits at this keyboard could read the database anyway."""
    config = from_environment()
    if len(arguments) != 1 or not arguments[0].strip():
        print("run.py trainer NAME", file=sys.stderr)
        return 2
    config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    migrate(config.database)
    database = open_database(config.database)
    try:
        known = [colleague for colleague in trainers.colleagues(database) if colleague.left_at is None]
        wanted = next((colleague for colleague in known if colleague.name == arguments[0].strip()), None)
        if wanted is None:
            names = "、".join(colleague.name for colleague in known) or "—"
            print(f"没有这位培训师 / no such trainer. 现有 / there are: {names}", file=sys.stderr)
            return 1
        with database.writing.begin() as connection:
            token = trainers.new_password_link(connection, wanted.id, None, now_ms())
    finally:
        database.close()
    hours = trainers.PASSWORD_LINK_MS // 3_600_000
    print(f"\n  给 {wanted.name} 设置新密码：打开这个链接（{hours} 小时内有效，只能用一次）")
    print(f"  A new password for {wanted.name}: open this link once, within {hours} h")
    print(f"  {config.public_url or f'http://localhost:{config.port}'}/new-password/{token}\n")
    return 0


def _export(arguments: list[str]) -> int:
    """``FILE.json TARGET [zh|en]``: any file of a room, from the data that another installation wrote."""
    if len(arguments) not in (2, 3):
        print("run.py export FILE.json TARGET [zh|en]", file=sys.stderr)
        return 2
    source, target, lang = Path(arguments[0]), Path(arguments[1]), (arguments[2:] or ["zh"])[0]
    form = next((form for form in formats().values() if f".{form.EXTENSION}" == target.suffix), None)
    if form is None or lang not in LANGUAGES:
        endings = " ".join(sorted(form.EXTENSION for form in formats().values()))
        print(f"run.py export: {target.name}: {endings}; {' '.join(LANGUAGES)}", file=sys.stderr)
        return 2
    try:
        target.write_bytes(form.write(read(source.read_bytes()), lang))
    except (NoReport, OSError) as fault:
        print(f"run.py export: {source.name}: {fault}", file=sys.stderr)
        return 1
    return 0


# --- for those who build ------------------------------------------------------------------------------------------


def _protocol(_arguments: list[str]) -> int:
    (TOP / "docs").mkdir(exist_ok=True)
    (TOP / "docs" / "protocol.md").write_text(protocol.document())
    operations = TOP / "docs" / "operations.md"
    operations.write_text(with_limits(operations.read_text()))
    (TOP / "static" / "src" / "wire" / "protocol.ts").write_text(protocol.typescript())
    return 0


def _courses(arguments: list[str]) -> int:
    """``check [FOLDER]``: every fault of a pack with its file and line."""
    if arguments[:1] != ["check"]:
        print("run.py courses check [FOLDER]", file=sys.stderr)
        return 2
    folders = [Path(name) for name in arguments[1:]] or sorted((TOP / "workshop/courses/library").glob("*/"))
    faults = [fault for folder in folders for fault in check(folder, misfits)]
    for fault in faults:
        print(fault)
    print(f"{len(folders)} packs, {len(faults)} faults")
    return 1 if faults else 0


def _bench(arguments: list[str]) -> int:
    sys.path.insert(0, str(TOP))
    return int(importlib.import_module("bench.main").main(arguments))


def _kind(arguments: list[str]) -> int:
    """Start the folder of a new kind from the pattern in ``docs/kind``."""
    if len(arguments) != 1 or not arguments[0].isidentifier():
        print("run.py kind NAME", file=sys.stderr)
        return 2
    folder = TOP / "workshop" / "activities" / arguments[0]
    if folder.exists():
        print(f"{folder} is there already", file=sys.stderr)
        return 1
    folder.mkdir()
    for pattern in sorted((TOP / "docs" / "kind").iterdir()):
        text = pattern.read_text().replace("KINDNAME", arguments[0]).replace("KindName", arguments[0].title())
        (folder / pattern.name.removesuffix(".txt")).write_text(text)
    print(f"{folder.relative_to(TOP)}: start with README.md and activity.py")
    return 0


def _rehearse(arguments: list[str]) -> int:
    """Simulated people in a room of the server beside us."""
    return rehearsal.main(arguments, from_environment(), now_ms())


def _dev(_arguments: list[str]) -> int:
    """Serve with a trainer and a room that are there already; nothing of it is for the public."""
    return dev.serve_seeded(secrets.token_urlsafe(9))


COMMANDS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "serve": (_serve, "serve the rooms"),
    "trainer": (_trainer, "a one-time link for a trainer's new password"),
    "export": (_export, "make files from the JSON of another installation"),
    "dev": (_dev, "serve a seeded room"),
    "rehearse": (_rehearse, "walk an agenda with simulated people"),
    "bench": (_bench, "measure"),
    "kind": (_kind, "start a new kind"),
    "courses": (_courses, "check course packs"),
    "protocol": (_protocol, "write the protocol down"),
}

if __name__ == "__main__":
    sys.exit(main())
