"""On whose terms do the numbers stand? The sources that the data rest on, what each allows and what is owed to it.

What a source's hosts said in robots.txt stands beside what the ledger of sources says of them. Addresses become links
only where they are plain web addresses.
"""

import re
from dataclasses import dataclass
from datetime import date

from reports.figures.figure import Column, Kind, Table
from reports.published import Connection, counted, day_name, rows

FILE = "sources_and_terms.csv"
_ADDRESS = re.compile(r"(https?://[^\s\"'<>]+[^\s\"'<>.,;:)])")
_VOCABULARIES = (
    "select title, version, url, licence, attribution, skills from vocabulary order by skills desc, title"
)
_STATUS = {
    "OPTIONAL": "collected where switched on",
    "REVIEW": "under review",
    "OFF": "off",
}
_FIELDS = """
    source, title, status, postings, terms_url, attribution, robots, robots_read_on, hosts, hosts_closed,
    longest_crawl_delay, content_signal, rate_limit_per_second, request_budget, publishes, acknowledgement
"""
_SQL = f"""
select {_FIELDS}
from (select source, count(*)::integer as postings from posting group by source) as counted
left join source_policy using (source)
order by postings desc, source
"""  # noqa: S608 - the names are constants
_COLUMNS = (
    Column("source", "Source"),
    Column("title", "Title"),
    Column("status", "Status"),
    Column("postings", "Postings", Kind.COUNT),
    Column("terms_url", "Terms"),
    Column("attribution", "Credit"),
    Column("robots", "Robots rules"),
    Column("robots_read_on", "robots.txt last read on"),
    Column("hosts", "Hosts read", Kind.COUNT),
    Column("hosts_closed", "Hosts closed", Kind.COUNT),
    Column("longest_crawl_delay", "Longest crawl delay", Kind.NUMBER),
    Column("content_signal", "Content signals"),
    Column("rate_limit_per_second", "Requests per second", Kind.NUMBER),
    Column("request_budget", "Requests per day", Kind.COUNT),
    Column("publishes", "May be published"),
    Column("acknowledgement", "Acknowledged"),
)


@dataclass(frozen=True, slots=True)
class SourceTerms:
    """One source that postings came from; imported ones have no entry in the ledger, so all but the first is None.

    Rates are per host; a crawl delay is in seconds.
    """

    source: str
    title: str | None
    status: str | None
    postings: int
    terms_url: str | None
    attribution: str | None
    robots: str | None
    robots_read_on: date | None
    hosts: int | None
    hosts_closed: int | None
    longest_crawl_delay: float | None
    content_signal: str | None
    rate_limit_per_second: float | None
    request_budget: int | None
    publishes: str | None
    acknowledgement: str | None

    @property
    def name(self) -> str:
        """What the source is called."""
        return self.title or f"{self.source} (imported)"

    @property
    def link(self) -> str | None:
        """Where its terms stand, if that is a web address."""
        url = (self.terms_url or "").strip()
        return url if _ADDRESS.fullmatch(url) else None

    @property
    def standing(self) -> str | None:
        """What to know of its status; None where it runs by default."""
        said = _STATUS.get(self.status or "")
        return f"{said}; runs as acknowledged: {self.acknowledgement}" if self.acknowledgement else said

    @property
    def credit(self) -> list[tuple[str, str | None]]:
        """The credit that is owed, in pieces: words, and addresses with where they lead."""
        return _linked(self.attribution or "none asked for")

    @property
    def read(self) -> str:
        """What its hosts' robots.txt said when last read."""
        if self.robots_read_on is None:
            return "No robots.txt of it has been read for these numbers."
        said = f"robots.txt last read on {day_name(self.robots_read_on)}, {counted(self.hosts or 0, 'host')}"
        if self.hosts_closed:
            said += f", {self.hosts_closed:,} of them closed to us"
        if self.longest_crawl_delay:
            said += f"; longest crawl delay {self.longest_crawl_delay:g} s"
        return f"{said}."

    @property
    def pace(self) -> str:
        """How often one of its hosts is asked at most."""
        if not self.rate_limit_per_second:
            return "–"
        rate = self.rate_limit_per_second
        every = (
            f"{rate:g} a second" if rate > 1 else f"one in {1 / rate:.3g} s" if rate < 1 else "one a second"
        )
        return f"{every}, {self.request_budget or 0:,} a day"


@dataclass(frozen=True, slots=True)
class VocabularyCredit:
    """A vocabulary that the data hold ids of, for a number of skills, and the words of credit that it asks for."""

    title: str
    version: str
    url: str
    licence: str
    attribution: str
    skills: int

    @property
    def credit(self) -> list[tuple[str, str | None]]:
        """The credit that is owed, in pieces: words, and addresses with where they lead."""
        return _linked(self.attribution)


def _linked(words: str) -> list[tuple[str, str | None]]:
    parts = _ADDRESS.split(words)
    return [(part, part if at % 2 else None) for at, part in enumerate(parts) if part]


def read_vocabularies(connection: Connection) -> tuple[VocabularyCredit, ...]:
    """Return the vocabularies that skills of the published file are linked to, those of most skills first."""
    return tuple(VocabularyCredit(*row) for row in rows(connection, _VOCABULARIES))


def read_terms(connection: Connection) -> tuple[SourceTerms, ...]:
    """Return the sources with postings in the published file, most postings first."""
    return tuple(SourceTerms(*row) for row in rows(connection, _SQL))


def terms_table(terms: tuple[SourceTerms, ...]) -> Table:
    """Return the sources as a table for the file beside the page."""
    cells = tuple({column.name: getattr(one, column.name) for column in _COLUMNS} for one in terms)
    return Table("sources_and_terms", "Sources and their terms", _COLUMNS, cells)
