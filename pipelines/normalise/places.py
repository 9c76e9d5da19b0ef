"""Which country, region and city a posting names in its location fields. Text is not searched for places.

The gazetteer is small and offline (``taxonomy/places.toml``); a city that it does not know counts beside its country.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import pycountry

from pipelines.normalise.declarations import declared

# What parts one place from the next; commas do so, too, where a new place begins.
_SPLIT = re.compile(r"\s*(?:[;|/\n•()\[\]【】（）:：、，]|\s[-–—]\s|–|—|\s-|-\s)\s*")
_CONJUNCTION = re.compile(r"\s*(?:\b(?:or|and|oder|und|et|ou)\b|&|\+)\s*", re.IGNORECASE)
_NOISE = re.compile(
    r"\b(?:100% ?)?(?:remote(?:ly)?|hybrid|on[- ]?site|in-?office|in-?person|office|hq|headquarters|greater|area|metro(?:politan)?|"
    r"anywhere in|based in|within|home|based|full[- ]time|part[- ]time|flexible|fully|first|wfh|telecommute|downtown|near|"
    r"central business district|cbd|city of|only|in|ok|possible|friendly|options?|visa|interns?)\b[-,]?|"
    r"远程|遠端|办公室?|辦公室?|居家|分布式|全职|工作地点|工作",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
Kind = Literal["country", "region", "city", "world", "unknown"]
LONGEST = 7
# Cities that are countries.
_CITY_STATES = {"SG": "Singapore", "HK": "Hong Kong", "MO": "Macau", "MC": "Monaco", "GI": "Gibraltar"}


class _Part(NamedTuple):
    """A part of a location, what it is, and where that lies: several countries for a code like CA."""

    text: str
    kind: Kind
    countries: tuple[str, ...] = ()
    region: str | None = None


class _Place(NamedTuple):
    country: str | None = None
    region: str | None = None
    city: str | None = None
    world: str | None = None


def find_places(locations: tuple[str, ...]) -> tuple[tuple[str, ...], str | None, str | None]:
    """Return country codes (ISO 3166-1 alpha-2, in order), and region and city of the first place that names a city.

    Where no country is named, the region is the part of the world ("EMEA"), if it is one only.
    """
    places = [place for location in locations for place in _places(location)]
    countries = tuple(dict.fromkeys(place.country for place in places if place.country))
    best = next((place for place in places if place.city), None) or next(
        (place for place in places if place.region), None
    )
    if best:
        return countries, best.region, best.city
    worlds = {place.world for place in places if place.world}
    return countries, worlds.pop() if len(worlds) == 1 and not countries else None, None


@cache
def place_names() -> frozenset[str]:
    """Return the names of places, without accents and in lower case; those of two letters may be other words and stay out."""
    names = {*_worlds(), *_regions(), *_cities(), *_countries()} - _ambiguous()
    return frozenset(name for name in names if len(name) > 2 or not name.isascii()) | {
        "us",
        "uk",
        "eu",
        "nyc",
    }


@lru_cache(maxsize=8192)
def _places(location: str) -> tuple[_Place, ...]:
    found: list[_Place] = []
    for piece in _SPLIT.split(location[:400]):
        if _HAN.search(piece):
            found.extend(_han_places(piece))
            continue
        group: list[_Part] = []
        for part in _parts(piece):
            if group and _begins_anew(group, part):
                found.append(_place(group))
                group = []
            group.append(part)
        if group:
            found.append(_place(group))
    return tuple(place for place in found if place != _Place())


def _parts(piece: str) -> Iterator[_Part]:
    """Yield the parts between commas; one that is no name is parted at "and", the last one searched for names."""
    written = piece.split(",")
    for number, raw in enumerate(written):
        words = _bare(raw)
        part = _part(words)
        if not words or part.kind != "unknown":
            if words:
                yield part
            continue
        for one in filter(None, map(_bare, _CONJUNCTION.split(raw))):
            part = _part(one)
            inner = list(_names_within(one)) if part.kind == "unknown" and number == len(written) - 1 else []
            yield from inner or [part]


def _bare(raw: str) -> str:
    return " ".join(_NOISE.sub(" ", raw).split()).strip(" .-–")


def _names_within(words: str) -> Iterator[_Part]:
    """Yield the known names among the first words of a longer part: "Acme Berlin", "London UK"."""
    said = words.split()[:LONGEST]
    place = 0
    while place < len(said):
        for width in (3, 2, 1):
            name = " ".join(said[place : place + width])
            part = _part(name.strip(".,"))
            if (
                part.kind not in ("unknown", "world")
                and name[:1].isupper()
                and _fold(name) not in _ambiguous()
            ):
                yield part
                place += width - 1
                break
        place += 1


def _begins_anew(group: list[_Part], part: _Part) -> bool:
    """Whether a part begins another place: after a country, or a city after a city or region."""
    last, kinds = group[-1], {one.kind for one in group}
    if part.kind == "world" or last.kind == "world":
        return True
    if last.kind == "country" and part.kind != "region":
        return not (part.kind == "country" and set(part.countries) & set(last.countries))
    if part.kind == "city":
        same = any(_fold(one.text) == _fold(part.text) for one in group)
        return not same and bool(kinds & {"city", "region"})
    return part.kind == "unknown" and bool(kinds & {"region", "country"})


def _place(group: list[_Part]) -> _Place:
    world = next((part.region for part in group if part.kind == "world"), None)
    if world:
        return _Place(world=world)
    country = _country_of(group)
    if country is None:
        return _Place()
    city = _city_of(group, country)
    code = next((code for part in group if part.kind == "region" and (code := _code(part, country))), None)
    if city is None:
        return _Place(country, code, _CITY_STATES.get(country))
    behind = [part.text for part in group[group.index(city) + 1 :] if part.kind == "unknown"]
    known = city.region if country in city.countries[:1] else None
    region = code or known or next((text for text in behind if _may_be_named(text)), None)
    return _Place(country, region, _CITY_STATES.get(country, city.text))


def _city_of(group: list[_Part], country: str) -> _Part | None:
    """Return the city of a place: one known there, else one that stands before its region or country."""
    known = [part for part in group if part.kind == "city"]
    best = next((part for part in known if country in part.countries), None)
    if best or len(group) == 1:
        return best
    unknown = [part for part in group if part.kind == "unknown" and _may_be_named(part.text)]
    return next((part for part in (*known, *unknown) if part is not group[-1]), None)


def _country_of(group: list[_Part]) -> str | None:
    """Return the country of a place: as said last; a code or name of several is that of its city, else a state's."""
    cities = {country for part in group if part.kind == "city" for country in part.countries}
    told = [
        part
        for part in group
        if part.kind in ("country", "region")
        and (_fold(part.text) not in _ambiguous() or set(part.countries) & cities)
    ]
    for part in reversed(told):
        if len(part.countries) == 1:
            return part.countries[0]
        fitting = [country for country in part.countries if country in cities]
        if fitting:
            return fitting[0]
        alone = len(group) == 1 and _fold(part.text) in declared("places")["alone"]["country"]
        return part.countries[-1 if alone else 0]
    return next((part.countries[0] for part in group if part.kind == "city"), None)


