r"""The declared words of a field: a TOML file under ``taxonomy/``, read once.

A ``\b`` stands in them where a word of Latin letters begins or ends. Beside Han characters ``re`` sees no such place
(they are letters, too), so it is read as "no Latin letter or digit here".
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import tomli

_FOLDER = Path(__file__).parents[1] / "taxonomy"
_BOUNDARY = re.compile(r"\\b")
_LETTER = re.compile(r"(?:\(\?:)*[A-Za-zÀ-ÿ#]")
_LATIN = "[A-Za-z0-9À-ÿ]"
_FIRST_LETTER = re.compile(r"^\\b([A-Za-z])(?![?*+{])")


@cache
def declared(name: str) -> dict[str, Any]:
    """Return the declarations of a field."""
    return tomli.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def latin_words(expression: str) -> str:
    r"""Return an expression whose ``\b`` holds beside Han characters, too.

    What stands before a word is looked at after its first letter: ``re`` leaps to that letter.
    """
    expression = _FIRST_LETTER.sub(lambda found: f"{found[1]}(?<!{_LATIN}{found[1]})", expression)
    return _BOUNDARY.sub(
        lambda found: f"(?<!{_LATIN})" if _opens(expression, found.start(), found.end()) else f"(?!{_LATIN})",
        expression,
    )


def _opens(expression: str, start: int, end: int) -> bool:
    """Whether a boundary opens a word: at the start of an alternative, or before a letter and not after one."""
    before = expression[:start]
    if not before or before.endswith(("|", "(", "(?:")):
        return True
    return bool(_LETTER.match(expression, end)) and not before[-1].isalnum()
