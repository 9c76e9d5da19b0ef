"""A board: one employer's page at one vendor, as the registry ``boards/*.toml`` names it."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

PACKAGED_REGISTRY = Path(__file__).parents[1] / "boards"
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class RegistryError(ValueError):
    """A registry that cannot be used; the message names file, block and fault."""


class Board(BaseModel):
    """One block of the registry. ``expected`` is (fewest, most) postings: fewer is a fault, more a warning."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    company: Text
    vendor: Text
    token: Text | None = None
    sitemap: Text | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    industry: Text | None = None
    size: Text | None = None
    region: Text | None = None
    expected: tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]] | None = None
    enabled: bool = True
    note: Text | None = None

    @model_validator(mode="after")
    def _has_one_address(self) -> "Board":
        if (self.token is None) == (self.sitemap is None):
            raise ValueError("a board has either a token or a sitemap")
        if self.expected and self.expected[0] > self.expected[1]:
            raise ValueError("expected is [fewest, most]")
        return self

    @property
    def slug(self) -> str:
        """What the board is called in tables and on the command line."""
        return self.token or self.sitemap or ""


def read_registry(path: Path = PACKAGED_REGISTRY) -> list[Board]:
    """Return the boards of a registry file or folder, in file order. Raise RegistryError where it is unsound."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise RegistryError(f"{path}: no registry there; name a .toml file or a folder of them")
    boards = [board for file in files for board in _read_file(file)]
    _refuse_twins(boards)
    return boards


def _read_file(file: Path) -> Iterable[Board]:
    try:
        blocks = tomllib.loads(file.read_text(encoding="utf-8")).get("board", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegistryError(f"{file}: not valid TOML: {error}") from error
    for number, block in enumerate(blocks, start=1):
        try:
            yield Board.model_validate(block)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "block"
            raise RegistryError(
                f"{file}: board {number} ({block.get('company')}): {where}: {first['msg']}"
            ) from error


def _refuse_twins(boards: list[Board]) -> None:
    seen: set[tuple[str, str]] = set()
    for board in boards:
        key = (board.vendor, board.slug)
        if key in seen:
            raise RegistryError(f"board {board.slug} of {board.vendor} stands twice in the registry")
        seen.add(key)
