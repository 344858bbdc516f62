"""Patterns over text: word tables and rules with named slots, in linear time.

The pattern language of `find`:

    word            the word itself; a blank is any white space
    <slot>          a word of the table `slot`, or the shape `slot`
    <slot:name>     the same, kept under another name
    [x]             x, or nothing
    (x|y)           x or y
    {x}             the match is x; what stands around it is context
    \\x              the sign x itself
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import re2

from konon.errors import PackError
from konon.model import Span
from konon.packs import Pack, Rule, Section

Slots = Mapping[str, str]


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
class Match:
    """A rule that matched, with what its slots hold."""

    span: Span
    rule: Rule
    slots: Slots


class RuleFinder:
    """Finds one rule's pattern, with the slots that its word tables fill."""

    def __init__(self, rule: Rule, section: Section, shapes: Mapping[str, str]) -> None:
        self.rule = rule
        self._slots: list[tuple[str, Mapping[str, str]]] = []
        body = _Compiler(rule, section, shapes, self._slots).compile()
        is_cased = rule.get("case") == "True"
        # A pattern that opens with a mark has no word boundary before it.
        opening = "" if rule.get("find").startswith("\\") else r"\b"
        self._pattern = re2.compile(
            rf"{opening}(?:{body})(?:\b|$)", _options(longest=True, case=is_cased)
        )

    def find(self, text: str) -> Iterator[Match]:
        """The matches in `text`, in order."""
        for match in self._pattern.finditer(text):
            slots: dict[str, str] = {}
            start, end = match.start(), match.end()
            for number, (name, keys) in enumerate(self._slots, 1):
                word = match.group(number)
                if name == CORE:
                    start, end = match.start(number), match.end(number)
                elif word is not None and name not in slots:
                    slots[name] = keys.get(fold(word), word)
            yield Match(_edges(text, start, end), self.rule, slots)


def fold(word: str) -> str:
    """The word as tables list it: lower case, single blanks, straight apostrophes."""
    return " ".join(word.casefold().replace("’", "'").split())


@lru_cache(maxsize=64)
def word_finder(pack: Pack, section: str, table: str) -> WordFinder:
    """The finder for one table of a pack, with the clitics of its language."""
    clitics = "|".join(pack.meta.get("clitics", ()))
    return WordFinder(pack[section].table(table), clitics)


@lru_cache(maxsize=64)
def rule_finders(pack: Pack, section: str, shared: Pack) -> tuple[RuleFinder, ...]:
    """The finders for all rules of one file of a pack, with its own shapes."""
    tables = (shared["times"].table("shape"), pack[section].table("shape"))
    shapes = {name: words[0] for table in tables for name, words in table.items()}
    return tuple(
        RuleFinder(rule, pack[section], shapes) for rule in pack[section].rules
    )


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
        slots: list[tuple[str, Mapping[str, str]]],
    ) -> None:
        self.rule, self.section, self.shapes, self.slots = rule, section, shapes, slots
        self.source = rule.get("find")

    def compile(self) -> str:
        """The RE2 pattern.

        Raises:
            PackError: a slot has neither a table nor a shape.
        """
        out, at = [], 0
        while at < len(self.source):
            char = self.source[at]
            if char == "<":
                end = self.source.index(">", at)
                out.append(self._slot(self.source[at + 1 : end]))
                at = end
            elif char == "{":
                self.slots.append((CORE, {}))
                out.append("(")
            elif char == "\\":
                at += 1
                out.append(re2.escape(self.source[at]))
            else:
                out.append(_SIGNS.get(char, re2.escape(char)))
            at += 1
        return "".join(out)

    def _slot(self, text: str) -> str:
        table, _, name = text.partition(":")
        parts, keys = [], {}
        for key, words in self.section.table(table).items():
            for word in words:
                keys[fold(word)] = key
                parts.append(_cased(word, table in self.section.case))
        if table in self.shapes:
            parts.append(self.shapes[table])
        if not parts:
            known = ", ".join(sorted({*self.section.words, *self.shapes}))
            wrong = f"no word table '{table}'"
            raise PackError(
                self.rule.path, self.rule.line, wrong, f"known tables: {known}"
            )
        self.slots.append((name or table, keys))
        parts.sort(key=len, reverse=True)
        return f"({'|'.join(parts)})"


CORE = "{}"
_SIGNS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|", " ": r"\s+", "}": ")"}


def _cased(word: str, is_cased: bool) -> str:
    if not is_cased:
        return _literal(word)
    # "Minggu" is Sunday, "minggu" a week; headlines and stamps write MINGGU.
    return f"(?-i:{_literal(word)}|{_literal(word.upper())})"


def _literal(word: str) -> str:
    return r"\s+".join(re2.escape(part).replace("'", "['’]") for part in word.split())


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
