"""Which skills are rising or falling? The last three months against those a year before, or the first.

All skills with at least 20 mentions in the two windows are tested together, on the panel, at the panel's mix. A
change that another way of counting turns around is no clear change: as scraped, each employer once, without the
largest source, without agencies, without stale postings, and as required only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.agencies import agency_sql
from reports.figures.comparison import MIN_SOURCE_POSTINGS, Tested, change_by_source, tested
from reports.figures.panel import (
    ALL,
    WINDOW,
    Panel,
    Point,
    Sums,
    employers_naming,
    panel_sums,
    panel_sums_kept,
    panel_sums_of,
    point,
    scraped_by_source,
    scraped_sums,
)
from reports.figures.skills import SkillCount
from reports.published import Connection, months_back
from reports.statistics.composition import kitagawa
from reports.statistics.intervals import Interval, difference
from reports.statistics.sensitivity import Sensitivity, sensitivity, sure_label
from reports.statistics.shrinkage import log_odds_change, shrink
from reports.statistics.trend import (
    MIN_HITS,
    MIN_MONTHS_FOR_YEAR,
    NO_CLEAR_CHANGE,
    Change,
    change_label,
)

LONG_PANEL = 26
# What is left out -> which postings stay.
LEFT_OUT = {"without agencies": f"not {agency_sql('company')}", "without stale postings": "not is_stale"}
_REQUIRED = """
select skill_id as subject, month, source, employer_id, required as postings from skill_month_employer
"""


@dataclass(frozen=True, slots=True)
class Movement:
    """A skill in two windows, the test of their difference, its q value and the word for it.

    ``interval`` is that of the difference, ``shrunken`` the change of the log odds pulled toward that of all
    skills; ``mix`` and ``within`` are the parts of the change as scraped (None where it cannot be had).
    """

    skill: SkillCount
    before: Point
    after: Point
    change: Change
    q: float
    label: str
    interval: Interval
    shrunken: float
    mix: float | None
    within: float | None
    other_counts: Sensitivity

    @property
    def clear(self) -> bool:
        """Whether the skill rises or falls."""
        return self.label != NO_CLEAR_CHANGE


def windows(panel: Panel) -> tuple[date, date]:
    """Return the last months of the two windows compared: a year apart where the panel is long enough."""
    if len(panel.months) >= MIN_MONTHS_FOR_YEAR:
        return months_back(panel.last, 12), panel.last
    return widest_windows(panel)


def quarter_windows(panel: Panel) -> tuple[date, date]:
    """Return the last months of the last two windows that do not overlap."""
    return months_back(panel.last, WINDOW), panel.last


def window_name(last: date) -> str:
    """Return "Aug–Oct 2026" for the window that ends with the month."""
    first = months_back(last, WINDOW - 1)
    return f"{first:%b}–{last:%b %Y}" if first.year == last.year else f"{first:%b %Y}–{last:%b %Y}"


def widest_windows(panel: Panel) -> tuple[date, date]:
    """Return the last months of the first and the last window of the panel."""
    return panel.months[WINDOW - 1], panel.last


def long_windows(panel: Panel) -> tuple[date, date] | None:
    """Return the first and the last window of a panel of more than two years."""
    return widest_windows(panel) if len(panel.months) > LONG_PANEL else None


def movements(
    connection: Connection, panel: Panel, skills: list[SkillCount], compared_windows: tuple[date, date]
) -> list[Movement]:
    """Return every skill that can be compared in the two windows, the most clearly changed first."""
    ends = list(compared_windows)
    by_id = {skill.skill_id: skill for skill in skills}
    sums = panel_sums(connection, panel, list(by_id), ends, WINDOW)
    compared = tested(sums, list(by_id), ends, panel)
    if not compared:
        return []
    pulled = _shrunken([(one.before, one.after) for one in compared])
    labels = {one.subject: _label(one, sums, ends, panel) for one in compared}
    counted = _Counted.of(connection, panel, labels, ends)
    found = [
        _movement(by_id[one.subject], one, shrunken, labels[one.subject], sums, counted, panel)
        for one, shrunken in zip(compared, pulled, strict=True)
    ]
    return sorted(found, key=lambda move: (not move.clear, -abs(move.change.difference)))


def _label(one: Tested, sums: Sums, ends: list[date], panel: Panel) -> str:
    return change_label(one.change.difference, one.q, change_by_source(sums, one.subject, ends, panel))


def _movement(
    skill: SkillCount,
    one: Tested,
    shrunken: float,
    label: str,
    sums: Sums,
    counted: "_Counted",
    panel: Panel,
) -> Movement:
    others = sensitivity(one.change.difference, counted.changes(skill.skill_id, sums, panel))
    mix, within = counted.parts(skill.skill_id)
    return Movement(
        skill=skill,
        before=one.before,
        after=one.after,
        change=one.change,
        q=one.q,
        label=sure_label(label, others),
        interval=difference(*_effective(one.before, one.after)),
        shrunken=shrunken,
        mix=mix,
        within=within,
        other_counts=others,
    )


def _effective(before: Point, after: Point) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the hits and postings of two windows as if each posting were independent."""
    ends = (before.adjusted, after.adjusted)
    hits = (ends[0].share * ends[0].effective_postings, ends[1].share * ends[1].effective_postings)
    return hits, (ends[0].effective_postings, ends[1].effective_postings)


