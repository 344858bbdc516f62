"""Blocks: what is news and what is furniture."""

from make import reading


def kinds(text: str, **given: str) -> list[tuple[str, str]]:
    """Kind and words of each block of a text."""
    done = reading(text, **given)
    return [(b.kind, b.span.of(text)) for b in done.blocks]


def test_related_line_is_kept_and_makes_no_claim() -> None:
    """A "Baca Juga" line is a block of its own, and its event is nobody's."""
    text = (
        "Wali kota akan membuka pasar pada 20 Juni.\n"
        "Baca Juga: Presiden Akan Kunjungi Hanoi Pekan Depan\n"
        "Pasar itu luas."
    )
    done = reading(text)
    assert ("related", text.split("\n")[1]) in kinds(text)
    assert "Hanoi" not in "".join(claim.evidence.of(text) for claim in done.claims)


def test_caption_is_never_body() -> None:
    """A caption with a credit is a caption, also between paragraphs."""
    text = "Rapat dimulai.\nPeserta rapat di Istana (Dok. Humas)\nRapat selesai."
    assert [kind for kind, _ in kinds(text)] == ["body", "caption", "body"]


def test_dateline_is_cut_from_its_paragraph() -> None:
    """Place and outlet in front of the lead are a dateline, the rest is body."""
    text = "KABARCONTOH.ID, BANDUNG - Hujan turun sejak pagi."
    assert kinds(text) == [
        ("dateline", "KABARCONTOH.ID, BANDUNG -"),
        ("body", "Hujan turun sejak pagi."),
    ]


def test_heading_of_a_list_takes_its_headlines_along() -> None:
    """Lines in title case under "Baca juga:" belong to it, running text does not."""
    text = "Hujan turun.\nBaca juga:\nPasar Baru Dibuka Pekan Ini\nWarga pulang awal."
    assert [kind for kind, _ in kinds(text)] == ["body", "related", "related", "body"]


def test_line_broken_by_a_link_is_one_paragraph() -> None:
    """A name that stood in a tag of its own goes back into its sentence."""
    text = "Menurut laporan\nReuters\n, rapat itu batal."
    assert len(kinds(text)) == 1


def test_hard_wrapped_wire_is_read_in_paragraphs() -> None:
    """Lines of an old wire are joined; an indent opens a paragraph."""
    text = (
        "The finance minister of the island will meet its donors\n"
        "in May, his office said on Tuesday, after many months\nof delay.\n"
        "    The talks will take two days and will be held in the\n"
        "capital of the island, the office said.\n Reuter"
    )
    found = kinds(text, lang="en")
    assert [kind for kind, _ in found] == ["body", "body", "creditline"]


def test_tags_behind_initials_are_no_body() -> None:
    """Tags under a reporter's initials are furniture with them."""
    text = "Rapat selesai pada sore hari.\n(abc/def)\nrapat\npasar"
    assert {kind for kind, _ in kinds(text)[1:]} == {"byline"}


def test_line_that_repeats_the_title_is_a_headline() -> None:
    """The title inside the text is a headline, not a claim told twice."""
    text = "Pasar Dibuka Besok\nWali kota membuka pasar besok."
    assert kinds(text, title="Pasar dibuka besok")[0][0] == "headline"
