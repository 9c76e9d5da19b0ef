"""How many tech-lead postings ask for each of several things? From the rows of a mart to gated shares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.published import IN_PERIOD, Basis, Connection, rows
from reports.statistics.clusters import ClusterSums
from reports.statistics.share import Share, share_of

_POSTINGS = f"""
select employer_id, sum(postings)::integer from lead_month_employer where {IN_PERIOD}
group by employer_id order by employer_id
"""  # noqa: S608 - put together from constants


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that postings ask for: its share of all of them, and how many sources name it."""

    share: Share
    sources: int


def postings_by_employer(connection: Connection, basis: Basis) -> dict[str, int]:
    """Return the tech-lead postings of the period per employer: the denominator of their shares."""
    return dict(rows(connection, _POSTINGS, basis.period.parameters))


def asked(
    found: Iterable[tuple[str, str, str, int]], postings: Mapping[str, int], basis: Basis
) -> dict[str, Asked]:
    """Return the share of each subject among ``postings`` (a number per employer), in the order of ``found``.

    ``found`` are (subject, source, employer, postings); of one subject no posting counts twice.
    """
    hits: dict[str, dict[str, int]] = {}
    sources: dict[str, set[str]] = {}
    for subject, source, employer, count in found:
        own = hits.setdefault(subject, {})
        own[employer] = own.get(employer, 0) + count
        sources.setdefault(subject, set()).add(source)
    return {
        subject: Asked(clustered(own, postings, basis), len(sources[subject]))
        for subject, own in hits.items()
    }


def clustered(hits: Mapping[str, int], postings: Mapping[str, int], basis: Basis) -> Share:
    """Return the gated share of ``hits`` among ``postings``, both numbers per employer."""
    total = sum(postings.values())
    top = max(postings.values()) / total if total else 0.0
    sums = ClusterSums.of((hits.get(employer, 0), count) for employer, count in postings.items())
    return share_of(sums, top, basis.top_source)
