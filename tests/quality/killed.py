"""`script/kill`: kill -9 at random moments of `konon fetch` and of a WARC import.

Before each kill, what is in the database counts as acknowledged. At the end the command
runs to its end, and the database must pass its integrity check, hold every report that
was acknowledged, and every report of the feeds or of the archive exactly once.
"""

import argparse
import gzip
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from hostile import page_of, running_site, warc_record  # noqa: E402
from konon.read.addresses import host_of  # noqa: E402

KONON = (sys.executable, "-m", "konon")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What so many kills left behind."""

    kills: int
    in_time: int
    """Kills that met a process at work."""
    expected: int
    lost: int
    twice: int
    missing: int
    is_whole: bool

    def is_good(self) -> bool:
        """Whether nothing was lost, doubled or broken."""
        return self.is_whole and not (self.lost or self.twice or self.missing)


def main() -> int:
    """Kill, and print what came of it; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    print("| killed | kills | at work | reports | lost | twice | missing | integrity |")
    print("|---|---|---|---|---|---|---|---|")
    good = True
    for name, run in (("konon fetch", killed_fetch), ("WARC import", killed_import)):
        with tempfile.TemporaryDirectory() as folder:
            found = run(Path(folder), args.kills, chance)
        good = good and found.is_good()
        whole = "ok" if found.is_whole else "BROKEN"
        print(
            f"| {name} | {found.kills} | {found.in_time} | {found.expected} "
            f"| {found.lost} | {found.twice} | {found.missing} | {whole} |"
        )
    return 0 if good else 1


def killed_fetch(folder: Path, kills: int, chance: random.Random) -> Outcome:
    """Kill `konon fetch` again and again, then let it come to its end."""
    db, feeds = folder / "k.db", kills * 14
    with running_site() as site:
        urls = [site.good(number) for number in range(feeds)]
        hosts = [part for u in urls for part in ("--allow-private", host_of(u))]
        listed = "".join(f"<outline xmlUrl='{url}'/>" for url in urls)
        (folder / "l.opml").write_text(f"<opml><body>{listed}</body></opml>", "utf-8")
        _run(["follow", "--import", str(folder / "l.opml"), "--db", str(db)])
        command = ["fetch", "--db", str(db), "--pace", "0", *hosts, "--workers", "1"]
        expected = [f"{url}/{page}" for url in urls for page in range(2)]
        return _killed(command, db, expected, kills, chance)


def killed_import(folder: Path, kills: int, chance: random.Random) -> Outcome:
    """Kill `konon add` of an archive again and again, then let it come to its end."""
    db, path, pages = folder / "k.db", folder / "a.warc.gz", kills * 60
    expected = [f"https://town{number}.example/pier" for number in range(pages)]
    with path.open("wb") as file:
        for number, url in enumerate(expected):
            file.write(
                gzip.compress(warc_record(url, page_of(f"Town{number}", 3).encode()))
            )
    command = ["add", str(path), "--db", str(db), "--workers", "1"]
    return _killed(command, db, expected, kills, chance)


def _killed(
    command: Sequence[str],
    db: Path,
    expected: Sequence[str],
    kills: int,
    chance: random.Random,
) -> Outcome:
    seen: set[str] = set()
    in_time = 0
    for _ in range(kills):
        process = subprocess.Popen(
            [*KONON, *command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.3, 8.0))
        seen |= set(_urls(db))
        in_time += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    _run(command)
    held = Counter(_urls(db))
    return Outcome(
        kills=kills,
        in_time=in_time,
        expected=len(expected),
        lost=len(seen - set(held)),
        twice=sum(1 for number in held.values() if number > 1),
        missing=len(set(expected) - set(held)),
        is_whole=_is_whole(db),
    )


def _urls(db: Path) -> list[str]:
    if not db.exists():
        return []
    try:
        connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=30)
        rows = connection.execute("select url from report").fetchall()
        connection.close()
    except sqlite3.OperationalError:
        return []
    return [url for (url,) in rows]


def _is_whole(db: Path) -> bool:
    connection = sqlite3.connect(db)
    try:
        (told,) = connection.execute("pragma integrity_check").fetchone()
        broken = connection.execute("pragma foreign_key_check").fetchall()
        (unwoven,) = connection.execute(
            "select value from setting where name = 'unwoven'"
        ).fetchone()
    finally:
        connection.close()
    return told == "ok" and not broken and unwoven == "no"


def _run(command: Sequence[str]) -> None:
    subprocess.run(
        [*KONON, *command], check=True, stdout=subprocess.DEVNULL, timeout=600
    )


if __name__ == "__main__":
    sys.exit(main())
