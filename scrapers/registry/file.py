"""A board written into a registry: in its place by company and token, every other byte as it was."""

import json
import os
import re
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from scrapers.registry.board import PACKAGED_REGISTRY, Board, RegistryError, read_registry
from scrapers.registry.faults import order_key

_OPENING = re.compile(r"^[ \t]*\[\[[ \t]*board[ \t]*\]\]", re.MULTILINE)
_HEADER = "# Boards at {vendor}, by company. One block each; see CONTRIBUTING.md.\n"
# In the order in which blocks are written.
_FIELDS = ("company", "vendor", "token", "sitemap", "country", "industry", "size", "region")


def known_board(registry: Path, vendor: str, slug: str) -> Board | None:
    """Return the board of that vendor and slug in a registry, whatever its case. Raise RegistryError as read_registry does."""
    if registry.is_dir() and not any(registry.glob("*.toml")):
        return None
    same = (
        board
        for board in read_registry(registry)
        if (board.vendor, board.slug.casefold()) == (vendor, slug.casefold())
    )
    return next(same, None)


def write_board(registry: Path, board: Board) -> Path:
    """Write a board into a registry file, or into its vendor's file of a registry folder; return the file.

    Raise RegistryError where the file is unsound or cannot be written; it is then as it was before.
    """
    file = (registry / f"{board.vendor}.toml" if registry.is_dir() else registry).resolve()
    try:
        before = file.read_bytes().decode("utf-8") if file.exists() else _HEADER.format(vendor=board.vendor)
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryError(f"{file}: cannot be read: {error}") from error
    after = with_block(before, board, str(file))
    try:
        _replace(file, after.encode("utf-8"))
    except OSError as error:
        raise RegistryError(
            f"{file}: cannot be written ({error.strerror}); copy the registry to a folder of your own, "
            f'`cp -r {PACKAGED_REGISTRY} boards`, and name it in skilltide.toml: boards = "boards"'
        ) from error
    return file


def with_block(content: str, board: Board, name: str) -> str:
    """Return a registry's content with one more block. Raise RegistryError where its blocks cannot be told apart."""
    boards = _boards(content, name)
    starts = [match.start() for match in _OPENING.finditer(content)]
    if len(starts) != len(boards):
        raise RegistryError(f"{name}: not every board begins with a [[board]] line; write this one by hand")
    at = _position(boards, board)
    newline = "\r\n" if "\r\n" in content else "\n"
    block = newline.join(_lines(board)) + newline
    if at < len(boards):
        place = _above_comments(content, starts[at])
        after = content[:place] + block + newline + content[place:]
    else:
        ended = content if not content or content.endswith("\n") else content + newline
        gap = "" if not ended.strip() or ended.endswith(newline * 2) else newline
        after = ended + gap + block
    if _boards(after, name) != [*boards[:at], board, *boards[at:]]:
        raise RegistryError(f"{name}: the block would not stand alone there; write it by hand")
    return after


def _boards(content: str, name: str) -> list[Board]:
    try:
        blocks: list[Any] = tomllib.loads(content).get("board", [])
        return [Board.model_validate(block) for block in blocks]
    except ValueError as error:  # not TOML, or no board
        said = str(error).splitlines()
        raise RegistryError(f"{name}: {' '.join(said[:3])}; see `skilltide board check`") from error


def _position(boards: list[Board], board: Board) -> int:
    """Return the place by order: among all blocks where all are in order, else among those of the vendor."""
    keys = [order_key(other) for other in boards]
    peers = [at for at in range(len(boards)) if keys == sorted(keys) or boards[at].vendor == board.vendor]
    later = (at for at in peers if keys[at] > order_key(board))
    return next(later, peers[-1] + 1 if peers else len(boards))


def _above_comments(content: str, start: int) -> int:
    """Return where the comment begins that stands right above a block and so belongs to it."""
    while start:
        above = content.rfind("\n", 0, start - 1) + 1
        if not content[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def _lines(board: Board) -> list[str]:
    written = {name: getattr(board, name) for name in _FIELDS}
    # JSON's strings are TOML's basic strings, but for DEL, which no name holds.
    return ["[[board]]"] + [
        f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in written.items() if value
    ]


def _replace(file: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            shutil.copymode(file, new)
        else:
            new.chmod(0o644)
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
