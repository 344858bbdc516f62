"""What somebody plans, hopes or demands, where a language tells it as their word.

"Pemerintah berencana memberi insentif" stands for the government saying so. The models
of cues find such verbs seldom; their subject right before them makes it plain. Which
acts are told so, and which words may stand between, is in the table `minded`: a
language without it has none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from konon.model import Attribution, Chain, Cue, Mention, Span
from konon.packs import Pack
from konon.spot.matcher import any_of
from konon.state.sources import SOURCE_KINDS, Memory, is_governed
from konon.state.speakers import Scene, pronoun_kind

_REACH = 60
"""Signs between a subject and its verb: "yang baru dilantik"."""
_LEAST = 2
"""Words of the shortest content."""


def minded(
    scene: Scene,
    memory: Memory,
    mentions: Sequence[Mention],
    found: Sequence[Attribution],
    pack: Pack,
) -> Iterator[Attribution]:
    """The attributions that verbs of mind make with a subject right before them.

    What somebody says that others plan is told by who says it: none stands inside the
    content of those already `found`, nor inside a quotation.
    """
    acts = pack["cues"].listed("minded", "acts")
    taken = [item.cue.span for item in found]
    taken += [part for item in found if item.tells for part in item.content]
    taken += scene.quotes
    for cue in scene.cues if acts else ():
        is_free = not any(span.overlaps(cue.span) for span in taken)
        if cue.form not in {"pre", "weak"} or cue.act not in acts or not is_free:
            continue
        content = Span(cue.span.end, scene.span.end)
        chain, source = _subject(cue, scene, memory, mentions, pack)
        if chain and len(content.of(scene.text).split()) >= _LEAST:
            rule = f"{cue.rule}, its subject's mind"
            yield Attribution(chain, cue, (content,), None, rule, source)


def _subject(
    cue: Cue,
    scene: Scene,
    memory: Memory,
    mentions: Sequence[Mention],
    pack: Pack,
) -> tuple[Chain, Span | None]:
    """Whose mind a verb tells, and the words for that; nobody where none is beside."""
    gap, last_word = _patterns(pack)
    for mention in reversed(scene.mentions):
        end = mention.span.end
        if mention.kind not in SOURCE_KINDS or end > cue.span.start:
            continue
        if gap.fullmatch(scene.text, end, cue.span.start):
            if is_governed(mention, scene.text):
                break
            return memory.chain_of(mention), mention.span
    start = max(scene.span.start, cue.span.start - _REACH)
    before = scene.text[start : cue.span.start]
    word = last_word.search(before)
    if word is None:
        return (), None
    span = Span(start + word.start(1), start + word.end(1))
    kind = pronoun_kind(word[1], pack)
    if kind:
        return memory.last_speaker(span.start, mentions, kind), span
    if word[1].casefold() in pack["names"].listed("unnamed", "head"):
        bare = Mention(span, "unnamed", word[1], f"unnamed:{span.start}")
        return (() if is_governed(bare, scene.text) else (memory.link(bare),)), span
    return (), None


@lru_cache(maxsize=16)
def _patterns(pack: Pack) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand between a subject and its verb; the word before such words."""
    between = any_of(pack["cues"].listed("minded", "between"))
    relatives = any_of(pack["status"].listed("relative", "words"))
    gap = rf"(?:\s+(?:{between}))*(?:\s+(?:{relatives})(?:\s+\w+){{1,4}})?\s*"
    last_word = rf"(\w+)(?:\s+(?:{between}))*\s*$"
    return re.compile(gap, re.IGNORECASE), re.compile(last_word, re.IGNORECASE)
