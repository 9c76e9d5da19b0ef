"""A posting's plain text cut into lines, each with its section: what every other normaliser reads.

A line is a heading by its words (``taxonomy/sections.toml``, in the languages that postings use) and by its shape (short, no
bullet, no sentence). What follows it belongs to its section until the next heading.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate
from typing import NamedTuple, cast

from pipelines.normalise.cues import Cues, Span
from pipelines.normalise.declarations import declared
from pipelines.normalise.namesakes import NOT_NEEDED, without_namesakes
from pipelines.normalise.prefilter import Prefilter, Searchable
from pipelines.normalised_posting import Level, Section
from pipelines.taxonomy import Taxonomy
from pipelines.taxonomy.matcher import Match

# Latin words begin where no Latin letter stands before them; ideographs stand side by side.
_BY_WORDS = tuple(
    (cast("Section", name), re.compile(rf"(?<![0-9A-Za-zÀ-ÿ_])(?:{'|'.join(words)})", re.IGNORECASE))
    for name, words in declared("sections").items()
)
_HEADING_WORDS = Prefilter([words.pattern for _, words in _BY_WORDS])
_ALL_HEADINGS = frozenset(range(len(_BY_WORDS)))
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
_PROSE = re.compile(r"[.。;；]\s|[.。;；]$|, .*, ")


class Line(NamedTuple):
    """One line of the text, without its line break, and the section that it stands in."""

    start: int
    end: int
    section: Section
    heading: bool
    bullet: bool


class Document:
    """The text and its lines. ``text[line.start:line.end]`` is the line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.searchable = Searchable(text)
        self.lines = tuple(_lines(self.searchable))
        self._starts = [line.start for line in self.lines]
        self._line_spans = [(line.start, line.end) for line in self.lines if line.end > line.start]
        self._spans: dict[int, dict[str, list[Span]]] = {}
        self._firsts: dict[int, dict[str, Span]] = {}
        self._stops: dict[int, list[Span]] = {}
        self._mentions: dict[int, list[Match]] = {}
        # What ``levels`` found out: several fields ask for the level of one place.
        self.levels: dict[Span, Level] = {}
        self.claims: dict[int, bool] = {}

    def line_at(self, offset: int) -> Line:
        """Return the line that holds an offset."""
        return self.lines[max(0, bisect_right(self._starts, offset) - 1)]

    def spans(self, cues: Cues) -> dict[str, list[Span]]:
        """Return where the expressions of ``cues`` match, by name. Searched once per document."""
        key = id(cues)
        if key not in self._spans:
            self._spans[key] = cues.spans(self.searchable, self._line_spans)
        return self._spans[key]

    def first_in_work(self, cues: Cues) -> dict[str, Span]:
        """Return where each expression matches first, headings and talk of benefits and applying left out."""
        key = id(cues)
        if key not in self._firsts:
            work = [
                (line.start, line.end)
                for line in self.lines
                if line.end > line.start and not line.heading and line.section not in ("benefits", "apply")
            ]
            self._firsts[key] = cues.first(self.searchable, work)
        return self._firsts[key]

    def mentions(self, taxonomy: Taxonomy) -> list[Match]:
        """Return where the text names a skill that somebody may need, in order. Searched once per document."""
        key = id(taxonomy)
        if key not in self._mentions:
            self._mentions[key] = without_namesakes(
                self.text, self.spans(NOT_NEEDED), taxonomy.mentions(self.text)
            )
        return self._mentions[key]

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return start and end of the sentence that holds an offset; a sentence never leaves its line."""
        line = self.line_at(offset)
        if line.start not in self._stops:
            found = _STOP.finditer(self.text, line.start, line.end)
            self._stops[line.start] = [stop.span() for stop in found]
        start, end = line.start, line.end
        for begin, after in self._stops[line.start]:
            if after <= offset:
                start = after
            elif begin >= offset:
                end = begin + 1
                break
        return start, end


# The sign comes first, so that the engine looks for it before it looks back at what it may belong to.
_STOP = re.compile(
    r"[.!?](?=\s+[A-Z•\"'(])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)(?<!\bmin\.)(?<!\b[A-Z]\.)|[。！？；;](?=.)"
)


def _lines(searchable: Searchable) -> Iterator[Line]:
    written = searchable.text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in written), initial=0))[:-1]
    may_open: dict[int, set[int]] = {}
    for number, end in _HEADING_WORDS.candidates(searchable):
        may_open.setdefault(bisect_right(starts, end - 1) - 1, set()).add(number)
    section: Section = "title"
    for number, (start, line) in enumerate(zip(starts, written, strict=True)):
        if number == 1:
            section = "other"
        found = heading_section(line, may_open[number]) if number and number in may_open else None
        if found == "apply" and _POINTER.match(line):
            yield Line(start, start + len(line), found, True, False)
            continue
        if found == "requirements" and section == "preferred" and line.startswith("•"):
            found = "preferred"  # a list item that opens a list of its own stays with its heading
        section = found or section
        yield Line(start, start + len(line), section, found is not None, line.startswith("•"))


def heading_section(written: str, sections: Collection[int] = _ALL_HEADINGS) -> Section | None:
    """Return the section that a line opens, or None where it is no heading. ``sections`` are those worth trying."""
    bare = _heading(written)
    if bare is None:
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
    if marked and words_in_it <= 14:
        return best[2]
    return best[2] if titled and words_in_it <= 8 else None


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
