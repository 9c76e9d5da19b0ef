"""Who states pay, and what pay goes with a skill? Counts and tests behind F15, one country and currency at a time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reports.figures.skills import SkillCount
from reports.published import IN_PERIOD, Basis, Connection, rows
from reports.statistics.clusters import ClusterSums
from reports.statistics.gates import Status, Verdict, enough_for_quantile
from reports.statistics.pay import PayDifference, coverage_gate, midpoint, pay_difference, sides_gate
from reports.statistics.share import Share, share_of
from reports.statistics.trend import false_discovery

# What is held alike in the comparison; the month is there for what pay does in a year.
COMPARABLE = ["seniority", "workplace", "employer_size", "source", "month"]

_COVERAGE = """
select
    lead_posting.country, lead_posting.employer_id, count(*)::integer, count(pay_stated.posting_id)::integer
from lead_posting left join pay_stated using (posting_id)
where lead_posting.month between $first::date and $last::date or ($first::date is null and lead_posting.month is null)
group by all order by all
"""
_PAY = f"""
select posting_id, country, currency, employer_id, pay_min, pay_max, seniority, workplace, employer_size, source, month
from pay_stated
where {IN_PERIOD}
order by posting_id
"""  # noqa: S608 - put together from constants
_NAMED = f"""
select distinct posting_id, skill_id
from pay_stated join posting_skill using (posting_id)
where {IN_PERIOD}
"""  # noqa: S608 - put together from constants


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many postings of a country state pay; the country is None where it is not known."""

    country: str | None
    share: Share


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and quartiles of stated pay; quartiles are None below 50 postings."""

    postings: int
    employers: int
    median: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class SkillPay:
    """Pay with and without a skill, the difference among comparable postings, and its q value.

    The numbers are None where the verdict suppresses them.
    """

    skill: SkillCount
    with_skill: tuple[int, int]
    without_skill: tuple[int, int]
    verdict: Verdict
    having: Spread | None
    lacking: Spread | None
    difference: PayDifference | None
    q: float | None


@dataclass(frozen=True, slots=True)
class Pay:
    """The country and currency that pay is compared in, and what was found; no skills where a gate closed."""

    country: str | None
    currency: str | None
    stated: int
    postings: int
    verdict: Verdict
    skills: tuple[SkillPay, ...]


def coverage(connection: Connection, basis: Basis) -> tuple[Share, list[Coverage]]:
    """Return how many postings state pay: in all, and by country, the country with most postings first."""

    def share(pairs: Iterable[tuple[float, float]]) -> Share:
        return share_of(ClusterSums.of(list(pairs)), basis.top_employer, basis.top_source)

    by_country: dict[str | None, list[tuple[float, float]]] = {}
    by_employer: dict[str, tuple[float, float]] = {}
    for country, employer, postings, stated in rows(connection, _COVERAGE, basis.period.parameters):
        by_country.setdefault(country, []).append((stated, postings))
        had = by_employer.get(employer, (0, 0))
        by_employer[employer] = (had[0] + stated, had[1] + postings)
    found = [Coverage(country, share(pairs)) for country, pairs in by_country.items()]
    found.sort(key=lambda entry: (entry.country is None, -entry.share.postings, entry.country or ""))
    return share(by_employer.values()), found


def pay_by_skill(
    connection: Connection, basis: Basis, covered: Sequence[Coverage], counts: Sequence[SkillCount]
) -> Pay:
    """Return pay with and without each technology, in the country where most postings state comparable pay."""
    found = rows(connection, _PAY, basis.period.parameters)
    sizes = Counter((country, currency) for _, country, currency, *_ in found if country is not None)
    if not sizes:
        unknown = Verdict(Status.SUPPRESSED, "no posting of a known country states pay")
        return Pay(None, None, 0, basis.postings, unknown, ())
    country, currency = min(sizes, key=lambda pair: (-sizes[pair], pair))
    frame = pd.DataFrame(
        found, columns=["posting_id", "country", "currency", "employer", "low", "high", *COMPARABLE]
    )
    frame["pay"] = [midpoint(low, high) for low, high in zip(frame["low"], frame["high"], strict=True)]
    chosen = frame[(frame["country"] == country) & (frame["currency"] == currency)].reset_index(drop=True)
    postings = next(entry.share.postings for entry in covered if entry.country == country)
    verdict = coverage_gate(len(chosen), postings)
    skills: tuple[SkillPay, ...] = ()
    if verdict.status is not Status.SUPPRESSED:
        named = rows(connection, _NAMED, basis.period.parameters)
        skills = _skills(chosen.dropna(subset=["pay"]).reset_index(drop=True), named, counts)
    return Pay(country, currency, len(chosen), postings, verdict, skills)


def _skills(
    frame: pd.DataFrame, named: Sequence[tuple[str, str]], counts: Sequence[SkillCount]
) -> tuple[SkillPay, ...]:
    """Return the technologies that are named most, tested together; suppressed ones keep their counts."""
    naming: dict[str, set[str]] = {}
    for posting, skill in named:
        naming.setdefault(skill, set()).add(posting)
    found = [
        _skill(frame, count, naming[count.skill_id])
        for count in counts
        if count.kind == "tech" and count.skill_id in naming
    ]
    tested = [entry.difference.p for entry in found if entry.difference is not None]
    q_values = iter(false_discovery(tested))
    return tuple(
        SkillPay(
            entry.skill, entry.with_skill, entry.without_skill, entry.verdict, entry.having, entry.lacking,
            entry.difference, next(q_values) if entry.difference is not None else None,
        )
        for entry in found
    )  # fmt: skip


def _skill(frame: pd.DataFrame, count: SkillCount, naming: set[str]) -> SkillPay:
    has = frame["posting_id"].isin(naming).to_numpy()
    sides = [frame[has], frame[~has]]
    postings = (len(sides[0]), len(sides[1]))
    employers = (sides[0]["employer"].nunique(), sides[1]["employer"].nunique())
    verdict = sides_gate(postings, employers)
    shown = verdict.status is not Status.SUPPRESSED
    return SkillPay(
        skill=count,
        with_skill=(postings[0], employers[0]),
        without_skill=(postings[1], employers[1]),
        verdict=verdict,
        having=_spread(sides[0]) if shown else None,
        lacking=_spread(sides[1]) if shown else None,
        difference=(
            pay_difference(
                frame["pay"].tolist(), has.tolist(), frame["employer"].tolist(), _comparable(frame)
            )
            if shown
            else None
        ),
        q=None,
    )


def _comparable(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[COMPARABLE].astype(object).map(lambda value: None if pd.isna(value) else str(value))


def _spread(frame: pd.DataFrame) -> Spread:
    low, median, high = np.quantile(frame["pay"].to_numpy(dtype=float), [0.25, 0.5, 0.75])
    quartiles = enough_for_quantile(len(frame), 0.25)
    return Spread(
        postings=len(frame),
        employers=frame["employer"].nunique(),
        median=float(median),
        low=float(low) if quartiles else None,
        high=float(high) if quartiles else None,
    )
