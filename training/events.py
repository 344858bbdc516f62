"""Trains the models of events of a language: `lang/<tag>/events_*.npz`.

Reads files of labels without texts such as `training/events_id.jsonl`; the reports are
looked up in `--corpora`. Labels of other languages (`--more`) help the models that
are one for all languages: these are then written to `lang/und/`.

    python training/events.py id training/events_id.jsonl \
        --judged training/candidates_id.jsonl \
        --more training/events_en.jsonl --corpora ../shared/data/corpora
"""

import argparse
import gzip
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pycrfsuite
from names import write_trained

from konon.model import Bounds, EventMention, Mention, Span, Timex
from konon.packs import HERE, NO_EVENT_TYPES, NO_LANGUAGE, load_packs
from konon.pipeline import study
from konon.read.reports import Draft, make_report
from konon.spot.classifier import NO, YES, Classifier, Decider
from konon.spot.vocabulary import vocabulary_of
from konon.state.candidates import Article, candidates
from konon.state.happenings import LIKELY, mention_of, typed
from konon.state.heroes import absent, absent_looks
from konon.state.looks import (
    Candidate,
    looks_of,
    phrase_looks,
    standing_looks,
    status_looks,
    type_looks,
    wording_looks,
)
from konon.state.pairs import part_looks, same_looks, times_around, when_looks
from konon.state.roles import find_roles

Example = tuple[list[str], str]
FOLDS, JUDGED = 4, 1
"""Parts that reports are cut into; how often a single judgement counts."""
NORMS = {
    "worth": (0.1, 5.0),
    "type": (0.1, 0.3),
    "status": (0.1, 3.0),
    "same": (0.1, 2.0),
    "when": (0.1, 2.0),
    "part": (0.1, 2.0),
}
"""Weights of the L1 and L2 norm of each model."""
SPREAD = {
    "worth": 0.03,
    "type": 0.0,
    "status": 0.03,
    "same": 0.02,
    "when": 0.02,
    "part": 0.02,
}
"""Features whose weights lie nearer together than this tell nothing and are left out;
but words that may name a happening, which are asked about, stay: `w=`."""
MARKED = 0.12
"""How often a word must name an event, where it stands, to be asked about."""
COMMON = {"status", "same", "when", "part"}
"""Models that are made from the labels of all languages, and serve all."""


@dataclass(frozen=True)
class Labelled:
    """A report with the events that somebody read in it."""

    article: Article
    events: list[dict[str, Any]]
    lang: str
    known: set[str]
    """Words that readers have marked as events: what else may name one."""


@dataclass(frozen=True)
class Looked:
    """A candidate of a labelled report, and what is seen of it."""

    seen: Candidate
    looks: list[str]
    event: Any
    of: Labelled
    chance: float = 1.0
    type: str = "other"


def read_labels(path: Path, corpora: Path) -> Iterator[Labelled]:
    """The labelled reports of a file, with their texts from the corpora."""
    drafts = list(_drafts(path, corpora))
    known = _marked([(draft, line["events"]) for draft, line in drafts])
    for draft, line in drafts:
        article = _studied(draft, known)
        events = _moved(line["events"], draft.text, article.text)
        yield Labelled(article, events, draft.lang, known)


def read_judged(path: Path, corpora: Path, known: set[str]) -> Iterator[list[Looked]]:
    """The single candidates of each report of a file that somebody judged."""
    for draft, line in _drafts(path, corpora):
        article = _studied(draft, known)
        shift = article.text.find(draft.text[:40])
        labels = {row["place"][0] + shift: row for row in line["judged"]}
        yield [
            replace(x, event=row if row["is_event"] else None)
            for x in looked(Labelled(article, [], draft.lang, known))
            if (row := labels.get(x.seen.trigger.span.start)) is not None
        ]


def _studied(draft: Draft, known: set[str]) -> Article:
    packs = load_packs()
    report = make_report(draft, packs)
    return study(report, packs.langs[draft.lang], packs.shared(), known.__contains__)


