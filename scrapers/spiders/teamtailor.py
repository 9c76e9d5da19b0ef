"""Teamtailor job feeds: RSS, the newest first, in pages.

https://support.teamtailor.com/en/articles/11171756-rss-feed-how-to-guide

A career site also answers at ``/jobs.json``. That feed is left alone: it is not documented and pages by addresses of
its own, while the RSS is what the vendor describes for others to read; both hold the same postings.
"""

from collections.abc import Iterator
from typing import Any

from scrapy.http import Response

from scrapers.answers.listing import Fault
from scrapers.answers.values import UnreadableAnswer, record, several, text, texts, xml_body
from scrapers.board_spider import Found
from scrapers.listing_spider import ListingSpider
from scrapers.posting import Posting
from scrapers.registry.board import Board

PAGE = 100


class TeamtailorSpider(ListingSpider):
    """Without an offset a feed is its 100 newest postings only, so pages are asked for until one is not full.

    A page that comes again whatever the offset is a fault, so such a feed never counts as a complete board. Sites on
    their employer's own domain are redirected to. There is no field for pay, kind of contract or closing date.
    """

    name = "teamtailor"
    base_url = "https://{token}.teamtailor.com"
    example = "career"
    path = f"/jobs.rss?offset={{position}}&per_page={PAGE}"
    # Any request may be answered so by chance.
    reads_statuses = {"parse_board": frozenset({400})}  # noqa: RUF012
    handled = frozenset(
        {
            "title", "description", "pubDate", "link", "guid", "remoteStatus", "department", "locations.location.name",
            "locations.location.city", "locations.location.country",
        }
    )  # fmt: skip
    ignored = frozenset({"role", "locations.location.address", "locations.location.zip"})

    def answer(self, response: Response) -> Any:
        """Return the root of the feed."""
        return xml_body(response.body)

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return the items of the channel; Teamtailor announces no total."""
        channel = answer.find("channel") if answer.tag == "rss" else None
        if channel is None:
            raise UnreadableAnswer(f"no RSS channel but <{answer.tag}>")
        return [record(item) for item in channel.iterchildren("item")], None

    def next_position(self, answer: Any, count: int, position: int) -> int | None:
        """Return the next offset after a full page; a shorter one is the last."""
        return position + PAGE if count >= PAGE else None

    def entry_id(self, entry: dict[str, Any]) -> Any:
        """Return the ``guid``."""
        return entry.get("guid")

    def parse_board(
        self, response: Response, board: Board, position: int | None = None, again: bool = False
    ) -> Iterator[Found]:
        """Read a page; where it is refused as a bad request, ask ``again``, once.

        @board
        @postings
        """
        if response.status != 400:
            yield from super().parse_board(response, board, position)
        elif again:
            yield Fault("failed", "HTTP 400, and again when asked once more")
        else:
            url = self.board_url(board, position)
            yield self.ask(url, self.parse_board, board=board, position=position, again=True)

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one item."""
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=entry["guid"],
            url=text(entry.get("link")),
            title=entry["title"],
            company=board.company,
            locations=_places(entry.get("locations")),
            description=entry.get("description") or "",
            posted_at=self.time_of(entry, "pubDate"),
            workplace=text(entry.get("remoteStatus")),
            department=text(entry.get("department")),
            employer_size=board.size,
            employer_industry=board.industry,
        )


def _places(locations: Any) -> tuple[str, ...]:
    # An element without locations is blank text, not a record.
    places = several(locations.get("location")) if isinstance(locations, dict) else []
    # The name is what the employer calls its office: it stands in only where no city is given.
    return texts(
        [
            ", ".join(texts([text(place.get("city")) or place.get("name"), place.get("country")]))
            for place in places
            if isinstance(place, dict)
        ]
    )
