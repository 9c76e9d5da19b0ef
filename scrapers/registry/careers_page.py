"""What a careers page says: where it points, what it calls its employer, whether it holds schema.org data.

Links, frames, scripts and attributes count; text that is only read and what is commented out do not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from turbohtml import TokenType, tokenize

from scrapers.answers.job_posting_ld import job_postings

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,40})", re.I)
# Up to a quote, a space or what a script puts in at run time.
_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'`<>\\|^\x00-\x1f\x7f]+", re.I)
_BARE_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20}", re.I)
_SEPARATOR = re.compile(r"\s+[|–—·•-]\s+|\s*[|:]\s+")
_CAREER_WORDS = re.compile(
    r"(?:(?:current|open|all|our|latest)\s+)?(?:careers?|jobs?|positions?|vacancies|openings|roles|opportunities|home"
    r"|work with us|join us|karriere|stellenangebote|empleo|vagas|emplois)(?:\s+page|\s+site|\s+board)?",
    re.I,
)
_BEFORE_NAME = re.compile(
    r"^(?:careers?|jobs?|work(?:ing)?|open (?:positions|roles)|positions|vacancies)\s+(?:at|with|@)\s+", re.I
)
_AFTER_NAME = re.compile(r"\s+(?:careers?|jobs?|karriere)$", re.I)
MAXIMUM_NAME = 80


@dataclass(frozen=True, slots=True)
class CareersPage:
    """What was read of a page. ``faults`` says which schema.org data could not be read."""

    addresses: tuple[str, ...]
    company: str | None
    has_job_posting: bool
    faults: tuple[str, ...] = ()


def read_page(body: bytes) -> CareersPage:
    """Return what a page says; a page that is no HTML says nothing."""
    addresses: dict[str, None] = {}
    titles: list[str] = []
    blocks: list[str] = []
    site_name: str | None = None
    inside, kind = "", ""
    for token in tokenize(_decoded(body)):
        if token.type is TokenType.START_TAG:
            attributes = {name: value or "" for name, value in token.attrs or ()}
            inside, kind = token.tag or "", attributes.get("type", "").lower()
            for value in attributes.values():
                addresses.update(dict.fromkeys(_addresses_of(value)))
            if inside == "meta" and attributes.get("property") == "og:site_name":
                site_name = site_name or attributes.get("content")
        elif token.type is TokenType.END_TAG:
            inside = ""
        elif token.type is TokenType.TEXT and inside == "script":
            blocks += [token.data or ""] if "ld+json" in kind else []
            addresses.update(dict.fromkeys(_addresses_of(token.data or "")))
        elif token.type is TokenType.TEXT and inside == "title":
            titles.append(token.data or "")
    postings, faults = _job_postings(blocks)
    company = _name(site_name or "") or _name(titles[0] if titles else "")
    return CareersPage(tuple(addresses), company, postings, faults)


def _addresses_of(written: str) -> Iterator[str]:
    """Yield the addresses in an attribute or a script, whatever they are escaped by there."""
    if "//" not in written and "\\/" not in written:
        if _BARE_HOST.fullmatch(written.strip()):  # e.g. data-domain="example.bamboohr.com"
            yield f"https://{written.strip()}/"
        return
    plain = (
        written.replace("\\/", "/").replace("\\u002F", "/").replace("\\u002f", "/").replace("\\u0026", "&")
    )
    for found in _ADDRESS.findall(plain):
        address = found.rstrip("),.;")
        yield address if address[0] != "/" else f"https:{address}"


def _job_postings(blocks: list[str]) -> tuple[bool, tuple[str, ...]]:
    # One block at a time: a page of openings without ends would be searched to its end from each of them.
    faults: list[str] = []
    for block in blocks:
        found, unread = job_postings(f'<script type="application/ld+json">{block}</script>'.encode())
        faults += unread
        if found:
            return True, ()
    return False, tuple(faults)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(body[:2048])
    try:
        return body.decode(named[1].decode() if named else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _name(written: str) -> str | None:
    """Return the employer's name in a title; None where what remains without career words is not one name."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in written[:500]).split())
    parts = [part for part in _SEPARATOR.split(shown) if part and not _CAREER_WORDS.fullmatch(part)]
    if len(parts) != 1:
        return None
    name = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", parts[0])).strip()
    return name if 0 < len(name) <= MAXIMUM_NAME and not _CAREER_WORDS.fullmatch(name) else None
