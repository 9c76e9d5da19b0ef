"""What of a posting tells whether another one is the same role: the words of its title, and a signature of its text.

The signature is a one-permutation MinHash (Li, Owen and Zhang 2012) of the text's shingles: every two words that follow
each other are hashed, the hashes are dealt into bins, and of each bin the smallest is kept. The part of bins in which
two texts agree estimates the part of shingles that they share (their Jaccard similarity).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from pipelines.normalise.declarations import declared
from pipelines.normalise.places import place_names

Words = NDArray[np.uint64]

BINS = 128
SHINGLE = 2
EMPTY = 0xFFFF
_NOT_A_LETTER = re.compile(r"\W+")
_FACTOR = 0x9E3779B97F4A7C15
_TITLE_WORD = re.compile(r"[^\W_]+[+#]*")
_ADDRESS = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[\w-]+\.(?:com|io|co|ai|org|net|dev|app)\b\S*", re.IGNORECASE
)
_NUMBER = re.compile(r"(?=\w*\d\d)[a-z]{0,3}\d+[a-z]{0,3}")
_LONGEST_PLACE = 4
_SPACE, _FIRST_HAN_BYTE = 0x20, 0xE3


def title_key(title: str, company: str | None, locations: Iterable[str]) -> str:
    """Return the words of a title that name the role, in the order of the alphabet; empty where none are left.

    Places, the employer, the way of working, contracts, numbers and addresses are left out: one role in three towns
    has one key. Rungs and trades stay: senior and junior are two roles.
    """
    words = _title_words(_ADDRESS.sub(" ", title))
    places = place_names()
    left: list[str] = []
    at = 0
    while at < len(words):
        ends = range(min(at + _LONGEST_PLACE, len(words)), at, -1)
        end = next((end for end in ends if " ".join(words[at:end]) in places), None)
        if end is None:
            left.append(words[at])
        at = end or at + 1
    others = {word for text in (company or "", *locations) for word in _title_words(text)}
    said = (_singular(word) for word in left if word not in others and not _NUMBER.fullmatch(word))
    short_for = declared("title_key")["short_for"]
    return " ".join(sorted({short_for.get(word, word) for word in said} - _no_role()))


@cache
def _no_role() -> frozenset[str]:
    return frozenset(declared("title_key")["words"])


def _title_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _TITLE_WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def words_of(text: str) -> str:
    """Return the words of a text in lower case, with one blank between them and no marks."""
    return _NOT_A_LETTER.sub(" ", text.lower()).strip()


def skeleton(words: str) -> str:
    """Return sixteen hex digits that are equal for texts that differ in nothing but case, blanks and marks."""
    return hashlib.sha256(words.replace(" ", "").encode()).hexdigest()[:16]


def signature(words: str) -> tuple[bytes, int]:
    """Return the signature of words, BINS little-endian 16-bit numbers, and how many shingles it rests on.

    A Han or kana character counts as a word. An empty bin holds EMPTY.
    """
    hashes = _shingle_hashes(words.encode("utf-8", "replace"))
    smallest = np.full(BINS, EMPTY, dtype=np.uint16)
    if len(hashes):
        values = np.minimum((hashes >> np.uint64(32)) & np.uint64(0xFFFF), np.uint64(EMPTY - 1))
        np.minimum.at(smallest, (hashes >> np.uint64(57)).astype(np.intp), values.astype(np.uint16))
    return smallest.astype("<u2").tobytes(), len(hashes)


def _shingle_hashes(text: bytes) -> Words:
    """Return a hash of every two words that follow each other; of all words where there are fewer."""
    letters = np.frombuffer(text + b" ", dtype=np.uint8)
    blank = letters == _SPACE
    begins = ~blank & (np.concatenate(([True], blank[:-1])) | (letters >= _FIRST_HAN_BYTE))
    starts = np.flatnonzero(begins)
    if not len(starts):
        return np.empty(0, dtype=np.uint64)
    ends = np.append(starts[SHINGLE:], len(letters))
    starts = starts[: len(ends)]
    powers, inverses = _powers(-(-len(letters) // 8192))
    # The polynomial hash of any stretch from two running sums: (sum to its end - sum to its start) / factor^start.
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    np.cumsum(letters * powers[: len(letters)], out=sums[1:])
    hashes: Words = (sums[ends] - sums[starts]) * inverses[starts]
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xFF51AFD7ED558CCD)
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xC4CEB9FE1A85EC53)
    hashes ^= hashes >> np.uint64(33)
    return hashes


@lru_cache(maxsize=8)
def _powers(blocks: int) -> tuple[Words, Words]:
    """Return the powers of the factor and of its inverse modulo 2^64, for texts of so many blocks of 8,192 bytes."""
    length = blocks * 8192
    both = []
    for base in (_FACTOR, pow(_FACTOR, -1, 1 << 64)):
        factors = np.full(length, base, dtype=np.uint64)
        factors[0] = 1
        both.append(np.cumprod(factors))
    return both[0], both[1]
