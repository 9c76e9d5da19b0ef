"""Every worked number of the statistics, to the last printed digit: the case file holds them, this the inputs."""

import tomllib
from math import log, sqrt
from pathlib import Path

import duckdb
import numpy as np
import pytest

from reports.statistics.association import association, association_gate
from reports.statistics.clusters import ClusterSums, each_employer_once, weighted_share
from reports.statistics.composition import chained_index, kitagawa, standardise
from reports.statistics.counts import count_change
from reports.statistics.drift import mix_distance, stability_index
from reports.statistics.duration import still_open, stock_share
from reports.statistics.extraction_error import ReadingAccuracy, corrected_share
from reports.statistics.gates import gate
from reports.statistics.intervals import Interval, difference, ratio, wilson
from reports.statistics.ordered_groups import ordered_groups
from reports.statistics.pay import difference_of
from reports.statistics.power import half_width, postings_needed, power
from reports.statistics.quantiles import median_interval, quantile
from reports.statistics.requirement import requirement
from reports.statistics.seasonal import year_on_year
from reports.statistics.share import Share
from reports.statistics.shrinkage import log_odds_change, shrink
from reports.statistics.ties import paired_difference
from reports.statistics.trend import (
    adjusted_change,
    change_label,
    false_discovery,
    logit_trend,
    odds_ratio_interval,
    pooled_change,
)
from reports.statistics.verdict import at_least

VECTORS = tomllib.loads((Path(__file__).parent / "cases" / "statistics.toml").read_text(encoding="utf-8"))


def limits(interval: Interval, scale: float = 1.0) -> list[float]:
    return [interval.low * scale, interval.high * scale]


def shares(hits: int, postings: int) -> dict:
    low, high = limits(wilson(hits, postings))
    return {"p": hits / postings, "lo": low, "hi": high}


def t01() -> dict:
    return {name: shares(*map(int, name.split("_"))) for name in VECTORS["T01"]}


def t02() -> dict:
    found = {}
    for name in VECTORS["T02"]:
        hits, postings, employers, top = (float(part.replace("-", ".")) for part in name.split("_"))
        interval, share = wilson(hits, postings), hits / postings
        status = gate(share, interval, postings, int(employers), top).status.value
        widths = {"width": interval.width, "rel": interval.width / share}
        found[name] = {**shares(int(hits), int(postings)), **widths, "status": status}
    return found


CLUSTERED = ([40, 2, 1, 0, 3, 1, 5, 2, 0, 6], [50, 10, 8, 5, 12, 6, 15, 9, 4, 21])


def t03() -> dict:
    pairs = list(zip(*CLUSTERED, strict=True))
    sums = ClusterSums.of(pairs)
    return {
        "p": sums.share,
        "var": sums.variance,
        "n_eff": sums.effective_postings,
        "deff": sums.design_effect,
        "naive": limits(wilson(60, 140)),
        "design_adjusted": limits(sums.interval),
        "employer_level_share": list(each_employer_once(pairs)),
    }


def t03b() -> dict:
    weights = [min(n, 15) for n in CLUSTERED[1]]
    share, _ = weighted_share([k / n for k, n in zip(*CLUSTERED, strict=True)], weights)
    return {"weighted_p": share, "sum_w": sum(weights)}


def t04() -> dict:
    hits, postings = (84, 133), (420, 455)
    change = pooled_change(hits, postings)
    times, times_interval = ratio(hits, postings)
    return {
        "p1": 84 / 420,
        "p2": 133 / 455,
        "diff_pp": change.difference * 100,
        "ratio": times,
        "z": change.z,
        "p": change.p,
        "newcombe": limits(difference(hits, postings)),
        "score": limits(difference(hits, postings, "score")),
        "ratio_ci": limits(times_interval),
    }


def t05() -> dict:
    hits = [61, 80, 58, 75, 92, 70, 88, 79, 109, 93, 98, 118]
    postings = [310, 325, 298, 330, 340, 322, 351, 333, 360, 348, 355, 362]
    trend = logit_trend(hits, postings)
    return {
        "shares": [k / n for k, n in zip(hits, postings, strict=True)],
        "slope_logit": trend.slope,
        "se": trend.standard_error / sqrt(trend.dispersion),
        "pearson_chi2": trend.dispersion * 10,
        "df": 10,
        "phi": trend.dispersion,
        "se_quasi": trend.standard_error,
        "p_quasi_t": trend.p,
        "fitted_first": trend.fitted_first,
        "fitted_last": trend.fitted_last,
        "odds_ratio_per_month": trend.odds_ratio,
        "or_ci_quasi": limits(odds_ratio_interval(trend, 12)),
        "pp_over_window": (trend.fitted_last - trend.fitted_first) * 100,
    }


