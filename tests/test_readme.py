"""The README is true: its session runs, its commands print what they promise."""

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from hostile import running_site
from konon.read.addresses import host_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "docs/usage.md", "docs/times.md"])
def test_sessions_run(name: str) -> None:
    """What a Python session in the docs shows is what it prints."""
    text = (ROOT / name).read_text("utf-8")
    sessions = "\n".join(re.findall(r"```pycon\n(.*?)```", text, re.DOTALL))
    parsed = doctest.DocTestParser().get_doctest(sessions, {}, name, name, 0)
    assert parsed.examples
    runner = doctest.DocTestRunner()
    assert runner.run(parsed).failed == 0


def test_claim_stands_within_twenty_lines() -> None:
    """Within 20 lines stand a real sentence and the claim that it yields."""
    assert "19-20 Juni" in "\n".join(README.splitlines()[:20])
    assert "2024-06-19/2024-06-20" in "\n".join(README.splitlines()[:20])


def test_two_commands_are_there() -> None:
    """The two commands for a fresh machine exist and can be run."""
    for line in SHELL[0].splitlines():
        script = ROOT / line.split("#")[0].strip()
        assert script.stat().st_mode & 0o111


@pytest.mark.parametrize("line", SHELL[1].splitlines())
def test_command_of_the_readme(line: str, tmp_path: Path) -> None:
    """Each command of the README does what its comment says."""
    (tmp_path / "report.txt").write_text("Rapat akan digelar besok di Hanoi.", "utf-8")
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    words = shlex.split(line, comments=True)
    assert words[0] == "konon"
    run = [sys.executable, "-m", "konon"]
    if words[1] in {"agenda", "show", "serve"}:
        add = [*run, "add", "tests/reports", "--db", "agenda.db"]
        subprocess.run(add, cwd=tmp_path, check=True, capture_output=True)
    if words[1] in {"follow", "fetch"}:
        with running_site() as site:
            feed = site.good(1)
            asked = ["--allow-private", host_of(feed), "--pace", "0"]
            if words[1] == "fetch":
                follow = [*run, "follow", feed, "--db", "agenda.db", *asked]
                subprocess.run(follow, cwd=tmp_path, check=True, capture_output=True)
            # The address in the README is nobody's.
            words = [feed if "post.example" in word else word for word in words]
            command = [*run, *words[1:], *asked]
            done = subprocess.run(command, cwd=tmp_path, capture_output=True)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
        return
    if words[1] == "serve":
        server = subprocess.Popen(
            [*run, *words[1:], "--port", "0"], cwd=tmp_path, stdout=subprocess.PIPE
        )
        assert server.stdout is not None
        assert server.stdout.readline().startswith(b"http://127.0.0.1:")
        server.terminate()
        server.communicate(timeout=20)
        return
    done = subprocess.run(
        [*run, *words[1:]], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
