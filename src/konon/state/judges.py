"""Trained models that decide what rules alone get wrong: what counts, how far, of which type.

Weights lie beside the language pack (`events_*.npz`, with a model card) and are made by
`training/events.py`. A language without them is read by rules only.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

from konon.model import EventMention, Status
from konon.packs import HERE, Pack
from konon.spot.classifier import Classifier
from konon.state.looks import status_looks
from konon.state.status import is_ahead

_ON = {"happened", "under_way"}
_BELIEVED: tuple[Status, ...] = ("cancelled", "postponed", "denied", "preparing")
YES, NO = "yes", "no"
"""The labels of models that tell whether something is so."""


class Judges:
    """The models of one language."""

    def __init__(self, folder: Path) -> None:
        self._worth = Classifier(folder / "events_worth.npz")
        self._type = Classifier(folder / "events_type.npz")
        self._status = Classifier(folder / "events_status.npz")
        self._same = Classifier(folder / "events_same.npz")
        self._when = Classifier(folder / "events_when.npz")
        self._part = Classifier(folder / "events_part.npz")

    def worth(self, looks: Sequence[str]) -> float:
        """How likely a candidate is an event of the agenda."""
        return self._worth.chance(looks, YES)

    def type(self, looks: Sequence[str]) -> str:
        """The likeliest type of an event whose word no table holds."""
        return self._type.best(looks)

    def status(self, mentions: Sequence[EventMention], anchor: date | None) -> Status:
        """The status of an event, told by some of its mentions.

        Words that call it off or prepare it are believed; else it is the likeliest, but
        what is dated behind the publication has neither happened nor is it under way.
        """
        said = {m.status for m in mentions if m.sign is not None and m.is_particular}
        ruled = next((s for s in _BELIEVED if s in said), None)
        if ruled is not None:
            return ruled
        odds = self._status.chances(status_looks(mentions))
        ahead = any(is_ahead(m.when, anchor) for m in mentions)
        order = [self._status.labels[n] for n in odds.argsort()[::-1]]
        return cast(Status, next(s for s in order if not ahead or s not in _ON))

    def same(self, looks: Sequence[str]) -> float:
        """How likely two mentions are one event."""
        return self._same.chance(looks, YES)

    def when(self, looks: Sequence[str]) -> float:
        """How likely a time is that of an event."""
        return self._when.chance(looks, YES)

    def part(self, looks: Sequence[str]) -> str:
        """The likeliest part of a name in an event: actor, recipient, place or none."""
        return self._part.best(looks)

    def knows(self, word: str) -> bool:
        """Whether a word was seen in training where an event is named."""
        return self._worth.knows(f"1w={word}")


@lru_cache(maxsize=8)
def judges_of(pack: Pack) -> Judges | None:
    """The models of a language; None where its pack has no weights."""
    folder = HERE / "lang" / pack.tag
    return Judges(folder) if (folder / "events_worth.npz").exists() else None
