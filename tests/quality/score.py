"""`script/quality`: scores konon against the data sets that it finds, in one table.

Looks under `--data` (default `../shared/data`) for sets laid out as there, whatever
their split is called: `gold/*.jsonl`, `first_report/`, `time/*/gold/*.tml`,
`sources/*/*/gold.jsonl` and `spans.jsonl` with `docs/`, `names/idner-news-2k/*.txt`,
`events/meantime/`, `events/plv/*.tsv` and `html/`, whose gold is `pages.jsonl` here.
The scorers stand beside the data, in `../bench`. Without them it says so and scores
nothing.
"""

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from kinds import future_scores, kind_sets, plover_scores
from pages import GOLD as PAGES
from pages import score_pages

from konon.errors import ReportError
from konon.model import Sentence, Span
from konon.packs import load_packs
from konon.parallel import file_draft
from konon.pipeline import tag_times
from konon.read.archives import inputs_of_paths
from konon.read.reports import Draft, Refused
from konon.read.timeml import text_of
from konon.spot.names import spot_names
from konon.state.page import chain_around
from konon.write.score import reading_as_json
from konon.write.sources import attributions_as_json
from konon.write.timeml import times_as_json

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DEFAULT = ROOT.parent / "shared" / "data"
FLOORS = HERE / "floors.toml"
EDGE = " \t\r\n\u00a0\"'\u201c\u201d\u2018\u2019\u00ab\u00bb`.,;:!?\u2014\u2013-()[]"
TABLES = ("time", "sources", "quotes", "names", "events", "pages")
MARKS = ('"', "”", "“", "»", "«", "„")
WHOLE = ("attr", "whole")
LABELS = ROOT / "training" / "attributions_id.jsonl"
FIRST = {"published": "2024-06-12T09:00+07:00", "outlet": "Ntvnews"}


def main() -> int:
    """Score all sets that are there; 1 where a pinned score has fallen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", type=int, default=0, help="errors to show a set")
    args = parser.parse_args()
    bench = args.data.parent / "bench"
    if not bench.is_dir():
        bench = DEFAULT.parent / "bench"
    if not args.data.is_dir() or not bench.is_dir():
        print(
            f"{args.data}: no data to score; give a folder with --data", file=sys.stderr
        )
        return 0
    results = list(score_all(args.data, bench, args.errors))
    if args.json:
        print(json.dumps({name: scores for name, scores, _ in results}))
    else:
        print(as_table(results))
    if args.data.resolve() == DEFAULT.resolve():
        write_doc(results)
        return check_floors(results)
    return 0


def score_all(
    data: Path, bench: Path, errors: int
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Name, scores and seal of the data of each set that is there."""
    yield from score_reports(data, bench, errors)
    yield from score_times(data, bench, errors)
    yield from score_sources(data, bench)
    yield from score_names(data)
    for name, path in kind_sets(data):
        scores = future_scores(path) if path.is_dir() else plover_scores(path)
        yield name, scores, ""
    for lang, scores in score_pages(data / "html"):
        yield f"pages/{lang}", scores, seal([PAGES])


