"""Trains the tagger of names of a language, `lang/<tag>/names.npz`, and scores it.

Reads column files (a word and its IOB tag of PER, ORG, LOC on each line, the tag last;
sentences apart by empty lines). The clusters and places of the language are read from
its pack, so make them first.

    python training/names.py id TRAIN.txt [--dev DEV.txt]
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite

from konon.model import Span
from konon.packs import HERE, load_packs
from konon.spot.sequence import Labeller, features_of, spans_of, write_labeller
from konon.spot.tagger import TOKEN, Lexicon, read_lexicon

SETTINGS = {
    "c1": 0.02,
    "c2": 1.5,
    "max_iterations": 150,
    "feature.possible_transitions": True,
}


def main() -> None:
    """Train, write the weights, print the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    parser.add_argument("train", type=Path, nargs="+")
    parser.add_argument("--dev", type=Path)
    args = parser.parse_args()
    packs = load_packs()
    lexicon = read_lexicon(packs.langs[args.lang], packs.shared())
    trainer = pycrfsuite.Trainer(verbose=False)
    for path in args.train:
        for words, tags in sentences(path):
            seen = features_of(lexicon.columns(words), lexicon.makers)
            trainer.append(seen, tags)
    trainer.set_params(SETTINGS)
    weights = HERE / "lang" / args.lang / "names.npz"
    write_trained(trainer, weights)
    if args.dev:
        print(score(args.dev, weights, lexicon))


def write_trained(
    trainer: pycrfsuite.Trainer, path: Path, spread: float = 0.0, always: str = "\0"
) -> int:
    """Train, and write the weights as they are shipped; how many features there are."""
    with tempfile.TemporaryDirectory() as scratch:
        trained = str(Path(scratch) / "weights")
        trainer.train(trained)
        tagger = pycrfsuite.Tagger()
        tagger.open(trained)
        info = tagger.info()
    return write_labeller(path, info.state_features, info.transitions, spread, always)


def sentences(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of each sentence, cut into words as the tagger cuts them."""
    for block in path.read_text("utf-8").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if len(line.split()) > 1]
        if not rows:
            continue
        text, tagged, at = " ".join(row[0] for row in rows), [], 0
        for row in rows:
            tag = row[-1] if row[-1][:2] in {"B-", "I-"} else "O"
            tagged.append((Span(at, at + len(row[0])), tag))
            at += len(row[0]) + 1
        words, tags, before = [], [], None
        for match in TOKEN.finditer(text):
            span, tag = next(t for t in tagged if t[0].end > match.start())
            opens = span != before
            tags.append(tag if opens or tag == "O" else f"I-{tag[2:]}")
            words.append(match.group())
            before = span
        yield words, tags


def score(path: Path, weights: Path, lexicon: Lexicon) -> str:
    """Precision, recall and F1 of whole names."""
    tagger = Labeller(weights, lexicon.makers)
    right = found = there = 0
    for words, tags in sentences(path):
        told = set(spans_of(tagger.label(tagger.scores([lexicon.columns(words)]))[0]))
        gold = set(spans_of(tags))
        right, found, there = (
            right + len(told & gold),
            found + len(told),
            there + len(gold),
        )
    precision, recall = right / found, right / there
    f1 = 2 * precision * recall / (precision + recall)
    return f"precision {precision:.1%}, recall {recall:.1%}, F1 {f1:.1%}"


if __name__ == "__main__":
    main()
