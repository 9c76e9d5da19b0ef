"""Pay of any period and currency as US dollars a year: a full year's work, at the mean rate of the posting's year.

Rates stand in ``taxonomy/exchange_rates.toml`` and nowhere else. A currency or a year without a rate gives nothing.
"""

from datetime import date

from pipelines.normalise.declarations import declared
from pipelines.normalised_posting import PayPeriod, Salary

# A full year's work: 52 weeks of five days of eight hours.
PERIODS_OF_A_YEAR: dict[PayPeriod, int] = {"year": 1, "month": 12, "week": 52, "day": 260, "hour": 2080}


def per_dollar(currency: str, year: int | None = None) -> float | None:
    """Return how much of a currency one US dollar bought in a year (by default the last known), None where unknown.

    The year after the last known one has its rate; earlier and later years have none.
    """
    table = declared("exchange_rates")
    if currency == "USD":
        return 1.0
    if currency in table["peg"]:
        return float(table["peg"][currency])
    means = table["mean"].get(currency)
    if not means:
        return None
    place = len(means) - 1 if year is None else year - table["first_year"]
    if place == len(means):
        place -= 1
    return float(means[place]) if 0 <= place < len(means) else None


def usd_a_year(salary: Salary | None, on: date | None) -> tuple[float | None, float | None]:
    """Return least and highest pay in US dollars a year, for a posting of a day. Unknown is None."""
    if salary is None or salary.currency is None or salary.period is None or on is None:
        return None, None
    rate = per_dollar(salary.currency, on.year)
    if rate is None:
        return None, None
    factor = PERIODS_OF_A_YEAR[salary.period] / rate
    return tuple(None if pay is None else round(pay * factor) for pay in (salary.min, salary.max))  # type: ignore[return-value]
