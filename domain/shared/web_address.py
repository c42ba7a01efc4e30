"""Where requests of the firm's automations may go: https, and never into a private network (api, webhooks)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from urllib.parse import SplitResult, urlsplit

from domain.shared.errors import RuleViolation
from domain.shared.public_address import Address, Network, is_public, read_address

LONGEST_URL = 2000
_PORTS = {"https": 443, "http": 80}
_PLAIN = re.compile(r"[!-~]+")
_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*")
# Whatever ends in a number is read as an IPv4 address by somebody: 127.1, 0x7f000001, 2130706433.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_AT_HOME = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "arpa", "onion")


class AddressRefused(RuleViolation):
    """No request is sent there."""

    code = "address_refused"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator of the server allows besides: hosts, host:port, addresses and networks (CIDR). There http, too."""

    hosts: frozenset[tuple[str, int | None]] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def read(cls, text: str) -> "Allowed":
        """From the operator's list, with commas or spaces between.

        Raises ValueError.
        """
        hosts: set[tuple[str, int | None]] = set()
        networks: list[Network] = []
        for one in text.replace(",", " ").lower().split():
            if "/" in one or read_address(one) is not None:
                networks.append(ip_network(one))
                continue
            parts = urlsplit(f"//{one}")
            if parts.hostname is None or parts.netloc != one or "@" in one:
                raise ValueError(f"“{one}” is no host, host:port, address or network.")
            hosts.add((parts.hostname, parts.port))
        return cls(frozenset(hosts), tuple(networks))

    def host(self, name: str, port: int) -> bool:
        """Whether the host is on the list, by its name."""
        return (name, None) in self.hosts or (name, port) in self.hosts

    def address(self, address: Address) -> bool:
        """Whether the address is on the list."""
        return any(address in network for network in self.networks)


NOTHING_MORE = Allowed()


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A URL in its parts; `path` has the query with it. `trusted` when the operator allows its host by name."""

    scheme: str
    host: str
    port: int
    path: str
    trusted: bool = False

    @property
    def authority(self) -> str:
        """Host and port, as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def check(self, addresses: Sequence[Address], allowed: Allowed) -> None:
        """Whether a request may go there when the name stands for these addresses: every one of them must be fit.

        Raises AddressRefused.
        """
        if self.trusted:
            return
        for address in addresses:
            if allowed.address(address):
                continue
            if self.scheme == "http":
                raise AddressRefused("Requests are sent by https only: the address must begin with https://.")
            if not is_public(address):
                where = "" if str(address) == self.host else f" ({address})"
                raise AddressRefused(
                    f"{self.host} is in a private network{where}. Requests go to the open internet only."
                )


def read_web_address(url: str, allowed: Allowed = NOTHING_MORE) -> WebAddress:
    """The parts of a URL, when a request may go there; what a name stands for is looked at when it is sent.

    Raises AddressRefused.
    """
    parts = _split(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    trusted = allowed.host(host, port)
    found = WebAddress(parts.scheme, host, port, path, trusted)
    address = read_address(host)
    if address is not None:
        found.check([address], allowed)
    elif "[" in parts.netloc or not _NAME.fullmatch(host) or len(host) > 253:
        raise AddressRefused(f"“{host}” is no host's name.")
    elif _NUMBER.fullmatch(host.rpartition(".")[2]):
        raise AddressRefused(f"“{host}” is no plain address: write it as four numbers, like 203.0.113.7.")
    elif not trusted and not allowed.networks:
        # Where networks are allowed, a name may stand for a machine in one of them: that shows when it is called.
        _check_name(host, parts.scheme)
    return found


def _split(url: str) -> SplitResult:
    if len(url) > LONGEST_URL or not _PLAIN.fullmatch(url) or "\\" in url:
        raise AddressRefused("Write the address in plain letters, without spaces: https://example.com/hook")
    try:
        parts = urlsplit(url)
        unfit = parts.port == 0
    except ValueError as error:
        raise AddressRefused("This is no web address. It looks like https://example.com/hook") from error
    if parts.scheme not in _PORTS or not parts.hostname or unfit:
        raise AddressRefused("This is no web address. It looks like https://example.com/hook")
    if "@" in parts.netloc:
        raise AddressRefused("Leave user name and password out of the address: the signature says who calls.")
    return parts


def _check_name(host: str, scheme: str) -> None:
    if scheme == "http":
        raise AddressRefused("Requests are sent by https only: the address must begin with https://.")
    if "." not in host or host.rpartition(".")[2] in _AT_HOME:
        raise AddressRefused(
            f"“{host}” is a name of a private network. Requests go to the open internet only."
        )
