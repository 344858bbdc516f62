"""Paragraphs -> words with what is known of each: what trained models look at."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from konon.model import Cue, Mention, Sentence, Span, Timex
from konon.read.places import within
from konon.spot.vocabulary import Vocabulary

TOKEN = re.compile(
    r"['’](?:s|t|re|ve|ll|d|m)\b|(?<=\w)\"s\b|[^\W_]+(?:[-.][^\W_]+)*|[^\w\s]|_",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
CODE = re.compile(r"<[A-Z][\w.=^]*>|\((?:[A-Z]+: ?)?[A-Z]{1,5}\.[A-Z]{1,3}\)")
"""The code of a share: "<GM.N>", "(NYSE: GM.N)"."""
CODED = rf"(?:\s*(?:{CODE.pattern}))?>?"
"""As a pattern, what may stand right behind a name: its code, or a mark around it."""
_OPENING, _CLOSING = "“‟«„", "”»"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one paragraph; all rows are as long as `words`."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    """As written, with 9 for every digit of a number."""
    low: list[str]
    tags: list[str]
    quotes: list[str]
    """`o` outside of a quotation, `i` inside, `q<` and `q>` its marks."""
    quoted: list[int]
    """Number of the quotation that a word belongs to; 0 outside."""
    sentences: list[int]
    known: list[str]
    """Kind of the mention that holds the word, `time` of a time; empty elsewhere."""
    cues: list[str]
    """Form and stance of the listed cue that holds the word; empty elsewhere."""

    def span(self, first: int, end: int) -> Span:
        """The span of the words from `first` up to `end`."""
        return Span(self.starts[first], self.ends[end - 1])

    def covered(self, span: Span) -> range:
        """The numbers of the words that share a sign with a span."""
        first = bisect_right(self.ends, span.start)
        return range(first, bisect_left(self.starts, span.end, first))


def paragraphs(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    times: Sequence[Timex],
    cues: Sequence[Cue],
    vocabulary: Vocabulary,
) -> Iterator[Tokens]:
    """The paragraphs of a report, cut into words."""
    for _, group in groupby(sentences, key=lambda s: s.paragraph):
        spans = [sentence.span for sentence in group]
        whole = Span(spans[0].start, spans[-1].end)
        found = list(_words(text, whole))
        if not found:
            continue
        starts = [match.start() for match in found]
        words = [plain(match.group()) for match in found]
        quotes, quoted = _quotes(words)
        kinds: list[tuple[Span, str]] = [
            (m.span, m.kind) for m in within(mentions, whole)
        ]
        kinds += [(timex.span, "time") for timex in within(times, whole)]
        listed = [(c.span, f"{c.form}|{c.stance}") for c in within(cues, whole)]
        yield Tokens(
            starts,
            [match.end() for match in found],
            words,
            [word.lower() for word in words],
            [vocabulary.tag(word) for word in words],
            quotes,
            quoted,
            _numbers(starts, [span.end for span in spans]),
            marked(starts, sorted(kinds, key=lambda k: (k[0].start, -k[0].end))),
            marked(starts, listed),
        )


def _words(text: str, whole: Span) -> Iterator[re.Match[str]]:
    """The words of a paragraph; codes of shares behind a name are none."""
    codes = [match.span() for match in CODE.finditer(text, whole.start, whole.end)]
    for match in TOKEN.finditer(text, whole.start, whole.end):
        if not any(start <= match.start() < end for start, end in codes):
            yield match


def plain(word: str) -> str:
    """The word; of a number only its shape, for every number is another word."""
    if len(word) > 1 and word[0] == '"':
        # Some wires have such marks for all others: `the body"s agenda`.
        return "'" + word[1:]
    return _DIGIT.sub("9", word) if word[0].isdigit() else word


def _quotes(words: Sequence[str]) -> tuple[list[str], list[int]]:
    """The state of the quotation marks at each word, and which quotation it is in."""
    state, number, count, inside = [], [], 0, False
    for at, word in enumerate(words):
        if word not in _OPENING + _CLOSING + '"':
            state.append("i" if inside else "o")
            number.append(count if inside else 0)
        # Some papers set ”so” on both sides.
        elif not inside and (word not in _CLOSING or at + 1 < len(words)):
            inside, count = True, count + 1
            state.append("q<")
            number.append(count)
        else:
            state.append("q>")
            number.append(count if inside else 0)
            inside = False
    return state, number


def _numbers(starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """The number of the sentence that each word stands in."""
    out, at = [], 0
    for start in starts:
        while at + 1 < len(ends) and start >= ends[at]:
            at += 1
        out.append(at)
    return out


def marked(starts: Sequence[int], marks: Sequence[tuple[Span, str]]) -> list[str]:
    """What marks each word, the first of marks that overlap; `*` opens a mark."""
    out, at = [""] * len(starts), 0
    for span, name in marks:
        while at < len(starts) and starts[at] < span.start:
            at += 1
        place = at
        while place < len(starts) and starts[place] < span.end:
            if not out[place]:
                out[place] = name if place > at else f"{name}*"
            place += 1
    return out
