"""Sentences -> cues: words that may attribute; context decides later if they do."""

import re
from collections.abc import Iterator, Sequence

from konon.model import Act, Cue, Sentence, Span
from konon.packs import Pack
from konon.spot.matcher import Hit, word_finder

FORMS = (
    "silence",
    "no_date",
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
        taken: list[Span] = []
        for form in FORMS:
            for hit in word_finder(pack, "cues", form).find(piece):
                if any(hit.span.overlaps(other) for other in (*traps, *taken)):
                    continue
                if _is_name(piece, hit):
                    continue
                taken.append(hit.span)
                out.append(_cue(hit, base, form, shared))
    return tuple(sorted(out, key=lambda cue: cue.span))


def acts_of(pack: Pack) -> Iterator[tuple[str, str]]:
    """Each stance with the act that it counts as."""
    for act, stances in pack["cues"].table("act").items():
        for stance in stances:
            yield stance, act


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
