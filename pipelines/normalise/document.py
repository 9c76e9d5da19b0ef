"""A posting's plain text cut into lines, each with its section: what every other normaliser reads.

A line is a heading by its words (``taxonomy/sections.toml``, in the languages that postings use) and by its shape (short, no
bullet, no sentence). What follows it belongs to its section until the next heading.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, cast

from pipelines.normalise.cues import Span
from pipelines.normalise.declarations import declared
from pipelines.normalise.namesakes import NOT_NEEDED, without_namesakes
from pipelines.normalise.prefilter import Prefilter
from pipelines.normalise.wording import SearchedInLines, Wording, wording_of
from pipelines.normalised_posting import Section
from pipelines.taxonomy import Taxonomy
from pipelines.taxonomy.matcher import Match

# Latin words begin where no Latin letter stands before them; ideographs stand side by side.
_BY_WORDS = tuple(
    (cast("Section", name), re.compile(rf"(?<![0-9A-Za-zÀ-ÿ_])(?:{'|'.join(words)})", re.IGNORECASE))
    for name, words in declared("sections").items()
)
_HEADINGS = Prefilter([words.pattern for _, words in _BY_WORDS])
_DECORATION = re.compile(r"^[\s#>*_=~•【\[(（「〔《◆■●▍|｜:：-]+|[\s#*_=~】\])）」〕》|｜:：?？!.,-]+$")
_NUMBERING = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]|[a-hA-H]|[ivx]{1,4})[.)、．:：]\s*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# A pointer to another page speaks of that page alone; what follows goes on as before.
_POINTER = re.compile(r"\W{0,3}(?:read (?:also|next|more)|see also|related)\s?[:：]\s?\w", re.IGNORECASE)
# What a heading adds in brackets makes it no longer: "Our stack (you need not know all of it)".
_ASIDE = re.compile(r"\s?[(（][^()（）]*(?:[)）]|$)")
# "We are looking for an engineer to:" is followed by what the engineer does.
_OPENS_DUTIES = re.compile(
    r"\b(?:engineer|developer|lead|leader|manager|architect|administrator|analyst|scientist|person|someone|you) to\s?[:：]\W*$",
    re.IGNORECASE,
)
LONGEST_HEADING, LONGEST_OUTSIDE_BRACKETS = 120, 80
# Words of a heading, signs before them, and what decorates them: a line with more is none, but for its brackets.
MOST_WORDS, MOST_WORDS_MARKED, MOST_BLANKS = 8, 14, 16
_BRACKET = re.compile("[(（]")
_PROSE = re.compile(r"[.。;；]\s|[.。;；]$|, .*, ")


class Line(NamedTuple):
    """One line of the text, without its line break, the section that it stands in, and what its words say."""

    start: int
    end: int
    section: Section
    heading: bool
    bullet: bool
    wording: Wording


class Document:
    """The text and its lines. ``text[line.start:line.end]`` is the line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = tuple(_lines(text))
        self._starts = [line.start for line in self.lines]
        self._spans: dict[int, dict[str, list[Span]]] = {}
        self._mentions: dict[int, list[Match]] = {}

    def line_at(self, offset: int) -> Line:
        """Return the line that holds an offset."""
        return self.lines[bisect_right(self._starts, offset) - 1]

    def lines_for(self, party: int) -> Iterator[Line]:
        """Yield the lines in which expressions of a party may match."""
        return (line for line in self.lines if party in line.wording.hits)

    def places(self, party: int) -> Iterator[tuple[Line, int]]:
        """Yield each place at which an expression of a party may end, with its line, in order."""
        for line in self.lines_for(party):
            ends = {line.start + end for _, end in line.wording.ends(party)}
            yield from ((line, place) for place in sorted(ends))

    def spans(self, cues: SearchedInLines) -> Mapping[str, list[Span]]:
        """Return where expressions match, by name and in order; names without a match are left out."""
        if cues.party not in self._spans:
            found: dict[str, list[Span]] = {}
            for line in self.lines_for(cues.party):
                for name, spans in line.wording.spans(cues).items():
                    here = [(line.start + start, line.start + end) for start, end in spans]
                    found.setdefault(name, []).extend(here)
            self._spans[cues.party] = found
        return self._spans[cues.party]

    def mentions(self, taxonomy: Taxonomy) -> list[Match]:
        """Return where the text names a skill that somebody may need, in order. Searched once per document."""
        key = id(taxonomy)
        if key not in self._mentions:
            self._mentions[key] = without_namesakes(
                self.text, self.spans(NOT_NEEDED), taxonomy.mentions(self.text)
            )
        return self._mentions[key]

    def sentence_at(self, offset: int) -> Span:
        """Return start and end of the sentence that holds an offset; a sentence never leaves its line."""
        line = self.line_at(offset)
        start, end = line.wording.sentence_at(offset - line.start)
        return line.start + start, line.start + end