def score_reports(
    data: Path, bench: Path, errors: int
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Events, claims, chains and times of annotated reports."""
    first = data / "first_report"
    if first.is_dir():
        for gold in sorted(first.glob("*.jsonl")):
            rows = read_first(first)
            yield f"first_report/{gold.stem}", *gold_scores(gold, rows, bench, errors)
    for gold in sorted((data / "gold").glob("*.jsonl")):
        yield f"gold/{gold.stem}", *gold_scores(gold, read_gold(gold), bench, errors)


def score_times(
    data: Path, bench: Path, errors: int
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Time expressions."""
    for folder in sorted(p for p in (data / "time").glob("*") if (p / "gold").is_dir()):
        if has_tags(folder / "gold"):
            yield f"time/{folder.name}", *time_scores(folder / "gold", bench, errors)


def score_sources(data: Path, bench: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Attributions."""
    for gold in sorted((data / "sources").glob("*/*/gold.jsonl")):
        if (gold.parent / "docs").is_dir():
            name = f"sources/{gold.parent.parent.name}-{gold.parent.name}"
            yield name, *source_scores(gold, bench)
    if (data / "corpora").is_dir():
        yield "sources/konon-id-held", *label_scores(data / "corpora", bench)
    for gold in sorted((data / "sources").glob("*/*/spans.jsonl")):
        name = f"quotes/{gold.parent.parent.name}-{gold.parent.name}"
        yield name, *quote_scores(gold)


def score_names(data: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Names."""
    for path in sorted((data / "names" / "idner-news-2k").glob("*.txt")):
        yield f"names/idner-{path.stem}", *name_scores(path, "id")
    for path in sorted((data / "names" / "uner-english-ewt").glob("*-dev.iob2")):
        yield "names/uner-en-dev", *name_scores(path, "en")


def source_scores(gold: Path, bench: Path) -> tuple[dict[str, Any], str]:
    """Whole attribution, exact and half, as `score_attribution.py` counts them."""
    paths = sorted((gold.parent / "docs").glob("*.txt"))
    with ProcessPoolExecutor() as pool:
        rows = [
            r for found in pool.map(attributions_of, paths, chunksize=4) for r in found
        ]
    return attribution_scores(gold, rows, gold.parent / "docs", bench), seal([gold])


def attribution_scores(
    gold: Path, rows: list[dict[str, Any]], docs: Path, bench: Path
) -> dict[str, Any]:
    """The table of `score_attribution.py` for some attributions."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
        out.flush()
        command = [sys.executable, str(bench / "score_attribution.py"), "--json"]
        command += ["--gold", str(gold), "--pred", out.name, "--docs", str(docs)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return flat(json.loads(done.stdout))


def label_scores(corpora: Path, bench: Path) -> tuple[dict[str, Any], str]:
    """Our own Indonesian paragraphs that no model was trained on, read in place.

    The whole report is read; attributions whose cue stands elsewhere are left out.
    Acts are scored where the cue is found.
    """
    lines = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    held = [line for line in lines if line["part"] == "held"]
    wanted = {(line["corpus"], line["row"]) for line in held}
    reports = {}
    for corpus in sorted({corpus for corpus, _ in wanted}):
        with gzip.open(corpora / corpus / "articles.jsonl.gz", "rt") as rows:
            for number, row in enumerate(rows):
                if (corpus, number) in wanted:
                    reports[corpus, number] = json.loads(row)
    gold, told, acts = [], [], [0, 0]
    with tempfile.TemporaryDirectory() as folder:
        for number, line in enumerate(held):
            report = reports[line["corpus"], line["row"]]
            name, (first, end) = f"held-{number}", line["paragraph"]
            (Path(folder) / f"{name}.txt").write_bytes(report["text"].encode("utf-8"))
            draft = Draft(
                name,
                report["text"],
                key=name,
                outlet=report["source"],
                published=report["published"] or "",
                lang="id",
            )
            filed = file_draft(draft, load_packs())
            if isinstance(filed, Refused):
                raise filed.error
            own = [
                row
                for row in attributions_as_json(filed.reading)
                if first <= row["cue"][0] < end
            ]
            told += own
            gold += [{"doc": name, **row} for row in line["attributions"]]
            by_cue = {row["cue"][0]: row["act"] for row in own}
            for row in line["attributions"]:
                act = by_cue.get(row["cue"][0])
                acts[0] += act == row["act"]
                acts[1] += act is not None
        path = Path(folder) / "gold.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in gold), "utf-8")
        scores = attribution_scores(path, told, Path(folder), bench)
    scores["act where the cue is right"] = round(100 * acts[0] / max(acts[1], 1), 1)
    return scores, seal([LABELS])


def quote_scores(gold: Path) -> tuple[dict[str, Any], str]:
    """Cues and statements of direct quotations with the cue behind them (PFSA-ID).

    Spans are compared strictly, without marks at their edges. The gold has no other
    kind of attribution, so ours of another form, and indirect speech, are left out.
    """
    there: dict[str, set[tuple[str, int, int]]] = {"cue": set(), "statement": set()}
    texts = {p.stem: p.read_text("utf-8") for p in (gold.parent / "docs").glob("*.txt")}
    kinds = {"CUE": "cue", "CUECOREF": "cue", "STATEMENT": "statement"}
    for line in gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["label"] in kinds and row["doc"] in texts:
            span = trimmed(texts[row["doc"]], *row["span"])
            there[kinds[row["label"]]].add((row["doc"], *span))
    told: dict[str, set[tuple[str, int, int]]] = {"cue": set(), "statement": set()}
    with ProcessPoolExecutor() as pool:
        for found in pool.map(quoted, sorted(texts.items()), chunksize=8):
            for kind, place in found:
                told[kind].add(place)
    out = {}
    for kind, gold_spans in there.items():
        right = len(gold_spans & told[kind])
        precision = right / max(len(told[kind]), 1)
        recall = right / max(len(gold_spans), 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        out[kind] = [round(100 * v, 1) for v in (precision, recall, f1)]
    return out, seal([gold])


def quoted(item: tuple[str, str]) -> list[tuple[str, tuple[str, int, int]]]:
    """Kind and place of each cue behind a quotation, and of its statement."""
    name, text = item
    filed = file_draft(Draft(name, text, lang="id"), load_packs())
    if isinstance(filed, Refused):
        return []
    out = []
    for attribution in filed.reading.attributions:
        if attribution.cue.form not in {"post", "after_quote"}:
            continue
        cue = attribution.cue.span
        if not text[: cue.start].rstrip().endswith(MARKS):
            continue
        out.append(("cue", (name, *trimmed(text, cue.start, cue.end))))
        for span in attribution.content:
            first, end = trimmed(text, span.start, span.end)
            if text[:first].rstrip().endswith(MARKS):
                out.append(("statement", (name, first, end)))
    return out


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space and marks at its edges."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def flat(scores: dict[str, Any]) -> dict[str, Any]:
    """The rows of an attribution table that are worth a line each."""
    out: dict[str, Any] = {}
    for role, name in (*((r, r) for r in ("source", "cue", "content")), WHOLE):
        for mode in ("exact", "half"):
            found = scores[role][mode]
            out[f"{name} {mode}"] = [round(100 * v, 1) for v in found]
    return out


def attributions_of(path: Path) -> list[dict[str, Any]]:
    """What `konon sources --json` prints of a text."""
    filed = file_draft(
        Draft(str(path), path.read_text("utf-8"), key=path.stem, lang="en"),
        load_packs(),
    )
    if isinstance(filed, Refused):
        return []
    return list(attributions_as_json(filed.reading))


def name_scores(path: Path, lang: str) -> tuple[dict[str, Any], str]:
    """Entity F1 of persons, bodies and places over tokenised sentences."""
    packs = load_packs()
    kinds = {"person": "PER", "body": "ORG", "outlet": "ORG", "place": "LOC"}
    right = found = there = 0
    for words, tags in tagged(path):
        text = " ".join(words)
        starts = [sum(len(w) + 1 for w in words[:n]) for n in range(len(words))]
        line = (Sentence(Span(0, len(text)), 0),)
        mentions = spot_names(text, line, (), packs.langs[lang], packs.shared())
        told = {
            (starts.index(m.span.start), m.span.end, kinds[m.kind])
            for m in mentions
            if m.kind in kinds and m.span.start in starts
        }
        gold = set(entities(words, tags, starts))
        right += len(told & gold)
        found += len(told)
        there += len(gold)
    precision, recall = right / max(found, 1), right / max(there, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"entity": [round(100 * v, 1) for v in (precision, recall, f1)]}, seal(
        [path]
    )


def tagged(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of each sentence of a column file.

    In the files of Universal NER the word is the second column and the tag the third;
    names of other kinds than ours are none.
    """
    is_numbered = path.suffix == ".iob2"
    for block in path.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        rows = [line.split() for line in lines if len(line.split()) > 1]
        if is_numbered:
            rows = [[row[1], row[2].replace("B-OTH", "O")] for row in rows]
        if rows:
            yield [row[0] for row in rows], [row[-1] for row in rows]


def entities(
    words: list[str], tags: list[str], starts: list[int]
) -> Iterator[tuple[int, int, str]]:
    """First word, end and kind of each tagged entity."""
    for number, tag in enumerate(tags):
        if tag.startswith("B-"):
            last = number
            while last + 1 < len(tags) and tags[last + 1] == f"I-{tag[2:]}":
                last += 1
            yield number, starts[last] + len(words[last]), tag[2:]


def read_first(folder: Path) -> list[dict[str, Any]]:
    """The first report, read under its gold's id."""
    gold = json.loads(next(folder.glob("*.jsonl")).read_text("utf-8").splitlines()[0])
    (draft,) = inputs_of_paths([folder / "report.txt"])
    if isinstance(draft, Refused):
        raise draft.error
    return [read(replace(draft, key=gold["id"], **FIRST))]


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The reports of a gold file, read in all cores."""
    drafts = [d for d in inputs_of_paths([path]) if isinstance(d, Draft)]
    with ProcessPoolExecutor() as pool:
        return list(pool.map(read, drafts, chunksize=4))


def read(draft: Draft) -> dict[str, Any]:
    """A draft as the benchmark's JSON."""
    filed = file_draft(draft, load_packs())
    if isinstance(filed, Refused):
        raise filed.error
    return reading_as_json(filed.reading)


def gold_scores(
    gold: Path, rows: list[dict[str, Any]], bench: Path, errors: int
) -> tuple[dict[str, Any], str]:
    """The table of `score_gold.py`, chains of the gold's claims, a seal of the data."""
    scores = scored(bench / "score_gold.py", gold, rows, errors)
    return scores | chain_scores(gold), seal([gold])


def chain_scores(gold: Path) -> dict[str, Any]:
    """Of the gold's claims, how many have their last link, and their whole chain.

    Asked of the words of the evidence alone, whether or not the event is found.
    """
    last = whole = count = 0
    lines = gold.read_text("utf-8").splitlines()
    drafts = [d for d in inputs_of_paths([gold]) if isinstance(d, Draft)]
    with ProcessPoolExecutor() as pool:
        found = pool.map(chains_of, drafts, map(json.loads, lines), chunksize=4)
        for wanted, chains in (pair for pairs in found for pair in pairs):
            count += 1
            last += any(same_names(wanted[-1:], chain[-1:]) for chain in chains)
            whole += any(same_names(wanted, chain) for chain in chains)
    return {
        "gold_last_link": round(100 * last / max(count, 1), 1),
        "gold_whole_chain": round(100 * whole / max(count, 1), 1),
    }


def chains_of(
    draft: Draft, row: dict[str, Any]
) -> list[tuple[list[str], list[list[str]]]]:
    """Each gold claim's chain, and the chains that konon has within its evidence."""
    filed = file_draft(draft, load_packs())
    if isinstance(filed, Refused):
        raise filed.error
    reading, text, out = filed.reading, row["text"], []
    told = [a for a in reading.attributions if a.tells]
    for claim in row["claims"]:
        at = -1
        for _ in range(claim["evidence"].get("n", 1)):
            at = text.find(claim["evidence"]["quote"], at + 1)
        span = Span(at, at + len(claim["evidence"]["quote"]))
        chains = [
            [link.name for link in chain_around(told, Span(n, n + 1))]
            for n in range(span.start, span.end, 5)
        ]
        chains += [
            [link.name for link in a.chain] for a in told if span.contains(a.cue.span)
        ]
        out.append(([link["name"] for link in claim["chain"]], chains))
    return out


def same_names(one: list[str], other: list[str]) -> bool:
    """Whether two chains have the same names, one a part of the other at least."""
    words = [
        [set(re.findall(r"\w+", name.casefold())) for name in chain]
        for chain in (one, other)
    ]
    return len(one) == len(other) and all(
        a <= b or b <= a for a, b in zip(*words, strict=True)
    )


def time_scores(folder: Path, bench: Path, errors: int) -> tuple[dict[str, Any], str]:
    """The table of `score_timex.py` and a seal of the data."""
    paths = sorted(folder.glob("*.tml"))
    with ProcessPoolExecutor() as pool:
        rows = [
            row for found in pool.map(times_of, paths, chunksize=8) for row in found
        ]
    scores = scored(bench / "score_timex.py", folder, rows, errors)
    return scores, seal(paths)


def scored(
    scorer: Path, gold: Path, rows: list[dict[str, Any]], errors: int
) -> dict[str, Any]:
    """What a scorer prints as JSON for some predictions."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        out.flush()
        command = [sys.executable, str(scorer), str(gold), out.name, "--json"]
        command += ["--errors", str(errors)] if errors else []
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    sys.stderr.write(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def has_tags(folder: Path) -> bool:
    """Whether a folder of TimeML has times tagged in its texts."""
    return any(
        b"<TIMEX" in path.read_bytes().split(b"<TEXT", 1)[-1]
        for path in folder.glob("*.tml")
    )


def times_of(path: Path) -> list[dict[str, Any]]:
    """What `konon times --json` prints of a TimeML text."""
    item = text_of(path)
    if isinstance(item, ReportError):
        raise item
    return times_as_json(tag_times(item.text, published=item.published), item)


def seal(paths: list[Path]) -> str:
    """A hash over some files, so that a floor holds only for its data."""
    digest = sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def as_table(results: list[tuple[str, dict[str, Any], str]]) -> str:
    """The scores as Markdown: a row a score, a column a set."""
    parts = []
    for kinds in (("first_report", "gold"), *((name,) for name in TABLES)):
        chosen = [r for r in results if r[0].split("/")[0] in kinds]
        if not chosen:
            continue
        names = [name for name, _, _ in chosen]
        lines = [f"| score | {' | '.join(names)} |", "|---" * (len(chosen) + 1) + "|"]
        rows = dict.fromkeys(key for _, scores, _ in chosen for key in scores)
        for row in rows:
            cells = [cell(scores.get(row)) for _, scores, _ in chosen]
            lines.append(f"| {row} | {' | '.join(cells)} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) or "no set found"


def cell(value: Any) -> str:
    """A score as a cell: F1 with precision and recall, or the number."""
    if isinstance(value, list):
        return f"**{value[2]}** ({value[0]} / {value[1]})"
    if isinstance(value, dict):
        return f"**{value['F']}** ({value['P']} / {value['R']})"
    return "-" if value is None else str(value)


def write_doc(results: list[tuple[str, dict[str, Any], str]]) -> None:
    """Put the table into docs/quality.md, between its marks."""
    path = ROOT / "docs" / "quality.md"
    text = path.read_text("utf-8")
    start, end = "<!-- table -->", "<!-- end of table -->"
    head, rest = text.split(start, 1)
    tail = rest.split(end, 1)[1]
    path.write_text(f"{head}{start}\n{as_table(results)}\n{end}{tail}", "utf-8")


def check_floors(results: list[tuple[str, dict[str, Any], str]]) -> int:
    """1 where a score lies below its floor, for data that the floor was pinned on."""
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    fallen = 0
    for name, scores, sealed in results:
        floor = floors.get(name, {})
        if floor.get("seal") != sealed:
            continue
        for key, least in floor.items():
            value = scores.get(key)
            reached = value[2] if isinstance(value, list) else value
            reached = reached["F"] if isinstance(reached, dict) else reached
            if key != "seal" and (reached is None or reached < least):
                print(f"{name}: {key} is {reached}, its floor {least}", file=sys.stderr)
                fallen = 1
    return fallen


if __name__ == "__main__":
    sys.exit(main())
