"""Names -> the same names, as the rest of their report shows them.

A tagger sees one sentence. Of the report it does not see that "Delmar" is Delmar
Ferries Corp and no town, that "Ardent's Sample" is Sample of Ardent, and of old wires
not that they write a capital behind "U.S." as behind any full stop.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from konon.model import Mention, MentionKind, Span
from konon.packs import Pack
from konon.read.words import strip_span
from konon.spot.gazetteer import Gazetteer
from konon.spot.matcher import any_of, fold
from konon.spot.tagger import larger_places
from konon.spot.vocabulary import vocabulary_of

_OWNED = re.compile(r"(['’]s)\s+(?=\S)")
_BRACKET = re.compile(r"\s\(([A-Z]{3,8})\)")
"""Initials in brackets."""
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}(?=\s)")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+")
_WHOLE = 2
"""Words of the shortest name of which the last tells what it is."""
_OFTEN = 6
"""Tenths of the times that a common word may have a capital."""
_LETTERS = 3
"""Capitals of the shortest body that a name may open with: "PLN Budi Santika"."""
_WORD = 5
"""Signs of the shortest that is no letters: "Apindo Budi Santika"."""
_TOWN = re.compile(r",\s+[A-Z]")
"""What stands behind a town: ", Ohio"."""


def names_alone(text: str, name: str) -> bool:
    """Whether a report has a name without "'s" as well, which is then no part of it.

    "Moody's" and "McDonald's" never stand without theirs.
    """
    return bool(re.search(rf"\b{re.escape(name)}\b(?!['’]s)", text))


def named_at(mention: Mention, span: Span, text: str) -> Mention:
    """A mention as it stands at a span."""
    return replace(mention, span=span, name=" ".join(span.of(text).split()))


def apart(
    mentions: Sequence[Mention], text: str, start: int, pack: Pack, known: Gazetteer
) -> Iterator[Mention]:
    """The mentions of a sentence, each of its kind, owners apart from their own.

    `start` is where the sentence begins.
    """
    for mention in mentions:
        if mention.kind in {"unnamed", "outlet"}:
            yield mention
            continue
        if _is_common(mention, text, start, pack):
            continue
        whole = _ended(mention, text, pack)
        for piece in _parted(whole, text, pack, known):
            if not any(sign.isalpha() for sign in piece.name):
                # "Ardent's 11.12 billion" holds a sum, and not a second name.
                continue
            yield _of_its_kind(_without_noun(piece, text, pack, known), text, known)


def _is_common(mention: Mention, text: str, start: int, pack: Pack) -> bool:
    """Whether a name is a noun for people that opens its sentence: "Jaksa meminta"."""
    names, word = pack["names"], mention.name
    if mention.kind != "person" or " " in word or word.isupper():
        return False
    if text[start : mention.span.start].strip(" \n\"“‘'(*"):
        return False
    low = fold(word)
    return low in names.every("party") or low in names.listed("unnamed", "head")


def _ended(mention: Mention, text: str, pack: Pack) -> Mention:
    """A company whose name goes no further than its last word: "Ardent Inc for 6.5"."""
    match = _suffix(pack).search(text, mention.span.start, mention.span.end)
    if mention.kind != "body" or match is None:
        return mention
    return named_at(mention, Span(mention.span.start, match.end(1)), text)


@lru_cache(maxsize=16)
def _suffix(pack: Pack) -> re.Pattern[str]:
    """The last word of a company's name with a small word, a figure or mark behind."""
    names = pack["names"]
    words = (w for w in names.listed("company", "words") if w.isalpha())
    forms = any_of({form for w in words for form in (w.capitalize(), w.upper())})
    joins = any_of((*names.listed("company", "joins"), *names.listed("hanging", "of")))
    return re.compile(rf"\s({forms})\.?(?=\s(?!(?:{joins})\s)[a-z0-9<])")


