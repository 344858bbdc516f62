"""Capitalised runs -> names by rule: cut up by titles, offices, places and outlets.

A run that nothing tells apart is a person where it is long enough, a place after a
preposition of place.
"""

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass

from konon.model import Mention, MentionKind, Sentence, Span
from konon.spot.gazetteer import Gazetteer, is_written_as_name
from konon.spot.matcher import fold

_CAPITAL = r"(?:[A-Z]\.){2,}|[A-ZÀ-ÞĀ-Ž][\w]*(?:[-'’][\w]+)*(?:\.(?:com|co|id|net))*"
_WORDS = re.compile(rf"{_CAPITAL}|[\w’'-]+|[^\w\s]")
_SHORT_NAME = re.compile(rf"(?:{_CAPITAL})\s*\(([A-Z][\w-]{{1,14}})\)")
_LOOKAHEAD = 5


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    folded: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence with all that its runs are judged by."""

    text: str
    sentence: Span
    known: Gazetteer
    places: dict[int, tuple[Span, str]]
    outlets: dict[int, tuple[Span, str]]
    bodies: frozenset[str]


def names_by_rule(
    text: str,
    sentence: Span,
    known: Gazetteer,
    bodies: frozenset[str],
    taken: Sequence[Span],
) -> list[Mention]:
    """The names that rules find in a sentence.

    `bodies` are short names that the report explains, `taken` what is no name: times.
    """
    scene = _scene(text, sentence, known, bodies)
    names = [m for run in _runs(scene, taken) for m in _parsed(run, scene)]
    return [*names, *_stray_outlets(scene, names)]


def _scene(
    text: str, sentence: Span, known: Gazetteer, bodies: frozenset[str]
) -> _Scene:
    piece = sentence.of(text)
    spots: list[dict[int, tuple[Span, str]]] = []
    for finder in (known.places, known.outlets):
        hits = {}
        for hit in finder.find(piece):
            if is_written_as_name(piece, hit):
                start, end = hit.span.start, hit.span.end
                span = Span(sentence.start + start, sentence.start + end)
                hits[span.start] = (span, hit.key)
        spots.append(hits)
    return _Scene(text, sentence, known, spots[0], spots[1], bodies)


def abbreviations(text: str, sentences: Sequence[Sentence]) -> Iterator[str]:
    """Words in brackets right behind a capitalised run: short names of bodies."""
    for sentence in sentences:
        for match in _SHORT_NAME.finditer(text, sentence.span.start, sentence.span.end):
            yield fold(match.group(1))


def _runs(scene: _Scene, taken: Iterable[Span]) -> Iterator[list[_Word]]:
    """Capitalised words that stand together, in order."""
    blocked = [span for span in taken if span.overlaps(scene.sentence)]
    run: list[_Word] = []
    for match in _WORDS.finditer(scene.text, scene.sentence.start, scene.sentence.end):
        span = Span(match.start(), match.end())
        bare = match.group().removesuffix("'s").removesuffix("’s")
        word = _Word(match.group(), fold(bare or match.group()), span)
        is_name = word.text[0].isupper() and not any(b.overlaps(span) for b in blocked)
        if (is_name and not _opens_as_common(word, scene, bool(run))) or (
            run and _goes_on(word, scene)
        ):
            run.append(word)
        else:
            yield from _closed(run, scene)
            run = []
    yield from _closed(run, scene)


def _closed(run: list[_Word], scene: _Scene) -> Iterator[list[_Word]]:
    while run and not run[-1].text[0].isupper():
        run = run[:-1]
    # Old wires write a capital after "U.S." as after any full stop.
    if len(run) == 1:
        before = scene.text[
            max(scene.sentence.start, run[0].span.start - 8) : run[0].span.start
        ]
        start = run[0].span.start
        is_known = start in scene.places or start in scene.outlets
        if re.search(r"\b[A-Z]\.[A-Z]\.\s$", before) and not is_known:
            return
    # A word that is mostly written small is no name when it stands alone.
    if len(run) == 1 and run[0].folded in scene.known.lower:
        start, known = run[0].span.start, scene.known
        is_known = start in scene.places or start in scene.outlets
        if not is_known and run[0].folded not in known.titles | known.body_heads:
            return
    if run:
        yield run


def _goes_on(word: _Word, scene: _Scene) -> bool:
    """Whether a small word joins two capitalised ones into one name."""
    after = re.match(r"\s+([A-Z])", scene.text[word.span.end : word.span.end + 4])
    return bool(after) and word.folded in scene.known.connectors


def _opens_as_common(word: _Word, scene: _Scene, in_run: bool) -> bool:
    """Whether a word owes its capital to the start of a sentence or quotation."""
    before = scene.text[scene.sentence.start : word.span.start].rstrip()
    is_first = not before or before[-1] in "\"“‘'([*:—–-" or before.endswith(". ")
    if not is_first or in_run:
        return False
    is_known = word.span.start in scene.places or word.span.start in scene.outlets
    if is_known:
        return False
    if word.folded in scene.known.titles | scene.known.body_heads:
        return False
    return word.folded in scene.known.lower and not _opens_a_body(word, scene)


def _opens_a_body(word: _Word, scene: _Scene) -> bool:
    """Whether a common word is the first of a company's name: "General Motors Inc"."""
    if not scene.known.body_tails:
        return False
    rest = scene.text[word.span.end : min(word.span.end + 60, scene.sentence.end)]
    run = re.match(r"(\s+[A-Z][\w&-]*)+", rest)
    last = run.group().split()[-1] if run else ""
    return fold(last) in scene.known.body_tails


