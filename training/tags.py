"""Writes the usual part of speech of each word, for `lang/en/tags.txt.gz`.

From the lexicon of Eric Brill's tagger (1992; MIT licence), as TextBlob ships it. Words
with white space, digits or marks inside are left out, and those that endings tell.

    pip install textblob
    python training/tags.py > src/konon/lang/en/tags.txt.gz
"""

import gzip
import sys
from collections import defaultdict
from importlib.resources import files


def main() -> None:
    """Write the words by tag, one tag a line."""
    lexicon = files("textblob") / "en" / "en-lexicon.txt"
    words = defaultdict(list)
    for line in lexicon.read_text("utf-8").splitlines():
        word, _, tags = line.partition(" ")
        if line.startswith(";;;") or not tags:
            continue
        if word.replace("-", "").replace("'", "").isalpha() and word.isascii():
            words[tags.split()[0]].append(word)
    lines = "".join(f"{tag}\t{' '.join(sorted(words[tag]))}\n" for tag in sorted(words))
    sys.stdout.buffer.write(gzip.compress(lines.encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
