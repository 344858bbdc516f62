"""Pages -> reports, blocks, sentences.

In the order in which data passes them: `archives` (files, folders, JSON Lines, page
bytes -> drafts), `pages` (HTML -> draft), `stamps` (text -> publication time),
`language`, `reports` (draft -> report), `blocks`, `sentences`, `words`, `places`.
"""
