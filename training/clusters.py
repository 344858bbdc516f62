"""Groups the words of a corpus by the company they keep: `lang/<tag>/clusters.txt.gz`.

Each word gets a string of bits: words that stand between the same neighbours share how
it begins (as Brown clusters do, made here by a truncated SVD of positive pointwise
mutual information and 2-means all the way down). Reads JSON Lines (plain or gzip) with
a `text` each; keeps words and bits only, no text.

    python training/clusters.py CORPUS.jsonl.gz ... > src/konon/lang/id/clusters.txt.gz
"""

import gzip
import json
import sys
from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import svds

from konon.spot.tagger import TOKEN

WORDS, NEIGHBOURS, DIMENSIONS, DEPTH, LEAST = 30_000, 1_500, 60, 10, 24


def main(paths: list[str]) -> None:
    """Write the clusters of the texts in `paths`."""
    texts = [[plain(word) for word in TOKEN.findall(text)] for text in read(paths)]
    counts = Counter(word for text in texts for word in text)
    words = [word for word, count in counts.most_common(WORDS) if count >= 5]
    bits = split_all(vectors(texts, words, counts))
    groups = defaultdict(list)
    for word, own in zip(words, bits, strict=True):
        groups[own].append(word)
    lines = "".join(f"{own}\t{' '.join(groups[own])}\n" for own in sorted(groups))
    sys.stdout.buffer.write(gzip.compress(lines.encode("utf-8"), mtime=0))


def read(paths: list[str]) -> list[str]:
    """The texts of some files."""
    out = []
    for path in paths:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as lines:
            out += [json.loads(line)["text"] or "" for line in lines]
    return out


def plain(word: str) -> str:
    """The word; of a number only how long it is."""
    return "9" * min(len(word), 4) if word[0].isdigit() else word


def vectors(
    texts: list[list[str]], words: list[str], counts: Counter[str]
) -> np.ndarray:
    """One vector of length 1 for each word: its left and right neighbours."""
    row = {word: number for number, word in enumerate(words)}
    near = {word: n for n, (word, _) in enumerate(counts.most_common(NEIGHBOURS))}
    rows, columns = [], []
    for text in texts:
        for left, right in pairwise(text):
            if left in row and right in near:
                rows.append(row[left])
                columns.append(NEIGHBOURS + near[right])
            if right in row and left in near:
                rows.append(row[right])
                columns.append(near[left])
    size = (len(words), 2 * NEIGHBOURS)
    ones = np.ones(len(rows), dtype=np.float32)
    seen = coo_matrix((ones, (rows, columns)), shape=size).tocsr().tocoo()
    by_row = np.asarray(seen.sum(1)).ravel() + 1e-9
    by_column = np.asarray(seen.sum(0)).ravel() + 1e-9
    expected = by_row[seen.row] * by_column[seen.col] / seen.sum()
    strength = np.maximum(np.log(seen.data / expected), 0)
    matrix = coo_matrix((strength, (seen.row, seen.col)), shape=size).tocsr()
    left, weights, _ = svds(matrix.astype(np.float32), k=DIMENSIONS, random_state=0)
    return unit(left * np.sqrt(weights))


def split_all(points: np.ndarray) -> list[str]:
    """The bits of each point: on which side it fell at each split."""
    chance = np.random.default_rng(0)
    bits = [""] * len(points)
    waiting = [(np.arange(len(points)), 0)]
    while waiting:
        own, depth = waiting.pop()
        if depth == DEPTH or len(own) < LEAST:
            continue
        sides = two_means(points[own], chance)
        for side in (0, 1):
            part = own[sides == side]
            for number in part:
                bits[number] += str(side)
            waiting.append((part, depth + 1))
    return bits


def two_means(points: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """On which of two sides each point lies."""
    centres = points[chance.choice(len(points), 2, replace=False)]
    sides = np.arange(len(points)) % 2
    for _ in range(25):
        nearest = (points @ centres.T).argmax(1)
        if nearest.min() == nearest.max():
            return sides
        sides = nearest
        moved = unit(np.stack([points[sides == side].mean(0) for side in (0, 1)]))
        if np.allclose(moved, centres, atol=1e-5):
            break
        centres = moved
    return sides


def unit(points: np.ndarray) -> np.ndarray:
    """The points, each of length 1."""
    return points / (np.linalg.norm(points, axis=1, keepdims=True) + 1e-9)


if __name__ == "__main__":
    main(sys.argv[1:])
