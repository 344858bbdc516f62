"""Trains the models of attribution of a language: `lang/<tag>/cues.npz`, `roles.npz`.

Reads folders laid out as PolNeAR is kept beside this project (`gold.jsonl`, one
attribution a line with `doc, source, cue, content` as code points, and `docs/*.txt`),
and files of labels without texts such as `training/attributions_id.jsonl`, whose
reports are looked up in `--corpora`. Leave a folder out to train without it.

    python training/attributions.py en ../shared/data/sources/polnear/train
    python training/attributions.py id training/attributions_id.jsonl \
        --corpora ../shared/data/corpora
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycrfsuite
from names import write_trained

from konon.model import Span
from konon.packs import HERE, load_packs
from konon.pipeline import anchor_of
from konon.read.blocks import split_blocks
from konon.read.reports import Draft, make_report
from konon.read.sentences import split_sentences
from konon.spot.cues import spot_cues
from konon.spot.names import spot_names
from konon.spot.sequence import features_of
from konon.spot.times import spot_times
from konon.spot.vocabulary import vocabulary_of
from konon.state.features import Roles, cue_columns, makers_for, word_columns
from konon.state.tokens import Tokens, paragraphs

Example = tuple[list[list[str]], list[str]]
"""The features of each word of a row, and its labels."""

SETTINGS = {
    "max_iterations": 150,
    "feature.possible_transitions": True,
    "feature.minfreq": 2,
}


@dataclass(frozen=True)
class Labelled:
    """A text with its attributions, each with source, cue and content."""

    draft: Draft
    rows: list[dict[str, Any]]
    within: tuple[int, int] | None = None
    """The paragraph that was labelled; None: all of the text."""


def main() -> None:
    """Train both models and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--share", type=float, default=1.0, help="part of the texts")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--c1", type=float, default=0.3, help="weight of the L1 norm")
    parser.add_argument("--c2", type=float, default=0.3, help="weight of the L2 norm")
    parser.add_argument("--only", choices=["cues", "roles"])
    args = parser.parse_args()
    texts = [t for path in args.data for t in read(path, args.lang, args.corpora)]
    texts = [t for n, t in enumerate(texts) if n * 7919 % 1000 < args.share * 1000]
    folder = args.out or HERE / "lang" / args.lang
    both = [args.only] if args.only else ["cues", "roles"]
    with ProcessPoolExecutor(2) as pool:
        norms = {"c1": args.c1, "c2": args.c2}
        for line in pool.map(train, both, [texts] * 2, [folder] * 2, [norms] * 2):
            print(line)


def read(path: Path, lang: str, corpora: Path | None) -> Iterator[Labelled]:
    """The texts of one set, with their attributions."""
    if path.is_dir():
        rows = defaultdict(list)
        for line in (path / "gold.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            rows[row["doc"]].append(row)
        for file in sorted((path / "docs").glob("*.txt")):
            text = file.read_bytes().decode("utf-8")
            yield Labelled(Draft(file.stem, text, lang=lang), rows[file.stem])
        return
    if corpora is None:
        raise SystemExit(f"{path}: labels without texts; say --corpora FOLDER")
    yield from read_labels(path, lang, corpora, "train")


def read_labels(path: Path, lang: str, corpora: Path, part: str) -> Iterator[Labelled]:
    """Labelled paragraphs of one part, with their texts from the corpora."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wanted = defaultdict(list)
    for line in lines:
        if line["part"] == part:
            wanted[line["corpus"]].append(line)
    for corpus, own in sorted(wanted.items()):
        with gzip.open(corpora / corpus / "articles.jsonl.gz", "rt") as reports:
            texts = [json.loads(report) for report in reports]
        for line in own:
            report = texts[line["row"]]
            draft = Draft(
                report["url"],
                report["text"],
                outlet=report["source"],
                published=report["published"] or "",
                lang=lang,
                title=report["title"] or "",
            )
            first, end = line["paragraph"]
            yield Labelled(draft, line["attributions"], (first, end))


def read_paragraphs(labelled: Labelled) -> list[Tokens]:
    """The paragraphs of a text, as the models are shown them."""
    packs = load_packs()
    shared = packs.shared()
    pack = packs.langs[labelled.draft.lang]
    report = make_report(labelled.draft, packs)
    text = report.text
    blocks = split_blocks(report, (pack, shared))
    sentences = split_sentences(text, blocks, report.lang, pack)
    times = spot_times(text, sentences, anchor_of(report), pack, shared)
    mentions = spot_names(text, sentences, times, pack, shared)
    cues = spot_cues(text, sentences, pack, shared)
    words = vocabulary_of(pack)
    found = paragraphs(text, sentences, mentions, times, cues, words)
    if labelled.within is None:
        return list(found)
    first, end = labelled.within
    return [t for t in found if first <= t.starts[0] and t.ends[-1] <= end]


def train(
    model: str, texts: list[Labelled], folder: Path, norms: dict[str, float]
) -> str:
    """Train one model, write it, tell what it was made from."""
    words = vocabulary_of(load_packs().langs[texts[0].draft.lang])
    makers = makers_for(words)
    trainer = pycrfsuite.Trainer(verbose=False)
    count = 0
    for labelled in texts:
        for tokens in read_paragraphs(labelled):
            examples = cue_examples if model == "cues" else role_examples
            for rows, labels in examples(tokens, labelled.rows, makers, words):
                trainer.append(rows, labels)
                count += 1
    trainer.set_params(SETTINGS | norms)
    path = folder / f"{model}.npz"
    kept = write_trained(trainer, path)
    size = path.stat().st_size // 1024
    return f"{path}: {count} sequences, {kept} features, {size} KiB"


def owned(tokens: Tokens, rows: list[dict[str, Any]]) -> list[tuple[range, Any]]:
    """The attributions whose cue stands in a paragraph, with the words of the cue."""
    whole = Span(tokens.starts[0], tokens.ends[-1])
    out = []
    for row in rows:
        cue = Span(*row["cue"])
        if whole.contains(cue) and tokens.covered(cue):
            out.append((tokens.covered(cue), row))
    return out


def cue_examples(
    tokens: Tokens, rows: list[dict[str, Any]], makers: Any, words: Any
) -> Iterator[Example]:
    """One row of words: the cues of a paragraph."""
    labels = ["O"] * len(tokens.words)
    for cue, _ in owned(tokens, rows):
        for number in cue:
            labels[number] = "B" if number == cue[0] else "I"
    yield features_of(cue_columns(tokens), makers), labels


def role_examples(
    tokens: Tokens, rows: list[dict[str, Any]], makers: Any, words: Any
) -> Iterator[Example]:
    """One row of words for each cue: its source and content."""
    found = owned(tokens, rows)
    cues = [(cue[0], cue[-1] + 1) for cue, _ in found]
    roles, alone = Roles(tokens, words, cues), features_of(word_columns(tokens), makers)
    for cue, (_, row) in zip(cues, found, strict=True):
        labels = ["O"] * len(tokens.words)
        for first, end in row["content"]:
            for number in tokens.covered(Span(first, end)):
                labels[number] = "C"
        if row["source"]:
            for number in tokens.covered(Span(*row["source"])):
                labels[number] = "S"
        labels[cue[0] : cue[1]] = ["Q"] * (cue[1] - cue[0])
        start, end = roles.window(cue)
        seen = features_of(roles.columns(cue), makers)
        own = zip(alone[start:end], seen, strict=True)
        yield [one + other for one, other in own], labels[start:end]


if __name__ == "__main__":
    main()
