"""Is a statement about a share right? Its interval against the share that the statement's word stands for."""

from enum import StrEnum

from reports.statistics.gates import Status
from reports.statistics.share import Share


class Finding(StrEnum):
    """What the postings say of a statement. A straddling interval and too little data both decide nothing."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    INCONCLUSIVE = "inconclusive"
    INSUFFICIENT = "insufficient"


def at_least(share: Share, threshold: float) -> Finding:
    """Return whether a share is at least ``threshold``: its whole interval must be on one side."""
    if share.interval is None or share.status is Status.SUPPRESSED:
        return Finding.INSUFFICIENT
    if share.interval.low >= threshold:
        return Finding.SUPPORTED
    return Finding.CONTRADICTED if share.interval.high < threshold else Finding.INCONCLUSIVE
