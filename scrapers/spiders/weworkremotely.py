"""We Work Remotely: an RSS feed of the newest jobs. https://weworkremotely.com/remote-job-rss-feed"""

from typing import Any

from scrapy.http import Response

from scrapers.answers.values import UnreadableAnswer, record, text, texts, xml_body
from scrapers.listing_spider import FeedSpider
from scrapers.posting import Posting
from scrapers.registry.board import Board


class WeWorkRemotelySpider(FeedSpider):
    """Titles read "Company: Role". The headquarters in the text are the employer's, not the job's, and stay there."""

    name = "weworkremotely"
    base_url = "https://weworkremotely.com"
    path = "/remote-jobs.rss"
    handled = frozenset(
        {
            "title", "region", "country", "state", "category", "type", "description", "pubDate", "expires_at",
            "guid", "link",
        }
    )  # fmt: skip
    # Skills are chosen by the site and of low quality; ``content`` is a logo.
    ignored = frozenset({"skills", "content"})

    def answer(self, response: Response) -> Any:
        """Return the channel's items as records. Raise UnreadableAnswer where there is no channel."""
        channel = xml_body(response.body).find("channel")
        if channel is None:
            raise UnreadableAnswer(f"no RSS channel: it begins with {response.body[:40]!r}")
        return [record(item) for item in channel.iterchildren("item")]

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return the items; a feed announces no total."""
        return answer, None

    def entry_id(self, entry: dict[str, Any]) -> Any:
        """Return the item's guid, or its link."""
        return text(entry.get("guid")) or text(entry.get("link"))

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one job. A role may hold a colon itself, and a title may name no company."""
        company, parted, role = entry["title"].partition(": ")
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=self.entry_id(entry),
            url=text(entry.get("link")),
            title=role if parted else company,
            company=text(company) if parted else None,
            locations=texts([entry.get(part) for part in ("region", "state", "country")]),
            description=entry.get("description") or "",
            posted_at=self.time_of(entry, "pubDate"),
            valid_through=self.time_of(entry, "expires_at"),
            employment_type=text(entry.get("type")),
            department=text(entry.get("category")),
        )
