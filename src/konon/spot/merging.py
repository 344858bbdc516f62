"""Names by rule and names by the tagger -> one row of mentions for a sentence.

The tagger is better at where a name begins and ends and at what kind it is; the rules
know outlets, countries, titles that stand for their holder, and short names that the
report itself explains. Each says what it is better at.
"""

import re
from collections.abc import Iterator, Sequence

from konon.model import Mention, Span
from konon.spot.gazetteer import Gazetteer
from konon.spot.matcher import fold
from konon.spot.tagger import Named

_BEFORE, _BEHIND = re.compile(r"[*\[<“\"]+"), re.compile(r"[,;:\"“”*\[\]<>\\|]+\.*$")
"""Marks that are no part of the name that a tagger takes them for."""
_OFFICE = 40
"""Signs before a name in which a title stands."""
_INITIALS = re.compile(r"(?:\b[A-Z]\.\s?){1,4}$")


def merged(
    by_rule: Sequence[Mention],
    tagged: Sequence[Named],
    text: str,
    known: Gazetteer,
    short_names: frozenset[str],
) -> list[Mention]:
    """The mentions of a sentence, none of them told twice."""
    firm = [m for m in by_rule if m.kind == "outlet"]
    added: list[Mention] = []
    for named in tagged:
        named = _held(_without_marks(named, text), text, known)
        span = _without_title(named, text, known)
        span = _without_lead(span, text, known) if span else None
        span = _balanced(span, text) if span else None
        if span is None or any(span.overlaps(m.span) for m in firm):
            continue
        # "Ikatan Ahli Perencanaan (IAP)" is called by what stands before the bracket.
        name = " ".join(re.sub(r"\s*\([^()]*\)$", "", span.of(text)).split())
        country = known.country_of.get(fold(name), "")
        # A known place inside "warga Rusia" or "Pemerintah AS" is read by its rule.
        kind = "place" if country else named.kind
        added.append(Mention(span, kind, name, "", country))
    found = [*firm, *added, *_left_over(by_rule, added, text, known, short_names)]
    people = [mention.span.start for mention in found if mention.kind == "person"]
    return [mention for mention in found if not _is_short_title(mention, people, text)]


def _is_short_title(mention: Mention, people: Sequence[int], text: str) -> bool:
    """Whether a name is what a title is called for short: "(Mendag) Budi Santika".

    `people` are where names of persons begin.
    """
    start, end = mention.span.start, mention.span.end
    if text[max(0, start - 1) : start] != "(" or text[end : end + 1] != ")":
        return False
    return any(0 <= at - end - 1 <= 1 and text[end + 1 : at].isspace() for at in people)


def _without_marks(named: Named, text: str) -> Named:
    """The name without "'s" and marks around it, and with the initials before it."""
    span = named.span
    opening = _BEFORE.match(span.of(text))
    closing = _BEHIND.search(span.of(text))
    start = span.start + (opening.end() if opening else 0)
    end = span.start + (closing.start() if closing else len(span.of(text)))
    span = Span(start, end) if start < end else span
    if re.search(r"\w['’]s$", span.of(text)):
        span = Span(span.start, span.end - 2)
    before = text[max(0, span.start - 12) : span.start]
    initials = _INITIALS.search(before)
    if named.kind == "person" and initials:
        span = Span(span.start - len(before) + initials.start(), span.end)
    return Named(span, named.kind)


def _balanced(span: Span, text: str) -> Span | None:
    """The span up to a bracket that it does not close; None where nothing is left."""
    words = span.of(text)
    code = words.find(" <")
    if code > 0:
        # The code of a share behind a company: "Delmar Ferries Inc <DELM.O>".
        return Span(span.start, span.start + code)
    if words.count("(") == words.count(")"):
        return span
    if words.count("(") > words.count(")") and text[span.end : span.end + 1] == ")":
        return Span(span.start, span.end + 1)
    cut = words.split("(")[0].rstrip() if "(" in words else words.rstrip(")")
    return Span(span.start, span.start + len(cut)) if cut else None


def _without_title(named: Named, text: str, known: Gazetteer) -> Span | None:
    """The span of a name without the titles before it; None where nothing is left."""
    span = named.span
    if named.kind != "person":
        return span
    words, at = span.of(text).split(), 0
    while at < len(words):
        sizes = range(min(5, len(words) - at), 0, -1)
        size = next(
            (n for n in sizes if fold(" ".join(words[at : at + n])) in known.titles), 0
        )
        if not size:
            break
        at += size
    if at == len(words):
        return None
    start = text.find(words[at], span.start) if at else span.start
    return Span(start, span.end)


