"""Of which period pay is: as the words beside it say, else as its size leaves no doubt about."""

import re

from pipelines.normalise.money import per_dollar
from pipelines.normalise.pay_figures import PAY
from pipelines.normalise.phrases import Phrases, lowered
from pipelines.normalised_posting import PayPeriod

_PERIODS: dict[PayPeriod, Phrases] = {period: Phrases(words) for period, words in PAY["periods"].items()}
_STOP = re.compile(r"[,;，；。、\n]|\.\s")
AFTER, BEFORE = 28, 60
# In dollars of today: what is pay of a month, of a year, and least and most of each period.
LEAST_OF_A_YEAR, LEAST_OF_A_MONTH = 14_000, 350
# Chinese postings state dollars by the month.
LEAST_DOLLARS_OF_A_YEAR_IN_CHINESE = 30_000
_PLAUSIBLE: dict[PayPeriod, tuple[float, float]] = {
    "year": (2_000, 1_500_000), "month": (80, 80_000), "week": (50, 15_000), "day": (15, 5_000), "hour": (2, 600),
}  # fmt: skip
# Yearly pay in rupees is often less than monthly pay elsewhere.
_LEAST_OF_A_YEAR_IN = {"INR": 250_000}


def period_of_words(words: str) -> PayPeriod | None:
    """Return the period that a source names in a field of its own: "YEAR", "per-hour-wage", "Monatslohn"."""
    low = lowered(words).replace("_", " ").replace("-", " ")
    return next((period for period, phrases in _PERIODS.items() if phrases.search(low, 0, len(low))), None)


def period_beside(words: str, start: int, end: int, first: int) -> PayPeriod | None:
    """Return the period said nearest to a figure at ``start:end`` of lower-case words; ``first`` is its line's start."""
    right = min(len(words), end + AFTER)
    if stop := _STOP.search(words, end, right):
        right = stop.start()
    after = [
        (found.start(), period)
        for period, phrases in _PERIODS.items()
        if (found := phrases.search(words, end, right))
    ]
    inside = next((period for period, phrases in _PERIODS.items() if phrases.search(words, start, end)), None)
    if inside:
        return inside
    if after and min(after)[0] - end <= 12:
        return min(after)[1]
    left = max(first, start - BEFORE)
    before = [
        (matches[-1].start(), period)
        for period, phrases in _PERIODS.items()
        if (matches := phrases.finditer(words, left, start))
    ]
    if before:
        return max(before)[1]
    return min(after)[1] if after else None


def period_by_size(amount: float, currency: str | None, in_chinese: bool = False) -> PayPeriod | None:
    """Return the period that an amount can only be of."""
    rate = per_dollar("USD" if currency in (None, "USDT") else currency or "USD")
    if rate is None:
        return None
    dollars = amount / rate
    least = (
        LEAST_DOLLARS_OF_A_YEAR_IN_CHINESE if in_chinese and currency in ("USD", "USDT") else LEAST_OF_A_YEAR
    )
    if dollars >= least or amount >= _LEAST_OF_A_YEAR_IN.get(currency or "", float("inf")):
        return "year"
    return "month" if dollars >= LEAST_OF_A_MONTH else None


def is_plausible(amount: float, currency: str | None, period: PayPeriod) -> bool:
    """Whether anyone is paid so much, or so little, in a period."""
    rate = per_dollar("USD" if currency in (None, "USDT") else currency or "USD")
    least, most = _PLAUSIBLE[period]
    return rate is None or least <= amount / rate <= most
