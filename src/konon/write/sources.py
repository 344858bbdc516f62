"""Attributions -> who is quoted how often, through which chain: a source audit.

The JSON is one attribution a line with places as code points, as scorers of attribution
read it; the table counts the same by source.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rich.table import Table

from konon.model import Attribution, Reading, Span
from konon.write.score import edtf_of
from konon.write.text import chain_as_text

NOBODY = "(nobody named)"


@dataclass(slots=True)
class _Tally:
    """What one source was counted for."""

    kind: str
    count: int = 0
    reports: set[str] = field(default_factory=set)
    acts: Counter[str] = field(default_factory=Counter)
    chains: Counter[str] = field(default_factory=Counter)


def attributions_as_json(reading: Reading) -> Iterator[dict[str, Any]]:
    """One object an attribution, with places as `[start, end]` in code points.

    Its keys: `doc, source, cue, content, act, chain, said, tells, rule`.

    `source` is the place of all words for the innermost link (with titles, apposition,
    or the pronoun), null where nobody is named; `chain` has name and kind of each link
    from the report inwards.
    """
    for attribution in reading.attributions:
        yield {
            "doc": reading.report.key or reading.report.id,
            "source": _place(attribution.source) if attribution.source else None,
            "cue": _place(attribution.cue.span),
            "content": [_place(span) for span in attribution.content],
            "act": attribution.cue.act,
            "chain": [
                {"name": link.name, "kind": link.kind} for link in attribution.chain
            ],
            "said": edtf_of(attribution.said),
            "tells": attribution.tells,
            "rule": attribution.rule,
        }


def sources_as_table(readings: Iterable[Reading]) -> Table:
    """Each source with how often it is quoted, in how many reports, how, and by whom.

    Sources are told apart by name and kind, the most quoted first. Below stand the
    quotations that nobody was found for, counted by reason.
    """
    tallies: dict[tuple[str, str], _Tally] = {}
    unspoken: Counter[str] = Counter()
    for reading in readings:
        unspoken.update(one.reason for one in reading.unspoken)
        for attribution in reading.attributions:
            _count(tallies, attribution, reading)
    table = Table(title="Sources", title_justify="left")
    for name in ("source", "kind", "quoted", "reports", "acts", "through"):
        right = "right" if name in {"quoted", "reports"} else "left"
        table.add_column(name, justify=right, overflow="fold")  # type: ignore[arg-type]
    if unspoken:
        reasons = ", ".join(f"{why} {n}" for why, n in sorted(unspoken.items()))
        table.caption = f"quotations without a speaker: {reasons}"
    order = sorted(tallies.items(), key=lambda item: (-item[1].count, item[0]))
    for (_, name), tally in order:
        table.add_row(
            name,
            tally.kind,
            str(tally.count),
            str(len(tally.reports)),
            ", ".join(f"{act} {count}" for act, count in tally.acts.most_common()),
            "\n".join(f"{chain} ({n})" for chain, n in tally.chains.most_common(3)),
        )
    return table


def _count(
    tallies: dict[tuple[str, str], _Tally], attribution: Attribution, reading: Reading
) -> None:
    chain, report = attribution.chain, reading.report
    name = chain[-1].name if chain else NOBODY
    kind = chain[-1].kind if chain else ""
    tally = tallies.setdefault((kind, name), _Tally(kind))
    tally.count += 1
    tally.reports.add(report.id)
    tally.acts[attribution.cue.act] += 1
    tally.chains[chain_as_text(chain[:-1], report.outlet)] += 1


def _place(span: Span) -> list[int]:
    return [span.start, span.end]
