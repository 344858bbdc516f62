"""Trains the network that reads whole reports: `lang/<tag>/events_net.npz`.

One network for all languages, with words of each: its convolutions and what is asked
of it are shared. Reads the labels that `training/events.py` reads, and the corpora for
what words mean (skip-gram, Mikolov et al. 2013):

    pip install "konon[train]"
    python training/network.py id en --corpora ../shared/data/corpora --halves HALVES
    python training/events.py id en --corpora ../shared/data/corpora --halves HALVES

`--halves` writes two networks more, each of one half of the reports: what the models of
events are trained on is seen by a network that was not shown it.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from events import HALVES, Labelled, is_of, looked, part_of, read_labels, side_by_side
from gensim.models import Word2Vec
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as yes_entropy
from torch.nn.functional import cross_entropy, relu

from konon.packs import HERE
from konon.pipeline import shown
from konon.spot.network import COLUMNS, NOTHING, STEPS, step_of
from konon.spot.sequence import kept_names
from konon.state.pairs import players, readings_around
from konon.state.sights import Rows
from konon.state.tokens import TOKEN, plain

WIDTHS = (64, 16, 16, 12, 4, 8, 12, 8, 12)
"""Numbers that stand for a value of each column."""
LEAST = (4, 10, 3, 3, 1, 20, 20, 5, 20)
"""How often a value must stand in the reports to have a row of its own."""
WIDTH, LAYERS, PAIRED = 128, 3, 64
"""Numbers of a state, convolutions, numbers of a pair."""
DROPPED, UNKNOWN = 0.3, 0.08
"""Chances at which numbers are dropped in training, and words taken for unknown."""
EPOCHS, BATCH, RATE, DECAY = 7, 16, 2.5e-3, 0.02
SHARES = {
    "worth": 1.0,
    "type": 0.2,
    "status": 0.2,
    "part": 0.3,
    "when": 0.3,
    "same": 0.3,
}
"""What an error of each task counts."""
TASKS = ("worth", "type", "status")
PARTS = ("none", "actor", "recipient", "place")


@dataclass(frozen=True)
class Example:
    """A report as numbers: rows of columns, and what is known of places in it."""

    columns: tuple[list[str], ...]
    lang: str
    candidates: Any
    """First row, last row, whether it counts, type, status; a row a candidate."""
    parts: Any
    """Candidate, first and last row of a name, step of distance, part."""
    times: Any
    """Candidate, first and last row of a time, step, turned or not, own or not."""
    pairs: Any
    """Two candidates that are events, the step between them, one event or not."""


def main() -> None:
    """Train the networks and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("langs", nargs="+")
    parser.add_argument("--labels", type=Path, default=Path(__file__).parent)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--into", type=Path, default=HERE / "lang")
    parser.add_argument("--halves", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    reports = []
    for lang in args.langs:
        labels = args.labels / f"events_{lang}.jsonl"
        reports.append([example_of(x) for x in read_labels(labels, args.corpora)])
        print(f"{lang}: {len(reports[-1])} reports", flush=True)
    known = {lang: word_vectors(lang, args.corpora) for lang in args.langs}
    jobs = [partial(trained, reports, known, args.into, None)]
    if args.halves is not None:
        into = [args.halves / str(half) for half in range(HALVES)]
        halves = [partial(trained, reports, known, p, h) for h, p in enumerate(into)]
        jobs = [*halves, *jobs]
    for line in side_by_side(jobs):
        print(line, flush=True)


def example_of(labelled: Labelled) -> Example:
    """A labelled report as the network is shown it."""
    article = labelled.article
    columns = shown(article)
    rows = Rows(len(columns[0]), article.paragraphs)
    candidates: list[Any] = []
    parts: list[Any] = []
    times: list[Any] = []
    found = looked(labelled)
    for number, x in enumerate(found):
        own = rows.of(x.seen.tokens, x.seen.words)
        event = x.event
        told = (1, event["type"], event["status"]) if event else (0, "", "")
        candidates.append((*own, *told))
        if event is None:
            continue
        for name in players(x.seen):
            there = rows.of_span(name.span)
            if there is not None:
                step = step_of(there[0] - own[0])
                parts.append((number, *there, step, part_of(name, event)))
        for _, timex, is_turned in readings_around(x.seen, article):
            there = rows.of_span(timex.span)
            if there is not None:
                step = step_of(there[0] - own[0])
                is_own = is_of(timex, is_turned, event)
                times.append((number, *there, step, int(is_turned), int(is_own)))
    events = [(n, x.event) for n, x in enumerate(found) if x.event is not None]
    pairs = [
        (one, other, step_of(candidates[other][0] - candidates[one][0]), event is same)
        for place, (one, event) in enumerate(events)
        for other, same in events[place + 1 :]
        if candidates[one][0] != candidates[other][0]
    ]
    return Example(columns, labelled.lang, candidates, parts, times, pairs)


def word_vectors(lang: str, corpora: Path) -> tuple[list[str], Any]:
    """Words of a language and their vectors, by the company they keep."""
    sentences = [
        [plain(word) for word in TOKEN.findall(line.lower())]
        for text in texts_of(lang, corpora)
        for line in text.split("\n")
    ]
    made = Word2Vec(
        sentences,
        vector_size=WIDTHS[0],
        window=4,
        min_count=LEAST[0],
        sg=1,
        negative=8,
        epochs=8,
        workers=1,
        seed=1,
    )
    return list(made.wv.index_to_key), made.wv.vectors


def texts_of(lang: str, corpora: Path) -> Iterator[str]:
    """All texts of a language that the corpora hold."""
    for path in sorted(corpora.glob("*/articles.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            rows = (json.loads(line) for line in lines)
            yield from (row["text"] for row in rows if row["lang"] == lang)
    if lang == "en":
        docs = corpora.parent / "sources" / "polnear" / "train" / "docs"
        yield from (path.read_text("utf-8") for path in sorted(docs.glob("*.txt")))


Known = dict[str, tuple[list[str], Any]]
"""The words of each language and their vectors."""


def trained(
    reports: list[list[Example]], known: Known, root: Path, half: int | None
) -> str:
    """Train one network on all reports, or on one half, and write it; its error."""
    torch.manual_seed(1)
    chance = np.random.default_rng(1)
    shown = [
        [x for n, x in enumerate(own) if half is None or n % HALVES == half]
        for own in reports
    ]
    lists = values_of(shown)
    names = {"worth": ["yes"], "part": list(PARTS), "when": ["yes"]}
    for place, task in ((3, "type"), (4, "status")):
        told = {c[place] for own in shown for x in own for c in x.candidates}
        names[task] = sorted(told - {""})
    numbers = Numbers(known, lists, names)
    rows = [[numbers.of(x) for x in own if x.candidates] for own in shown]
    net = Net(numbers)
    steps = EPOCHS * sum(len(own) // BATCH + 1 for own in rows)
    rate = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    pace = torch.optim.lr_scheduler.OneCycleLR(
        rate, RATE, total_steps=steps, pct_start=0.1
    )
    error = 0.0
    for epoch in range(EPOCHS):
        errors = []
        for batch in batches(rows, chance):
            loss = net.error(batched(batch))
            rate.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            rate.step()
            pace.step()
            errors.append(loss.item())
        error = float(np.mean(errors))
        print(f"half {half}, epoch {epoch}: error {error:.3f}", flush=True)
    for lang in known:
        (root / lang).mkdir(parents=True, exist_ok=True)
        arrays = net.arrays(lang)
        np.savez_compressed(root / lang / "events_net.npz", **arrays)
    return f"half {half}: {sum(map(len, rows))} reports, error {error:.3f}"


def values_of(shown: list[list[Example]]) -> list[list[str]]:
    """The values of each column but the words that have a row of their own."""
    lists = []
    for number, least in enumerate(LEAST[1:], 1):
        counts = Counter(v for own in shown for x in own for v in x.columns[number])
        lists.append([v for v, count in counts.most_common() if count >= least and v])
    return lists


class Numbers:
    """Words, values and labels as numbers; 0 is what has no row of its own."""

    def __init__(
        self, known: Known, lists: list[list[str]], names: dict[str, list[str]]
    ) -> None:
        self.known, self.lists, self.names = known, lists, names
        self.firsts: dict[str, int] = {}
        """The row before the first word of each language."""
        self._words: dict[str, dict[str, int]] = {}
        self.size = 0
        for lang, (words, _) in known.items():
            self.firsts[lang] = self.size
            self._words[lang] = {w: n + 1 for n, w in enumerate(words, self.size)}
            self.size += len(words)
        self._values = [{v: n for n, v in enumerate(own, 1)} for own in lists]

    def of(self, x: Example) -> dict[str, Any]:
        """A report in numbers."""
        tables = [self._words[x.lang], *self._values]
        columns = [
            [table.get(value, 0) for value in column]
            for table, column in zip(tables, x.columns, strict=True)
        ]
        label = {task: names.index for task, names in self.names.items()}
        candidates = [
            (*c[:3], label["type"](c[3]), label["status"](c[4]))
            if c[2]
            else (*c[:3], 0, 0)
            for c in x.candidates
        ]
        parts = [(*row[:4], label["part"](row[4])) for row in x.parts]
        return {
            "columns": np.array(columns),
            "is_word": np.array([word != NOTHING for word in x.columns[0]]),
            "candidates": _table(candidates, 5),
            "parts": _table(parts, 5),
            "times": _table(x.times, 6),
            "pairs": _table(x.pairs, 4),
        }


def _table(rows: list[Any], width: int) -> Any:
    return np.array(rows, np.int64).reshape(-1, width)


Row = dict[str, Any]
"""A report in numbers."""


def batches(rows: list[list[Row]], chance: np.random.Generator) -> list[list[Row]]:
    """Reports of one language and about one length together, in a chance order."""
    out = []
    for own in rows:
        lengths = [x["columns"].shape[1] + int(chance.integers(200)) for x in own]
        order = np.argsort(lengths, kind="stable")
        out += [
            [own[n] for n in order[first : first + BATCH]]
            for first in range(0, len(order), BATCH)
        ]
    return [out[n] for n in chance.permutation(len(out))]


def batched(batch: list[Row]) -> dict[str, Tensor]:
    """Some reports as one: columns side by side, places with the number of theirs."""
    longest = max(x["columns"].shape[1] for x in batch)
    columns = np.zeros((len(batch), len(COLUMNS), longest), np.int64)
    is_word = np.zeros((len(batch), longest, 1), np.float32)
    places: dict[str, list[Any]] = {"candidates": []}
    places |= {"parts": [], "times": [], "pairs": []}
    before = 0
    for number, x in enumerate(batch):
        columns[number, :, : x["columns"].shape[1]] = x["columns"]
        is_word[number, : len(x["is_word"]), 0] = x["is_word"]
        own = x["candidates"]
        places["candidates"].append(np.c_[np.full(len(own), number), own])
        for name, ends in (("parts", 1), ("times", 1), ("pairs", 2)):
            moved = x[name].copy()
            moved[:, :ends] += before
            places[name].append(moved)
        before += len(own)
    told = {name: torch.tensor(np.concatenate(own)) for name, own in places.items()}
    return {"columns": torch.tensor(columns), "is_word": torch.tensor(is_word), **told}


class Pair(nn.Module):
    """What is asked of two phrases together."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.own = nn.Linear(WIDTH, PAIRED)
        self.other = nn.Linear(2 * WIDTH, PAIRED, bias=False)
        self.far = nn.Embedding(STEPS, PAIRED)
        self.turned = nn.Embedding(2, PAIRED, padding_idx=0)
        self.out = nn.Linear(PAIRED, labels)
        self.drop = nn.Dropout(0.2)
        self.far.weight.data *= 0.1

    def forward(self, own: Tensor, other: Tensor, step: Tensor, turned: Tensor) -> Any:
        """The scores of each label."""
        seen = self.own(own) + self.other(other) + self.far(step) + self.turned(turned)
        return self.out(self.drop(relu(seen)))


class Twins(nn.Module):
    """What tells whether two phrases name one event."""

    def __init__(self) -> None:
        super().__init__()
        self.own = nn.Linear(WIDTH, PAIRED)
        self.other = nn.Linear(WIDTH, PAIRED, bias=False)
        self.far = nn.Embedding(STEPS, PAIRED)
        self.out = nn.Linear(PAIRED, 1)
        self.like = nn.Linear(WIDTH, PAIRED // 2, bias=False)
        self.drop = nn.Dropout(0.2)
        self.far.weight.data *= 0.1

    def forward(self, one: Tensor, other: Tensor, step: Tensor) -> Any:
        """The score of both being one: the earlier phrase comes first."""
        seen = relu(self.own(one) + self.other(other) + self.far(step))
        alike = (self.like(one) * self.like(other)).sum(-1)
        return self.out(self.drop(seen))[:, 0] + alike


class Net(nn.Module):
    """The network as `konon.spot.network` reads it."""

    def __init__(self, numbers: Numbers) -> None:
        super().__init__()
        self.numbers = numbers
        words = nn.Embedding(numbers.size + 1, WIDTHS[0])
        found = [vectors for _, vectors in numbers.known.values()]
        words.weight.data[1:] = torch.tensor(np.concatenate(found)) * 0.5
        words.weight.data[0] = 0
        values = [
            nn.Embedding(len(own) + 1, width)
            for own, width in zip(numbers.lists, WIDTHS[1:], strict=True)
        ]
        self.tables = nn.ModuleList([words, *values])
        self.open = nn.Linear(sum(WIDTHS), WIDTH)
        self.layers = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, 3, padding=2**n, dilation=2**n)
            for n in range(LAYERS)
        )
        self.gist, self.focus = nn.Linear(WIDTH, WIDTH), nn.Linear(2 * WIDTH, WIDTH)
        self.tasks = nn.ModuleDict(
            {
                f"ask {task}": nn.Linear(WIDTH, len(numbers.names[task]))
                for task in TASKS
            }
        )
        self.pairs = nn.ModuleDict(
            {pair: Pair(len(numbers.names[pair])) for pair in ("part", "when")}
        )
        self.same = Twins()
        self.drop, self.drop_half = nn.Dropout(DROPPED), nn.Dropout(DROPPED / 2)

    def states(self, columns: Tensor, is_word: Tensor) -> Tensor:
        """The state of each word."""
        words = columns[:, 0]
        unknown = torch.rand(words.shape) < UNKNOWN
        words = words.masked_fill(unknown, 0)
        rest = [table(columns[:, n]) for n, table in enumerate(self.tables) if n]
        rows = torch.cat([self.tables[0](words), *rest], -1)
        out = self.drop(relu(self.open(rows))) * is_word
        for layer in self.layers:
            more = relu(layer(out.transpose(1, 2)).transpose(1, 2))
            out = (out + self.drop_half(more)) * is_word
        return out

    def error(self, x: dict[str, Tensor]) -> Any:
        """How wrong the network is on some reports, all tasks together."""
        states = self.states(x["columns"], x["is_word"])
        gist = self.gist(states.sum(1) / x["is_word"].sum(1))
        report, first, last, counts, kind, status = x["candidates"].T
        phrase = torch.cat(
            [states[report, first] + gist[report], states[report, last]], -1
        )
        focus = relu(self.focus(self.drop(phrase)))
        seen = self.drop(focus)
        worth = self.tasks["ask worth"](seen)[:, 0]
        out = SHARES["worth"] * yes_entropy(worth, counts.float())
        is_event = counts == 1
        for task, label in (("type", kind), ("status", status)):
            if is_event.any():
                scores = self.tasks[f"ask {task}"](seen[is_event])
                out = out + SHARES[task] * cross_entropy(scores, label[is_event])

        def pair(name: str, rows: Tensor, turned: Tensor) -> Any:
            own, one, end, step = rows.T[:4]
            where = report[own]
            other = torch.cat([states[where, one], states[where, end]], -1)
            return self.pairs[name](focus[own], other, step, turned)

        parts, times = x["parts"], x["times"]
        if len(parts):
            scores = pair("part", parts, torch.zeros_like(parts[:, 0]))
            out = out + SHARES["part"] * cross_entropy(scores, parts[:, 4])
        if len(times):
            scores = pair("when", times, times[:, 4])[:, 0]
            out = out + SHARES["when"] * yes_entropy(scores, times[:, 5].float())
        pairs = x["pairs"]
        if len(pairs):
            scores = self.same(focus[pairs[:, 0]], focus[pairs[:, 1]], pairs[:, 2])
            out = out + SHARES["same"] * yes_entropy(scores, pairs[:, 3].float())
        return out

    def arrays(self, lang: str) -> dict[str, Any]:
        """The weights as they are shipped for one language."""
        listed = [self.numbers.known[lang][0], *self.numbers.lists]
        first = self.numbers.firsts[lang]
        out: dict[str, Any] = {}
        for name, table, values in zip(COLUMNS, self.tables, listed, strict=True):
            rows = table.weight.detach().numpy()
            if name == "word":
                rows = np.r_[rows[:1], rows[first + 1 : first + 1 + len(values)]]
            out[f"names.{name}"] = kept_names(values)
            out[f"rows.{name}"] = rows.astype(np.float16)
        layers: dict[str, Any] = {"open": self.open, "gist": self.gist}
        layers |= {"focus": self.focus}
        layers |= {task: self.tasks[f"ask {task}"] for task in TASKS}
        for pair, asked in self.pairs.items():
            layers |= {pair: asked.out, f"{pair}.own": asked.own}
            layers[f"{pair}.other"] = asked.other
            out[f"{pair}.far"] = _half(asked.far.weight)
            out[f"{pair}.turned"] = _half(asked.turned.weight[1])
        layers |= {"same": self.same.out, "same.own": self.same.own}
        layers |= {"same.other": self.same.other, "same.like": self.same.like}
        out["same.far"] = _half(self.same.far.weight)
        for name, layer in layers.items():
            out[f"{name}.w"] = _half(layer.weight.T)
            if layer.bias is not None:
                out[f"{name}.b"] = _half(layer.bias)
        for number, layer in enumerate(self.layers):
            steps = [layer.weight[:, :, step].T for step in range(3)]
            out[f"layer{number}.w"] = _half(torch.cat(steps))
            out[f"layer{number}.b"] = _half(layer.bias)
        for task, names in self.numbers.names.items():
            out[f"labels.{task}"] = kept_names(names)
        return out


def _half(weights: Tensor) -> Any:
    return weights.detach().numpy().astype(np.float16)


if __name__ == "__main__":
    main()
