"""schema.org JobPosting objects in the JSON-LD of a page, and what their fields say. https://schema.org/JobPosting

Sites nest them in wrappers and ``@graph``, type them by list, and write each field in several forms.
"""

import re
from collections.abc import Iterator
from typing import Any

from turbohtml import unescape

from scrapers.answers.json_ld_blocks import blocks, loads
from scrapers.answers.values import number, several, text

MAXIMUM_DEPTH = 12
_TAGS = r"(?:p|br|div|span|ul|ol|li|strong|b|em|i|u|h[1-6]|a|table|section)\b"
_MARKUP = re.compile(rf"</?{_TAGS}[^<>]{{0,2000}}>", re.I)
_ESCAPED_MARKUP = re.compile(rf"&lt;/?{_TAGS}", re.I)
# Two characters where a line should end; behind a drive's letter they are a path.
_WRITTEN_LINE_END = re.compile(r"(?<!\b[A-Za-z]:)(?:\\r)?\\n")
_GROUPED = re.compile(r"\d{1,3}(?:([,.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*")
_BESIDE_DESCRIPTION = {
    "responsibilities": "Responsibilities",
    "qualifications": "Qualifications",
    "skills": "Skills",
    "experienceRequirements": "Experience requirements",
    "educationRequirements": "Education requirements",
}


def job_postings(body: bytes, encoding: str | None = None) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the JobPosting objects of a page and, for each block that could not be read, why.

    ``encoding`` is the one that the page declares. Names begin with a small letter; an object met twice comes once.
    """
    found: list[dict[str, Any]] = []
    faults: list[str] = []
    for block in blocks(body):
        if not block.strip():
            faults.append("an empty JSON-LD block")
            continue
        try:
            for job in _walk(loads(block, encoding), 0):
                if job not in found:
                    found.append(job)
        except (ValueError, RecursionError) as error:
            faults.append(f"unreadable JSON-LD: {error}"[:200])
    return found, faults


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > MAXIMUM_DEPTH:
        return
    if isinstance(value, list):
        for part in value:
            yield from _walk(part, depth + 1)
    elif isinstance(value, dict):
        if _is_job_posting(value):
            yield _with_small_letters(value) if any(name[:1].isupper() for name in value) else value
            return
        for part in value.values():
            if isinstance(part, dict | list):
                yield from _walk(part, depth + 1)


def _is_job_posting(value: dict[str, Any]) -> bool:
    kinds = value.get("@type", value.get("@Type"))
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.rsplit("/", 1)[-1].lower() == "jobposting" for name in names)


def _with_small_letters(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_small_letters(part) for part in value]
    if isinstance(value, dict):
        return {key[:1].lower() + key[1:]: _with_small_letters(part) for key, part in value.items()}
    return value


def name_of(value: Any) -> str | None:
    """Return the name of a thing that is given as text, as an object with a name, or as a list of either."""
    if isinstance(value, list):
        return next(filter(None, map(name_of, value)), None)
    if isinstance(value, dict):
        return name_of(value.get("name"))
    return text(value)


def joined(value: Any) -> str | None:
    """Return the texts or names in a value, joined by commas."""
    return ", ".join(filter(None, map(name_of, several(value)))) or None


def identifier(job: dict[str, Any]) -> str | None:
    """Return the employer's own identity of a job."""
    given = next(iter(several(job.get("identifier"))), None)
    return text(given.get("value")) if isinstance(given, dict) else text(given)


def places(job: dict[str, Any]) -> tuple[str, ...]:
    """Return the job's places and where applicants must live, each as its given parts joined by commas."""
    found = [place for given in several(job.get("jobLocation")) for place in _places(given)]
    found += [name_of(place) for place in several(job.get("applicantLocationRequirements"))]
    return tuple(dict.fromkeys(place.strip() for place in found if place and place.strip()))


