"""Under which addresses this machine can be reached, and which one goes into the QR code."""

from __future__ import annotations

import re
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Final

from workshop.config import Config
from workshop.eventloop import in_thread, monotonic

LOOPBACKS: Final = ("localhost", "127.0.0.1", "[::1]")
EVERYWHERE: Final = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not listened on
FRESH_S: Final = 5.0
"""A laptop that changes its network has a new address: look again after this time."""

_LOCAL: Final = re.compile(r"\|-- (\d+\.\d+\.\d+\.\d+)\n\s+/32 host LOCAL")
_VIRTUAL: Final = ("br-", "docker", "lxc", "tap", "tun", "utun", "vbox", "veth", "virbr", "vmnet", "wg", "zt")
"""Networks inside the machine or through a tunnel; a phone in the room is hardly ever on one."""


@dataclass(frozen=True)
class Route:
    interface: str
    network: IPv4Network


@dataclass
class _Kept:
    found: list[str]
    at: float


_kept = _Kept([], float("-inf"))


def addresses() -> list[str]:
    """The IPv4 addresses of this machine that others might reach, the most likely first; needs no internet."""
    if monotonic() - _kept.at > FRESH_S:
        _kept.found, _kept.at = _look(), monotonic()
    return list(_kept.found)


def _look() -> list[str]:
    trie, table = Path("/proc/net/fib_trie"), Path("/proc/net/route")
    try:
        return ranked(_LOCAL.findall(trie.read_text()), list(routes(table.read_text())))
    except OSError:
        return ranked(in_thread(_by_own_name), [])


def _by_own_name() -> list[str]:
    """Where there is no /proc: what the machine's own name stands for. May ask the network, so never on the loop."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return []
    return [str(address[4][0]) for address in found]


def routes(table: str) -> Iterator[Route]:
    """The rows of ``/proc/net/route``: numbers in hexadecimal, their bytes in this machine's order."""
    for line in table.splitlines()[1:]:
        interface, destination, _, _, _, _, _, mask, *_ = line.split()
        address, netmask = (IPv4Address(struct.pack("=I", int(number, 16))) for number in (destination, mask))
        yield Route(interface, IPv4Network(f"{address}/{netmask}", strict=False))


def ranked(found: list[str], table: list[Route]) -> list[str]:
    """Each address once: on the network with the way out, on other networks, virtual ones, self-assigned ones."""
    ways_out = {route.interface for route in table if route.network.prefixlen == 0}

    def rank(text: str) -> int:
        address = IPv4Address(text)
        interface = next((r.interface for r in table if r.network.prefixlen and address in r.network), "")
        if address.is_link_local:
            return 3
        if interface.startswith(_VIRTUAL):
            return 2
        return 0 if interface in ways_out else 1

    return sorted((text for text in dict.fromkeys(found) if not IPv4Address(text).is_loopback), key=rank)


# --- the address for phones ---------------------------------------------------------------------------------------


def reachable(config: Config) -> list[str]:
    """Host names under which phones may reach this server, the one for the QR code first. Empty with a PUBLIC_URL."""
    if config.public_url:
        return []
    if config.host not in EVERYWHERE:
        return [] if config.host.startswith("127.") or config.host == "localhost" else [config.host]
    return addresses()


def base_url(config: Config, wanted: str | None = None) -> str:
    """``http://192.168.1.5:8000`` without a slash. ``wanted`` picks one of several addresses."""
    if config.public_url:
        return config.public_url
    choice = reachable(config)
    host = wanted if wanted in choice else next(iter(choice), "localhost")
    return f"http://{host}" if config.port == 80 else f"http://{host}:{config.port}"


def known_hosts(config: Config) -> set[str]:
    """The host names a request may carry. Any other is a browser that was lured here under a foreign name."""
    own = {_host(config.public_url)} if config.public_url else set(reachable(config))
    return own.union(LOOPBACKS)


def _host(url: str) -> str:
    return re.sub(r":\d+$", "", url.split("://", 1)[1].split("/", 1)[0]).lower()


def allowed_origins(config: Config) -> list[str]:
    """The origins whose pages may open a socket: this server's own, under each of its names."""
    port = "" if config.port == 80 else f":{config.port}"
    if config.public_url:
        scheme, rest = config.public_url.split("://", 1)
        return [f"{scheme}://{rest.split('/', 1)[0]}", *(f"http://{host}{port}" for host in LOOPBACKS)]
    return [f"http://{host}{port}" for host in sorted(known_hosts(config))]
