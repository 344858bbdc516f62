"""Patterns over text: word tables and rules with named slots, in linear time.

The pattern language of `find`:

    word            the word itself; a blank is any white space
    <slot>          a word of the table `slot`, the shape `slot`, or the part `slot`
    <slot:name>     the same, kept under another name
    <slot+>         one or more of them, listed or ranged: "12, 14 and 15", "12-15"
    <slot*>         one or more of them in a row: "twenty five"
    [x]             x, or nothing
    (x|y)           x or y
    {x}             the match is x; what stands around it is context
    \\x              the sign x itself
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

import re2

from konon.errors import PackError
from konon.model import Span
from konon.packs import Pack, Rule, Section

Slots = Mapping[str, str]
Link = Literal["to", "or", "and"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a table, found in a text."""

    span: Span
    key: str
    word: str
    """As listed: lower case, single blanks, without clitics."""


class WordFinder:
    """Finds the words of one table; the longest of those that start together."""

    def __init__(self, table: Mapping[str, tuple[str, ...]], clitics: str = "") -> None:
        # A word listed twice keeps its first key: "meeting" is a noun before a verb.
        self._keys: dict[str, str] = {}
        for key, words in table.items():
            for word in words:
                self._keys.setdefault(fold(word), key)
        listed = sorted(self._keys, key=len, reverse=True)
        body = "|".join(_literal(word) for word in listed) or "[^\\s\\S]"
        tail = f"(?:{clitics})?" if clitics else ""
        self._pattern = re2.compile(
            rf"\b({body}){tail}(?:\b|$)", _options(longest=True, case=False)
        )

    def find(self, text: str) -> Iterator[Hit]:
        """The hits in `text`, in order, none overlapping another."""
        for match in self._pattern.finditer(text):
            word = fold(match.group(1))
            if word in self._keys:
                yield Hit(Span(match.start(), match.end()), self._keys[word], word)


@dataclass(frozen=True, slots=True)
class Series:
    """Several words in one slot, and what stands between them."""

    keys: tuple[str, ...]
    links: tuple[Link, ...]
    """One fewer than keys."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matched, with what its slots hold."""

    span: Span
    rule: Rule
    slots: Slots
    """The key of each slot's word; of several words, the first."""
    series: Mapping[str, Series]
    """The slots that hold several words."""
    lead: str
    """The slot that the match begins with; nothing where it begins with a word."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A group of a pattern: its name, its words, and how to part several of them."""

    name: str
    keys: Mapping[str, str]
    many: str
    """`+` for a list or range, `*` for a run, nothing for one word."""
    item: Any
    """The pattern of one word, where there may be several."""

    def key(self, word: str) -> str:
        """The key of a word of the table; of a shape, the word itself."""
        return self.keys.get(fold(word), word)


