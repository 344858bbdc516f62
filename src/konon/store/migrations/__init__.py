"""Alembic migrations; `konon.store.keep` runs them by itself."""
