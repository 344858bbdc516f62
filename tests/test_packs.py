"""Every example of every pack, and the loading of packs."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from konon.errors import PackError
from konon.model import Span
from konon.packs import Example, Rule, load_packs
from konon.read.blocks import split_blocks
from konon.spot.cues import spot_cues
from konon.spot.events import spot_events
from konon.spot.names import spot_names
from konon.spot.times import spot_times
from konon.state.status import spot_signs
from make import packs, report, sentence

SECTIONS = ("furniture", "times", "names", "cues", "events", "status")
BRACKETS = re.compile(r"(?<!\\)\[(.+?)\]")


def examples(section: str) -> list[pytest.param]:
    """Each example of a section in all packs; its id opens the right line."""
    return list(_examples(section))


def _examples(section: str) -> Iterator[pytest.param]:
    for tag, pack in packs().langs.items():
        for example in pack[section].examples:
            yield pytest.param(tag, None, example, id=f"{example.path}:{example.line}")
        for rule in pack[section].rules:
            for example in rule.examples:
                name = f"{example.path}:{example.line}"
                yield pytest.param(tag, rule, example, id=name)


def parsed(example: Example) -> tuple[str, Span, str, str]:
    """Text, bracketed span, what stands after `@`, what stands after `=>`."""
    body, _, result = example.text.partition(" => ")
    body, _, anchor = body.partition(" @ ")
    found = BRACKETS.search(body)
    assert found, f"no span in brackets: {example.text}"
    text = body[: found.start()] + found.group(1) + body[found.end() :]
    span = Span(found.start(), found.start() + len(found.group(1)))
    return text, span, anchor.strip(), result.strip()


@pytest.mark.parametrize(("tag", "rule", "example"), examples("times"))
def test_time_example(tag: str, rule: Rule, example: Example) -> None:
    """A rule of time finds what its `yes` shows, with that value, and no trap."""
    pack, shared = packs().langs[tag], packs().shared()
    if example.is_trap:
        found = spot_times(
            example.text, sentence(example.text), date(2024, 6, 12), pack, shared
        )
        assert rule.name not in [name for t in found for name in t.rule.split(" + ")]
        return
    text, span, anchor, result = parsed(example)
    times = spot_times(text, sentence(text), date.fromisoformat(anchor), pack, shared)
    value, mod = re.fullmatch(r"(.+?)(?: ([A-Z_]{3,}))?", result).groups()
    assert (span, value, mod or "") in [(t.span, t.value, t.mod) for t in times]


@pytest.mark.parametrize(("tag", "rule", "example"), examples("furniture"))
def test_furniture_example(tag: str, rule: Rule, example: Example) -> None:
    """A furniture rule knows its own lines and leaves sentences alone."""
    lang = "en" if tag == "und" else tag
    page = report(example.text, lang=lang)
    blocks = split_blocks(page, (packs().langs[lang], packs().shared()))
    named = [block.rule for block in blocks]
    if example.is_trap:
        assert rule.name not in named
    else:
        assert any(block.kind == rule.get("kind") for block in blocks)


@pytest.mark.parametrize(("tag", "rule", "example"), examples("names"))
def test_name_example(tag: str, rule: Rule, example: Example) -> None:
    """A rule of names finds its unnamed source, and none in its trap."""
    pack, shared = packs().langs[tag], packs().shared()
    if example.is_trap:
        text = example.text
        found = spot_names(text, sentence(text), (), pack, shared)
        assert "unnamed" not in [m.kind for m in found]
        return
    text, span, _, _ = parsed(example)
    found = spot_names(text, sentence(text), (), pack, shared)
    assert span in [m.span for m in found if m.kind == "unnamed"]


@pytest.mark.parametrize(("tag", "rule", "example"), examples("cues"))
def test_cue_example(tag: str, rule: Rule, example: Example) -> None:
    """A cue is found where it is one, and not in a trap."""
    pack, shared = packs().langs[tag], packs().shared()
    if example.is_trap:
        assert spot_cues(example.text, sentence(example.text), pack, shared) == ()
        return
    text, span, _, _ = parsed(example)
    assert span in [c.span for c in spot_cues(text, sentence(text), pack, shared)]


@pytest.mark.parametrize(("tag", "rule", "example"), examples("events"))
def test_event_example(tag: str, rule: Rule, example: Example) -> None:
    """An event word has its type, and a homograph none."""
    pack, shared = packs().langs[tag], packs().shared()
    if example.is_trap:
        assert spot_events(example.text, sentence(example.text), pack, shared) == ()
        return
    text, span, _, result = parsed(example)
    found = spot_events(text, sentence(text), pack, shared)
    assert (span, result) in [(t.span, t.type) for t in found]


@pytest.mark.parametrize(("tag", "rule", "example"), examples("status"))
def test_status_example(tag: str, rule: Rule, example: Example) -> None:
    """A status word gives its status, and a word that holds it as a part gives none."""
    pack = packs().langs[tag]
    if example.is_trap:
        signs = spot_signs(example.text, Span(0, len(example.text)), pack)
        assert [s for s in signs if s.status != "negated"] == []
        return
    text, span, _, result = parsed(example)
    signs = spot_signs(text, Span(0, len(text)), pack)
    assert (span, result) in [(s.span, s.status) for s in signs]


def test_loading_twice_gives_equal_packs() -> None:
    """Packs are values: two loads of the same data are equal."""
    again = load_packs.__wrapped__(Path(packs().source))
    assert again == packs()
    for tag, pack in again.langs.items():
        assert pack.sections == packs().langs[tag].sections


def broken(tmp_path: Path, file: str, text: str) -> PackError:
    """The error that packs with one broken file raise."""
    (tmp_path / "event_types").mkdir()
    (tmp_path / "event_types" / "visit.toml").write_text(
        'name = "visit"\nlabel = "visit"\nplover = "CONSULT/visit"\n', "utf-8"
    )
    (tmp_path / "lang" / "xx").mkdir(parents=True)
    (tmp_path / "lang" / "xx" / "pack.toml").write_text('tag = "xx"\n', "utf-8")
    (tmp_path / "lang" / "xx" / file).write_text(text, "utf-8")
    with pytest.raises(PackError) as caught:
        load_packs.__wrapped__(tmp_path)
    return caught.value


def test_rule_without_trap_does_not_load(tmp_path: Path) -> None:
    """A rule without a `no` example is refused, with its line."""
    text = '[[rule]]\nname = "x"\nfind = "x"\nyes = ["[x] @ 2024-01-01 => 2024"]\n'
    error = broken(tmp_path, "times.toml", text)
    assert str(error) == "xx/times.toml:1: rule has no 'no'; add: no = [...]"
    assert (error.path, error.line) == ("xx/times.toml", 1)


def test_unknown_event_type_does_not_load(tmp_path: Path) -> None:
    """Words for an event type that does not exist are an error, not a gap."""
    text = 'yes = ["[x] => y"]\nno = ["z"]\n[words.teleport]\nnoun = ["x"]\n'
    error = broken(tmp_path, "events.toml", text)
    assert "unknown event type 'teleport'; known: visit" in str(error)


def test_broken_toml_names_its_file(tmp_path: Path) -> None:
    """TOML that cannot be read is an error of its file."""
    assert broken(tmp_path, "cues.toml", "a = ").path == "xx/cues.toml"