BEFORE = [180, 310, 90, 60, 75, 88, 70, 240, 40, 12, 65, 55]
AFTER = [214, 300, 131, 92, 81, 60, 74, 262, 33, 41, 63, 58]
WINDOWS = (820, 870)


def t06() -> dict:
    pairs = list(zip(BEFORE, AFTER, strict=True))
    changes = [pooled_change(pair, WINDOWS) for pair in pairs]
    intervals = [limits(difference(pair, WINDOWS), 100) for pair in pairs]
    q_values = false_discovery([change.p for change in changes])
    return {
        "diff_pp": [change.difference * 100 for change in changes],
        "lo": [low for low, _ in intervals],
        "hi": [high for _, high in intervals],
        "p": [change.p for change in changes],
        "q_bh": q_values,
        "label": [
            change_label(c.difference, q, [c.difference]) for c, q in zip(changes, q_values, strict=True)
        ],
    }


def t07() -> dict:
    pairs = zip(BEFORE, AFTER, strict=True)
    changes, variances = zip(*(log_odds_change(pair, WINDOWS) for pair in pairs), strict=True)
    found = shrink(changes, variances)
    return {
        "log_odds_change": list(changes),
        "var": list(variances),
        "tau2": found.between_variance,
        "mu": found.mean,
        "shrunk": list(found.changes),
    }


def t08() -> dict:
    found = requirement(118, 40, 29, 412)
    return {
        "mention_share": found.mention_share,
        "required_share": found.required_share,
        "required_share_ci": limits(found.required_interval),
        "cond_required": found.conditional,
        "cond_ci": limits(found.conditional_interval),
        "bounds": limits(found.conditional_bounds),
        "required_share_bounds": limits(found.required_bounds),
    }


YEARS = [3, 5, 5, 8, 4, 5, 7, 10, 6, 5, 2, 8, 5, 5, 6, 7, 3, 5, 8, 10]
YEARS += [4, 6, 5, 5, 7, 12, 5, 8, 6, 5, 3, 5, 10, 7, 5, 6, 8, 5, 4, 5]
LEVELS = (0.25, 0.5, 0.75, 0.9)


def t09() -> dict:
    histogram = {year: YEARS.count(year) for year in set(YEARS)}
    q1, median, q3, p90 = quantiles = [quantile(histogram, level) for level in LEVELS]

    def part(counted) -> list[float]:
        hits = sum(map(counted, YEARS))
        return [hits / len(YEARS), *limits(wilson(hits, len(YEARS)))]

    return {
        "q1": q1, "median": median, "q3": q3, "p90": p90, "hist_quantiles": quantiles,
        "median_ci": limits(median_interval(histogram)),
        "share_min_ge5": part(lambda year: year >= 5),
        "share_in_4_10": part(lambda year: 4 <= year <= 10),
        "share_exact5": part(lambda year: year == 5),
    }  # fmt: skip


# Twelve postings per band of company size, smallest first, chosen so that they give the worked numbers.
BY_SIZE = {
    "1-50": [1, 3, 3, 4, 4, 4, 5, 5, 5, 5, 5, 6],
    "51-250": [3, 4, 5, 5, 5, 5, 5, 5, 6, 6, 7, 8],
    "251-1000": [5, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 10],
    "1001+": [5, 6, 6, 7, 7, 8, 8, 8, 9, 10, 10, 12],
}


def t10() -> dict:
    found = ordered_groups(list(BY_SIZE.values()))
    quartiles = {
        band: [float(np.quantile(years, level)) for level in (0.25, 0.75)] for band, years in BY_SIZE.items()
    }
    return {
        "medians": dict(zip(BY_SIZE, found.medians, strict=True)),
        "iqr": quartiles,
        "kruskal_H": found.kruskal_h,
        "kruskal_p": found.kruskal_p,
        "eps2": found.epsilon_squared,
        "spearman": found.spearman,
        "spearman_p": found.spearman_p,
        "jt_J": found.jonckheere,
        "jt_z": found.jonckheere_z,
        "jt_p": found.jonckheere_p,
        "mw_U": found.mann_whitney_u,
        "mw_p": found.mann_whitney_p,
        "cliffs_delta": found.cliffs_delta,
        "share_4_10": {band: sum(4 <= year <= 10 for year in years) / 12 for band, years in BY_SIZE.items()},
    }


