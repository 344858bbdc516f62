"""Report -> blocks: which piece of a text is news and which is furniture."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, cast, get_args

import re2

from konon.errors import PackError
from konon.model import Block, BlockKind, Report, Span
from konon.packs import Pack, Rule
from konon.read.words import bare_words, strip_span

_HEAD, _TAIL = 6, 8
_LISTED = 110
_LONGEST = 1200
"""No rule for a whole line fits a longer one."""
_SENTENCE_END = re.compile(r"([.!?…][\"'”’)\]*]*|\([a-z]{2,5}/[a-z]{2,5}\))\s*$")
_GOES_ON = re.compile(r"\s*([a-zà-ÿ]|[,.;:)\]”]|[-–—]\s*$)")
_HANGS = re.compile(r"(,|\b(?:oleh|dari|kepada|dan|the|of|by|to|and|di|yang))\s*$")


@dataclass(frozen=True, slots=True)
class _Furniture:
    rule: Rule
    pattern: Any


def split_blocks(report: Report, packs: Sequence[Pack]) -> tuple[Block, ...]:
    """The blocks of a report, in order; together they hold all but white space."""
    rules = tuple(rule for pack in packs for rule in _furniture(pack))
    lines = _line_rules(tuple(packs))
    paragraphs = [_trimmed(report.text, p) for p in split_paragraphs(report.text)]
    paragraphs = [p for p in paragraphs if p.start < p.end]
    blocks: list[Block] = []
    listed_by: Rule | None = None
    for number, span in enumerate(paragraphs):
        line = report.text[span.start : span.end].replace("\n", " ")
        if listed_by is not None and listed_by.get("scope") == "rest":
            blocks.append(Block(_kind(listed_by), span, listed_by.name))
            continue
        if listed_by is not None and _is_listed(line, listed_by):
            blocks.append(Block(_kind(listed_by), span, listed_by.name))
            continue
        listed_by = None
        place = (number < _HEAD, number >= len(paragraphs) - _TAIL)
        whole = _whole(line, lines, place)
        if whole is None and _is_title(line, report.title):
            blocks.append(Block("headline", span, "same as the title"))
        elif whole is None:
            pieces, listed_by = _pieces(report.text, span, rules)
            blocks.extend(pieces)
        else:
            blocks.append(Block(_kind(whole.rule), span, whole.rule.name))
            listed_by = whole.rule if _opens_list(whole.rule) else None
    return tuple(_with_standfirst(blocks))


def _with_standfirst(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with what stands between a title and a table of data marked so."""
    kinds = [block.kind for block in blocks[:3]]
    for number, block in enumerate(blocks):
        if number == 1 and kinds == ["headline", "body", "promo"]:
            yield Block("headline", block.span, "standfirst under the title")
        else:
            yield block


def split_paragraphs(text: str) -> Iterator[Span]:
    """Lines, joined where a tag or a hard wrap broke one paragraph into several."""
    lines = list(_lines(text))
    is_wrapped = _is_hard_wrapped(text, lines)
    start = end = 0
    for number, line in enumerate(lines):
        after = lines[number + 1].of(text) if number + 1 < len(lines) else ""
        if number and _joins(text, Span(start, end), line, after, is_wrapped):
            end = line.end
            continue
        if end > start:
            yield Span(start, end)
        start, end = line.start, line.end
    if end > start:
        yield Span(start, end)


def _lines(text: str) -> Iterator[Span]:
    at = 0
    for line in text.split("\n"):
        yield Span(at, at + len(line))
        at += len(line) + 1


def _is_hard_wrapped(text: str, lines: Sequence[Span]) -> bool:
    # Old wires wrap at some 65 signs and indent each paragraph.
    filled = [line for line in lines if line.of(text).strip()]
    if len(filled) < 4 or any(line.end - line.start > 80 for line in filled):
        return False
    full = sum(1 for line in filled if line.end - line.start >= 45)
    open_ended = sum(1 for x in filled if not _SENTENCE_END.search(x.of(text)))
    return full * 2 >= len(filled) and open_ended * 2 >= len(filled)


def _joins(text: str, before: Span, line: Span, after: str, is_wrapped: bool) -> bool:
    # Only the end of what stands before decides: paragraphs may be long.
    this, previous = (
        line.of(text),
        text[max(before.start, before.end - 200) : before.end],
    )
    if not this.strip() or not previous.strip():
        return False
    if is_wrapped:
        return not this.startswith(("   ", "\t")) and not _is_signoff(this)
    if _SENTENCE_END.search(previous):
        return False
    # A name that was a link stands on a line of its own, between halves of a sentence.
    is_link = len(this) < 40 and bool(re.match(r"\s*[,.;)]", after))
    return bool(_GOES_ON.match(this) or _HANGS.search(previous) or is_link)


