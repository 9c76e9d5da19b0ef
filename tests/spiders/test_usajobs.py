"""USAJobs: read through the archive, as always; its key is a secret."""

import gzip

import pytest

from pipelines.config import read_config
from pipelines.crawl import CrawlSettings, crawl
from scrapers.archive.replay import parse_archive
from scrapers.posting import BoardDay, Posting
from scrapers.spiders.usajobs import UsaJobsSpider
from tests.answers import DAY
from tests.board_server import Reply, serve
from tests.bodies import usajobs
from tests.walk import walk

KEY = "an-invented-secret"
SEARCH = "/api/search"


def read(folder, **changes):
    [posting] = walk(folder, "usajobs", usajobs.answers(usajobs.entry(1, **changes))).postings
    return posting


@pytest.mark.parametrize(
    ("attributes", "named"),
    [
        ({"contact": "crew@kestrelworks.example"}, "SKILLTIDE_SOURCES__USAJOBS__API_KEY"),
        ({"api_key": KEY}, "`contact`"),
    ],
)
def test_without_key_or_address_it_is_skipped_and_says_what_to_set(tmp_path, monkeypatch, attributes, named):
    monkeypatch.setattr(usajobs, "ATTRIBUTES", attributes)
    walked = walk(tmp_path, "usajobs", usajobs.answers(usajobs.entry(1)))
    [day] = walked.days
    assert (day.outcome, day.listed) == ("skipped", 0)
    assert named in day.detail
    assert walked.asked == []


def crawled(folder, replies, key=KEY, contact="mailto:me+jobs@kestrelworks.example"):
    registry = folder / "boards.toml"
    registry.write_text("board = []\n")
    with serve(replies) as server:
        settings = CrawlSettings(folder / "archive", registry, contact, server.address, api_key=key)
        result = crawl("usajobs", settings, DAY)
    return result, server, list(parse_archive(result.archives))


def test_the_key_goes_to_the_host_that_is_asked_and_is_kept_nowhere(tmp_path):
    answer = Reply(usajobs.listing(usajobs.entry(1)))
    result, server, items = crawled(tmp_path, {SEARCH: answer})
    assert len([item for item in items if isinstance(item, Posting)]) == 1
    assert server.headers[SEARCH]["Authorization-Key"] == KEY
    assert server.headers[SEARCH]["User-Agent"] == "me+jobs@kestrelworks.example"
    assert server.headers[SEARCH]["Host"] == server.address.removeprefix("http://")
    assert "Authorization-Key" not in server.headers["/robots.txt"]
    kept = b"".join(gzip.decompress(path.read_bytes()) for path in result.archives)
    assert b"lighthouses" in kept
    assert KEY.encode() not in kept
    assert KEY not in f"{result} {result.log_tail}"


def test_settings_do_not_show_the_key(tmp_path):
    assert KEY not in repr(CrawlSettings(tmp_path, tmp_path, "x", api_key=KEY))


def test_the_configuration_takes_the_key_from_the_environment_and_does_not_show_it():
    config = read_config(environment={"SKILLTIDE_SOURCES__USAJOBS__API_KEY": KEY})
    assert config.source("usajobs").api_key.get_secret_value() == KEY
    assert KEY not in f"{config!r} {config.model_dump_json()}"


def test_a_redirect_does_not_take_the_key_along(tmp_path):
    with serve({}) as elsewhere:
        away = Reply(b"", 302, headers={"Location": f"{elsewhere.address}/api/search"})
        _, _, items = crawled(tmp_path, {SEARCH: away})
        assert not elsewhere.hits
    [day] = [item for item in items if isinstance(item, BoardDay)]
    assert day.outcome == "failed"
    assert "302" in day.detail


def test_a_key_that_is_refused_is_a_blocked_source(tmp_path):
    [day] = walk(tmp_path, "usajobs", {usajobs.path(): (401, b"")}).days
    assert day.outcome == "blocked"


