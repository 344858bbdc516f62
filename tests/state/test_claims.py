"""Events of a report and the claims about them."""

import pytest

from konon.model import Bounds, Timex
from make import reading, told


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Putin akan mengunjungi Vietnam pada 20 Juni 2024.", "announced"),
        ("Putin berencana mengunjungi Vietnam.", "planned"),
        ("Putin dikabarkan akan mengunjungi Vietnam.", "rumoured"),
        ("Kunjungan Putin ke Vietnam sedang dipersiapkan.", "preparing"),
        ("Tanggal kunjungan Putin ke Vietnam telah disepakati.", "date_agreed"),
        ("Kunjungan Putin ke Vietnam ditunda.", "postponed"),
        ("Kunjungan Putin ke Vietnam dibatalkan.", "cancelled"),
        ("Putin telah mengunjungi Vietnam pada 5 Juni 2024.", "happened"),
    ],
)
def test_status_ladder(text: str, status: str) -> None:
    """Each step of the ladder has its words."""
    (event,) = reading(text).events
    assert event.status == status


def test_two_countries_are_two_visits() -> None:
    """ "ke Korea Utara dan Vietnam" are two visits by one person."""
    done = reading("Putin akan melakukan kunjungan ke Korea Utara dan Vietnam.")
    assert [[p.name for p in e.places] for e in done.events] == [
        ["Korea Utara"],
        ["Vietnam"],
    ]


def test_conflicting_dates_stay_with_one_event() -> None:
    """Two dates for one visit are two claims about one event."""
    text = (
        "Putin akan mengunjungi Vietnam pada 19-20 Juni 2024.\n"
        "Vedomosti melaporkan Putin akan mengunjungi Vietnam pada awal Juli."
    )
    done = reading(text)
    (visit,) = (e for e in done.events if e.type == "visit")
    dates = {c.gives.when for c in done.claims if c.event == visit.id}
    assert len(dates) == 2


def test_past_visit_is_another_event() -> None:
    """A visit of last year is not the visit to come."""
    text = (
        "Kim akan mengunjungi Rusia pada 20 Juni 2024.\n"
        "Pada September tahun lalu Kim mengunjungi Rusia."
    )
    assert [e.status for e in reading(text).events] == ["announced", "happened"]


def test_future_is_never_happened() -> None:
    """A report older than the event cannot prove that it happened."""
    (event,) = reading("Sidang putusan digelar pada 20 Juni 2024.").events
    assert event.status in {"planned", "announced"}
    assert event.tense == "future"


def test_unnamed_official_does_not_announce() -> None:
    """What nobody accountable says is at most a plan."""
    (claim,) = reading(
        "Seorang pejabat mengatakan Putin akan mengunjungi Vietnam."
    ).claims
    assert claim.gives.status == "planned"


def test_habit_and_statistic_are_no_events() -> None:
    """ "setiap tahun" and "jumlah kunjungan wisatawan" make no agenda."""
    assert reading("Rapat itu akan digelar setiap tahun di Hanoi.").events == ()
    assert reading("Jumlah kunjungan wisatawan akan naik pada 2025.").events == ()


def test_no_comment_is_a_claim_without_content() -> None:
    """A refusal is kept as an act on the event, and gives nothing."""
    text = (
        "Putin akan mengunjungi Vietnam.\nKementerian Luar Negeri menolak berkomentar."
    )
    assert told(reading(text))[1] == (
        "visit: Putin, Vietnam | Kementerian Luar Negeri | decline | -"
    )


def test_no_date_yet_is_a_value() -> None:
    """ "belum ada tanggal pasti" is said of the visit, not left out."""
    text = "Belum ada tanggal pasti untuk kunjungan Putin ke Vietnam."
    (claim,) = reading(text).claims
    assert claim.gives.no_date


def test_topics_are_listed_one_by_one() -> None:
    """A list of topics is taken apart at its commas."""
    text = "Energi, pendidikan, dan perdagangan akan dibahas dalam kunjungan ke Hanoi."
    (claim,) = reading(text).claims
    assert [t.text for t in claim.gives.topics] == [
        "Energi",
        "pendidikan",
        "perdagangan",
    ]


def test_source_that_points_back_owns_the_sentence_before() -> None:
    """ "Informasi tersebut disampaikan oleh ..." attributes what stands before."""
    text = (
        "Putin akan mengunjungi Vietnam. "
        "Informasi tersebut disampaikan oleh surat kabar Vedomosti."
    )
    (claim,) = reading(text).claims
    assert [link.name for link in claim.chain] == ["Vedomosti"]
    assert claim.evidence.of(text) == text


