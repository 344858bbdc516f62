"""Names of a sentence -> those that only say more of another, and have no part.

"Ardent Corp, a unit of Vale Inc, will close": Vale does nothing. "Nusa Ltd of Chile",
"Lund United (Sweden)", "the chief economist at Ardent Corp" and "Bone, Sulawesi" are
such as well.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from konon.model import Mention, Span
from konon.packs import Pack
from konon.spot.matcher import any_of
from konon.state.tokens import CODED

_OFFICE = 70
"""Signs of the longest office before a name: "chief of exchange at"."""
_OWNED = {"body", "person", "place"}
"""Kinds that a tagger gives to firms: "US Sprint" may look like a place."""
_CLOSED = re.compile(rf"{CODED}\s*(?:[,;.\n-]|$)")
"""What stands behind a name that closes what was said of another."""
_ROW = re.compile(r"(?:\s*\([^)]{1,30}\))?,\s+")
"""What stands between a town and where it lies: "Lima, Peru"."""


def hanging(mentions: Sequence[Mention], text: str, pack: Pack) -> frozenset[Span]:
    """Where names stand that only say more of the one before them, or of an office.

    `mentions` are those of one sentence, in order.
    """
    found: set[Span] = set()
    before = None
    for mention in mentions:
        hangs = _holds_office(mention, text, pack)
        if before is not None and not hangs:
            hangs = _hangs(mention, before, before.span in found, text, pack)
        if hangs:
            found.add(mention.span)
        before = mention
    return frozenset(found)


def _hangs(
    mention: Mention, before: Mention, is_row: bool, text: str, pack: Pack
) -> bool:
    """Whether a name only says more of the one before it."""
    between = Span(before.span.end, mention.span.start)
    if between.end <= between.start:
        return False
    from_country, unit, joined = _patterns(pack)
    if mention.kind == "place":
        opens = text[between.start : between.end].strip(" ") == "("
        if opens and before.kind != "place" and text[mention.span.end :][:1] == ")":
            # "Oxford United (England)".
            return True
        is_town = before.kind == "place" and not before.entity.startswith("country:")
        is_firm = before.kind == "body"
        return (is_town and _fits(_ROW, text, between)) or (
            is_firm and _fits(from_country, text, between)
        )
    if mention.kind != "body":
        return False
    if is_row and before.kind == "body":
        return _fits(joined, text, between)
    is_unit = before.kind in _OWNED and not before.country
    return is_unit and _fits(unit, text, between) and _ends(mention, text, joined)


def _fits(pattern: re.Pattern[str], text: str, span: Span) -> bool:
    """Whether all of a stretch of text is as a pattern says."""
    return pattern.fullmatch(text, span.start, span.end) is not None


def _ends(mention: Mention, text: str, joined: re.Pattern[str]) -> bool:
    """Whether what is said of a name ends behind another, or goes on with one more."""
    end = mention.span.end
    return bool(_CLOSED.match(text, end) or joined.match(text, end))


def _holds_office(mention: Mention, text: str, pack: Pack) -> bool:
    """Whether a body is only where somebody has an office: "director at Ardent"."""
    if mention.kind != "body":
        return False
    start = mention.span.start
    return bool(_office(pack).search(text, max(0, start - _OFFICE), start))


@lru_cache(maxsize=16)
def _patterns(pack: Pack) -> tuple[re.Pattern[str], ...]:
    """What stands between a firm and its country, its owner, and two owners."""
    of = any_of(pack["names"].listed("hanging", "of"))
    joins = any_of(pack["status"].listed("preposition", "and"))
    article = _article(pack)
    return (
        re.compile(rf"{CODED}\s+(?:{of})\s+{article}"),
        re.compile(
            rf"{CODED},\s+{article}[a-z-]+(?:\s+[a-z-]+){{0,5}}\s+(?:{of})\s+<?"
        ),
        re.compile(rf"{CODED}\s+(?:{joins})\s+{article}<?"),
    )


@lru_cache(maxsize=16)
def _office(pack: Pack) -> re.Pattern[str]:
    """An office and the word that ties it to a body."""
    names = pack["names"]
    offices = any_of(names.listed("hanging", "office"))
    ties = any_of(names.listed("hanging", "at"))
    return re.compile(
        rf"\b(?:{offices})(?:\s+(?:of|for|and)?\s*[a-z-]+){{0,4}}\s+(?:{ties})\s+"
        rf"{_article(pack)}<?$",
        re.IGNORECASE,
    )


def _article(pack: Pack) -> str:
    """As a pattern, an article that a name may have."""
    return rf"(?:(?:{any_of(pack['cues'].listed('article', 'words'))})\s+)?"
