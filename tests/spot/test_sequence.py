"""The labeller: the same labels as trying all of them, and memory that stays flat."""

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konon.spot import sequence
from konon.spot.sequence import (
    Labeller,
    cut,
    features_of,
    padded,
    spans_of,
    write_labeller,
)

LABELS = ("B", "I", "O")


def maker(value: str):  # type: ignore[no-untyped-def]
    """A word told to itself and to the next one."""
    yield 0, f"w={value}"
    yield 1, f"-1w={value}"


def model(folder: Path, seed: int) -> tuple[Labeller, dict, dict]:
    """A labeller with weights drawn at random, and the weights."""
    chance = np.random.default_rng(seed)
    names = [f"{kind}{word}" for kind in ("w=", "-1w=") for word in "abcd"]
    # Weights next to zero are left out when they are written: here are none.
    state = {
        (n, label): float(chance.choice((-1, 1)) * (0.1 + chance.random()))
        for n in names
        for label in LABELS
    }
    moves = {(a, b): float(chance.normal()) for a in LABELS for b in LABELS}
    path = folder / "model.npz"
    assert write_labeller(path, state, moves) == len(names)
    return Labeller(path, (maker,)), state, moves


def best(words: str, state: dict, moves: dict) -> float:
    """The score of the best labels, found by trying all."""
    return max(
        total(words, labels, state, moves)
        for labels in product(LABELS, repeat=len(words))
    )


def total(words: str, labels, state: dict, moves: dict) -> float:  # type: ignore[no-untyped-def]
    """The score of one row of labels."""
    features = features_of([(0, padded(words))], (maker,))
    told = sum(
        float(np.float16(state.get((name, label), 0)))
        for names, label in zip(features, labels, strict=True)
        for name in names
    )
    return told + sum(moves[pair] for pair in pairwise(labels))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for weights."""
    return tmp_path_factory.mktemp("weights")


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 50),
    st.lists(st.text("abcde", min_size=1, max_size=6), min_size=1, max_size=4),
)
def test_labels_are_the_best_of_all(folder: Path, seed: int, rows: list[str]) -> None:
    """Leaving out what is sure and searching side by side loses nothing."""
    labeller, state, moves = model(folder, seed)
    scores = labeller.scores([[(0, padded(row))] for row in rows])
    for row, labels in zip(rows, labeller.label(scores), strict=True):
        reached = total(row, labels, state, moves)
        assert reached == pytest.approx(best(row, state, moves), abs=1e-4)


def test_scores_do_not_depend_on_neighbouring_rows(folder: Path) -> None:
    """Rows that are looked up together are told nothing of each other."""
    labeller, _, _ = model(folder, 1)
    together = labeller.scores([[(0, padded(row))] for row in ("ab", "cd", "a")])
    alone = [labeller.scores([[(0, padded(row))]])[0] for row in ("ab", "cd", "a")]
    for one, other in zip(together, alone, strict=True):
        assert np.allclose(one, other)


def test_a_stretch_sees_its_neighbours(folder: Path) -> None:
    """A cut keeps what stands beside it, so its scores are those of the whole."""
    labeller, _, _ = model(folder, 2)
    columns = [(0, padded("abcdabcd"))]
    (whole,) = labeller.scores([columns])
    (piece,) = labeller.scores([cut(columns, 3, 6)])
    assert np.allclose(whole[3:6], piece)


def test_memory_stays_flat(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values are forgotten when there are too many, and labels stay the same."""
    monkeypatch.setattr(sequence, "_MOST", 3)
    labeller, state, moves = model(folder, 3)
    for row in ("abcd", "dcba", "abxy", "abcd"):
        (labels,) = labeller.label(labeller.scores([[(0, padded(row))]]))
        assert total(row, labels, state, moves) == pytest.approx(
            best(row, state, moves), abs=1e-4
        )
    assert len(labeller._memories[0].numbers) <= 8


def test_nothing_to_label(folder: Path) -> None:
    """No rows, and rows without words, have no labels."""
    labeller, _, _ = model(folder, 4)
    assert labeller.label(labeller.scores([])) == []
    assert labeller.label(labeller.scores([[(0, padded(""))]])) == [[]]


def test_runs_of_labels_become_spans() -> None:
    """A run that begins inside another one ends it; a stray I- opens one."""
    labels = ["B-PER", "I-PER", "B-PER", "O", "I-LOC", "I-ORG"]
    spans = [(0, 2, "PER"), (2, 3, "PER"), (4, 5, "LOC"), (5, 6, "ORG")]
    assert list(spans_of(labels)) == spans