def test_plan_of_no_listed_type_is_an_event() -> None:
    """It is one without a time as well, where somebody is said to do it."""
    (event,) = reading("Wali kota akan memindahkan pasar itu.").events
    assert event.when is None
    assert event.tense == "future"
    (event,) = reading("Wali kota akan memindahkan pasar itu pada 20 Juni.").events
    assert event.when is not None


def test_no_date_is_not_said_of_what_happened() -> None:
    """ "No date yet for that visit" is said of the visit to come, not of a past one."""
    text = (
        "Putin akan mengunjungi Korea Utara. "
        "Pada September 2023 Kim mengunjungi Rusia.\n"
        "Meskipun Kremlin menyatakan keinginan untuk bekerja sama dengan Korea Utara, "
        "belum ada tanggal pasti untuk kunjungan tersebut."
    )
    done = reading(text)
    (claim,) = [c for c in done.claims if c.gives.no_date]
    event = next(e for e in done.events if e.id == claim.event)
    assert [p.name for p in event.places] == ["Korea Utara"]
    assert claim.chain == ()


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Uji coba itu akan berlangsung hingga 30 Juni 2024.", "../2024-06-30"),
        ("Sanksi itu akan diberlakukan mulai 1 Juli 2024.", "2024-07-01/.."),
    ],
)
def test_open_end_stays_open(text: str, edtf: str) -> None:
    """ "hingga" and "mulai" are no day of the event, but a bound of it."""
    (claim,) = reading(text).claims
    assert claim.gives.when is not None
    assert isinstance(claim.gives.when.bounds, Bounds)
    assert claim.gives.when.bounds.edtf == edtf


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "id",
            "Kunjungan kenegaraan Presiden Budi Santika ke Hanoi akan dipersiapkan.",
        ),
        ("id", "Budi Santika akan mengunjungi Hanoi."),
        ("en", "Officials await Budi Santika's planned visit to Hanoi."),
        ("en", "A visit to Hanoi by President Budi Santika is planned."),
        ("en", "Budi Santika told the Sample Party to be ready for his trip to Hanoi."),
    ],
)
def test_doer_of_a_visit(lang: str, text: str) -> None:
    """Whose visit it is, is told before, behind, by "'s", by "by", or by a pronoun."""
    (event,) = reading(text, lang=lang).events
    # Who awaits it may be taken for one who comes along.
    assert "Budi Santika" in {actor.name for actor in event.actors}
    assert [place.name for place in event.places] == ["Hanoi"]


@pytest.mark.parametrize(
    ("text", "lang", "label", "actors"),
    [
        (
            "Pemilihan Gubernur Kalinusa akan digelar pada 27 November 2026.",
            "id",
            "Pemilihan Gubernur Kalinusa",
            [],
        ),
        (
            "The election of the Mayor of London will be held on 4 May 2028.",
            "en",
            "election of the Mayor of London",
            [],
        ),
        ("Japan's election will be held on 4 May 2028.", "en", "Japan", ["Japan"]),
        ("Rapat warga akan digelar pada 4 Mei 2028.", "id", "Rapat warga", ["warga"]),
    ],
)
def test_what_is_voted_on_does_not_act(
    text: str, lang: str, label: str, actors: list[str]
) -> None:
    """The office is no actor, and the label ends where the telling begins."""
    (event,) = reading(text, lang=lang).events
    assert [actor.name for actor in event.actors] == actors
    assert label in event.label


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("Garuda akan menjalani laga Kualifikasi Piala Asia 2027.", "id", None),
        (
            "Garuda akan menjalani laga Kualifikasi Piala Asia 2027 pada 5 Juni 2026.",
            "id",
            "2026-06-05",
        ),
        ("Garuda akan menjalani ulangan final 2023.", "id", None),
        ("Pemilu 2029 akan digelar serentak.", "id", "2029"),
        ("The group will meet at the Lakes Conference 2027.", "en", "2027"),
        ("The group will meet over the Lakes Charter 2027.", "en", None),
    ],
)
def test_year_of_a_name_dates_its_own_event_only(
    text: str, lang: str, value: str | None
) -> None:
    """A cup's year is no date of the match; an election's own year is one."""
    done = reading(text, lang=lang, published="2026-01-15")
    whens = [claim.gives.when for claim in done.claims]
    dated = {when.value for when in whens if isinstance(when, Timex)}
    assert dated == ({value} if value else set())


