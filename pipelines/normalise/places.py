"""Which country, region and city a posting names in its location fields. Text is not searched for places."""

import re
import unicodedata
from functools import cache

import pycountry

from pipelines.normalise.places_known import ALIASES, CITIES

_SPLIT = re.compile(r"\s*(?:[;|/\n•]|\s-\s|–|—|\bor\b|\band\b|&|、)\s*", re.IGNORECASE)
_NOISE = re.compile(
    r"\b(?:remote|hybrid|on-?site|office|hq|headquarters|greater|area|metro(?:politan)?|region|anywhere in|based in|within|only|"
    r"home based|full[- ]time|flexible|fully|first|worldwide|anywhere|global|wfh)\b|[()\[\]]",
    re.IGNORECASE,
)
_US_STATES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "DC",
    ]
)


def find_places(locations: tuple[str, ...]) -> tuple[tuple[str, ...], str | None, str | None]:
    """Return country codes (ISO 3166-1 alpha-2, in order), and region and city of the first place; None if unnamed."""
    countries: dict[str, None] = {}
    region = city = None
    for place in (part for location in locations for part in _SPLIT.split(location)):
        found, its_region, its_city = _read(place)
        if found:
            countries.setdefault(found)
        if city is None and its_city:
            region, city = its_region, its_city
    return tuple(countries), region, city


@cache
def _read(place: str) -> tuple[str | None, str | None, str | None]:
    parts = [part for raw in place.split(",") if (part := " ".join(_NOISE.sub(" ", raw).split()))]
    country = next((code for part in reversed(parts) if (code := _country(part))), None)
    state = next(
        (part for part in parts if part.upper() in _US_STATES and len(part) == 2 and part.isupper()), None
    )
    known = next((CITIES[folded] for part in parts if (folded := _fold(part)) in CITIES), None)
    if state and (country in (None, "US") or (len(parts) > 1 and country == _country(state))):
        country = "US"
    country = country or known
    named = [part for part in parts if _country(part) != country and part != state]
    city = named[0] if named and country and (known or len(parts) > 1) else None
    region = state or (named[1] if len(named) > 1 else None)
    return country, region, city


@cache
def _country(name: str) -> str | None:
    folded = _fold(name)
    if folded in ALIASES:
        return ALIASES[folded]
    if len(folded) == 2 and not name.isupper():
        return None
    return _countries().get(folded)


@cache
def _countries() -> dict[str, str]:
    names: dict[str, str] = {}
    for country in pycountry.countries:
        for field in ("name", "official_name", "common_name", "alpha_2", "alpha_3"):
            if name := getattr(country, field, None):
                names[_fold(name)] = country.alpha_2
    return names


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).replace(".", "").split())
