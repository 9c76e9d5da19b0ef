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


def matched(series: Mapping[str, Sequence[float | None]], now: int) -> tuple[float, float]:
    """Return the counts of step ``now - 1`` and of step ``now`` over the sources present in both."""
    both = [(found[now - 1], found[now]) for found in series.values()]
    pairs = [(past, new) for past, new in both if past is not None and new is not None]
    return sum(past for past, _ in pairs), sum(new for _, new in pairs)


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
