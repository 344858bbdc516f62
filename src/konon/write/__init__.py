"""Events and agenda -> text, tables, JSON, iCalendar.

`score` (a reading as the benchmark's JSON), `text` (a reading for people), `tables`
(agenda, event and packs for the terminal), `ical` (the calendar feed).
"""
