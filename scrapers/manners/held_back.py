"""Addresses of vendors that the ledger holds back: not fetched by whichever source leads there."""

from typing import Any

from scrapy import Request

from scrapers.manners.addresses import NotSent
from scrapers.policy import SourcePolicy, held_back, policies
from scrapers.registry.vendor_addresses import vendor_of_host


def vendor_held_back(url: str) -> SourcePolicy | None:
    """Return the policy of the vendor that an address belongs to, where the ledger holds that vendor back."""
    policy = policies().get(vendor_of_host(url) or "")
    return policy if policy and held_back(policy) else None


class HeldBackMiddleware:
    """Refuses what belongs to a vendor that is under review or off, unless an operator acknowledged it."""

    def __init__(self, acknowledged: frozenset[str]) -> None:
        self._acknowledged = acknowledged

    @classmethod
    def from_crawler(cls, crawler: Any) -> "HeldBackMiddleware":
        """Take what was acknowledged from the settings."""
        return cls(frozenset(filter(None, crawler.settings["SKILLTIDE_ACKNOWLEDGED"].split(","))))

    def process_request(self, request: Request) -> None:
        """Raise NotSent for an address of such a vendor."""
        policy = vendor_held_back(request.url)
        if policy and policy.source not in self._acknowledged:
            raise NotSent(
                "skipped", f"{policy.title}: {policy.status} in the ledger of sources ({policy.note})"
            )
