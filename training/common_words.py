"""Counts which words a language writes in small letters, for `lang/<tag>/words.toml`.

A capital at the start of a sentence tells nothing; whether the word is elsewhere
written small does. Reads JSON Lines (plain or gzip) with a `text` each; writes a word
table. No text is kept, only words that many reports share.

    python training/common_words.py id CORPUS.jsonl.gz > src/konon/lang/id/words.toml
"""

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

FEWEST, SHARE, MOST = 6, 0.35, 12000
WORD = re.compile(r"(?<![.!?\"“:(*\n] )(?<![\n\"“(*])\b([^\W\d_][\w'-]*)")


def main(tag: str, paths: list[str]) -> None:
    """Print the table for the texts in `paths`."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for path in paths:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"] or ""
                words = set(WORD.findall(text))
                # A text all in small letters (a damaged crawl) tells nothing.
                if not any(word[0].isupper() for word in words):
                    continue
                small.update(w for w in words if w.islower() and w.isascii())
                capital.update(w.lower() for w in words if w[0].isupper())
    common = [
        word
        for word, count in small.most_common()
        if count >= FEWEST
        and count / (count + capital[word]) >= SHARE
        and len(word) > 1
    ][:MOST]
    names = ", ".join(sorted({Path(p).parent.name for p in paths}))
    print(f"# The {len(common)} commonest words that {tag} reports write small.")
    print("# Made by training/common_words.py; counts only, no text.")
    print(f"# Counted over: {names}.\n\n[words.common]\nwords = [")
    line = " "
    for word in sorted(common):
        if len(line) + len(word) + 4 > 88:
            print(line)
            line = " "
        line += f' "{word}",'
    print(line + "\n]")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
