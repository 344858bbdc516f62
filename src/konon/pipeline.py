"""The file to read first: the stages of konon, called in order.

    report -> blocks -> sentences -> times, names, cues -> attributions
           -> event mentions -> events and claims of the report

Reading one report is a pure function: text in, claims out. It touches neither clock nor
network nor disk, and gives the same for the same. What many reports say of one event is
woven in `konon.weave`; only `store`, `read.archives` and `www` touch the outside.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from konon.model import Block, Published, Reading, Report, Timex, Unresolved
from konon.packs import Pack, Packs, load_packs
from konon.read.blocks import split_blocks, split_paragraphs
from konon.read.language import nearest_language
from konon.read.places import Attributed, within
from konon.read.reports import Draft, make_report
from konon.read.sentences import split_sentences
from konon.read.stamps import parse_published
from konon.spot.cues import spot_cues
from konon.spot.entities import link_entities, with_entity_names
from konon.spot.events import spot_events
from konon.spot.glued import parted
from konon.spot.names import spot_names
from konon.spot.network import Network
from konon.spot.parties import spot_parties
from konon.spot.times import spot_times
from konon.spot.vocabulary import vocabulary_of
from konon.state.anchors import anchor_at_saying
from konon.state.attributions import attribute
from konon.state.candidates import Article
from konon.state.casting import Roll
from konon.state.claims import make_claims
from konon.state.happenings import find_happenings
from konon.state.joins import Group, join_mentions
from konon.state.judges import Judges, judges_of
from konon.state.open_words import spot_open_words
from konon.state.page import Page
from konon.state.pronouns import stand_ins, with_meant
from konon.state.quotations import quotations
from konon.state.sights import Columns, Sight, columns_of
from konon.state.tokens import paragraphs
from konon.state.unspoken import find_unspoken


def read_text(
    text: str,
    *,
    published: str = "",
    outlet: str = "",
    title: str = "",
    url: str = "",
    lang: str = "",
) -> Reading:
    """All that one text says, in the words of `konon.model`.

    `published` is an ISO 8601 date or stamp; without it, relative times stay open.

    Raises:
        ReportError: there is no text.
    """
    packs = load_packs()
    draft = Draft(
        "text",
        text,
        url=url,
        outlet=outlet,
        published=published,
        lang=lang,
        title=title,
    )
    return read_report(make_report(draft, packs), packs)


def read_report(report: Report, packs: Packs) -> Reading:
    """All that one report says: blocks, times, names, attributions, events, claims.

    A report in a language without a pack is kept and said to be so; it has no claims.
    """
    pack = packs.langs.get(report.lang)
    if pack is None or pack is packs.shared():
        reason = f"no language pack reads this text (language: {report.lang})"
        return Reading(report, notes=(Unresolved(reason),))
    glued = parted(report.text, vocabulary_of(pack), pack)
    if glued is None:
        return _read(report, pack, packs)
    reading = _read(replace(report, text=glued.text), pack, packs)
    return replace(glued.back(reading), report=report)


def _read(report: Report, pack: Pack, packs: Packs) -> Reading:
    """All that a report says whose words stand apart."""
    judges = judges_of(pack)
    knows, network = (judges.knows, judges.network) if judges else (None, None)
    article = study(report, pack, packs.shared(), knows)
    if network is not None:
        article = with_sight(article, network)
    text, sentences, told = article.text, article.sentences, article.told

    groups = joined_mentions(article, judges)
    page = Page(
        text,
        sentences,
        article.attributions,
        article.cues,
        groups,
        pack,
        Attributed(told),
        article.anchor,
        judges,
        Roll(article.title, text, (*article.mentions, *article.parties), told),
    )
    events, claims = make_claims(page, packs)

    notes = (
        []
        if article.anchor
        else [Unresolved("no publication time: relative times are open")]
    )
    return Reading(
        report,
        article.blocks,
        sentences,
        article.times,
        article.mentions,
        article.entities,
        article.attributions,
        events,
        claims,
        find_unspoken(
            text,
            sentences,
            article.quotes,
            article.mentions,
            article.attributions,
            pack,
        ),
        tuple(notes),
    )


def joined_mentions(article: Article, judges: Judges | None) -> tuple[Group, ...]:
    """The event mentions of a report, those of one event together."""
    found = find_happenings(article, judges)
    spans = [article.sentences[mention.sentence].span for mention in found]
    nearby = [within(article.mentions, span) for span in spans]
    return join_mentions(found, nearby, judges, article.sight)


def study(
    report: Report, pack: Pack, shared: Pack, knows: Callable[[str], bool] | None
) -> Article:
    """All stages up to attributions: what events and claims are made from.

    `knows` tells which words beside the listed ones may name an event; else none.
    """
    text, outlet, anchor = report.text, report.outlet, anchor_of(report)
    blocks = split_blocks(report, (pack, shared))
    sentences = split_sentences(text, blocks, report.lang, pack)
    times = spot_times(text, sentences, anchor, pack, shared)
    mentions = spot_names(text, sentences, times, pack, shared)
    mentions, entities = link_entities(text, mentions, pack, shared)
    cues = spot_cues(text, sentences, pack, shared)
    words = vocabulary_of(pack)
    tokens = tuple(paragraphs(text, sentences, mentions, times, cues, words))
    triggers = spot_events(text, sentences, pack, shared)
    others = spot_open_words(text, tokens, triggers, pack, knows) if knows else ()
    triggers = tuple(sorted((*triggers, *others), key=lambda t: t.span))

    quotes = quotations(text, sentences)
    attributions = attribute(
        text,
        sentences,
        tokens,
        mentions,
        entities,
        times,
        cues,
        quotes,
        outlet,
        anchor,
        pack,
    )
    told = tuple(a for a in attributions if a.tells)
    times = anchor_at_saying(text, times, told, quotes, anchor, pack, shared)
    mentions = with_entity_names(mentions, {e.id: e.name for e in entities})
    parties = spot_parties(text, sentences, mentions, pack)
    mentions = with_meant(mentions, told, entities, text, pack)
    parties = with_meant(parties, told, entities, text, pack, mentions)
    pronouns = stand_ins(text, sentences, mentions, told, quotes, pack)
    return Article(
        text,
        report.title,
        blocks,
        sentences,
        tokens,
        triggers,
        mentions,
        entities,
        times,
        cues,
        quotes,
        attributions,
        told,
        anchor,
        pack,
        tuple(sorted((*parties, *pronouns), key=lambda mention: mention.span)),
    )


def with_sight(article: Article, network: Network) -> Article:
    """The same with what a network sees in it: the models of events are told."""
    columns = shown(article)
    return replace(article, sight=Sight(network, columns, article.paragraphs))


def shown(article: Article) -> Columns:
    """What a network is shown of a report."""
    return columns_of(
        article.title,
        article.text,
        article.paragraphs,
        article.sentences,
        article.times,
        article.triggers,
        article.anchor,
        article.pack,
    )


def tag_times(text: str, *, published: str = "", lang: str = "") -> tuple[Timex, ...]:
    """The time expressions of any text, in order: konon as a temporal tagger alone.

    Each has its `span` (code points), the TIMEX3 `type`, `value` and `mod`, `bounds`
    (first and last day allowed, and EDTF) or the reason why it has none, and the `rule`
    that read it. `published` is the day that "tomorrow" is counted from, ISO 8601;
    `lang` a readable language, else the one that the text is likest to.

    >>> from konon import tag_times
    >>> text = "Talks will open in late May. The vote was on Monday, officials said."
    >>> for timex in tag_times(text, published="2026-04-30"):
    ...     print(timex.span.of(text), timex.value, timex.bounds.edtf, sep=" | ")
    late May | 2026-05 | 2026-05-21~/2026-05-31~
    Monday | 2026-04-27 | 2026-04-27
    """
    packs = load_packs()
    tag = lang.split("-")[0].casefold()
    pack = packs.langs[
        tag if tag in packs.readable() else nearest_language(text, packs)
    ]
    found = parse_published(published, "given", pack.tag)
    anchor = found.instant.date() if isinstance(found, Published) else None
    blocks = [Block("body", span, "all of it") for span in split_paragraphs(text)]
    sentences = split_sentences(text, blocks, pack.tag, pack)
    return spot_times(text, sentences, anchor, pack, packs.shared())


def anchor_of(report: Report) -> date | None:
    """The day that relative times of a report are read against."""
    if isinstance(report.published, Published):
        return report.published.instant.date()
    return None