def _without_lead(span: Span, text: str, known: Gazetteer) -> Span:
    """The span behind a small word and its "of": "holders of Ardent Inc"."""
    words = list(re.finditer(r"\S+", span.of(text)))
    at = next((n for n, word in enumerate(words) if not word[0].islower()), 0)
    is_led = at and words[at - 1][0] in known.connectors
    return Span(span.start + words[at].start(), span.end) if is_led else span


def _held(named: Named, text: str, known: Gazetteer) -> Named:
    """The person behind a title of which the name has the last words.

    "Kepala Desa Karta Wijaya" is Karta Wijaya where the tagger found "Desa Karta ...".
    """
    span = named.span
    words = span.of(text).split()
    before = text[max(0, span.start - 40) : span.start].split()[-2:]
    for back in range(1, len(before) + 1):
        for size in range(min(3, len(words) - 1), 0, -1):
            phrase = fold(" ".join([*before[-back:], *words[:size]]))
            if phrase in known.titles:
                start = text.find(words[size], span.start)
                return Named(Span(start, span.end), "person")
    return named


def _left_over(
    by_rule: Sequence[Mention],
    added: Sequence[Mention],
    text: str,
    known: Gazetteer,
    short_names: frozenset[str],
) -> Iterator[Mention]:
    """What the rules alone found, where they are to be believed."""
    for mention in by_rule:
        if mention.kind == "outlet":
            continue
        is_country = mention.kind == "place" and bool(mention.country)
        is_told = _is_told_by_a_word(mention, known, short_names)
        is_told = is_told or _is_held(mention, text, known)
        # "<GM>" is the code of a share.
        is_told = is_told and text[mention.span.start - 1 : mention.span.start] != "<"
        touching = [other for other in added if other.span.overlaps(mention.span)]
        if not touching:
            if is_country or is_told:
                yield mention
        elif all(other.span != mention.span for other in touching):
            # "Presiden Republik Indonesia" is one who holds an office, not a country.
            holds = all(
                mention.span.contains(other.span) and other.kind == "place"
                for other in touching
            )
            inside = all(other.span.contains(mention.span) for other in touching)
            is_holder = mention.kind == "person" and is_told and holds
            if is_holder or (is_country and inside):
                yield mention


def _is_told_by_a_word(
    mention: Mention, known: Gazetteer, short_names: frozenset[str]
) -> bool:
    """Whether a word of the name itself says what it is: a title, "Bank", "Ltd"."""
    words = fold(mention.name).split()
    starts = {" ".join(words[:size]) for size in range(1, min(5, len(words)) + 1)}
    if mention.kind == "person":
        is_full = 2 <= len(words) <= 4 and known.lower.isdisjoint(words)
        return is_full or not starts.isdisjoint(known.titles)
    if mention.kind == "body":
        if fold(mention.name) in known.bodies or _is_pair(mention.name, known):
            return True
        is_known = len(words) > 1 or words[0] not in known.lower
        is_known = is_known and not starts.isdisjoint(known.body_heads)
        return is_known or words[-1] in known.body_tails or words[0] in short_names
    return not starts.isdisjoint(known.place_heads) and len(words) > 1


def _is_held(mention: Mention, text: str, known: Gazetteer) -> bool:
    """Whether a single name stands right behind a title: "President Reagan"."""
    start, low = mention.span.start, fold(mention.name)
    if mention.kind != "person" or " " in low or low in known.lower:
        return False
    before = text[max(0, start - _OFFICE) : start].split()[-2:]
    phrases = {fold(" ".join(before[-size:])) for size in range(1, len(before) + 1)}
    is_name = low not in known.titles | known.body_heads | known.office
    return is_name and not phrases.isdisjoint(known.surname_titles)


def _is_pair(name: str, known: Gazetteer) -> bool:
    """Whether a name is made of two that nothing else tells of: "Harley-Davidson"."""
    join = next((join for join in known.pairs if join in name), None)
    parts = name.split(join) if join and " " not in name else []
    if not all(part[:1].isupper() and part[1:].islower() for part in parts):
        return False
    folded = set(map(fold, parts))
    is_own = folded.isdisjoint(known.lower) and folded.isdisjoint(known.country_of)
    return len(folded) > 1 and is_own