def test_pages_are_read_up_to_the_number_that_is_said(tmp_path):
    answers = {
        usajobs.path(page): usajobs.listing(usajobs.entry(page), total=3, pages=3) for page in (1, 2, 3)
    }
    walked = walk(tmp_path, "usajobs", answers)
    assert walked.asked == [usajobs.path(page) for page in (1, 2, 3)]
    [day] = walked.days
    assert (day.outcome, day.advertised, day.parsed, day.window) == ("ok", 3, 3, False)


def test_without_that_number_it_follows_from_the_total(tmp_path):
    answers = {usajobs.path(page): usajobs.listing(usajobs.entry(page), total=501) for page in (1, 2)}
    walked = walk(tmp_path, "usajobs", answers)
    assert walked.asked == [usajobs.path(1), usajobs.path(2)]
    assert walked.days[0].outcome == "partial"


@pytest.mark.parametrize(
    ("given", "workplace"),
    [(True, "remote"), ("true", "remote"), ("True", "remote"), (False, None), ("false", None), (None, None)],
)
def test_the_remote_flag_is_a_boolean_or_its_name(tmp_path, given, workplace):
    details = usajobs.details(RemoteIndicator=given)
    assert read(tmp_path, UserArea={"Details": details}).workplace == workplace


def test_places_are_the_list_and_the_display_text_only_without_it(tmp_path):
    assert read(tmp_path / "list").locations == ("Portland, Maine", "Newport, Rhode Island")
    shown = read(
        tmp_path / "text", PositionLocation=[], PositionLocationDisplay="Anywhere in the U.S. (remote job)"
    )
    assert shown.locations == ("Anywhere in the U.S. (remote job)",)


@pytest.mark.parametrize(
    ("given", "pay"),
    [
        ({"MinimumRange": "45.50", "MaximumRange": "60.00", "RateIntervalCode": "PH", "Description": "Per Hour"}, (45.5, 60, "Per Hour")),
        ({"MinimumRange": "90000", "MaximumRange": "99000", "RateIntervalCode": "PA"}, (90000, 99000, "PA")),
    ],
)  # fmt: skip
def test_pay_comes_as_text_with_its_period(tmp_path, given, pay):
    salary = read(tmp_path, PositionRemuneration=[given]).salary
    assert (salary.min, salary.max, salary.period) == pay
    assert salary.currency == "USD"


@pytest.mark.parametrize(
    "given", [[], None, [{"MinimumRange": "0", "MaximumRange": "0", "RateIntervalCode": "WC"}]]
)
def test_no_pay_is_none(tmp_path, given):
    assert read(tmp_path, PositionRemuneration=given).salary is None


def test_the_text_is_what_the_job_is_and_asks_for_under_headings(tmp_path):
    assert read(tmp_path).description == (
        "<p>You will keep the lighthouses of the coast in service.</p>\n"
        "<h3>Major duties</h3><ul><li>Leads a team of specialists.</li><li>Plans the move to Kubernetes.</li></ul>\n"
        "<h3>Qualifications</h3><p>Five years of PostgreSQL.<br>Two of them in the lead.</p>\n"
        "<h3>Key requirements</h3><p>Background investigation</p>"
    )


def test_the_agencys_contact_is_not_passed_on(tmp_path):
    passed_on = read(tmp_path).model_dump_json()
    assert not any(value in passed_on for value in usajobs.CONTACT.values())
    assert usajobs.CONTACT.keys() <= {name.rsplit(".", 1)[-1] for name in UsaJobsSpider.ignored}


def test_schedules_without_a_name_are_none(tmp_path):
    assert read(tmp_path, PositionSchedule=[{"Name": "", "Code": "1"}]).employment_type is None


def test_opening_and_closing_dates(tmp_path):
    posting = read(tmp_path)
    assert posting.posted_at.date().isoformat() == "2026-01-02"
    assert posting.valid_through.date().isoformat() == "2026-01-20"
