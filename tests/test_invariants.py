"""What always holds, for any text: nothing raises, spans fit, two runs agree."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konon.pipeline import read_report
from make import packs, report

PHRASES = """Presiden Putin akan mengunjungi Vietnam pada 19-20 Juni 2024 , kata Budi .
" “ ” Menurut Reuters ( 12/6 ) ditunda belum ada tanggal pasti Baca Juga: setiap - will
meet said on Monday in Hanoi 31 Februari 99 9999 é 😀 the visit"""
WORDS = st.sampled_from([*PHRASES.split(), "\n"])
TEXTS = st.one_of(st.text(min_size=1, max_size=300), st.lists(WORDS).map(" ".join))
CALM = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


@CALM
@given(text=TEXTS, lang=st.sampled_from(["id", "en"]))
def test_any_text_is_read_with_fitting_spans(text: str, lang: str) -> None:
    """No text raises, and every span lies within it."""
    if not text.strip():
        return
    reading = read_report(report(text, lang=lang), packs())
    spans = [block.span for block in reading.blocks]
    spans += [timex.span for timex in reading.times]
    spans += [mention.span for mention in reading.mentions]
    spans += [part for a in reading.attributions for part in a.content]
    spans += [claim.evidence for claim in reading.claims]
    spans += [span for event in reading.events for span in event.mentions]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@CALM
@given(text=TEXTS)
def test_two_runs_give_equal_readings(text: str) -> None:
    """Same input, same output."""
    if text.strip():
        page = report(text, lang="id")
        assert read_report(page, packs()) == read_report(page, packs())


@CALM
@given(text=TEXTS)
def test_blocks_do_not_overlap_and_lose_nothing(text: str) -> None:
    """Blocks stand side by side and hold every sign but white space."""
    if not text.strip():
        return
    page = report(text, lang="id")
    blocks = read_report(page, packs()).blocks
    held = "".join(block.span.of(text) for block in blocks)
    blanks = " \n\t\r\u00a0"
    assert [c for c in held if c not in blanks] == [c for c in text if c not in blanks]
    for one, other in pairwise(blocks):
        assert one.span.end <= other.span.start
