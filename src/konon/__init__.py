"""konon reads news reports and keeps the agenda.

What is reported to be going to happen, who says so through which chain of sources,
when, how firm it is, what speaks against it, and whether it happened.

>>> import konon
>>> reading = konon.read_text(
...     '"Forum itu akan digelar di Makassar pada 12 Agustus," kata Ratna Lestari.',
...     published="2024-07-02", outlet="Suar Nusantara",
... )
>>> claim = reading.claims[0]
>>> [link.name for link in claim.chain], claim.gives.when.bounds.edtf
(['Ratna Lestari'], '2024-08-12')
"""

from konon.pipeline import read_text, tag_times

__all__ = ["read_text", "tag_times"]
