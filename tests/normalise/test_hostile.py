"""No text takes long: each expression of the normalisers is timed on texts made to keep it busy, and so is the whole.

The expressions are found by looking into all modules, so new ones are timed too. Seconds are those of the processor.
"""

import dataclasses
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

import pipelines.normalise
import pipelines.taxonomy
from pipelines.normalise import normalise
from pipelines.normalise.contacts import Rule
from pipelines.normalise.cues import Cues
from pipelines.normalise.expressions import Expressions
from pipelines.normalise_postings import shared_taxonomy
from pipelines.normalised_posting import Advertisement

# A quadratic expression takes a million steps for a text of this size, a straight one some thousands.
SIZE = 1_500
TOO_LONG = 0.006
# Four times the text takes four times as long, sixteen times where the expression is quadratic.
LONGER, STEEPEST = 4, 9
# Texts that reach the normalisers hold no tabs and no runs of blanks: the plain text has them levelled.
SEEDS = ("a", "1", "a ", "1 ", "1,", "a,", "a-", "(", "• ", "年、", "$1")
RAW = (" ", "\t", "<", "a@a.")
MEGABYTE = 1_000_000
HOSTILE = (
    "(", "a@", "5 years ", "<div>", "• ", "1 ", "Java, ", "Java or ", "\n", "Requirements\n• 5+ years of Java or Go\n", "$100,000 - ", "€1 ",
    "1", "熟悉Java", "年", "Go ", "Java/", "<", "&amp;", " ", "lead ", "5-", "5 to 10 years or ", "🚀", "\r\n",
    "<script>", "<!--", "<p class='", "İ", "is a plus ", "manage a team of ", "+1 234 567 ", "remote ", "English ",
    "bachelor's degree in ", "Ruby or ", "no need to know Java ", "one of the following:\n• Java\n",
)  # fmt: skip


def expressions() -> dict[str, re.Pattern]:
    """All expressions that the normalisers and the taxonomy hold, by where they stand."""
    found: dict[str, re.Pattern] = {}
    for package in (pipelines.normalise, pipelines.taxonomy):
        for module in (
            package.__name__,
            *(one.name for one in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")),
        ):
            for name, value in vars(importlib.import_module(module)).items():
                for number, pattern in enumerate(_patterns(value, module)):
                    found[f"{module}.{name}[{number}]"] = pattern
    return found  # fmt: skip


def _patterns(value: Any, module: str) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Cues):
        yield from value._patterns
    elif isinstance(value, Rule):
        yield value.pattern
    elif isinstance(value, Expressions):
        yield from value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            if isinstance(held := getattr(value, part.name), Expressions):
                yield from held
    elif isinstance(value, dict):
        yield from _patterns(tuple(value.values()), module)
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _patterns(part, module)
    elif hasattr(value, "cache_info") and getattr(value, "__module__", None) == module:
        # Made when first needed: a function without parameters that keeps what it made.
        try:
            made = value()
        except TypeError:
            return
        yield from _patterns(made, module)


def texts(name: str, pattern: re.Pattern) -> Iterator[str]:
    """What may keep an expression busy: signs of all kinds, and the words of the expression itself, over and over."""
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    words = re.findall(r"[^\W\d_]{3,}", re.sub(r"\\[a-zA-Z]", " ", written))
    yield from (*SEEDS, *RAW) if ".text." in name else SEEDS
    for word in dict.fromkeys([*words[:2], *words[-1:]]):
        yield f"{word} "


def is_searched(name: str) -> bool:
    """Whether a text is searched for an expression; some are tried at one place only, by their module's own words."""
    module, _, rest = name.rpartition(".")
    written = inspect.getsource(sys.modules[module])
    bare = re.escape(rest.split("[")[0])
    return not re.search(rf"\b{bare}\.(?:full)?match\(", written) or bool(
        re.search(rf"\b{bare}\.(?:search|finditer|findall|split|subn?)\(", written)
    )


def seconds(pattern: re.Pattern, seed: str, size: int, searched: bool = True) -> float:
    text: str | bytes = (seed * (size // len(seed) + 1))[:size]
    if isinstance(pattern.pattern, bytes):
        text = str(text).encode("latin-1", "replace")
    started = time.process_time()
    if searched:
        for _ in pattern.finditer(text):
            pass
    else:
        pattern.match(text)
    return time.process_time() - started


def steep() -> Iterator[str]:
    """Name each expression whose time grows faster than its text."""
    for name, pattern in expressions().items():
        searched = is_searched(name)
        for seed in texts(name, pattern):
            if seconds(pattern, seed, SIZE, searched) < TOO_LONG:
                continue
            once = min(seconds(pattern, seed, SIZE, searched) for _ in range(3))
            more = min(seconds(pattern, seed, LONGER * SIZE, searched) for _ in range(2))
            if once >= TOO_LONG and more > STEEPEST * once:
                yield f"{name} on {seed!r}: {once:.3f} s, {LONGER} times the text {more:.3f} s: {pattern.pattern[:80]!r}"
                break


def test_the_expressions_of_all_modules_are_found():
    found = expressions()
    modules = {name.split(".")[2].split("[")[0] for name in found}
    assert {
        "document",
        "levels",
        "certifications",
        "role",
        "text",
        "workplace",
        "education",
        "years",
        "statements",
    } <= modules
    assert len(found) > 1_000


def test_a_steep_expression_is_noticed():
    slow, straight = re.compile(r"a*x"), re.compile(r"a{0,20}x")
    assert seconds(slow, "a", 4 * SIZE) > TOO_LONG > seconds(straight, "a", SIZE)
    assert seconds(slow, "a", 4 * LONGER * SIZE) > STEEPEST * seconds(slow, "a", 4 * SIZE)


@pytest.mark.slow
def test_no_expression_takes_longer_than_its_text():
    # In a process of its own: an expression that never ends must not keep the tests.
    done = subprocess.run(
        [sys.executable, "-m", "tests.normalise.test_hostile"], capture_output=True, text=True, timeout=600
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def read_in_a_second(**fields: Any) -> bool:
    """Whether a posting is read in a second of the processor; a machine with other work is given three chances."""
    for _ in range(3):
        started = time.process_time()
        said = normalise(Advertisement(**{"title": "Tech Lead", **fields}), shared_taxonomy())
        if time.process_time() - started < 1:
            return said.role == "tech_lead" or "title" in fields
    return False


@pytest.mark.parametrize("kind", ["text", "html"])
@pytest.mark.parametrize("seed", HOSTILE, ids=repr)
def test_a_megabyte_of_anything_is_read_in_a_second(seed, kind):
    text = (seed * (MEGABYTE // len(seed) + 1))[:MEGABYTE]
    assert read_in_a_second(description=text, description_format=kind)


@pytest.mark.parametrize("seed", ["a ", "and ", " ", "(", "$1 ", "remote ", "Lead, ", "\n"])
def test_a_megabyte_in_a_short_field_is_read_in_a_second(seed):
    text = (seed * (MEGABYTE // len(seed) + 1))[:MEGABYTE]
    for fields in (
        {"title": text},
        {"locations": (text,)},
        {"locations": tuple(text)},
        {"salary_text": text},
    ):
        assert read_in_a_second(description="Java", **fields), list(fields)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in steep())
