"""TaiwanJobs (台灣就業通), open data set 44062 at https://data.gov.tw/dataset/44062: the open vacancies of all employers.

One address, https://free.taiwanjobs.gov.tw/webservice_taipei/Webservice.ashx, shows at most 1,000 vacancies and knows
no pages. So it is asked for each of the 22 major occupation codes, and where a code reaches the cap, for each city of
that code; a city that reaches the cap is cut, which makes its part partial. Below the cap an answer holds every open
vacancy of its part, so a whole part closes what it no longer shows. Not verified: the list of city codes, which one
reader gives. So when all cities of a part are read, what the capped answer showed must have stood in one of them.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

from lxml import etree
from scrapy.http import Response

from scrapers.answers.listing import Fault
from scrapers.answers.values import UnreadableAnswer, number, record, text, texts, xml_body
from scrapers.board_spider import Found
from scrapers.listing_spider import FeedSpider
from scrapers.posting import Posting, PublishedSalary, Rejection
from scrapers.registry.board import Board

CAP = 1000
CITIES = (1, 2, *range(11, 16), 23, 24, *range(31, 47))
# Element names carry their label in full-width brackets, which XML does not allow in a name.
_LABEL = re.compile(r"<(/?)([A-Za-z0-9_]+)（[^>]*）>")
_NEVER_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# Experience and education stand beside the text in fields of their own, under these names.
_BESIDE = (("EXPERIENCE", "工作經驗"), ("EDGRDESC", "最低學歷要求"))


class TaiwanJobsSpider(FeedSpider):
    """``TRANDATE`` is the day of the last update; when a vacancy was posted is not said. Parts are major codes."""

    name = "taiwanjobs"
    base_url = "https://free.taiwanjobs.gov.tw"
    path = f"/webservice_taipei/Webservice.ashx?count={CAP}&jobno={{token}}"
    parts = tuple(f"{code:02}" for code in range(1, 23))
    window = False
    handled = frozenset(
        {
            "OCCU_DESC", "WK_TYPE", "CJOB_NAME2", "STOP_DATE", "JOB_DETAIL", "CITYNAME", "EXPERIENCE", "SALARYCD",
            "NT_L", "NT_U", "EDGRDESC", "URL_QUERY", "COMPNAME", "TRANDATE",
        }
    )  # fmt: skip
    ignored = frozenset({"CJOB1_COUNT", "CJOB_NAME1", "CJOB2_COUNT", "JOB_PERSON", "WKTIME"})

    def __init__(self, only: str = "", **arguments: Any) -> None:
        """``only`` holds major codes, comma-separated; empty means all."""
        super().__init__(only, **arguments)
        self._cities_left: dict[str, int] = {}
        self._in_no_city_yet: dict[str, set[str | None]] = {}

    def board_url(self, board: Board, position: int | None = None) -> str:
        """Return the address of a part, or of one city of it."""
        url = super().board_url(board)
        return url if position is None else f"{url}&city={position:02}"

    def answer(self, response: Response) -> Any:
        """Return the answer's root, its element names without their labels."""
        written = _NEVER_IN_XML.sub("", response.body.decode("utf-8-sig"))
        return xml_body(_LABEL.sub(r"<\1\2>", written).encode())

    def entries(self, answer: Any) -> tuple[list[Any], int | None]:
        """Return each ``Data`` element as a record; no total is announced."""
        if answer.tag != "DataList":
            raise UnreadableAnswer(f"no DataList: {etree.tostring(answer)[:60]!r}")
        return [record(row) for row in answer.iterchildren("Data")], None

    def parse_board(self, response: Response, board: Board, position: int | None = None) -> Iterator[Found]:
        """Read a part, or one city of it; a part that reaches the cap is asked for city by city instead.

        @board
        @postings
        """
        capped = response.body.count(b"<Data>") >= CAP
        if capped and position is None:
            yield from self._split(response, board)
            return
        unmet = self._in_no_city_yet.get(board.slug, set())
        for found in super().parse_board(response, board, position):
            if isinstance(found, Posting | Rejection):
                unmet.discard(found.external_id)
            yield found
        if capped:
            yield Fault("failed", f"city {position:02} holds more than the {CAP} postings that are shown")
        if position is not None:
            self._cities_left[board.slug] = self._cities_left.get(board.slug, len(CITIES)) - 1
            if not self._cities_left[board.slug] and unmet:
                yield Fault(
                    "failed", f"{len(unmet)} of the first {CAP} postings stand in none of the cities asked"
                )

    def entry_id(self, entry: dict[str, Any]) -> str | None:
        """Return employer and vacancy as its address names them; None where it does not."""
        asked = parse_qs((text(entry.get("URL_QUERY")) or "").partition("?")[2])
        if "EMPLOYER_ID" not in asked or "HIRE_ID" not in asked:
            return None
        return f"{asked['EMPLOYER_ID'][0]}-{asked['HIRE_ID'][0]}"

    def posting(self, entry: dict[str, Any], board: Board) -> Posting:
        """Return one vacancy. Raise UnreadableAnswer where its address does not name it."""
        identity = self.entry_id(entry)
        if identity is None:
            raise UnreadableAnswer("its address names no EMPLOYER_ID and HIRE_ID")
        # Many take applications until someone is found, and say so in words.
        until = text(entry.get("STOP_DATE")) or ""
        return Posting(
            source=self.name,
            board=board.slug,
            external_id=identity,
            url=text(entry.get("URL_QUERY")),
            title=entry["OCCU_DESC"],
            company=text(entry.get("COMPNAME")),
            locations=texts(entry.get("CITYNAME")),
            description=_full_text(entry),
            description_format="text",
            updated_at=self.time_of(entry, "TRANDATE"),
            valid_through=self.time_of(entry, "STOP_DATE") if until.strip().isdecimal() else None,
            employment_type=text(entry.get("WK_TYPE")),
            salary=_salary(entry),
            department=text(entry.get("CJOB_NAME2")),
        )

    def _split(self, response: Response, board: Board) -> Iterator[Found]:
        try:
            shown = self.entries(self.answer(response))[0]
        except ValueError as error:
            yield Fault("failed", f"unreadable answer: {error}"[:300])
            return
        self._in_no_city_yet[board.slug] = {self.entry_id(entry) for entry in shown}
        for city in CITIES:
            yield self.ask(self.board_url(board, city), self.parse_board, board=board, position=city)


def _full_text(entry: dict[str, Any]) -> str:
    beside = [f"{label}：{said}" for field, label in _BESIDE if (said := text(entry.get(field)))]
    return "\n\n".join(filter(None, [text(entry.get("JOB_DETAIL")), "\n".join(beside)]))


def _salary(entry: dict[str, Any]) -> PublishedSalary | None:
    """Return the bounds and how they are paid; what is negotiable (面議) stays words, its legal minimum too."""
    phrase = text(entry.get("SALARYCD"))
    low, high = (number(entry.get(field)) or None for field in ("NT_L", "NT_U"))
    if (phrase and "面議" in phrase) or (low is None and high is None):
        return PublishedSalary(text=phrase) if phrase else None
    return PublishedSalary(min=low, max=high, currency="TWD", period=phrase, text=phrase)
