"""How are countries and sizes of companies called, and in which order do sizes stand?"""

import re

import pycountry

UNKNOWN_SIZE = "Size not stated"
# Boards state sizes in bands of their own; a band belongs where its smallest number of people lies.
SIZES = {
    1: "1–50 people",
    51: "51–200 people",
    201: "201–1,000 people",
    1001: "1,001–5,000 people",
    5001: "More than 5,000 people",
}


def country_name(code: str) -> str:
    """Return the everyday name of a two-letter country, what else it is as it stands."""
    found = pycountry.countries.get(alpha_2=code) if len(code) == 2 else None
    return code if found is None else str(getattr(found, "common_name", found.name))


def size_band(size: str | None) -> str:
    """Return the band that a stated size belongs to: "11-50" and "10,001+" by their first number."""
    found = re.search(r"\d[\d,.]*", size or "")
    if not found:
        return UNKNOWN_SIZE
    people = int(re.sub(r"\D", "", found[0]))
    # "5000+" means the same as "5001+".
    people += str(size).strip().endswith("+") and people % 10 == 0
    return next((name for least, name in reversed(SIZES.items()) if people >= least), SIZES[1])


def size_order(band: str) -> int:
    """Return the place of a band among all, small to large, the unknown size last."""
    return [*SIZES.values(), UNKNOWN_SIZE].index(band)


def size_band_sql(column: str) -> str:
    """Return the SQL expression for the band of a stated size, as size_band gives it; null where no size is stated."""
    first = f"regexp_replace(regexp_extract({column}, '[0-9][0-9,.]*'), '[^0-9]', '', 'g')"
    people = f"try_cast({first} as bigint)"
    more = f"if(trim({column}) like '%+' and {people} % 10 = 0, 1, 0)"
    cases = " ".join(
        f"when {people} + {more} >= {least} then '{name}'"
        for least, name in sorted(SIZES.items(), reverse=True)
    )
    return f"case {cases} when {people} is not null then '{SIZES[1]}' end"
