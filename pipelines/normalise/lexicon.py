"""Named statements from a lexicon: soft skills, responsibilities, certificates, spoken languages.

Each lexicon is a TOML file of names and the expressions that state them; sections decide where a statement counts.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipelines.normalise.document import Document
from pipelines.normalise.levels import level_at
from pipelines.normalised_posting import Evidence, NamedStatement, Section

_FOLDER = Path(__file__).parents[1] / "taxonomy"


@cache
def _patterns(lexicon: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = tomllib.loads((_FOLDER / f"{lexicon}.toml").read_text(encoding="utf-8"))
    return tuple(
        (name, re.compile("|".join(expressions), re.IGNORECASE)) for name, expressions in entries.items()
    )


def find_statements(
    document: Document, lexicon: str, without: frozenset[Section] = frozenset({"benefits", "apply"})
) -> tuple[NamedStatement, ...]:
    """Return each name of a lexicon that the text states, once, in the order of the text."""
    found = (_first(document, name, pattern, lexicon, without) for name, pattern in _patterns(lexicon))
    return tuple(sorted(filter(None, found), key=lambda one: one.evidence.start))


def _first(
    document: Document, name: str, pattern: re.Pattern[str], lexicon: str, without: frozenset[Section]
) -> NamedStatement | None:
    for match in _matches(document, pattern, without):
        section = document.line_at(match.start()).section
        evidence = Evidence(match[0], match.start(), match.end(), section, f"{lexicon}.{name}")
        return NamedStatement(name, level_at(document, match.start(), match.end()), evidence)
    return None


def _matches(
    document: Document, pattern: re.Pattern[str], without: frozenset[Section]
) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(document.text):
        line = document.line_at(match.start())
        if line.section not in without and not line.heading:
            yield match
