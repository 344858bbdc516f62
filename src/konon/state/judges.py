"""Trained models that decide on events: what counts, of which type, how far, when, who.

Weights lie beside the language pack (`events_*.npz`, with a model card) and are made by
`training/events.py`; those made from the labels of all languages together serve all and
lie in `und`. A language without them is read by rules only.
"""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast

from konon.model import EventMention, Status
from konon.packs import HERE, NO_LANGUAGE, Pack
from konon.spot.classifier import Classifier, Decider
from konon.spot.network import Network, network_of
from konon.state.looks import status_looks
from konon.state.status import OFF, ON, OPEN, SUDDEN, is_ahead, is_over

_BELIEVED = OFF | {"preparing"}
_PLAUSIBLE, _HEARSAY, _NEVER = 0.2, 0.2, 2.0
"""From which chance on words that call an event off, or tell hearsay, are believed."""
_SURE = 0.7
"""From which chance of a status on a time that speaks against it is not believed."""


class Judges:
    """The models of one language."""

    def __init__(self, folder: Path) -> None:
        self._worth = _decider(_weights("worth", folder))
        self._type = _classifier(_weights("type", folder))
        self._status = _classifier(_weights("status", folder))
        self._same = _decider(_weights("same", folder))
        self._when = _decider(_weights("when", folder))
        self._part = _classifier(_weights("part", folder))
        self._folder = folder

    @cached_property
    def network(self) -> Network | None:
        """What reads the whole report, where the language has it."""
        return network_of(_weights("net", self._folder))

    # The second look is trained on what the first says: there it has no weights yet.
    @cached_property
    def _own(self) -> Decider:
        return _decider(_weights("own", self._folder))

    @cached_property
    def _kept(self) -> Decider:
        return _decider(_weights("kept", self._folder))

    @cached_property
    def _cast(self) -> Classifier:
        return _classifier(_weights("cast", self._folder))

    def worth(self, looks: Sequence[str]) -> float:
        """How likely a candidate is an event of the agenda."""
        return self._worth.chance(looks)

    def type(
        self, looks: Sequence[str], barred: Collection[str] = ()
    ) -> tuple[float, str]:
        """The likeliest type of an event that is not barred, and how likely it is."""
        odds = self._type.odds(looks)
        best = max(odds.keys() - set(barred), key=lambda name: (odds[name], name))
        return odds[best], best

    def status(
        self,
        mentions: Sequence[EventMention],
        anchor: date | None,
        odds: dict[Status, float] | None = None,
    ) -> tuple[Status, str]:
        """The status of an event, told by some of its mentions, and why.

        Words that call it off or prepare it are believed where that is plausible; else
        it is the likeliest. Where that is not sure, what is dated ahead of publication
        has not happened nor is it under way, and what is dated before it is no plan.
        `odds` are those of the mentions, where they are known.
        """
        if _is_only_asked(mentions, anchor):
            return "rumoured", "only asked about"
        odds = odds or self.odds(mentions)
        barred = _barred(mentions)
        if max(odds.values()) < _SURE:
            barred |= _over(mentions, anchor)
        for mention in _telling(mentions):
            status, sign = mention.status, mention.sign
            is_told = odds.get(status, 0) >= _least(mention, mentions)
            if sign and is_told and status not in barred:
                return status, f"words: {sign.rule}"
        best = max(odds.keys() - barred, key=lambda status: (odds[status], status))
        signs = ", ".join(dict.fromkeys(m.sign.rule for m in mentions if m.sign))
        told = f" (words: {signs})" if signs else ""
        return best, f"model of status, {odds[best]:.0%}{told}"

    def odds(self, mentions: Sequence[EventMention]) -> dict[Status, float]:
        """How likely each status is, whatever the times of the mentions."""
        return cast(dict[Status, float], self._status.odds(status_looks(mentions)))

    def same(self, looks: Sequence[str]) -> float:
        """How likely two mentions are one event."""
        return self._same.chance(looks)

    def when(self, looks: Sequence[str]) -> float:
        """How likely a time is that of an event."""
        return self._when.chance(looks)

    def own(self, looks: Sequence[str]) -> float:
        """How likely a time is that of an event, by all that its report tells of it."""
        return self._own.chance(looks)

    def kept(self, looks: Sequence[str]) -> float:
        """How likely mentions that were joined are an event of the agenda."""
        return self._kept.chance(looks)

    def parts(self, looks: Sequence[str]) -> dict[str, float]:
        """How likely a name is an actor, recipient or place of an event, or none."""
        return self._part.odds(looks)

    def cast(self, looks: Sequence[str]) -> dict[str, float]:
        """The same by all that its report tells of the event."""
        return self._cast.odds(looks)

    def knows(self, word: str) -> bool:
        """Whether a word by itself was seen in training where an event is named."""
        return self._worth.knows(f"w={word}")


