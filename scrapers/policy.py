"""What each source permits: whether it may run, how fast, what it asks to be named by, what may be published."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Status = Literal["ON", "OPTIONAL", "REVIEW", "OFF"]
_LEDGER = Path(__file__).with_name("policy.toml")


@dataclass(frozen=True, slots=True)
class SourcePolicy:
    """One source of the ledger. ``request_budget`` is per host and night; ``publishes`` says what may leave the house.

    ON runs by default, OPTIONAL where it is enabled, REVIEW and OFF only with an acknowledgement besides.
    """

    source: str
    status: Status
    title: str
    terms_url: str
    attribution: str
    robots: str
    rate_limit_per_second: float
    note: str
    content_signal: str = ""
    request_budget: int = 3000
    publishes: str = "counts, shares and quotations of up to 25 words with a link"
    publishes_text: bool = False


def read_policy(path: Path = _LEDGER) -> tuple[SourcePolicy, ...]:
    """Return the ledger, in its order. Raise TypeError or KeyError where a source lacks a field."""
    blocks = tomllib.loads(path.read_text(encoding="utf-8"))["source"]
    return tuple(SourcePolicy(**block) for block in blocks)


SOURCE_POLICY = read_policy()
_BY_NAME = {policy.source: policy for policy in SOURCE_POLICY}


def policies() -> Mapping[str, SourcePolicy]:
    """Return the ledger by name."""
    return _BY_NAME


def held_back(policy: SourcePolicy | None) -> bool:
    """Return whether a source runs only where an operator acknowledges why it should not."""
    return policy is not None and policy.status in ("REVIEW", "OFF")


def policy_of(source: str) -> SourcePolicy:
    """Return the policy of a source. Raise KeyError where the ledger has none: such a source may not run."""
    if source not in _BY_NAME:
        raise KeyError(
            f"{source} has no entry in scrapers/policy.toml; a source without a policy may not run"
        )
    return _BY_NAME[source]
