"""`script/fuzz`: texts that nobody wrote, against the temporal tagger.

Mutates the seeds (every example of the packs, `tests/spot/seeds.txt`) for so many
minutes and checks what holds for any text: nothing raises, spans lie inside the text in
order and do not overlap, bounds run forward, no text takes more than its share of time.
A finding is printed with the text that made it; put a small form of it into the seeds.
"""

import argparse
import random
import sys
import time
from pathlib import Path

from konon import tag_times
from konon.model import Bounds, Timex
from konon.packs import load_packs

SEEDS = Path(__file__).parent.parent / "spot" / "seeds.txt"
SIGNS = " .,:;/-–—()[]{}'\"“”’%$€+~?!\n\t\0\u200b\u00a0\u202e\ud7ff\U0001f550٣᠋"
LONGEST = 1.0
"""Seconds for a text of some thousand characters: a hundred times what it needs."""


def main() -> int:
    """Fuzz, and print how much; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance, words, seeds = random.Random(args.seed), vocabulary(), seed_texts()
    end, runs, size, found = time.monotonic() + args.minutes * 60, 0, 0, 0
    while time.monotonic() < end:
        text = mutated(chance, seeds, words)
        fault = fault_of(text, chance)
        runs, size = runs + 1, size + len(text)
        if fault:
            found += 1
            print(f"{fault}\n    {text!r}")
    print(f"{runs:,} texts, {size:,} characters, {found} findings")
    return 1 if found else 0


def fault_of(text: str, chance: random.Random) -> str:
    """What is wrong with the times of a text; nothing where all holds."""
    published = chance.choice(("", "2024-06-12", "0001-01-01", "9999-12-31", "x"))
    lang = chance.choice(("", "id", "en"))
    start = time.perf_counter()
    try:
        times = tag_times(text, published=published, lang=lang)
    except Exception as error:
        return f"{type(error).__name__}: {error} ({published}, {lang})"
    took = time.perf_counter() - start
    if took > LONGEST:
        return f"took {took:.1f} s for {len(text)} characters ({lang})"
    return broken(times, text)


def broken(times: tuple[Timex, ...], text: str) -> str:
    """Which promise the times of a text break; nothing where they keep all."""
    at = 0
    for timex in times:
        if not at <= timex.span.start < timex.span.end <= len(text):
            return f"span {timex.span} after {at}"
        at = timex.span.end
        bounds = timex.bounds
        if isinstance(bounds, Bounds) and bounds.earliest and bounds.latest:
            if bounds.earliest > bounds.latest:
                return f"bounds run back: {timex}"
        elif not isinstance(bounds, Bounds) and not bounds.reason:
            return f"no reason: {timex}"
    return ""


def mutated(chance: random.Random, seeds: list[str], words: list[str]) -> str:
    """A text that nobody wrote."""
    text = " ".join(chance.choices(seeds, k=chance.randint(1, 4)))
    for _ in range(chance.randint(0, 12)):
        at = chance.randint(0, len(text))
        to = min(len(text), at + chance.randint(0, 8))
        piece = chance.choice(
            (chance.choice(words), chance.choice(SIGNS), number(chance))
        )
        text = text[:at] + piece * chance.choice((1, 1, 1, 2, 40)) + text[to:]
    return text


def number(chance: random.Random) -> str:
    """Digits, few or many."""
    return str(chance.randint(0, 10 ** chance.randint(1, 9)))


def vocabulary() -> list[str]:
    """All words of the time tables."""
    packs = load_packs().langs.values()
    tables = [table for pack in packs for table in pack["times"].words.values()]
    return [word for table in tables for listed in table.values() for word in listed]


def seed_texts() -> list[str]:
    """All examples of the packs' time rules, and the seeds kept from findings."""
    packs = load_packs().langs.values()
    rules = [rule for pack in packs for rule in pack["times"].rules]
    examples = [example.text for rule in rules for example in rule.examples]
    return examples + SEEDS.read_text("utf-8").splitlines()


if __name__ == "__main__":
    sys.exit(main())
