"""Web pages and JSON API.

`pages` (events and reports -> what templates show), `api` (JSON), `app` (routes).
Templates and static files lie beside; nothing is built and nothing loaded from outside.
"""
