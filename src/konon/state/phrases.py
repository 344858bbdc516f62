"""Sources -> the words that stand for them in the sentence: "Ann Sample, its head,".

A link has the span of a name. What a reader sees as the source is more: titles before
the name, what stands in apposition behind it, or a pronoun that stands for all of it.
"""

import re

from konon.model import Attribution, Span
from konon.packs import Pack
from konon.read.words import strip_span
from konon.state.speakers import pronoun_kind

_BESIDE = 14
_FRONT = re.compile(r"(?:[A-Z][\w.&'’-]*|[a-z]+-[a-z]+)\s+$")
_OPENS = re.compile(r"\b(?:the|a|an)(?:\s+[a-z][\w-]*){0,3}\s+$", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]{1,40}\)")
_APPOSED = re.compile(
    r",\s+(?:the|a|an|its|his|her|head|director|chairman|president|author|who)\b"
    r"[^,.;:]{3,110}"
)
_NEXT_WORD = re.compile(r"\s+([\w-]+)")
_HEAD_NOUN = re.compile(r"(?:\s+[a-z]+){1,2}\s*")
_ADDED = re.compile(
    r"\s+(?:for|of|from|at|in|with|on|who|familiar|close|near)\s[^,.;“\"]*"
)
_NO_NOUN = re.compile(
    r"\b(?:has|had|have|also|did|does|was|is|were|are|later|then|not|never|who|and"
    r"|still|once|now|even|just|on|in|at|will|would|could|may|might|told|\w+ly)\b"
)


def source_words(
    item: Attribution, text: str, sentence: Span, pack: Pack
) -> Span | None:
    """The whole of the words for the innermost source; None where nobody is named."""
    if not item.chain:
        return None
    link, cue = item.chain[-1], item.cue.span
    is_post = item.cue.form in {"post", "after_quote", "according"}
    pronoun = _pronoun_beside(cue, text, sentence, pack, is_post)
    if pronoun is not None:
        return pronoun
    if not sentence.contains(link.span):
        is_owner = text[cue.start : cue.end].casefold().endswith("nya")
        return Span(cue.end - 3, cue.end) if is_owner else link.span
    if link.kind == "unnamed":
        added = _ADDED.fullmatch(text, link.span.end, max(cue.start, link.span.end))
        return Span(link.span.start, added.end()) if added else link.span
    start = _front_of(link.span, text, sentence, pack)
    led = text[cue.end : start]
    if cue.end <= start and is_post and re.fullmatch(r"(?:\s+[\w-]+){1,5}\s+", led):
        # "According to talk radio host Ann Sample": all behind the cue is hers.
        start = strip_span(text, Span(cue.end, start)).start
    end = _end_of(link.span, cue, text, sentence)
    if end == link.span.end and start < link.span.start and end < cue.start:
        # "The Indiana governor": the name only says which.
        noun = _HEAD_NOUN.fullmatch(text, end, cue.start)
        is_noun = noun is not None and not _NO_NOUN.search(noun.group())
        end = end + len(noun.group().rstrip()) if noun and is_noun else end
    return Span(start, end)


def _pronoun_beside(
    cue: Span, text: str, sentence: Span, pack: Pack, is_post: bool
) -> Span | None:
    """A pronoun right before a cue, or right behind one that has its source there."""
    before = text[max(sentence.start, cue.start - _BESIDE) : cue.start]
    for match in reversed(list(re.finditer(r"[\w-]+", before))):
        start = cue.start - len(before) + match.start()
        if pronoun_kind(match.group(), pack):
            return Span(start, start + len(match.group()))
        if match.group()[0].isupper():
            break
    behind = _NEXT_WORD.match(text, cue.end, sentence.end)
    if is_post and behind is not None and pronoun_kind(behind[1], pack):
        return Span(behind.start(1), behind.end(1))
    return None


def _front_of(name: Span, text: str, sentence: Span, pack: Pack) -> int:
    """Where titles and an article before a name begin."""
    start = name.start
    common = pack["cues"].listed("adverbial", "words")
    while True:
        found = _FRONT.search(text[sentence.start : start])
        if found is None:
            break
        if found.start() == 0 and found.group().strip().casefold() in common:
            break
        start = sentence.start + found.start()
    opened = _OPENS.search(text[sentence.start : start])
    return sentence.start + opened.start() if opened else start


def _end_of(name: Span, cue: Span, text: str, sentence: Span) -> int:
    """Where a bracket and an apposition behind a name end."""
    end = name.end
    bracket = _BRACKET.match(text, end, sentence.end)
    end = bracket.end() if bracket else end
    if end <= cue.start:
        gap = text[end : cue.start]
        is_apposed = gap.startswith((",", " of ", " from ")) and len(gap) < 160
        last = gap.rfind(",")
        if is_apposed and last > 0 and len(gap) - last <= 12:
            return end + last
        return end
    opens = cue.start - sentence.start < 3
    apposed = None if opens else _APPOSED.match(text, end, sentence.end)
    return apposed.end() if apposed else end
