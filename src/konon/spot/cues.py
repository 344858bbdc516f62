"""Sentences -> cues: words that may attribute; context decides later if they do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from konon.model import Act, Cue, Sentence, Span
from konon.packs import Pack
from konon.spot.matcher import Hit, any_of, longest_first, rule_set, word_finder

FORMS = (
    "no_date",
    "silence",
    "relay",
    "according",
    "addressee",
    "hearsay",
    "passive",
    "pre",
    "weak",
    "post",
    "after_quote",
)
"""Tables of `cues.toml`, from the one that wins where two share a word."""


def spot_cues(
    text: str, sentences: Sequence[Sentence], pack: Pack, shared: Pack
) -> tuple[Cue, ...]:
    """The cues in `sentences`, in order; words listed as traps are left out."""
    out: list[Cue] = []
    for sentence in sentences:
        piece, base = sentence.span.of(text), sentence.span.start
        traps = [hit.span for hit in word_finder(pack, "cues", "not").find(piece)]
        ruled = list(_ruled(piece, traps, pack, shared))
        taken: list[Span] = []
        for form in FORMS:
            by_rule = [hit for hit, own in ruled if own == form]
            listed = [
                hit
                for hit in word_finder(pack, "cues", form).find(piece)
                if not any(hit.span.overlaps(trap) for trap in traps)
            ]
            for hit in (*by_rule, *listed):
                if any(hit.span.overlaps(other) for other in taken):
                    continue
                if _is_name(piece, hit):
                    continue
                taken.append(hit.span)
                cue = _cue(hit, base, form, shared)
                out.append(_not_denied(cue, piece[: hit.span.start], pack))
    return tuple(sorted(out, key=lambda cue: cue.span))


def _ruled(
    piece: str, traps: Sequence[Span], pack: Pack, shared: Pack
) -> Iterator[tuple[Hit, str]]:
    """What the rules of `cues.toml` find, each with its form; the longest win.

    A trap inside of what a rule finds is no reason against it: the rule knows more.
    """
    for match in longest_first(list(rule_set(pack, "cues", shared).find(piece))):
        span, rule = match.span, match.rule
        is_cut = any(span.overlaps(t) and not span.contains(t) for t in traps)
        if not is_cut and span not in traps:
            yield Hit(span, rule.get("stance"), rule.name), rule.get("form")


def acts_of(pack: Pack) -> Iterator[tuple[str, str]]:
    """Each stance with the act that it counts as."""
    for act, stances in pack["cues"].table("act").items():
        for stance in stances:
            yield stance, act


def _not_denied(cue: Cue, before: str, pack: Pack) -> Cue:
    """A cue whose denial a "not" takes back: "did not deny", "tidak menampik"."""
    if cue.act != "deny" or not _negation(pack).search(before):
        return cue
    return replace(cue, stance="say", act="say", rule=f"{cue.rule}, not denied")


@lru_cache(maxsize=16)
def _negation(pack: Pack) -> re.Pattern[str]:
    words = any_of(pack["status"].listed("sign", "negated"))
    return re.compile(rf"\b(?:{words})\s+(?:\w+\s+)?$", re.IGNORECASE)


def _cue(hit: Hit, base: int, form: str, shared: Pack) -> Cue:
    span = Span(base + hit.span.start, base + hit.span.end)
    act: Act = "say"
    for stance, name in acts_of(shared):
        if stance == hit.key:
            act = name  # type: ignore[assignment]
    return Cue(span, hit.key, act, form, f"{form}: {hit.word}")


def _is_name(text: str, hit: Hit) -> bool:
    """ "Lapor Pak" is a show: a cue in mid-sentence is not written as a name."""
    if hit.span.start == 0 or not text[hit.span.start].isupper():
        return False
    before = text[: hit.span.start].rstrip()
    return (
        bool(before)
        and before[-1] not in '"“”.,:;!?*'
        and not re.search(r"[–—-]$", before)
    )