def t11() -> dict:
    raw_slope = log(1.1983212172178166)
    raw_error = log((1 + 0.26169252539817588) / (1 + 0.13813287368189231)) / (2 * 1.959963984540054)
    raw = difference_of(raw_slope, raw_error, 0.0)
    robust, clustered = (
        difference_of(0.1401784530508734, error, 0.0) for error in (0.01815714477686468, 0.02011048342391006)
    )
    return {
        "raw_pct": raw.relative * 100,
        "raw_ci": limits(raw.interval, 100),
        "adj_pct": clustered.relative * 100,
        "adj_ci_hc1": limits(robust.interval, 100),
        "adj_ci_cluster": limits(clustered.interval, 100),
    }


def t12() -> dict:
    found = association(150, 360, 300, 1200)
    return {
        "expected": found.expected,
        "lift": found.lift,
        "log_lift_se": log(found.lift_interval.high / found.lift) / 1.959963984540054,
        "lift_ci": limits(found.lift_interval),
        "p_b_given_a": found.conditional,
        "p_b_given_a_ci": limits(found.conditional_interval),
        "odds_ratio": found.odds_ratio,
        "or_ci": limits(found.odds_ratio_interval),
        "phi": found.phi,
        "chi2": found.chi2,
        "fisher_p": found.p,
        "npmi": found.npmi,
        "jaccard": found.jaccard,
    }


def t12b() -> dict:
    return {
        "lift": association(6, 8, 120, 1200).lift,
        "expected": 8 * 120 / 1200,
        "status": association_gate(6, 0.8).status.value,
    }


def strata(**counts) -> dict:
    return {name: (k / n, k / n * (1 - k / n) / n) for name, (k, n) in counts.items()}


MIX = {"A": 0.8, "B": 0.2}
EARLY = {"A": (160, 400), "B": (10, 100)}


def t13() -> dict:
    late = {"A": (80, 200), "B": (60, 600)}
    before, after = standardise(strata(**EARLY), MIX, 500), standardise(strata(**late), MIX, 800)
    mix, within = kitagawa(EARLY, late)
    return {
        "raw0": 170 / 500,
        "raw1": 140 / 800,
        "std0": [before.share, before.variance**0.5],
        "std1": [after.share, after.variance**0.5],
        "kitagawa_total": mix + within,
        "kitagawa_composition": mix,
        "kitagawa_within": within,
    }


def t13b() -> dict:
    late = {"A": (96, 200), "B": (72, 600)}
    before, after = standardise(strata(**EARLY), MIX, 500), standardise(strata(**late), MIX, 800)
    change = adjusted_change((before.share, after.share), (before.variance, after.variance))
    mix, within = kitagawa(EARLY, late)
    return {
        "raw0": 170 / 500,
        "raw1": 168 / 800,
        "std1": [after.share, after.variance**0.5],
        "z": change.z,
        "p": change.p,
        "kitagawa_composition": mix,
        "kitagawa_within": within,
        "neff_std1": after.effective_postings,
        "wilson_on_neff": limits(after.interval),
    }


def t14() -> dict:
    series = {"A": [100, 104, 110, 108, None], "B": [50, 49, 51, 53, 55], "C": [None, None, 80, 84, 88]}
    totals = [sum(value or 0 for value in step) for step in zip(*series.values(), strict=True)]
    return {
        "raw_totals": totals,
        "raw_index": [total / totals[0] * 100 for total in totals],
        "chained_index": chained_index(series),
        "fixed_panel_B": chained_index({"B": series["B"]}),
    }


def t15() -> dict:
    hits = [1] * 15 + [0] * 45 + [1] * 12 + [0] * 18 + [1] * 6 + [0] * 4
    share, effective = weighted_share(hits, [0.5] * 60 + [1.5] * 30 + [3.0] * 10)
    return {
        "unweighted": sum(hits) / len(hits),
        "weighted": share,
        "n_eff": effective,
        "ci": limits(wilson(share * effective, effective)),
    }


def t16() -> dict:
    days = [7, 12, 14, 21, 21, 28, 30, 35, 45, 60, 75, 90]
    closed = [1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0]
    found = still_open(days, [bool(ended) for ended in closed])
    return {
        "times": list(found.days),
        "surv": list(found.shares),
        "median": found.median,
        "median_naive_closed_only": float(
            np.median([d for d, ended in zip(days, closed, strict=True) if ended])
        ),
        "p_active_over_60": found.after(60),
    }


