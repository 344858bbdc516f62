"""Odd texts: unbalanced marks by the thousand, a huge paragraph, hidden signs."""

import pytest

from konon.pipeline import read_text

ENGLISH = "The mayor said the road was shut and that it would open on Friday. "
INDONESIAN = "Wali kota mengatakan jalan itu ditutup dan akan dibuka Jumat. "


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda s: ('"' + s * 1600)[:100_000], id="one mark, 100 kB"),
        pytest.param(lambda s: '"' * 10_000, id="nothing but marks"),
        pytest.param(lambda s: ('"' + s) * 800, id="hundreds of marks"),
        pytest.param(lambda s: ('"' + s + '" ') * 1000, id="a thousand quotations"),
        pytest.param(lambda s: s * 1500, id="one paragraph of 100 kB"),
        pytest.param(lambda s: "\u202e\u200f" + s.replace(" ", " \u200b"), id="rtl"),
        pytest.param(lambda s: ('"' + s + "\n") * 500, id="marks opened line by line"),
        pytest.param(lambda s: s.replace(" ", "\u00a0"), id="no-break spaces"),
        pytest.param(lambda s: "\U0001f600" * 50 + s, id="signs beyond the plane"),
    ],
)
def test_spans_stay_exact(make, lang: str) -> None:  # type: ignore[no-untyped-def]
    """All values lie within the text, and cut out what they say."""
    text = make(ENGLISH if lang == "en" else INDONESIAN)
    done = read_text(text, published="2026-04-29", outlet="Sample", lang=lang)
    for found in done.attributions:
        spans = [found.cue.span, found.source, *found.content]
        for span in spans:
            if span is not None:
                assert 0 <= span.start < span.end <= len(text)
                assert span.of(text).strip()
    for mention in done.mentions:
        assert mention.span.of(text).strip()
