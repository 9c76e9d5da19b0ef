"""schema.org JobPosting in a page's microdata, in the shape that its JSON-LD would have. https://schema.org/JobPosting

Read only where a page has no JSON-LD: the whole document is parsed for it.
"""

from collections.abc import Iterator
from typing import Any

from turbohtml import Element, parse

from scrapers.answers.job_posting_ld import MAXIMUM_DEPTH
from scrapers.answers.json_ld_blocks import decoded

_LONG = frozenset(
    {
        "description", "responsibilities", "qualifications", "skills", "experienceRequirements",
        "educationRequirements", "jobBenefits",
    }
)  # fmt: skip


def microdata_postings(body: bytes, encoding: str | None = None) -> list[dict[str, Any]]:
    """Return the JobPosting items of a page; ``encoding`` is the one that it declares."""
    if b"JobPosting" not in body:
        return []
    items = parse(decoded(body, encoding)).select("[itemscope][itemtype]")
    return [
        _item(item, 0)
        for item in items
        if _is_job_posting(item) and not any(map(_is_job_posting, item.ancestors))
    ]


def _is_job_posting(element: Any) -> bool:
    kinds = (element.attr("itemtype") or "").split() if isinstance(element, Element) else ()
    return any(kind.rsplit("/", 1)[-1] == "JobPosting" for kind in kinds)


def _item(scope: Element, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": scope.attr("itemtype")}
    if depth > MAXIMUM_DEPTH:
        return found
    for name, element in _properties(scope):
        is_item = element.attr("itemscope") is not None
        value = _item(element, depth + 1) if is_item else _value(name, element)
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


def _properties(scope: Element) -> Iterator[tuple[str, Element]]:
    """Yield the elements that state a property of an item, without those of the items inside it."""
    waiting = [child for child in reversed(scope.children) if isinstance(child, Element)]
    while waiting:
        element = waiting.pop()
        for name in (element.attr("itemprop") or "").split():
            yield name, element
        if element.attr("itemscope") is None:
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]


def _value(name: str, element: Element) -> str:
    """Return what an element states: for machines if it does, else what it shows, else where it leads."""
    stated = element.attr("content") or element.attr("datetime")
    if stated:
        return stated
    shown = element.inner_html.strip() if name in _LONG else " ".join(element.text.split())
    return shown or element.attr("href") or element.attr("src") or ""