def _lines(text: str) -> Iterator[Line]:
    section: Section = "title"
    start = 0
    for written in text.split("\n"):
        end, found = start + len(written), None
        if start:
            section = "other" if section == "title" else section
            found = heading_section(written) if 0 < len(written) <= LONGEST_HEADING else None
        bullet = written[:1] == "•"
        if found == "apply" and _POINTER.match(written):
            yield Line(start, end, found, True, False, wording_of(written))
        else:
            if found == "requirements" and section == "preferred" and bullet:
                found = "preferred"  # a list item that opens a list of its own stays with its heading
            section = found or section
            yield Line(start, end, section, found is not None, bullet, wording_of(written))
        start = end + 1


@lru_cache(maxsize=1 << 14)
def heading_section(written: str) -> Section | None:
    """Return the section that a line opens, or None where it is no heading."""
    if written.count(" ") > MOST_BLANKS and not _is_marked(written) and not _BRACKET.search(written):
        return None
    bare = _heading(written)
    sections = _HEADINGS.numbers(bare) if bare else None
    if not bare or not sections:
        return None
    if _OPENS_DUTIES.search(written):
        return "responsibilities"
    marked = _is_marked(written)
    best: tuple[int, int, Section] | None = None
    for rank in sections:
        name, words = _BY_WORDS[rank]
        if found := words.search(bare):
            # The heading's own words must carry it: near its beginning, or most of it, unless it is marked as one.
            covers = (found.end() - found.start()) / len(bare)
            if found.start() <= 2 or covers > 0.4 or (marked and len(bare) < 60) or len(bare.split()) <= 5:
                key = (0 if name == "preferred" else min(found.start(), 8) // 3 + 1, rank, name)
                best = min(best, key) if best else key
    if best is None:
        return None
    words_in_it = len((_ASIDE.sub("", bare) or bare).split())
    titled = bare[:1].isupper() or not bare[:1].isalpha() or bool(_CJK.search(bare))
    if marked and words_in_it <= MOST_WORDS_MARKED:
        return best[2]
    return best[2] if titled and words_in_it <= MOST_WORDS else None


def _heading(written: str) -> str | None:
    """Return the words of a line that has the shape of a heading, without what decorates them."""
    if len(written) > LONGEST_HEADING or (
        written.startswith("•") and not written.rstrip().endswith((":", "："))
    ):
        return None
    bare = _DECORATION.sub("", _NUMBERING.sub("", _DECORATION.sub("", written))).replace("’", "'").strip()
    outside = len(_ASIDE.sub("", bare)) if len(bare) > LONGEST_OUTSIDE_BRACKETS else len(bare)
    if not bare or outside > (24 if _CJK.search(bare) else LONGEST_OUTSIDE_BRACKETS):
        return None
    return None if _PROSE.search(bare) and not _is_marked(written) else bare


def _is_marked(written: str) -> bool:
    return written.startswith(("#", "【", "■", "◆")) or written.rstrip().endswith((":", "：", "】"))