def _parted(
    mention: Mention, text: str, pack: Pack, known: Gazetteer
) -> Iterator[Mention]:
    """Those that one name holds: "Ardent's Sample", "Persib vs Persija"."""
    between = _versus(pack).search(text, mention.span.start, mention.span.end)
    if between is not None and mention.kind in {"body", "place", "person"}:
        ends = (mention.span.start, between.start()), (between.end(), mention.span.end)
        for start, end in ends:
            if start < end:
                own = named_at(mention, Span(start, end), text)
                country = known.country_of.get(fold(own.name), "")
                side: MentionKind = "place" if country else "body"
                yield Mention(own.span, side, own.name, "", country)
        return
    match = _OWNED.search(text, mention.span.start, mention.span.end)
    if match is None:
        for part in _without_office(mention, text, known):
            yield from _without_owner(part, text, known)
        return
    owner = " ".join(text[mention.span.start : match.start()].split())
    last = fold(owner.split()[-1]) if owner else ""
    country = known.country_of.get(fold(owner), "")
    is_owner = bool(country) or last in pack["names"].listed("company", "words")
    if not owner or not (is_owner or names_alone(text, owner)):
        yield mention
        return
    kind: MentionKind = "place" if country else "body"
    yield Mention(Span(mention.span.start, match.start()), kind, owner, "", country)
    yield named_at(mention, Span(match.end(), mention.span.end), text)


def _without_office(mention: Mention, text: str, known: Gazetteer) -> Iterator[Mention]:
    """A person and whom they work for: "Ketua Umum Apindo Budi Santika"."""
    first, _, rest = mention.name.partition(" ")
    is_known = fold(first) in known.body_heads or fold(first) in known.bodies
    # "Tim" may be a team, and a man.
    is_long = len(first) >= (_LETTERS if first.isupper() else _WORD)
    if mention.kind != "person" or " " not in rest or not (is_known and is_long):
        yield mention
        return
    body = Span(mention.span.start, mention.span.start + len(first))
    start = strip_span(text, Span(body.end, mention.span.end)).start
    yield Mention(body, "body", first, "")
    yield named_at(mention, Span(start, mention.span.end), text)


def _without_owner(mention: Mention, text: str, known: Gazetteer) -> Iterator[Mention]:
    """A person and the country behind: "told Ann Sample China's troubles are over"."""
    front, _, last = mention.name.rpartition(" ")
    country = known.country_of.get(fold(last), "")
    is_owner = text[mention.span.end : mention.span.end + 2] in {"'s", "’s"}
    if mention.kind != "person" or not (front and country and is_owner):
        yield mention
        return
    start, end = mention.span.end - len(last), mention.span.end
    size = len(text[mention.span.start : start].rstrip())
    yield named_at(mention, Span(mention.span.start, mention.span.start + size), text)
    yield Mention(Span(start, end), "place", last, "", country)


@lru_cache(maxsize=16)
def _versus(pack: Pack) -> re.Pattern[str]:
    """What stands between two clubs."""
    words = any_of(pack["names"].listed("club", "between"))
    return re.compile(rf"\s+(?:{words})\s+", re.IGNORECASE)


def _without_noun(mention: Mention, text: str, pack: Pack, known: Gazetteer) -> Mention:
    """A country without the noun that old wires write large behind it: "U.S. Tax"."""
    match = _INITIALS.match(text, mention.span.start, mention.span.end)
    if match is None or mention.kind not in {"place", "person"}:
        return mention
    country = known.country_of.get(fold(match[0]), "")
    *_, last = mention.name.split()
    words = vocabulary_of(pack)
    is_body = fold(last) in known.body_tails
    shares = [words.capitals(word) for word in mention.name.split()[1:]]
    is_common = all(share is not None and share <= _OFTEN for share in shares)
    if not country or is_body or not is_common:
        return mention
    return Mention(Span(*match.span()), "place", match[0], "", country)