def _shrunken(pairs: list[tuple[Point, Point]]) -> tuple[float, ...]:
    changes = [log_odds_change(*_effective(before, after)) for before, after in pairs]
    return shrink([change for change, _ in changes], [variance for _, variance in changes]).changes


@dataclass(frozen=True, slots=True)
class _Counted:
    """The two windows counted in other ways: as scraped, by source, each employer once, and the panel in other ways.

    Only of skills that would be called rising or falling the panel is counted in other ways, by name: nothing else
    could be turned around.
    """

    ends: list[date]
    scraped: Sums
    by_source: Sums
    naming: Mapping[tuple[str, date], tuple[int, int]]
    panel: Mapping[str, Sums]

    @classmethod
    def of(
        cls, connection: Connection, panel: Panel, labels: Mapping[str, str], ends: list[date]
    ) -> "_Counted":
        skills = list(labels)
        clear = [skill for skill, label in labels.items() if label != NO_CLEAR_CHANGE]
        return cls(
            ends,
            scraped_sums(connection, skills, ends, WINDOW),
            scraped_by_source(connection, skills, ends, WINDOW),
            employers_naming(connection, panel, skills, ends, WINDOW),
            _counted_otherwise(connection, panel, clear, ends) if clear else {},
        )

    def changes(self, skill: str, sums: Sums, panel: Panel) -> dict[str, float | None]:
        """Return the change of the share by each other way of counting, None where it cannot be counted."""
        early, late = (self.scraped.get((skill, end, ALL)) for end in self.ends)
        firms = [self.naming.get((skill, end)) for end in self.ends]
        rates = [named / all_firms for named, all_firms in (found for found in firms if found)]
        largest = max(panel.weights, key=lambda source: panel.weights[source])
        rest = [
            [sums[(skill, end, source)] for source in panel.weights if source != largest] for end in self.ends
        ]
        counts = [(sum(part.hits for part in end), sum(part.postings for part in end)) for end in rest]
        enough = min(postings for _, postings in counts) >= MIN_SOURCE_POSTINGS
        return {
            "as scraped": late.share - early.share if early and late else None,
            "each employer once": rates[1] - rates[0] if len(rates) == 2 else None,
            "without the largest source": (
                counts[1][0] / counts[1][1] - counts[0][0] / counts[0][1] if enough else None
            ),
            **{name: _turned(other, skill, self.ends, panel) for name, other in self.panel.items()},
        }

    def parts(self, skill: str) -> tuple[float | None, float | None]:
        """Return the parts of the change as scraped that come from the mix and from within sources."""
        periods: list[dict[str, tuple[float, float]]] = [
            {
                source: (part.hits, part.postings)
                for (named, month, source), part in self.by_source.items()
                if named == skill and month == end and part.postings
            }
            for end in self.ends
        ]
        return kitagawa(*periods) if all(periods) else (None, None)


def _counted_otherwise(
    connection: Connection, panel: Panel, skills: list[str], ends: list[date]
) -> dict[str, Sums]:
    """Return the panel without agencies, without stale postings, and with what is required alone."""
    return {
        **{
            name: panel_sums_kept(connection, panel, kept, skills, ends, WINDOW)
            for name, kept in LEFT_OUT.items()
        },
        "required only": panel_sums_of(connection, panel, _REQUIRED, skills, ends, WINDOW),
    }


def _turned(sums: Sums, skill: str, ends: list[date], panel: Panel) -> float | None:
    """Return the change of a skill by other sums of the panel, None where they are too few to say."""
    if (skill, ends[0], next(iter(panel.weights))) not in sums:
        return None
    before, after = (point(sums, skill, end, panel) for end in ends)
    if before is None or after is None or before.hits + after.hits < MIN_HITS:
        return None
    return after.adjusted.share - before.adjusted.share