def _parsed(run: Sequence[_Word], scene: _Scene) -> Iterator[Mention]:
    at = 0
    while at < len(run):
        length = _title(run, at, scene)
        if length:
            end = yield from _holder(run, at, length, scene)
        else:
            end = yield from _name(run, at, scene)
        at = max(end, at + 1)


def _title(run: Sequence[_Word], at: int, scene: _Scene) -> int:
    return _longest(run, at, scene.known.titles)


def _longest(run: Sequence[_Word], at: int, phrases: frozenset[str]) -> int:
    for length in range(min(_LOOKAHEAD, len(run) - at), 0, -1):
        if " ".join(w.folded for w in run[at : at + length]) in phrases:
            return length
    return 0


def _holder(
    run: Sequence[_Word], at: int, length: int, scene: _Scene
) -> Generator[Mention, None, int]:
    """A title, the office it is of, and the person who holds it, where named."""
    end, start = at + length, at
    while end < len(run):
        more = _title(run, end, scene) or _longest(run, end, scene.known.office)
        place = scene.places.get(run[end].span.start)
        outlet = scene.outlets.get(run[end].span.start)
        if place or outlet:
            span = (place or outlet)[0]  # type: ignore[index]
            if place:
                yield _place(place[0], scene)
            while end < len(run) and run[end].span.start < span.end:
                end += 1
        elif run[end].folded in scene.bodies:
            yield _mention(run, end, end + 1, "body", scene)
            end += 1
        elif more and end < len(run) - 1:
            end += more
        else:
            break
    if end < len(run) and _longest(run, end, scene.known.body_heads) == 0:
        yield _mention(run, end, len(run), "person", scene)
        return len(run)
    if not _names_follow(run[end - 1].span.end, scene):
        yield _mention(run, start, end, "person", scene)
    return end


def _names_follow(end: int, scene: _Scene) -> bool:
    """Whether a name in apposition follows a title: "Duta Besar Rusia, Budi"."""
    rest = scene.text[end : min(end + 60, scene.sentence.end)]
    return bool(re.match(r"(\s*\([^)]{1,30}\))?(\s*,)?\s*[\"“]?[A-Z]", rest)) or bool(
        re.match(r"\s+(untuk|for|of|to|dan|and)\s+[A-Z]", rest)
    )


