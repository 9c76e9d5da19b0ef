"""The configuration: defaults, file, environment over file, and faults that name the key."""

from pathlib import Path

import pytest

from pipelines.config import Config, ConfigError, read_config


def test_everything_has_a_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = read_config(environment={})
    assert config == Config()
    assert config.published == Path("data/published/skilltide.duckdb")


def test_the_file_of_the_working_directory_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("skilltide.toml").write_text('data_dir = "there"\n[sources.lever]\nenabled = false\n')
    config = read_config(environment={})
    assert config.warehouse == Path("there/warehouse.duckdb")
    assert config.source("lever").enabled is False
    assert config.source("ashby").enabled is None  # as the ledger of sources says


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('data_dir = "file"\n')
    environment = {
        "SKILLTIDE_DATA_DIR": "environment",
        "SKILLTIDE_SOURCES__HN_WHO_IS_HIRING__BASE_URL": "http://127.0.0.1:1/hn",
    }
    config = read_config(file, environment)
    assert config.data_dir == Path("environment")
    assert config.source("hn_who_is_hiring").base_url == "http://127.0.0.1:1/hn"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('data_dri = "x"', "data_dri"),
        ("[sources.lever]\nenable = true", "sources.lever.enable"),
        ('[sources.lever]\nbase_url = "ftp://x"', "sources.lever.base_url"),
        ("workers = 0", "workers"),
        ("data_dir = ", "TOML"),
    ],
)
def test_a_fault_names_its_key(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=named):
        read_config(file, {})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such configuration file"):
        read_config(tmp_path / "absent.toml", {})
