"""The sample reports, read whole: every claim expected, every claim found."""

from pathlib import Path

import pytest

from konon.model import Filed
from make import claim_line

REPORTS = Path(__file__).parent / "reports"


def expected() -> dict[str, list[str]]:
    """The lines of expected.txt, by the report that they stand under."""
    out: dict[str, list[str]] = {}
    for line in (REPORTS.parent / "expected.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            key = line.removeprefix("== ").strip()
            out[key] = []
        elif line.strip() and not line.startswith("#"):
            out[key].append(line.strip())
    return out


@pytest.mark.parametrize("key", expected())
def test_claims_of_sample(key: str, samples: dict[str, Filed]) -> None:
    """A sample report gives exactly the claims that a person reads in it."""
    reading = samples[key].reading
    assert [claim_line(claim, reading) for claim in reading.claims] == expected()[key]


def test_every_sample_has_its_expectation(samples: dict[str, Filed]) -> None:
    """No sample is read without anybody having said what must come out."""
    assert set(samples) == set(expected())


def test_samples_cover_the_stories(samples: dict[str, Filed]) -> None:
    """There are at least 16, in both languages, from several outlets."""
    reports = [filed.reading.report for filed in samples.values()]
    assert len(reports) >= 16
    assert {report.lang for report in reports} == {"id", "en"}
    assert len({report.outlet for report in reports}) >= 6


def test_every_value_is_cut_from_the_text(samples: dict[str, Filed]) -> None:
    """The span of every value lies in the text and says what the value says."""
    for filed in samples.values():
        reading = filed.reading
        text = reading.report.text
        for mention in reading.mentions:
            assert mention.span.of(text).strip() == mention.span.of(text)
        for event in reading.events:
            for role in (*event.actors, *event.recipients, *event.places):
                words = " ".join(role.span.of(text).split()).casefold()
                assert words in role.name.casefold()
        for claim in reading.claims:
            assert 0 <= claim.evidence.start < claim.evidence.end <= len(text)
            for topic in claim.gives.topics:
                assert topic.text == " ".join(topic.span.of(text).split())
            if claim.cue and claim.gives.when:
                assert claim.evidence.contains(claim.gives.when.span)


def test_furniture_makes_no_claims(samples: dict[str, Filed]) -> None:
    """Nothing of a caption, a dateline or a "Baca Juga" line becomes a claim."""
    for filed in samples.values():
        reading = filed.reading
        for block in reading.blocks:
            if block.kind == "body":
                continue
            spans = [span for event in reading.events for span in event.mentions]
            assert not any(block.span.overlaps(span) for span in spans)
