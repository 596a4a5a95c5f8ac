"""What a proxy in front of the server says about its visitors, believed only from the proxies that were named.

Everybody can write such headers. From anybody else they are thrown away before any part of the server could read them:
Engine.IO, for one, takes the origin ``X-Forwarded-Host`` for its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, Final

from workshop.config import Network

HEADERS: Final = tuple(
    f"HTTP_{name}"
    for name in (
        "FORWARDED", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "X_FORWARDED_PORT", "X_FORWARDED_PREFIX",
        "X_FORWARDED_PROTO", "X_FORWARDED_SERVER", "X_REAL_IP",
    )
)  # fmt: skip


def believing(app: Callable[..., Any], proxies: tuple[Network, ...]) -> Callable[..., Any]:
    """The application, which sees the visitor where a trusted proxy stands before it."""

    def seen(environ: dict[str, Any], start_response: Any) -> Any:
        said = {name: environ.pop(name, "") for name in HEADERS}
        if _is_one_of(_address(environ.get("REMOTE_ADDR", "")), proxies):
            _believe(environ, said, proxies)
        return app(environ, start_response)

    return seen


def _believe(environ: dict[str, Any], said: dict[str, str], proxies: tuple[Network, ...]) -> None:
    visitor = _visitor(reversed(said["HTTP_X_FORWARDED_FOR"].split(",")), proxies)
    if visitor:
        environ["REMOTE_ADDR"] = visitor
    scheme = _last(said["HTTP_X_FORWARDED_PROTO"]).lower()
    if scheme in ("http", "https"):
        environ["wsgi.url_scheme"] = scheme
    host = _last(said["HTTP_X_FORWARDED_HOST"])
    if host:
        environ["HTTP_HOST"] = host


def _visitor(addresses: Iterable[str], proxies: tuple[Network, ...]) -> str | None:
    """The nearest address that is no proxy of ours: what stands before it the visitor may have written."""
    found = None
    for text in addresses:
        address = _address(text)
        if address is None:
            break
        found = str(address)
        if not _is_one_of(address, proxies):
            break
    return found


def _last(said: str) -> str:
    """Each proxy adds to the end, and ours is the last."""
    return said.rsplit(",", 1)[-1].strip()


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """``::ffff:10.0.0.1`` is ``10.0.0.1``."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_one_of(address: IPv4Address | IPv6Address | None, networks: tuple[Network, ...]) -> bool:
    return address is not None and any(address in network for network in networks)
