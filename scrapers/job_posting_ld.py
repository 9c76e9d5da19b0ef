"""schema.org JobPosting objects in the JSON-LD of a page. https://schema.org/JobPosting

Sites break the format in known ways: raw control characters in strings, comment or CDATA guards, blocks that are
empty, ``@graph`` and nested wrappers, types in a list. Each is read; what still is no JSON is reported.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from turbohtml import unescape

from scrapers.values import number, text

_BLOCK = re.compile(
    rb"<script\b[^>]{0,500}?type\s*=\s*[\"']?application/ld\+json\b[^>]{0,500}>(.*?)</script\s*>", re.I | re.S
)
_GUARD = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
MAXIMUM_DEPTH = 12


def job_postings(body: bytes, encoding: str = "utf-8") -> tuple[list[dict[str, Any]], list[str]]:
    """Return the JobPosting objects of a page and, for each block that could not be read, why."""
    found: list[dict[str, Any]] = []
    faults: list[str] = []
    for block in _BLOCK.finditer(body):
        written = block[1].decode(encoding, "replace").strip()
        if not written:
            faults.append("an empty JSON-LD block")
            continue
        try:
            found += _walk(_loads(written), 0)
        except (ValueError, RecursionError) as error:
            faults.append(f"unreadable JSON-LD: {error}"[:200])
    return found, faults


def _loads(written: str) -> Any:
    bare = _GUARD.sub("", _GUARD.sub("", written)).strip()
    try:
        return json.loads(bare, strict=False)
    except ValueError:
        pass
    if bare.startswith(("&quot;", "{&quot;", "[{&quot;")):
        bare = unescape(bare)
    return json.loads(_TRAILING_COMMA.sub(r"\1", bare), strict=False)


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > MAXIMUM_DEPTH:
        return
    if isinstance(value, list):
        for part in value:
            yield from _walk(part, depth + 1)
    elif isinstance(value, dict):
        if _is_job_posting(value):
            yield {key[:1].lower() + key[1:]: part for key, part in value.items()}
            return
        for part in value.values():
            if isinstance(part, dict | list):
                yield from _walk(part, depth + 1)


def _is_job_posting(value: dict[str, Any]) -> bool:
    kinds = value.get("@type", value.get("@Type"))
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.rsplit("/", 1)[-1].lower() == "jobposting" for name in names)


def name_of(value: Any) -> str | None:
    """Return the name of a thing that is given as text, as an object with a name, or as a list of either."""
    if isinstance(value, list):
        return next(filter(None, map(name_of, value)), None)
    if isinstance(value, dict):
        return name_of(value.get("name"))
    return text(value)


def places(job: dict[str, Any]) -> tuple[str, ...]:
    """Return the job's places, each as its given parts joined by commas."""
    given = job.get("jobLocation")
    found = [_place(place) for place in (given if isinstance(given, list) else [given])]
    required = job.get("applicantLocationRequirements")
    found += [name_of(place) for place in (required if isinstance(required, list) else [required])]
    return tuple(dict.fromkeys(place.strip() for place in found if place and place.strip()))


def _place(place: Any) -> str | None:
    if not isinstance(place, dict):
        return text(place)
    address = place.get("address", place)
    if not isinstance(address, dict):
        return text(address) or name_of(place)
    parts = (name_of(address.get(key)) for key in ("addressLocality", "addressRegion", "addressCountry"))
    return ", ".join(dict.fromkeys(filter(None, parts))) or name_of(place)


def pay(job: dict[str, Any]) -> dict[str, Any] | None:
    """Return ``baseSalary`` as min, max, currency, period and text; None where no figure is given."""
    given = job.get("baseSalary")
    given = given[0] if isinstance(given, list) and given else given
    if not isinstance(given, dict):
        return {"text": text(given)} if text(given) else None
    value = given.get("value")
    amounts = value if isinstance(value, dict) else {"value": value}
    low, high = number(amounts.get("minValue")), number(amounts.get("maxValue"))
    single = number(amounts.get("value"))
    low, high = low or single or None, high or single or None
    if low is None and high is None:
        return None
    period = amounts.get("unitText") or given.get("unitText") or amounts.get("unitCode")
    currency = given.get("currency") or amounts.get("currency") or job.get("salaryCurrency")
    return {"min": low, "max": high, "currency": text(currency), "period": text(period)}
