"""Packs -> the names that are known beforehand: countries, cities, outlets, titles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from konon.packs import Pack
from konon.spot.matcher import Hit, WordFinder, fold

# Territory codes of CLDR that are no countries, or words of everyday language.
_NOT_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What is known of names in one language, ready to be looked up."""

    places: WordFinder
    outlets: WordFinder
    titles: frozenset[str]
    surname_titles: frozenset[str]
    """Those behind which one word is a name: "President Reagan"."""
    office: frozenset[str]
    bodies: frozenset[str]
    """Bodies that are known by a short name: "FDA"."""
    body_heads: frozenset[str]
    body_tails: frozenset[str]
    place_heads: frozenset[str]
    place_before: frozenset[str]
    lower: frozenset[str]
    """Words that a sentence may open with and that are no names."""
    has_common: bool
    """Whether `lower` holds the common words of the language, counted over a corpus."""
    connectors: frozenset[str]
    countries: Mapping[str, str]
    """Folded names of countries themselves -> code."""
    country_of: Mapping[str, str]
    """Folded names of any known place -> code of its country."""
    demonyms: frozenset[str]
    pairs: tuple[str, ...]
    """What joins two names to that of a company: "-" of "Harley-Davidson"."""


@lru_cache(maxsize=16)
def gazetteer(pack: Pack, shared: Pack) -> Gazetteer:
    """The gazetteer of a language; country names come from Unicode CLDR."""
    names, common = pack["names"], shared["names"]
    common_words = frozenset(pack["words"].listed("common", "words"))
    countries = {fold(n): code for n, code in _territories(pack.tag)}
    countries |= _inverted(names.table("country"))
    cities = _inverted(common.table("capital")) | _inverted(names.table("city"))
    demonyms = _inverted(names.table("demonym"))
    country_of = cities | demonyms | countries
    outlets = {
        fold(name) for names in common.table("outlet").values() for name in names
    }
    return Gazetteer(
        places=WordFinder({word: (word,) for word in country_of}),
        outlets=WordFinder(common.table("outlet")),
        titles=_all(pack, "title"),
        surname_titles=frozenset(map(fold, names.listed("title", "surname"))),
        office=_all(pack, "office"),
        bodies=_all(pack, "body"),
        body_heads=_all(pack, "body_head"),
        body_tails=_all(pack, "body_tail"),
        place_heads=_all(pack, "place_head"),
        place_before=_all(pack, "place_before"),
        # "Told Reuters" stands in a table of cues; it is a name for all that.
        lower=_all(pack, "lower") | (_words_of_pack(pack) - outlets) | common_words,
        has_common=bool(common_words),
        connectors=_all(pack, "connector"),
        countries=countries,
        country_of=country_of,
        demonyms=frozenset(demonyms),
        pairs=names.listed("company", "pairs"),
    )


def is_written_as_name(text: str, hit: Hit) -> bool:
    """Whether a hit is written as the name it may be: "AS" and "as" are two words."""
    written = hit.span.of(text)
    if len(written.replace(".", "")) <= 4 and hit.word == hit.word.replace(" ", ""):
        is_short = len(written) <= 3 or "." in written
        return written.isupper() if is_short else written[0].isupper()
    return written[0].isupper() or "." in written or written.endswith("com")


def _territories(tag: str) -> Iterator[tuple[str, str]]:
    for language in {tag, "en"}:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES:
                yield name, code
                yield name.split(" (")[0], code


def _inverted(table: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {fold(word): code for code, words in table.items() for word in words}


def _all(pack: Pack, table: str) -> frozenset[str]:
    return frozenset(map(fold, pack["names"].every(table)))


def _words_of_pack(pack: Pack) -> frozenset[str]:
    """Single words of other tables: at the start of a sentence they are no names."""
    found = set()
    for name in ("times", "cues", "events", "status"):
        for table, rows in pack[name].words.items():
            if table != "shape":
                found |= {fold(w) for ws in rows.values() for w in ws if " " not in w}
    return frozenset(found)
