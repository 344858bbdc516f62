"""The data that konon reads by: language packs and event types, checked when loaded.

A pack is a folder `lang/<tag>/` of TOML files, all of one form:

    yes = ["..."]              # examples that the file's word tables must find
    no = ["..."]               # traps that they must leave alone

    [words.month]              # a word table: the value is the key
    6 = ["juni", "jun"]        # "visit|s|ed|ing" is short for the four forms

    [parts]                    # pieces of patterns that rules share
    date = "<day> <month>"

    [[rule]]                   # a rule, with examples of its own
    name = "part of a month"
    find = "<part> <month>"
    yes = ["..."]
    no = ["..."]

`docs/packs.md` lists the keys of each file.
"""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from konon.errors import PackError

HERE = Path(__file__).parent
NO_LANGUAGE = "und"
"""The tag of what no pack reads, and of the data that all languages share."""
FILES = (
    "words",
    "sentences",
    "furniture",
    "times",
    "names",
    "cues",
    "events",
    "status",
)
RULE_KEYS: dict[str, set[str]] = {
    "words": set(),
    "furniture": {"kind", "scope", "regex", "where", "case", "longest"},
    "times": {"find", "value", "shift", "grain", "reach", "open", "mod", "type"}
    | {"direction", "case", "needs", "so_far", "feast", "like", "habit", "most_back"},
    "cues": {"find", "form", "stance"},
    "status": {"find", "status"},
    "events": {"find", "type"},
    "names": {"find", "kind", "case"},
    "sentences": set(),
}
NO_EVENT_TYPES = {"frame", "not", "shape", "idle", "host", "open"}
"""Tables of `events.toml` that are no event types."""
TYPE_KEYS = {"name", "label", "plover", "roles", "about", "joins", "named_by", "icon"}

