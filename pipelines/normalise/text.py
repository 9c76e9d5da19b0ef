"""A posting's HTML or text as plain text that keeps blocks and bullets: the text that all offsets point into.

The title is the first line. Contact data is masked character by character, so that offsets hold in what is published.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from turbohtml import PlainText, parse, unescape

from pipelines.normalise.contacts import mask_contacts

_LAYOUT = PlainText(layout="strict", bullet="• ")
_BULLETS = frozenset("•*·●▪◦‣○■□➢➤►✔✓❖※◆◇★☆")
_MARKS = _BULLETS | frozenset("-–—")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f\x7f\u00ad]")
_MARKDOWN = re.compile(r"\*\*(?=\S)(.{1,200}?)(?<=\S)\*\*|__(?=\S)(.{1,200}?)(?<=\S)__")
_LOOKS_LIKE_HTML = re.compile(r"<(?:p|br|li|ul|div|h[1-6]|strong|span)\b[^>]{0,200}>", re.IGNORECASE)
# How a list looks that lost its line breaks: signs between its items, or hyphens after full stops.
_INLINE_MARKS = (
    ("•●▪■◆➢✓✔", re.compile(r"\s?[•●▪■◆➢✓✔]\s?")),
    ("-–*", re.compile(r"(?:(?<=[.;:。；：)）])\s?|^|(?<=\s))[-–*]\s?(?=[A-ZÀ-Þ\u4e00-\u9fff\d])")),
)
_NUMBER = re.compile(r"(?<![\d.,$€£/-])(\d{1,2})[.、)）](?=\s?[^\d\s.,])")
SHORTEST_LIST, FEWEST_ITEMS = 120, 3
# The longest of many thousand postings has 20,000 signs, markup included; what is far longer is no posting.
MAXIMUM, LONGEST_TEXT = 200_000, 60_000


def plain_text(title: str, description: str, description_format: Literal["html", "text"]) -> str:
    """Return title and description as lines: one per block, list items starting with a bullet, contact data masked."""
    return mask_contacts(laid_out(title, description, description_format))


def laid_out(title: str, description: str, description_format: Literal["html", "text"]) -> str:
    """Return the lines of ``plain_text`` as they are before its mask. Nothing of this may be kept."""
    first = " ".join(_INVISIBLE.sub("", unescape(title)).split())
    return f"{first}\n{_body(description[:MAXIMUM], description_format)}".strip()


# The descriptions of a board are looked at together before each is read.
@lru_cache(maxsize=128)
def _body(body: str, description_format: Literal["html", "text"]) -> str:
    """Return the lines of a description."""
    if description_format == "html" or _LOOKS_LIKE_HTML.search(body):
        body = parse(body).to_text(_LAYOUT)
    else:
        body = unescape(body)
    body = _INVISIBLE.sub("", body[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n"))
    if "**" in body or "__" in body:
        body = _MARKDOWN.sub(lambda found: found[1] or found[2], body)
    lines: list[str] = []
    for line in body.split("\n"):
        lines += list_items(line) if len(line) >= SHORTEST_LIST else (line,)
    return "\n".join(_tidy(lines))


def list_items(line: str) -> list[str]:
    """Return the items of a list that was written into one line, each with a bullet; any other line as it is."""
    if len(line) < SHORTEST_LIST:
        return [line]
    for signs, marks in _INLINE_MARKS:
        if sum(map(line.count, signs)) < FEWEST_ITEMS:
            continue
        begins, ends = [], []
        for found in marks.finditer(line):
            begins.append(found.end())
            ends.append(found.start())
        if len(begins) >= FEWEST_ITEMS:
            items = [line[begin:end] for begin, end in zip(begins, [*ends[1:], len(line)], strict=True)]
            return [*filter(str.strip, [line[: ends[0]]]), *(f"• {item}" for item in items)]
    begins = _enumeration(line) if "2" in line and "3" in line else []
    if len(begins) < FEWEST_ITEMS:
        return [line]
    return [
        *filter(str.strip, [line[: begins[0]]]),
        *(line[begin:end] for begin, end in pairwise([*begins, len(line)])),
    ]


def _enumeration(line: str) -> list[int]:
    """Return where the numbers 1, 2, 3 ... of an enumeration stand; a number out of turn is no part of it."""
    begins: list[int] = []
    for found in _NUMBER.finditer(line):
        if int(found[1]) == len(begins) + 1:
            begins.append(found.start())
    return begins


def _tidy(lines: Iterable[str]) -> list[str]:
    """Return lines with single spaces and one kind of bullet, each bullet with its words, no blank runs."""
    tidied: list[str] = []
    bullet_waits = False
    for line in lines:
        words = " ".join(line.split())
        if words[:1] in _MARKS and (words[0] in _BULLETS or words[1:2] in (" ", "")):
            words = words[1:].lstrip()
            bullet_waits = True
        if words:
            tidied.append(f"• {words}" if bullet_waits else words)
            bullet_waits = False
        elif not bullet_waits and tidied[-1:] != [""]:
            # A bullet alone on its line belongs to the next line that says something.
            tidied.append("")
    return tidied
