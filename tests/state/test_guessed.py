"""Attributions by the models: whose words they are, and what the rules know better."""

import pytest

from konon.model import Attribution
from make import reading


def told(text: str, lang: str = "en") -> list[Attribution]:
    """The attributions of a text."""
    return list(reading(text, lang=lang).attributions)


def chains(text: str, lang: str = "en") -> list[tuple[str, ...]]:
    """The chain of each attribution, by names."""
    return [tuple(link.name for link in a.chain) for a in told(text, lang)]


def test_a_verb_that_no_table_lists_is_a_cue() -> None:
    """The model knows cues from what stands around them."""
    text = 'Ann Sample tweeted that the road "will never be shut again".'
    assert chains(text) == [("Ann Sample",)]


def test_a_name_that_says_more_is_not_the_source() -> None:
    """ "Sources close to Ann Sample" are not Ann Sample."""
    text = "Sources close to Deputy Mayor Ann Sample said the road was shut."
    ((name,),) = chains(text)
    assert name.startswith("Sources close to")


def test_all_words_for_an_unnamed_source_are_its_name() -> None:
    """The office of a spokesman stays with him."""
    text = "A spokesman for the Harbour Ministry said no date had been set."
    assert chains(text) == [("A spokesman for the Harbour Ministry",)]


def test_a_person_before_a_country() -> None:
    """ "The Ambassador to Peking Ana Valdez" is called by her name."""
    text = (
        "The pact will be signed, the Portuguese Ambassador to Peking Ana Valdez said."
    )
    assert chains(text)[0][-1] == "Ana Valdez"


def test_nobody_stands_behind_hearsay() -> None:
    """Of whom something is rumoured, that one said nothing."""
    text = "Danantara dikabarkan sedang menjajaki pembelian saham perusahaan itu."
    assert all(chain == () for chain in chains(text, "id"))


@pytest.mark.parametrize(
    "text",
    [
        "Budi Santika disebut memerintahkan Ani merendam ponselnya.",
        "Budi juga disebut meminta stafnya pergi.",
        "Budi diduga memerintahkan stafnya pergi.",
    ],
)
def test_of_whom_it_is_said_says_nothing(text: str) -> None:
    """ "Disebut memerintahkan": the order is told of him, by nobody who is named."""
    found = told(text, "id")
    assert found
    assert all(attribution.chain == () for attribution in found)


def test_a_relay_keeps_its_outlet() -> None:
    """ "Mengutip laporan Bloomberg, X ...": Bloomberg says so, not X."""
    text = "Mengutip laporan Bloomberg, Danantara sedang menjajaki peluang investasi."
    assert chains(text, "id") == [("Bloomberg",)]


def test_of_whom_it_is_said_in_the_first_person_nobody_is_named() -> None:
    """ "Kami" inside a quotation is its speaker, no source of its own."""
    text = '"Kami berharap jembatan itu selesai Juli," ujar Budi Santika.'
    names = {name for chain in chains(text, "id") for name in chain}
    assert names == {"Budi Santika"}


def test_a_quotation_keeps_its_marks_and_lines() -> None:
    """What a rule sees of a quotation over lines is not cut by the model."""
    text = "”Kami sudah siap.\nTimnya lengkap,” kata Budi Santika di Demak."
    (found,) = told(text, "id")
    assert found.content[0].of(text) == "”Kami sudah siap.\nTimnya lengkap,”"


def test_content_ends_before_a_main_clause() -> None:
    """ "Meskipun A mengatakan B, C": C is not A's."""
    text = "Meskipun Budi Santika menyatakan rapat penting, belum ada tanggal."
    (found,) = told(text, "id")
    assert "belum ada tanggal" not in found.content[0].of(text)


def test_what_somebody_did_tells_nothing_of_an_event() -> None:
    """An attitude is counted as a source's, and gives no claim its chain."""
    text = "Leaders of four parties have agreed to meet on Friday."
    done = reading(text, lang="en", published="2026-04-29")
    assert all(not a.tells for a in done.attributions)
    assert [claim.chain for claim in done.claims] == [()]


def test_relative_pronoun_is_who_stands_before_it() -> None:
    """ "Ann Sample, who has vowed ...": nobody is called "who"."""
    text = (
        "Prime Minister Ann Sample, who has vowed to push through the tax, told "
        "reporters the vote will be held on Monday."
    )
    chains = [[link.name for link in found.chain] for found in told(text, "en")]
    assert chains
    assert all(chain == ["Ann Sample"] for chain in chains)


@pytest.mark.parametrize("text", ["Ann said.", '"', "said", "Kata dia.", "ujarnya"])
def test_scraps_say_nothing(text: str) -> None:
    """Without content there is no attribution."""
    for lang in ("en", "id"):
        assert all(a.content for a in told(text, lang))


def test_every_attribution_without_a_source_says_why() -> None:
    """Nobody named, with the reason."""
    text = 'Hujan dikabarkan akan turun besok. "Tenang saja," ujarnya.'
    for found in told(text, "id"):
        if not found.chain:
            assert "nobody" in found.rule or "no source" in found.rule