def _places(place: Any) -> Iterator[str | None]:
    if not isinstance(place, dict):
        yield text(place)
        return
    for address in several(place.get("address", place)):
        if isinstance(address, dict):
            parts = (
                name_of(address.get(key)) for key in ("addressLocality", "addressRegion", "addressCountry")
            )
            yield ", ".join(dict.fromkeys(filter(None, parts))) or name_of(place)
        else:
            yield text(address) or name_of(place)


def pay(job: dict[str, Any]) -> dict[str, Any] | None:
    """Return ``baseSalary`` as min, max, currency, period and text; None where it says nothing or nought.

    Text is given where there are no figures.
    """
    given = next(iter(several(job.get("baseSalary"))), None)
    if not isinstance(given, dict):
        given = {"value": given}
    value = next(iter(several(given.get("value"))), None)
    amounts = value if isinstance(value, dict) else {**given, "value": value}
    low, high, single = (_amount(amounts.get(key)) for key in ("minValue", "maxValue", "value"))
    low, high = low or single, high or single
    words = None if low or high else _words_of_pay(amounts)
    if not (low or high or words):
        return None
    period = (
        amounts.get("unitText") or given.get("unitText"),
        amounts.get("unitCode") or given.get("unitCode"),
    )
    currency = given.get("currency") or amounts.get("currency") or job.get("salaryCurrency")
    return {
        "min": low,
        "max": high,
        "currency": text(currency),
        "period": text(period[0]) or text(period[1]),
        "text": words,
    }


def _amount(value: Any) -> float | None:
    """Return a figure above nought, also one written with its thousands parted: "13,000" or "13.000"."""
    if isinstance(value, str) and (grouped := _GROUPED.fullmatch(value.strip())):
        return float(value.strip().replace(grouped[1], "")) or None
    return number(value) or None


def _words_of_pay(amounts: dict[str, Any]) -> str | None:
    stated = [text(amounts.get(key)) for key in ("value", "minValue", "maxValue")]
    return " - ".join(words for words in stated if words and number(words) is None) or None


def description(job: dict[str, Any]) -> str:
    """Return the description as HTML, and what stands beside it in fields of its own under their names."""
    parts = ["\n".join(filter(None, map(_html, several(job.get("description")))))]
    for field, heading in _BESIDE_DESCRIPTION.items():
        words = _beside(job, field)
        if words and words not in parts[0]:
            parts.append(f"<h3>{heading}</h3>{words if words.startswith('<ul>') else f'<p>{words}</p>'}")
    return "\n".join(parts)


def _beside(job: dict[str, Any], field: str) -> str | None:
    said = [words for value in several(job.get(field)) if (words := _requirement(value))]
    if (
        field == "educationRequirements"
        and said
        and str(job.get("experienceInPlaceOfEducation")).lower() == "true"
    ):
        said = [f"{', '.join(said)}, or experience in place of education"]
    if len(said) < 2:
        return said[0] if said else None
    if field in ("responsibilities", "qualifications"):
        return f"<ul>{''.join(f'<li>{words}</li>' for words in said)}</ul>"
    return ", ".join(said)


def _requirement(value: Any) -> str | None:
    """Return a requirement in words: its text, its months of experience, its degrees or its name."""
    if not isinstance(value, dict):
        return _html(value)
    months = number(value.get("monthsOfExperience"))
    if months is not None:
        return f"{months:g} months of experience"
    return joined(value.get("credentialCategory")) or _html(value.get("description")) or name_of(value)


def _html(value: Any) -> str | None:
    """Return a text as HTML: unescaped where all its markup is escaped, its lines kept where it has no markup."""
    written = text(value)
    if written is None:
        return None
    if "\\n" in written:
        written = _WRITTEN_LINE_END.sub("\n", written)
    if not _MARKUP.search(written):
        if _ESCAPED_MARKUP.search(written):
            return unescape(written)
        written = written.replace("<", "&lt;").strip().replace("\n", "<br>\n")
    return written
