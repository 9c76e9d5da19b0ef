"""What Scrapy alone achieves: plain settings, and a callback that does nothing. The reference of the crawl's speed.

``python -m tests.bench.bare_spider ADDRESS REQUESTS`` prints the seconds from the first request to the last answer.
"""

import sys
import time
from collections.abc import AsyncIterator

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response


class BareSpider(Spider):
    """Asks one host for many addresses."""

    name = "bare"
    address, requests = "", 0

    async def start(self) -> AsyncIterator[Request]:
        """Ask for each address once."""
        self.started = time.perf_counter()
        for number in range(self.requests):
            yield Request(f"{self.address}/v1/boards/b{number}/jobs?content=true", dont_filter=True)

    def parse(self, response: Response) -> None:
        """Do nothing."""

    def closed(self, reason: str) -> None:
        """Say how long it took."""
        print(time.perf_counter() - self.started)  # noqa: T201 - for the parent


if __name__ == "__main__":
    BareSpider.address, BareSpider.requests = sys.argv[1], int(sys.argv[2])
    process = CrawlerProcess({"LOG_LEVEL": "WARNING", "DOWNLOAD_DELAY": 0, "TELNETCONSOLE_ENABLED": False})
    process.crawl(BareSpider)
    process.start()
