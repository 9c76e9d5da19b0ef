"""Named statements from a lexicon: certificates and spoken languages.

Each lexicon is a TOML file of names and the expressions that state them; sections decide where a statement counts.
"""

import tomllib
from functools import cache
from pathlib import Path

from pipelines.normalise.cues import Cues
from pipelines.normalise.document import Document
from pipelines.normalise.levels import level_at
from pipelines.normalised_posting import Evidence, NamedStatement

_FOLDER = Path(__file__).parents[1] / "taxonomy"


LEXICONS = ("certifications", "human_languages")


@cache
def _cues() -> Cues:
    return Cues(
        {
            f"{lexicon}.{name}": expressions
            for lexicon in LEXICONS
            for name, expressions in tomllib.loads((_FOLDER / f"{lexicon}.toml").read_text("utf-8")).items()
        }
    )


def find_statements(document: Document, lexicon: str) -> tuple[NamedStatement, ...]:
    """Return each name of a lexicon that the text states of the work, once, in the order of the text."""
    prefix = f"{lexicon}."
    found = [
        _statement(document, name, *span)
        for name, span in document.first_in_work(_cues()).items()
        if name.startswith(prefix)
    ]
    return tuple(sorted(found, key=lambda one: (one.evidence.start, one.name)))


def _statement(document: Document, rule: str, start: int, end: int) -> NamedStatement:
    section = document.line_at(start).section
    evidence = Evidence(document.text[start:end], start, end, section, rule)
    return NamedStatement(rule.split(".", 1)[1], level_at(document, start, end), evidence)
