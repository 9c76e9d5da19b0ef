"""Remote OK: the newest hundred or so jobs in one answer, after its terms. https://remoteok.com/api"""

import re
from typing import Any
from urllib.parse import urljoin

from scrapers.answers.values import UnreadableAnswer, number, text, texts
from scrapers.listing_spider import FeedSpider
from scrapers.posting import Posting, PublishedSalary
from scrapers.registry.board import Board

# The site puts it into employers' texts, with a word and a tag made anew for each caller: a text so marked would differ
# from night to night, and the tag holds the caller's own address.
_ADDRESSED_TO_CALLER = re.compile(
    r"(?:\s|<br\s*/?>)*(?:Please|Be sure to) mention the words? [^<.]{1,160}?when applying to show you read the job post"
    r" completely(?: \(#[^)]{1,200}\))?\.?(?:\s*This is a beta feature to avoid spam applicants\.)?"
    r"(?:\s*Companies can search these words.{1,80}? human\.?)?",
    re.DOTALL,
)


class RemoteOkSpider(FeedSpider):
    """Pay of 0 is no pay; broken letters (mojibake) are passed on as published."""

    name = "remoteok"
    base_url = "https://remoteok.com"
    path = "/api"
    handled = frozenset(
        {
            "id", "slug", "epoch", "date", "company", "position", "description", "location", "url", "salary_min",
            "salary_max",
        }
    )  # fmt: skip
    # Tags are set by the site, not by the employer.
    ignored = frozenset({"tags", "company_logo", "logo", "apply_url", "original", "verified"})

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return all but the notice of terms, known by its shape: it stands first, but is no job."""
        if not isinstance(answer, list):
            raise UnreadableAnswer(f"no list of jobs: {str(answer)[:80]}")
        return [entry for entry in answer if not _is_notice(entry)], None

    def posting(self, entry: dict[str, Any], board: Board) -> Posting | None:
        """Return one job."""
        low, high = number(entry.get("salary_min")) or None, number(entry.get("salary_max")) or None
        url = text(entry.get("url")) or text(entry.get("slug"))
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=str(int(entry["id"])),
            url=urljoin(f"{RemoteOkSpider.base_url}/remote-jobs/", url) if url else None,
            title=entry["position"],
            company=text(entry.get("company")),
            locations=texts(entry.get("location")),
            description=_ADDRESSED_TO_CALLER.sub("", entry.get("description") or ""),
            posted_at=self.time_of(entry, "date") or self.time_of(entry, "epoch"),
            salary=PublishedSalary(min=low, max=high) if low or high else None,
        )


def _is_notice(entry: Any) -> bool:
    return isinstance(entry, dict) and "legal" in entry and "id" not in entry
