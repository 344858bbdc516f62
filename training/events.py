"""Trains the models of events of languages: `lang/<tag>/events_*.npz`.

Reads `events_<tag>.jsonl` and `candidates_<tag>.jsonl` of a folder of labels without
texts; the reports are looked up in `--corpora`. Some models are made from the labels of
all languages and serve all: these are written to `lang/und/`.

What the networks of `training/network.py` see is told to the models; `--halves` is
where those of halves of the reports lie.

    python training/events.py id en --corpora ../shared/data/corpora --halves HALVES
"""

import argparse
import gzip
import json
import os
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import pycrfsuite
from names import write_trained

from konon.model import Bounds, EventMention, Mention, Span, Timex
from konon.packs import HERE, NO_EVENT_TYPES, NO_LANGUAGE, load_packs
from konon.pipeline import joined_mentions, study, with_sight
from konon.read.reports import Draft, make_report
from konon.spot.classifier import NO, YES, Classifier, Decider
from konon.spot.glued import Parted, parted
from konon.spot.network import Network
from konon.spot.vocabulary import vocabulary_of
from konon.state.appraisal import (
    agenda_looks,
    claims_of,
    likeliest,
    offers,
    time_looks,
    with_times,
)
from konon.state.candidates import Article, candidates
from konon.state.casting import Roll, cast_looks
from konon.state.happenings import LIKELY, mention_of, typed
from konon.state.joins import Group
from konon.state.judges import Judges
from konon.state.looks import (
    Candidate,
    looks_of,
    phrase_looks,
    standing_looks,
    status_looks,
    type_looks,
    wording_looks,
)
from konon.state.pairs import (
    part_looks,
    players,
    reading_looks,
    readings_around,
    same_looks,
)
from konon.state.roles import find_roles

Example = tuple[list[str], str]
Made = TypeVar("Made")
FOLDS = 4
"""Parts that reports are cut into."""
ALONE = -1
"""The number of what is of no report: single judgements and the words of tables."""
MOST_OVER = 5
"""How many things over and done readers marked in a report, at most."""
HALVES = 2
"""Parts that the models of the second look are cut by: each is read by the other's."""
NORMS = {
    "worth": (0.1, 5.0),
    "type": (0.1, 0.3),
    "status": (0.1, 3.0),
    "same": (0.1, 2.0),
    "when": (0.1, 2.0),
    "part": (0.1, 2.0),
    "own": (0.1, 1.0),
    "cast": (0.1, 1.0),
    "kept": (0.3, 1.0),
}
"""Weights of the L1 and L2 norm of each model."""
SPREAD = {
    "worth": 0.05,
    "type": 0.1,
    "status": 0.06,
    "same": 0.06,
    "when": 0.06,
    "part": 0.08,
    "own": 0.0,
    "cast": 0.02,
    "kept": 0.0,
}
"""Features whose weights lie nearer together than this tell nothing and are left out;
but words that may name a happening, which are asked about, stay: `w=`."""
MARKED = 0.12
"""How often a word must name an event, where it stands, to be asked about."""
COMMON = {"type", "status", "same", "when", "part", "own", "cast"}
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


def read_labels(
    path: Path, corpora: Path, networks: Sequence[Network] = ()
) -> Iterator[Labelled]:
    """The labelled reports of a file, with their texts from the corpora.

    Each is seen by the one of `networks` that was not shown it.
    """
    drafts = list(_drafts(path, corpora))
    known = _marked([(draft, line["events"]) for draft, line in drafts])
    for number, (draft, line) in enumerate(drafts):
        article, glued = _studied(draft, known, networks, number + 1)
        events = _moved(line["events"], draft.text, glued)
        yield Labelled(article, events, draft.lang, known)


def read_judged(
    path: Path, corpora: Path, known: set[str], networks: Sequence[Network]
) -> Iterator[list[Looked]]:
    """The single candidates of each report of a file that somebody judged."""
    for number, (draft, line) in enumerate(_drafts(path, corpora)):
        article, glued = _studied(draft, known, networks, number)
        places = [(glued.forth(Span(*row["place"])), row) for row in line["judged"]]
        labels = {span.start: row for span, row in places}
        yield [
            replace(x, event=row if row["is_event"] else None)
            for x in looked(Labelled(article, [], draft.lang, known))
            if (row := labels.get(x.seen.trigger.span.start)) is not None
        ]


