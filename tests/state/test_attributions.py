"""Attributions and chains."""

import pytest

from make import reading


def chains(text: str, lang: str = "id", **given: str) -> list[tuple[str, ...]]:
    """The chain of each attribution, by names."""
    done = reading(text, lang=lang, **given)
    return [tuple(link.name for link in a.chain) for a in done.attributions]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Menteri Budi Santika mengatakan rapat itu batal.", ("Budi Santika",)),
        ('"Rapat itu batal," kata Budi Santika.', ("Budi Santika",)),
        ("Menurut Budi Santika, rapat itu batal.", ("Budi Santika",)),
        ("Rapat itu batal, menurut Budi Santika.", ("Budi Santika",)),
        ("Dilansir dari Reuters, rapat itu batal.", ("Reuters",)),
        (
            "Dilansir dari Reuters, Budi Santika mengatakan rapat batal.",
            ("Reuters", "Budi Santika"),
        ),
        (
            '"Rapat batal," kata Budi Santika kepada Reuters.',
            ("Reuters", "Budi Santika"),
        ),
        ('"Rapat batal," kata Budi Santika kepada wartawan.', ("Budi Santika",)),
        (
            "Seorang pejabat di Hanoi yang dihubungi Reuters mengatakan rapat batal.",
            ("Reuters", "Seorang pejabat di Hanoi"),
        ),
        ("Budi Santika menolak berkomentar.", ("Budi Santika",)),
        (
            "Permintaan kepada Kementerian Luar Negeri tidak mendapat balasan.",
            ("Kementerian Luar Negeri",),
        ),
    ],
)
def test_indonesian_chain(text: str, chain: tuple[str, ...]) -> None:
    """Each way of attributing in Indonesian gives its chain, outermost first."""
    assert chains(text) == [chain]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The talks are off, Finance Minister Ann Sample said.", ("Ann Sample",)),
        ("Finance Minister Ann Sample said the talks are off.", ("Ann Sample",)),
        ('"The talks are off," said Ann Sample.', ("Ann Sample",)),
        ("According to Ann Sample, the talks are off.", ("Ann Sample",)),
        ("Army Chief of Staff Jon Sample said the talks are off.", ("Jon Sample",)),
        ("Ann Sample told Reuters the talks are off.", ("Reuters", "Ann Sample")),
        ("The Foreign Ministry declined to comment.", ("Foreign Ministry",)),
        ("Ann Sample denied that the talks are off.", ("Ann Sample",)),
    ],
)
def test_english_chain(text: str, chain: tuple[str, ...]) -> None:
    """Each way of attributing in English gives its chain."""
    found = chains(text, "en")
    assert [tuple(n.removeprefix("The ") for n in c) for c in found] == [chain]


def test_pronoun_is_the_last_speaker() -> None:
    """ "ujarnya" and "dia" are who spoke before."""
    text = '"Rapat batal," kata Budi Santika. "Hujan deras sekali," ujarnya.'
    assert chains(text) == [("Budi Santika",), ("Budi Santika",)]


@pytest.mark.parametrize(
    "passive",
    [
        "disampaikannya",
        "disampaikan olehnya",
        "disampaikan oleh dia",
        "disampaikan dia",
    ],
)
def test_pronoun_behind_a_passive_is_no_later_name(passive: str) -> None:
    """ "Hal itu disampaikannya di depan Panitia ...": the committee said nothing."""
    text = (
        "Menteri Budi Santika mengatakan rapat batal. "
        f"Hal itu {passive} saat menerima Panitia Lomba Masak Nusantara."
    )
    assert chains(text) == [("Budi Santika",), ("Budi Santika",)]


def test_pronoun_behind_a_passive_without_anyone_before_is_nobody() -> None:
    """Nobody spoke before "disampaikannya", so nobody is made up."""
    assert chains("Hal itu disampaikannya di depan Panitia Lomba Masak.") == []


def test_doctor_of_many_degrees_speaks() -> None:
    """Stops of "dr." and "Sp.A" keep neither speaker nor quotation from each other."""
    text = (
        '"Gejalanya mirip flu biasa," ujar dr. S.T. Wiranto, M.Ked(Ped), Sp.A, '
        "dikutip dari laman rumah sakit."
    )
    assert chains(text)[0][-1] == "S.T. Wiranto"


def test_in_what_part_it_was_said_is_no_content() -> None:
    """ "..., Sample Trust said as arranger": what was said stands before."""
    text = "The plant will close next month, Sample Trust said as arranger."
    (found,) = reading(text, lang="en").attributions
    assert [span.of(text) for span in found.content] == [
        "The plant will close next month"
    ]


def test_and_keeps_the_source_of_the_verb_before() -> None:
    """ "Sample predicted Congress will pass it and said": Congress said nothing."""
    text = "Ann Sample predicted Congress will pass the bill and said a veto is near."
    assert chains(text, "en") == [("Ann Sample",), ("Ann Sample",)]


def test_they_are_the_analysts() -> None:
    """ "They" are people without a name, not the one person who spoke last."""
    text = (
        "Ann Sample said the talks are off. Analysts said a new round was near. "
        "They said it would be held in May."
    )
    assert chains(text, "en") == [("Ann Sample",), ("Analysts",), ("Analysts",)]