def _name(
    run: Sequence[_Word], at: int, scene: _Scene
) -> Generator[Mention, None, int]:
    outlet = scene.outlets.get(run[at].span.start)
    if outlet and not _is_common_opening(run[at], scene):
        yield Mention(outlet[0], "outlet", outlet[1], "")
        return _behind(run, at, outlet[0])
    end = _chunk_end(run, at, scene)
    folded = [w.folded for w in run[at:end]]
    is_body = (
        _longest(run, at, scene.known.body_heads) > 0
        or folded[-1] in scene.known.body_tails
        or " ".join(folded) in scene.known.bodies
    )
    place = scene.places.get(run[at].span.start)
    if place and not (is_body and place[0].end < run[end - 1].span.end):
        yield _place(place[0], scene)
        return _behind(run, at, place[0])
    if is_body and not (end - at == 1 and folded[0] in scene.known.lower):
        yield _mention(run, at, end, "body", scene)
    elif _longest(run, at, scene.known.place_heads) or _stands_after_place_word(
        run[at], scene
    ):
        yield _mention(run, at, end, "place", scene)
    else:
        yield _mention(run, at, end, _guess(run[at:end], scene), scene)
    return end


def _chunk_end(run: Sequence[_Word], at: int, scene: _Scene) -> int:
    """Where a name ends: before a title, an outlet, or a place that opens anew."""
    is_body = _longest(run, at, scene.known.body_heads) > 0
    end = at + 1
    while end < len(run):
        start = run[end].span.start
        if _title(run, end, scene) and run[end].folded not in scene.known.office:
            break
        if not is_body and (start in scene.outlets or start in scene.places):
            break
        end += 1
    return end


def _guess(words: Sequence[_Word], scene: _Scene) -> MentionKind:
    if len(words) == 1:
        word = words[0].text
        is_short_name = words[0].folded in scene.bodies
        has_inner_capital = any(c.isupper() for c in word[1:])
        return "body" if is_short_name or has_inner_capital else "person"
    is_all_capitals = all(w.text.isupper() for w in words)
    return "body" if is_all_capitals or len(words) > 5 else "person"


def _stands_after_place_word(word: _Word, scene: _Scene) -> bool:
    before = scene.text[
        max(scene.sentence.start, word.span.start - 30) : word.span.start
    ]
    words = re.findall(r"[\w-]+", before)
    if not words or not before.endswith((" ", "\n")):
        return False
    return fold(words[-1]) in scene.known.place_before


def _is_common_opening(word: _Word, scene: _Scene) -> bool:
    """ "Antara lain" opens a sentence with "among", not with the agency."""
    is_first = word.span.start == scene.sentence.start
    rest = scene.text[word.span.end : word.span.end + 2]
    return (
        is_first
        and rest[:1] == " "
        and rest[1:].islower()
        and (word.folded in scene.known.lower)
    )


def _behind(run: Sequence[_Word], at: int, span: Span) -> int:
    while at < len(run) and run[at].span.start < span.end:
        at += 1
    return at


def _mention(
    run: Sequence[_Word], start: int, end: int, kind: MentionKind, scene: _Scene
) -> Mention:
    last = run[end - 1]
    # "Lloyds Bank's" is Lloyds Bank's: the ending is no part of the name.
    ending = 2 if re.search(r"['’]s$", last.text) else 0
    span = Span(run[start].span.start, last.span.end - ending)
    name = " ".join(span.of(scene.text).split())
    return Mention(span, kind, name, "", scene.known.country_of.get(fold(name), ""))


def _place(span: Span, scene: _Scene) -> Mention:
    name = " ".join(span.of(scene.text).split())
    return Mention(span, "place", name, "", scene.known.country_of.get(fold(name), ""))


def _stray_outlets(scene: _Scene, names: Sequence[Mention]) -> Iterator[Mention]:
    """Outlets that are written in small letters, as "detikcom"."""
    for span, name in scene.outlets.values():
        if (
            not any(span.overlaps(m.span) for m in names)
            and span.of(scene.text).islower()
        ):
            yield Mention(span, "outlet", name, "")
