"""Sentences -> mentions: names as written, and the words for unnamed sources.

Rules (`runs`) and a tagger find names sentence by sentence; what one sentence does not
show is told by the others of the report: "Delmar" is Delmar Ferries Corp.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from konon.model import Mention, Sentence, Span, Timex
from konon.packs import Pack
from konon.read.words import strip_span
from konon.spot.clubs import with_clubs
from konon.spot.companies import with_companies
from konon.spot.echoes import with_echoes
from konon.spot.gazetteer import Gazetteer, gazetteer
from konon.spot.initials import with_initialled
from konon.spot.matcher import fold
from konon.spot.merging import merged
from konon.spot.offices import with_offices
from konon.spot.outlets import called_outlets, with_outlets
from konon.spot.pieces import (
    apart,
    as_company,
    called_words,
    fronts_of,
    named_at,
    things_of,
)
from konon.spot.runs import abbreviations, names_by_rule
from konon.spot.tagger import Named, tagger_of
from konon.spot.unnamed import spot_unnamed

_INITIALS = re.compile(r"\b[A-Z](?:\.[A-Z])*$")
_LONGEST = 8
"""Signs of the longest initials: "A.B.C.D"."""
_OFFICE = 24
"""Signs before a name in which a title stands."""
_ENDS_INITIAL = re.compile(r"\w\s[A-Z]$")
_SURNAME = re.compile(r"\.\s+([A-Z][\w'’-]+)")
_DEGREE = re.compile(r"[A-Z][A-Za-z]{0,3}(?:\.[A-Z][A-Za-z]{0,4})+\.?")
_BEFORE_NAME = re.compile(r"\.\s+[A-Z]")


def spot_names(
    text: str,
    sentences: Sequence[Sentence],
    times: Sequence[Timex],
    pack: Pack,
    shared: Pack,
) -> tuple[Mention, ...]:
    """The mentions in `sentences`, in order; entities are still empty."""
    known = gazetteer(pack, shared)
    bodies = frozenset(abbreviations(text, sentences))
    taken = [timex.span for timex in times]
    tagger = tagger_of(pack, shared)
    found: list[list[Mention]] = []
    spare: list[list[Mention]] = []
    named = tagger.find(text, sentences) if tagger is not None else []
    for number, sentence in enumerate(sentences):
        names = guesses = names_by_rule(text, sentence.span, known, bodies, taken)
        if tagger is not None:
            tagged = list(_outside(named[number], taken))
            names = merged(names, tagged, text, known, bodies)
        names = _whole(names, text, sentence, pack, known)
        unnamed = spot_unnamed(text, sentence.span, names, pack, shared)
        found.append([*names, *unnamed])
        spare.append(
            [m for m in guesses if not any(m.span.overlaps(n.span) for n in names)]
        )
    out = _of_report(found, spare, text, sentences, pack, known)
    out = with_initialled(out, text, sentences, pack)
    out = with_echoes(out, text, sentences, pack, known)
    return with_clubs(out, text, pack)


def _whole(
    names: Sequence[Mention],
    text: str,
    sentence: Sentence,
    pack: Pack,
    known: Gazetteer,
) -> list[Mention]:
    """The names of a sentence, each with all of its parts, and two apart."""
    names = list(with_outlets(names, text, pack))
    names += called_outlets(text, sentence.span, names, pack, known.lower)
    names = with_companies(names, text, sentence, pack, known)
    pieces = apart(names, text, sentence.span.start, pack, known)
    names = list({mention.span: mention for mention in pieces}.values())
    return with_offices(names, text, sentence.span, pack, known)


def _of_report(
    found: Sequence[list[Mention]],
    spare: Sequence[list[Mention]],
    text: str,
    sentences: Sequence[Sentence],
    pack: Pack,
    known: Gazetteer,
) -> list[Mention]:
    """The mentions of all sentences, as the whole report shows them.

    `spare` are those that rules found and the tagger did not.
    """
    companies = pack["names"].listed("company", "words")
    small = frozenset(pack["names"].every("lower"))
    titles = known.titles | set(pack["sentences"].listed("abbreviations", "words"))
    named_here = [mention for mentions in found for mention in mentions]
    words = _name_words(named_here, companies)
    fronts, things = fronts_of(named_here, pack), things_of(text, pack)
    out: list[Mention] = []
    for sentence, mentions, guesses in zip(sentences, found, spare, strict=True):
        # "Idris" alone is a name where the report tells of Mohammad Idris.
        told = [
            m
            for m in guesses
            if m.kind == "person" and words.get(fold(m.name)) == "person"
        ]
        mentions = [_with_initials(m, text) for m in (*mentions, *told)]
        mentions = _over_initials(mentions, text, sentence.span.end, small)
        kept = [m for m in mentions if not _is_doubtful(m, words, text, known)]
        kept = [
            _before_rank(m, text, known.titles)
            for m in kept
            if not _is_bare_title(m, text, titles)
        ]
        kept = [_second_look(m, words, companies, things, known) for m in kept]
        out += _unnested([as_company(m, text, fronts, pack, known) for m in kept])
    return out


def _with_initials(mention: Mention, text: str) -> Mention:
    """A name with the initials that it opens with: "E.S. Industries Inc"."""
    if not mention.name.startswith("."):
        return mention
    span = mention.span
    initials = _INITIALS.search(text, max(0, span.start - _LONGEST), span.start)
    start = initials.start() if initials else span.start + 1
    return named_at(mention, strip_span(text, Span(start, span.end)), text)


def _over_initials(
    mentions: Sequence[Mention], text: str, end: int, small: Set[str]
) -> list[Mention]:
    """The mentions, none of them cut at an initial in its midst: "Ronny P. Utama"."""
    out: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.span):
        last = out[-1] if out else None
        if last is not None and mention.kind == "person" and last.kind == "person":
            gap = text[last.span.end : mention.span.start]
            is_cut = _ENDS_INITIAL.search(last.name) and re.fullmatch(r"\.\s+", gap)
            if is_cut or last.span.overlaps(mention.span):
                reach = max(last.span.end, mention.span.end)
                out[-1] = named_at(last, Span(last.span.start, reach), text)
                continue
        rest = _SURNAME.match(text, mention.span.end, end)
        has_initial = mention.kind == "person" and _ENDS_INITIAL.search(mention.name)
        if rest and has_initial and fold(rest[1]) not in small:
            mention = named_at(mention, Span(mention.span.start, rest.end()), text)
        out.append(mention)
    return out


def _before_rank(mention: Mention, text: str, titles: Set[str]) -> Mention:
    """A name without the rank of whom it is followed by.

    Behind a title it is where the holder is: "Kapolsek Nusa Penida AKBP Wira".
    """
    *front, last = mention.name.split() or [""]
    is_rank = last.isupper() and fold(last) in titles
    if mention.kind != "body" or not front or not is_rank:
        return mention
    start = mention.span.start
    size = len(text[start : mention.span.end - len(last)].rstrip())
    before = text[max(0, start - _OFFICE) : start].split()[-1:]
    is_held = bool(before) and fold(before[0]) in titles
    kept = named_at(mention, Span(start, start + size), text)
    return replace(kept, kind="place") if is_held else kept


def _is_bare_title(mention: Mention, text: str, titles: Set[str]) -> bool:
    """Whether a name is only a title before one, or a degree behind: "Dr.", "S.H."."""
    if mention.kind != "person":
        return False
    span, words = mention.span, mention.name.split()
    if _DEGREE.fullmatch(mention.name) and text[span.start - 2 : span.start] == ", ":
        return True
    is_listed = all(fold(word).rstrip(".") in titles for word in words)
    return is_listed and bool(_BEFORE_NAME.match(text, span.end))


def _outside(tagged: Iterable[Named], taken: Sequence[Span]) -> Iterator[Named]:
    """The names that are no piece of a time."""
    for named in tagged:
        if not any(span.overlaps(named.span) for span in taken):
            yield named


def _name_words(
    mentions: Sequence[Mention], companies: Sequence[str]
) -> dict[str, str]:
    """Each word of the longer names, with the kind of their bearer.

    The first word of a company's name is one of a `company`, unless a person has it.
    """
    out: dict[str, str] = {}
    for mention in mentions:
        words = fold(mention.name).replace(",", " ").split()
        if mention.kind in {"person", "body"} and len(words) > 1:
            for word in words:
                if mention.kind == "person":
                    out[word] = "person"
                else:
                    out.setdefault(word, "body")
    for mention in mentions:
        first, *rest = called_words(mention.name) or [""]
        if rest and rest[-1] in companies and out.get(first) == "body":
            out[first] = "company"
    return out


def _is_doubtful(
    mention: Mention, words: dict[str, str], text: str, known: Gazetteer
) -> bool:
    """A lone word whose capital the start of a sentence may explain, or a stray letter.

    It is a name only where a longer name of the report has it.
    """
    name = mention.name
    if mention.country or mention.kind in {"outlet", "unnamed"} or " " in name:
        return False
    if len(name) < 2 or name in {"Rp", "US", "PM"}:
        return True
    if known.has_common:
        return False
    at = mention.span.start
    while at and text[at - 1] in " \n":
        at -= 1
    before = text[max(0, at - 1) : at]
    is_first = not before or before in ".!?\"“‘'([*:\0"
    return (
        is_first
        and not name.isupper()
        and fold(name) not in words
        and (len(re.findall(rf"[a-z,] {re.escape(name)}\b", text)) == 0)
    )


def _second_look(
    mention: Mention,
    words: dict[str, str],
    companies: Sequence[str],
    things: Set[str],
    known: Gazetteer,
) -> Mention:
    """A single word that is a piece of a longer name is of its kind.

    What ends as companies do ("Wira Utama Corp") is no person, nor is "Delmar" where
    Delmar Ferries Corp is, or where Delmar "said it" would do something; nor is what
    everybody knows for a body ("Pertamina").
    """
    last = fold(mention.name.split()[-1]) if mention.name else ""
    low = fold(mention.name)
    is_known = low in known.bodies and words.get(low) != "person"
    if mention.kind == "person" and (last in companies or is_known):
        return replace(mention, kind="body")
    is_open = mention.kind in {"person", "body"} or (
        mention.kind == "place" and not mention.country
    )
    kind = words.get(fold(mention.name))
    if is_open and kind == "person" and " " not in mention.name:
        return Mention(mention.span, "person", mention.name, "", mention.country)
    if mention.kind == "person" and (kind == "company" or mention.name in things):
        return replace(mention, kind="body")
    return mention


def _unnested(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions without those that lie inside one of the same or a wider kind."""
    for mention in mentions:
        inside = (
            other
            for other in mentions
            if other is not mention
            and other.span.contains(mention.span)
            and other.span != mention.span
        )
        # "Menteri AS" is a person, and still tells of the country.
        kinds = {mention.kind, "unnamed"}
        if mention.kind != "place":
            kinds.add("person")
        if not any(o.kind in kinds for o in inside):
            yield mention
