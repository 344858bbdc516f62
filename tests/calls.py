"""Calls konon as its user does, in a process of its own."""

import subprocess
import sys
from pathlib import Path


def konon(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """A finished run of konon."""
    command = [sys.executable, "-m", "konon", *map(str, arguments)]
    done = subprocess.run(
        command, input=stdin, capture_output=True, cwd=cwd, timeout=120
    )
    return subprocess.CompletedProcess(
        command, done.returncode, done.stdout.decode(), done.stderr.decode()
    )
