"""Who copied whom: copies do not corroborate.

Near copies are found by MinHash over word shingles (Broder 1997), in the
implementation of `datasketch`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from datasketch import MinHash, MinHashLSH

from konon.model import Chain, Masthead, Reading
from konon.packs import Packs
from konon.spot.gazetteer import gazetteer, is_written_as_name

PERMUTATIONS = 64
SCHEME = "affine32"
"""Stored signatures hold only within one scheme; `store.keep.READER` guards it."""
NEAR_COPY = 0.5
"""Share of common shingles from which two texts count as one."""
_SHINGLE = 4
_FEWEST = 12


def signature_of(reading: Reading) -> bytes:
    """The MinHash of a report's body; empty for texts too short to compare."""
    body = " ".join(
        block.span.of(reading.report.text)
        for block in reading.blocks
        if block.kind == "body"
    )
    words = re.findall(r"\w+", body.casefold())
    if len(words) < _FEWEST:
        return b""
    shingles = {
        " ".join(words[at : at + _SHINGLE]).encode()
        for at in range(len(words) - _SHINGLE + 1)
    }
    sketch = MinHash(num_perm=PERMUTATIONS, seed=1, scheme=SCHEME)
    sketch.update_batch(sorted(shingles))
    return bytes(sketch.hashvalues.astype("<u4").tobytes())


def agency_of(reading: Reading, packs: Packs) -> str:
    """The agency that a dateline or credit line names; empty where none does."""
    pack = packs.langs.get(reading.report.lang)
    if pack is None or pack.tag == "und":
        return ""
    outlets = gazetteer(pack, packs.shared()).outlets
    own = _plain(reading.report.outlet)
    for block in reading.blocks:
        if block.kind not in {"dateline", "creditline"}:
            continue
        text = block.span.of(reading.report.text)
        for hit in outlets.find(text):
            named = _plain(hit.key)
            if is_written_as_name(text, hit) and named not in own and own not in named:
                return hit.key
    return ""


def copies(
    signatures: Mapping[str, bytes], order: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    """For each report that repeats an earlier one, the id of the one it repeats.

    `order` gives for each report what it is sorted by: its time, then its id.
    """
    index = MinHashLSH(threshold=NEAR_COPY, num_perm=PERMUTATIONS)
    sketches: dict[str, MinHash] = {}
    first: dict[str, str] = {}
    for report in sorted(signatures, key=lambda r: order[r]):
        if not signatures[report]:
            continue
        sketch = _sketch(signatures[report])
        near = [
            other
            for other in index.query(sketch)
            if sketches[other].jaccard(sketch) >= NEAR_COPY
        ]
        if near:
            earliest = min(near, key=lambda r: order[r])
            first[report] = first.get(earliest, earliest)
        sketches[report] = sketch
        index.insert(report, sketch)
    return first


def origin_of(chain: Chain, masthead: Masthead) -> str:
    """The source that a claim goes back to: the innermost link that is identified.

    An unnamed official counts for nobody; the outlet that quotes him does. A report
    that repeats another's text has that one's origin.
    """
    for link in reversed(chain):
        if link.kind in {"person", "body", "outlet", "document"}:
            return link.name
    return masthead.copied_from or masthead.outlet or "unknown outlet"


def independent(origins: Iterable[str]) -> tuple[str, ...]:
    """The different origins, sorted; spellings of one name count once."""
    best: dict[str, str] = {}
    for origin in sorted(origins):
        best.setdefault(_plain(origin), origin)
    return tuple(sorted(best.values()))


@lru_cache(maxsize=100_000)
def _sketch(signature: bytes) -> MinHash:
    values = np.frombuffer(signature, dtype="<u4").astype(np.uint32)
    return MinHash(num_perm=PERMUTATIONS, seed=1, hashvalues=values, scheme=SCHEME)


def _plain(name: str) -> str:
    return re.sub(r"\.(com|co\.id|id|co|net)$|\W", "", name.casefold())


def by_time(mastheads: Sequence[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Sort keys for (report id, time in UTC): untimed reports come last."""
    return {report: (stamp or "9999", report) for report, stamp in mastheads}
