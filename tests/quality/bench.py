"""`script/bench`: speed and memory, measured in one run on one core.

`--times` measures the stage of times alone, `--inputs` feeds of every dialect and a
web archive of a gigabyte, made on the spot. Without them it reads reports from
`--data` (default: the corpora beside the project, else the sample reports over and
over) and prints characters a second of each stage, and of the whole.
Ratios within one run are what counts; the numbers themselves are the machine's.
"""

import argparse
import gzip
import json
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from konon.model import Block, Reading, Report, Sentence
from konon.packs import Packs, load_packs
from konon.parallel import file_draft
from konon.pipeline import anchor_of, read_report
from konon.read.archives import inputs_of_paths
from konon.read.blocks import split_blocks, split_paragraphs
from konon.read.reports import Draft, make_report
from konon.read.sentences import split_sentences
from konon.spot.cues import spot_cues
from konon.spot.events import spot_events
from konon.spot.names import spot_names
from konon.spot.times import spot_times

sys.path.insert(0, str(Path(__file__).parent))

from inputs import bench_archive, bench_feeds, bench_gate, seconds

ROOT = Path(__file__).parent.parent.parent
CORPORA = ROOT.parent / "shared" / "data" / "corpora"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=CORPORA)
    parser.add_argument("--reports", type=int, default=400, help="reports a corpus")
    parser.add_argument("--times", action="store_true", help="the times stage alone")
    parser.add_argument("--inputs", action="store_true", help="feeds and archives")
    parser.add_argument("--megabytes", type=int, default=1000, help="of the archive")
    args = parser.parse_args()
    if args.inputs:
        bench_feeds()
        bench_gate()
        bench_archive(args.megabytes)
        return
    if args.times:
        times_alone(args.data, max(args.reports, 2000))
        return
    packs = load_packs()
    print("| corpus | reports | characters | stage | characters, reports a second |")
    print("|---|---|---|---|---|")
    for name, drafts in corpora(args.data, args.reports):
        reports = [make_report(draft, packs) for draft in drafts]
        size = sum(len(report.text) for report in reports)
        readings = [read_report(report, packs) for report in reports]
        whole = {
            "whole report": partial(each, read_report, reports),
            "draft to filed": partial(each, file_draft, drafts),
        }
        for stage, run in {**stages(readings), **whole}.items():
            took = seconds(run)
            speed = f"{size / took:,.0f}, {len(reports) / took:,.0f}"
            print(f"| {name} | {len(reports)} | {size:,} | {stage} | {speed} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\npeak memory: {peak} MiB")


def times_alone(data: Path, most: int) -> None:
    """The stage of times by itself: speed by language, growth, and another library."""
    packs = load_packs()
    print("\n| times alone | reports | characters | characters a second |")
    print("|---|---|---|---|")
    drafts = [d for _, found in corpora(data, most) for d in found]
    for lang in packs.readable():
        own = [r for r in (make_report(d, packs) for d in drafts) if r.lang == lang]
        run = partial(tag_all, own[:most], packs)
        run()
        size = sum(len(report.text) for report in own[:most])
        print(f"| {lang} | {len(own[:most])} | {size:,} | {size / seconds(run):,.0f} |")
        small, large = (grown(own, times) for times in (1, 100))
        tag_all([small], packs)
        once = seconds(partial(tag_all, [small] * 20, packs)) / 20
        ratio = seconds(partial(tag_all, [large], packs)) / once
        print(f"| {lang}, 5 MB against 50 kB | | | {ratio:.0f} times as long |")
        few = own[:100]
        size = sum(len(report.text) for report in few)
        ours, theirs = (
            size / seconds(partial(run, few, packs)) for run in (tag_all, search_all)
        )
        print(
            f"| {lang}, dateparser.search beside it | {len(few)} | {size:,} "
            f"| {theirs:,.0f} (konon {ours:,.0f}, {ours / theirs:,.0f} times) |"
        )


def tag_all(reports: list[Report], packs: Packs) -> int:
    """How many times some reports have; sentences are split beforehand, once."""
    return sum(
        len(spot_times(r.text, sentences_of(r), anchor_of(r), pack, packs.shared()))
        for r in reports
        for pack in (packs.langs[r.lang],)
    )


@cache
def sentences_of(report: Report) -> tuple[Sentence, ...]:
    """The sentences of a whole text, furniture and all."""
    blocks = [
        Block("body", span, "all of it") for span in split_paragraphs(report.text)
    ]
    return split_sentences(
        report.text, blocks, report.lang, load_packs().langs[report.lang]
    )


def grown(reports: list[Report], times: int) -> Report:
    """Some 50 kB of reports as one, so many times over, with its sentences split."""
    text = "\n\n".join(report.text for report in reports)[:50_000] + "\n\n"
    text *= times
    report = replace(reports[0], text=text)
    sentences_of(report)
    return report


def search_all(reports: list[Report], _: Packs) -> int:
    """How many dates `dateparser.search` finds in some reports."""
    from dateparser.search import search_dates

    return sum(len(search_dates(r.text, languages=[r.lang]) or ()) for r in reports)


def each(run: Callable[[Any, Packs], object], values: list[Any]) -> list[object]:
    """What a run gives for each of some values."""
    packs = load_packs()
    return [run(value, packs) for value in values]


def corpora(folder: Path, most: int) -> Iterator[tuple[str, list[Draft]]]:
    """Name and drafts of each corpus; the samples where there is none."""
    paths = sorted(folder.glob("*/articles.jsonl.gz"))
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = (json.loads(line) for line in lines)
            drafts = [
                draft(row) for row in islice(rows, most * 2) if row["text"].strip()
            ]
        yield path.parent.name, drafts[:most]
    if not paths:
        samples = [
            d
            for d in inputs_of_paths([ROOT / "tests" / "reports"])
            if isinstance(d, Draft)
        ]
        yield "samples", samples * 20


def draft(row: dict[str, Any]) -> Draft:
    """A corpus row as a draft."""
    return Draft(
        row["id"] if "id" in row else row["url"],
        row["text"],
        outlet=row["source"],
        published=row["published"] or "",
        lang=row["lang"],
        title=row["title"] or "",
    )


def stages(readings: list[Reading]) -> dict[str, Callable[[], object]]:
    """Each stage, ready to run over all readings."""
    packs = load_packs()
    shared = packs.shared()
    read = [r for r in readings if r.report.lang in packs.readable()]

    def pack(reading: Reading) -> Any:
        return packs.langs[reading.report.lang]

    return {
        "blocks": lambda: [split_blocks(r.report, (shared, pack(r))) for r in read],
        "sentences": lambda: [
            split_sentences(r.report.text, r.blocks, r.report.lang, pack(r))
            for r in read
        ],
        "times": lambda: [
            spot_times(r.report.text, r.sentences, anchor_of(r.report), pack(r), shared)
            for r in read
        ],
        "names": lambda: [
            spot_names(r.report.text, r.sentences, r.times, pack(r), shared)
            for r in read
        ],
        "cues": lambda: [
            spot_cues(r.report.text, r.sentences, pack(r), shared) for r in read
        ],
        "event words": lambda: [
            spot_events(r.report.text, r.sentences, pack(r), shared) for r in read
        ],
    }


if __name__ == "__main__":
    main()
