"""Attributions -> whether they only ask, or leave open, what stands in them.

"She did not say whether talks will be held": nobody says that they will be.
"""

import re
from functools import lru_cache

from konon.model import Attribution, Span
from konon.packs import Pack
from konon.spot.matcher import any_of

_BEFORE = 40
"""Signs before a verb in which a word takes it back."""


def question_of(item: Attribution | None, text: str, pack: Pack) -> str:
    """What an attribution asks, or declines to answer; nothing where it tells.

    Returns:
        `whether` for what may be or not ("whether talks will be held"), `how` for more
        of what is taken to be ("where the talks will be held").
    """
    if item is None or not item.content:
        return ""
    asking, negated = _patterns(pack)
    found = asking.match(text, item.content[0].start)
    if found is None:
        return ""
    cue = item.cue.span
    is_left_open = item.cue.form == "silence" or item.cue.stance in {"ask", "decline"}
    if not is_left_open:
        is_left_open = bool(negated.search(text[max(0, cue.start - _BEFORE) : cue.end]))
    is_whether = found[1].casefold() in pack["cues"].listed("asking", "whether")
    return ("whether" if is_whether else "how") if is_left_open else ""


def asked_behind(cue: Span, end: int, text: str, pack: Pack) -> tuple[Span, ...]:
    """What is asked right behind words that refuse: "would not say if she resigns"."""
    asking, _ = _patterns(pack)
    found = asking.search(text, cue.end, min(end, cue.end + _BEFORE))
    return (Span(found.start(1), end),) if found else ()


@lru_cache(maxsize=16)
def _patterns(pack: Pack) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What opens a question, and what takes back the verb behind it."""
    cues = pack["cues"]
    asking = re.compile(rf"\W*\b({any_of(cues.every('asking'))})\b", re.IGNORECASE)
    unsaid = any_of(cues.every("unsaid"))
    return asking, re.compile(rf"\b(?:{unsaid})(?:\s+\w+){{1,3}}$", re.IGNORECASE)