def _telling(mentions: Sequence[EventMention]) -> list[EventMention]:
    """The mentions whose own words tell how far their event has come."""
    # An eruption is not called off: the word is of something else.
    kept = [m for m in mentions if m.type not in SUDDEN or m.status not in OFF]
    return [m for m in kept if m.is_particular and m.sign]


def _least(mention: EventMention, mentions: Sequence[EventMention]) -> float:
    """The chance from which on words are believed against the likeliest status.

    "They will not meet now" decides nothing alone where they are to meet elsewhere.
    """
    # "No meeting will be held" has its "be held" beside it.
    others = (
        m for m in mentions if m.sentence != mention.sentence or m.form != "frame"
    )
    is_open = any(m.status in OPEN and m.sign for m in others if m.is_particular)
    if mention.is_settled and not (mention.status == "denied" and is_open):
        return 0.0
    if mention.status in _BELIEVED:
        return _PLAUSIBLE
    return _HEARSAY if mention.is_hearsay else _NEVER


def _barred(mentions: Sequence[EventMention]) -> frozenset[str]:
    """What an event cannot be, by what is said of it and by its kind."""
    # "It had been expected in May": that May is over does not make it happen.
    barred = ON if all(m.is_bygone for m in mentions) else frozenset()
    # An eruption is not called off, nor what is said to be upheld.
    is_on = all(m.type in SUDDEN for m in mentions)
    is_on = is_on or any(m.is_upheld for m in mentions)
    return barred | OFF if is_on else barred


def _over(mentions: Sequence[EventMention], anchor: date | None) -> frozenset[str]:
    """What an event cannot be by its times."""
    if any(is_ahead(m.when, anchor) or m.is_undated for m in mentions):
        return ON
    dated = [m.when for m in mentions if m.when is not None and not m.is_bygone]
    is_done = bool(dated) and all(is_over(when, anchor) for when in dated)
    return OPEN if is_done else frozenset()


def _is_only_asked(mentions: Sequence[EventMention], anchor: date | None) -> bool:
    """Whether nobody says that an event will be: "did not say whether talks ...".

    What is dated before the publication is taken to have been.
    """
    asked = {m.sentence for m in mentions if m.is_asked}
    is_done = any(is_over(m.when, anchor) for m in mentions)
    return not is_done and all(m.sentence in asked for m in mentions)


def _weights(name: str, folder: Path) -> Path:
    """The file of a model: the language's own, else that of all languages."""
    own = folder / f"events_{name}.npz"
    return own if own.exists() else folder.parent / NO_LANGUAGE / own.name


_decider = lru_cache(maxsize=32)(Decider)
_classifier = lru_cache(maxsize=32)(Classifier)


@lru_cache(maxsize=8)
def judges_of(pack: Pack) -> Judges | None:
    """The models of a language; None where its pack has no weights."""
    folder = HERE / "lang" / pack.tag
    return Judges(folder) if (folder / "events_worth.npz").exists() else None
