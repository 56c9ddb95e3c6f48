"""Calling addresses that others have told us: only where the open web leads, only as long and as much as is decent."""

import http.client
import socket
import ssl
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SECONDS = 10
_SECONDS_IN_ALL = 20
_MOST_READ = 64 * 1024
# Addresses that carry an IPv4 address within: NAT64 and 6to4.
_NAT64 = ip_network("64:ff9b::/96")
_SIX_TO_FOUR = ip_network("2002::/16")


class Unfit(Exception):
    """An address that is not called; the message says why, in the reader's language."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


# Why there was no answer, by the word that is kept.
TROUBLES = {
    "unknown": _("The host name is not known."),
    "slow": _("It took too long to answer."),
    "long": _("The answer was too long."),
    "silent": _("There was no answer."),
    "unfit": _("The address does not lead to the open web."),
}


class Unreached(Exception):
    """The other side could not be reached or did not speak HTTP; `trouble` is one of `TROUBLES`."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True)
class Answer:
    """What came back; the names of `headers` are in small letters."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Target:
    """Where a call goes: the host that is named, and the address it is sure to reach."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def is_open(address: str) -> bool:
    """Whether an IP address is one of the open web: none of a private network, of this machine, or reserved."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = _ipv4_within(found)
        if inner is not None:
            return is_open(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def _ipv4_within(found: IPv6Address) -> IPv4Address | None:
    if found.ipv4_mapped:
        return found.ipv4_mapped
    if found in _NAT64:
        return IPv4Address(int(found) & 0xFFFFFFFF)
    if found in _SIX_TO_FOUR:
        return found.sixtofour
    # ::a.b.c.d, written so by nobody honest any more.
    return IPv4Address(int(found)) if 1 < int(found) < 2**32 else None


def check_form(url: str) -> None:
    """Refuse an address by its looks alone. Raises `Unfit`."""
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError as error:
        raise Unfit(_("This is not a web address.")) from error
    if parts.scheme != "https" and not (settings.DEMO and parts.scheme == "http"):
        raise Unfit(_("The address must begin with https://."))
    if not parts.hostname or parts.username or parts.password or any(c.isspace() or ord(c) < 33 for c in url):
        raise Unfit(_("This is not a web address."))
    if not settings.DEMO and parts.hostname.rstrip(".").endswith((".local", ".internal", "localhost")):
        raise Unfit(TROUBLES["unfit"])


def resolve(url: str) -> Target:
    """Find where an address leads, once; only what is on the open web is called. Raises `Unfit` or `Unreached`."""
    check_form(url)
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreached("unknown") from error
    addresses = [str(each[4][0]) for each in found]
    # The demo runs where its own neighbours do.
    if not addresses or not (settings.DEMO or all(map(is_open, addresses))):
        raise Unfit(TROUBLES["unfit"])
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, addresses[0])


def call(
    method: str,
    url: str,
    *,
    headers: dict[str, str],
    body: bytes | None = None,
    most: int = _MOST_READ,
    seconds: float = 0,
) -> Answer:
    """Call an address once, without following where it sends on. Raises `Unfit` or `Unreached`.

    At most `most` bytes are read, for at most `seconds`. The connection goes to the very address that was looked
    at, so that a name cannot lead elsewhere meanwhile.
    """
    target = resolve(url)
    connection = _Pinned(target)
    deadline = Timer(seconds or _SECONDS_IN_ALL, connection.cut)
    deadline.daemon = True
    deadline.start()
    try:
        connection.request(method, target.path, body=body, headers={"User-Agent": "raitti", **headers})
        answer = connection.getresponse()
        read = answer.read(most + 1)
        if len(read) > most:
            raise Unreached("long")
        if connection.was_cut:
            raise Unreached("slow")
        return Answer(answer.status, read, {name.lower(): value for name, value in answer.getheaders()})
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreached("slow" if isinstance(error, TimeoutError) or connection.was_cut else "silent") from error
    finally:
        deadline.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to one looked-at address that still names, and checks, the host."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=_SECONDS)
        self._target = target
        self.was_cut = False

    def connect(self) -> None:
        plain = socket.create_connection((self._target.address, self._target.port), timeout=_SECONDS)
        if self._target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self._target.host)
        else:
            self.sock = plain

    def cut(self) -> None:
        self.was_cut = True
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                self.close()
