"""Which sources have a spider, and what a run must know of each before it starts one."""

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from scrapers import spiders
from scrapers.board_spider import BoardSpider


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Whether a source is walked board by board, whether a host will do for one, and the host asked by default."""

    needs_boards: bool
    host_is_board: bool
    base_url: str


def spider_classes() -> dict[str, type[BoardSpider]]:
    """Return the spider of each source, by name."""
    found: dict[str, type[BoardSpider]] = {}
    for module in iter_modules(spiders.__path__):
        for item in vars(import_module(f"{spiders.__name__}.{module.name}")).values():
            if isinstance(item, type) and issubclass(item, BoardSpider) and item.__dict__.get("name"):
                found[str(item.name)] = item
    return dict(sorted(found.items()))


def spider_sources() -> dict[str, SourceFacts]:
    """Return the facts of each source that has a spider."""
    return {
        name: SourceFacts(spider.needs_boards, spider.host_is_board, spider.base_url)
        for name, spider in spider_classes().items()
    }