def _code(region: _Part, country: str) -> str | None:
    """Return the code of a region in a country, without the country's."""
    codes = _regions().get(_fold(region.text), ())
    return next((code.split("-", 1)[1] for code in codes if code.startswith(f"{country}-")), None)


def _part(words: str) -> _Part:
    folded = _fold(words)
    if (world := _worlds().get(folded)) and (len(folded) > 2 or words.isupper()):
        return _Part(words, "world", (), world)
    states = tuple(code.split("-")[0] for code in _regions().get(folded, ()))
    short = len(words) == 2
    if short and not words.isupper():
        states = ()
    country = _countries().get(folded) if not short or words.isupper() else None
    if states:
        return _Part(words, "region", (*states, country) if country and country not in states else states)
    if country:
        return _Part(words, "country", (country,))
    if city := _cities().get(folded):
        return _Part(words, "city", tuple(one[0] for one in city), city[0][1])
    return _Part(words, "unknown")


def _han_places(piece: str) -> list[_Place]:
    """Return the places that a Chinese or Japanese address begins with or names."""
    found = []
    for match in _han_names().finditer(piece):
        folded = _fold(match[0])
        if country := _countries().get(folded):
            found.append(_Place(country, None, _CITY_STATES.get(country)))
        elif city := _cities().get(folded):
            found.append(_Place(city[0][0], None, match[0]))
        elif world := _worlds().get(folded):
            found.append(_Place(world=world))
    if not found:
        return [] if len(piece) > 400 else [place for place in _latin_places(piece) if place != _Place()]
    return found


def _latin_places(piece: str) -> tuple[_Place, ...]:
    bare = " ".join(_HAN.sub(" ", piece).split())
    return _places(bare) if bare else ()


def _names(written: str) -> list[str]:
    return [name.strip() for name in written.split(", ")]


@cache
def _worlds() -> dict[str, str]:
    return {
        _fold(name): world for world, says in declared("places")["world"].items() for name in _names(says)
    }


@cache
def _regions() -> dict[str, tuple[str, ...]]:
    """Return the codes of each region's name and, of American and Canadian ones, of their abbreviations."""
    found: dict[str, tuple[str, ...]] = {}
    for country, regions in declared("places")["region"].items():
        for code, says in regions.items():
            short = [code] if country in ("US", "CA", "AU") else []
            for name in (*_names(says), *short):
                folded = _fold(name)
                found[folded] = (*found.get(folded, ()), f"{country}-{code}")
    return found


@cache
def _cities() -> dict[str, tuple[tuple[str, str | None], ...]]:
    """Return (country, region) of each city's name, the likeliest first."""
    found: dict[str, tuple[tuple[str, str | None], ...]] = {}
    places: list[tuple[str, str | None, str]] = [
        (country, region, says)
        for country, regions in declared("places")["city"].items()
        for region, says in regions.items()
    ]
    places += [(country, None, says) for country, says in declared("places")["cities"].items()]
    for country, region, says in places:
        for name in _names(says):
            folded = _fold(name)
            found[folded] = (*found.get(folded, ()), (country, region))
    return found


@cache
def _countries() -> dict[str, str]:
    names: dict[str, str] = {}
    for country in pycountry.countries:
        for field in ("name", "official_name", "common_name", "alpha_2", "alpha_3"):
            if name := getattr(country, field, None):
                names[_fold(name)] = country.alpha_2
    for code, says in declared("places")["country"].items():
        names |= {_fold(name): code for name in _names(says)}
    return names


@cache
def _han_names() -> re.Pattern[str]:
    names = [name for name in (*_countries(), *_cities(), *_worlds()) if _HAN.search(name)]
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


def _may_be_named(words: str) -> bool:
    """Whether unknown words may be a place's name: capital, and no employer or condition."""
    return not words[:1].islower() and not _never().search(words)


@cache
def _never() -> re.Pattern[str]:
    return re.compile(declared("places")["never"]["words"], re.IGNORECASE)


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(declared("places")["alone"]["never"])


@cache
def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("ł", "l").replace("ø", "o")
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).replace(".", "").split())
