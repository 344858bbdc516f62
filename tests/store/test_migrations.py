"""Databases of earlier versions are brought up to date, and lose nothing."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

import konon.store.keep
from konon.batch import add_drafts
from konon.read.archives import inputs_of_paths
from konon.read.reports import RawPage
from konon.store.find import count, find_events
from konon.store.keep import open_store
from konon.store.schema import METADATA
from konon.store.sqlite import open_engine
from konon.store.versions import versions_of
from make import packs

REPORTS = Path(__file__).parent.parent / "reports"
MIGRATIONS = Path(konon.store.keep.__file__).parent / "migrations"
FIRST = {
    "report": "id, key, url, outlet, stamp, lang, title, text, agency, signature, "
    "body, reader",
    "account": "report_id, local_id, event_id, body",
    "event": "id, type, status, sequence, fingerprint, changed, body",
    "setting": "name, value",
}


def first_version(path: Path, filled: Path) -> None:
    """Make a database of the first schema that holds what a newer one holds."""
    engine = open_engine(path, read_only=False)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    raw = sqlite3.connect(path)
    raw.execute("attach database ? as newer", (str(filled),))
    for table, columns in FIRST.items():
        raw.execute(
            f"insert into {table} ({columns}) select {columns} from newer.{table}"
        )
    raw.commit()
    raw.close()


def test_first_database_is_brought_up_to_date(tmp_path: Path) -> None:
    """Reports and events are there as before; adding them again adds none."""
    drafts = list(inputs_of_paths([REPORTS / "ship.jsonl", REPORTS / "ferry.html"]))
    with open_store(tmp_path / "new.db") as store:
        add_drafts(store, iter(drafts), packs())
        before, events = count(store), find_events(store)
    first_version(tmp_path / "old.db", tmp_path / "new.db")
    with open_store(tmp_path / "old.db") as store:
        assert count(store) == before
        assert find_events(store) == events
        assert add_drafts(store, iter(drafts), packs()).new == 0
        with store.reading() as connection:
            difference = compare_metadata(
                MigrationContext.configure(connection), METADATA
            )
    assert difference == []


def test_report_of_a_first_database_gets_new_versions(tmp_path: Path) -> None:
    """Its address was worked out on the way: a changed page is a version of it."""
    (page,) = inputs_of_paths([REPORTS / "ferry.html"])
    assert isinstance(page, RawPage)
    with open_store(tmp_path / "new.db") as store:
        add_drafts(store, iter([page]), packs())
    first_version(tmp_path / "old.db", tmp_path / "new.db")
    data = page.data.replace(b"November 4", b"November 9")
    later = replace(page, data=data.replace(b"2024-10-01", b"2024-10-02"))
    with open_store(tmp_path / "old.db") as store:
        assert add_drafts(store, iter([later]), packs()).new == 1
        with store.reading() as connection:
            url = "https://easterncourier.example/ferry"
            older, newer = versions_of(connection, url)
    assert older.newer == newer.id
