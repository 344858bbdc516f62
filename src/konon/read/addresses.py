"""Addresses -> whether they may be fetched, and what two of one page share."""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import parse_qsl, urlencode, urlsplit

LONGEST = 2000
_TRANSLATED = (
    # NAT64 (RFC 6052, 8215): the last four bytes are an address of version 4.
    IPv6Network("64:ff9b::/96"),
    IPv6Network("64:ff9b:1::/48"),
)
_TRACKING = re.compile(
    r"(utm_\w*|at_\w*|(?:fb|g|y|d|tw)clid|gbraid|wbraid|msclkid|mc_[ce]id|igshid|_ga|cmpid"
    r"|ocid|ns_\w*|ref|ref_src|amp|outputtype)$",
    re.IGNORECASE,
)
# Ports where something other than a web server listens (WHATWG Fetch, 2.9).
# fmt: off
BAD_PORTS = frozenset({
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25,
    37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389,
    427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556,
    563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045,
    4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
})
# fmt: on


def refusal(url: str) -> str:
    """Why an address may not be fetched by its look; empty where it may."""
    if len(url) > LONGEST:
        return f"an address of {len(url):,} characters"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "no address that can be read"
    if parts.scheme not in {"http", "https"}:
        return f"'{parts.scheme[:20]}' is neither http nor https"
    if not parts.hostname:
        return "an address without a host"
    if parts.username is not None or parts.password is not None:
        return "an address with a name and password in it"
    if port in BAD_PORTS:
        return f"port {port} is not the web's"
    return ""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet.

    Private, loopback, link-local (where clouds keep their metadata), shared, multicast,
    reserved and unspecified ranges are not, nor what an address of version 6 wraps.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _wrapped(found) if isinstance(found, IPv6Address) else None
    if inner is not None and not is_public(str(inner)):
        return False
    if isinstance(found, IPv6Address) and inner is not None:
        return True
    return found.is_global and not found.is_multicast and not found.is_reserved


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in _TRANSLATED):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    # Version 4 written as version 6, long deprecated (RFC 4291, 2.5.5.1).
    if int(address) >> 32 == 0 and int(address) > 1:
        return IPv4Address(int(address))
    return None


def host_of(url: str) -> str:
    """The host of an address, in lower case; empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def outlet_of(url: str) -> str:
    """The name that an address alone gives its outlet: the host, without "www."."""
    return host_of(url).removeprefix("www.")


def path_of(url: str) -> str:
    """The path of an address; empty where it has none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def address_key(url: str) -> str:
    """What two addresses of one page share: no scheme, "www.", tracking or fragment."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    if not host:
        return url
    host = host.removeprefix("www.")
    if port and (parts.scheme, port) not in {("http", 80), ("https", 443)}:
        host = f"{host}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(k, v) for k, v in pairs if not _TRACKING.fullmatch(k)])
    return f"{host}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")
