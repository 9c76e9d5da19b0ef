"""Where nothing changes, nothing may be called rising: whole lists of skills, simulated without any true change.

Boards differ in what they ask for (a standard deviation of 0.7 in log odds), employers write their postings alike.
"""

import numpy as np
import pytest

from reports.statistics.clusters import ClusterSums
from reports.statistics.composition import standardise
from reports.statistics.trend import adjusted_change, change_label, false_discovery, pooled_change

SKILLS, POSTINGS, RUNS = 200, 3000, 60
STEADY = (0.35, 0.25, 0.2, 0.1, 0.1)
# name -> mix of the boards before and after
MIXES = {
    "none": (STEADY, STEADY),
    "one board shrinks, another grows": (STEADY, (0.2, 0.25, 0.2, 0.1, 0.25)),
    "a board enters": ((0.35, 0.35, 0.2, 0.1, 0.0), (0.1, 0.3, 0.2, 0.1, 0.3)),
}


def odds_of_boards(chance: np.random.Generator) -> np.ndarray:
    """Return the share of each skill on each board: rows are skills."""
    base = np.log(chance.beta(1.2, 8, SKILLS).clip(0.02, 0.7))
    return 1 / (1 + np.exp(-(base[:, None] + chance.normal(0, 0.7, (SKILLS, len(STEADY))))))


def labels(p_values: list[float], differences: list[float], by_board: list[list[float]]) -> int:
    q_values = false_discovery(p_values)
    found = zip(differences, q_values, by_board, strict=True)
    return sum(change_label(change, q, own) != "no clear change" for change, q, own in found)


def false_flags(chance: np.random.Generator, mix: tuple[tuple[float, ...], ...]) -> tuple[int, int]:
    """Return how many of 200 unchanged skills are called rising or falling: as scraped, and at the same mix."""
    truth = odds_of_boards(chance)
    postings = [np.array([round(POSTINGS * part) for part in parts]) for parts in mix]
    hits = [chance.binomial(n, truth) for n in postings]
    panel = [board for board in range(len(STEADY)) if min(n[board] for n in postings) >= 30]
    base = sum(postings[0][board] for board in panel)
    weights = {str(board): postings[0][board] / base for board in panel}
    raw_changes, changes, by_board = [], [], []
    for skill in range(SKILLS):
        counts = [found[skill] for found in hits]
        raw_changes.append(
            pooled_change(tuple(int(k.sum()) for k in counts), tuple(int(n.sum()) for n in postings))
        )
        ends = []
        for k, n in zip(counts, postings, strict=True):
            shares = {str(board): k[board] / n[board] for board in panel}
            strata = {name: (p, p * (1 - p) / n[int(name)]) for name, p in shares.items()}
            ends.append((standardise(strata, weights, n.sum()), shares))
        (before, early), (after, late) = ends
        changes.append(adjusted_change((before.share, after.share), (before.variance, after.variance)))
        by_board.append([late[name] - early[name] for name in weights])
    return (
        labels([c.p for c in raw_changes], [c.difference for c in raw_changes], [[]] * SKILLS),
        labels([c.p for c in changes], [c.difference for c in changes], by_board),
    )


@pytest.mark.slow
@pytest.mark.parametrize(("name", "raw_at_least"), [*zip(MIXES, (0, 20, 40), strict=True)])
def test_a_mix_that_shifts_calls_nothing_rising(name, raw_at_least):
    chance = np.random.default_rng(20260101)
    flags = np.array([false_flags(chance, MIXES[name]) for _ in range(RUNS)])
    raw, adjusted = flags.mean(axis=0)
    assert raw >= raw_at_least
    assert adjusted <= 0.1


@pytest.mark.slow
def test_employers_that_write_alike_are_no_evidence():
    chance = np.random.default_rng(20260101)
    wrong = {"plain": 0, "clustered": 0}
    for _ in range(SKILLS):
        share = float(np.clip(chance.beta(1.2, 8), 0.03, 0.7))
        ends = []
        for _period in range(2):
            postings = np.minimum(chance.zipf(1.6, 700), 150)
            habit = chance.beta(share * 9, (1 - share) * 9, len(postings))  # correlation 0.1 within employers
            ends.append(ClusterSums.of(zip(chance.binomial(postings, habit), postings, strict=True)))
        early, late = ends
        counts = (int(early.hits), int(late.hits)), (int(early.postings), int(late.postings))
        changed = adjusted_change((early.share, late.share), (early.variance, late.variance))
        wrong["plain"] += pooled_change(*counts).p < 0.05
        wrong["clustered"] += changed.p < 0.05
    assert wrong["plain"] > 0.25 * SKILLS
    assert wrong["clustered"] < 0.1 * SKILLS
