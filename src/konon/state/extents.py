"""What a guess leaves out of what somebody said, where the sentence shows all of it.

The models of roles stop at times inside a clause, most often before another cue: "Acme
said the plan | is expected to fail", "The plan to buy | a port in Java, Acme said".
What is said by a verb of saying goes to the end of its clause, and all in front of a
trailing ", Acme said." is said.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from konon.model import Span
from konon.packs import Pack
from konon.spot.matcher import any_of
from konon.spot.vocabulary import vocabulary_of
from konon.state.guesses import Guess
from konon.state.speakers import Scene

_BESIDE = 8
"""Signs between a cue and what is said behind it."""
_TAIL = 60
"""Signs behind a trailing source and its cue: when, where or in what part."""
_FEW, _CLAUSE = 6, 4
"""Words that are no clause behind a trailing cue; words that make one before it."""
_FINITE = {"VBD", "VBZ", "VBP", "MD", "VBN", "VB"}
"""Parts of speech that make words a clause."""
_TENSED = {"VBD", "VBZ", "MD"}
"""Parts of speech that only verbs with a tense have."""
_MARK = re.compile(r"[\"“”]|''")


def whole(guess: Guess, guesses: Sequence[Guess], scene: Scene, pack: Pack) -> Guess:
    """A guess of a verb of saying with all of its clause as content."""
    if _MARK.search(scene.span.of(scene.text)):
        return guess
    trailing = _trailing(guess, guesses, scene, pack)
    if trailing is not None:
        return replace(guess, content=trailing)
    if not guess.content:
        return guess
    guess = replace(guess, content=_own(guess, scene.text, pack))
    return replace(guess, content=_to_the_end(guess, guesses, scene, pack))


def _own(guess: Guess, text: str, pack: Pack) -> tuple[Span, ...]:
    """Content without a clause that only stands beside: "Rates fell, and Acme said"."""
    source, parts = guess.source, guess.content
    if source is None or len(parts) == 1 or source.start > guess.cue.start:
        return parts
    joined = re.compile(rf",?\s+(?:{_joining(pack)})\s+")
    return tuple(
        part
        for part in parts
        if not (
            part.end <= source.start and joined.fullmatch(text, part.end, source.start)
        )
    )


def _to_the_end(
    guess: Guess, guesses: Sequence[Guess], scene: Scene, pack: Pack
) -> tuple[Span, ...]:
    """Content right behind a cue, to the end of its clause if it breaks off in it."""
    text, last = scene.text, guess.content[-1]
    is_behind = 0 <= last.start - guess.cue.end <= _BESIDE
    rest = text[last.end : scene.span.end]
    if len(guess.content) > 1 or not is_behind or not re.match(r",?\s\w", rest):
        return guess.content
    end = scene.span.end
    if rest.startswith(","):
        # "Said its insurer, Acme, | had paid": a clause has a verb. "Said it had paid,
        # | but had no plans" goes on with another of the same subject.
        goes_on = not _has_verb(last.of(text), pack) or _is_second_verb(rest, pack)
        return (Span(last.start, end),) if goes_on else guess.content
    joining = _joining(pack)
    for other in guesses:
        if other.cue.start < last.end or other.cue == guess.cue:
            continue
        opens = other.cue.start
        if other.source is not None and last.end <= other.source.start:
            opens = min(opens, other.source.start)
        before = text[last.end : opens].rstrip()
        joined = re.search(rf"(?:^|\s|,)({joining})(?:\s+\w+ly)?$", before)
        if joined is not None:
            end = min(end, last.end + joined.start())
        elif before.endswith(","):
            end = min(end, last.end + len(before) - 1)
    return (Span(last.start, max(end, last.end)),)


def _is_second_verb(rest: str, pack: Pack) -> bool:
    """Whether words go on with a verb of the subject before: ", but had no plans"."""
    known = vocabulary_of(pack)
    verb = re.match(rf",\s+(?:{_joining(pack)})\s+([a-z]+)", rest)
    return verb is not None and known.is_tagged and known.tag(verb[1]) in _TENSED


def _has_verb(words: str, pack: Pack) -> bool:
    """Whether some words have a finite verb; where no tag tells, they may have one."""
    known = vocabulary_of(pack)
    return not known.is_tagged or any(known.tag(w) in _FINITE for w in words.split())


def _trailing(
    guess: Guess, guesses: Sequence[Guess], scene: Scene, pack: Pack
) -> tuple[Span, ...] | None:
    """Content in front of ", Acme said today."; None where no source trails so."""
    source, text, opens = guess.source, scene.text, scene.span.start
    if source is None or not scene.span.contains(source):
        return None
    first, last = sorted((source, guess.cue))
    before = text[opens : first.start].rstrip()
    behind = text[last.end : scene.span.end].strip(" .\n")
    is_apart = text[first.end : last.start].strip() or "," in behind
    if not before.endswith(",") or is_apart or len(behind) > _TAIL:
        return None
    comma = opens + len(before) - 1
    for other in guesses:
        # "Rates rose, one analyst said, and shares fell, another said."
        if other.cue.end < comma and other.source is not None:
            two = sorted((other.source, other.cue))
            if text[opens : two[0].start].rstrip().endswith(","):
                opens = max(opens, min(two[1].end, comma))
    front = Span(opens, comma)
    kept = tuple(part for part in guess.content if part.start >= last.end)
    if any(part.end >= comma - 2 for part in guess.content if part.start < comma):
        return (_clause(front, scene, pack), *kept)
    is_aside = len(kept) == len(guess.content) and (
        _is_aside(behind, guess.cue.of(text), pack) or not (behind or guess.content)
    )
    is_told = is_aside and _is_clause(front, scene, pack)
    return (_clause(front, scene, pack),) if is_told else None


def _clause(span: Span, scene: Scene, pack: Pack) -> Span:
    """A clause without the word that joins it to the one before."""
    joining = _joining(pack)
    opener = re.match(rf"\W*(?:(?:{joining})\s)?", span.of(scene.text), re.IGNORECASE)
    return Span(span.start + (opener.end() if opener else 0), span.end)


@lru_cache(maxsize=16)
def _joining(pack: Pack) -> str:
    """Words that join two clauses, as a pattern."""
    return any_of(pack["cues"].listed("joining", "words"))


def _is_aside(behind: str, cue: str, pack: Pack) -> bool:
    """Whether the words behind a cue only tell when, where, to whom or in what part."""
    words, cues = behind.split(), pack["cues"]
    if not 0 < len(words) <= _FEW:
        return False
    last, adverbial = cue.casefold().split()[-1], cues.listed("adverbial", "words")
    if last in cues.listed("tell", "relay") and len(words) <= _FEW // 2:
        return True
    # "The plant will close" tells; "on condition of | anonymity" does not.
    if words[0].casefold() in cues.listed("article", "words"):
        return not _has_verb(behind, pack)
    return last in adverbial or words[0].casefold() in adverbial


def _is_clause(span: Span, scene: Scene, pack: Pack) -> bool:
    """Whether a stretch may be a clause: "At the meeting on Friday" is none."""
    words = span.of(scene.text).split()
    cues = pack["cues"]
    outer = {*cues.listed("adverbial", "words"), *cues.listed("subordinate", "words")}
    outer -= set(cues.listed("joining", "words")) | {*cues.listed("article", "words")}
    return len(words) > _CLAUSE and words[0].strip(",").casefold() not in outer
