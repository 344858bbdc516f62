"""Chances -> features: one for each step that a chance reaches."""

from bisect import bisect_right
from functools import lru_cache

STEPS = (0.02, *(n / 20 for n in range(1, 20)))
"""Chances at which a feature is added: weights add up to a curve."""
COARSE = STEPS[2::2]


def curve(
    name: str, chance: float, steps: tuple[float, ...] = STEPS
) -> tuple[str, ...]:
    """The features that tell a chance: one for each step that it reaches."""
    return _steps(name, steps)[: bisect_right(steps, chance)]


@lru_cache(maxsize=4096)
def _steps(name: str, steps: tuple[float, ...]) -> tuple[str, ...]:
    return tuple(f"{name}>{step}" for step in steps)
