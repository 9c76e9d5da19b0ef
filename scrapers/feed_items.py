"""What goes on from callbacks: requests, and postings, which Scrapy's feed exports may write."""

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request

from scrapers.posting import Posting


class PostingsOnlyMiddleware:
    """Keeps back what is evidence about a listing: it is found again when the archive is read, and is no item.

    ``scrapy crawl NAME -O postings.jsonl`` so writes postings as published, for a look at a spider; rows are made from
    the archive only, so a crawl for the line makes no items at all.
    """

    def __init__(self, collecting: bool) -> None:
        self._kinds = (Request,) if collecting else (Request, Posting)

    @classmethod
    def from_crawler(cls, crawler: Any) -> "PostingsOnlyMiddleware":
        """Learn from the spider whether it only collects."""
        return cls(getattr(crawler.spider, "collecting", False))  # the shell has no spider yet

    async def process_spider_output_async(
        self, response: Any, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Yield requests and postings."""
        async for found in result:
            if isinstance(found, self._kinds):
                yield found

    def process_spider_output(self, response: Any, result: Any) -> Any:
        """Yield requests and postings."""
        return (found for found in result if isinstance(found, self._kinds))
