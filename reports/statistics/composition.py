"""Did a share move, or did only the mix of sources move? All comparisons of periods go through here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from reports.statistics.intervals import Interval, wilson

# (share, variance of the share) of one source in one period
Stratum = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Standardised:
    """A share at the mix of the base period, its variance, and the postings that would be as certain."""

    share: float
    variance: float
    effective_postings: float

    @property
    def interval(self) -> Interval:
        """Wilson's interval on the effective number of postings."""
        return wilson(self.share * self.effective_postings, self.effective_postings)


def standardise(strata: Mapping[str, Stratum], weights: Mapping[str, float], postings: float) -> Standardised:
    """Return Σ W·p and Σ W²·v over the sources of ``weights`` (direct standardisation, Kitagawa 1964).

    ``weights`` are the sources' parts of the base period and sum to 1; ``postings`` caps the result.
    Raise KeyError where a source of the panel is missing in the period: then there is no comparable value.
    """
    share = sum(weight * strata[source][0] for source, weight in weights.items())
    variance = sum(weight * weight * strata[source][1] for source, weight in weights.items())
    inner = share * (1 - share)
    effective = postings if inner <= 0 or variance <= 0 else min(postings, inner / variance)
    return Standardised(share, variance, effective if variance < inf else 1.0)


def kitagawa(
    before: Mapping[str, tuple[float, float]], after: Mapping[str, tuple[float, float]]
) -> tuple[float, float]:
    """Return the parts of a raw change that come from the mix and from within sources (Kitagawa 1955).

    Each value is (hits, postings) of one source. A source that is in one period only changed nothing but the
    mix: its share in the other period is taken to be the same.
    """
    totals = [sum(postings for _, postings in period.values()) for period in (before, after)]
    composition = within = 0.0
    for source in {**before, **after}:
        hits, postings = before.get(source, (0.0, 0.0))
        later_hits, later_postings = after.get(source, (0.0, 0.0))
        part, later_part = postings / totals[0], later_postings / totals[1]
        shares = (
            hits / postings if postings else None,
            later_hits / later_postings if later_postings else None,
        )
        share, later_share = (
            own if own is not None else other or 0.0 for own, other in (shares, shares[::-1])
        )
        composition += (later_part - part) * (share + later_share) / 2
        within += (part + later_part) / 2 * (later_share - share)
    return composition, within


def chained_index(series: Mapping[str, Sequence[float | None]], base: float = 100.0) -> list[float]:
    """Return a count index that chains only the sources present in both neighbours (matched panel).

    None = the source was not collected then. Raise ValueError where a step has no matched posting to start
    from: the chain is broken there.
    """
    length = max(map(len, series.values()))
    index = [base]
    for now in range(1, length):
        past, new = matched(series, now)
        if not past:
            raise ValueError(f"no source has postings in steps {now - 1} and {now}")
        index.append(index[-1] * new / past)
    return index


def bridged_index(
    series: Mapping[str, Sequence[float | None]], least: float, reach: int = 6, enough: int = 6
) -> list[float | None]:
    """Return the chained index with None where too few matched postings carry a step, linked across such gaps.

    A link needs ``least`` postings at both its ends and spans at most ``reach`` steps. The chain ends at the
    latest step that gives ``enough`` of them (else it is the longest there is); its first step is 100.
    """
    length = max(map(len, series.values()), default=0)
    best: list[float | None] = [None] * length
    for end in reversed(range(length)):
        found = _chain_to(series, end, least, reach)
        if _known(found) > _known(best):
            best = found
        if _known(best) >= enough:
            break
    first = next((value for value in best if value is not None), None)
    return [value if value is None or first is None else value / first * 100.0 for value in best]


def _chain_to(
    series: Mapping[str, Sequence[float | None]], end: int, least: float, reach: int
) -> list[float | None]:
    index: list[float | None] = [None] * max(map(len, series.values()))
    value, anchor = 1.0, end
    for now in range(end, -1, -1):
        if anchor - now > reach:
            break
        past, new = matched(series, anchor, now)
        if min(past, new) >= least:
            value, anchor = value * past / new, now
            index[now] = value
    return index


def _known(index: Sequence[float | None]) -> int:
    return sum(value is not None for value in index)


def matched(
    series: Mapping[str, Sequence[float | None]], now: int, past: int | None = None
) -> tuple[float, float]:
    """Return the counts of step ``past`` (default: the one before) and ``now``, over the sources present in both."""
    before = now - 1 if past is None else past
    both = [(found[before], found[now]) for found in series.values()]
    pairs = [(old, new) for old, new in both if old is not None and new is not None]
    return sum(old for old, _ in pairs), sum(new for _, new in pairs)


def mix_weights(
    base_shares: Mapping[str, float], postings: Mapping[str, float], least: float = 0.2, most: float = 5.0
) -> tuple[dict[str, float], int]:
    """Return the weight of one posting of each source, and how many weights were trimmed to [least, most].

    W·N/n brings the postings of a period to the mix of the base period (Kish 1965); trimming keeps one
    posting of a source that has shrunk from speaking for hundreds.
    """
    total = sum(postings[source] for source in base_shares)
    exact = {source: part * total / postings[source] for source, part in base_shares.items()}
    trimmed = {source: min(most, max(least, weight)) for source, weight in exact.items()}
    return trimmed, sum(trimmed[source] != weight for source, weight in exact.items())
