"""Columns of values -> labels, by a linear-chain CRF that is read from tables.

Weights are trained with CRFsuite (`training/`) and kept as plain arrays. What a model
sees of a row of words comes in columns: one value a word, such as the word itself, from
which a maker makes features of that word and of its neighbours. What a value adds to
each label is summed once and remembered, so labelling costs a few look-ups a word: some
ten times as fast as handing every feature to CRFsuite.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PAD = 3
"""Values that a column has before the first and after the last word."""
Floats = NDArray[np.float32]
Maker = Callable[[Any], Iterable[tuple[int, str]]]
"""From a value to features, each with the place it is told to: 1 is the next word."""
Column = Sequence[Hashable]
"""The values of `n` words, with `PAD` more at each end; None stands for nothing."""

_MOST = 50_000
"""Values of a column that are remembered before all are forgotten: memory is flat."""
_CHUNK = 1024


class _Memory:
    """What the values of one column add to each label, by place."""

    def __init__(self, maker: Maker, labels: int) -> None:
        self.maker, self._labels = maker, labels
        self.forget()

    def forget(self) -> None:
        self.numbers: dict[Hashable, int] = {None: 0}
        self.sums: dict[int, Floats] = {}

    def learn(self, value: Hashable, weights: Floats, names: dict[str, int]) -> int:
        known = self.numbers.get(value)
        if known is not None:
            return known
        number = self.numbers[value] = len(self.numbers)
        for place, name in self.maker(value):
            feature = names.get(name)
            if feature is None:
                continue
            table = self.sums.get(place)
            if table is None or number >= len(table):
                table = self._grown(place, number)
            table[number] += weights[feature]
        return number

    def _grown(self, place: int, number: int) -> Floats:
        size = max(_CHUNK, 2 * number)
        grown = np.zeros((size, self._labels), np.float32)
        old = self.sums.get(place)
        if old is not None:
            grown[: len(old)] = old
        self.sums[place] = grown
        return grown


class Labeller:
    """Labels rows of words with the likeliest labels."""

    def __init__(
        self, path: Path, makers: Sequence[Maker], lean: tuple[str, float] = ("", 0)
    ) -> None:
        """Read weights; `lean` makes a label likelier (below zero, less likely)."""
        with np.load(path, allow_pickle=False) as held:
            names = held["features"].tobytes().decode("utf-8").split("\n")
            self._weights: Floats = held["weights"].astype(np.float32)
            self._moves: Floats = held["moves"].astype(np.float32)
            self.labels = tuple(held["labels"].tobytes().decode("utf-8").split("\n"))
        if lean[0]:
            self._moves[:, self.labels.index(lean[0])] += lean[1]
        self._names = {name: number for number, name in enumerate(names)}
        self._memories = [_Memory(maker, len(self.labels)) for maker in makers]

    def scores(self, columns: Sequence[tuple[int, Column]]) -> Floats:
        """What some columns add to each label of each word.

        A column comes with the number of its maker; all are of one length.
        """
        size = len(columns[0][1]) - 2 * PAD
        out = np.zeros((size, len(self.labels)), np.float32)
        for number, column in columns:
            memory = self._memories[number]
            if len(memory.numbers) > _MOST:
                memory.forget()
            found: list[Any] = list(map(memory.numbers.get, column))
            if None in found:
                found = [
                    memory.learn(value, self._weights, self._names)
                    if known is None
                    else known
                    for value, known in zip(column, found, strict=True)
                ]
            rows = np.array(found, dtype=np.intp)
            for place, table in memory.sums.items():
                own = rows[PAD - place : PAD - place + size]
                # Values that tell nothing to this place may lie behind its table.
                out += table[np.where(own < len(table), own, 0)]
        return out

    def label(self, scores: Sequence[Floats]) -> list[list[str]]:
        """The likeliest labels of some rows of words, given their scores."""
        filled = [n for n, own in enumerate(scores) if len(own)]
        order = sorted(filled, key=lambda n: len(scores[n]))
        out: list[list[str]] = [[] for _ in scores]
        at = 0
        while at < len(order):
            # Rows of like length go side by side.
            longest = max(16, 2 * len(scores[order[at]]))
            group = [n for n in order[at:] if len(scores[n]) <= longest]
            paths = self._paths([scores[n] for n in group])
            for number, path in zip(group, paths, strict=True):
                out[number] = [self.labels[i] for i in path]
            at += len(group)
        return out

    def _paths(self, scores: Sequence[Floats]) -> list[list[int]]:
        """Viterbi over several rows of words at once."""
        lengths = [len(own) for own in scores]
        size, most = len(scores), max(lengths)
        padded = np.zeros((most, size, len(self.labels)), np.float32)
        for number, own in enumerate(scores):
            padded[: len(own), number] = own
        ends = np.array(lengths)
        back = np.zeros(padded.shape, np.intp)
        best = padded[0]
        moves = self._moves
        shortest = min(lengths)
        for step in range(1, most):
            paths = best[:, :, None] + moves
            back[step] = paths.argmax(1)
            moved = paths.max(1) + padded[step]
            if step >= shortest:
                moved = np.where((step < ends)[:, None], moved, best)
            best = moved
        last = best.argmax(1)
        behind = back.tolist()
        out = []
        for number, length in enumerate(lengths):
            label = int(last[number])
            path = [label] * length
            for step in range(length - 1, 0, -1):
                label = behind[step][number][label]
                path[step - 1] = label
            out.append(path)
        return out


def features_of(
    columns: Sequence[tuple[int, Column]], makers: Sequence[Maker]
) -> list[list[str]]:
    """The features of each word, one by one: what training needs."""
    size = len(columns[0][1]) - 2 * PAD
    out: list[list[str]] = [[] for _ in range(size)]
    for number, column in columns:
        for at, value in enumerate(column, -PAD):
            if value is None:
                continue
            for place, name in makers[number](value):
                if 0 <= at + place < size:
                    out[at + place].append(name)
    return out


def padded(values: Sequence[Hashable], edge: Hashable = None) -> list[Hashable]:
    """Values with what stands for nothing, or for an edge, at both ends."""
    return [edge] * PAD + list(values) + [edge] * PAD


def write_labeller(path: Path, state: Any, moves: Any, least: float = 0.005) -> int:
    """Write weights as `Labeller` reads them; how many features were kept.

    `state` and `moves` are what `pycrfsuite.Tagger().info()` tells: weights by feature
    and label, and by two labels. Weights nearer to zero than `least` are left out.
    """
    labels = sorted(
        {label for _, label in state} | {own for two in moves for own in two}
    )
    column = {label: number for number, label in enumerate(labels)}
    rows: dict[str, Floats] = {}
    for (name, label), weight in state.items():
        if abs(weight) >= least:
            row = rows.setdefault(name, np.zeros(len(labels), np.float32))
            row[column[label]] = weight
    names = sorted(rows)
    table = np.stack([rows[name] for name in names]).astype(np.float16)
    steps = np.zeros((len(labels), len(labels)), np.float32)
    for (one, other), weight in moves.items():
        steps[column[one], column[other]] = weight
    np.savez_compressed(
        path,
        features=np.frombuffer("\n".join(names).encode("utf-8"), np.uint8),
        weights=table,
        moves=steps,
        labels=np.frombuffer("\n".join(labels).encode("utf-8"), np.uint8),
    )
    return len(names)


def spans_of(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First word, word after the last, and kind of each run of IOB labels."""
    at = 0
    while at < len(labels):
        if labels[at] == "O":
            at += 1
            continue
        kind, end = labels[at][2:], at + 1
        while end < len(labels) and labels[end] == f"I-{kind}":
            end += 1
        yield at, end, kind
        at = end
