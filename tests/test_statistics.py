"""What the statistics promise beyond their worked numbers: limits, refusals, and honest states."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.association import association
from reports.statistics.clusters import ClusterSums
from reports.statistics.composition import bridged_index, chained_index, kitagawa, mix_weights, standardise
from reports.statistics.counts import count_change, count_interval, dispersion
from reports.statistics.drift import stability_index
from reports.statistics.duration import still_open
from reports.statistics.extraction_error import ReadingAccuracy, corrected_share, precise_enough
from reports.statistics.gates import Status, enough_for_quantile, gate
from reports.statistics.intervals import wilson
from reports.statistics.ordered_groups import (
    jonckheere_terpstra,
    median_difference_interval,
    ordered_groups,
)
from reports.statistics.pay import coverage_gate, midpoint, pay_difference, sides_gate
from reports.statistics.quantiles import gated_quantile, quantile
from reports.statistics.requirement import conditional_status, requirement
from reports.statistics.seasonal import seasonally_adjusted
from reports.statistics.sensitivity import sensitivity, sure_label
from reports.statistics.share import share_of
from reports.statistics.shrinkage import shrink
from reports.statistics.ties import clustered_p, is_tie
from reports.statistics.trend import adjusted_change, change_label, logit_trend, pooled_change


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


def test_one_source_of_nearly_everything_is_low_and_says_so():
    verdict = gate(0.3, wilson(300, 1000), 1000, 400, top_employer=0.1, top_source=0.9)
    assert verdict.status is Status.LOW
    assert "one source gives 90 %" in verdict.reason


def test_few_employers_writing_alike_are_not_enough_data():
    hits, postings = [40, 2, 1, 0, 3, 1, 5, 2, 0, 6], [50, 10, 8, 5, 12, 6, 15, 9, 4, 21]
    shown = share_of(ClusterSums.of(zip(hits, postings, strict=True)))
    assert shown.status is Status.SUPPRESSED
    assert shown.value is None
    assert str(shown) == "not enough data (n = 140)"


def test_no_hit_and_all_hits_keep_every_posting():
    assert ClusterSums.of([(0, 30), (0, 10)]).effective_postings == 40
    assert ClusterSums.of([(30, 30), (10, 10)]).effective_postings == 40


def test_one_employer_alone_never_becomes_a_number():
    assert share_of(ClusterSums.of([(400, 1000)])).value is None
    assert share_of(ClusterSums.of([])).value is None


def test_a_trend_line_needs_eight_months():
    with pytest.raises(ValueError, match="needs 8"):
        logit_trend([1] * 7, [10] * 7)


def test_sources_that_disagree_are_no_clear_change():
    assert change_label(0.05, 0.001, [0.08, -0.01]) == "no clear change"
    assert change_label(0.005, 0.001, [0.005]) == "no clear change"


def test_where_most_mentions_leave_it_open_nothing_is_said():
    found = requirement(30, 30, 60, 400)
    assert found.says_nothing
    assert conditional_status(found, 60, 50) is Status.SUPPRESSED


@given(st.lists(st.integers(0, 20), min_size=1, max_size=60), st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9]))
def test_t26_quantiles_of_a_histogram_are_those_of_its_values(values, level):
    histogram = {value: values.count(value) for value in values}
    assert quantile(histogram, level) == pytest.approx(float(np.quantile(values, level)))


def test_quantiles_need_more_values_the_further_out_they_lie():
    assert [enough_for_quantile(99, level) for level in (0.5, 0.25, 0.9, 0.42)] == [True, True, False, False]


def strata(**counts):
    return {name: (k / n, k / n * (1 - k / n) / n) for name, (k, n) in counts.items()}


def test_a_source_missing_in_a_period_leaves_no_comparable_value():
    with pytest.raises(KeyError):
        standardise(strata(A=(160, 400)), {"A": 0.8, "B": 0.2}, 400)


def test_a_source_in_one_period_only_is_change_of_the_mix():
    mix, within = kitagawa({"A": (50, 100)}, {"A": (50, 100), "B": (0, 100)})
    assert (mix, within) == (pytest.approx(-0.25), pytest.approx(0.0))


def test_a_chain_without_a_matched_source_is_broken():
    with pytest.raises(ValueError, match="steps 0 and 1"):
        chained_index({"A": [10, None, 12], "B": [None, 5, 6]})


def test_a_source_that_enters_does_not_move_the_index():
    alone = chained_index({"A": [100, 104, 110]})
    assert chained_index({"A": [100, 104, 110], "B": [None, None, 900]}) == alone


def test_an_index_bridges_a_missing_step_and_ends_where_a_chain_does():
    series = {"A": [100, None, 110, 121, None, None], "B": [None, 5, None, None, None, 40]}
    assert bridged_index(series, least=10, enough=3) == [
        pytest.approx(100.0), None, pytest.approx(110.0), pytest.approx(121.0), None, None,
    ]  # fmt: skip
    assert bridged_index({"A": [100, None, None, 110]}, least=10, reach=2) == [None, None, None, 100.0]
    assert bridged_index({}, least=10) == []


@given(st.lists(st.lists(st.integers(30, 90), min_size=8, max_size=8), min_size=1, max_size=3))
def test_a_whole_series_has_one_index(counts):
    series = {str(number): [float(count) for count in part] for number, part in enumerate(counts)}
    assert bridged_index(series, least=1) == [pytest.approx(value) for value in chained_index(series)]


def test_posting_weights_are_trimmed_and_counted():
    weights, trimmed = mix_weights({"A": 0.5, "B": 0.5}, {"A": 990, "B": 10})
    assert weights == {"A": pytest.approx(0.505050505), "B": 5.0}
    assert trimmed == 1


@given(st.integers(0, 4000))
def test_a_count_lies_within_its_interval(count):
    found = count_interval(count)
    assert found.low <= count <= found.high


def test_restless_counts_make_a_change_less_sure():
    steady, restless = [100, 101, 99, 100, 102, 100, 98, 100], [60, 140, 70, 130, 60, 150, 80, 120]
    assert dispersion(steady) == 1.0
    assert dispersion(restless) > 10
    assert dispersion(restless[:7]) == 1.0
    assert count_change(400, 480).p < 0.05 < count_change(400, 480, dispersion(restless)).p
    with pytest.raises(ValueError, match="no ratio"):
        count_change(0, 5)


def test_a_yearly_rhythm_is_taken_out_and_needs_three_years():
    rhythm = [100 * (1 + 0.3 * np.sin(month * np.pi / 6)) for month in range(48)]
    assert np.ptp(seasonally_adjusted(rhythm)) < 0.1 * np.ptp(rhythm)
    with pytest.raises(ValueError, match="needs 36"):
        seasonally_adjusted(rhythm[:35])
    with pytest.raises(ValueError, match="no logarithm"):
        seasonally_adjusted([0.0, *rhythm])


def test_small_skills_are_pulled_toward_the_middle():
    found = shrink([1.2, 0.1, -0.1, 0.0], [0.2, 0.01, 0.01, 0.01])
    assert found.mean < found.changes[0] < 0.6
    assert abs(found.changes[1] - 0.1) < 0.1
    assert shrink([1.2, 0.1], [0.2, 0.01]).changes == (1.2, 0.1)


def test_an_employer_that_writes_alike_does_not_break_a_tie():
    assert clustered_p([]) == 1.0
    assert not is_tie(70, 90, 40, 800, [1] * 60 + [-1] * 10)
    assert is_tie(70, 90, 40, 800, [50] + [1] * 10 + [-1] * 10)
    assert is_tie(70, 52, 48, 830, [1] * 52 + [-1] * 48)


SIZES = [[3, 4, 4, 5, 3, 5], [5, 5, 6, 4, 6, 7], [6, 8, 7, 8, 10, 6]]


def test_the_trend_over_ordered_groups_agrees_with_its_permutations():
    found = ordered_groups(SIZES)
    chance = np.random.default_rng(1)
    values = np.concatenate(SIZES).astype(float)
    drawn = [jonckheere_terpstra(np.split(chance.permutation(values), [6, 12]))[0] for _ in range(3000)]
    assert found.jonckheere_z == pytest.approx((found.jonckheere - np.mean(drawn)) / np.std(drawn), rel=0.05)
    assert found.has_trend
    assert ordered_groups(SIZES[::-1]).jonckheere_z == pytest.approx(-found.jonckheere_z)
    assert ordered_groups(SIZES[::-1]).cliffs_delta == pytest.approx(-found.cliffs_delta)


@pytest.mark.parametrize("groups", [[[1, 2]], [[1, 2], []], [[3, 3], [3]]])
def test_groups_that_cannot_be_compared_are_refused(groups):
    with pytest.raises(ValueError, match=r"comparison needs|all values"):
        ordered_groups(groups)


def test_a_median_difference_is_drawn_by_employer_and_repeatable():
    small = [(f"s{number}", value) for number, value in enumerate([3, 4, 4, 5, 3, 5] * 4)]
    large = [(f"l{number}", value) for number, value in enumerate([6, 8, 7, 8, 10, 6] * 4)]
    found = median_difference_interval(small, large)
    assert found == median_difference_interval(small, large)
    assert found.low <= 3.5 <= found.high
    one_voice = [("l", value) for _, value in large]
    assert median_difference_interval(small, one_voice).width <= found.width


def pay_rows(count: int, effect: float) -> tuple[list, list, list, pd.DataFrame]:
    chance = np.random.default_rng(3)
    senior = chance.random(count) < 0.5
    skill = chance.random(count) < np.where(senior, 0.7, 0.3)
    employers = [f"employer {number}" for number in chance.integers(0, 60, count)]
    pay = 60_000 * np.exp(0.3 * senior + effect * skill + chance.normal(0, 0.1, count))
    seniority = [None if chance.random() < 0.1 else "lead" if value else "senior" for value in senior]
    return list(pay), list(skill), employers, pd.DataFrame({"seniority": seniority, "alike": "x"})


def test_pay_that_goes_with_seniority_is_not_the_skills():
    pay, skill, employers, comparable = pay_rows(800, effect=0.05)
    among_comparable = pay_difference(pay, skill, employers, comparable)
    raw = pay_difference(pay, skill, employers, comparable[["alike"]])
    assert raw.relative > 0.12
    assert among_comparable.interval.low < 0.0513 < among_comparable.interval.high
    assert among_comparable.relative < 0.09


def test_pay_errors_are_those_of_the_clustered_sandwich():
    pay, skill, employers, comparable = pay_rows(200, effect=0.1)
    design = np.column_stack([np.ones(200), skill]).astype(float)
    bread = np.linalg.inv(design.T @ design)
    slope = bread @ design.T @ np.log(pay)
    scores = design * (np.log(pay) - design @ slope)[:, None]
    sums = pd.DataFrame(scores).groupby(employers).sum().to_numpy()
    firms = len(sums)
    correction = firms / (firms - 1) * 199 / 198
    error = np.sqrt((bread @ (sums.T @ sums) @ bread * correction)[1, 1])
    found = pay_difference(pay, skill, employers, comparable[["alike"]])
    assert (found.coefficient, found.standard_error) == (pytest.approx(slope[1]), pytest.approx(error))


def test_pay_is_shown_only_where_many_state_it():
    assert coverage_gate(200, 900).status is Status.OK
    assert coverage_gate(99, 200).reason == "99 postings state pay, 100 are needed"
    assert coverage_gate(150, 1000).reason == "15 % of the postings state pay, 20 % are needed"
    assert sides_gate((30, 30), (20, 20)).status is Status.OK
    assert "29 postings without" in sides_gate((30, 29), (20, 20)).reason
    assert "19 employers with " in sides_gate((30, 30), (19, 20)).reason
    assert (midpoint(60, 100), midpoint(60, None), midpoint(40, 100)) == (80, 60, None)


def test_a_pair_that_chance_hardly_expects_is_not_shown():
    assert association(6, 8, 120, 1200).verdict.status is Status.SUPPRESSED
    assert association(40, 60, 70, 1200).verdict.reason == "chance expects 3.5 of both, 5 are needed"
    assert association(150, 360, 300, 1200).verdict.status is Status.OK


@given(st.data())
def test_lifts_are_alike_from_either_side_and_lie_in_their_interval(data):
    postings = data.draw(st.integers(2, 3000))
    first, second = (data.draw(st.integers(1, postings)) for _ in range(2))
    together = data.draw(st.integers(max(0, first + second - postings), min(first, second)))
    found, mirrored = (
        association(together, first, second, postings),
        association(together, second, first, postings),
    )
    assert found.lift == pytest.approx(mirrored.lift)
    assert found.lift_interval.low <= found.lift * (1 + 1e-9)
    assert found.lift <= found.lift_interval.high * (1 + 1e-9)
    widened = association(together, first, second, postings, design_effect=4.0)
    assert widened.lift_interval.width >= found.lift_interval.width or not together
    assert -1 <= found.npmi <= 1 + 1e-9


@pytest.mark.parametrize(
    ("postings", "first", "second", "lift"),
    [
        (800, 0.12, 0.06, 6.0),
        (1200, 0.3, 0.25, 1.7),
        (800, 0.33, 0.2, 2.5),
        (1000, 0.3, 0.3, 1.0),
        (1000, 0.3, 0.3, 0.5),
    ],
)
def test_intervals_of_lifts_hold_the_truth_as_often_as_they_say(postings, first, second, lift):
    both = first * second * lift
    cells = [both, first - both, second - both, 1 - first - second + both]
    tables = np.random.default_rng(11).multinomial(postings, cells, size=500)
    intervals = [association(int(a), int(a + b), int(a + c), postings).lift_interval for a, b, c, _ in tables]
    held = sum(interval.low <= lift <= interval.high for interval in intervals)
    assert 0.93 <= held / len(intervals) <= 0.97


def test_a_table_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="no table"):
        association(50, 40, 60, 100)


def test_postings_that_are_still_open_lengthen_the_time():
    assert still_open([10, 20, 30], [True, True, True]).median == 20
    assert still_open([10, 20, 30], [True, False, False]).median is None
    assert still_open([10, 20], [True, True]).after(5) == 1.0
    with pytest.raises(ValueError, match="no posting has closed"):
        still_open([10, 20], [False, False])


def test_a_reader_no_better_than_chance_corrects_nothing():
    assert corrected_share(0.0, 100, ReadingAccuracy(0.9, 0.98, 100, 100)).share == 0.0
    with pytest.raises(ValueError, match="no better than chance"):
        corrected_share(0.3, 100, ReadingAccuracy(0.5, 0.5, 100, 100))


def test_a_skill_is_published_where_it_is_read_precisely():
    assert precise_enough(97, 100)
    assert not precise_enough(90, 100)
    assert not precise_enough(20, 20)


def test_a_mix_with_an_empty_part_has_no_stability_index():
    with pytest.raises(ValueError, match="merge it"):
        stability_index([0.5, 0.5, 0.0], [0.4, 0.4, 0.2])


def test_a_finding_that_another_count_turns_around_is_none():
    contradicted = sensitivity(0.03, {"as scraped": -0.01, "each employer once": 0.02, "required only": None})
    assert contradicted.contradicting == ("as scraped",)
    assert sure_label("rising", contradicted) == "no clear change"
    assert sure_label("rising", sensitivity(0.03, {"as scraped": 0.01})) == "rising"


def test_thin_values_have_no_quantile():
    assert gated_quantile({5: 29}, 0.5) is None
    assert gated_quantile({5: 30}, 0.5) == 5


def test_one_employer_that_posts_in_bulk_makes_no_trend():
    before = [(1, 5)] * 80
    after = [(1, 5)] * 80 + [(120, 120)]
    early, late = ClusterSums.of(before), ClusterSums.of(after)
    plain = pooled_change((80, 200), (400, 520))
    clustered = adjusted_change((early.share, late.share), (early.variance, late.variance))
    assert plain.p < 1e-6
    assert clustered.p > 0.05
    assert change_label(clustered.difference, clustered.p, [clustered.difference]) == "no clear change"
