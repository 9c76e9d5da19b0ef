"""What a source published: the one record that all spiders and imports yield, and the facts about its listing.

Values stand as the source gave them; no meaning is added here. Absent is ``None``, never ``""`` or ``0``.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
DescriptionFormat = Literal["html", "text"]


class _Record(BaseModel):
    """Immutable, and closed: a misspelt field is an error, not a new column."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PublishedSalary(_Record):
    """Pay as the source states it in fields of its own."""

    min: float | None = None
    max: float | None = None
    currency: Text | None = None
    period: Text | None = None
    text: Text | None = None


class Posting(_Record):
    """One posting as published. Dates are aware datetimes; a bare date is midnight UTC."""

    source: Text
    board: Text
    external_id: Text
    url: Text | None = None
    title: Text
    company: Text | None = None
    locations: tuple[Text, ...] = ()
    description: str = ""
    description_format: DescriptionFormat = "html"
    posted_at: datetime | None = None
    updated_at: datetime | None = None
    valid_through: datetime | None = None
    employment_type: Text | None = None
    workplace: Text | None = None
    salary: PublishedSalary | None = None
    department: Text | None = None
    language: Text | None = None
    requisition_id: Text | None = None
    employer_size: Text | None = None
    employer_industry: Text | None = None
    fetched_at: datetime | None = None
    archive_reference: Text | None = None


class Rejection(_Record):
    """One entry of a listing that could not be read as a posting, and why."""

    source: Text
    board: Text
    external_id: Text | None = None
    url: Text | None = None
    reason: Text


Outcome = Literal["ok", "empty", "partial", "blocked", "gone", "failed", "skipped"]


class BoardDay(_Record):
    """How one board answered on one day. ``advertised`` is the count that the source itself announces.

    ``listed`` counts the entries met in the listing, ``fetched`` those whose full text was obtained;
    each entry is parsed or rejected with its reason. ``repeated`` counts entries met again under one identity on a
    later page. A ``window`` shows the newest postings only: absence from it says nothing. ``detail`` says in words
    what went wrong.
    """

    source: Text
    board: Text
    company: Text | None = None
    outcome: Outcome
    advertised: int | None = None
    listed: int = 0
    fetched: int = 0
    parsed: int = 0
    rejected: int = 0
    repeated: int = 0
    requests: int = 0
    window: bool = False
    detail: Text | None = None


class FieldDay(_Record):
    """How often a source's entries filled a field on one day. Fields that no spider knows are counted as unknown."""

    source: Text
    field: Text
    known: bool
    filled: int
    entries: int


class RobotsDay(_Record):
    """What a host's robots.txt said when it was last read. ``crawl_delay`` is in seconds."""

    source: Text
    host: Text
    status: int
    crawl_delay: float | None = None
    content_signal: Text | None = None
    disallows_all: bool = False