def _is_signoff(line: str) -> bool:
    return bool(re.fullmatch(r" {1,3}[A-Za-z]{2,9}[\s;:.]*", line))


def _whole(
    line: str, lines: "_LineRules", place: tuple[bool, bool]
) -> _Furniture | None:
    """The first rule, in the order of the packs, of which a whole line is furniture."""
    if len(line) > _LONGEST:
        return None
    found: list[int] = lines.matcher.Match(line) or []
    for number in sorted(found):
        furniture: _Furniture = lines.rules[number]
        where = furniture.rule.get("where")
        if (where == "head" and not place[0]) or (where == "tail" and not place[1]):
            continue
        return furniture
    return None


@dataclass(frozen=True, slots=True)
class _LineRules:
    """All rules for whole lines, matched in one pass over the line."""

    rules: tuple[_Furniture, ...]
    matcher: Any


@lru_cache(maxsize=16)
def _line_rules(packs: tuple[Pack, ...]) -> _LineRules:
    rules = tuple(
        furniture
        for pack in packs
        for furniture in _furniture(pack)
        if furniture.rule.get("scope") in {"line", "block", "rest"}
    )
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 64 << 20
    matcher = re2.Set.SearchSet(options)
    for furniture in rules:
        is_cased = furniture.rule.get("case") == "True"
        matcher.Add(("" if is_cased else "(?i)") + furniture.rule.get("regex"))
    matcher.Compile()
    return _LineRules(rules, matcher)


def _opens_list(rule: Rule) -> bool:
    return rule.get("scope") in {"block", "rest"} or rule.get("kind") == "related"


def _is_listed(line: str, opener: Rule) -> bool:
    """Whether a line under a list's heading belongs to the list."""
    is_question = line.rstrip().endswith(("?", "!"))
    if len(line) > _LISTED or (_SENTENCE_END.search(line) and not is_question):
        return False
    words = [word for word in re.findall(r"\w+", line) if len(word) > 3]
    capitals = sum(1 for word in words if word[0].isupper())
    return opener.get("kind") != "related" or capitals * 2 >= len(words)


def _is_title(line: str, title: str) -> bool:
    return bool(title) and bare_words(line) == bare_words(title)


def _pieces(
    text: str, span: Span, rules: Sequence[_Furniture]
) -> tuple[list[Block], Rule | None]:
    """A paragraph of the body without what is glued to it, and a sign-off's rule."""
    line = span.of(text).replace("\n", " ")
    cuts: list[tuple[Span, Rule]] = []
    for furniture in rules:
        scope = furniture.rule.get("scope")
        if scope not in {"prefix", "suffix", "inline"}:
            continue
        found = furniture.pattern.finditer(line)
        for match in found if scope == "inline" else islice(found, 1):
            cut = Span(span.start + match.start(), span.start + match.end())
            if cut.end > cut.start and not any(cut.overlaps(c) for c, _ in cuts):
                cuts.append((cut, furniture.rule))
    blocks: list[Block] = []
    at = span.start
    for cut, rule in sorted(cuts, key=lambda c: c[0]):
        blocks.extend(_body(text, Span(at, cut.start)))
        piece = _trimmed(text, cut)
        if piece.end > piece.start:
            blocks.append(Block(_kind(rule), piece, rule.name))
        at = cut.end
    blocks.extend(_body(text, Span(at, span.end)))
    last = [rule for cut, rule in cuts if cut.end == span.end]
    return blocks, (last[0] if last and last[0].get("kind") == "byline" else None)


def _body(text: str, span: Span) -> Iterator[Block]:
    span = _trimmed(text, span)
    if span.end > span.start:
        yield Block("body", span, "no furniture rule")


def _trimmed(text: str, span: Span) -> Span:
    return strip_span(text, span)


def _kind(rule: Rule) -> BlockKind:
    return cast(BlockKind, rule.get("kind"))


@lru_cache(maxsize=16)
def _furniture(pack: Pack) -> tuple[_Furniture, ...]:
    return tuple(_compiled(rule) for rule in pack["furniture"].rules)


def _compiled(rule: Rule) -> _Furniture:
    if rule.get("kind") not in get_args(BlockKind):
        known = ", ".join(get_args(BlockKind))
        wrong = f"unknown kind '{rule.get('kind')}'"
        raise PackError(rule.path, rule.line, wrong, f"known kinds: {known}")
    options = re2.Options()
    options.case_sensitive = rule.get("case") == "True"
    options.log_errors = False
    try:
        return _Furniture(rule, re2.compile(rule.get("regex"), options))
    except re2.error as error:
        raise PackError(rule.path, rule.line, f"not an RE2 pattern: {error}") from error
