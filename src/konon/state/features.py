"""What the models of attribution see of a word, by itself and as seen from a cue.

A feature is a short text such as `-1t=NNP`. Columns of values, and makers that turn a
value into features of a word and its neighbours, are as `konon.spot.sequence` has them.
How a word lies to a cue is told by what lies between them: signs, verbs, names, other
cues, borders of sentences and of quotations.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise
from typing import Any

from konon.spot.sequence import PAD, Columns, Maker, padded
from konon.spot.vocabulary import Vocabulary, shape
from konon.state.tokens import Tokens

REACH = 120
"""Words to each side of a cue that are looked at for its source and content."""
_EDGE = "_"
_STEPS = (1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 30, 45)
_STEP = [
    next((s for s in _STEPS if distance <= s), 99) for distance in range(REACH + 1)
]
_VERBS = {"VBD", "VBZ", "VBP", "MD", "VB", "VBN", "VBG"}
_AUXILIARIES = {"is", "are", "was", "were", "be", "been", "has", "have", "had"}
_THAT = {"that", "who", "which", "bahwa", "yang", "jika", "kalau", "agar", "supaya"}
_BREAKS = {":", ";", "—", "–", "-"}

Features = Iterator[tuple[int, str]]
(_WORD, _TAGS, _QUOTES, _LISTED, _AROUND, _WORD_QUOTE, _LEFT, _RIGHT, _PAIR) = range(9)
(_PLACE, _HEAD_AT, _HEAD_BY, _SIDES_AT, _SIDES_BY, _ONE_SIDE) = range(9, 15)
(_TAG_AT, _TAG_BY, _WORD_AT, _ON_CUE) = range(15, 19)
_ROLE_COLUMNS = (
    *(_PLACE, _HEAD_AT, _HEAD_BY, _SIDES_AT, _SIDES_BY, _ONE_SIDE, _ONE_SIDE),
    *(_TAG_AT, _TAG_BY, _WORD_AT, _ON_CUE),
)


def makers_for(words: Vocabulary) -> tuple[Maker, ...]:
    """The makers of features for one language, in the order of their numbers."""
    return (
        *(partial(_word, words), _tags, _quotes, _listed, _around, _word_quote),
        *(partial(_beside, words, "-1"), partial(_beside, words, "1"), _pair),
        *(_place, _head_at, _head_by, _sides_at, _sides_by, _one_side),
        *(_tag_at, _tag_by, _word_at, _on_cue),
    )


def _word(words: Vocabulary, word: str) -> Features:
    low, is_word = word.lower(), word != _EDGE
    tag = words.tag(word) if is_word else _EDGE
    bits = words.bits(word) if is_word else ""
    if is_word:
        yield from (
            (0, "b"),
            (0, f"w={low}"),
            (0, f"t={tag}"),
            (0, f"s={shape(word)[:6]}"),
        )
        yield from ((0, f"f3={low[-3:]}"), (0, f"f2={low[-2:]}"), (0, f"p3={low[:3]}"))
    if bits:
        yield from ((0, f"c4={bits[:4]}"), (0, f"c7={bits[:7]}"), (0, f"c={bits}"))
        yield from ((1, f"-1c7={bits[:7]}"), (-1, f"1c7={bits[:7]}"))
    for step in (1, 2):
        yield from ((step, f"-{step}w={low}"), (-step, f"{step}w={low}"))
    for step in (1, 2, 3):
        yield from ((step, f"-{step}t={tag}"), (-step, f"{step}t={tag}"))


def _tags(value: tuple[str, str, str]) -> Features:
    left, tag, right = value
    yield from ((0, f"tt-={left}|{tag}"), (0, f"tt+={tag}|{right}"))
    yield from ((1, f"tt--={left}|{tag}"), (-1, f"tt++={tag}|{right}"))
    yield 0, f"ttt={left}|{tag}|{right}"


def _quotes(value: tuple[str, str, str, str]) -> Features:
    left, here, right, edge = value
    yield from ((0, f"qq={left}|{here}|{right}"), (0, f"q={here}"), (0, f"edge={edge}"))


def _listed(value: tuple[str, ...]) -> Features:
    """Known names and times around a word, and listed cues."""
    known_left, known, known_right, left, cue, right, quote = value
    yield from ((0, f"k={known}"), (0, f"-1k={known_left}"), (0, f"1k={known_right}"))
    yield from ((0, f"kk-={known_left}|{known}"), (0, f"kk+={known}|{known_right}"))
    form, _, stance = cue.partition("|")
    if form:
        yield from (
            (0, f"cue={form}"),
            (0, f"stance={stance}"),
            (0, f"cq={form}|{quote}"),
        )
        yield from ((0, f"ck-={form}|{known_left}"), (0, f"ck+={form}|{known_right}"))
        yield 0, f"ckk={form}|{known_left}|{known_right}|{quote}"
    if left:
        yield 0, f"-1cue={left.partition('|')[0]}"
    if right:
        yield 0, f"1cue={right.partition('|')[0]}"


def _around(value: tuple[str, str, str, str]) -> Features:
    behind, before, quoted, tag = value
    yield from ((0, f"nx={behind}"), (0, f"pv={before}"), (0, f"hasq={quoted}"))
    yield 0, f"pvnx={before}{behind}|{tag}"


def _word_quote(value: tuple[str, str]) -> Features:
    yield 0, f"w|q={value[0]}|{value[1]}"


def _beside(words: Vocabulary, side: str, value: tuple[str, str]) -> Features:
    """A word and the tag of the one at a side of it."""
    word, tag = value
    yield 0, f"w|{side}t={word}|{tag}"
    if words.bits(word):
        yield 0, f"c7|{side}t={words.bits(word)[:7]}|{tag}"


def _pair(value: tuple[str, str]) -> Features:
    """A word and the one behind it, told to both."""
    left, right = value
    yield from ((0, f"ww-={left}|{right}"), (-1, f"ww+={left}|{right}"))


def _place(value: tuple[Any, ...]) -> Features:
    step, side, sentence, counts, same, quote, cue_quote = value
    commas, verbs, thats, marks, cues, names, breaks = counts
    gap = f"{side}{commas}{verbs}{thats}{marks}{cues}"
    yield from ((0, f"d={side}{step}"), (0, f"ds={sentence}"), (0, f"g={gap}"))
    yield from ((0, f"nc={side}{commas}{sentence}"), (0, f"nv={side}{verbs}{sentence}"))
    yield from ((0, f"nq={side}{marks}{same}"), (0, f"nk={side}{cues}"))
    yield from ((0, f"nn={side}{names}{commas}"), (0, f"ns={side}{breaks}"))
    yield from ((0, f"gap={gap}{sentence}|{quote}"),)
    yield 0, f"st={side}{sentence}|{quote}|{cue_quote}"


def _head_at(value: tuple[Any, ...]) -> Features:
    head, side, step = value
    yield 0, f"hd={head}|{side}{step}"


def _head_by(value: tuple[Any, ...]) -> Features:
    head, bits, side, comma, sentence, quote = value
    yield 0, f"h={head}|{side}{comma}{sentence}"
    yield 0, f"hq={head}|{side}|{quote}"
    yield 0, f"hc={bits}|{side}{comma}{sentence}|{quote}"


def _sides_at(value: tuple[Any, ...]) -> Features:
    left, right, side, step = value
    yield 0, f"bd={left}_{right}|{side}{step}"


def _sides_by(value: tuple[Any, ...]) -> Features:
    left, right, side, comma, sentence, quote = value
    yield 0, f"bq={left}_{right}|{side}{comma}{sentence}|{quote}"


def _one_side(value: tuple[Any, ...]) -> Features:
    name, beside, side, commas, marks, sentence = value
    yield 0, f"{name}={beside}|{side}{commas}|{marks}{sentence}"


def _tag_at(value: tuple[Any, ...]) -> Features:
    side, step, tag = value
    yield 0, f"dt={side}{step}|{tag}"


def _tag_by(value: tuple[Any, ...]) -> Features:
    side, commas, verbs, tag, head_tag, known = value
    yield 0, f"pt={side}{commas}{verbs}|{tag}"
    yield 0, f"pk={side}{commas}{verbs}|{known}"
    yield 0, f"ht={head_tag}|{side}{min(commas, 1)}|{tag}"


def _word_at(value: tuple[Any, ...]) -> Features:
    side, sentence, word, close = value
    yield 0, f"dw={side}{sentence}|{word}"
    yield 1, f"pw={side}{sentence}|{word}|{close}"
    yield -1, f"nw={side}{sentence}|{word}|{close}"


def _on_cue(value: str) -> Features:
    yield 0, f"cue={value}"


def word_columns(tokens: Tokens) -> Columns:
    """What both models see of each word by itself and its neighbours."""
    tags, quotes, known, cues = (
        padded(row, edge)
        for row, edge in (
            (tokens.tags, _EDGE),
            (tokens.quotes, _EDGE),
            (tokens.known, _EDGE),
            (tokens.cues, ""),
        )
    )
    sentences = [-1, *tokens.sentences, -1]
    size = len(tokens.words)
    edges = [
        ("first" if sentences[n] != sentences[n + 1] else "")
        + ("last" if sentences[n + 2] != sentences[n + 1] else "")
        for n in range(size)
    ]
    tag_triples = [
        (_EDGE, _EDGE, _EDGE),
        *zip(tags, tags[1:], tags[2:], strict=False),
        (_EDGE, _EDGE, _EDGE),
    ]
    inner = range(PAD, PAD + size)
    return [
        (_WORD, padded(tokens.words, _EDGE)),
        (_TAGS, tag_triples),
        (
            _QUOTES,
            padded([(*quotes[n - 1 : n + 2], edges[n - PAD]) for n in inner]),
        ),
        (
            _LISTED,
            padded(
                [
                    (*known[n - 1 : n + 2], *cues[n - 1 : n + 2], quotes[n])
                    for n in inner
                ]
            ),
        ),
    ]


def cue_columns(tokens: Tokens) -> Columns:
    """What the model that finds cues sees."""
    behind, before = _marks_behind(tokens), _marks_before(tokens)
    quoted = [0, *accumulate(number > 0 for number in tokens.quoted)]
    size, low = len(tokens.words), tokens.low
    around = [
        (
            behind[n],
            before[n],
            f"{quoted[n] > quoted[max(0, n - 40)]:d}"
            f"{quoted[min(size, n + 40)] > quoted[n]:d}",
            tokens.tags[n][:2],
        )
        for n in range(size)
    ]
    words, tags = tokens.words, [_EDGE, *tokens.tags, _EDGE]
    edged = padded(words, _EDGE)
    return [
        *word_columns(tokens),
        (_AROUND, padded(around)),
        (_WORD_QUOTE, padded(list(zip(low, tokens.quotes, strict=True)))),
        (_LEFT, padded(list(zip(words, tags, strict=False)))),
        (_RIGHT, padded(list(zip(words, tags[2:], strict=True)))),
        (_PAIR, [None, *pairwise(edged)]),
    ]


def _marks_behind(tokens: Tokens) -> list[str]:
    """The next "that", opening mark or sign within five words of each word."""
    out = []
    for n, sentence in enumerate(tokens.sentences):
        found = "-"
        for m in range(n + 1, min(len(tokens.words), n + 6)):
            if tokens.sentences[m] != sentence:
                break
            if tokens.quotes[m] == "q<":
                found = "q"
            elif tokens.low[m] in {"that", "bahwa", ",", ";", ":", "."}:
                found = tokens.low[m]
            if found != "-":
                break
        out.append(found)
    return out


def _marks_before(tokens: Tokens) -> list[str]:
    """The last closing mark, sign or start of the sentence within six words."""
    out = []
    for n, sentence in enumerate(tokens.sentences):
        found = "-"
        for m in range(n - 1, max(-1, n - 7), -1):
            if tokens.sentences[m] != sentence:
                found = "S"
            elif tokens.quotes[m] == "q>":
                found = "q"
            elif tokens.low[m] in {",", ";", ":"}:
                found = tokens.low[m]
            if found != "-":
                break
        out.append(found)
    return out


class Roles:
    """What the second model sees of the words around each cue of one paragraph."""

    def __init__(
        self, tokens: Tokens, words: Vocabulary, cues: Sequence[tuple[int, int]]
    ) -> None:
        self._tokens, self._words = tokens, words
        self._cue = [False] * len(tokens.words)
        for first, end in cues:
            self._cue[first:end] = [True] * (end - first)
        low, tags = tokens.low, tokens.tags
        self._verb = [
            tag in _VERBS or bool(cue)
            for tag, cue in zip(tags, tokens.cues, strict=True)
        ]
        names = [
            tag in {"NNP", "PRP"} and not (n and tags[n - 1] == "NNP")
            for n, tag in enumerate(tags)
        ]
        flags = (
            [word == "," for word in low],
            self._verb,
            [word in _THAT for word in low],
            [quote in {"q<", "q>"} for quote in tokens.quotes],
            self._cue,
            names,
            [word in _BREAKS for word in low],
        )
        self._counts = list(zip(*([0, *accumulate(row)] for row in flags), strict=True))

    def window(self, cue: tuple[int, int]) -> tuple[int, int]:
        """First word and end of what is looked at from a cue."""
        first, end = cue
        return max(0, first - REACH), min(len(self._tokens.words), end + REACH)

    def columns(self, cue: tuple[int, int]) -> Columns:
        """What is seen of each word in the window of a cue, from there."""
        tokens, (first, end) = self._tokens, cue
        head = self._head(cue)
        bits = self._words.bits(tokens.words[head])[:7]
        left, right = self._beside(first - 1), self._beside(end)
        cue_quote, cue_number = tokens.quotes[first], tokens.quoted[first]
        cue_sentence = tokens.sentences[first]
        head_word, head_tag = tokens.low[head], tokens.tags[head]
        columns: list[list[Any]] = [[] for _ in _ROLE_COLUMNS]
        (place, head_at, head_by, sides_at, sides_by, left_by, right_by) = columns[:7]
        (tag_at, tag_by, word_at, on_cue) = columns[7:]
        start, stop = self.window(cue)
        for n in range(start, stop):
            if first <= n < end:
                for column in columns[:-1]:
                    column.append(None)
                on_cue.append("first" if n == first else "on")
                continue
            if n < first:
                side, counts = "-", self._between(n + 1, first)
                step = _STEP[first - n]
            else:
                side, counts = "+", self._between(end, n)
                step = _STEP[n - end + 1]
            sentence = max(-2, min(2, tokens.sentences[n] - cue_sentence))
            quote, tag, word = tokens.quotes[n], tokens.tags[n], tokens.low[n]
            same = tokens.quoted[n] == cue_number
            commas, verbs, marks = counts[0], counts[1], counts[3]
            place.append((step, side, sentence, counts, same, quote, cue_quote))
            comma = 1 if commas else 0
            head_at.append((head_word, side, step))
            head_by.append((head_word, bits, side, comma, sentence, quote))
            sides_at.append((left, right, side, step))
            sides_by.append((left, right, side, comma, sentence, quote))
            left_by.append(("bl", left, side, commas, marks, sentence))
            right_by.append(("br", right, side, commas, marks, sentence))
            tag_at.append((side, step, tag))
            tag_by.append((side, commas, verbs, tag, head_tag, tokens.known[n]))
            word_at.append((side, sentence, word, step if step < 6 else 0))
            on_cue.append(side if self._cue[n] else None)
        return [
            (number, padded(column))
            for number, column in zip(_ROLE_COLUMNS, columns, strict=True)
        ]

    def _between(self, low: int, high: int) -> tuple[int, ...]:
        """How many commas, verbs ... stand between, up to what makes a difference."""
        one, other = self._counts[low], self._counts[high]
        return (
            min(other[0] - one[0], 3),
            min(other[1] - one[1], 2),
            min(other[2] - one[2], 1),
            min(other[3] - one[3], 2),
            min(other[4] - one[4], 1),
            min(other[5] - one[5], 2),
            min(other[6] - one[6], 1),
        )

    def _head(self, cue: tuple[int, int]) -> int:
        """The word of a cue that says what it is: its verb, else its last."""
        first, end = cue
        for n in range(first, end):
            if self._verb[n] and self._tokens.low[n] not in _AUXILIARIES:
                return n
        return end - 1

    def _beside(self, number: int) -> str:
        """What stands beside a cue: a sign, "that", or a part of speech."""
        tokens = self._tokens
        if not 0 <= number < len(tokens.words):
            return _EDGE
        if not tokens.words[number][0].isalnum() or tokens.low[number] in _THAT:
            return tokens.low[number]
        return tokens.known[number] or tokens.tags[number]