def test_who_is_named_behind_an_office_speaks() -> None:
    """ "The lawyer of A and B, C, said": C said so."""
    text = (
        "Kuasa hukum Budi Santika dan Rudi Pekerti, Minola Sebayang, mengatakan "
        "sidang itu ditunda."
    )
    assert chains(text, "id")[0][-1] == "Minola Sebayang"


@pytest.mark.parametrize(
    "text",
    [
        "Some brokers said rates may rise. Ann Sample spoke of a fall. He said so too.",
        "The survey said rates may rise. Budi Hale was silent. Later he said so too.",
    ],
)
def test_he_is_one_person(text: str) -> None:
    """Neither several people nor a paper is "he"."""
    assert chains(text)[-1] in {("Ann Sample",), ("Budi Hale",)}


def test_its_is_nobody_who_speaks() -> None:
    """Of "its previously announced plan" nobody is the source."""
    text = (
        "Wira Utama Corp said the ratio for its previously announced acquisition of "
        "Lestari Corp has been set."
    )
    assert chains(text) == [("Wira Utama Corp",)]


def test_a_paper_of_a_body_is_what_says_so() -> None:
    """ "A Foreign Ministry statement" is no ministry, and "it" may mean that."""
    text = "A Foreign Ministry statement said no date was set. It said talks were on."
    (first,), (again,) = (a.chain for a in told(text))
    assert (first.name, first.kind) == ("A Foreign Ministry statement", "document")
    assert again.name == first.name


def test_somebody_says_what_another_told() -> None:
    """Who is quoted by somebody else stands inside of the chain."""
    text = (
        "Sources close to Deputy Mayor Ann Sample said Binty told them she would "
        "announce her resignation next week."
    )
    assert chains(text)[-1] == ("Binty",)
    claims = reading(text, lang="en").claims
    assert [link.name for link in claims[-1].chain][1:] == ["Binty"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Budget Rent a Car Corp said it will file in May.", "Budget Rent a Car Corp"),
        (
            "Central and South West Corp said it will pay.",
            "Central and South West Corp",
        ),
        ("Chairman of Acme Corp said he will resign in May.", "Acme Corp"),
        ("Alex Hale and Sons Inc said it will merge.", "Alex Hale and Sons Inc"),
        (
            "U.S. government and farm group representatives said a ruling is due.",
            "U.S. government and farm group representatives",
        ),
    ],
)
def test_a_name_that_a_tagger_cut_is_whole_as_a_source(text: str, source: str) -> None:
    """All words for a source that are written as one name are that name."""
    assert chains(text)[0] == (source,)


def test_it_is_the_company_where_no_body_has_a_name() -> None:
    """ "The trucking company said ... It said ..." is one source."""
    text = "The trucking company said it lost money. It said results may improve."
    assert len({chain for chain in chains(text) if chain}) == 1
    assert all(chains(text))


def test_who_only_agreed_is_not_it() -> None:
    """ "It said" goes on with who spoke, not with who did something else."""
    text = (
        "Wira Utama Corp said it and Lestari Corp agreed to build a mill. "
        "It said the mill will open in May."
    )
    assert chains(text)[-1] == ("Wira Utama Corp",)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ardent Corp, a unit of Vale Inc, said it will close in May.", "Ardent Corp"),
        ("Ardent Corp <ARD.O>, parent of Vale Inc, said it will close.", "Ardent Corp"),
        ("Orion, the merchant arm of Bank of Vale, said it will close.", "Orion"),
        ("Sample, chairman of Ardent Corp, said it will close in May.", "Sample"),
        # A person behind the comma speaks.
        ("Ardent Corp, through its head Ann Sample, said it will close.", "Ann Sample"),
    ],
)
def test_what_somebody_is_does_not_speak(text: str, source: str) -> None:
    """Behind the comma stands whose unit it is, not who said it."""
    assert chains(text)[-1] == (source,)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Media Italia menyebut Inter akan membeli Ali.", "Media Italia"),
        ("Militer Israel mengatakan serangan akan berlanjut.", "Militer Israel"),
        ('"Kami siap," ujar pembalap asal Spanyol.', "pembalap asal Spanyol"),
        (
            "EasyFeri, salah satu operator terbesar, mengonfirmasi bahwa feri batal.",
            "EasyFeri",
        ),
    ],
)
def test_a_country_that_only_tells_where_does_not_speak(text: str, source: str) -> None:
    """ "Media Italia" are media, not Italy."""
    assert chains(text, "id")[-1] == (source,)


def test_a_plan_is_no_source() -> None:
    """ "Menurut rencana" is "as planned"."""
    assert chains("Menurut rencana, sidang akan digelar Juli.", "id") == []


@pytest.mark.parametrize(
    ("who", "source"),
    [
        ("pelatih asal Belanda itu", "Gerald Santosa"),
        ("seorang warga asal Bone", "seorang warga asal Bone"),
    ],
)
def test_where_somebody_is_from_may_call_them(who: str, source: str) -> None:
    """ "Pelatih asal Belanda itu" is the one who spoke; "seorang warga" is new."""
    text = (
        "Pelatih Gerald Santosa mengatakan laga akan digelar Juli. "
        f'"Kami siap," ujar {who}.'
    )
    assert chains(text, "id")[-1] == (source,)
