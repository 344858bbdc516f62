"""Columns of values -> labels, by a linear-chain CRF that is read from tables.

Weights are trained with CRFsuite (`training/`) and kept as plain arrays. What a model
sees of a row of words comes in columns: one value a word, such as the word itself, from
which a maker makes features of that word and of its neighbours. What a value adds to
each label is summed once and remembered, so labelling costs a few look-ups a word:
about three times as fast as handing every feature to CRFsuite.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
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
Columns = Sequence[tuple[int, Column]]
"""Columns of one row of words, each with the number of its maker."""

_MOST, _MOST_DEAR, _DEAR = 12_000, 20_000, 10
"""Values of a column that are remembered before all are forgotten: memory is flat.
Those with more features than `_DEAR`, words, are dear to learn and stay longer."""
_CHUNK = 1024
_LEAST = 0.005
"""Weights nearer to zero than this are not kept."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained model as it is kept: what each feature adds to each label."""

    names: list[str]
    """The features, one a row of `weights`."""
    labels: tuple[str, ...]
    weights: Floats
    moves: Floats
    """What a step from one label to the next adds."""


def read_weights(path: Path) -> Weights:
    """The weights in a file that `write_labeller` wrote."""
    with np.load(path, allow_pickle=False) as held:
        return Weights(
            names_in(held["features"]),
            tuple(names_in(held["labels"])),
            held["weights"].astype(np.float32),
            held["moves"].astype(np.float32),
        )


def names_in(kept: Any) -> list[str]:
    """Names as a file of weights keeps them: one a line, in bytes."""
    return bytes(kept.tobytes()).decode("utf-8").split("\n")


def kept_names(names: Sequence[str]) -> Any:
    """Names as `names_in` reads them."""
    return np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)


class _Memory:
    """What the values of one column add to each label, by place."""

    def __init__(self, maker: Maker, labels: int) -> None:
        self.maker, self._labels = maker, labels
        self.forget()

    def forget(self) -> None:
        self.numbers: dict[Hashable, int] = {None: 0}
        self.sums: dict[int, Floats] = {}
        self.rows, self._most = 1, _MOST

    def is_full(self) -> bool:
        """Whether all must be forgotten before more is learned."""
        return len(self.numbers) > self._most

    def learn(self, value: Hashable, weights: Floats, names: dict[str, int]) -> int:
        known = self.numbers.get(value)
        if known is not None:
            return known
        get = names.get
        features = [
            (place, feature)
            for place, name in self.maker(value)
            if (feature := get(name)) is not None
        ]
        if not features:
            # Most pairs of words were never seen in training: they tell nothing.
            self.numbers[value] = 0
            return 0
        if len(features) > _DEAR:
            self._most = _MOST_DEAR
        number = self.numbers[value] = self.rows
        self.rows += 1
        told: dict[int, list[int]] = {}
        for place, feature in features:
            told.setdefault(place, []).append(feature)
        for place, rows in told.items():
            table = self.sums.get(place)
            if table is None or number >= len(table):
                table = self._grown(place, number)
            if len(rows) == 1:
                table[number] = weights[rows[0]]
            else:
                table[number] = weights[rows].sum(0)
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

    def __init__(self, path: Path, makers: Sequence[Maker]) -> None:
        held = read_weights(path)
        self._weights, self._moves = held.weights, held.moves
        self.labels = held.labels
        self._names = {name: number for number, name in enumerate(held.names)}
        self._memories = [_Memory(maker, len(self.labels)) for maker in makers]
        self._margins = _margins(self._moves)

    def scores(self, rows: Sequence[Columns]) -> list[Floats]:
        """What the columns of some rows of words add to each label of each word.

        A column comes with the number of its maker; all rows have the same columns.
        Rows are looked up together: their padding keeps them apart.
        """
        if not rows:
            return []
        sizes = [len(columns[0][1]) for columns in rows]
        out = np.zeros((sum(sizes), len(self.labels)), np.float32)
        for place, (number, _) in enumerate(rows[0]):
            column = list(chain.from_iterable(columns[place][1] for columns in rows))
            self._add(number, column, out)
        ends = list(accumulate(sizes))
        return [
            out[end - size + PAD : end - PAD]
            for size, end in zip(sizes, ends, strict=True)
        ]

    def _add(self, number: int, column: list[Hashable], out: Floats) -> None:
        """Add what the values of a column tell to the words at each place."""
        memory = self._memories[number]
        if memory.is_full():
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
            # Values that tell nothing to this place may lie behind its table.
            told = table.take(rows, axis=0, mode="clip") if len(table) else table
            if len(table) < memory.rows:
                told[rows >= len(table)] = 0
            if place >= 0:
                out[place:] += told[: len(told) - place]
            else:
                out[:place] += told[-place:]

    def label(self, scores: Sequence[Floats]) -> list[list[str]]:
        """The likeliest labels of some rows of words, given their scores.

        Where one label leads by more than any step between labels could make good, it
        is sure; only the stretches between such words need searching.
        """
        if not scores:
            return []
        all_scores = np.concatenate(scores)
        best = all_scores.argmax(1)
        lead = all_scores[np.arange(len(best)), best][:, None] - all_scores
        is_open = (lead <= self._margins[best]).sum(1) > 1
        ends = np.cumsum([len(own) for own in scores])
        runs = list(_runs(np.flatnonzero(is_open).tolist(), set(ends.tolist())))
        edges = {0, *ends.tolist()}
        for group in _alike(runs):
            befores = [None if a in edges else int(best[a - 1]) for a, _ in group]
            behinds = [None if b in edges else int(best[b]) for _, b in group]
            pieces = [all_scores[a:b] for a, b in group]
            paths = self._paths(pieces, befores, behinds)
            for (a, b), path in zip(group, paths, strict=True):
                best[a:b] = path
        names = [self.labels[number] for number in best.tolist()]
        return [
            names[end - len(own) : end]
            for own, end in zip(scores, ends.tolist(), strict=True)
        ]

    def _paths(
        self,
        scores: Sequence[Floats],
        befores: Sequence[int | None],
        behinds: Sequence[int | None],
    ) -> list[list[int]]:
        """Viterbi over several stretches at once, each between two sure labels."""
        lengths, moves = [len(own) for own in scores], self._moves
        size, most, shortest = len(scores), max(lengths), min(lengths)
        padded = np.zeros((most, size, len(self.labels)), np.float32)
        for number, own in enumerate(scores):
            padded[: len(own), number] = own
        ends, each = np.array(lengths), np.arange(size)
        for number, (before, behind) in enumerate(zip(befores, behinds, strict=True)):
            if before is not None:
                padded[0, number] += moves[before]
            if behind is not None:
                padded[lengths[number] - 1, number] += moves[:, behind]
        # Behind its end, a stretch keeps its labels.
        back = np.broadcast_to(np.arange(len(self.labels)), padded.shape).copy()
        best = padded[0]
        for step in range(1, most):
            paths = best[:, :, None] + moves
            if step < shortest:
                back[step] = paths.argmax(1)
                best = paths.max(1) + padded[step]
            else:
                goes_on = step < ends
                back[step, goes_on] = paths.argmax(1)[goes_on]
                best = np.where(goes_on[:, None], paths.max(1) + padded[step], best)
        last = best.argmax(1)
        found = np.empty((most, size), np.intp)
        for step in range(most - 1, 0, -1):
            found[step] = last
            last = back[step, each, last]
        found[0] = last
        return [
            found[:length, number].tolist() for number, length in enumerate(lengths)
        ]


