"""Must-have or nice-to-have, where some postings name a skill and do not say which?

What is unstated is shown, never dropped: the bounds put all of it on one side and then on the other.
"""

from dataclasses import dataclass

from reports.statistics.gates import Status, gate
from reports.statistics.intervals import Interval, wilson

# Above the first the bounds stand beside the share; above the second nothing is said about must-have.
SHOW_BOUNDS_ABOVE = 0.10
SAY_NOTHING_ABOVE = 0.40


@dataclass(frozen=True, slots=True)
class Requirement:
    """How often a skill is required: of all postings, and of those that say whether it is."""

    mention_share: float
    required_share: float
    required_interval: Interval
    required_bounds: Interval
    conditional: float | None
    conditional_interval: Interval | None
    conditional_bounds: Interval
    unstated_share: float

    @property
    def says_nothing(self) -> bool:
        """Whether too many mentions leave it open to say must-have or nice-to-have."""
        return self.unstated_share > SAY_NOTHING_ABOVE

    @property
    def needs_bounds(self) -> bool:
        """Whether the bounds must stand beside the conditional share."""
        return self.unstated_share > SHOW_BOUNDS_ABOVE


def requirement(
    required: int, preferred: int, unstated: int, postings: int, design_effect: float = 1.0
) -> Requirement:
    """Return the shares of a skill that ``required + preferred + unstated`` of ``postings`` name.

    Raise ValueError where nothing names it. ``design_effect`` widens the intervals for clustering.
    """
    mentions, stated = required + preferred + unstated, required + preferred
    if not mentions:
        raise ValueError("no posting names the skill")
    return Requirement(
        mention_share=mentions / postings,
        required_share=required / postings,
        required_interval=wilson(required / design_effect, postings / design_effect),
        required_bounds=Interval(required / postings, (required + unstated) / postings),
        conditional=required / stated if stated else None,
        conditional_interval=wilson(required / design_effect, stated / design_effect) if stated else None,
        conditional_bounds=Interval(required / mentions, (required + unstated) / mentions),
        unstated_share=unstated / mentions,
    )


def conditional_status(found: Requirement, stated: int, employers: int, design_effect: float = 1.0) -> Status:
    """Return whether the share "required, of those that say" may be shown."""
    if found.conditional is None or found.conditional_interval is None or found.says_nothing:
        return Status.SUPPRESSED
    effective = stated / design_effect
    return gate(found.conditional, found.conditional_interval, effective, employers).status
