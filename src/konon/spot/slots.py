"""What the slots of a rule hold -> the text of its templates.

Numbers in words are summed, hours of half a day turned into hours, a unit and its
number into a TIMEX3 period; a slot that holds a list gives one value for each of it.
"""

import re

from konon.spot.matcher import Link, Match

_LETTERS = {"day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q"}
_LETTERS |= {"half": "H", "year": "Y", "decade": "E", "century": "C"}
_CLOCK_LETTERS = {"hour": "H", "minute": "M", "second": "S"}
_YEARS = {"decade": 10, "century": 100}
# What "so many of them ago" is: a decade ago is a year, an hour ago a day.
_GRAINS = {"decade": "year", "century": "year"}
_TEN = 10
_GRAINS |= {"hour": "day", "minute": "day", "second": "day"}

Filled = dict[str, int | str]


def fillings(match: Match) -> tuple[list[Filled], tuple[Link, ...]]:
    """What the templates of a match are filled with, once for each word of a list.

    Gives one filling and no links where no slot holds a list.
    """
    longest = max(match.series.values(), key=lambda s: len(s.keys), default=None)
    if longest is None:
        return [_filled(dict(match.slots))], ()
    out = []
    for at in range(len(longest.keys)):
        slots = dict(match.slots)
        for name, series in match.series.items():
            if at < len(series.keys):
                slots[name] = series.keys[at]
        out.append(_filled(slots))
    return _in_order(out), longest.links


def fill_in(template: str, slots: Filled) -> str:
    """The template with its slots filled; nothing where there is no template."""
    return template.format_map(slots) if template else ""


def count_of(keys: str) -> str:
    """A number from its words' keys: `20 5` is 25, `2 x10 5` too, `2 0.5` is 2.5.

    `X` is a number that was not said ("several"). Of two that make none together, as
    `2 3` for "2-3", the later counts: it is the most that was said.
    """
    parts: list[float] = []
    for key in keys.split():
        if key == "X":
            return "X"
        if key.startswith("x"):
            parts.append((parts.pop() if parts else 1) * float(key[1:]))
        elif key.startswith("+") and parts:
            parts.append(parts.pop() + float(key[1:]))
        else:
            number = _number(key)
            if parts and number >= 1 and (number >= parts[-1] or parts[-1] < _TEN):
                parts.pop()
            parts.append(number)
    total = sum(parts)
    return f"{total:.0f}" if total == int(total) else f"{total:g}"


def _number(digits: str) -> float:
    whole = re.fullmatch(r"[0-9]{1,3}(?:[.,][0-9]{3})+", digits)
    if whole:
        return float(re.sub(r"[.,]", "", digits))
    plain = digits.lstrip("+").replace(",", ".")
    return float(plain) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", plain) else 0.0


def _filled(slots: dict[str, str]) -> Filled:
    out: Filled = {}
    for name, word in slots.items():
        digits = re.match(r"-?[0-9]+", word.replace(".", "").lstrip("+"))
        is_text = name in {"number", "feast", "way", "zone", "part", "unit"}
        out[name] = word if is_text or not digits else int(digits.group())
    _fill_years(out)
    _fill_hours(out)
    out["number"] = count_of(slots.get("number", "1"))
    unit = str(out.get("unit", ""))
    out["period"] = _period(str(out["number"]), unit)
    out["some"] = _period("X", unit)
    out["grain"] = _GRAINS.get(unit, unit)
    nth = out.get("nth")
    if isinstance(nth, int):
        # The weeks of a month are counted from its first day.
        out["nth_first"], out["nth_last"] = 7 * nth - 6, 7 * nth
    out.setdefault("part", "")
    return out


def _fill_years(out: Filled) -> None:
    for name in ("year", "year2", "until"):
        year = out.get(name)
        if isinstance(year, int) and year < 100:
            # "1987/88" ends in the century in which it begins.
            began = str(out["year"]) if name == "until" and "year" in out else ""
            year += int(began[:2]) * 100 if began else 2000 if year < 70 else 1900
        if isinstance(year, int):
            out[name] = f"{year:04}"
    out.setdefault("year", out.get("year2", "XXXX"))
    if isinstance(out.get("ordinal"), int):
        out["century"] = f"{int(out['ordinal']) - 1:02}"


def _fill_hours(out: Filled) -> None:
    out.setdefault("minute", 0)
    out.setdefault("until_minute", 0)
    for name in ("hour", "until_hour"):
        hour = out.get(name)
        if isinstance(hour, int) and hour <= 12:
            out[name] = _hour(hour, str(out.get("half_day", "")))


def _hour(hour: int, half_day: str) -> int:
    """The hour of 24: "8 at night" is 20, "2 at night" 2, "1 at noon" 13."""
    if half_day == "am" or (half_day == "night" and hour < 6):
        return hour % 12
    if half_day in {"pm", "night"} or (half_day == "noon" and hour < 6):
        return hour % 12 + 12
    return hour


def _period(number: str, unit: str) -> str:
    """`P5D`, `PT2.5H`, `P20Y` for two decades, `PXE` for some."""
    if unit in _CLOCK_LETTERS:
        return f"PT{number}{_CLOCK_LETTERS[unit]}"
    if unit in _YEARS and number != "X":
        return f"P{float(number) * _YEARS[unit]:g}Y"
    return f"P{number}{_LETTERS.get(unit, 'X')}"


def _in_order(fillings_: list[Filled]) -> list[Filled]:
    """Months of a list that runs over New Year have the year before, until it."""
    months = [filled.get("month") for filled in fillings_]
    years = [str(filled["year"]) for filled in fillings_]
    for at in reversed(range(len(fillings_) - 1)):
        this, after = months[at], months[at + 1]
        if not isinstance(this, int) or not isinstance(after, int):
            break
        year = years[at + 1]
        if year.isdigit():
            years[at] = f"{int(year) - (this > after):04}"
            fillings_[at]["year"] = years[at]
    return fillings_
