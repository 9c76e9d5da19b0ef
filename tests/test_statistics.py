"""Worked vectors (computed with statsmodels and scipy, T numbers) and properties of the statistics."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.clusters import ClusterSums, weighted_share
from reports.statistics.composition import chained_index, kitagawa, standardise
from reports.statistics.gates import Status, enough_for_quantile, gate
from reports.statistics.intervals import difference, wilson
from reports.statistics.quantiles import gated_quantile, median_interval, quantile
from reports.statistics.requirement import conditional_status, requirement
from reports.statistics.share import share_of
from reports.statistics.trend import (
    adjusted_change,
    change_label,
    false_discovery,
    logit_trend,
    odds_ratio_interval,
    pooled_change,
)

EXACT = 1e-9


def near(value, within=EXACT):
    return pytest.approx(value, rel=within, abs=EXACT)


@pytest.mark.parametrize(
    ("hits", "postings", "low", "high"),
    [
        (137, 412, 0.28876420617591403, 0.37937855094272166),
        (0, 30, 0.0, 0.1135133931739688),
        (30, 30, 0.8864866068260311, 1.0),
        (3, 18, 0.05836576805861449, 0.3922203810391574),
        (1, 200, 0.0008831687156009797, 0.027773704397892937),
        (96, 240, 0.3400658590264169, 0.46308492496189485),
        (24, 60, 0.2856949053488255, 0.5263394650795925),
    ],
)
def test_t01_wilson(hits, postings, low, high):
    found = wilson(hits, postings)
    assert (found.low, found.high) == (near(low), near(high))


@given(st.integers(1, 5000), st.data())
def test_wilson_holds_the_share_and_mirrors(postings, data):
    hits = data.draw(st.integers(0, postings))
    found, mirrored = wilson(hits, postings), wilson(postings - hits, postings)
    assert 0 <= found.low <= hits / postings + 1e-12
    assert hits / postings - 1e-12 <= found.high <= 1
    assert found.low == pytest.approx(1 - mirrored.high, abs=1e-12)


@pytest.mark.parametrize(("hits", "postings"), [(1, 0), (5, 4), (-1, 4)])
def test_wilson_refuses_what_is_no_share(hits, postings):
    with pytest.raises(ValueError, match="no share"):
        wilson(hits, postings)


@pytest.mark.parametrize(
    ("hits", "postings", "employers", "top", "status", "width"),
    [
        (137, 412, 120, 0.06, Status.OK, 0.09061434476680763),
        (3, 18, 12, 0.2, Status.SUPPRESSED, 0.3338546129805429),
        (15, 30, 20, 0.1, Status.SUPPRESSED, 0.3369174871893248),
        (2, 60, 40, 0.1, Status.LOW, 0.10444842348688815),
        (3, 1000, 300, 0.02, Status.OK, 0.007762230172364557),
        (12, 60, 8, 0.1, Status.SUPPRESSED, 0.19953300482730413),
        (90, 300, 60, 0.42, Status.LOW, 0.10317786092006476),
        (20, 100, 45, 0.1, Status.OK, 0.1554622322621264),
    ],
)
def test_t02_gates(hits, postings, employers, top, status, width):
    interval = wilson(hits, postings)
    assert interval.width == near(width)
    assert gate(hits / postings, interval, postings, employers, top).status is status


def test_one_source_of_nearly_everything_is_low_and_says_so():
    verdict = gate(0.3, wilson(300, 1000), 1000, 400, top_employer=0.1, top_source=0.9)
    assert verdict.status is Status.LOW
    assert "one source gives 90 %" in verdict.reason


def test_t03_clustering_by_employer():
    hits = [40, 2, 1, 0, 3, 1, 5, 2, 0, 6]
    postings = [50, 10, 8, 5, 12, 6, 15, 9, 4, 21]
    sums = ClusterSums.of(zip(hits, postings, strict=True))
    assert sums.share == near(0.42857142857142855)
    assert sums.variance == near(0.021831181452172714)
    assert sums.effective_postings == near(11.217806041335447)
    assert sums.design_effect == near(12.480158730158738)
    assert (sums.interval.low, sums.interval.high) == (near(0.19618709986620247), near(0.6973970999687158))
    shown = share_of(sums)
    assert shown.status is Status.SUPPRESSED
    assert shown.value is None
    assert str(shown) == "not enough data (n = 140)"


def test_t03b_employers_capped_at_a_weight():
    hits = [40, 2, 1, 0, 3, 1, 5, 2, 0, 6]
    postings = [50, 10, 8, 5, 12, 6, 15, 9, 4, 21]
    weights = [min(n, 15) for n in postings]
    share, _ = weighted_share([k / n for k, n in zip(hits, postings, strict=True)], weights)
    assert sum(weights) == 99
    assert share == near(0.3059163059163059)


def test_no_hit_and_all_hits_keep_every_posting():
    assert ClusterSums.of([(0, 30), (0, 10)]).effective_postings == 40
    assert ClusterSums.of([(30, 30), (10, 10)]).effective_postings == 40


def test_one_employer_alone_never_becomes_a_number():
    assert share_of(ClusterSums.of([(400, 1000)])).value is None
    assert share_of(ClusterSums.of([])).value is None


def test_t04_two_windows():
    change = pooled_change((84, 133), (420, 455))
    assert change.difference * 100 == near(9.230769230769232)
    assert change.z == near(3.158853246922804)
    assert change.p == near(0.0015839122643096016)
    interval = difference((84, 133), (420, 455))
    assert (interval.low, interval.high) == (near(0.03516203382532368), near(0.14834430928758754))


def test_t05_trend_over_months():
    hits = [61, 80, 58, 75, 92, 70, 88, 79, 109, 93, 98, 118]
    postings = [310, 325, 298, 330, 340, 322, 351, 333, 360, 348, 355, 362]
    trend = logit_trend(hits, postings)
    assert trend.slope == near(0.04677054194335376)
    assert trend.dispersion == near(1.1646272057691518)
    assert trend.standard_error == near(0.011440977518531665, 1e-5)
    assert trend.p == near(0.002186226658602542, 1e-5)
    assert trend.odds_ratio == near(1.0478815366305496)
    assert (trend.fitted_first, trend.fitted_last) == (near(0.20527829567646658), near(0.30171395281166336))
    interval = odds_ratio_interval(trend, 12)
    assert (interval.low, interval.high) == (near(1.0215064560577862, 1e-5), near(1.0749376162034605, 1e-5))


def test_a_trend_line_needs_eight_months():
    with pytest.raises(ValueError, match="needs 8"):
        logit_trend([1] * 7, [10] * 7)


def test_t06_rising_and_falling():
    before = [180, 310, 90, 60, 75, 88, 70, 240, 40, 12, 65, 55]
    after = [214, 300, 131, 92, 81, 60, 74, 262, 33, 41, 63, 58]
    changes = [pooled_change(pair, (820, 870)) for pair in zip(before, after, strict=True)]
    q_values = false_discovery([change.p for change in changes])
    assert changes[9].p == near(0.00012800929956607784)
    assert q_values[9] == near(0.001536111594792934)
    assert q_values[5] == near(0.03186673358173548)
    assert q_values[2] == near(0.05145940029770148)
    labels = [change_label(c.difference, q, [c.difference]) for c, q in zip(changes, q_values, strict=True)]
    assert [labels[9], labels[5]] == ["rising", "falling"]
    assert labels.count("no clear change") == 10


def test_sources_that_disagree_are_no_clear_change():
    assert change_label(0.05, 0.001, [0.08, -0.01]) == "no clear change"
    assert change_label(0.005, 0.001, [0.005]) == "no clear change"


def test_t08_required_preferred_unstated():
    found = requirement(118, 40, 29, 412)
    assert found.mention_share == near(0.4538834951456311)
    assert found.required_share == near(0.28640776699029125)
    assert found.required_interval.low == near(0.244884924272174)
    assert found.required_interval.high == near(0.3318768529226076)
    assert found.conditional == near(0.7468354430379747)
    assert found.conditional_interval.low == near(0.673729759049909)
    assert found.conditional_interval.high == near(0.8082233855174359)
    assert found.conditional_bounds.low == near(0.6310160427807486)
    assert found.conditional_bounds.high == near(0.786096256684492)
    assert found.required_bounds.low == near(0.28640776699029125)
    assert found.required_bounds.high == near(0.3567961165048544)
    assert found.needs_bounds
    assert not found.says_nothing


def test_where_most_mentions_leave_it_open_nothing_is_said():
    found = requirement(30, 30, 60, 400)
    assert found.says_nothing
    assert conditional_status(found, 60, 50) is Status.SUPPRESSED


YEARS = [3, 5, 5, 8, 4, 5, 7, 10, 6, 5, 2, 8, 5, 5, 6, 7, 3, 5, 8, 10]
YEARS += [4, 6, 5, 5, 7, 12, 5, 8, 6, 5, 3, 5, 10, 7, 5, 6, 8, 5, 4, 5]


def test_t09_years():
    histogram = {year: YEARS.count(year) for year in set(YEARS)}
    assert [quantile(histogram, level) for level in (0.25, 0.5, 0.75, 0.9)] == [5, 5, 7, near(8.2)]
    interval = median_interval(histogram)
    assert (interval.low, interval.high) == (5, 6)
    at_least_five = wilson(sum(year >= 5 for year in YEARS), len(YEARS))
    assert (at_least_five.low, at_least_five.high) == (near(0.6805000966821227), near(0.9125458625396409))
    four_to_ten = wilson(sum(4 <= year <= 10 for year in YEARS), len(YEARS))
    assert (four_to_ten.low, four_to_ten.high) == (near(0.738878801611489), near(0.945404997490546))
    just_five = wilson(YEARS.count(5), len(YEARS))
    assert (just_five.low, just_five.high) == (near(0.2422297916723327), near(0.529675608626989))
    assert gated_quantile(histogram, 0.5) == 5
    assert gated_quantile(histogram, 0.25) is None


@given(st.lists(st.integers(0, 20), min_size=1, max_size=60), st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9]))
def test_t26_quantiles_of_a_histogram_are_those_of_its_values(values, level):
    histogram = {value: values.count(value) for value in values}
    assert quantile(histogram, level) == pytest.approx(float(np.quantile(values, level)))


def test_quantiles_need_more_values_the_further_out_they_lie():
    assert [enough_for_quantile(99, level) for level in (0.5, 0.25, 0.9, 0.42)] == [True, True, False, False]


def strata(**counts):
    return {name: (k / n, k / n * (1 - k / n) / n) for name, (k, n) in counts.items()}


def test_t13_only_the_mix_moved():
    weights = {"A": 0.8, "B": 0.2}
    before = standardise(strata(A=(160, 400), B=(10, 100)), weights, 500)
    after = standardise(strata(A=(80, 200), B=(60, 600)), weights, 800)
    assert (before.share, before.variance**0.5) == (near(0.34), near(0.0204939015319192))
    assert (after.share, after.variance**0.5) == (near(0.34), near(0.027820855486487116))
    parts = kitagawa({"A": (160, 400), "B": (10, 100)}, {"A": (80, 200), "B": (60, 600)})
    assert parts == (near(-0.165), near(0.0))


def test_t13b_the_raw_share_fell_while_every_source_rose():
    weights = {"A": 0.8, "B": 0.2}
    before = standardise(strata(A=(160, 400), B=(10, 100)), weights, 500)
    after = standardise(strata(A=(96, 200), B=(72, 600)), weights, 800)
    assert (after.share, after.variance**0.5) == (near(0.408), near(0.028385911998736277))
    change = adjusted_change((before.share, after.share), (before.variance, after.variance))
    assert (change.z, change.p) == (near(1.942254740928216), near(0.05210626912007781))
    assert after.effective_postings == near(299.7617156473391)
    assert (after.interval.low, after.interval.high) == (near(0.3538695413568402), near(0.46445859116103044))
    parts = kitagawa({"A": (160, 400), "B": (10, 100)}, {"A": (96, 200), "B": (72, 600)})
    assert parts == (near(-0.1815), near(0.0515))


def test_a_source_missing_in_a_period_leaves_no_comparable_value():
    with pytest.raises(KeyError):
        standardise(strata(A=(160, 400)), {"A": 0.8, "B": 0.2}, 400)


def test_t14_chained_index():
    series = {
        "A": [100, 104, 110, 108, None],
        "B": [50, 49, 51, 53, 55],
        "C": [None, None, 80, 84, 88],
    }
    expected = [100, 102, 107.33333333333334, 109.11479944674966, 113.89354978748321]
    assert chained_index(series) == [near(value) for value in expected]


def test_t15_weights_cost_effective_postings():
    hits = [1] * 15 + [0] * 45 + [1] * 12 + [0] * 18 + [1] * 6 + [0] * 4
    weights = [0.5] * 60 + [1.5] * 30 + [3.0] * 10
    share, effective = weighted_share(hits, weights)
    assert (share, effective) == (near(0.4142857142857143), near(63.91304347826087))
    interval = wilson(share * effective, effective)
    assert (interval.low, interval.high) == (near(0.30175185541386745), near(0.5365390128329881))
