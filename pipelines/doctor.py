"""What a run needs, examined: what is installed, writable and reachable, and the command that mends what is not."""

import importlib.metadata
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from pipelines.config import Config
from pipelines.night import enabled_sources, reachable
from scrapers.registry.board import RegistryError, read_registry
from warehouse.connection import WarehouseError, open_reader

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("scrapy", "prefect", "duckdb", "plotly", "pyarrow", "pandas")
FREE_BYTES = 2 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined: whether it is well, and what to do where it is not."""

    ok: bool
    what: str
    mend: str = ""


def examine(config: Config) -> list[Finding]:
    """Return the findings, in the order in which a run would meet them."""
    return [
        _python(),
        *map(_package, PACKAGES),
        _registry(config),
        *_data_dir(config.data_dir),
        _published(config),
        *_sources(config),
        _browser(),
    ]


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(sys.version_info >= (3, 11), f"Python {version}", "install Python 3.11 or newer")


def _package(name: str) -> Finding:
    try:
        return Finding(True, f"{name} {importlib.metadata.version(name)}")
    except importlib.metadata.PackageNotFoundError:
        return Finding(False, name, "make setup")


def _registry(config: Config) -> Finding:
    try:
        return Finding(True, f"registry: {len(read_registry(config.boards))} boards")
    except RegistryError as error:
        return Finding(False, f"registry {config.boards}", str(error))


def _data_dir(folder: Path) -> list[Finding]:
    existing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(existing).free
    return [
        Finding(
            os.access(existing, os.W_OK),
            f"data folder {folder} is writable",
            f"chown or chmod {existing}, or set data_dir",
        ),
        Finding(free > FREE_BYTES, f"{free >> 30} GiB free", "make room: a night needs about 2 GiB"),
    ]


def _published(config: Config) -> Finding:
    if not config.published.exists():
        return Finding(True, "nothing published yet")
    try:
        with open_reader(config.published):
            return Finding(True, f"published warehouse {config.published}")
    except WarehouseError as error:
        return Finding(False, f"published warehouse {config.published}", str(error))


def _sources(config: Config) -> list[Finding]:
    sources = enabled_sources(config)
    there = reachable(config, sources)
    return [
        Finding(name in there, f"source {name} is reachable", "check the network, the proxy or base_url")
        for name in sources
    ]


def _browser() -> Finding:
    found = os.environ.get("SKILLTIDE_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return Finding(
        True, f"browser {found}" if found else "no browser (needed by the browser tests only: make browser)"
    )