def _drafts(path: Path, corpora: Path) -> Iterator[tuple[Draft, Any]]:
    """Each report of a file of labels, and its line."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wanted = defaultdict(list)
    for line in lines:
        wanted[line["corpus"]].append(line)
    for corpus, own in sorted(wanted.items()):
        for line, draft in _texts(corpus, own, corpora):
            if sha256(draft.text.encode()).hexdigest()[:12] != line["seal"]:
                raise SystemExit(f"{corpus}, row {line['row']}: another text")
            yield draft, line


def _texts(corpus: str, lines: list[Any], corpora: Path) -> Iterator[tuple[Any, Draft]]:
    if corpus == "polnear":
        folder = corpora.parent / "sources" / "polnear" / "train" / "docs"
        for line in lines:
            outlet, day, _ = line["row"].split("_", 2)
            text = (folder / f"{line['row']}.txt").read_bytes().decode("utf-8")
            yield (
                line,
                Draft(line["row"], text, outlet=outlet, published=day, lang="en"),
            )
        return
    with gzip.open(corpora / corpus / "articles.jsonl.gz", "rt") as reports:
        texts = [json.loads(report) for report in reports]
    for line in lines:
        row = texts[line["row"]]
        yield (
            line,
            Draft(
                row.get("url") or row["title"],
                row["text"],
                outlet=row["source"],
                published=row["published"] or "",
                lang=row["lang"],
                title=row["title"] or "",
            ),
        )


def _marked(drafts: list[tuple[Draft, list[Any]]]) -> set[str]:
    """Words that stand in marked places more often than a word does by chance."""
    marked: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for draft, events in drafts:
        seen.update(re.findall(r"[a-z]{3,}", draft.text.lower()))
        for first, end in {tuple(p) for e in events for p in e["mentions"]}:
            marked.update(re.findall(r"[a-z]{3,}", draft.text[first:end].lower()))
    return {word for word, count in marked.items() if count >= MARKED * seen[word]}


def _moved(events: list[Any], text: str, other: str) -> list[Any]:
    """The labels as places in the text as konon keeps it."""
    shift = other.find(text[:40]) if text != other else 0
    for event in events:
        event["mentions"] = [Span(a + shift, b + shift) for a, b in event["mentions"]]
        place = event["when"] and event["when"]["place"]
        event["time"] = Span(place[0] + shift, place[1] + shift) if place else None
        for part in ("actors", "recipients", "places"):
            event[part] = [text[a:b] for a, b in event[part]]
    return events


def event_of(seen: Candidate, events: list[Any]) -> Any:
    """The event that a candidate names; None where it names none."""
    span = seen.trigger.span
    return next(
        (e for e in events if any(span.overlaps(p) for p in e["mentions"])), None
    )


def looked(labelled: Labelled) -> list[Looked]:
    """The candidates of a report, with what is seen of each and its event."""
    article = labelled.article
    words = vocabulary_of(article.pack)
    return [
        Looked(
            seen,
            looks_of(seen, words, article.anchor),
            event_of(seen, labelled.events),
            labelled,
        )
        for seen in candidates(article)
    ]


def judged(rows: list[list[Looked]], scratch: Path) -> list[list[Looked]]:
    """The candidates as models see them that were trained on other reports."""
    out = []
    for fold in range(FOLDS):
        others = [row for n, row in enumerate(rows) if n % FOLDS != fold]
        own = [row for n, row in enumerate(rows) if n % FOLDS == fold]
        for name, make in (("worth", worth_examples), ("type", type_examples)):
            examples = [example for row in others for example in make(row)]
            if name == "type":
                examples += list(listed_examples(rows[0][0].of.lang))
            ship(examples, scratch / f"{name}.npz", name)
        worth = Decider(scratch / "worth.npz")
        kind = Classifier(scratch / "type.npz")
        for row in own:
            out.append(
                [
                    replace(
                        x,
                        chance=worth.chance(x.looks),
                        type=kind.best(type_looks([wording_of(x)])),
                    )
                    for x in row
                ]
            )
    return out


def mentions_of(row: list[Looked]) -> list[tuple[EventMention, Any]]:
    """The mentions of events that readers marked, made as they are in use."""
    out = []
    for x in row:
        if x.event is None:
            continue
        trigger = typed(x.seen.trigger, x.type)
        made = mention_of(
            x.seen, trigger, x.chance, x.of.article, x.chance >= LIKELY, None
        )
        looks = standing_looks(x.seen, x.of.article.anchor)
        out += [(replace(mention, looks=looks), x.event) for mention in made]
    return out


def worth_examples(rows: list[Looked]) -> Iterator[Example]:
    """Whether a candidate is an event of the agenda."""
    for x in rows:
        yield x.looks, NO if x.event is None else YES


def type_examples(row: list[Looked]) -> Iterator[Example]:
    """The type of each event: as seen at each of its mentions, and at all together."""
    own = defaultdict(list)
    events = {}
    for x in row:
        if x.event is not None:
            own[id(x.event)].append(wording_of(x))
            events[id(x.event)] = x.event
    for number, wordings in own.items():
        kind = events[number]["type"]
        if len(wordings) > 1:
            yield type_looks(wordings), kind
        for wording in wordings:
            yield type_looks([wording]), kind


def listed_examples(lang: str) -> Iterator[Example]:
    """The type of each word in the tables of a language."""
    pack = load_packs().langs[lang]
    words = vocabulary_of(pack)
    for name, forms in pack["events"].words.items():
        if name in NO_EVENT_TYPES:
            continue
        for phrase in (w.lower().split() for listed in forms.values() for w in listed):
            yield type_looks([tuple(phrase_looks(phrase, words, pack))]), name


def wording_of(x: Looked) -> tuple[str, ...]:
    """What a model of types sees of a candidate."""
    return wording_looks(x.seen, vocabulary_of(x.of.article.pack))


def same_examples(row: list[Looked]) -> Iterator[Example]:
    """Whether two mentions of a report are one event."""
    found = mentions_of(row)
    for number, (one, event) in enumerate(found):
        for other, another in found[number + 1 :]:
            if one.span != other.span:
                yield list(same_looks(one, other)), YES if event is another else NO


def status_examples(row: list[Looked]) -> Iterator[Example]:
    """The status of each event of a report, as seen at its mentions."""
    own: dict[int, list[EventMention]] = defaultdict(list)
    events = {}
    for mention, event in mentions_of(row):
        own[id(event)].append(mention)
        events[id(event)] = event
    for number, mentions in own.items():
        yield status_looks(mentions), events[number]["status"]


def when_examples(row: list[Looked]) -> Iterator[Example]:
    """Whether a time beside a mention is that of its event."""
    for x in row:
        if x.event is None:
            continue
        article = x.of.article
        seen = replace(x.seen, trigger=typed(x.seen.trigger, x.type))
        for number, timex in times_around(seen, article):
            looks = when_looks(seen, timex, number, article.anchor, article.pack)
            yield looks, YES if _is_of(timex, x.event) else NO


def _is_of(timex: Timex, event: Any) -> bool:
    """Whether a time is that of an event: its words, or the same days."""
    if event["time"] is not None and event["time"].overlaps(timex.span):
        return True
    bounds = timex.bounds
    edtf = event["when"] and event["when"]["edtf"]
    return isinstance(bounds, Bounds) and bounds.edtf == edtf


def part_examples(row: list[Looked]) -> Iterator[Example]:
    """The part that each name in the sentence of a mention has in its event."""
    for x in row:
        if x.event is None:
            continue
        pack = x.of.article.pack
        seen = replace(x.seen, trigger=typed(x.seen.trigger, x.type))
        ruled = find_roles(seen.trigger, seen.field, seen.scope, pack)
        for mention in seen.field.mentions:
            looks = part_looks(seen, mention, ruled, pack)
            yield looks, _part_of(mention, x.event)
        for rank, mention in absent(seen, x.of.article):
            looks = absent_looks(seen, rank, mention, x.of.article)
            part = _part_of(mention, x.event)
            yield looks, part if part == "actor" else "none"


def _part_of(mention: Mention, event: Any) -> str:
    own = set(re.findall(r"\w+", mention.name.casefold()))
    for part, names in (
        ("actor", event["actors"]),
        ("recipient", event["recipients"]),
        ("place", event["places"]),
    ):
        for name in names:
            words = set(re.findall(r"\w+", name.casefold()))
            if own and words and (own <= words or words <= own):
                return part
    return "none"


def ship(examples: list[Example], path: Path, name: str) -> str:
    """Train one model, write it, tell what it was made from."""
    norms = NORMS[name]
    trainer = pycrfsuite.Trainer(verbose=False)
    for looks, label in examples:
        trainer.append([looks], [label])
    trainer.set_params({"c1": norms[0], "c2": norms[1], "max_iterations": 200})
    kept = write_trained(trainer, path, SPREAD[name], "w=")
    return f"{path.name}: {len(examples)} examples, {kept} features"


def main() -> None:
    """Train the models and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    parser.add_argument("labels", type=Path)
    parser.add_argument("--judged", type=Path, nargs="*", default=[])
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--corpora", type=Path, required=True)
    args = parser.parse_args()
    folder = HERE / "lang" / args.lang
    own = list(read_labels(args.labels, args.corpora))
    more = [list(read_labels(path, args.corpora)) for path in args.more]
    judged = [
        row
        for path in args.judged
        for row in read_judged(path, args.corpora, own[0].known)
    ]
    for line in train(own, more, judged, folder):
        print(line)


