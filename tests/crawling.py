"""A crawl as operators run it, shared by the tests that need one: settings for a registry, and what came of it."""

from datetime import date
from pathlib import Path
from typing import Any

from pipelines.crawl import CrawlResult, CrawlSettings
from scrapers.archive.replay import parse_archive
from scrapers.posting import BoardDay, Posting, Rejection, RobotsDay

DAY = date(2026, 1, 5)
NEXT_DAY = date(2026, 1, 6)
GREENHOUSE = "/v1/boards/{}/jobs"


def settings(folder: Path, address: str, source: str, *tokens: str, **more: Any) -> CrawlSettings:
    key = "sitemap" if source == "json_ld" else "token"
    blocks = [f'[[board]]\ncompany = "{t}"\nvendor = "{source}"\n{key} = "{t}"\n' for t in tokens]
    registry = folder / "boards.toml"
    folder.mkdir(parents=True, exist_ok=True)
    registry.write_text("\n".join(blocks) or "board = []\n")
    return CrawlSettings(folder / "archive", registry, "https://kestrelworks.example/bot", address, **more)


def items(result: CrawlResult, kind: type) -> list[Any]:
    return [item for item in parse_archive(result.archives) if isinstance(item, kind)]


def postings(result: CrawlResult) -> list[Posting]:
    return items(result, Posting)


def rejections(result: CrawlResult) -> list[Rejection]:
    return items(result, Rejection)


def robots(result: CrawlResult) -> list[RobotsDay]:
    return items(result, RobotsDay)


def days(result: CrawlResult) -> dict[str, BoardDay]:
    return {day.board: day for day in items(result, BoardDay)}


def outcomes(result: CrawlResult) -> dict[str, str]:
    return {board: day.outcome for board, day in days(result).items()}
