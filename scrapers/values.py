"""When a vendor's JSON value counts as given: blanks are absent, times are aware. No meaning is added here."""

from datetime import UTC, datetime
from typing import Any

import orjson


class UnreadableAnswer(ValueError):
    """An answer that is not what its vendor documents: the board is marked failed, nothing of it is closed."""


def json_body(body: bytes) -> Any:
    """Return the parsed JSON of an answer. Raise UnreadableAnswer where it is cut, empty or another format."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise UnreadableAnswer(f"not JSON: {error}; it begins with {body[:40]!r}") from error


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
    """Return an aware time from ISO 8601 or epoch (seconds or milliseconds). Raise ValueError for other values."""
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
    if not isinstance(value, str):
        raise ValueError(f"no time: {value!r}")
    found = datetime.fromisoformat(value.strip())
    return found if found.tzinfo else found.replace(tzinfo=UTC)
