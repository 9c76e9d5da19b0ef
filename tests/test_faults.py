"""Every way in which a host can fail, on a real server: each costs its own board, no other, and closes nothing."""

import functools
import json
import threading
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from pipelines.crawl import crawl
from scrapers.answers.values import UnreadableAnswer, xml_body
from scrapers.archive.replay import parse_archive
from scrapers.posting import BoardDay, Posting, Rejection
from tests.answers import Answers
from tests.board_server import Reply, as_json, serve
from tests.bodies import greenhouse, json_ld, lever, teamtailor
from tests.crawling import DAY, GREENHOUSE, days, outcomes, settings
from tests.small_line import load_day, posting
from warehouse.publish import publish

HEALTHY = as_json(greenhouse.listing(greenhouse.entry(1), greenhouse.entry(2)))
MEBIBYTE = 1024 * 1024
OUTAGE = Reply(b"<!doctype html><html><body>We will be back soon</body></html>", kind="text/html")
ODD_ID = "a/b\"c'd\\e ?#&%2F"


def body(*entries, total=None):
    return json.dumps(greenhouse.listing(*entries, total=total), ensure_ascii=False)


def away(url, status=301):
    return Reply(b"", status, headers={"Location": url})


def bomb(mebibytes):
    packer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    return b"".join([packer.compress(b" " * MEBIBYTE) for _ in range(mebibytes)] + [packer.flush()])


FAULTS = {
    "flaky": [Reply(b"", 503), HEALTHY],
    "throttled": [Reply(b"", 429, headers={"Retry-After": "1"}), HEALTHY],
    "forbidden": Reply(b"", 403),
    "hanging": Reply(HEALTHY.body, delay=2.5),
    "cut": Reply(HEALTHY.body, cut=300),
    "outage": OUTAGE,
    "moved": away("http://elsewhere.invalid/jobs"),
    "inward": away("http://169.254.169.254/latest/meta-data", 302),
    "circling": away("/v1/boards/circling/jobs?content=true"),
    "lying": Reply(body(greenhouse.entry(1), total=5).encode()),
    "bomb": Reply(bomb(400), headers={"Content-Encoding": "gzip"}),
    "huge": Reply(b"[" + b" " * (50 * MEBIBYTE) + b"]"),
    "mislabelled": Reply(
        body(greenhouse.entry(1, title="Líder técnico")).encode(), kind="text/json; charset=latin-1"
    ),
    "latin": Reply(body(greenhouse.entry(1, title="Líder técnico")).encode("latin-1")),
    "nojson": Reply(b'{"jobs": [{"id": 1, "title": }]}'),
    "twins": Reply(body(greenhouse.entry(1), greenhouse.entry(1), greenhouse.entry(2)).encode()),
    "odd ids": Reply(body(greenhouse.entry(1, id=ODD_ID), greenhouse.entry(2)).encode()),
    "future": Reply(body(greenhouse.entry(1, first_published="2999-01-01T00:00:00Z")).encode()),
    "two words": HEALTHY,
    "../up": HEALTHY,
    "healthy": HEALTHY,
}
PATHS = {"odd ids": "odd%20ids", "two words": "two%20words", "../up": "..%2Fup"}
EXPECTED = {
    "flaky": "ok",
    "throttled": "ok",
    "forbidden": "blocked",
    "hanging": "failed",
    "cut": "failed",
    "outage": "failed",
    "moved": "blocked",  # the host that it leads to is asked for its rules first, and has none to give
    "inward": "failed",
    "circling": "failed",
    "lying": "partial",
    "bomb": "failed",
    "huge": "failed",
    "mislabelled": "ok",
    "latin": "failed",
    "nojson": "failed",
    "twins": "ok",
    "odd ids": "ok",
    "future": "ok",
    "two words": "ok",
    "../up": "ok",
    "healthy": "ok",
}
SAYS = {
    "forbidden": "HTTP 403",
    "hanging": "Timeout",
    "outage": "not JSON",
    "moved": "robots.txt of elsewhere.invalid",
    "inward": "private address",
    "lying": "5 advertised, 1 listed",
    "bomb": "DOWNLOAD_MAXSIZE",
    "nojson": "not JSON",
}


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """One crawl of a board for each fault, all on one host."""
    folder = tmp_path_factory.mktemp("faults")
    replies = {GREENHOUSE.format(PATHS.get(name, name)): reply for name, reply in FAULTS.items()}
    with serve(replies) as server, peak_of_children() as peak:
        given = settings(folder, server.address, "greenhouse", *FAULTS, timeout_seconds=1)
        result = crawl("greenhouse", given, DAY)
    return Night(list(parse_archive(result.archives)), server.hits, peak[0])


@dataclass(frozen=True)
class Night:
    """What the archive of the night holds, how often each path was asked for, and the most memory used, in MiB."""

    items: list[object]
    hits: dict[str, int]
    peak: float

    def of(self, kind):
        return [item for item in self.items if isinstance(item, kind)]


@contextmanager
def peak_of_children():
    """Yield a list that ends up holding the most memory that a child process had, in MiB."""
    done, peak = threading.Event(), [0.0]

    def watch():
        while not done.wait(0.05):
            children = [
                int(pid)
                for task in Path("/proc/self/task").iterdir()
                for pid in task.joinpath("children").read_text().split()
            ]
            peak[0] = max([peak[0], *(high_water(pid) for pid in children)])

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    yield peak
    done.set()
    watcher.join()


