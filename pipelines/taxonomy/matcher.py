"""Where a text names a skill: one pass of an automaton, then boundaries, case, company, and the longest match.

The text is laid out one byte per character (lower-cased, separators levelled), so offsets hold without a table; each
phrase starts with the separator before it, or a mark behind that, so that the automaton never fires inside a word.
Chinese, Japanese and other scripts have an automaton of their own and count as separators for Latin words.

Of what overlaps, the leftmost counts, then the longest; a practice whose words begin inside of a technology's name
and go on after it counts besides ("RESTful API design"), save the unnamed cloud, which adds nothing to a named one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import ahocorasick_rs

Rule = Literal["alias", "cased", "weak", "loose", "never", "respelt", "unlisted"]
_SEPARATOR = 0x0A
_KEPT = b".+#/&-'@_"
# A word may begin behind each of these. A mark behind each tells so, and one pattern serves them all.
_BEGINNERS, _MARK = b"/-.&'#+", b"\x01"
_AROUND = ((b"\n", b""), (_MARK, b""))
# Every word begins like some short name, so what stands after one is part of what is searched for.
_AROUND_SHORT = tuple((left, bytes([right])) for left in (b"\n", b"/" + _MARK) for right in b"\n/.'")
SHORT = 2
# The longest list of technologies in a posting holds a few hundred.
MOST_PLACES = 5_000
UNNAMED_CLOUD = "cloud_computing"
# Signs that only typesetting tells apart from plain ones.
_TYPOGRAPHIC = {"\u2010": "-", "\u2011": "-", "’": "'", "‘": "'", "＋": "+", "＃": "#"}
_COMMON_SIGNS = "•–—“”…"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name a skill (None: words that name none), and the rule under which they count.

    ``loose`` words count in a list, beside a name that is sure: strict words in another case too ("java, go").
    """

    words: str
    skill_id: str | None
    rule: Rule


class Match(NamedTuple):
    """A place that names a skill: ``text[start:end]``, and the rule that let it count."""

    skill_id: str
    start: int
    end: int
    rule: Rule


def _layout_table() -> bytes:
    table = bytearray([_SEPARATOR] * 256)
    for code in range(256):
        letter = chr(code)
        if letter.isalnum() and code != 0xAA and code != 0xBA:
            lower = letter.lower().encode("latin-1", "replace")
            table[code] = lower[0] if len(lower) == 1 else code
        elif code in _KEPT:
            table[code] = code
    return bytes(table)


_TABLE = _layout_table()
_WORD = frozenset(code for code in range(256) if chr(code).isalnum()) | {ord("_")}
_DIGITS = re.compile(rb"\d{1,4}(?:\.\d{1,3})*\+?(?![\w.])")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2e80-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00010000-\U0003ffff]")
_AFTER = re.compile(
    r"\s*(?:\d[\d.]*\+?\s*)?(?:[-/,]?\s*)?(?:developers?|engineers?|programm\w+|languages?|lang\b|devs?\b|code\b|codebase|coding|"
    r"framework|stack\b|back-?end|front-?end|services\b|micro-?services|experts?\b|experience|skills|ecosystem|"
    r"playbooks?|scripts?|scripting|clusters?|charts?|apps?\b|applications?|databases?|pipelines?|开发|開發|语言|語言|工程)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:experience (?:in|with|of|using)|knowledge (?:in|of)|proficien\w+ (?:in|with)|familiar\w* with|"
    r"expertise (?:in|with)|exposure to|interest in|understanding of|command of|comfortable (?:in|with)|skill\w* (?:in|with)|fluen\w+ in|written in|writing|background in|working with|worked with|"
    r"programming in|development in|developing in|coding in|tools? (?:such as|like)|technologies (?:such as|like)|"
    r"e\.g\.|such as|熟悉|精通|掌握|使用|了解|熟练|熟練|擅长|擅長|具备|具備|会|會)[\s,:(]*(?:the )?$",
    re.IGNORECASE,
)
_BEFORE_A_LANGUAGE = re.compile(
    r"\b(?:in|with|using|of|know|like|or|and|use|run|mit|avec|con|com)\s+$", re.IGNORECASE
)
_NEIGHBOUR = re.compile(
    r"[\s,;/|&+()·•、，・-]*(?:(?:and|or|und|oder|et|ou|y|o|e|和|或|及|與)\s+)?(?:\(|/)?\s*"
)