def _studied(
    draft: Draft, known: set[str], networks: Sequence[Network], number: int
) -> tuple[Article, Parted]:
    """A report as konon studies it, and what was parted in its text for that."""
    packs = load_packs()
    report, pack = make_report(draft, packs), packs.langs[draft.lang]
    glued = parted(draft.text, vocabulary_of(pack), pack) or Parted(draft.text, ())
    report = replace(report, text=glued.text)
    article = study(report, pack, packs.shared(), known.__contains__)
    if networks:
        article = with_sight(article, networks[number % HALVES])
    return article, glued


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


def _moved(events: list[Any], text: str, glued: Parted) -> list[Any]:
    """The labels as places in the text as konon studies it."""
    for event in events:
        event["mentions"] = [glued.forth(Span(a, b)) for a, b in event["mentions"]]
        place = event["when"] and event["when"]["place"]
        event["time"] = glued.forth(Span(*place)) if place else None
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


def judged(rows: list[list[Looked]], lang: str, scratch: Path) -> list[list[Looked]]:
    """The candidates as models see them that were trained on other reports."""

    def seen_in(fold: int) -> list[list[tuple[float, str]]]:
        others = [row for n, row in enumerate(rows) if n % FOLDS != fold]
        paths = {name: scratch / f"{name}{fold}.npz" for name in ("worth", "type")}
        worths = [x for row in others for x in worth_examples(row)]
        types = [x for row in others for x in type_examples(row)]
        ship(worths, paths["worth"], "worth")
        ship([*types, *listed_examples(lang)], paths["type"], "type")
        worth, kind = Decider(paths["worth"]), Classifier(paths["type"])
        return [
            [
                (worth.chance(x.looks), kind.best(type_looks([wording_of(x)])))
                for x in row
            ]
            for row in rows[fold::FOLDS]
        ]

    folds = side_by_side([partial(seen_in, fold) for fold in range(FOLDS)])
    return [
        [
            replace(x, chance=chance, type=kind)
            for x, (chance, kind) in zip(row, folds[n % FOLDS][n // FOLDS], strict=True)
        ]
        for n, row in enumerate(rows)
    ]


_jobs: list[Callable[[], Any]] = []


def side_by_side(jobs: Sequence[Callable[[], Made]]) -> list[Made]:
    """What jobs return, done by as many processes as there are cores.

    The processes are forks: what a job works on is not sent to them, but there.
    """
    _jobs[:] = jobs
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as pool:
        return list(pool.map(_do, range(len(jobs))))


def _do(number: int) -> Any:
    return _jobs[number]()


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
    sight = row[0].of.article.sight if row else None
    for number, (one, event) in enumerate(found):
        for other, another in found[number + 1 :]:
            if one.span != other.span:
                yield (
                    list(same_looks(one, other, sight)),
                    YES if event is another else NO,
                )


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
        for number, timex, is_turned in readings_around(seen, article):
            looks = reading_looks(seen, timex, number, is_turned, article)
            yield looks, YES if is_of(timex, is_turned, x.event) else NO


def is_of(timex: Timex, is_turned: bool, event: Any) -> bool:
    """Whether a time is that of an event: its words, or the same days.

    Where its words fit two days, one behind and one ahead, readers tell which it is.
    """
    edtf = (event["when"] and event["when"]["edtf"]) or ""
    if event["time"] is None or not event["time"].overlaps(timex.span):
        return _edtf(timex) == edtf
    meant = _days(edtf)
    is_meant = bool(meant & _days(_edtf(timex)))
    if is_turned or timex.other is None:
        return is_meant or not is_turned
    return is_meant or not meant & _days(_edtf(timex.other))


def _edtf(timex: Timex) -> str:
    return timex.bounds.edtf if isinstance(timex.bounds, Bounds) else ""


def _days(edtf: str) -> set[str]:
    """The days, months or years that an EDTF names, without clocks and doubts."""
    ends = {part.partition("T")[0].strip("~?%") for part in edtf.split("/")}
    return ends - {"..", ""}


def part_examples(row: list[Looked]) -> Iterator[Example]:
    """The part that each name in the sentence of a mention has in its event."""
    for x in row:
        if x.event is None:
            continue
        pack = x.of.article.pack
        seen = replace(x.seen, trigger=typed(x.seen.trigger, x.type))
        ruled = find_roles(seen.trigger, seen.field, seen.scope, pack)
        for mention in players(seen):
            looks = part_looks(seen, mention, ruled, pack)
            yield looks, part_of(mention, x.event)


def part_of(mention: Mention, event: Any) -> str:
    """The part that readers give a name in an event, or `none`."""
    own = _words(mention.name)
    for part, names in (
        ("actor", event["actors"]),
        ("recipient", event["recipients"]),
        ("place", event["places"]),
    ):
        if any(_may_be_one(own, _words(name)) for name in names):
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
    parser.add_argument("langs", nargs="+")
    parser.add_argument("--labels", type=Path, default=Path(__file__).parent)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--halves", type=Path, required=True)
    parser.add_argument("--into", type=Path, default=HERE / "lang")
    args = parser.parse_args()
    corpora, single = [], []
    for lang in args.langs:
        labels = args.labels / f"events_{lang}.jsonl"
        halves = [args.halves / str(half) / lang for half in range(HALVES)]
        networks = [Network(half / "events_net.npz") for half in halves]
        corpora.append(list(read_labels(labels, args.corpora, networks)))
        judged_ = args.labels / f"candidates_{lang}.jsonl"
        known = corpora[-1][0].known
        single.append(list(read_judged(judged_, args.corpora, known, networks)))
        print(f"{lang}: {len(corpora[-1])} reports", flush=True)
    for line in train(corpora, single, args.into):
        print(line, flush=True)


def train(
    corpora: list[list[Labelled]], single: list[list[list[Looked]]], root: Path
) -> Iterator[str]:
    """Train all models of some languages and write them; a line on each.

    `single` are candidates of each language that were judged each by itself: they tell
    what counts.
    """
    langs = [corpus[0].lang for corpus in corpora]
    for lang in (*langs, NO_LANGUAGE):
        (root / lang).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        firsts = []
        for corpus, lang in zip(corpora, langs, strict=True):
            rows = [looked(labelled) for labelled in corpus]
            firsts.append(first_examples(rows, judged(rows, lang, Path(scratch))))
        for first, own, lang in zip(firsts, single, langs, strict=True):
            first["worth"].append((ALONE, [x for r in own for x in worth_examples(r)]))
            first["type"].append((ALONE, list(listed_examples(lang))))
        yield from ship_first(firsts, langs, root)
        read: list[list[Read]] = [[] for _ in corpora]
        for half in range(HALVES):
            place = Path(scratch) / str(half)
            for line in ship_first(firsts, langs, place, half):
                yield f"half {half}: {line}"
            jobs = [partial(read_half, corpus, half, place) for corpus in corpora]
            for out, found in zip(read, side_by_side(jobs), strict=True):
                out += found
    yield from ship_second(read, langs, root)


Firsts = dict[str, list[tuple[int, list[Example]]]]
"""For each model of the first look, the examples of each report, by its number."""


def first_examples(rows: list[list[Looked]], seen: list[list[Looked]]) -> Firsts:
    """What the models of the first look are trained on, report by report."""
    makers = {
        "same": same_examples,
        "status": status_examples,
        "when": when_examples,
        "part": part_examples,
    }
    return {
        "worth": [(n, list(worth_examples(row))) for n, row in enumerate(rows)],
        "type": [(n, list(type_examples(row))) for n, row in enumerate(rows)],
        **{
            name: [(n, list(make(row))) for n, row in enumerate(seen)]
            for name, make in makers.items()
        },
    }


def gathered(firsts: list[Firsts], name: str, half: int | None = None) -> list[Example]:
    """The examples of all reports, or of those of one half and of none."""
    return [
        example
        for first in firsts
        for n, examples in first[name]
        if half is None or n == ALONE or n % HALVES == half
        for example in examples
    ]


def ship_first(
    firsts: list[Firsts], langs: list[str], root: Path, half: int | None = None
) -> list[str]:
    """Train the models of the first look on all reports, or on one half of them."""
    jobs = []
    for first, lang in zip(firsts, langs, strict=True):
        for name in first:
            if name in COMMON and lang != langs[0]:
                continue
            used = [first] if name == "worth" else firsts
            folder = root / (NO_LANGUAGE if name in COMMON else lang)
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"events_{name}.npz"
            jobs.append(partial(ship_gathered, used, path, name, half))
    return side_by_side(jobs)


def ship_gathered(firsts: list[Firsts], path: Path, name: str, half: int | None) -> str:
    """Train one model on the examples of all reports, or of one half."""
    return ship(gathered(firsts, name, half), path, name)


def read_half(corpus: list[Labelled], half: int, place: Path) -> list["Read"]:
    """The reports of the other half, read by the models of one."""
    judges = Judges(place / corpus[0].lang)
    others = [x for n, x in enumerate(corpus) if n % HALVES != half]
    return [read_again(labelled, judges) for labelled in others]


@dataclass(frozen=True)
class Read:
    """A labelled report as models read it that were not trained on it."""

    groups: list[Group]
    events: list[Any]
    """The event that each group is; None where it is none."""
    anchor: date | None
    labelled: list[Any]
    """All events that readers marked in it."""
    roll: Roll


def read_again(labelled: Labelled, judges: Judges) -> Read:
    """A report with its mentions joined, and each group paired with an event."""
    groups = list(joined_mentions(labelled.article, judges))
    for group in groups:
        group.odds = judges.odds(group.mentions)
    pairs = paired(groups, labelled.events)
    article = labelled.article
    named = (*article.mentions, *article.parties)
    roll = Roll(article.title, article.text, named)
    return Read(groups, pairs, article.anchor, labelled.events, roll)


def paired(groups: list[Group], events: list[Any]) -> list[Any]:
    """The event of each group, one for one: those first that share most mentions."""
    shared = []
    for g, group in enumerate(groups):
        for e, event in enumerate(events):
            count = sum(
                any(mention.span.overlaps(place) for mention in group.mentions)
                for place in event["mentions"]
            )
            if count:
                shared.append((-count, group.type != event["type"], g, e))
    mates: dict[int, int] = {}
    for *_, g, e in sorted(shared):
        if g not in mates and e not in mates.values():
            mates[g] = e
    return [events[mates[g]] if g in mates else None for g in range(len(groups))]


def ship_second(read: list[list[Read]], langs: list[str], root: Path) -> Iterator[str]:
    """Train the models of the second look: which time is its own, and what counts."""
    path = root / NO_LANGUAGE / "events_own.npz"
    reports = [report for one in read for report in one]
    own = [example for report in reports for example in own_examples(report)]
    yield ship(own, path, "own")
    cast = [example for report in reports for example in cast_examples(report)]
    yield ship(cast, root / NO_LANGUAGE / "events_cast.npz", "cast")
    decider = Decider(path)
    for one, lang in zip(read, langs, strict=True):
        kept = [example for report in one for example in kept_examples(report, decider)]
        yield ship(kept, root / lang / "events_kept.npz", "kept")


def own_examples(report: Read) -> Iterator[Example]:
    """Whether a time that an event may have is its own."""
    claims = claims_of(report.groups)
    for group, event in zip(report.groups, report.events, strict=True):
        if event is None:
            continue
        found = offers(group)
        for offer in found:
            looks = time_looks(offer, found, group, claims, report.anchor)
            own = is_of(offer.timex, offer.by[0][0].is_turned, event)
            yield list(looks), YES if own else NO


def cast_examples(report: Read) -> Iterator[Example]:
    """The part of each name in an event."""
    for group, event in zip(report.groups, report.events, strict=True):
        if event is None:
            continue
        found = list(cast_looks(group, report.roll))
        parts = parts_of([player.mention.name for player, _ in found], event)
        for (_, looks), part in zip(found, parts, strict=True):
            yield list(looks), part


def parts_of(players: list[str], event: Any) -> list[str]:
    """The part of each name: what readers gave as one is told once.

    Of several names that may be meant, "bank" and "Bank of Ireland", it is the likest.
    But "Istora Senayan, Jakarta" is both places.
    """
    shared = []
    names = [_words(player) for player in players]
    for part in ("actor", "recipient", "place"):
        for told, name in enumerate(event[f"{part}s"]):
            wanted = _words(name)
            for number, own in enumerate(names):
                if _may_be_one(own, wanted):
                    shared.append((len(own ^ wanted), number, part, told))
    parts = ["none"] * len(players)
    given = set()
    for _, number, part, told in sorted(shared):
        is_free = part == "place" or (part, told) not in given
        if parts[number] == "none" and is_free:
            parts[number] = part
            given.add((part, told))
    return parts


def _may_be_one(one: set[str], other: set[str]) -> bool:
    """Whether one of two names has all words of the other."""
    return bool(one and other) and (one <= other or other <= one)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))


def kept_examples(report: Read, decider: Decider) -> Iterator[Example]:
    """Whether a group is an event of the agenda.

    Of what is over, readers marked at most five that have a date: where they marked so
    many, what has one and was not marked tells nothing.
    """
    over = [event for event in report.labelled if event["tense"] == "past"]
    is_full = len(over) >= MOST_OVER
    dated = with_times(report.groups, report.anchor, decider.chance)
    for group, event in zip(dated, report.events, strict=True):
        is_left_out = is_full and likeliest(group.odds) == "happened"
        if event is not None or not is_left_out or group.when is None:
            looks = agenda_looks(group, dated, report.anchor)
            yield list(looks), NO if event is None else YES


if __name__ == "__main__":
    main()
