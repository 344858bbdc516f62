"""Words with what is known of each -> states, and what these tell: a small network.

Each word is a row of embeddings, one for each column (the word, its ending, its part of
speech ...). Dilated convolutions (Yu and Koltun 2016; for text Strubell et al. 2017)
let a word see those around it; what is asked of a word, or of two of them together, is
told by a hidden layer more. Trained with torch by `training/network.py`; read here with
plain arrays, in 32 bits, the same for the same input.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import ThreadpoolController

from konon.spot.sequence import Floats, names_in

COLUMNS = ("word", "ending", "tag", "known", "quote", "cue", "time", "sign", "listed")
"""What is told of each word, in this order."""
NOTHING = ""
"""What stands between two paragraphs, in every column."""
STEPS = 33
"""Steps of distance between two phrases, in both directions."""
_NEAR, _FAR = 6, 15


class Network:
    """Reads rows of words, and tells of places in them.

    `layers` is how many convolutions there are, `tasks` what can be asked of a word:
    the labels of each task, in the order of its scores.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as held:
            arrays: dict[str, Any] = {name: held[name] for name in held.files}
        self._tables = [_Table(arrays, name) for name in COLUMNS]
        self._weights: dict[str, Floats] = {
            name: value.astype(np.float32)
            for name, value in arrays.items()
            if value.dtype == np.float16
        }
        self.layers = sum(name.startswith("layer") for name in arrays) // 2
        self.tasks = {
            name.removeprefix("labels."): names_in(value)
            for name, value in arrays.items()
            if name.startswith("labels.")
        }

    def states(self, columns: Sequence[Sequence[str]]) -> Floats:
        """The state of each word, words by width; the columns are as in `COLUMNS`."""
        # One thread: processes read side by side, and sums come in one order.
        with _pools().limit(limits=1, user_api="blas"):
            return self._states(columns)

    def _states(self, columns: Sequence[Sequence[str]]) -> Floats:
        rows = [t(column) for t, column in zip(self._tables, columns, strict=True)]
        out = np.maximum(self._of(np.concatenate(rows, 1), "open"), 0)
        is_word = np.array([word != NOTHING for word in columns[0]], np.float32)[
            :, None
        ]
        out *= is_word
        for layer in range(self.layers):
            out += np.maximum(self._of(_around(out, 2**layer), f"layer{layer}"), 0)
            out *= is_word
        return out

    def gist(self, states: Floats, words: int) -> Floats:
        """What a whole text of so many words adds to the state of each."""
        return self._of(states.sum(0) / max(words, 1), "gist")

    def focus(self, first: Floats, last: Floats, gist: Floats) -> Floats:
        """A phrase, by the states of its first and last word, as one to ask about."""
        return np.maximum(self._of(np.concatenate((first + gist, last)), "focus"), 0)

    def scores(self, focus: Floats, task: str) -> Floats:
        """The score of each label of a task for one phrase."""
        return self._of(focus, task)

    def side(self, focus: Floats, pair: str) -> Floats:
        """A phrase as the one of a pair that something is asked of."""
        return self._of(focus, f"{pair}.own")

    def other_side(self, first: Floats, last: Floats, pair: str) -> Floats:
        """A phrase as the other of a pair."""
        other: Floats = np.concatenate((first, last)) @ self._weights[f"{pair}.other.w"]
        return other

    def pair_scores(
        self, own: Floats, other: Floats, distance: int, pair: str, turned: bool = False
    ) -> Floats:
        """The score of each label for two phrases so many words apart."""
        seen = own + other + self._weights[f"{pair}.far"][step_of(distance)]
        if turned:
            seen = seen + self._weights[f"{pair}.turned"]
        return self._of(np.maximum(seen, 0), pair)

    def likeness(self, one: Floats, other: Floats, distance: int) -> Floats:
        """The score of two phrases, the earlier first, for naming one thing."""
        weights = self._weights
        far = weights["same.far"][step_of(distance)]
        seen = self._of(one, "same.own") + other @ weights["same.other.w"] + far
        alike = (one @ weights["same.like.w"]) @ (other @ weights["same.like.w"])
        score: Floats = self._of(np.maximum(seen, 0), "same") + alike
        return score

    def _of(self, rows: Floats, name: str) -> Floats:
        """A layer of weights and its bias."""
        out: Floats = rows @ self._weights[f"{name}.w"] + self._weights[f"{name}.b"]
        return out


class _Table:
    """The embeddings of the values of one column; row 0 is for what is not listed."""

    def __init__(self, arrays: dict[str, Any], name: str) -> None:
        listed = names_in(arrays.pop(f"names.{name}"))
        self._numbers = {value: number for number, value in enumerate(listed, 1)}
        self._rows: Floats = arrays.pop(f"rows.{name}").astype(np.float32)

    def __call__(self, column: Sequence[str]) -> Floats:
        get = self._numbers.get
        out: Floats = self._rows[[get(value, 0) for value in column]]
        return out


def step_of(distance: int) -> int:
    """The number of the step that a distance in words falls on, 0 to 32; 16 is none."""
    far = abs(distance)
    step = far if far < _NEAR else _NEAR + int(2 * np.log2(far / _NEAR))
    return STEPS // 2 + (1 if distance > 0 else -1) * min(step, _FAR)


def _around(rows: Floats, step: int) -> Floats:
    """Each row with those `step` before and behind it."""
    padded = np.pad(rows, ((step, step), (0, 0)))
    end = len(rows)
    return np.concatenate((padded[:end], rows, padded[2 * step :]), 1)


@lru_cache(maxsize=1)
def _pools() -> ThreadpoolController:
    return ThreadpoolController()


@lru_cache(maxsize=8)
def network_of(path: Path) -> Network | None:
    """The network in a file, read once; None where there is no such file."""
    return Network(path) if path.exists() else None
