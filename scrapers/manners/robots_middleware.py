"""Robots rules before every request, after RFC 9309: 4xx means no rules, 5xx or no answer means keep out."""

import math
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser
from twisted.internet.defer import Deferred

from scrapers.manners.addresses import NotSent
from scrapers.manners.host_delay import raise_delay
from scrapers.manners.robots import PRODUCT

# A host that asks for more than this between two requests does not want to be collected.
LONGEST_DELAY = 300.0


class StrictRobotsMiddleware(RobotsTxtMiddleware):
    """Reads each host's robots.txt once, obeys its rules and its crawl delay."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._reasons: dict[str, str] = {}

    async def robot_parser(self, request: Request) -> Any:
        """Return the rules of a request's host, once they are there."""
        await super().robot_parser(request)
        # Of several that wait for the same rules, Scrapy hands them to the first and nothing to the others.
        return self._parsers[urlsplit(request.url).netloc]

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            raise IgnoreRequest(f"robots.txt of {netloc} answered {response.status}")
        if response.status >= 300:
            response = response.replace(body=b"")
        self._obey_delay(ProtegoRobotParser(response.body, self.crawler.spider), request)
        await super()._parse_robots(response, netloc, request)

    def _obey_delay(self, rules: Any, request: Request) -> None:
        delay = rules.crawl_delay(PRODUCT)
        if delay is None or math.isnan(delay) or delay <= 0:
            return
        parts = urlsplit(request.url)
        if delay > LONGEST_DELAY:
            raise IgnoreRequest(f"robots.txt of {parts.netloc} asks for {delay:g} s between two requests")
        raise_delay(self.crawler, parts.hostname or "", delay)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        known = isinstance(exc, IgnoreRequest)
        self._reasons[netloc] = (
            str(exc) if known else f"robots.txt of {netloc} could not be read ({type(exc).__name__})"
        )
        waiting = self._parsers[netloc]
        rules = ProtegoRobotParser(b"User-agent: *\nDisallow: /", self.crawler.spider)
        self._parsers[netloc] = rules
        self._stats.inc_value("robotstxt/unreachable")
        if isinstance(waiting, Deferred):
            waiting.callback(rules)

    def process_request_2(self, rp: Any, request: Request) -> None:
        """Refuse what the rules forbid, in words that the failure record can keep."""
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as refusal:
            netloc = urlsplit(request.url).netloc
            reason = self._reasons.get(netloc, f"forbidden by robots.txt of {netloc}")
            raise NotSent("blocked", reason) from refusal