def test_sign_inside_a_name_is_no_sign() -> None:
    """The court's "Penundaan Kewajiban Pembayaran Utang" puts no hearing off."""
    (event,) = reading(
        "Sidang Penundaan Kewajiban Pembayaran Utang akan digelar pada 12 Juni 2026.",
        published="2026-06-09",
    ).events
    assert event.status == "announced"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Tak hanya rapat kabinet, upacara akan digelar pada 12 Juni 2026.", "id"),
        ("Not only the summit will be held on 12 June 2026, she said.", "en"),
    ],
)
def test_not_only_denies_nothing(text: str, lang: str) -> None:
    """ "Not only" adds; it takes nothing back."""
    done = reading(text, lang=lang, published="2026-06-09")
    assert done.events
    assert all(event.status != "denied" for event in done.events)


@pytest.mark.parametrize(
    ("text", "lang", "act"),
    [
        ("Ann Sample said the talks are likely to open in May.", "en", "expect"),
        ("The talks are expected to open in May, Ann Sample said.", "en", "expect"),
        ("Ann Sample said the talks will open in May.", "en", "say"),
        ("Budi Santika mengatakan rapat diperkirakan digelar Juli.", "id", "expect"),
        ("Budi Santika mengatakan rapat akan digelar Juli.", "id", "say"),
    ],
)
def test_who_calls_a_thing_likely_expects_it(text: str, lang: str, act: str) -> None:
    """Saying that something is likely is less than saying that it will be."""
    read = reading(text, lang=lang, published="2024-03-01")
    assert [claim.act for claim in read.claims] == [act]


@pytest.mark.parametrize(
    "text",
    [
        "Putin akan mengunjungi Vietnam. Waktu kunjungannya masih dibicarakan.",
        "Putin akan mengunjungi Vietnam. Kremlin belum bisa memastikan kapan.",
        "Putin akan mengunjungi Vietnam. Belum ada kepastian kapan Putin berangkat.",
    ],
)
def test_no_date_yet_is_said_in_many_words(text: str) -> None:
    """Words for a date, for "not yet" and for settling it make it, however they lie."""
    assert any(c.gives.no_date for c in reading(text).claims)


def test_asking_when_something_else_was_is_no_date() -> None:
    """ "It is not known when he was born" says nothing of the visit."""
    text = (
        "Putin akan mengunjungi Vietnam. "
        "Namun belum diketahui kapan kakek pembuat topi lahir di desa."
    )
    assert [c.gives.no_date for c in reading(text).claims] == [False]


def test_report_that_names_an_event_again_claims_nothing() -> None:
    """Another status is a claim; the same one, with nothing beside it, is none."""
    text = (
        "Putin akan mengunjungi Vietnam pada 20 Juni 2024. "
        "Kunjungan itu akan menarik perhatian warga."
    )
    assert len(reading(text).claims) == 1
    (_, off) = reading(f"{text} Kunjungan itu batal.").claims
    assert off.gives.status == "cancelled"


@pytest.mark.parametrize(
    ("text", "lang", "status"),
    [
        ("There are rumours that Ardent Corp will sell its mine.", "en", "rumoured"),
        ("Ardent Corp said reports of a takeover bid were not true.", "en", "denied"),
        ("Kabar kenaikan tarif itu hoaks, kata Ani Lestari.", "id", "denied"),
        (
            "Ani Lestari mengatakan jembatan itu harus diperbaiki pada Juli.",
            "id",
            "planned",
        ),
        ("Ani Lestari tidak menampik rencana kenaikan tarif Juli.", "id", "planned"),
    ],
)
def test_words_that_tell_how_firm_it_is(text: str, lang: str, status: str) -> None:
    """Rumours, what is untrue, what is only asked for, and what nobody denies."""
    assert [event.status for event in reading(text, lang=lang).events] == [status]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Ann Sample said the talks should be resumed in May.", "en"),
        ("Ani Lestari mengatakan jembatan itu harus diperbaiki pada Juli.", "id"),
    ],
)
def test_who_asks_for_it_demands(text: str, lang: str) -> None:
    """ "Should" and "harus" make a demand of what somebody says."""
    assert reading(text, lang=lang).claims[-1].act == "demand"
