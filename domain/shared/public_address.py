"""Which internet addresses anybody on the internet may have: nothing private, and no private one wrapped in another."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# What is routed on the internet today; everything else of IPv6 is kept for something, or not given out.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# Prefixes whose last four bytes are an IPv4 address that a gateway would go to.
_LAST_FOUR_BYTES = (
    IPv6Network("::/96"),  # IPv4-compatible
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated
    IPv6Network("64:ff9b::/96"),  # NAT64
)
# The old relays of 6to4, which Python takes for public.
_RELAYS = IPv4Network("192.88.99.0/24")
_ISATAP = (0x00005EFE, 0x02005EFE)


def is_public(address: Address) -> bool:
    """Whether the address, and each that it wraps, belongs to the open internet."""
    wrapped = _wrapped(address)
    if wrapped:
        return all(is_public(inner) for inner in wrapped)
    if address.is_multicast or not address.is_global:
        return False
    return address not in (_RELAYS if isinstance(address, IPv4Address) else ()) and (
        isinstance(address, IPv4Address) or address in _GLOBAL_UNICAST
    )


def read_address(text: str) -> Address | None:
    """The address that a text is in plain writing, without a zone; None when it is a name or something else."""
    try:
        return None if "%" in text else ip_address(text)
    except ValueError:
        return None


def _wrapped(address: Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses inside of an IPv6 one: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP."""
    if isinstance(address, IPv4Address):
        return ()
    if any(address in prefix for prefix in _LAST_FOUR_BYTES):
        return (_last(address),)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return (_last(address),)
    return ()


def _last(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFFFFFF)
