"""The pages in a real browser: wide and on a phone, without errors."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from konon.batch import add_drafts
from konon.read.archives import inputs_of_paths
from konon.store.keep import open_store
from make import packs

REPORTS = Path(__file__).parent.parent / "reports"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `konon serve` over the sample reports."""
    db = tmp_path_factory.mktemp("browser") / "k.db"
    with open_store(db) as store:
        now = datetime(2024, 6, 30, tzinfo=UTC)
        add_drafts(store, inputs_of_paths([REPORTS]), packs(), now=now)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "konon", "serve", "--db", str(db)]
    server = subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.DEVNULL
    )
    base = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(base, timeout=1).close()
            break
        except OSError:
            time.sleep(0.2)
    yield base
    server.terminate()
    server.wait(timeout=20)


def browse(folder: Path, *arguments: str) -> str:
    """What the browser prints for some arguments."""
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [str(BROWSER), *QUIET, profile, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90)
    return done.stdout


def test_page_is_drawn_with_its_bars(address: str, tmp_path: Path) -> None:
    """The browser builds the month with its bars, and htmx is there."""
    page = browse(tmp_path, "--dump-dom", f"{address}/?month=2024-06")
    assert 'class="bar from-' in page
    assert "visit: Vladimir Putin, Vietnam" in page


@pytest.mark.parametrize("size", ["1200,900", "390,844"])
def test_page_can_be_pictured(address: str, tmp_path: Path, size: str) -> None:
    """A picture of the page is taken, wide and on a phone."""
    picture = tmp_path / "page.png"
    browse(
        tmp_path,
        f"--screenshot={picture}",
        f"--window-size={size}",
        f"{address}/?month=2024-06",
    )
    assert picture.stat().st_size > 10_000