Table = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Example:
    """One line of `yes` or `no`, with the place where it stands."""

    text: str
    path: str
    line: int
    is_trap: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern with its examples; what else it says is in `fields`."""

    name: str
    path: str
    line: int
    fields: Mapping[str, str] = field(hash=False)
    examples: tuple[Example, ...]

    def get(self, key: str, default: str = "") -> str:
        """The text of one field of the rule."""
        return self.fields.get(key, default)


@dataclass(frozen=True, slots=True)
class Section:
    """One file of a pack."""

    path: str
    words: Mapping[str, Table] = field(hash=False)
    parts: Mapping[str, str] = field(hash=False)
    """Pieces of patterns that rules share."""
    case: frozenset[str]
    """Names of the tables whose words are matched in the case they are listed in."""
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]

    def table(self, name: str) -> Table:
        """The word table of that name; empty where the pack has none."""
        return self.words.get(name, {})

    def listed(self, table: str, key: str) -> tuple[str, ...]:
        """The words of one key of one table."""
        return self.table(table).get(key, ())

    def every(self, table: str) -> tuple[str, ...]:
        """The words of a table, whatever their keys."""
        return tuple(word for listed in self.table(table).values() for word in listed)


@dataclass(frozen=True, slots=True)
class Pack:
    """All data of one language."""

    tag: str
    meta: Mapping[str, Any] = field(hash=False)
    sections: Mapping[str, Section] = field(hash=False)

    def __getitem__(self, name: str) -> Section:
        return self.sections[name]


@dataclass(frozen=True, slots=True)
class EventType:
    """A row of `event_types/`, mapped to a PLOVER category and mode."""

    name: str
    label: str
    plover: str
    roles: tuple[str, ...]
    about: str
    joins: str
    """How far two mentions without a time may be joined: `place` or `actor`."""
    named_by: str
    """What an event is called after: its `parties`, or the `words` of the report."""


@dataclass(frozen=True, slots=True)
class Packs:
    """Everything loaded: packs by tag and event types by name."""

    langs: Mapping[str, Pack] = field(hash=False)
    event_types: Mapping[str, EventType] = field(hash=False)
    source: str

    def shared(self) -> Pack:
        """The data that all languages share."""
        return self.langs[NO_LANGUAGE]

    def readable(self) -> tuple[str, ...]:
        """Tags of the languages that can be read."""
        return tuple(tag for tag in self.langs if tag != NO_LANGUAGE)


@lru_cache(maxsize=4)
def load_packs(root: Path = HERE) -> Packs:
    """All packs and event types under `root`.

    Raises:
        PackError: the data is broken. The first fault is raised; all of them are
            in the notes of the error, one a line.
    """
    faults: list[PackError] = []
    types = {t.name: t for t in _event_types(root / "event_types", faults)}
    langs = {}
    for folder in sorted(p for p in (root / "lang").iterdir() if p.is_dir()):
        pack = _pack(folder, faults)
        langs[pack.tag] = pack
        _check_types(pack, types, faults)
    if faults:
        for fault in faults[1:]:
            faults[0].add_note(str(fault))
        raise faults[0]
    return Packs(langs, types, str(root))


def expand(word: str) -> Iterator[str]:
    """The forms that `stem|suffix|suffix rest` is short for, the stem first."""
    stem, *suffixes = word.split("|")
    if not suffixes:
        yield stem
        return
    last, _, rest = suffixes[-1].partition(" ")
    rest = f" {rest}" if rest else ""
    for suffix in ("", *suffixes[:-1], last):
        yield stem + suffix + rest


def _event_types(folder: Path, faults: list[PackError]) -> Iterator[EventType]:
    for path in sorted(folder.glob("*.toml")):
        data, _ = _parse(path, faults)
        where = f"event_types/{path.name}"
        unknown = set(data) - TYPE_KEYS
        missing = {"name", "label", "plover"} - set(data)
        for key in sorted(unknown | missing):
            wrong = "unknown key" if key in unknown else "missing key"
            faults.append(PackError(where, 1, f"{wrong} '{key}'", "see docs/packs.md"))
        yield EventType(
            name=str(data.get("name", path.stem)),
            label=str(data.get("label", "")),
            plover=str(data.get("plover", "")),
            roles=tuple(data.get("roles", ())),
            about=str(data.get("about", "")),
            joins=str(data.get("joins", "place")),
            named_by=str(data.get("named_by", "words")),
        )


def _pack(folder: Path, faults: list[PackError]) -> Pack:
    meta, _ = _parse(folder / "pack.toml", faults)
    sections = {}
    for name in FILES:
        path = folder / f"{name}.toml"
        where = f"{folder.name}/{path.name}"
        data, lines = _parse(path, faults) if path.exists() else ({}, [])
        sections[name] = _section(where, name, data, lines, faults)
    return Pack(folder.name, meta, sections)


def _parse(path: Path, faults: list[PackError]) -> tuple[dict[str, Any], list[str]]:
    where = f"{path.parent.name}/{path.name}"
    try:
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        return tomllib.loads(text), text.splitlines()
    except OSError as error:
        faults.append(PackError(where, 1, error.strerror or "cannot be read"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(PackError(where, 1, str(error), "mend the TOML"))
    return {}, []


def _section(
    where: str,
    name: str,
    data: dict[str, Any],
    lines: list[str],
    faults: list[PackError],
) -> Section:
    words, case = {}, set()
    for table, rows in data.get("words", {}).items():
        if rows.get("case") is True:
            case.add(table)
        words[table] = {
            # Shapes are patterns, in which "|" has its own meaning.
            key: tuple(listed)
            if table == "shape"
            else tuple(form for word in listed for form in expand(word))
            for key, listed in rows.items()
            if key != "case"
        }
    rules = tuple(_rules(where, name, data.get("rule", []), lines, faults))
    examples = tuple(_examples(where, data, lines, 0))
    is_checked = name in {"cues", "events", "status"} and not where.startswith("und/")
    if words and is_checked and not examples:
        faults.append(PackError(where, 1, "no examples", "add yes and no lists"))
    parts = {key: str(part) for key, part in data.get("parts", {}).items()}
    return Section(where, words, parts, frozenset(case), rules, examples)


def _rules(
    where: str,
    name: str,
    rows: list[dict[str, Any]],
    lines: list[str],
    faults: list[PackError],
) -> Iterator[Rule]:
    heads = [n for n, text in enumerate(lines, 1) if text.strip() == "[[rule]]"]
    for row, line in zip(rows, heads, strict=False):
        for key in ("name", "yes", "no"):
            if not row.get(key):
                told = f"add: {key} = [...]"
                faults.append(PackError(where, line, f"rule has no '{key}'", told))
        for key in sorted(set(row) - RULE_KEYS[name] - {"name", "yes", "no"}):
            known = ", ".join(sorted(RULE_KEYS[name]))
            wrong = f"unknown key '{key}' in rule"
            faults.append(PackError(where, line, wrong, f"known keys: {known}"))
        fields = {k: str(v) for k, v in row.items() if not isinstance(v, list)}
        examples = tuple(_examples(where, row, lines, line))
        yield Rule(str(row.get("name", "")), where, line, fields, examples)


def _examples(
    where: str, row: dict[str, Any], lines: list[str], after: int
) -> Iterator[Example]:
    for key in ("yes", "no"):
        for text in row.get(key, []):
            yield Example(text, where, _line_of(text, lines, after), key == "no")


def _line_of(text: str, lines: list[str], after: int) -> int:
    # TOML loses line numbers; an example is found again by its first characters.
    probe = text[:24].replace("\\", "\\\\").replace('"', '\\"').split("\n")[0]
    for number in range(after, len(lines)):
        if probe in lines[number] or text[:24] in lines[number]:
            return number + 1
    return after or 1


def _check_types(
    pack: Pack, types: Mapping[str, EventType], faults: list[PackError]
) -> None:
    section = pack["events"]
    for name in section.words:
        if name not in types and name not in NO_EVENT_TYPES:
            known = ", ".join(sorted(types))
            wrong = f"unknown event type '{name}'"
            faults.append(PackError(section.path, 1, wrong, f"known: {known}"))
