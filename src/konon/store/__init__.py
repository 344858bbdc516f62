"""Keeps and finds reports, claims and events (SQLAlchemy Core).

`schema` (the tables), `sqlite` (all that only SQLite knows), `migrations` (Alembic),
`keep` (opens, brings up to date, writes), `find` (reads). Values are stored whole as
JSON beside the columns that are searched by.
"""
