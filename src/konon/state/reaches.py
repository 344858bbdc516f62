"""A time expression -> the time that it gives an event, with the words around it.

TimeML marks each expression by itself; an event has one time. Words before it may leave
an end open ("until Friday"), and two expressions may be its two ends ("between 1987 and
1992").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from konon.model import Bounds, StatusSign, Timex
from konon.packs import Pack
from konon.spot.matcher import fold
from konon.state.lengths import beginning, ending, opening, remaining, word_before

_LOOK_BACK = 28
"""Characters before a time in which a word may leave an end of it open."""
_GENITIVE = re.compile(r"['’]s\b")
"""Of "hit by last year's floods", the word before the time is about the floods."""
_TURNING = 80
"""Characters behind "not" or a delay in which "until" is turned around."""


def reach_of(
    timex: Timex,
    times: Sequence[Timex],
    signs: Sequence[StatusSign],
    text: str,
    anchor: date | None,
    pack: Pack,
) -> Timex:
    """The time with both its ends, as far as its sentence tells them.

    `anchor` is the day of publication; `times` and `signs` are those of its sentence:
    "put back from 5 to 12 June" is no stretch of time, and what "will not begin until
    May" begins in May.
    """
    is_moved = any(sign.status == "postponed" for sign in signs)
    words = pack["status"].table("reach")
    for one, other in _pairs(timex, times):
        gap = _gap(one, other, text)
        is_length = one.type == "DURATION" or _is_stretch(one, text, words)
        is_length = is_length and gap in words.get("to", ())
        if gap in words.get("ending", ()) or is_length:
            # "The year ending June 30": the day tells which year.
            return _ending(timex, one, other)
        if gap in words.get("starting", ()) and _is_counted(one, text, words):
            begun = beginning(one, other)
            if begun is not None:
                return replace(
                    timex, bounds=begun, why="starts with a time that is said"
                )
        stretch = opening(one, other, gap, text, words)
        if stretch is not None:
            return replace(timex, bounds=stretch, why="the first months of a year")
        if not is_moved and _are_ends(one, other, gap, text, words):
            return _joined(timex, one, other)
    rest = remaining(timex, text, timex.anchor or anchor, pack)
    if rest is not None:
        return replace(timex, bounds=rest, why="what is left of it")
    return _with_open_end(_without_choice(timex), signs, text, pack)


def _is_stretch(timex: Timex, text: str, words: Mapping[str, Sequence[str]]) -> bool:
    """Whether a time is only as long as it says, before "to": "the year to March"."""
    return fold(timex.span.of(text)) in words.get("stretch", ())


def _is_counted(timex: Timex, text: str, words: Mapping[str, Sequence[str]]) -> bool:
    """Whether a year is no calendar's: "fiscal 1987", "1986/87", "12 months"."""
    told = fold(timex.span.of(text))
    is_fiscal = any(word in told for word in words.get("fiscal", ()))
    return is_fiscal or timex.type == "DURATION" or "/" in timex.value


def _pairs(timex: Timex, times: Sequence[Timex]) -> Iterator[tuple[Timex, Timex]]:
    """A time with the one behind it, and with the one before it."""
    for one, other in pairwise(times):
        if timex.span in {one.span, other.span}:
            yield one, other


def _are_ends(
    one: Timex, other: Timex, gap: str, text: str, words: Mapping[str, Sequence[str]]
) -> bool:
    """Whether two times are the ends of one stretch of time.

    `gap` are the words between them, `words` those of the table `reach`.
    """
    first, last = one.bounds, other.bounds
    if not isinstance(first, Bounds) or not isinstance(last, Bounds):
        return False
    if not (first.earliest and first.latest and last.earliest and last.latest):
        return False
    if last.earliest < first.latest:
        return False
    if gap in words.get("to", ()):
        return True
    is_next = (last.earliest - first.latest).days == 1
    return gap in words.get("and", ()) and (
        is_next or _is_behind(one, words.get("between", ()), text)
    )


def _gap(one: Timex, other: Timex, text: str) -> str:
    """The words between two times."""
    between = text[one.span.end : other.span.start].casefold()
    return " ".join(between.replace(",", " ").split())


def _is_behind(timex: Timex, words: Sequence[str], text: str) -> bool:
    before = text[max(0, timex.span.start - _LOOK_BACK) : timex.span.start].split()
    return bool(before) and before[-1].casefold() in words


def _joined(timex: Timex, one: Timex, other: Timex) -> Timex:
    first, last = one.bounds, other.bounds
    assert isinstance(first, Bounds)
    assert isinstance(last, Bounds)
    edtf = f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}"
    bounds = Bounds(first.earliest, last.latest, edtf)
    return replace(timex, bounds=bounds, why="two times are its ends")


def _ending(timex: Timex, length: Timex, end: Timex) -> Timex:
    stretch, bounds = ending(length, end), end.bounds
    if stretch is not None:
        return replace(timex, bounds=stretch, why="ends with a time that is said")
    if not isinstance(bounds, Bounds) or bounds.latest is None:
        return timex
    edtf = f"../{bounds.edtf.split('/')[-1]}"
    bounds = Bounds(None, bounds.latest, edtf)
    return replace(timex, bounds=bounds, why="ends on a day that is said")


def _without_choice(timex: Timex) -> Timex:
    """ "In June or July" as the stretch of time in which it lies."""
    bounds = timex.bounds
    if not isinstance(bounds, Bounds) or not bounds.edtf.startswith("["):
        return timex
    parts = re.split(r",|\.\.|/", bounds.edtf.strip("[]"))
    edtf = f"{parts[0]}/{parts[-1]}"
    return replace(timex, bounds=replace(bounds, edtf=edtf))


def _with_open_end(
    timex: Timex, signs: Sequence[StatusSign], text: str, pack: Pack
) -> Timex:
    """The time with the end left open that "until" or "since" before it leaves open."""
    bounds = timex.bounds
    if not isinstance(bounds, Bounds) or not (bounds.earliest and bounds.latest):
        return timex
    if _names_both_ends(timex, bounds) or _GENITIVE.match(text, timex.span.end):
        return timex
    hit = word_before(timex, "bound", text, pack)
    if hit is None or _is_turned(timex, signs):
        return timex
    is_back = timex.anchor is not None and bounds.earliest < timex.anchor
    if hit.key == "ahead" and is_back:
        return timex
    if hit.key in {"from", "ahead"}:
        edtf = f"{bounds.edtf.split('/')[0]}/.."
        opened = Bounds(bounds.earliest, None, edtf)
    else:
        edtf = f"../{bounds.edtf.split('/')[-1]}"
        opened = Bounds(None, bounds.latest, edtf)
    return replace(timex, bounds=opened, why=f"'{hit.word}' leaves an end open")


def _names_both_ends(timex: Timex, bounds: Bounds) -> bool:
    """Whether "from" before a time has its "to" in it: "from 5 to 7 June".

    So have the words of a length that begins now: in "dua hingga tiga pekan ke depan"
    the "hingga" is between two numbers.
    """
    is_list = bounds.edtf[0] in "{[" or "/" in timex.value or " to " in timex.rule
    return is_list or bounds.edtf.startswith(f"{timex.anchor}/")


def _is_turned(timex: Timex, signs: Sequence[StatusSign]) -> bool:
    """Whether a "not" or a delay before a time makes "until" mean "in".

    "Put back from 5 June" opens no end either.
    """
    start = timex.span.start
    return any(
        sign.status in {"negated", "postponed"}
        and 0 <= start - sign.span.end <= _TURNING
        for sign in signs
    )
