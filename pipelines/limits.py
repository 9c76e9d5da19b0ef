"""Which single values cannot be true. They are set aside with the reason, so that a slip in one posting stops no night.

The checks of the published file then find none of them, warn of what was set aside, and stop a publication where so much
was that a reader of the field must be broken.
"""

from datetime import date, timedelta
from typing import Any

Rows = dict[str, list[dict[str, Any]]]

# No board of today was there before, and no time zone is further ahead than a day.
FIRST_DAY, AHEAD = date(1995, 1, 1), timedelta(days=1)
LEAST_USD, MOST_USD = 5_000, 1_000_000
MOST_YEARS = 20
DAYS = ("posted_on", "updated_on")
PAY = ("salary_min_usd_year", "salary_max_usd_year")


def keep_possible(rows: Rows, observed_on: date) -> Rows:
    """Return the rows of one posting without what cannot be true; that stands in the table ``set_aside``."""
    [posting] = rows["posting"]
    aside = [*_days(posting, observed_on), *_pay(posting), *_years(posting, rows)]
    owner = {name: posting[name] for name in ("posting_id", "observed_on")}
    return {**rows, "set_aside": [{**owner, **one} for one in aside]}


def _days(posting: dict[str, Any], observed_on: date) -> list[dict[str, str]]:
    aside = []
    for name in DAYS:
        day = posting[name]
        if day and not FIRST_DAY <= day <= observed_on + AHEAD:
            reason = "before any board was there" if day < FIRST_DAY else "after the day it was seen on"
            aside.append({"field": name, "value": day.isoformat(), "reason": reason})
            posting[name] = None
    return aside


def _pay(posting: dict[str, Any]) -> list[dict[str, str]]:
    figures = [posting[name] for name in PAY if posting[name] is not None]
    if all(LEAST_USD <= figure <= MOST_USD for figure in figures):
        return []
    posting.update(dict.fromkeys(PAY))
    value = " to ".join(f"{figure:.0f}" for figure in figures)
    return [
        {"field": "salary_usd_year", "value": value, "reason": f"outside {LEAST_USD:,} to {MOST_USD:,} dollars a year"}
    ]  # fmt: skip


def _years(posting: dict[str, Any], rows: Rows) -> list[dict[str, str]]:
    aside = []
    for statement in rows["posting_years"]:
        if not _possible(statement):
            aside.append({
                "field": "years", "value": statement["matched_text"],
                "reason": f"more than {MOST_YEARS} years, or upside down",
            })  # fmt: skip
    rows["posting_years"] = [statement for statement in rows["posting_years"] if _possible(statement)]
    for row in (posting, *rows["posting_skill"]):
        if not _possible(row):
            row.update(years_min=None, years_max=None)
    return aside


def _possible(row: dict[str, Any]) -> bool:
    least, most = row["years_min"], row["years_max"]
    if least is not None and most is not None and least > most:
        return False
    return all(0 <= amount <= MOST_YEARS for amount in (least, most) if amount is not None)
