"""Which sources run: by the ledger, by the configuration, by name, and by what somebody answers for."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from scrapy import Request

from pipelines.config import Config, ConfigError
from pipelines.crawl import CrawlResult
from pipelines.dimensions import policy_table
from pipelines.night import crawl_lines, enabled_sources
from pipelines.permission import acknowledgements
from scrapers.manners.addresses import NotSent
from scrapers.manners.held_back import HeldBackMiddleware
from scrapers.policy import policy_of
from tests.small_line import board_table, run_table, stage, taxonomy_tables
from warehouse.load import load

WHY = "Ada, 2026-01-05, written permission"
SITEMAP = '[[board]]\ncompany = "Kestrelworks"\nvendor = "json_ld"\nsitemap = "https://{}/sitemap.xml"\n'


def config(folder: Path, registry: str = "board = []\n", **sources: dict[str, object]) -> Config:
    boards = folder / "boards.toml"
    boards.write_text(registry)
    return Config.model_validate({"data_dir": folder / "data", "boards": boards, "sources": sources})


def test_without_a_word_only_what_the_ledger_lets_run(tmp_path):
    found = enabled_sources(config(tmp_path))
    assert found
    assert {policy_of(source).status for source in found} == {"ON"}


def test_an_optional_source_runs_where_it_is_enabled_or_named(tmp_path):
    assert "themuse" in enabled_sources(config(tmp_path, themuse={"enabled": True}))
    assert enabled_sources(config(tmp_path), ["themuse"]) == ["themuse"]
    assert "themuse" not in enabled_sources(config(tmp_path, themuse={"acknowledge": WHY}))


def test_a_source_that_is_switched_off_runs_only_by_name(tmp_path):
    switched_off = config(tmp_path, jobicy={"enabled": False})
    assert "jobicy" not in enabled_sources(switched_off)
    assert enabled_sources(switched_off, ["jobicy"]) == ["jobicy"]


@pytest.mark.parametrize("source", ["smartrecruiters", "mycareersfuture"])
@pytest.mark.parametrize("given", [{"enabled": True}, {"enabled": True, "acknowledge": "  "}])
def test_a_source_that_is_held_back_needs_somebody_who_answers_for_it(tmp_path, source, given):
    with pytest.raises(ConfigError) as refusal:
        enabled_sources(config(tmp_path, **{source: given}))
    assert policy_of(source).note in str(refusal.value)
    assert f"[sources.{source}]" in str(refusal.value)
    assert enabled_sources(config(tmp_path, **{source: {"enabled": True, "acknowledge": WHY}}))


def test_a_source_without_a_policy_never_runs(tmp_path):
    with pytest.raises(ConfigError, match=r"somewhere.*no entry in scrapers/policy\.toml"):
        enabled_sources(config(tmp_path, somewhere={"enabled": True, "acknowledge": WHY}))


@pytest.mark.parametrize(
    "host", ["careers-kestrelworks.icims.com", "www.mycareersfuture.gov.sg", "KESTREL.icims.com."]
)
def test_a_sitemap_at_a_vendor_that_is_held_back_is_refused_the_same_way(tmp_path, host):
    vendor = "icims" if "icims" in host.lower() else "mycareersfuture"
    with pytest.raises(ConfigError) as refusal:
        enabled_sources(config(tmp_path, SITEMAP.format(host)))
    assert policy_of(vendor).note in str(refusal.value)
    assert "Kestrelworks" in str(refusal.value)
    answered_for = {vendor: {"enabled": True, "acknowledge": WHY}}
    assert "json_ld" in enabled_sources(config(tmp_path, SITEMAP.format(host), **answered_for))
    assert "json_ld" in enabled_sources(config(tmp_path, SITEMAP.format("careers.kestrelworks.example")))


def test_a_base_url_at_a_vendor_that_is_held_back_is_refused_too(tmp_path):
    with pytest.raises(ConfigError, match=r"sources\.json_ld\.base_url"):
        enabled_sources(config(tmp_path, json_ld={"base_url": "https://kestrelworks.icims.com"}))


def test_no_source_is_led_to_a_vendor_that_is_held_back():
    request = Request("https://kestrelworks.icims.com/jobs/1")
    with pytest.raises(NotSent, match="OFF in the ledger"):
        HeldBackMiddleware(frozenset()).process_request(request)
    assert HeldBackMiddleware(frozenset({"icims"})).process_request(request) is None
    assert HeldBackMiddleware(frozenset()).process_request(Request("https://kestrelworks.example/")) is None


def test_who_answers_for_a_source_is_said_and_stored(tmp_path):
    answered_for = config(
        tmp_path, yourator={"enabled": True, "acknowledge": f" {WHY} "}, lever={"acknowledge": "x"}
    )
    assert acknowledgements(answered_for) == {"yourator": WHY}
    said = crawl_lines(answered_for, CrawlResult("json_ld", ()))
    assert any(WHY in line and "REVIEW" in line for line in said)
    warehouse = tmp_path / "w.duckdb"
    load(
        warehouse,
        stage(tmp_path / "staging", date(2026, 1, 5), []),
        run=run_table(date(2026, 1, 5)),
        taxonomy=taxonomy_tables(),
        board=board_table(),
        source_policy=policy_table(acknowledgements(answered_for)),
    )
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        stored = connection.execute(
            "select source, acknowledgement from core.source_policy where acknowledgement is not null"
        ).fetchall()
    assert stored == [("yourator", WHY)]
