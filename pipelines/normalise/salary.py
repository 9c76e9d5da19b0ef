"""What a posting pays: as its source states it in fields, else as its text or its field of free words states it.

Ranges of several places or levels make one range, from the least to the most. Funding, revenue, bonuses, stipends and
the lowest pay that a law has every posting name are no pay.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from pipelines.normalise.document import Document
from pipelines.normalise.pay_figures import PAY, Figure, find_figures
from pipelines.normalise.pay_period import is_plausible, period_beside, period_by_size, period_of_words
from pipelines.normalise.phrases import Phrases, either, lowered
from pipelines.normalise.wording import LINES
from pipelines.normalised_posting import Advertisement, PayPeriod, Salary

_PAY = Phrases(PAY["talk"]["pay"])
_TALK = PAY["talk"]
_NOT_AFTER = Phrases(
    [
        *_TALK["large"],
        *_TALK["given_for_each"],
        *_TALK["given_for_in_ideographs"],
        rf"(?:\+ ?(?=in |of ))?(?:(?:{either(_TALK['between_amount_and_use'])})\s?){{0,4}}(?:{either(_TALK['given_for'])})",
    ]
)
_NOT_BEFORE = Phrases(
    [
        rf"(?:{either(_TALK['taken_from'])})(?:\s?(?:{either(_TALK['between_use_and_amount'])})(?![a-z])){{0,4}}\s?[:=(]?\s?",
        rf"(?:{either(_TALK['taken_from_in_ideographs'])})[^\n。；，,]{{0,6}}",
    ],
    "$",
)
_EXTRAS = Phrases(PAY["talk"]["extras"])
_ON_TARGET, _BASE = Phrases(PAY["talk"]["on_target"]), Phrases(PAY["talk"]["base"])
_UP_TO = Phrases(PAY["bounds"]["up_to"], r"\s?[:：]?\s?$")
_FROM = Phrases(PAY["bounds"]["at_least_before"], r"\s?[:：]?\s?$")
_UP_TO_AFTER = Phrases(PAY["bounds"]["up_to_after"])
_OR_MORE = Phrases(PAY["bounds"]["at_least_after"])
_NAMED = {country: re.compile(words) for country, words in PAY["named_countries"].items()}
_SIMPLIFIED = re.compile(r"[们这为经验开发资历岗职责员业务团队应时间过对进额终奖权万区县湾号楼]")
_TRADITIONAL = re.compile(r"[們這為經驗開發資歷崗職責員業務團隊應時間過對進額終獎權萬區縣灣號樓]")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_BESIDES = re.compile(r"[+,;.，；。]|\b(?:plus|and|und|et|y)\b")
# "| $140k |", "(€60k)": what a thread puts between signs of its own is pay.
_SET_APART_BEFORE, _SET_APART_AFTER = re.compile(r"(?:^|[|,(/–—-]\s?)$"), re.compile(r"\s?(?:[|,.)/]|$)")
_PAY_OF_IDEOGRAPHS = re.compile(r"薪[資资水酬]?[^\n。；\d]{0,8}$")
_RANGE_OF_PAY = re.compile(r"(?:salary|pay|compensation|wage|base)\b[^\n.]{0,90}$")
_SALARY_NEXT = re.compile(r"\s(?:base |gross |annual )?(?:salary|base|gross|p\.?a\.?|a year|per year)\b")
# A figure of a year or an hour needs no word of pay beside it.
_PAY_WITHOUT_WORDS = re.compile(
    r"(?:\d|k)\s?(?:[a-z]{3,6}|[€£])?\s?(?:/\s?(?:yr|year|hr|hour|h|day)\b|p\.\s?a\.|per (?:annum|hour|day)\b|a day|an hour\b|lpa\b)|lpa\b"
)
# What money is written with: a text without any of these holds none.
_HINTS = LINES.join(
    lambda: [
        r"\$", *"€£¥￥₹₪₩฿₱₫元塊块薪万萬円",
        r"[0-9k] ?(?:usd|eur|gbp|cad|aud|chf|sgd|inr|jpy|pln|sek|nok|dkk|czk|huf|myr|idr|twd|ntd|hkd|nzd|brl|mxn|zar|aed|cny|rmb|thb|vnd|krw|php|zł|kč|kr|u/)",
        r"(?:usd|eur|gbp|cad|aud|chf|sgd|inr|jpy|pln|sek|nok|dkk|czk|huf|myr|idr|twd|ntd|hkd|nzd|brl|mxn|zar|aed|cny|rmb|thb|vnd|krw|php|rm|rp|nt) ?[0-9]",
        r"[0-9]k? ?[-–] ?[0-9][0-9][0-9]? ?k", "lpa",
        "salary range", "pay range", "base salary", "base pay", "compensation range",
    ]
)  # fmt: skip
REACH_LEFT, REACH_RIGHT = 110, 170
TALK_BEFORE, TALK_AFTER = 100, 48
SHORT = 48
WIDEST = 4  # times the least of it: a wider union is of different things


@dataclass(frozen=True, slots=True)
class _Offer:
    min: float | None
    max: float | None
    currency: str
    period: PayPeriod
    text: str
    on_target: bool

    @property
    def is_range(self) -> bool:
        return self.min is not None and self.max is not None and self.min < self.max


# A scale of pay for all places of an employer holds some dozens; what holds more is no posting.
MOST_HINTS = 2_000


def find_salary(advertisement: Advertisement, document: Document, countries: Sequence[str]) -> Salary | None:
    """Return the pay given in fields, else that of the text, else that of the field of free words; None where none is."""
    if advertisement.salary_min or advertisement.salary_max:
        return _of_fields(advertisement)
    found = _united(list(_offers_of_text(document, countries)))
    if not advertisement.salary_text:
        return found
    words = lowered(advertisement.salary_text)
    around = " ".join((*advertisement.locations, advertisement.salary_text, document.text[:2_000]))
    offers = _offers(words, 0, len(words), advertisement.salary_text, countries, True, around, is_pay=True)
    return _better(found, _united(list(offers)))


def _better(of_text: Salary | None, of_field: Salary | None) -> Salary | None:
    """Return the field of free words where the text gives no range, or a part of its range; such fields are often guesses."""
    if of_text is None or of_field is None:
        return of_text or of_field
    if of_text.min is None or of_text.max is None or of_text.min == of_text.max:
        return of_field
    same = (of_text.currency, of_text.period) == (of_field.currency, of_field.period)
    holds = (
        of_field.min is not None
        and of_field.max is not None
        and of_field.min <= of_text.min
        and of_text.max <= of_field.max
    )
    return of_field if same and holds else of_text


def _of_fields(advertisement: Advertisement) -> Salary:
    low, high = advertisement.salary_min or None, advertisement.salary_max or None
    if low and high and low > high:
        low, high = high, low
    currency = advertisement.salary_currency
    currency = (
        _currency_of_sign(lowered(currency.strip()), (), "") or currency.strip().upper() if currency else None
    )
    period = period_of_words(advertisement.salary_period or "")
    if period is None and currency and (size := period_by_size(high or low or 0, currency)) == "year":
        period = size
    return Salary(low, high, currency, period, advertisement.salary_text)


def _offers_of_text(document: Document, countries: Sequence[str]) -> Iterator[_Offer]:
    text, reached = document.text, 0
    for line, place in islice(document.places(_HINTS), MOST_HINTS):
        if place <= reached:
            continue
        left, right = max(line.start, reached, place - REACH_LEFT), min(line.end, place + REACH_RIGHT)
        reached = right
        # The line above may say what a lone figure is: "Salary" over "€60,000 - €80,000".
        above = left
        if left == line.start and left > 1 and document.line_at(left - 2).start >= left - SHORT:
            above = document.line_at(left - 2).start
        words = lowered(text[above:right])
        is_title = line.start == 0
        yield from _offers(
            words, left - above, len(words), text[above:right], countries, is_title, text, is_pay=False
        )


def _offers(
    words: str,
    start: int,
    end: int,
    written: str,
    countries: Sequence[str],
    is_title: bool,
    text: str,
    *,
    is_pay: bool,
) -> Iterator[_Offer]:
    figures = list(find_figures(words, start, end))
    for figure, following in pairwise([*figures, None]):
        if (
            figure is None
            or _is_other(words, figure)
            or (not is_pay and not _is_pay(words, figure, following, is_title))
        ):
            continue
        currency = _currency(words, figure, countries, is_pay, text)
        if currency and (offer := _offer(words, figure, currency, written, start, _is_chinese(text))):
            yield offer


def _is_extra(words: str, figure: Figure, right: int) -> bool:
    """Whether a single amount stands among what is given besides the pay, and not right behind "salary"."""
    if _PAY.search(words, max(0, figure.start - 22), figure.start) and not _EXTRAS.search(
        words, max(0, figure.start - 22), figure.start
    ):
        return False
    besides = _BESIDES.search(words, figure.end, right)
    return bool(_EXTRAS.search(words, max(0, figure.start - 60), besides.start() if besides else right))


def _is_other(words: str, figure: Figure) -> bool:
    """Whether what follows a figure says that it is no pay: "$5M in revenue", "$500 stipend"."""
    return bool(_NOT_AFTER.match(words, figure.end + words.startswith(" ", figure.end), len(words)))


def _is_pay(words: str, figure: Figure, following: Figure | None, is_title: bool) -> bool:
    left, right = max(0, figure.start - TALK_BEFORE), min(len(words), figure.end + TALK_AFTER)
    if following:
        right = min(right, following.start)
    if _NOT_BEFORE.search(words, max(left, figure.start - 44), figure.start):
        return False
    if figure.sign is None:
        if _PAY_OF_IDEOGRAPHS.search(words, left, figure.start):
            return True
        beside = _RANGE_OF_PAY.search(words, left, figure.start) or _SALARY_NEXT.match(
            words, figure.end, right
        )
        return bool(figure.high and figure.low >= 20_000 and beside)
    if figure.high is None and _is_extra(words, figure, right):
        return False
    if _PAY_WITHOUT_WORDS.search(words, figure.start, right):
        return True
    if _PAY.search(words, figure.end, right) or _PAY.search(words, left, figure.start):
        return True
    if is_title or figure.high is not None:
        return is_title or figure.low >= 1_000
    set_apart = _SET_APART_BEFORE.search(words, left, figure.start) and _SET_APART_AFTER.match(
        words, figure.end
    )
    return bool(set_apart) and figure.low >= 20_000 and "k" in words[figure.start : figure.end]


def _currency(words: str, figure: Figure, countries: Sequence[str], is_pay: bool, text: str) -> str | None:
    around = words[max(0, figure.start - 60) : figure.end + 40]
    if figure.sign:
        return _currency_of_sign(figure.sign, countries, around, text)
    if _is_chinese(text) or _is_chinese(words):
        return _currency_of_sign("元", countries, around, text)
    if not is_pay:
        named = next((country for country in ("US", "CA", "AU") if _NAMED[country].search(around)), None)
        country = named or (countries[0] if len(countries) == 1 else None)
        return str(PAY["of_country"][country]) if country in PAY["of_country"] else None
    return None


def _currency_of_sign(sign: str, countries: Sequence[str], around: str, text: str = "") -> str | None:
    if known := PAY["signs"].get(sign):
        return str(known)
    shared: dict[str, str] = PAY["shared"].get(sign, {})
    named = [country for country, words in _NAMED.items() if country in shared and words.search(around)]
    if len(named) == 1:
        return shared[named[0]]
    if len(set(countries)) == 1 and countries[0] in shared:
        return shared[countries[0]]
    if sign in ("元", "¥", "￥") and _is_chinese(text):
        return "TWD" if sign == "元" and _is_traditional(text) else "CNY"
    return next(iter(shared.values()), None)


def _is_chinese(text: str) -> bool:
    return not text.isascii() and bool(_IDEOGRAPH.search(text)) and not _KANA.search(text)


def _is_traditional(text: str) -> bool:
    return len(_TRADITIONAL.findall(text, 0, 2_000)) >= len(_SIMPLIFIED.findall(text, 0, 2_000))


def _offer(
    words: str, figure: Figure, currency: str, written: str, first: int, in_chinese: bool
) -> _Offer | None:
    most = figure.high or figure.low
    period = period_beside(words, figure.start, figure.end, first)
    if period is None or (figure.high is not None and not is_plausible(most, currency, period)):
        period = period_by_size(most, currency, in_chinese)
    if (
        period is None
        or not is_plausible(most, currency, period)
        or not is_plausible(figure.low * 3, currency, period)
    ):
        return None
    low: float | None = figure.low
    high: float | None = figure.high
    if high is None:
        if (
            figure.is_open
            or _OR_MORE.match(words, figure.end, len(words))
            or _FROM.search(words, max(0, figure.start - 24), figure.start)
        ):
            high = None
        elif _UP_TO_AFTER.match(words, figure.end, len(words)) or _UP_TO.search(
            words, max(0, figure.start - 24), figure.start
        ):
            low, high = None, figure.low
        else:
            high = figure.low
    return _Offer(
        low, high, currency, period, written[figure.start : figure.end].strip(), _is_on_target(words, figure)
    )


def _is_on_target(words: str, figure: Figure) -> bool:
    """Whether the words nearest to a figure say that extras are in it."""
    left, right = max(0, figure.start - 60), min(len(words), figure.end + 30)
    targets = [found.start() for found in _ON_TARGET.finditer(words, left, figure.start)]
    bases = [found.start() for found in _BASE.finditer(words, left, figure.start)]
    if targets or bases:
        return max(targets, default=-1) > max(bases, default=-1)
    return bool(_ON_TARGET.search(words, figure.end, right))


def _united(offers: list[_Offer]) -> Salary | None:
    """Return one range of all: those of the base rather than of a target, ranges rather than single amounts."""
    if not offers:
        return None
    base = [offer for offer in offers if not offer.on_target] or offers
    chosen = [offer for offer in base if offer.is_range] or base[:1]
    first = chosen[0]
    low, high = first.min, first.max
    for offer in chosen[1:]:
        if (offer.currency, offer.period) != (first.currency, first.period) or low is None or high is None:
            continue
        least, most = min(low, offer.min or low), max(high, offer.max or high)
        if most <= WIDEST * least:
            low, high = least, most
    return Salary(low, high, first.currency, first.period, first.text)
