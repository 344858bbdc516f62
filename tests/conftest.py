"""What all tests share: the makers' folder is importable, samples are read once."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from hostile import Site, running_site  # noqa: E402
from konon.model import Filed  # noqa: E402
from konon.packs import load_packs  # noqa: E402
from konon.parallel import file_draft  # noqa: E402
from konon.read.archives import inputs_of_paths  # noqa: E402

REPORTS = HERE / "reports"


@pytest.fixture(scope="session")
def samples() -> dict[str, Filed]:
    """The sample reports, read, by their key."""
    found = {}
    for draft in inputs_of_paths([REPORTS]):
        filed = file_draft(draft, load_packs())
        assert isinstance(filed, Filed)
        found[filed.reading.report.key] = filed
    return found


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A server that plays everything."""
    with running_site() as running:
        yield running