class RuleFinder:
    """Finds one rule's pattern, with the slots that its word tables fill."""

    def __init__(self, rule: Rule, section: Section, shapes: Mapping[str, str]) -> None:
        self.rule = rule
        self._slots: list[_Slot] = []
        body = _Compiler(rule, section, shapes, self._slots).compile()
        self._links = {
            fold(word): key
            for key, words in section.table("link").items()
            for word in words
        }
        self.is_cased = rule.get("case") == "True"
        # A pattern that opens or ends with a mark has no word boundary there.
        opening = "" if rule.get("find")[0] in "\\'" else r"\b"
        closing = "" if rule.get("find")[-2:-1] == "\\" else r"(?:\b|$)"
        self.source = rf"{opening}(?:{body}){closing}"
        options = _options(longest=True, case=self.is_cased)
        self._pattern = re2.compile(self.source, options)

    def find(self, text: str) -> Iterator[Match]:
        """The matches in `text`, in order."""
        for match in self._pattern.finditer(text):
            slots: dict[str, str] = {}
            series: dict[str, Series] = {}
            start, end, lead = match.start(), match.end(), ""
            for number, slot in enumerate(self._slots, 1):
                word = match.group(number)
                if word is None:
                    continue
                if slot.name == CORE:
                    start, end = match.start(number), match.end(number)
                elif slot.name not in slots:
                    slots[slot.name] = self._fill(slot, word, series)
                    lead = slot.name if match.start(number) == start else lead
            yield Match(_edges(text, start, end), self.rule, slots, series, lead)

    def _fill(self, slot: _Slot, words: str, series: dict[str, Series]) -> str:
        if not slot.many:
            return slot.key(words)
        items = list(slot.item.finditer(words))
        keys = tuple(slot.key(item.group()) for item in items)
        if slot.many == "*":
            return " ".join(keys)
        gaps = [words[one.end() : two.start()] for one, two in pairwise(items)]
        if gaps:
            links = tuple(self._link(gap) for gap in gaps)
            series[slot.name] = Series(keys, links)
        return keys[0]

    def _link(self, gap: str) -> Link:
        for word in (fold(gap), fold(gap).lstrip(", ")):
            if word in self._links:
                found = self._links[word]
                return "to" if found == "to" else "or" if found == "or" else "and"
        return "and" if "," in gap else "to"


class RuleSet:
    """All rules of one file. One pass over a text tells which of them to look for."""

    def __init__(self, finders: Sequence[RuleFinder]) -> None:
        self.finders = tuple(finders)
        options = _options(longest=True, case=True)
        options.never_capture = True
        self._set = re2.Set.SearchSet(options)
        for finder in self.finders:
            source = finder.source if finder.is_cased else f"(?i:{finder.source})"
            self._set.Add(source)
        self._set.Compile()

    def find(self, text: str) -> Iterator[Match]:
        """The matches of each rule in `text`, rule by rule."""
        for number in sorted(self._set.Match(text) or ()) if self.finders else ():
            yield from self.finders[number].find(text)


