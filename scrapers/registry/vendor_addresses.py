"""The vendors that a careers page may stand at: which addresses name one of their boards, as data."""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

# Stands first in an address, as a tenant of that name.
_TENANT = r"(?P<token>[a-z0-9][a-z0-9_-]*)"
# Stands in a path; what scripts put in at run time (`${token}`) is no name.
_NAME = r"(?P<token>[^/?&#${}*]+)"
_EU = r"(?:(?P<region>eu)\.)?"
_FILES = frozenset({"robots.txt", "favicon.ico", "sitemap.xml", "_next", "assets", "static"})
_OWN_HOSTS = _FILES | frozenset(
    {
        "account", "accounts", "admin", "analytics", "api", "app", "apply", "assets-cdn", "ats", "auth",
        "blog", "careers-analytics", "cdn", "dashboard", "developer", "developers", "docs", "files",
        "gallery-cdn", "get", "go", "help", "hire", "images", "img", "info", "jobs-widget", "learn",
        "login", "marketing", "media", "partners", "resources", "scripts", "status", "support",
        "tracking", "www",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vendor:
    """One vendor: its domains, its boards' addresses (host, path and query), and the words there that name no board.

    ``mark`` is a parameter that the vendor leaves in the address of a page on the employer's own site.
    """

    name: str
    domains: tuple[str, ...]
    boards: tuple[str, ...]
    example: str
    own_words: frozenset[str] = _FILES
    mark: str = ""


VENDORS = (
    Vendor(
        "greenhouse",
        ("greenhouse.io",),
        (
            rf"(?:job-)?boards\.{_EU}greenhouse\.io/embed/[^?]*\?(?:.*&)?for={_NAME}",
            rf"(?:boards-)?api\.{_EU}greenhouse\.io/v1/boards/{_NAME}",
            rf"(?:job-)?boards\.{_EU}greenhouse\.io/{_NAME}",
        ),
        "https://job-boards.greenhouse.io/TOKEN",
        _FILES | {"embed", "v1", "users"},
        mark="gh_jid",
    ),
    Vendor(
        "lever",
        ("lever.co",),
        (rf"jobs\.{_EU}lever\.co/{_NAME}", rf"api\.{_EU}lever\.co/v0/postings/{_NAME}"),
        "https://jobs.lever.co/TOKEN",
    ),
    Vendor(
        "ashby",
        ("ashbyhq.com",),
        (rf"jobs\.ashbyhq\.com/{_NAME}", rf"api\.ashbyhq\.com/posting-api/job-board/{_NAME}"),
        "https://jobs.ashbyhq.com/TOKEN",
        _FILES | {"api", "b", "meeting"},
        mark="ashby_jid",
    ),
    Vendor(
        "workable",
        ("workable.com",),
        (
            rf"apply\.workable\.com/api/v\d/(?:widget/)?accounts/{_NAME}",
            rf"(?:www\.)?workable\.com/api/accounts/{_NAME}",
            rf"apply\.workable\.com/{_NAME}",
            rf"{_TENANT}\.workable\.com/",
        ),
        "https://apply.workable.com/TOKEN",
        _OWN_HOSTS | {"j", "jobs"},
    ),
    Vendor(
        "recruitee",
        ("recruitee.com",),
        (rf"{_TENANT}\.recruitee\.com/",),
        "https://TOKEN.recruitee.com",
        _OWN_HOSTS,
    ),
    Vendor(
        "personio",
        ("personio.de", "personio.com"),
        (rf"{_TENANT}\.jobs\.personio\.(?:de|(?P<region>com))/",),
        "https://TOKEN.jobs.personio.de",
        _OWN_HOSTS,
    ),
    Vendor(
        "teamtailor",
        ("teamtailor.com", "teamtailor-cdn.com"),
        (rf"{_TENANT}\.teamtailor\.com/",),
        "https://TOKEN.teamtailor.com",
        _OWN_HOSTS,
    ),
    Vendor(
        "pinpoint",
        ("pinpointhq.com",),
        (rf"{_TENANT}\.pinpointhq\.com/",),
        "https://TOKEN.pinpointhq.com",
        _OWN_HOSTS,
    ),
    Vendor(
        "bamboohr",
        ("bamboohr.com",),
        (rf"{_TENANT}\.bamboohr\.com/",),
        "https://TOKEN.bamboohr.com/careers",
        _OWN_HOSTS,
    ),
    Vendor("breezy", ("breezy.hr",), (rf"{_TENANT}\.breezy\.hr/",), "https://TOKEN.breezy.hr", _OWN_HOSTS),
    Vendor(
        "rippling",
        ("rippling.com",),
        (
            rf"ats\.rippling\.com/(?:api/v\d/board/|[a-z]{{2}}(?:-[A-Za-z]{{2,4}})?/)?{_NAME}/jobs",
            rf"api\.rippling\.com/platform/api/ats/v1/board/{_NAME}",
        ),
        "https://ats.rippling.com/TOKEN/jobs",
    ),
    # Those that the ledger refuses: known here so that they are refused by name, not passed over.
    Vendor(
        "smartrecruiters",
        ("smartrecruiters.com",),
        (
            rf"(?:careers|jobs|www)\.smartrecruiters\.com/{_NAME}",
            rf"api\.smartrecruiters\.com/v1/companies/{_NAME}",
        ),
        "https://careers.smartrecruiters.com/TOKEN",
    ),
    Vendor(
        "workday",
        ("myworkdayjobs.com", "myworkdaysite.com"),
        (
            rf"{_TENANT}\.(?:wd\d+\.)?myworkdayjobs\.com/",
            rf"wd\d+\.myworkdaysite\.com/(?:[\w-]+/)?recruiting/{_NAME}",
        ),
        "https://TOKEN.wd1.myworkdayjobs.com",
    ),
    Vendor("icims", ("icims.com",), (rf"{_TENANT}\.icims\.com/",), "https://TOKEN.icims.com", _OWN_HOSTS),
    Vendor(
        "jobvite",
        ("jobvite.com",),
        (rf"jobs\.jobvite\.com/(?:careers/)?{_NAME}",),
        "https://jobs.jobvite.com/TOKEN",
    ),
    Vendor(
        "104",
        ("104.com.tw",),
        (rf"www\.104\.com\.tw/company/{_NAME}",),
        "https://www.104.com.tw/company/TOKEN",
    ),
    Vendor(
        "1111", ("1111.com.tw",), (rf"www\.1111\.com\.tw/corp/{_NAME}",), "https://www.1111.com.tw/corp/TOKEN"
    ),
    Vendor(
        "cake",
        ("cake.me", "cakeresume.com"),
        (rf"www\.cake(?:resume)?\.(?:me|com)/companies/{_NAME}",),
        "https://www.cake.me/companies/TOKEN",
    ),
    Vendor(
        "jobsdb",
        ("jobsdb.com", "jobstreet.com", "jobstreet.com.sg", "jobstreet.com.my", "jobstreet.co.id"),
        (rf"[a-z.]+/companies/{_NAME}",),
        "https://sg.jobstreet.com/companies/TOKEN",
    ),
    Vendor(
        "yourator",
        ("yourator.co",),
        (rf"www\.yourator\.co/companies/{_NAME}",),
        "https://www.yourator.co/companies/TOKEN",
    ),
    Vendor("mycareersfuture", ("mycareersfuture.gov.sg",), (), "https://www.mycareersfuture.gov.sg"),
    Vendor("talentvis", ("talentvis.com",), (), "https://www.talentvis.com"),
)
_BY_DOMAIN = {domain: vendor for vendor in VENDORS for domain in vendor.domains}


@dataclass(frozen=True, slots=True)
class BoardAddress:
    """A vendor's board, and the address that names it; without a token where the address names only the vendor."""

    vendor: str
    seen_at: str
    token: str | None = None
    region: str | None = None
    sitemap: str | None = None

    def __str__(self) -> str:
        return f"{self.vendor} {self.token or self.sitemap or '(no board named)'} ({self.seen_at[:120]})"


@cache
def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written)


def vendor_of_host(url: str) -> str | None:
    """Return the vendor whose domain an address stands at; None for every other host."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:  # e.g. an unclosed bracket: pages hold anything
        return None
    vendor = _vendor_at(host)
    return vendor.name if vendor else None


def _vendor_at(host: str) -> Vendor | None:
    labels = host.split(".")
    suffixes = (".".join(labels[at:]) for at in range(len(labels)))
    return next((_BY_DOMAIN[suffix] for suffix in suffixes if suffix in _BY_DOMAIN), None)


def board_at(url: str) -> BoardAddress | None:
    """Return the board or at least the vendor that an address names; None where it names neither."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:  # e.g. an unclosed bracket: pages hold anything
        return None
    vendor = _vendor_at(host)
    if vendor is None:
        marked = (vendor for vendor in VENDORS if vendor.mark and f"{vendor.mark}=" in parts.query)
        vendor = next(marked, None)
        return BoardAddress(vendor.name, url) if vendor else None
    written = f"{host}{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    for board in vendor.boards:
        found = _pattern(board).match(written)
        token = unquote(found["token"]) if found else ""
        if found and token.casefold() not in vendor.own_words:
            return BoardAddress(vendor.name, url, token, found.groupdict().get("region"))
    return BoardAddress(vendor.name, url)
