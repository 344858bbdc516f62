"""Who quotes whom."""

import pytest

from make import reading


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "Tehran Radio quoted Ann Sample as saying talks will be held in August.",
            ["Tehran Radio", "Ann Sample"],
        ),
        # What is inserted carries nothing, but for a name.
        (
            "Tehran Radio, monitored in London, quoted Ann Sample as saying that talks "
            "will be held in August.",
            ["Tehran Radio", "Ann Sample"],
        ),
        (
            "The Iranian news agency, IRNA, quoted Ann Sample as saying talks will be "
            "held in August.",
            ["IRNA", "Ann Sample"],
        ),
        (
            "Ann Sample was quoted by Tehran Radio as saying talks will open in May.",
            ["Tehran Radio", "Ann Sample"],
        ),
        (
            "The Ohio Free Press, quoting union officials, said the plant will close.",
            ["Ohio Free Press", "union officials"],
        ),
        (
            "Tehran Radio reported, quoting union officials, that talks will open.",
            ["Tehran Radio", "union officials"],
        ),
        # Who cites costs cites nobody.
        (
            "Ardent Corp, citing weak demand, said the plant will close in May.",
            ["Ardent Corp"],
        ),
        # Nobody carries it where nobody is told to.
        (
            "Ann Sample was quoted as saying talks will be held in August.",
            ["Ann Sample"],
        ),
        (
            "The ministry quoted its own officials as saying talks will open in May.",
            ["The ministry", "its own officials"],
        ),
    ],
)
def test_both_links_are_told(text: str, chain: list[str]) -> None:
    """Who passes the words on stands outermost."""
    done = reading(text, lang="en")
    assert [[x.name for x in a.chain] for a in done.attributions] == [chain]
    assert [[x.name for x in c.chain] for c in done.claims] == [chain]


def test_a_quotation_may_stand_in_front() -> None:
    """'"...," IRNA quoted him as saying': whoever spoke before."""
    text = (
        "Ann Sample said talks had begun. "
        '"They will go on in August," IRNA quoted her as saying.'
    )
    item = reading(text, lang="en").attributions[-1]
    assert [link.name for link in item.chain] == ["IRNA", "Ann Sample"]
    assert item.content[0].of(text) == '"They will go on in August,"'


@pytest.mark.parametrize(
    "text",
    [
        "Reuters melaporkan, mengutip pejabat Iran, bahwa rapat akan digelar Minggu.",
        "Reuters, mengutip pejabat Iran, melaporkan rapat akan digelar Minggu.",
    ],
)
def test_who_cites_stands_first_in_indonesian(text: str) -> None:
    """The chain goes from who passes it on to who said it, wherever each stands."""
    (one,) = reading(text, lang="id").attributions
    assert [link.name for link in one.chain] == ["Reuters", "pejabat Iran"]
    assert one.content[0].of(text).startswith(("bahwa rapat", "rapat"))
