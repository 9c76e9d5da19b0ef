"""How many requests a host gets on one day at most, whatever asks for them."""

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import NotConfigured

from scrapers.manners.addresses import NotSent
from scrapers.policy import policy_of
from scrapers.trial import is_trial

_COUNTED = "skilltide_counted"


class RequestBudgetMiddleware:
    """Counts what goes to each host, earlier sessions of the day included, and sends nothing beyond the budget."""

    def __init__(self, crawler: Any) -> None:
        spider = crawler.spider
        given: int = crawler.settings.getint("SKILLTIDE_REQUEST_BUDGET")
        self._budget = spider.request_budget = given or policy_of(spider.name).request_budget
        self._asked: Counter[str] = spider.hosts_asked
        self._over: Counter[str] = spider.hosts_over_budget

    @classmethod
    def from_crawler(cls, crawler: Any) -> "RequestBudgetMiddleware":
        """Take the budget from the ledger; the spider learns what was used of it."""
        if is_trial(crawler):
            raise NotConfigured
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Count a request. Raise NotSent where its host has had its share."""
        host = urlsplit(request.url).netloc
        if self._asked[host] >= self._budget:
            self._over[host] += 1
            raise NotSent("skipped", f"beyond the {self._budget} requests that {host} gets on one day")
        self._asked[host] += 1
        request.meta[_COUNTED] = True

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Take back the count of what was not sent after all."""
        if request.meta.pop(_COUNTED, False) and isinstance(exception, NotSent):
            self._asked[urlsplit(request.url).netloc] -= 1
