"""The JSON-LD of a page, block by block. https://json-ld.org/, https://html.spec.whatwg.org/#the-script-element

Only script elements count: not what a script writes, nor what is commented out. Sites break the format in known ways:
raw control characters in strings, comment or CDATA guards, commas too many or too few. Each is read.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import orjson
from turbohtml import unescape

_OPENING = re.compile(rb"<(?:!--|script\b([^<>]{0,1000})>)", re.I)
_CLOSING = re.compile(rb"</script\s*>", re.I)
_KIND = re.compile(rb"application/ld(?:\+|&#43;|&#x2b;)json", re.I)
_GUARD = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
# Every backslash with what it escapes; one that escapes nothing stands alone.
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\')
MAXIMUM_MENDS = 30


def decoded(body: bytes, encoding: str | None) -> str:
    """Return a body as text: as UTF-8 where it is that, else in the encoding it declares, else in windows-1252."""
    for name in ("utf-8-sig", encoding or "cp1252"):
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", "replace")


def blocks(body: bytes) -> Iterator[bytes]:
    """Yield what stands in each of a page's JSON-LD script elements."""
    at = 0
    while opening := _OPENING.search(body, at):
        if opening[1] is None:
            end = body.find(b"-->", opening.end())
            at = len(body) if end < 0 else end
            continue
        closing = _CLOSING.search(body, opening.end())
        end, at = (closing.start(), closing.end()) if closing else (len(body), len(body))
        if _KIND.search(opening[1]):
            yield body[opening.end() : end]


def loads(block: bytes, encoding: str | None) -> Any:
    """Return a block's value. Raise ValueError or RecursionError where it cannot be mended into JSON."""
    try:
        return orjson.loads(block)
    except orjson.JSONDecodeError:
        written = _GUARD.sub("", _GUARD.sub("", decoded(block, encoding))).strip().rstrip(";")
    if '"' not in written:
        written = unescape(written)
    for _ in range(MAXIMUM_MENDS):
        try:
            return json.loads(written, strict=False)
        except json.JSONDecodeError as error:
            mended = _mended(written, error)
            if mended is None:
                raise
            written = mended
    raise ValueError(f"more than {MAXIMUM_MENDS} faults")


def _mended(written: str, error: json.JSONDecodeError) -> str | None:
    """Return the text with the comma at the fault taken out or put in, or all lone backslashes escaped; else None."""
    if "escape" in error.msg:
        mended = _ESCAPE.sub(lambda found: found[0] if len(found[0]) > 1 else "\\\\", written)
        return mended if mended != written else None
    at, before = error.pos, written[: error.pos].rstrip()
    if written[at : at + 1] == ",":
        return written[:at] + written[at + 1 :]
    if written[at : at + 1] in ("}", "]") and before.endswith(","):
        return before[:-1] + written[at:]
    if error.msg.startswith("Expecting ',' delimiter") and re.match(
        r'"\s*[^"\\]{1,80}"\s*:|[{\[]', written[at:]
    ):
        return f"{before},{written[at:]}"
    return None
