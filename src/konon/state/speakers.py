"""Who stands behind a cue: a name, an office, a common noun; a sentence as a scene."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from konon.model import Cue, Mention, Span, Timex
from konon.packs import Pack
from konon.spot.matcher import fold
from konon.state.sources import SOURCE_KINDS

REACH = 90
"""Signs between a cue and its source, at most."""
_NOUNS = 4
"""Words of a common noun that stands for a speaker: "kuasa hukum para terdakwa"."""
_COMMON = re.compile(r"(\s+[a-z][a-z-]+){1,6}")
_CAPITALS = re.compile(r"\s+([A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,3})")
_SMALL = re.compile(r"\s+([a-z][\w'’-]*(?:\s+[a-z][\w'’-]*){0,3})")


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with what was spotted in it, and the quotations of its paragraph."""

    text: str
    span: Span
    before: Span | None
    """The sentence before it in the report."""
    mentions: tuple[Mention, ...]
    times: tuple[Timex, ...]
    cues: tuple[Cue, ...]
    quotes: tuple[Span, ...]


def pronoun_kind(text: str, pack: Pack) -> str:
    """The kind of pronoun that a stretch of text ends with; empty where none."""
    words = re.findall(r"[\w-]+", text.casefold())[-3:]
    for key, spoken in pack["names"].table("pronoun").items():
        if key != "owner" and any(word in spoken for word in words):
            return key
    return ""


def after(cue: Cue, scene: Scene, limit: int = REACH) -> Mention | None:
    """The source that stands behind a cue: its first mention that can be one."""
    behind = [m for m in scene.mentions if 0 <= m.span.start - cue.span.end <= limit]
    for mention in behind:
        gap = scene.text[cue.span.end : mention.span.start]
        if re.search(r"[;\"“”]|,\s.*,\s", gap):
            return None
        if mention.kind in SOURCE_KINDS:
            return _holder_of(mention, behind, scene.text)
    near = [m for m in behind if m.span.start - cue.span.end <= 3 and m.country]
    return near[0] if near else None


def named_behind(cue: Cue, scene: Scene, pack: Pack) -> Mention | None:
    """Whoever is written with a capital right behind '"...," kata' is the speaker.

    Names that no table and no tagger knows are read by their place.
    """
    if not any(0 <= cue.span.start - quote.end <= 3 for quote in scene.quotes):
        return None
    found = _CAPITALS.match(scene.text, cue.span.end, scene.span.end)
    if found is not None:
        span = Span(found.start(1), found.end(1))
        name = " ".join(found[1].split())
        return Mention(span, "person", name, f"person:{fold(name)}")
    return _unnamed_behind(cue, scene, pack)


def relayed_by(cue: Cue, scene: Scene, pack: Pack) -> Mention | None:
    """Whatever is named right behind "dikutip dari" or "mengutip" carried the words.

    So it is where no table knows it: "mengutip Logam Mulia, ...". In a text without
    any capital it ends at a mark, a figure, or a word that tells how or when.
    """
    text, (start, end) = scene.text, (cue.span.end, scene.span.end)
    found = _CAPITALS.match(text, start, end)
    if found is None and not re.search("[A-Z]", scene.span.of(text)):
        found = _SMALL.match(text, start, end)
    if found is None:
        return None
    stops = {*pack["cues"].listed("adverbial", "words"), *pack["names"].every("nobody")}
    words = list(itertools.takewhile(lambda word: word not in stops, found[1].split()))
    if not words or any(timex.span.start == found.start(1) for timex in scene.times):
        return None
    size = re.match(r"\s+".join(map(re.escape, words)), found[1])
    span = Span(found.start(1), found.start(1) + (size.end() if size else 0))
    name = " ".join(words)
    return Mention(span, "outlet", name, f"outlet:{fold(name)}")


def _unnamed_behind(cue: Cue, scene: Scene, pack: Pack) -> Mention | None:
    """Who is called by a common noun there: '"...," ujar hakim saat ...'."""
    words = _COMMON.match(scene.text, cue.span.end, scene.span.end)
    stops = set(pack["cues"].listed("adverbial", "words"))
    start, end, count = -1, -1, 0
    for word in re.finditer(r"\w+", words[0]) if words else ():
        if word[0] in stops or count == _NOUNS:
            break
        start = cue.span.end + word.start() if start < 0 else start
        end, count = cue.span.end + word.end(), count + 1
    if start < 0:
        return None
    span = Span(start, end)
    name = " ".join(span.of(scene.text).split())
    return Mention(span, "unnamed", name, f"unnamed:{span.start}")


def _holder_of(mention: Mention, behind: Sequence[Mention], text: str) -> Mention:
    """The person in apposition: "Direktur PT Segara, Wira" is Wira."""
    for other in behind:
        gap = text[mention.span.end : other.span.start]
        is_beside = other.span.start >= mention.span.end and re.fullmatch(
            r"(\s*\([^)]*\))?,?\s+", gap
        )
        if mention.kind == "body" and other.kind == "person" and is_beside:
            return other
    return mention
