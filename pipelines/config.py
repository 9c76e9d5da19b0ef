"""The configuration: one optional TOML file, then environment variables of the same names; everything has a default.

``SKILLTIDE_DATA_DIR=/srv/skilltide`` stands for ``data_dir``; nested keys join with two underscores:
``SKILLTIDE_SOURCES__GREENHOUSE__BASE_URL``. Paths are relative to the working directory.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from scrapers.registry.board import PACKAGED_REGISTRY

DEFAULT_FILE = Path("skilltide.toml")
PREFIX = "SKILLTIDE_"
# Variables of the same prefix that are no configuration keys.
NOT_CONFIGURATION = frozenset({"SKILLTIDE_CONFIG", "SKILLTIDE_CHROMIUM"})


class ConfigError(ValueError):
    """A configuration that cannot be used; the message names the file or variable, the key and the fault."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceConfig(_Section):
    """One ``[sources.<name>]`` table. ``base_url`` points the spider at another host, e.g. a local test server.

    ``enabled`` is left to the ledger of sources where it is not given. A source that the ledger holds back runs only
    with ``acknowledge`` besides: who lets it run, since when and why.
    """

    enabled: bool | None = None
    acknowledge: str = Field(default="", max_length=500)
    base_url: str | None = Field(default=None, pattern=r"^https?://[^\s]+$")
    # What a source gives to those who register; the source is skipped without it.
    api_key: SecretStr = SecretStr("")


class ScheduleConfig(_Section):
    """When the nightly deployment runs."""

    cron: str = "0 2 * * *"
    timezone: str = "UTC"


class NotifyConfig(_Section):
    """Where a failure or a warning is posted as JSON; empty means nowhere."""

    webhook_url: str = ""


class VersionsConfig(_Section):
    """How many published versions stay: the last of each of so many last days, and of each of so many last months."""

    days: int = Field(default=7, ge=1)
    months: int = Field(default=12, ge=0)


class Config(_Section):
    """The whole configuration, with the places that follow from ``data_dir``."""

    data_dir: Path = Path("data")
    boards: Path = PACKAGED_REGISTRY
    contact: str = "https://github.com/skilltide/skilltide"
    workers: int | None = Field(default=None, ge=1)
    timeout_seconds: float = Field(default=60, gt=0, le=600)
    sources: dict[str, SourceConfig] = {}
    schedule: ScheduleConfig = ScheduleConfig()
    notify: NotifyConfig = NotifyConfig()
    versions: VersionsConfig = VersionsConfig()

    @property
    def archive(self) -> Path:
        """WARC files, one folder per run date."""
        return self.data_dir / "archive"

    @property
    def imports(self) -> Path:
        """Imported postings as they were read, so that ``rebuild`` can normalise them anew."""
        return self.data_dir / "imports"

    @property
    def warehouse(self) -> Path:
        """The file that loads write to."""
        return self.data_dir / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The file that readers open."""
        return self.data_dir / "published" / "skilltide.duckdb"

    @property
    def site(self) -> Path:
        """The folder of the dashboard."""
        return self.data_dir / "site"

    @property
    def runs(self) -> Path:
        """Run summaries and staging files."""
        return self.data_dir / "runs"

    @property
    def lock(self) -> Path:
        """The file that says which run is at work."""
        return self.data_dir / "run.lock"

    def source(self, name: str) -> SourceConfig:
        """Return what is configured for a source, or the defaults."""
        return self.sources.get(name, SourceConfig())


def read_config(file: Path | None = None, environment: Mapping[str, str] = os.environ) -> Config:
    """Return the configuration of ``file`` (default: ``skilltide.toml`` if there is one) under the environment.

    Raise ConfigError for a file that is missing or unsound, and for unknown keys.
    """
    named = file or (Path(environment["SKILLTIDE_CONFIG"]) if environment.get("SKILLTIDE_CONFIG") else None)
    values = _read_file(named) if named else _read_file(DEFAULT_FILE) if DEFAULT_FILE.is_file() else {}
    for name, text in sorted(environment.items()):
        if name.startswith(PREFIX) and name not in NOT_CONFIGURATION:
            _put(values, name.removeprefix(PREFIX).lower().split("__"), text)
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise ConfigError(f"{named or 'configuration'}: {key}: {first['msg']}") from error


def _read_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{file}: no such configuration file") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read as TOML: {error}") from error


def _put(values: dict[str, Any], path: list[str], text: str) -> None:
    for key in path[:-1]:
        values = values.setdefault(key, {})
    values[path[-1]] = text
