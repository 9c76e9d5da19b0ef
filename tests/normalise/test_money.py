"""Dollars a year: a table with dates, and nothing where the table says nothing."""

import tomllib
from datetime import date
from itertools import pairwise

import pytest

from pipelines.normalise.money import PERIODS_OF_A_YEAR, per_dollar, usd_a_year
from pipelines.normalised_posting import Salary
from pipelines.taxonomy import FOLDER

TABLE = tomllib.loads((FOLDER / "exchange_rates.toml").read_text(encoding="utf-8"))


def dollars(low, high, currency, period, year):
    return usd_a_year(Salary(low, high, currency, period, None), date(year, 6, 1))


def test_the_table_is_dated_and_holds_plausible_means():
    last = TABLE["updated"].year
    for currency, means in TABLE["mean"].items():
        assert len(currency) == 3
        assert last - 1 <= TABLE["first_year"] + len(means) - 1 <= last
        # No currency of the table lost or won more than two thirds of its worth within a year.
        assert all(1 / 3 < later / earlier < 3 for earlier, later in pairwise(means)), currency


def test_dollars_stay_dollars_and_periods_make_a_year():
    assert dollars(100_000, 120_000, "USD", "year", 2024) == (100_000, 120_000)
    assert dollars(10_000, None, "USD", "month", 2024) == (120_000, None)
    assert dollars(50, None, "USD", "hour", 2024) == (104_000, None)
    assert PERIODS_OF_A_YEAR["day"] == 260


def test_the_year_of_the_posting_chooses_the_rate():
    first, later = (dollars(60_000, None, "EUR", "year", year)[0] for year in (2014, 2022))
    assert first == round(60_000 / per_dollar("EUR", 2014))
    assert later == round(60_000 / per_dollar("EUR", 2022))
    assert first > later


def test_a_peg_has_no_year():
    assert per_dollar("AED", 1999) == per_dollar("AED", 2050)


@pytest.mark.parametrize(
    ("currency", "period", "year"),
    [("XXX", "year", 2024), ("USDT", "month", 2024), (None, "year", 2024), ("EUR", None, 2024), ("EUR", "year", 1999),
     ("EUR", "year", 2090)],
)  # fmt: skip
def test_what_is_not_known_is_not_guessed(currency, period, year):
    assert dollars(1_000, 2_000, currency, period, year) == (None, None)


def test_no_pay_and_no_day_give_nothing():
    assert usd_a_year(None, date(2024, 1, 1)) == (None, None)
    assert usd_a_year(Salary(1, 2, "USD", "year", None), None) == (None, None)
