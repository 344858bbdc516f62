"""Publication times."""

import pytest

from konon.errors import UsageError
from konon.model import Published, Unresolved
from konon.read.stamps import parse_published, required_published


def test_stamp_keeps_its_zone() -> None:
    """A stamp with an offset is that instant."""
    found = parse_published("2024-06-12T09:00+07:00", "given")
    assert isinstance(found, Published)
    assert found.instant.isoformat() == "2024-06-12T09:00:00+07:00"
    assert found.precision == "minute"


def test_assumed_zone_is_said() -> None:
    """A stamp without a zone is read in the language's, and the value says so."""
    found = parse_published("2024-06-12 09:00", "meta", "id")
    assert isinstance(found, Published)
    assert found.instant.utcoffset().total_seconds() == 7 * 3600  # type: ignore[union-attr]
    assert found.found == "meta, zone assumed"


def test_bare_day_stays_a_day() -> None:
    """A day is not made a midnight that somebody might believe."""
    found = parse_published("2024-06-12", "given")
    assert isinstance(found, Published)
    assert found.precision == "day"


@pytest.mark.parametrize("text", ["", "yesterday", "2024-13-01", "12/06/2024"])
def test_what_is_no_time_is_unresolved(text: str) -> None:
    """What cannot be read is a value with its reason."""
    assert isinstance(parse_published(text, "given"), Unresolved)


def test_wrong_option_is_wrong_usage() -> None:
    """On the command line, a time that cannot be read stops the call."""
    with pytest.raises(UsageError, match="give ISO 8601"):
        required_published("12 Juni", "--published")
