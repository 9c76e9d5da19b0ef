"""Which responsibilities are there? Families, and finer ones under some of them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.taxonomy import FOLDER


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One responsibility. A family is its own family."""

    name: str
    family: str
    label: str


def read_responsibilities(folder: Path = FOLDER) -> tuple[Responsibility, ...]:
    """Return the families, each followed by its finer responsibilities."""
    return tuple(_declared(folder))


def _declared(folder: Path) -> Iterator[Responsibility]:
    families = tomllib.loads((folder / "responsibilities.toml").read_text(encoding="utf-8"))
    del families["groups"]
    for family, declared in families.items():
        yield Responsibility(family, family, declared["label"])
        for code, finer in declared.get("codes", {}).items():
            yield Responsibility(code, family, finer["label"])