_END_OF_ADDRESS = re.compile(r"[\s<>()\[\]\"'，。、；（）]")
_SIGN_OF_A_LIST = re.compile(r"[,;/|&+·•、，・]|\s(?:and|or|und|oder|et|ou|y|o|e)\s|[和或及與]")


def _marked(layout: bytes) -> bytes:
    for sign in _BEGINNERS:
        written = bytes([sign])
        layout = layout.replace(written, written + _MARK)
    return layout


def _layout(text: str) -> tuple[bytes, bool]:
    """Return the text as the automaton reads it, and whether it holds words of other scripts."""
    other = False
    if text.isascii():
        laid = text.encode().translate(_TABLE)
    else:
        # Letters beyond Latin-1 become question marks, which are separators as well.
        laid = text.encode("latin-1", "replace")
        beyond = laid.count(b"?") - text.count("?")
        other = beyond > sum(map(text.count, _COMMON_SIGNS)) and _OTHER_SCRIPT.search(text) is not None
        laid = laid.translate(_TABLE)
    if b"_" in laid:
        laid = _level_emphasis(laid)
    return b"\n" + laid + b"\n\n\n", other


def _level_emphasis(laid: bytes) -> bytes:
    """Keep the underscores inside of a word; level those that only set it off ("_Kafka_")."""
    levelled = bytearray(laid)
    begin = laid.find(b"_")
    while begin >= 0:
        end = begin + 1
        while laid[end : end + 1] == b"_":
            end += 1
        if not (begin and end < len(laid) and laid[begin - 1] in _WORD and laid[end] in _WORD):
            levelled[begin:end] = b"\n" * (end - begin)
        begin = laid.find(b"_", end)
    return bytes(levelled)


def _outside_addresses(text: str, found: list[tuple[int, int, Phrase]]) -> list[tuple[int, int, Phrase]]:
    if "://" not in text and "www." not in text:
        return found
    addresses = sorted(_addresses(text))
    begins = [begin for begin, _ in addresses]
    return [
        place
        for place in found
        if not (at := bisect_right(begins, place[0])) or place[0] >= addresses[at - 1][1]
    ]


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for sign in ("://", "www."):
        at = text.find(sign)
        while at >= 0:
            stop = _END_OF_ADDRESS.search(text, at)
            end = stop.start() if stop else len(text)
            yield max(0, at - len("https")), end
            at = text.find(sign, end)


def _plain_signs(text: str) -> str:
    for sign, plain in _TYPOGRAPHIC.items():
        text = text.replace(sign, plain)
    return text


