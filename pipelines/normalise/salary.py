"""What a posting pays: as its source states it in fields, else as its text states it in figures with a currency."""

import re
from collections.abc import Iterator

from pipelines.normalised_posting import Advertisement, PayPeriod, Salary

_SIGNS = {
    "us$": "USD", "a$": "AUD", "c$": "CAD", "ca$": "CAD", "s$": "SGD", "nt$": "TWD", "hk$": "HKD", "nz$": "NZD", "r$": "BRL",
    "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY", "zł": "PLN", "rm": "MYR", "元": None,
}  # fmt: skip
_CODES = "USD|EUR|GBP|CAD|AUD|CHF|SGD|INR|JPY|PLN|SEK|NOK|DKK|CZK|HUF|BRL|MXN|TWD|NTD|HKD|MYR|PHP|IDR|NZD|ILS|AED|ZAR|CNY|RMB|KRW|THB|VND"
_SIGN = r"us\$|ca\$|a\$|c\$|s\$|nt\$|hk\$|nz\$|r\$|\$|€|£|₹|¥|zł|rm(?=\s?\d)"
_MONEY = re.compile(rf"[$€£₹¥]|zł|\b[Rr][Mm] ?\d|\b(?:{_CODES})\b")
_FIGURE = r"\d{1,3}(?:[,.  ’']\d{3})+(?:\.\d{1,2})?|\d{1,7}(?:\.\d{1,2})?"
_PAY = re.compile(
    rf"(?P<sign>{_SIGN}|\b(?:{_CODES})\b)?\s*(?P<low>{_FIGURE})\s*(?P<k1>k\b|万|萬)?\s*(?P<code1>{_SIGN}|\b(?:{_CODES})\b)?"
    rf"(?:\s*(?:/\s*(?:yr|year|hr|hour))?\s*(?:-|–|—|to|and|~|～|至|bis|à)\s*(?:{_SIGN}|\b(?:{_CODES})\b)?\s*(?P<high>{_FIGURE})\s*(?P<k2>k\b|万|萬)?)?"
    rf"\s*(?P<code2>{_SIGN}|\b(?:{_CODES})\b)?\s*(?P<period>(?:per|a|an|/|p\.?)\s*(?:year|yr|annum|a\b|month|mo\b|hour|hr|h\b|week|day)|annual\w*|yearly|monthly|hourly|年薪?|月薪?|元)?",
    re.IGNORECASE,
)
_PERIODS: tuple[tuple[str, PayPeriod], ...] = (
    ("year", "year"), ("yr", "year"), ("annu", "year"), ("p.a", "year"), ("ann", "year"), ("年", "year"), ("month", "month"),
    ("/mo", "month"), ("月", "month"), ("week", "week"), ("day", "day"), ("hour", "hour"), ("hr", "hour"), ("/h", "hour"),
)  # fmt: skip
_TALK_OF_PAY = re.compile(
    r"salar|compensation|\bpay\b|pays|base\b|wage|remunerat|\bote\b|package|gehalt|salaire|rémunération|salario|sueldo|rate\b|"
    r"per (?:year|annum|hour|month)|annual|薪|月|待遇|給与|年収|/yr|/year|/hour|\bup to\b",
    re.IGNORECASE,
)
_NO_PAY = re.compile(
    r"\b(?:million|billion|m\b|bn\b|b\b|raised|funding|revenue|series|valuation|arr\b|aum|customers|bonus|stipend|budget|allowance|"
    r"reimburse\w*|credit|referral|401|equity|per person|fund)\b|经常性薪资達|經常性薪資達|以上\(含\)",
    re.IGNORECASE,
)


def find_salary(advertisement: Advertisement, text: str) -> Salary | None:
    """Return the pay given in fields, else the first figure of pay that the text states; None where there is none."""
    if advertisement.salary_min or advertisement.salary_max:
        return Salary(
            advertisement.salary_min or None,
            advertisement.salary_max or None,
            _currency(advertisement.salary_currency),
            _period(advertisement.salary_period or ""),
            advertisement.salary_text,
        )
    if advertisement.salary_text and (found := _in_words(advertisement.salary_text, is_pay=True)):
        return found
    return _in_words(text, is_pay=False)


def _in_words(text: str, is_pay: bool) -> Salary | None:
    for found in (match for line in _lines_of_money(text) for match in _PAY.finditer(text, *line)):
        sign = found["sign"] or found["code1"] or found["code2"]
        if not sign:
            continue
        around = text[max(0, found.start() - 80) : found.end() + 40]
        if not is_pay and not _TALK_OF_PAY.search(around):
            continue
        if _NO_PAY.search(text, found.end(), found.end() + 14) or _NO_PAY.search(
            text, max(0, found.start() - 16), found.start()
        ):
            continue
        salary = _salary(found, sign, around)
        if salary:
            return salary
    return None


def _lines_of_money(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that hold a currency: few, and the expression for figures is slow."""
    reached = 0
    for found in _MONEY.finditer(text):
        if found.start() >= reached:
            start = text.rfind("\n", 0, found.start()) + 1
            reached = text.find("\n", found.end())
            reached = len(text) if reached < 0 else reached
            yield start, reached


def _salary(found: re.Match[str], sign: str, around: str) -> Salary | None:
    high = _amount(found["high"], found["k2"]) if found["high"] else None
    low = _amount(found["low"], found["k1"] or (found["k2"] if high and not found["k1"] else None))
    if high is not None and low > high:
        return None
    period = _period(found["period"] or "") or _period(around) or _by_size(high or low)
    if not _plausible(high or low, period):
        return None
    up_to = re.search(r"\bup to\s*$", around[: around.find(found[0].strip()[:6])], re.IGNORECASE)
    return Salary(
        None if up_to and high is None else low,
        low if up_to and high is None else high,
        _currency(sign),
        period,
        found[0].strip(),
    )


def _amount(figure: str, thousands: str | None) -> float:
    digits = re.sub(r"[,.  ’'](?=\d{3}(?!\d))", "", figure).replace(",", "")
    factor = {"k": 1_000, "万": 10_000, "萬": 10_000}.get((thousands or "").lower(), 1)
    return float(digits) * factor


def _currency(sign: str | None) -> str | None:
    if not sign:
        return None
    written = sign.strip().lower()
    known = _SIGNS.get(written, written.upper() if re.fullmatch(r"[a-z]{3}", written) else None)
    return {"NTD": "TWD", "RMB": "CNY"}.get(known or "", known)


def _period(words: str) -> PayPeriod | None:
    lowered = words.lower()
    return next((period for sign, period in _PERIODS if sign in lowered), None)


def _by_size(amount: float) -> PayPeriod | None:
    if amount >= 20_000:
        return "year"
    return "hour" if amount <= 250 else None


def _plausible(amount: float, period: PayPeriod | None) -> bool:
    fewest = {"year": 8_000, "month": 500, "week": 100, "day": 40, "hour": 5}
    return period is not None and amount >= fewest[period]