def _of_its_kind(mention: Mention, text: str, known: Gazetteer) -> Mention:
    """A body where a name ends as only bodies do: "Vale Farming Department".

    So is what initials stand behind: "Vale Statistics Authority (VSA)".
    """
    words = fold(mention.name).split()
    if mention.kind != "place" or mention.country or len(words) < _WHOLE:
        return mention
    is_body = words[-1] in known.body_tails and " ".join(words) not in larger_places()
    if is_body or _has_initials(mention, text):
        return replace(mention, kind="body")
    return mention


def _has_initials(mention: Mention, text: str) -> bool:
    """Whether the first letters of a name of some words stand in brackets behind it."""
    found = _BRACKET.match(text, mention.span.end)
    return found is not None and found[1] in initials_of(mention.name, False)


def fronts_of(mentions: Sequence[Mention], pack: Pack) -> frozenset[str]:
    """How bodies may be called for short: by what their names open with, or by letters.

    Only companies are called by the front of their names, and names of regions stay
    what they are: "Texas" beside Texas Ferries Inc.
    """
    names = pack["names"]
    companies = frozenset(names.listed("company", "words"))
    joins = {*names.listed("connector", "words"), *names.listed("company", "joins")}
    out = set()
    for mention in mentions:
        words = called_words(mention.name)
        if mention.kind != "body" or len(words) < _WHOLE:
            continue
        is_company = words[-1] in companies
        out |= {fold(short) for short in initials_of(mention.name, is_company)}
        for size in range(1, len(words) if is_company else 1):
            if words[size] not in joins and words[size - 1] not in joins:
                out.add(" ".join(words[:size]))
    return frozenset(out - regions(pack))


def called_words(name: str) -> list[str]:
    """The words of a name that it may be called by: not "E.F." of E.F. Vale Inc."""
    words = fold(name).replace(",", " ").split()
    opens = next((n for n, word in enumerate(words) if not is_initials(word)), 0)
    return words[opens:]


def is_initials(word: str) -> bool:
    """Whether a word is letters with dots: "E.F."."""
    return bool(_DOTTED.fullmatch(word))


def initials_of(name: str, is_company: bool) -> set[str]:
    """The letters that may stand for a name: "GM" for General Motors Corp.

    What only companies end with need have no letter.
    """
    letters = "".join(word[0] for word in name.split() if word[0].isupper())
    return {letters, letters[:-1]} if is_company else {letters}


def as_company(
    mention: Mention,
    text: str,
    fronts: frozenset[str],
    pack: Pack,
    known: Gazetteer,
) -> Mention:
    """A body where a name is how a company of the report is called for short."""
    if mention.country or fold(mention.name) not in fronts:
        return mention
    before = text[max(0, mention.span.start - 30) : mention.span.start].split()[-2:]
    word = fold(before[-1]) if before else ""
    is_held = fold(" ".join(before)) in pack["names"].listed("company", "held")
    is_town = word in known.place_before and not is_held
    is_town = is_town or bool(_TOWN.match(text, mention.span.end))
    is_short = " " in mention.name or mention.name.isupper()
    if mention.kind == "place" and not is_town:
        return replace(mention, kind="body")
    if mention.kind == "person" and is_short and word not in known.titles:
        return replace(mention, kind="body")
    return mention


def things_of(text: str, pack: Pack) -> frozenset[str]:
    """Single names of which a report speaks as of a thing: "Delmar said it ..."."""
    if not pack["names"].listed("company", "told"):
        return frozenset()
    return frozenset(match[1] for match in _things(pack).finditer(text))


@lru_cache(maxsize=16)
def _things(pack: Pack) -> re.Pattern[str]:
    told = any_of(pack["names"].listed("company", "told"))
    told = re.sub(r"\\ ", r"\\s+", told)
    return re.compile(rf"\b([A-Z][\w&]+)(?:\s+(?:{told})\b|\s<[A-Z]+(?:\.[A-Z]+)?>)")


@lru_cache(maxsize=16)
def regions(pack: Pack) -> frozenset[str]:
    """Regions of countries, which companies may be named after: "Texas"."""
    return frozenset(pack["names"].every("region"))
