"""Scores of what konon reads of events word by word: future or not, and which type.

MEANTIME (Wikinews with factuality): of the events that it marks, which lie in the
future (Minard et al. 2016). PLV (Hu et al. 2024): sentences with a PLOVER root
each; konon's types are mapped to roots by `event_types/`.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateutil.parser import parse as parse_day

from konon.model import Span, Trigger
from konon.packs import load_packs
from konon.pipeline import study, with_sight
from konon.read.reports import Draft, make_report
from konon.spot.vocabulary import vocabulary_of
from konon.state.candidates import Article, candidates
from konon.state.happenings import mention_of
from konon.state.judges import judges_of
from konon.state.looks import looks_of, type_looks, wording_looks
from konon.state.status import OPEN

AHEAD = 0.85
"""From which chance of an open status on a word, that is no event yet, lies ahead."""
Marked = list[tuple[Span, bool]]
"""Places of events, each with whether it lies in the future."""


def future_scores(folder: Path) -> dict[str, Any]:
    """Precision, recall and F1 of FUTURE over the events that MEANTIME marks."""
    right = found = there = 0
    for path in sorted(folder.glob("*.conll")):
        text, marked = read_conll(path)
        article = article_of(text, _day_of(text), [span for span, _ in marked])
        ahead = set(_starts_ahead(article))
        for span, is_future in marked:
            is_told = any(span.start <= start < span.end for start in ahead)
            found += is_told
            there += is_future
            right += is_told and is_future
    return {"future": _f1(right, found, there)}


def _starts_ahead(article: Article) -> Iterator[int]:
    """Where the candidates start that would, were they events, surely be open."""
    judges = judges_of(article.pack)
    for seen in candidates(article):
        trigger = seen.trigger
        if judges is None:
            is_ahead = seen.verdict.tense == "future"
        else:
            own = next(mention_of(seen, trigger, 1.0, article, True, judges))
            odds = judges.odds([own]).items()
            is_ahead = sum(p for status, p in odds if status in OPEN) > AHEAD
        if is_ahead:
            yield trigger.span.start


def read_conll(path: Path) -> tuple[str, Marked]:
    """The text of a file of one word a line, and the events that it marks."""
    text, marked = "", []
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) < 6:
            text = text.rstrip(" ") + "\n"
            continue
        if cells[2].startswith("B-"):
            span = Span(len(text), len(text) + len(cells[1]))
            marked.append((span, cells[5].startswith("B-FUTURE")))
        text += f"{cells[1]} "
    return text, marked


def _day_of(text: str) -> str:
    found = re.search(r"(\w+ \d+) , (\d{4})", text)
    return parse_day(" ".join(found.groups())).date().isoformat() if found else ""


def article_of(text: str, published: str, spans: list[Span]) -> Article:
    """A text as konon studies it, with each of `spans` among what may be an event."""
    packs = load_packs()
    pack = packs.langs["en"]
    report = make_report(Draft("a", text, lang="en", published=published), packs)
    judges = judges_of(pack)
    knows = judges.knows if judges else None
    article = study(report, pack, packs.shared(), knows)
    shift = report.text.find(text[:30])
    held = [trigger.span for trigger in article.triggers]
    more = [
        Trigger(span, "other", "noun", f"open noun: {span.of(report.text)}")
        for span in (Span(s.start + shift, s.end + shift) for s in spans)
        if not any(span.start <= other.start < span.end for other in held)
    ]
    triggers = sorted((*article.triggers, *more), key=lambda t: t.span)
    article = replace(article, triggers=tuple(triggers))
    network = judges.network if judges else None
    return article if network is None else with_sight(article, network)


def plover_scores(path: Path) -> dict[str, Any]:
    """Macro-F1 over the roots of PLOVER: all, and those that konon's types have.

    The root of a sentence is that of its likeliest event; none where it sees none.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            (row["sentence"], row["gold_root"])
            for row in csv.DictReader(file, delimiter="\t")
        ]
    pairs = [(root_of(sentence), gold) for sentence, gold in rows]
    roots = sorted({gold for _, gold in pairs})
    kinds = load_packs().event_types.values()
    own = {kind.plover.split("/")[0] for kind in kinds}
    by_root = {root: _root_f1(pairs, root) for root in roots}
    shared = [by_root[root] for root in roots if root in own]
    return {
        "macro_all": round(sum(by_root.values()) / len(by_root), 1),
        "macro_own": round(sum(shared) / len(shared), 1),
        **{root.lower(): value for root, value in by_root.items() if root in own},
    }


def root_of(sentence: str) -> str:
    """The PLOVER root of the likeliest event of a sentence; empty where none is."""
    packs = load_packs()
    pack = packs.langs["en"]
    judges, words = judges_of(pack), vocabulary_of(pack)
    if judges is None:
        return ""
    article = article_of(sentence, "", [])
    best = (0.0, "")
    for seen in candidates(article):
        kind = seen.trigger.type
        if kind == "other":
            _, kind = judges.type(type_looks([wording_looks(seen, words)]))
        root = packs.event_types[kind].plover.split("/")[0]
        chance = judges.worth(looks_of(seen, words, article.anchor))
        if root != "NONE" and chance > best[0]:
            best = (chance, root)
    return best[1]


def _root_f1(pairs: list[tuple[str, str]], root: str) -> float:
    counts = Counter((told == root, gold == root) for told, gold in pairs)
    right = counts[True, True]
    return _f1(right, right + counts[True, False], right + counts[False, True])[2]


def _f1(right: int, found: int, there: int) -> list[float]:
    precision, recall = right / max(found, 1), right / max(there, 1)
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return [round(100 * value, 1) for value in (precision, recall, f1)]


def kind_sets(data: Path) -> Iterator[tuple[str, Path]]:
    """Name and place of each set of events that is there."""
    folder = data / "events" / "meantime" / "english" / "conll_gold" / "all"
    if folder.is_dir():
        yield "events/meantime", folder
    for path in sorted((data / "events").glob("plv/*.tsv")):
        yield f"events/{path.stem.lower()}", path
