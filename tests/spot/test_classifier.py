"""Classifiers from plain weights: what they find likely, and that it is so exactly."""

from math import exp
from pathlib import Path

import pytest

from konon.spot.classifier import Classifier, Decider
from konon.spot.sequence import write_labeller


def test_a_classifier_weighs_what_it_knows(tmp_path: Path) -> None:
    """Odds are those of the sums of weights; unknown features weigh nothing."""
    path = tmp_path / "a.npz"
    state = {("dark", "rain"): 2.0, ("dark", "sun"): -1.0, ("dry", "sun"): 1.5}
    write_labeller(path, state, {})
    seen = Classifier(path)
    odds = seen.chances(["dark", "new"])
    assert sum(odds) == pytest.approx(1.0)
    assert seen.labels == ("rain", "sun")
    assert odds[0] / odds[1] == pytest.approx(exp(3.0), rel=1e-3)
    assert seen.best(["dry"]) == "sun"


def test_a_decider_gives_one_chance(tmp_path: Path) -> None:
    """Nothing known is even; what speaks for it and against it adds up."""
    path = tmp_path / "b.npz"
    write_labeller(path, {("a", "yes"): 1.0, ("b", "no"): 1.0, ("a", "no"): 0.0}, {})
    judge = Decider(path)
    assert judge.chance([]) == 0.5
    assert judge.chance(["a", "b"]) == pytest.approx(0.5)
    assert judge.chance(["a"]) == pytest.approx(1 / (1 + exp(-1)), rel=1e-3)
    assert judge.knows("a")
    assert not judge.knows("c")
