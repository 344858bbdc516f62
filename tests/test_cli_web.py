"""The commands that get reports in, as their user calls them."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

from calls import konon
from hostile import Site, page_of, warc_record
from konon.read.addresses import host_of


def polite(url: str) -> tuple[str, ...]:
    """Options under which a feed on loopback is asked without delay."""
    return ("--allow-private", host_of(url), "--pace", "0", "--seconds", "2")


def test_follow_fetch_list_remove(site: Site, tmp_path: Path) -> None:
    """A desk follows a feed, takes what is new, sees how it does, lets it go."""
    url = site.good(31)
    done = konon("follow", url, *polite(url), cwd=tmp_path)
    assert done.stdout == f"{url}: followed (rss, Town31)\n"
    again = konon("follow", url, *polite(url), cwd=tmp_path)
    assert "followed already" in again.stdout
    done = konon("fetch", *polite(url), cwd=tmp_path)
    assert done.returncode == 0
    assert "1 feeds asked, 0 failed; 2 reports told of, 2 fetched, 2 new" in done.stdout
    table = konon("follow", "--list", cwd=tmp_path).stdout
    assert "ok" in table.split()
    row = json.loads(konon("follow", "--list", "--json", cwd=tmp_path).stdout)
    assert (row["health"], row["reports"], row["title"]) == ("ok", 2, "Town31")
    agenda = konon("agenda", "--past", "--json", cwd=tmp_path).stdout
    assert "harbour" in agenda
    konon("follow", "--remove", url, cwd=tmp_path)
    assert konon("follow", "--list", "--json", cwd=tmp_path).stdout == ""


def test_list_of_feeds_goes_out_and_in(site: Site, tmp_path: Path) -> None:
    """What one database exports as OPML, another imports."""
    url = site.good(32)
    konon("follow", url, *polite(url), "--db", "a.db", cwd=tmp_path)
    konon("follow", "--export", "feeds.opml", "--db", "a.db", cwd=tmp_path)
    done = konon("follow", "--import", "feeds.opml", "--db", "b.db", cwd=tmp_path)
    assert "feeds.opml: 1 feeds, 1 followed anew" in done.stdout
    listed = konon("follow", "--list", "--json", "--db", "b.db", cwd=tmp_path).stdout
    assert json.loads(listed)["url"] == url


def test_failing_feed_is_told_and_the_others_are_taken(
    site: Site, tmp_path: Path
) -> None:
    """The exit code and a line tell of the one; the reports of the other are there."""
    good, bad = site.good(33), site.bad(33, "later")
    lines = "".join(f'<outline type="rss" xmlUrl="{url}"/>' for url in (good, bad))
    (tmp_path / "f.opml").write_text(f"<opml><body>{lines}</body></opml>", "utf-8")
    konon("follow", "--import", "f.opml", cwd=tmp_path)
    private = ("--allow-private", host_of(good), "--allow-private", host_of(bad))
    done = konon("fetch", *private, "--pace", "0", cwd=tmp_path)
    assert done.returncode == 1
    assert "2 feeds asked, 1 failed" in done.stdout
    assert done.stderr.startswith(bad)


def test_private_address_is_not_fetched_unasked(site: Site, tmp_path: Path) -> None:
    """Without leave, nothing of an intranet is read."""
    before = site.asked.total()
    for command in ("follow", "add", "text"):
        done = konon(command, site.good(34), cwd=tmp_path)
        assert done.returncode == 1
        assert "not of the open internet" in done.stderr
    assert site.asked.total() == before


def test_watch_takes_what_is_due_until_it_is_stopped(
    site: Site, tmp_path: Path
) -> None:
    """It fetches by itself, and an interrupt ends it cleanly."""
    url = site.good(35)
    konon("follow", url, *polite(url), cwd=tmp_path)
    command = [sys.executable, "-m", "konon", "watch", *polite(url), "--workers", "1"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = process.stdout.readline()
    time.sleep(0.2)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    process.stdout.close()
    assert "2 new ones kept" in told


def test_watch_and_fetch_without_a_database(tmp_path: Path) -> None:
    """Nothing is followed yet, and none is made by the way."""
    for command in ("watch", "fetch"):
        done = konon(command, cwd=tmp_path)
        assert done.returncode == 1
        assert "no such database" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_add_takes_pages_from_the_web(site: Site, tmp_path: Path) -> None:
    """An address is fetched and kept like a file; what is missing is told."""
    url, bad = f"{site.good(36)}/0", site.bad(36, "gone")
    private = ("--allow-private", host_of(url), "--allow-private", host_of(bad))
    done = konon("add", url, bad, *private, "--pace", "0", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("1 new reports")
    assert bad in done.stderr


def test_archive_is_added_and_its_pages_that_are_no_reports_are_passed_over(
    tmp_path: Path,
) -> None:
    """A WARC gives its pages; adding it again changes nothing."""
    records = [
        warc_record(f"http://a.example/{n}", page_of("Town", n).encode())
        for n in range(3)
    ]
    records.append(warc_record("http://a.example/menu", b"<html><p>Menu</p></html>"))
    (tmp_path / "crawl.warc").write_bytes(b"".join(records))
    done = konon("add", "crawl.warc", cwd=tmp_path)
    assert done.returncode == 0
    assert "1 pages of archives passed over: no reports" in done.stdout
    assert "3 new reports; konon.db holds 3 reports" in done.stdout
    again = konon("add", "crawl.warc", cwd=tmp_path)
    assert "0 new reports" in again.stdout


def test_text_shows_a_page_as_it_is_read(tmp_path: Path) -> None:
    """Head, time and how it was found, blocks; JSON and the body alone."""
    (tmp_path / "a.html").write_text(page_of("Town", 2), "utf-8")
    shown = konon("text", "a.html", cwd=tmp_path).stdout
    assert shown.startswith("Pier 2 of Town to close\n  Town Post, 2024-06-03T08:00")
    assert "(meta article:published_time)" in shown
    row = json.loads(konon("text", "--json", "a.html", cwd=tmp_path).stdout)
    asked = {"doc", "url", "title", "outlet", "published", "lang", "blocks"}
    assert asked <= set(row)
    assert {"kind", "text", "rule"} <= set(row["blocks"][0])
    body = konon("text", "--body", "a.html", cwd=tmp_path).stdout
    assert body.startswith("The harbour of Town will be closed on 12 June 2024")
    assert "Pier 2 of Town to close" not in body


def test_versions_shows_what_changed(tmp_path: Path) -> None:
    """Two readings of one address, and the lines that differ."""
    url = "http://a.example/1"
    line = "The harbour will be closed on Monday, 17 June 2024, Lina Tan said."
    more = "Ships will have to wait outside until the works on the pier are over."
    for day, text in ((12, line), (13, line.replace("17", "24"))):
        row = {
            "text": f"{text}\n{more}",
            "url": url,
            "published": f"2024-06-{day}",
            "outlet": "Pier",
            "lang": "en",
        }
        (tmp_path / "a.jsonl").write_text(json.dumps(row), "utf-8")
        assert konon("add", "a.jsonl", cwd=tmp_path).returncode == 0
    shown = konon("versions", url, cwd=tmp_path).stdout
    assert f"    -{line}" in shown
    assert f"    +{line.replace('17', '24')}" in shown
    rows = konon("versions", url, "--json", cwd=tmp_path).stdout.splitlines()
    older, newer = map(json.loads, rows)
    assert older["newer"] == newer["id"]
    nothing = konon("versions", "http://a.example/2", cwd=tmp_path)
    assert nothing.returncode == 2


def test_reread_reads_what_is_kept_again(site: Site, tmp_path: Path) -> None:
    """The same reader finds nothing new, and loses nothing."""
    url = f"{site.good(37)}/1"
    konon("add", url, *polite(url), cwd=tmp_path)
    before = konon("agenda", "--past", "--json", cwd=tmp_path).stdout
    done = konon("reread", cwd=tmp_path)
    assert done.stdout.startswith("1 reports read again, 0 read otherwise")
    assert konon("agenda", "--past", "--json", cwd=tmp_path).stdout == before