def t16b() -> dict:
    return {"stock_share": stock_share(0.30, days_with=45, days_without=20)}


def t17() -> dict:
    found = corrected_share(0.30, 412, ReadingAccuracy(0.92, 0.99, 300, 300))
    return {
        "observed": 0.30,
        "adjusted": found.share,
        "se": found.standard_error,
        "ci": limits(found.interval),
        "precision_audit_97_of_100": limits(wilson(97, 100)),
        "precision_audit_90_of_100": limits(wilson(90, 100)),
    }


def t18() -> dict:
    found = paired_difference(both=70, first_only=90, second_only=60, neither=780)
    return {
        "java": 160 / 1000,
        "go": 130 / 1000,
        "diff_pp": found.difference * 100,
        "p_exact": found.p_exact,
        "p_chi2": found.p_chi2,
        "diff_ci_wald": limits(found.interval, 100),
    }


def t19() -> dict:
    found = count_change(420, 455)
    return {"ratio": found.ratio, "ci": limits(found.interval), "p": found.p}


def t20() -> dict:
    return {
        "n_per_period_20_to_25": postings_needed(0.20, 0.25),
        "n_20_to_22": postings_needed(0.20, 0.22),
        "n_5_to_7": postings_needed(0.05, 0.07),
        "power_with_300": power(0.20, 0.25, 300),
        "half_width_pp": {str(n): half_width(0.20, n) * 100 for n in (30, 100, 300, 1000, 3000, 10000)},
    }


def t21() -> dict:
    found = {}
    for name in VECTORS["T21"]:
        hits, postings = map(int, name.split("_")[-2:])
        interval = wilson(hits, postings)
        status = gate(hits / postings, interval, postings, employers=postings).status
        share = Share(hits, postings, postings, hits / postings, interval, postings, status, "")
        found[name] = {**shares(hits, postings), "verdict": at_least(share, 0.5).value}
    return found


def t22() -> dict:
    found = year_on_year((90, 131), WINDOWS)
    return {
        "yoy_pp": found.change.difference * 100,
        "yoy_pct": found.relative * 100,
        "p": found.change.p,
    }


def t24() -> dict:
    mixes = [0.4, 0.3, 0.2, 0.1], [0.25, 0.3, 0.25, 0.2]
    return {"psi": stability_index(*mixes), "js_distance_base2": mix_distance(*mixes)}


def t25() -> dict:
    found = pooled_change((610, 310), (680, 500))
    return {
        "today": 310 / 500,
        "baseline": 610 / 680,
        "drop_pp": -found.difference * 100,
        "z": found.z,
        "p": found.p,
    }


def t26() -> dict:
    histogram = {year: YEARS.count(year) for year in set(YEARS)}
    found = duckdb.execute(
        "select quantile_cont(years, $levels) from (select unnest($years::integer[]) as years)",
        {"levels": list(LEVELS), "years": YEARS},
    ).fetchall()
    return {
        "wilson": limits(wilson(137, 412)),
        "quantile_cont": found[0][0],
        "numpy": [quantile(histogram, level) for level in LEVELS],
    }


COMPUTED = {
    found.__name__.upper().replace("B", "b"): found
    for found in (
        t01, t02, t03, t03b, t04, t05, t06, t07, t08, t09, t10, t11, t12, t12b, t13, t13b, t14, t15, t16, t16b,
        t17, t18, t19, t20, t21, t22, t24, t25, t26,
    )
}  # fmt: skip


def close(expected):
    """The expected value to nine digits; what is expected to be nothing may be off by rounding."""
    if isinstance(expected, dict):
        return {name: close(value) for name, value in expected.items()}
    if isinstance(expected, list):
        return [close(value) for value in expected]
    if isinstance(expected, str):
        return expected
    return pytest.approx(expected, rel=1e-9, abs=0 if expected else 1e-12)


@pytest.mark.parametrize("name", COMPUTED)
def test_worked_numbers_to_the_last_printed_digit(name):
    found, expected = COMPUTED[name](), VECTORS[name]
    assert set(found) == set(expected)
    for part, value in expected.items():
        assert found[part] == close(value), part


def test_every_worked_number_is_tested():
    assert set(COMPUTED) == set(VECTORS)
    assert {name[:3] for name in VECTORS} | {"T23"} == {f"T{number:02}" for number in range(1, 27)}
