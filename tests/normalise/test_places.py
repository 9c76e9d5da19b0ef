"""Which country, region and city a location field names."""

import tomllib
from pathlib import Path

import pycountry
import pytest

from pipelines.normalise.declarations import declared
from pipelines.normalise.places import find_places

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "places.toml").read_text("utf-8"))


@pytest.mark.parametrize("place", CASES)
def test_cases(place):
    case = CASES[place]
    assert find_places((place,)) == (tuple(case["countries"]), case.get("region"), case.get("city"))


def test_several_fields_are_read_in_order():
    assert find_places(("Remote", "Canada", "Porto, Portugal")) == (("CA", "PT"), None, "Porto")


def test_the_gazetteer_knows_real_countries_and_regions():
    places = declared("places")
    for country in {*places["country"], *places["cities"], *places["city"], *places["region"]} - {"XK"}:
        assert pycountry.countries.get(alpha_2=country), country
    for country, regions in places["region"].items():
        for code in regions:
            assert pycountry.subdivisions.get(code=f"{country}-{code}"), (country, code)
    for country, regions in places["city"].items():
        for code in regions:
            assert pycountry.subdivisions.get(code=f"{country}-{code}"), (country, code)