@pytest.mark.parametrize(
    "text",
    [
        "Jepang sudah memastikan diri sebagai juara grup.",
        "Bek itu sepakat dan Wira Santika melanjutkan kontrak bersama klubnya.",
    ],
)
def test_verb_of_doing_is_no_speech(text: str) -> None:
    """ "Memastikan diri" makes sure, "melanjutkan kontrak" goes on: nobody speaks."""
    assert chains(text) == []


def test_that_official_is_the_one_told_before() -> None:
    """ "pejabat tersebut" takes over the chain of the official before."""
    text = (
        "Seorang pejabat yang dihubungi Reuters mengatakan rapat batal.\n"
        "Menurut pejabat tersebut, hujan turun."
    )
    assert chains(text)[1] == ("Reuters", "Seorang pejabat")


def test_own_outlet_is_no_link() -> None:
    """Everything comes through the report's outlet: it is not named again."""
    text = '"Rapat batal," kata Budi Santika kepada Kompas.com.'
    assert chains(text, outlet="kompas.com") == [("Budi Santika",)]


def test_asking_for_confirmation_is_no_confirmation() -> None:
    """ "saat dikonfirmasi" is a question, not an answer."""
    done = reading('"Rapat batal," kata Budi Santika saat dikonfirmasi.')
    assert [a.cue.act for a in done.attributions] == ["say"]


def test_day_of_saying_is_kept_apart() -> None:
    """The day on which somebody spoke is never the day of the event."""
    text = '"Rapat akan digelar di Hanoi," kata Budi Santika, Selasa (11/6/2024).'
    done = reading(text)
    assert done.attributions[0].said is not None
    assert done.attributions[0].said.value == "2024-06-11"
    assert [claim.gives.when for claim in done.claims] == [None]


def test_quotation_over_sentences_is_all_of_its_speaker() -> None:
    """The first sentence of a quotation has the source named behind the last."""
    text = '"Rapat akan digelar di Hanoi pada 20 Juni. Semua siap," kata Budi Santika.'
    (claim,) = reading(text).claims
    assert [link.name for link in claim.chain] == ["Budi Santika"]


def test_tomorrow_of_tuesday_is_wednesday() -> None:
    """A relative time inside dated speech counts from the day of speaking."""
    text = '"Rapat akan digelar besok di Hanoi," kata Budi Santika, Senin (10/6/2024).'
    (claim,) = reading(text).claims
    assert claim.gives.when is not None
    assert claim.gives.when.value == "2024-06-11"
    assert "day of saying" in claim.gives.when.why


def test_the_code_of_a_share_is_no_word() -> None:
    """A code between a name and "said" hides neither."""
    text = "Delmar Ferries <DELM.PA> said it plans to open a terminal in Ohio."
    assert chains(text, lang="en") == [("Delmar Ferries",)]


@pytest.mark.parametrize(
    "text",
    [
        "Libyan forces are reported to have left the harbour on Tuesday.",
        "The minister was said to have left the country on Monday.",
    ],
)
def test_whoever_is_reported_to_do_something_has_not_said_so(text: str) -> None:
    """ "The forces are reported to have left": nobody answers for it."""
    found = reading(text, lang="en").attributions
    assert found
    assert all(not attribution.chain for attribution in found)


def test_source_without_a_name_keeps_no_marks() -> None:
    """Reuters sets names without a share code in angle brackets."""
    text = "Officials of <Ardent Inc> said the sale is planned for June."
    (found,) = reading(text, lang="en").attributions
    assert [link.name for link in found.chain] == ["Officials of Ardent Inc"]


@pytest.mark.parametrize(
    ("text", "said", "content"),
    [
        ("said last week the port would shut.", "last week", "the port would shut."),
        ("said on Monday talks will go on.", "Monday", "talks will go on."),
        ("told reporters today it will shut.", "today", "it will shut."),
        # What the clause is about, and what is to come.
        ("said Monday was a holiday.", None, "Monday was a holiday."),
        ("said next week the port will shut.", None, "next week the port will shut."),
    ],
)
def test_a_time_behind_the_verb_is_of_saying(
    text: str, said: str | None, content: str
) -> None:
    """So English has it; it is no time of what is said."""
    done = reading(f"Ann Sample {text}", lang="en")
    (item,) = done.attributions
    assert (item.said and item.said.span.of(done.report.text)) == said
    assert [c.of(done.report.text).strip() for c in item.content] == [content]


@pytest.mark.parametrize(
    ("text", "chain", "content"),
    [
        # How somebody spoke is no source.
        (
            "Ardent Corp, in a filing with the Securities and Exchange Commission, "
            "said it will sell shares in August.",
            ["Ardent Corp"],
            "it will sell shares in August.",
        ),
        (
            "According to the Financial Times, Ann Sample said the port will close.",
            ["Financial Times", "Ann Sample"],
            "the port will close.",
        ),
        (
            "The port will close in August, officials said on condition of anonymity.",
            ["officials"],
            "The port will close in August",
        ),
    ],
)
def test_who_said_what_around_words_for_how(
    text: str, chain: list[str], content: str
) -> None:
    """Neither the source nor what it said holds how it was said."""
    done = reading(text, lang="en")
    item = done.attributions[-1]
    assert [c.of(done.report.text).strip() for c in item.content] == [content]
    assert [link.name for link in done.claims[0].chain] == chain
