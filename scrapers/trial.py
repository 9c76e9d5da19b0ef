"""Trials: ``scrapy shell``, ``fetch``, ``view``, ``parse`` and ``check`` ask an address by hand and keep nothing.

They take the crawl's manners (robots.txt, rate limits, no private addresses, no source that is held back), but neither
its archive, which is made of a run's questions only, nor what is counted over a day.
"""

from typing import Any

from scrapers.board_spider import BoardSpider

_COMMANDS = "scrapy.commands."


def is_trial(crawler: Any) -> bool:
    """Return whether one of Scrapy's own tools asks: the shell opens no spider before, the others start it their own way."""
    spider = crawler.spider
    if not isinstance(spider, BoardSpider):
        return True
    return type(spider).start.__module__.startswith(_COMMANDS)
