"""Claims of many reports -> events, conflicts, agenda.

In the order in which data passes them: `origins` (who copied whom), `match` (which
accounts tell of one event), `conflicts`, `events` (accounts -> events), `history`,
`agenda`. All are pure functions; the order of reports changes nothing.
"""