class Matcher:
    """Finds phrases. ``languages`` are skill ids that a bare preposition may introduce ("in Go")."""

    def __init__(self, phrases: Iterable[Phrase], languages: set[str], practices: set[str]) -> None:
        self._languages = languages
        self._practices = practices
        self._by_key: dict[bytes, dict[str, Phrase]] = {}
        self._by_words: dict[str, dict[str, Phrase]] = {}
        spellings = [spelling for phrase in phrases for spelling in _spellings(phrase)]
        for phrase in spellings:
            self._written(phrase).setdefault(phrase.words, phrase)
        for phrase in spellings:
            if phrase.rule in ("alias", "never"):
                self._written(phrase).setdefault(phrase.words.lower(), phrase)
        for phrase in spellings:
            if phrase.rule in ("cased", "weak") and phrase.skill_id not in practices:
                loose = Phrase(phrase.words, phrase.skill_id, "loose")
                self._written(phrase).setdefault(phrase.words.lower(), loose)
        keys = list(self._by_key)
        patterns: list[bytes] = []
        self._owner: list[
            tuple[bytes, int]
        ] = []  # the key of each pattern, and how far behind its sign its mark stands
        for key in keys:
            for left, right in _AROUND if len(key) > SHORT else _AROUND_SHORT:
                patterns.append(left + _marked(key) + right)
                self._owner.append((key, int(left == _MARK)))
        # As quick as the deterministic automaton, and built in half the time.
        contiguous = ahocorasick_rs.Implementation.ContiguousNFA
        self._latin = ahocorasick_rs.BytesAhoCorasick(patterns, implementation=contiguous)
        self._words = list(self._by_words)
        self._other = ahocorasick_rs.AhoCorasick(self._words) if self._words else None

    def _written(self, phrase: Phrase) -> dict[str, Phrase]:
        """Return the phrases that are laid out as this one is, by how they are written."""
        try:
            return self._by_key.setdefault(phrase.words.encode("latin-1").translate(_TABLE), {})
        except UnicodeEncodeError:
            return self._by_words.setdefault(phrase.words.lower(), {})

    def find(self, text: str) -> list[Match]:
        """Return the matches in order."""
        if not text.isascii():
            text = _plain_signs(text)
        found = _outside_addresses(text, self._candidates(text))
        found.sort(key=lambda one: (one[0], -one[1]))
        kept: list[tuple[int, int, Phrase]] = []
        reached = 0
        for place in found[:MOST_PLACES]:
            start, end, phrase = place
            if start >= reached or (end > reached and self._adds(kept[-1][2], phrase)):
                kept.append(place)
                reached = end
        return self._in_company(text, kept)

    def _adds(self, before: Phrase, phrase: Phrase) -> bool:
        """Whether a phrase that begins inside of another one says more than that one."""
        return (
            before.skill_id is not None
            and before.skill_id not in self._practices
            and phrase.skill_id in self._practices
            and phrase.skill_id != UNNAMED_CLOUD
        )

    def _candidates(self, text: str) -> list[tuple[int, int, Phrase]]:
        layout, holds_other_scripts = _layout(text)
        found: list[tuple[int, int, Phrase]] = []
        owner, by_key, plain = self._owner, self._by_key, text.isascii()
        marked = _marked(layout)
        for index, place, _ in self._latin.find_matches_as_indexes(marked, overlapping=True):
            key, behind = owner[index]
            start = place - marked.count(_MARK, 0, place) - behind
            end = start + len(key)
            after = layout[end + 1]
            # The layout levels all separators, so what is written decides: "spring, boot" is no Spring Boot.
            if after == _SEPARATOR or _ends_here(layout, end + 1, key):
                written = text[start:end]
                phrases = by_key[key]
                phrase = phrases.get(written) or phrases.get(written.lower())
                if phrase and (plain or not _glued(text, start, end)):
                    found.append((start, end, phrase))
        if self._other and holds_other_scripts:
            found += self._in_other_scripts(text)
        return found

    def _in_other_scripts(self, text: str) -> Iterator[tuple[int, int, Phrase]]:
        lowered = text.lower()
        if self._other is None or len(lowered) != len(text):
            return
        for index, start, end in self._other.find_matches_as_indexes(lowered, overlapping=True):
            phrases = self._by_words[self._words[index]]
            phrase = phrases.get(text[start:end]) or phrases.get(lowered[start:end])
            if phrase:
                yield start, end, phrase

    def _in_company(self, text: str, kept: list[tuple[int, int, Phrase]]) -> list[Match]:
        lines: set[int] | None = None
        loose = -2
        matches = []
        for number, (start, end, phrase) in enumerate(kept):
            if phrase.skill_id is None:
                continue
            if phrase.rule == "weak":
                if lines is None:
                    lines = _lines_with(text, [place[0] for place in kept if self._is_strong(place[2])])
                if not self._has_company(text, kept, number, lines):
                    continue
            if phrase.rule == "loose":
                if not self._is_listed(text, kept, number, after_loose=loose == number - 1):
                    continue
                loose = number
            matches.append(Match(phrase.skill_id, start, end, phrase.rule))
        return matches

    def _is_strong(self, phrase: Phrase) -> bool:
        return (
            phrase.skill_id is not None
            and phrase.rule in ("alias", "cased")
            and phrase.skill_id not in self._practices
        )

    def _is_listed(
        self, text: str, kept: list[tuple[int, int, Phrase]], number: int, after_loose: bool
    ) -> bool:
        """Whether a place stands in a list, beside a name that counts, and is no part of an address."""
        start, end, phrase = kept[number]
        if text[start - 1 : start] == "." or text.startswith("://", end):
            return False
        written = text[start:end]
        if written != phrase.words and phrase.words.isupper() and written.istitle():
            return False  # "San Mateo" is no SAN
        for first, second in ((number - 1, number), (number, number + 1)):
            if first < 0 or second == len(kept):
                continue
            other = kept[first if second == number else second]
            gap = kept[first][1], kept[second][0]
            if (
                (self._is_strong(other[2]) or (after_loose and second == number))
                and _NEIGHBOUR.fullmatch(text, *gap)
                and _SIGN_OF_A_LIST.search(text, *gap)
                and text.find("\n", *gap) < 0
            ):
                return True
        return False

    def _has_company(
        self, text: str, kept: list[tuple[int, int, Phrase]], number: int, lines: set[int]
    ) -> bool:
        start, end, phrase = kept[number]
        line = text.rfind("\n", 0, start) + 1
        if line in lines or _AFTER.match(text, end):
            return True
        if phrase.skill_id in self._languages and _BEFORE_A_LANGUAGE.search(text, max(0, start - 12), start):
            return True
        if _BEFORE.search(text, max(0, start - 40), start):
            return True
        for other in (number - 1, number + 1):
            if 0 <= other < len(kept) and kept[other][2].rule == "weak":
                first, second = sorted((kept[number][:2], kept[other][:2]))
                if _NEIGHBOUR.fullmatch(text, first[1], second[0]) and "\n" not in text[first[1] : second[0]]:
                    return True
        # A list item that is nothing but the name means the name; a lone line may be a button ("Go").
        return _stands_alone(text, line, start, end) and (
            text.startswith("•", line) or bool(_neighbour_lines(text, line, end) & lines)
        )


