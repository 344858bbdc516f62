"""Counts how often each word is written with a capital: `lang/<tag>/cases.txt.gz`.

Counted inside sentences only, where a capital says something. Each word (in small
letters) gets a digit, 0 for never to 9 for always, and a mark of how common it is.
Reads JSON Lines (plain or gzip) with a `text` each; keeps counts only, no text.

    python training/cases.py CORPUS.jsonl.gz ... > src/konon/lang/id/cases.txt.gz
"""

import gzip
import re
import sys
from collections import Counter, defaultdict

from clusters import read

FEWEST = 4
WORD = re.compile(r"(?<![.!?\"“:(*\n] )(?<![\n\"“(*])\b[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def main(paths: list[str]) -> None:
    """Write the words by digit and mark."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in read(paths):
        found = WORD.findall(text)
        # A text all in small letters (a damaged crawl) tells nothing.
        if not any(word[0].isupper() for word in found):
            continue
        for word in found:
            (capital if word[0].isupper() else small)[word.lower()] += 1
    groups = defaultdict(list)
    for word in small.keys() | capital.keys():
        count = small[word] + capital[word]
        if count >= FEWEST:
            digit = min(9, 10 * capital[word] // count)
            mark = "abc"[(count >= 40) + (count >= 400)]
            groups[f"{digit}{mark}"].append(word)
    lines = "".join(
        f"{key}\t{' '.join(sorted(groups[key]))}\n" for key in sorted(groups)
    )
    sys.stdout.buffer.write(gzip.compress(lines.encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main(sys.argv[1:])