def high_water(pid):
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next(
        (int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0
    )


@pytest.mark.parametrize("board", FAULTS)
def test_a_fault_costs_its_own_board_and_no_other(night, board):
    [found] = [day for day in night.of(BoardDay) if day.board == board]
    assert found.outcome == EXPECTED[board], found.detail
    assert SAYS.get(board, "") in (found.detail or "")
    read = [p for p in night.of(Posting) if p.board == board]
    assert len(read) == found.parsed
    assert bool(read) == (EXPECTED[board] in ("ok", "partial"))
    assert found.parsed + found.rejected == found.listed


def test_a_fault_that_may_pass_is_asked_again_and_one_that_will_not_is_not(night):
    hits = night.hits
    assert hits[GREENHOUSE.format("flaky")] == hits[GREENHOUSE.format("throttled")] == 2
    assert hits[GREENHOUSE.format("hanging")] == 3
    for name in ("forbidden", "outage", "bomb", "huge", "nojson"):
        assert hits[GREENHOUSE.format(name)] == 1, name


def test_what_is_odd_but_readable_is_read_as_published(night):
    by_board = {}
    for one in night.of(Posting):
        by_board.setdefault(one.board, []).append(one)
    assert by_board["mislabelled"][0].title == "Líder técnico"
    assert {one.external_id for one in by_board["odd ids"]} == {ODD_ID, "2"}
    assert by_board["future"][0].posted_at.year == 2999
    assert [one.external_id for one in by_board["twins"]] == ["1", "2"]
    [twin] = [one for one in night.of(Rejection) if one.board == "twins"]
    assert twin.external_id == "1"


def test_memory_stays_bounded_whatever_is_sent(night):
    assert 40 < night.peak < 300  # MiB, with a body that unpacks to 400 and one of 50


def test_nothing_is_closed_by_a_fault(night, tmp_path):
    """Every board had another posting the day before: it is closed only where the board answered in full without it."""
    warehouse = tmp_path / "warehouse.duckdb"
    before = [posting(source="greenhouse", board=name, external_id="before", url=None) for name in FAULTS]
    healthy = [
        BoardDay(source="greenhouse", board=name, outcome="ok", listed=1, fetched=1, parsed=1)
        for name in FAULTS
    ]
    load_day(warehouse, DAY - timedelta(days=1), before, healthy)
    for day in (DAY, DAY + timedelta(days=1)):  # all that a board had is gone: that takes a second night
        load_day(warehouse, day, night.of(Posting), night.of(BoardDay))
    publish(warehouse, tmp_path / "published.duckdb")
    with duckdb.connect(str(tmp_path / "published.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "select board, closed_on is not null from posting where external_id = 'before'"
        ).fetchall()
    closed = {board for board, is_closed in rows if is_closed}
    assert len(rows) == len(FAULTS)
    assert closed <= {board for board, outcome in EXPECTED.items() if outcome == "ok"}
    assert "healthy" in closed


def lever_page(path, same=False):
    offset = 0 if same else int(path.split("skip=")[1].split("&")[0])
    return as_json(
        [{"id": f"{number}", "text": "Lead", "description": "x"} for number in range(offset, offset + 100)]
    )


@pytest.mark.slow
def test_pages_without_end_and_pages_that_come_again_end(tmp_path):
    replies = {
        "/v0/postings/endless": lever_page,
        "/v0/postings/again": functools.partial(lever_page, same=True),
        "/v0/postings/healthy": as_json([lever.entry(1)]),
    }
    with serve(replies) as server:
        result = crawl(
            "lever", settings(tmp_path, server.address, "lever", "endless", "again", "healthy"), DAY
        )
        hits = server.hits
    assert outcomes(result) == {"endless": "partial", "again": "partial", "healthy": "ok"}
    assert hits["/v0/postings/endless"] == 200
    assert hits["/v0/postings/again"] == 2
    assert "no end after 200 pages" in days(result)["endless"].detail
    assert "a page is repeated" in days(result)["again"].detail


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
).encode()
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel>&f;</channel></rss>'


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        (LAUGHS, "entit"),
        (OUTSIDE, "entit"),
        (b"<rss><channel><item><title>Lead</item></channel></rss>", "not XML"),
        (b"<rss><channel><item><title>R&D</title></item></channel></rss>", "not XML"),
        (teamtailor.feed(teamtailor.entry(1))[:-40], "not XML"),
        (b"", "not XML"),
        (b"\xff\xfe<\x00", "not XML"),
    ],
)
def test_xml_that_is_not_sound_costs_its_board(tmp_path, xml, says):
    with pytest.raises(UnreadableAnswer, match=says):
        xml_body(xml)
    found, _, [day] = Answers(tmp_path, "teamtailor").add(xml, kind="application/rss+xml").read()
    assert (found, day.outcome) == ([], "failed")
    assert says in day.detail


def test_a_sitemap_that_is_not_sound_costs_its_board(tmp_path):
    with serve({}) as server:
        one = f"{server.address}/jobs/1"
        server.replies |= {
            "/whole.xml": Reply(json_ld.sitemap(one), kind="application/xml"),
            "/laughs.xml": Reply(LAUGHS, kind="application/xml"),
            "/page.xml": OUTAGE,
            "/jobs/1": Reply(json_ld.PAGE.encode(), kind="text/html"),
        }
        names = [f"{server.address}/{name}.xml" for name in ("whole", "laughs", "page", "lost")]
        result = crawl("json_ld", settings(tmp_path, server.address, "json_ld", *names), DAY)
    assert outcomes(result) == dict(zip(names, ["ok", "failed", "failed", "gone"], strict=True))
