"""What is wrong with a registry: every fault at once, each with its place and what to change."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from scrapers.policy import SOURCE_POLICY, policy_of
from scrapers.registry.board import Board
from scrapers.sources import SourceFacts, spider_sources

_KNOWN = frozenset(policy.source for policy in SOURCE_POLICY)


@dataclass(frozen=True, slots=True)
class Block:
    """One ``[[board]]`` of a file, by its number there; ``board`` is None where it is unsound."""

    file: Path
    number: int
    company: str
    board: Board | None

    @property
    def place(self) -> str:
        """Where the block stands, as people look for it."""
        return f"{self.file}: board {self.number} ({self.company})"


def slug_fault(slug: str, is_sitemap: bool = False) -> str | None:
    """Return what is wrong with a token or a sitemap's address; None where nothing is."""
    if not slug.strip():
        return "it is empty"
    if any(not (character.isprintable() or character == " ") for character in slug):
        return "it holds a control character"
    if "\ufffd" in slug:
        return "it is not UTF-8"
    if ".." in slug:
        return "it holds '..'"
    if is_sitemap:
        parts = urlsplit(slug)
        own_host = parts.scheme in ("http", "https") and parts.hostname
        return None if own_host or slug.startswith("/") else "it is no http(s) address"
    if "/" in slug or "\\" in slug:
        return "it holds a slash"
    return None


def registry_faults(path: Path) -> tuple[list[Block], list[str]]:
    """Return all blocks of a registry file or folder, and all its faults, one line each."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        return [], [f"{path}: no registry there; name a .toml file or a folder of them"]
    blocks: list[Block] = []
    faults: list[str] = []
    for file in files:
        found, unsound = _read_blocks(file)
        blocks += found
        faults += unsound
        faults += _order_faults(found)
    sources = spider_sources()
    for block in blocks:
        if block.board:
            faults += [f"{block.place}: {fault}" for fault in _content_faults(block.board, sources)]
    return blocks, [*faults, *_twins(blocks)]


def _read_blocks(file: Path) -> tuple[list[Block], list[str]]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        return [], [f"{file}: not valid TOML: {error}"]
    faults = [
        f"{file}: {key}: no such key; a registry holds [[board]] only" for key in content if key != "board"
    ]
    given = content.get("board", [])
    if not isinstance(given, list) or not all(isinstance(block, dict) for block in given):
        return [], [*faults, f"{file}: board: not a list of blocks; write [[board]] above each"]
    blocks = []
    for number, values in enumerate(given, start=1):
        company = str(values.get("company", "without company"))
        try:
            blocks.append(Block(file, number, company, Board.model_validate(values)))
        except ValidationError as error:
            blocks.append(Block(file, number, company, None))
            faults += [f"{blocks[-1].place}: {fault}" for fault in _schema_faults(error)]
    return blocks, faults


def _schema_faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        where = ".".join(map(str, fault["loc"])) or "block"
        yield f"{where}: {fault['msg']}; {_mend(where, str(fault['type']))}"


def _mend(where: str, kind: str) -> str:
    if kind == "extra_forbidden":
        return f"remove {where}, or mend its spelling"
    if kind == "missing":
        return f'add {where} = "..."'
    return {
        "country": 'write two capital letters, like "PT"',
        "block": "see CONTRIBUTING.md, A board",
    }.get(where.split(".")[0], f"change {where}")


def _content_faults(board: Board, sources: dict[str, SourceFacts]) -> Iterator[str]:
    if board.vendor not in _KNOWN:
        yield f"vendor: {board.vendor} is not in scrapers/policy.toml; mend its spelling, or add its policy first"
    elif board.enabled and policy_of(board.vendor).status in ("REVIEW", "OFF"):
        policy = policy_of(board.vendor)
        yield f"vendor: {board.vendor} is {policy.status} ({policy.note}); remove the block, or set enabled = false"
    elif board.vendor in sources and not sources[board.vendor].needs_boards:
        yield f"vendor: {board.vendor} is one listing for all employers; remove the block"
    if fault := slug_fault(board.slug, is_sitemap=board.sitemap is not None):
        key = "sitemap" if board.sitemap else "token"
        yield f"{key}: {board.slug!r}: {fault}; write it as it stands in the page's address"
    if (board.vendor == "json_ld") != (board.sitemap is not None):
        needed, given = ("sitemap", "token") if board.vendor == "json_ld" else ("token", "sitemap")
        yield f"{given}: boards of {board.vendor} have a {needed}; put {needed} in place of {given}"


def order_key(board: Board) -> tuple[str, str]:
    """Return what the blocks of a vendor are ordered by: company, then token, whatever their case."""
    return board.company.casefold(), board.slug.casefold()


def _order_faults(blocks: Iterable[Block]) -> Iterator[str]:
    last: dict[str, tuple[Any, Block]] = {}
    for block in blocks:
        if block.board is None:
            continue
        key = order_key(block.board)
        highest, before = last.get(block.board.vendor, (key, block))
        if key < highest:
            yield f"{block.place}: out of order; move it above board {before.number} ({before.company})"
        else:
            last[block.board.vendor] = (key, block)


def _twins(blocks: Iterable[Block]) -> Iterator[str]:
    first: dict[tuple[str, str], Block] = {}
    for block in blocks:
        if block.board is None:
            continue
        key = (block.board.vendor, block.board.slug.casefold())
        if key in first:
            yield (
                f"{block.place}: {block.board.slug} of {block.board.vendor} stands twice, first as {first[key].place}; "
                "remove one of them"
            )
        first.setdefault(key, block)
