"""The shape of the project: imports point one way, modules stay readable."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "konon"
FOLDERS = ["read", "spot", "state", "store", "weave", "write", "www"]
EVERYWHERE = {"model", "errors", "packs"}
TOP = {"pipeline", "batch", "parallel", "follow", "reread", "inputs", "terminal"}
TOP |= {"cli", "cli_intake", "cli_web"}


def modules() -> list[Path]:
    """All modules but migrations, which Alembic runs."""
    found = SOURCE.rglob("*.py")
    return sorted(p for p in found if "migrations" not in p.parts)


def imported(path: Path) -> set[str]:
    """First names below `konon` that a module imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "konon" and len(parts) > 1:
                names.add(parts[1])
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_upwards(path: Path) -> None:
    """A module imports its own folder, those above it, and what is for all."""
    folder = path.relative_to(SOURCE).parts[0]
    if folder not in FOLDERS:
        allowed = {*FOLDERS, *EVERYWHERE, *TOP}
        if path.stem in EVERYWHERE:
            allowed = EVERYWHERE
    else:
        allowed = EVERYWHERE | set(FOLDERS[: FOLDERS.index(folder) + 1])
    assert imported(path) <= allowed


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_functions_are_short(path: Path) -> None:
    """No function is longer than a screen: 60 lines with its docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    for node in (n for n in ast.walk(tree) if isinstance(n, kinds)):
        length = (node.end_lineno or 0) - node.lineno + 1
        assert length <= 60, f"{node.name} has {length} lines"


def test_nothing_but_one_module_knows_sqlite() -> None:
    """SQLite stands in `store/sqlite.py` alone: PostgreSQL is to come."""
    for path in modules():
        text = path.read_text("utf-8")
        if path.name != "sqlite.py" and ("PRAGMA" in text or "import sqlite3" in text):
            pytest.fail(f"{path} knows SQLite")


def test_docs_name_every_command_and_error() -> None:
    """Every command, event type key and error class is named in docs/."""
    docs = "\n".join(
        p.read_text("utf-8") for p in (SOURCE.parent.parent / "docs").glob("*.md")
    )
    for command in (
        "read",
        "sources",
        "times",
        "add",
        "agenda",
        "show",
        "serve",
        "packs",
        "follow",
        "fetch",
        "watch",
        "text",
        "versions",
        "reread",
    ):
        assert f"konon {command}" in docs
    errors = (SOURCE / "errors.py").read_text("utf-8")
    for node in ast.parse(errors).body:
        if isinstance(node, ast.ClassDef):
            assert node.name in docs