def train(
    own: list[Labelled],
    more: list[list[Labelled]],
    single: list[list[Looked]],
    folder: Path,
) -> list[str]:
    """Train all models of a language and write them; a line on each.

    `single` are candidates that were judged each by itself: they tell what counts.
    """
    rows = [looked(labelled) for labelled in own]
    pooled: list[list[Looked]] = []
    kinds = list(listed_examples(own[0].lang))
    flat = [x for row in rows + single * JUDGED for x in row]
    with tempfile.TemporaryDirectory() as scratch:
        seen = judged(rows, Path(scratch))
        for others in more:
            rows_of_others = [looked(labelled) for labelled in others]
            pooled += rows_of_others
            seen += judged(rows_of_others, Path(scratch))
    found = {
        "worth": list(worth_examples(flat)),
        "type": kinds + [x for row in rows + pooled for x in type_examples(row)],
        "same": [example for row in seen for example in same_examples(row)],
        "status": [example for row in seen for example in status_examples(row)],
        "when": [example for row in seen for example in when_examples(row)],
        "part": [example for row in seen for example in part_examples(row)],
    }
    of_all = folder.parent / NO_LANGUAGE if more else folder
    return [
        ship(
            examples,
            (of_all if name in COMMON else folder) / f"events_{name}.npz",
            name,
        )
        for name, examples in found.items()
    ]


if __name__ == "__main__":
    main()
