"""Pay: cases of writing, place and period, what is no pay, and how figures are read."""

import time
import tomllib
from pathlib import Path

import pytest

from pipelines.normalise import normalise
from pipelines.normalise.pay_figures import find_figures
from pipelines.normalise_postings import shared_taxonomy
from pipelines.normalised_posting import Advertisement

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "salary.toml").read_text(encoding="utf-8"))[
    "case"
]


def pay(text, **fields):
    found = normalise(Advertisement("Engineer", text, **fields), shared_taxonomy()).salary
    if found is None:
        return ""
    least, most = ("" if value is None else f"{value:g}" for value in (found.min, found.max))
    return f"{least}-{most} {found.currency} {found.period}"


def plain(written):
    amounts, *rest = written.split(" ") if written else ("",)
    return (
        " ".join(["-".join(f"{float(one):g}" if one else "" for one in amounts.split("-")), *rest])
        if rest
        else ""
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: (case["text"] + case.get("field", ""))[:60])
def test_pay(case):
    found = pay(case["text"], salary_text=case.get("field"), locations=tuple(case.get("places", ())))
    assert found == plain(case["pay"])


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"salary_min": 90_000, "salary_max": 70_000, "salary_currency": "eur", "salary_period": "YEAR"}, "70000-90000 EUR year"),
        ({"salary_min": 50, "salary_currency": "$", "salary_period": "Rate per hour"}, "50- USD hour"),
        ({"salary_max": 60_000, "salary_currency": "EUR", "salary_period": "Jahresgehalt"}, "-60000 EUR year"),
        ({"salary_min": 40_000, "salary_currency": "NTD", "salary_period": "月薪"}, "40000- TWD month"),
        ({"salary_min": 80_000, "salary_currency": "GBP"}, "80000- GBP year"),
    ],
)  # fmt: skip
def test_pay_in_fields(fields, found):
    assert pay("We pay $1,000,000 a year", **fields) == found


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("$120-150k", [(120_000, 150_000, "$")]), ("36 - 60 keur", [(36_000, 60_000, "eur")]),
        ("1 950 € brut", [(1_950, None, "€")]), ("82,000.00 - 236,500.00 usd", [(82_000, 236_500, "usd")]),
        ("4萬~5萬元", [(40_000, 50_000, "元")]), ("1w u", [(10_000, None, "u")]), ("171.4k – 223.7k", [(171_400, 223_700, None)]),
        ("us$ 5,000", [(5_000, None, "us$")]), ("usd $180,000 - usd $270,000", [(180_000, 270_000, "usd")]),
        ("10'000 chf", [(10_000, None, "chf")]), ("800k-1.3m", [(800_000, 1_300_000, None)]), ("$5m", []), ("20%", []),
    ],
)  # fmt: skip
def test_figures(words, figures):
    assert [(one.low, one.high, one.sign) for one in find_figures(words, 0, len(words))] == figures


def test_hostile_texts_are_read_in_reasonable_time():
    for hostile in (
        "$1" * 40_000,
        "1 " * 50_000,
        "$" * 100_000,
        "1,000" * 20_000,
        "10k - " * 15_000,
        "薪" * 60_000,
    ):
        started = time.process_time()
        pay(hostile)
        assert time.process_time() - started < 4