def _margins(moves: Floats) -> Floats:
    """By how much steps between labels may favour each label over each other."""
    into = (moves[:, None, :] - moves[:, :, None]).max(0).clip(0)
    out_of = (moves[None, :, :] - moves[:, None, :]).max(2).clip(0)
    margins: Floats = into + out_of
    return margins


def _runs(places: Sequence[int], ends: set[int]) -> Iterator[tuple[int, int]]:
    """First and end of each run of places that stand side by side in one row."""
    at = 0
    while at < len(places):
        first = at
        at += 1
        while (
            at < len(places)
            and places[at] == places[at - 1] + 1
            and places[at] not in ends
        ):
            at += 1
        yield places[first], places[at - 1] + 1


def _alike(runs: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The runs in groups of like length, so that little is padded."""
    order = sorted(runs, key=lambda run: run[1] - run[0])
    at = 0
    while at < len(order):
        longest = max(8, 2 * (order[at][1] - order[at][0]))
        group = [run for run in order[at:] if run[1] - run[0] <= longest]
        yield group
        at += len(group)


def features_of(columns: Columns, makers: Sequence[Maker]) -> list[list[str]]:
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


def cut(columns: Columns, first: int, end: int) -> Columns:
    """A stretch of a row of words, with what stands beside it for padding."""
    return [(number, column[first : end + 2 * PAD]) for number, column in columns]


def padded(values: Sequence[Hashable], edge: Hashable = None) -> list[Hashable]:
    """Values with what stands for nothing, or for an edge, at both ends."""
    return [edge] * PAD + list(values) + [edge] * PAD


def write_labeller(
    path: Path, state: Any, moves: Any, spread: float = 0.0, always: str = "\0"
) -> int:
    """Write weights as `Labeller` reads them; how many features were kept.

    `state` and `moves` are what `pycrfsuite.Tagger().info()` tells: weights by feature
    and label, and by two labels. Weights next to zero are left out, and features whose
    weights for all labels lie within `spread`, unless they begin with `always`.
    """
    labels = sorted(
        {label for _, label in state} | {own for two in moves for own in two}
    )
    column = {label: number for number, label in enumerate(labels)}
    rows: dict[str, Floats] = {}
    for (name, label), weight in state.items():
        if abs(weight) >= _LEAST:
            row = rows.setdefault(name, np.zeros(len(labels), np.float32))
            row[column[label]] = weight
    names = sorted(
        name
        for name, row in rows.items()
        if row.max() - row.min() >= spread or name.startswith(always)
    )
    table = np.stack([rows[name] for name in names]).astype(np.float16)
    steps = np.zeros((len(labels), len(labels)), np.float32)
    for (one, other), weight in moves.items():
        steps[column[one], column[other]] = weight
    np.savez_compressed(
        path,
        features=kept_names(names),
        weights=table,
        moves=steps,
        labels=kept_names(labels),
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
