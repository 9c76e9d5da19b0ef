"""What ``scrapy check`` holds callbacks to: the example board answers, and its answer holds postings.

``@board`` asks what the crawl asks first, of the spider's example board or of the first one that ``-a only=`` names;
``@postings [fewest]`` wants at least so many postings (or pages of postings to fetch) of the answer, by default one.
https://docs.scrapy.org/en/latest/topics/contracts.html
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from scrapy import Request
from scrapy.contracts import Contract
from scrapy.exceptions import ContractFail
from scrapy.http import Response
from scrapy.utils.datatypes import SequenceExclude

from scrapers.answers.listing import Fault, Listing, fate_of_status
from scrapers.posting import Posting, Rejection


class BoardContract(Contract):
    """Asks the example board for its listing."""

    name = "board"

    def __init__(self, method: Callable[..., Any], *args: Any) -> None:
        super().__init__(method, *args)
        self._spider: Any = method.__self__  # type: ignore[attr-defined]

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        """Return the request as the crawl would send it. Raise ContractFail where the source cannot be asked."""
        if hindrance := self._spider.hindrance():
            raise ContractFail(f"{self._spider.name} cannot be asked: {hindrance}")
        asked: Request = self._spider.example_request()
        # So that the contract can say which status came; redirects are followed as in a crawl.
        asked.meta["handle_httpstatus_list"] = SequenceExclude(range(300, 400))
        own = {"callback", "errback", "dont_filter"}
        return {**args, **{name: getattr(asked, name) for name in asked.attributes if name not in own}}

    def pre_process(self, response: Response) -> None:
        """Raise ContractFail where the answer is an error."""
        if fate := fate_of_status(response.status):
            raise ContractFail(f"{response.url} answered HTTP {response.status}: {fate}")


class PostingsContract(Contract):
    """Wants postings of a listing, and no fault."""

    name = "postings"

    def post_process(self, output: Sequence[Any]) -> None:
        """Raise ContractFail where the answer could not be read, or holds too few postings."""
        fewest = int(self.args[0]) if self.args and self.args[0] else 1
        for found in output:
            if isinstance(found, Fault):
                raise ContractFail(f"{found.fate}: {found.reason}")
        count = sum(isinstance(found, Posting | Request) for found in output)
        if count >= fewest:
            return
        listed = sum(found.listed for found in output if isinstance(found, Listing))
        reasons = Counter(found.reason for found in output if isinstance(found, Rejection))
        said = "".join(f"; {times} rejected: {reason}" for reason, times in reasons.most_common(3))
        raise ContractFail(f"{count} postings of {listed} listed, at least {fewest} expected{said}")
