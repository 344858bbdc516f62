"""robots.txt -> what may be fetched of a host, and how fast (RFC 9309)."""

from dataclasses import dataclass
from typing import Any

from protego import Protego

MAX_BYTES = 512 * 1024
MAX_DELAY = 60.0
"""A longer Crawl-delay is a refusal in other words; this much is waited."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for us."""

    rules: Any | None
    """None: all is allowed."""
    is_closed: bool = False
    """The host could not tell its rules: nothing is allowed for now."""

    def allows(self, url: str, agent: str) -> bool:
        """Whether an address may be fetched."""
        if self.rules is None:
            return not self.is_closed
        return bool(self.rules.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """Seconds between two fetches that the host asks for."""
        if self.rules is None:
            return 0.0
        asked = self.rules.crawl_delay(agent) or 0.0
        rate = self.rules.request_rate(agent)
        if rate is not None and rate.requests:
            asked = max(asked, rate.seconds / rate.requests)
        return min(float(asked), MAX_DELAY)

    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of sitemaps that the host names."""
        return () if self.rules is None else tuple(self.rules.sitemaps)


OPEN, CLOSED = Robots(None), Robots(None, is_closed=True)


def parse_robots(data: bytes) -> Robots:
    """The rules in a robots.txt; what is no rule is passed over."""
    text = data[:MAX_BYTES].decode("utf-8-sig", "replace")
    return Robots(Protego.parse(text))
