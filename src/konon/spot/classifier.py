"""Features -> how likely each label is, by a maximum entropy classifier.

Weights are trained in `training/` and kept as plain arrays, one row of weights a
feature and one column a label (multinomial logistic regression, Berger et al. 1996).
"""

from collections.abc import Iterable
from itertools import repeat
from math import exp
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from konon.spot.sequence import read_weights

Floats = NDArray[np.float32]
YES, NO = "yes", "no"
"""The labels of models that tell whether something is so."""


class Classifier:
    """Tells how likely each of its labels is for things that are told by features."""

    def __init__(self, path: Path) -> None:
        held = read_weights(path)
        self.labels = held.labels
        self._weights = held.weights
        self._rows = {name: number for number, name in enumerate(held.names)}

    def chances(self, features: Iterable[str]) -> Floats:
        """The probability of each label, in the order of `labels`; they add up to 1."""
        get = self._rows.get
        rows = [row for name in features if (row := get(name)) is not None]
        scores = self._weights[rows].sum(0)
        return softmax(scores)

    def odds(self, features: Iterable[str]) -> dict[str, float]:
        """The probability of each label, by its name."""
        return dict(zip(self.labels, map(float, self.chances(features)), strict=True))

    def best(self, features: Iterable[str]) -> str:
        """The likeliest label."""
        return self.labels[int(self.chances(features).argmax())]


def softmax(scores: Floats) -> Floats:
    """The probability of each label of some scores; they add up to 1."""
    odds: Floats = np.exp(scores - scores.max())
    odds /= odds.sum()
    return odds


class Decider:
    """Tells how likely something is so: a classifier of the labels `no` and `yes`."""

    def __init__(self, path: Path) -> None:
        held = read_weights(path)
        yes, no = held.labels.index(YES), held.labels.index(NO)
        lean = (held.weights[:, yes] - held.weights[:, no]).tolist()
        self._lean = dict(zip(held.names, lean, strict=True))

    def chance(self, features: Iterable[str]) -> float:
        """The probability that it is so."""
        lean = sum(map(self._lean.get, features, repeat(0.0)))
        return 1.0 / (1.0 + exp(-lean))

    def knows(self, feature: str) -> bool:
        """Whether a feature was seen in training."""
        return feature in self._lean