def fold(word: str) -> str:
    """The word as tables list it: lower case, single blanks, straight apostrophes."""
    return " ".join(word.casefold().replace("’", "'").split())


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first; of none it never matches."""
    listed = sorted(words, key=len, reverse=True)
    return "|".join(map(re.escape, listed)) or "(?!)"


@lru_cache(maxsize=64)
def word_finder(pack: Pack, section: str, table: str) -> WordFinder:
    """The finder for one table of a pack, with the clitics of its language."""
    clitics = "|".join(pack.meta.get("clitics", ()))
    return WordFinder(pack[section].table(table), clitics)


@lru_cache(maxsize=64)
def rule_finders(pack: Pack, section: str, shared: Pack) -> tuple[RuleFinder, ...]:
    """The finders for all rules of one file of a pack, with its own shapes."""
    tables = (shared["times"].table("shape"), pack[section].table("shape"))
    shapes = {
        name: f"(?:{'|'.join(words)})"
        for table in tables
        for name, words in table.items()
    }
    return tuple(
        RuleFinder(rule, pack[section], shapes) for rule in pack[section].rules
    )


@lru_cache(maxsize=64)
def rule_set(pack: Pack, section: str, shared: Pack) -> RuleSet:
    """The rules of one file of a pack, to be looked for together."""
    return RuleSet(rule_finders(pack, section, shared))


def longest_first(matches: list[Match]) -> list[Match]:
    """The matches that remain when longer ones win and none overlap, in order."""
    kept: list[Match] = []
    order = sorted(
        enumerate(matches),
        key=lambda m: (-(m[1].span.end - m[1].span.start), m[1].span.start, m[0]),
    )
    taken: set[int] = set()
    for _, match in order:
        places = range(match.span.start, match.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(match)
    return sorted(kept, key=lambda m: m.span)


class _Compiler:
    """Turns one `find` into an RE2 pattern, noting each slot in order."""

    def __init__(
        self,
        rule: Rule,
        section: Section,
        shapes: Mapping[str, str],
        slots: list[_Slot],
    ) -> None:
        self.rule, self.section, self.shapes, self.slots = rule, section, shapes, slots
        self._inside: list[str] = []

    def compile(self) -> str:
        """The RE2 pattern.

        Raises:
            PackError: a slot has neither a table, nor a shape, nor a part.
        """
        return self._compiled(self.rule.get("find"))

    def _compiled(self, source: str) -> str:
        out, at = [], 0
        while at < len(source):
            char = source[at]
            if char == "<":
                end = source.index(">", at)
                out.append(self._slot(source[at + 1 : end]))
                at = end
            elif char == "{":
                self.slots.append(_Slot(CORE, {}, "", None))
                out.append("(")
            elif char == "\\":
                at += 1
                out.append(re2.escape(source[at]))
            else:
                out.append(_SIGNS.get(char, re2.escape(char)))
            at += 1
        return "".join(out)

    def _slot(self, text: str) -> str:
        table, _, name = text.partition(":")
        many = table[-1] if table[-1] in "+*" else ""
        table = table.rstrip("+*")
        if table in self.section.parts:
            return self._part(table)
        parts, keys = [], {}
        for key, words in self.section.table(table).items():
            for word in words:
                keys[fold(word)] = key
                parts.append(_cased(word, table in self.section.case))
        if table in self.shapes:
            parts.append(self.shapes[table])
        if not parts:
            raise self._unknown(table)
        parts.sort(key=len, reverse=True)
        one = f"(?:{'|'.join(parts)})"
        item = re2.compile(one, _options(longest=True, case=False)) if many else None
        self.slots.append(_Slot(name or table, keys, many, item))
        if many == "+":
            return f"({one}(?:{self._between()}{one})*)"
        return rf"({one}(?:[\s-]+{one}){{0,3}})" if many else f"({one})"

    def _part(self, name: str) -> str:
        if name in self._inside:
            wrong = f"the part '{name}' holds itself"
            raise PackError(self.rule.path, self.rule.line, wrong, "spell it out")
        self._inside.append(name)
        found = self._compiled(self.section.parts[name])
        self._inside.pop()
        return f"(?:{found})"

    def _between(self) -> str:
        """What may stand between the words of a list or a range."""
        table = self.section.table("link")
        words = [word for listed in table.values() for word in listed]
        listed = "|".join(_literal(word) for word in words if word[0].isalpha())
        return rf"(?:\s*[-–—]\s*|\s*,\s*|,?\s+(?:{listed})\s+)"

    def _unknown(self, table: str) -> PackError:
        tables = {*self.section.words, *self.shapes, *self.section.parts}
        known = f"known tables: {', '.join(sorted(tables))}"
        return PackError(
            self.rule.path, self.rule.line, f"no word table '{table}'", known
        )


CORE = "{}"
_SIGNS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|", " ": r"\s+", "}": ")"}
_SIGNS["'"] = "['’]"


def _cased(word: str, is_cased: bool) -> str:
    if not is_cased:
        return _literal(word)
    # "Minggu" is Sunday, "minggu" a week; headlines and stamps write MINGGU.
    return f"(?-i:{_literal(word)}|{_literal(word.upper())})"


def _literal(word: str) -> str:
    escaped = (re2.escape(part).replace("\\'", "['’]") for part in word.split())
    return r"\s+".join(escaped)


def _options(*, longest: bool, case: bool) -> re2.Options:
    options = re2.Options()
    options.longest_match = longest
    options.case_sensitive = case
    options.log_errors = False
    options.max_mem = 64 << 20
    return options


def _edges(text: str, start: int, end: int) -> Span:
    """The span without stray marks at its edges, and with its closing bracket."""
    while start < end and text[start] in " \n\t,(":
        start += 1
    while start < end and text[end - 1] in " \n\t,":
        end -= 1
    if text.count("(", start, end) > text.count(")", start, end) and text[
        end : end + 1
    ] in {")"}:
        end += 1
    return Span(start, end)