def _spellings(phrase: Phrase) -> list[Phrase]:
    """Return a phrase with its hyphens as spaces and its spaces as hyphens besides."""
    if phrase.rule not in ("alias", "never"):
        return [phrase]
    words = {phrase.words, phrase.words.replace("-", " ")}
    if re.fullmatch(r"[A-Za-zÀ-ÿ]+ [A-Za-zÀ-ÿ]+", phrase.words):
        words.add(phrase.words.replace(" ", "-"))
    return [Phrase(word, phrase.skill_id, phrase.rule) for word in sorted(words)]


def _ends_here(layout: bytes, stop: int, key: bytes) -> bool:
    after, then = layout[stop], layout[stop + 1]
    if after in _WORD and not (len(key) > SHORT and key[-1:].isalpha() and _DIGITS.match(layout, stop)):
        return False
    if after in b"+#@" or (after == 0x2E and then in _WORD):
        return False
    return len(key) > SHORT or after not in b"-&'" or (after == 0x27 and then == 0x73)


def _glued(text: str, start: int, end: int) -> bool:
    """Whether a letter outside Latin-1 (Czech, Polish, Turkish ...) touches the match: then it is part of a word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before <= "\u00ff" and after <= "\u00ff":
        return False
    return any(
        side > "\u00ff" and side.isalpha() and not _OTHER_SCRIPT.match(side) for side in (before, after)
    )


def _lines_with(text: str, starts: list[int]) -> set[int]:
    return {text.rfind("\n", 0, start) + 1 for start in starts}


def _stands_alone(text: str, line: int, start: int, end: int) -> bool:
    stop = text.find("\n", end)
    return not text[line:start].strip(" •-*·–\t") and not text[end : stop if stop >= 0 else None].strip(
        " .,;"
    )


def _neighbour_lines(text: str, line: int, end: int) -> set[int]:
    stop = text.find("\n", end)
    return {text.rfind("\n", 0, max(0, line - 1)) + 1, stop + 1 if stop >= 0 else -1}
