"""When a vendor's JSON value counts as given: blanks are absent, times are aware. No meaning is added here."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import orjson
from lxml import etree


class UnreadableAnswer(ValueError):
    """An answer that is not what its vendor documents: the board is marked failed, nothing of it is closed."""


def json_body(body: bytes) -> Any:
    """Return the parsed JSON of an answer. Raise UnreadableAnswer where it is cut, empty or another format."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise UnreadableAnswer(f"not JSON: {error}; it begins with {body[:40]!r}") from error


def xml_body(body: bytes) -> etree._Element:
    """Return the root of an XML answer. Raise UnreadableAnswer where it is not well-formed or declares entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableAnswer(f"not XML: {error}; it begins with {body[:40]!r}") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise UnreadableAnswer("its XML declares entities, which no feed needs")
    return root


def record(element: etree._Element) -> dict[str, Any]:
    """Return an element's children by local name: text, a record, or a list where a name stands more than once."""
    found: dict[str, Any] = {}
    for child in element.iterchildren(tag=etree.Element):
        name = etree.QName(child).localname
        value = record(child) if len(child) else (child.text or "")
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


def several(value: Any) -> list[Any]:
    """Return a list as it is, nothing as an empty list, and anything else as a list of one."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def text(value: Any) -> str | None:
    """Return a string as given, or None for what is blank or no text. Numbers become their digits."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None


def texts(values: Any) -> tuple[str, ...]:
    """Return the distinct non-blank strings of a list, in order."""
    found = (text(value) for value in values) if isinstance(values, list | tuple) else (text(values),)
    return tuple(dict.fromkeys(value.strip() for value in found if value))


def number(value: Any) -> float | None:
    """Return a finite number, also one written as a string; None for anything else."""
    try:
        found = float(value) if not isinstance(value, bool) else None
    except (TypeError, ValueError):
        return None
    return found if found is not None and abs(found) < 1e12 else None


def instant(value: Any) -> datetime | None:
    """Return an aware time from ISO 8601, RFC 822 or epoch (seconds or milliseconds, also as digits).

    Raise ValueError for other values.
    """
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
    if not isinstance(value, str):
        raise ValueError(f"no time: {value!r}")
    written = value.strip().removesuffix(" UTC")
    if written.isdecimal() and len(written) in (10, 13):
        return instant(int(written))
    found = parsedate_to_datetime(written) if written[:3].isalpha() else datetime.fromisoformat(written)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
