"""Who copied whom: copies do not corroborate.

Near copies are found by MinHash over word shingles (Broder 1997), in the
implementation of `rensa`, and locality-sensitive hashing in bands (Indyk and Motwani
1998).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from rensa import RMinHash

from konon.model import Chain, Masthead, Reading
from konon.packs import NO_LANGUAGE, Packs
from konon.spot.gazetteer import gazetteer, is_written_as_name

PERMUTATIONS = 64
_SLOT = 4
"""Bytes of each number of a signature."""
_BAND = 3 * _SLOT
"""Bytes of signatures that are equal where two texts are compared at all: of pairs that
share half of their shingles, 94 in 100 are."""
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
        " ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)
    }
    return sketch_of(sorted(shingles))


def sketch_of(shingles: Sequence[str]) -> bytes:
    """The MinHash of a set of shingles: `PERMUTATIONS` numbers of `_SLOT` bytes."""
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update(shingles)
    return np.array(sketch.digest(), dtype="<u4").tobytes()


def agency_of(reading: Reading, packs: Packs) -> str:
    """The agency that a dateline or credit line names; empty where none does."""
    pack = packs.langs.get(reading.report.lang)
    if pack is None or pack.tag == NO_LANGUAGE:
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
    index: defaultdict[tuple[int, bytes], list[str]] = defaultdict(list)
    first: dict[str, str] = {}
    for report in sorted(signatures, key=lambda r: order[r]):
        own = signatures[report]
        buckets = [
            index[at, own[at : at + _BAND]]
            for at in range(0, len(own) - _BAND + 1, _BAND)
        ]
        near = [
            other
            for other in dict.fromkeys(chain.from_iterable(buckets))
            if _resemblance(own, signatures[other]) >= NEAR_COPY
        ]
        if near:
            earliest = min(near, key=lambda r: order[r])
            first[report] = first.get(earliest, earliest)
        for bucket in buckets:
            bucket.append(report)
    return first


def _resemblance(one: bytes, other: bytes) -> float:
    """The share of common shingles that two signatures tell of."""
    same = np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")
    return float(same.mean())


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


def _plain(name: str) -> str:
    return re.sub(r"\.(com|co\.id|id|co|net)$|\W", "", name.casefold())


def by_time(mastheads: Sequence[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Sort keys for (report id, time in UTC): untimed reports come last."""
    return {report: (stamp or "9999", report) for report, stamp in mastheads}
