"""The network as plain arrays: states and scores as worked out one number at a time."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from konon.spot.network import COLUMNS, NOTHING, Network, network_of, step_of

WIDTH, PAIRED = 4, 3
SHAPES = {
    "gist": (WIDTH, WIDTH),
    "focus": (2 * WIDTH, WIDTH),
    "worth": (WIDTH, 1),
    "type": (WIDTH, 2),
    "when": (PAIRED, 1),
    "when.own": (WIDTH, PAIRED),
    "same": (PAIRED, 1),
    "same.own": (WIDTH, PAIRED),
    "layer0": (3 * WIDTH, WIDTH),
    "layer1": (3 * WIDTH, WIDTH),
    "open": (2 * len(COLUMNS), WIDTH),
}


@pytest.fixture(scope="module")
def arrays() -> dict[str, Any]:
    """Weights of a network of two layers, drawn once and for all."""
    chance = np.random.default_rng(7)

    def drawn(*shape: int) -> Any:
        return chance.normal(0, 0.5, shape).astype(np.float16)

    out: dict[str, Any] = {}
    for name in COLUMNS:
        out[f"names.{name}"] = np.frombuffer(b"rain\nsun", np.uint8)
        out[f"rows.{name}"] = drawn(3, 2)
    for name, shape in SHAPES.items():
        out[f"{name}.w"], out[f"{name}.b"] = drawn(*shape), drawn(shape[1])
    out["when.other.w"], out["same.other.w"] = (
        drawn(2 * WIDTH, PAIRED),
        drawn(WIDTH, PAIRED),
    )
    out["same.like.w"] = drawn(WIDTH, 2)
    out["when.far"], out["same.far"] = drawn(33, PAIRED), drawn(33, PAIRED)
    out["when.turned"] = drawn(PAIRED)
    out["labels.type"] = np.frombuffer(b"visit\ncourt", np.uint8)
    return out


@pytest.fixture(scope="module")
def network(
    arrays: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Network:
    """The network of these weights, read from a file."""
    path = tmp_path_factory.mktemp("net") / "net.npz"
    np.savez_compressed(path, **arrays)
    return Network(path)


def rows(*words: str) -> list[list[str]]:
    """Columns of which each says the same of a word."""
    return [list(words) for _ in COLUMNS]


def test_a_word_sees_its_neighbours_layer_by_layer(
    network: Network, arrays: dict[str, Any]
) -> None:
    """Each layer adds what a word, and those before and behind it, tell."""
    words = ["rain", "new", "sun", NOTHING, "sun"]
    numbers = {"rain": 1, "sun": 2}
    held = {name: np.asarray(value, float) for name, value in arrays.items()}
    state = []
    for word in words:
        seen = [held[f"rows.{c}"][numbers.get(word, 0)] for c in COLUMNS]
        total = np.concatenate(seen) @ held["open.w"] + held["open.b"]
        state.append(np.maximum(total, 0) * (word != NOTHING))
    for layer, step in ((0, 1), (1, 2)):
        after = []
        for n, word in enumerate(words):
            around = [
                state[m] if 0 <= m < len(words) else np.zeros(WIDTH)
                for m in (n - step, n, n + step)
            ]
            total = np.concatenate(around) @ held[f"layer{layer}.w"]
            more = np.maximum(total + held[f"layer{layer}.b"], 0)
            after.append((state[n] + more) * (word != NOTHING))
        state = after
    assert network.layers == 2
    assert network.states(rows(*words)) == pytest.approx(np.array(state), rel=1e-4)


def test_what_stands_between_paragraphs_has_no_state(network: Network) -> None:
    """Rows of nothing are zero, and an empty text has no rows."""
    states = network.states(rows("sun", NOTHING, NOTHING))
    assert states[0].any()
    assert not states[1:].any()
    assert network.states(rows()).shape == (0, WIDTH)


def test_the_same_words_give_the_same_scores(network: Network) -> None:
    """Scores depend on words and distance alone; labels come in their order."""
    states = network.states(rows("rain", "sun", "sun", "rain"))
    gist = network.gist(states, 4)
    one, other = (network.focus(states[n], states[n], gist) for n in (0, 3))
    assert network.tasks["type"] == ["visit", "court"]
    assert network.scores(one, "type").shape == (2,)
    near, far = (
        network.pair_scores(
            network.side(one, "when"),
            network.other_side(states[3], states[3], "when"),
            distance,
            "when",
        )
        for distance in (3, 300)
    )
    assert near.shape == (1,)
    assert near != far
    assert network.likeness(one, other, 3) == network.likeness(one, other, 3)
    assert network.likeness(one, other, 3) != network.likeness(one, other, -3)


@pytest.mark.parametrize(
    ("distance", "step"),
    [(0, 16), (1, 17), (-1, 15), (5, 21), (6, 22), (12, 24), (-12, 8), (10_000, 31)],
)
def test_distances_fall_on_steps(distance: int, step: int) -> None:
    """Near words are told apart one by one, far ones by the order of how far."""
    assert step_of(distance) == step


def test_a_language_may_have_no_network(tmp_path: Path) -> None:
    """Without a file there is none, and no error."""
    assert network_of(tmp_path / "missing.npz") is None
