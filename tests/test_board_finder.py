"""From a careers page to a block of the registry; pages come from a real server, vendors' own are never fetched."""

import subprocess
import sys
import time
import tomllib
from pathlib import Path
from urllib.parse import quote

import pytest

from pipelines.boards import add_board
from pipelines.config import Config
from scrapers.policy import SOURCE_POLICY, policy_of
from scrapers.registry import page_fetch
from scrapers.registry.board import Board, RegistryError, read_registry
from scrapers.registry.careers_page import read_page
from scrapers.registry.file import with_block, write_board
from scrapers.registry.finder import FINDABLE, find_board, settles
from scrapers.registry.page_fetch import PageFault, PageFetch
from scrapers.registry.vendor_addresses import VENDORS, board_at
from scrapers.sources import spider_sources
from tests.board_server import Reply, serve

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "careers_urls.toml").read_text(encoding="utf-8"))
CONTACT = "https://tester.example/contact"


def html(body: str | bytes, **options) -> Reply:
    return Reply(body.encode() if isinstance(body, str) else body, kind="text/html", **options)


def moved(to: str) -> Reply:
    return Reply(b"", 302, headers={"Location": to})


def fetcher(url: str) -> PageFetch:
    return PageFetch(CONTACT, url, enough=settles)


def never(url: str):
    raise AssertionError(f"{url} was fetched")


def find(case: dict):
    """Find a case's board: on a page of its own, or by its address alone."""
    if not case["url"].startswith("/"):
        address = case["url"] if "://" in case["url"] else f"https://{case['url']}"
        return find_board(address, never if address.startswith("https://") else fetcher(address))
    with serve({case["url"]: html(case["page"])}) as server:
        address = server.address + case["url"]
        return find_board(address, fetcher(address))


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["url"])
def test_the_board_behind_an_address(case):
    found = find(case)
    given = (found.address.vendor, found.address.token, found.address.region)
    assert given == (case["vendor"], case["token"], case.get("region"))
    if "company" in case:
        assert found.company == case["company"]


@pytest.mark.parametrize("case", TABLE["refused"], ids=lambda case: case["says"][:40])
def test_what_is_refused_says_why(case, tmp_path):
    with serve({case["url"]: html(case.get("page", ""))}) as server:
        address = server.address + case["url"] if case["url"].startswith("/") else case["url"]
        with pytest.raises(RegistryError) as refusal:
            add_board(Config(boards=tmp_path), address)
    assert case["says"] in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert "\x1b" not in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_the_table_is_large_enough():
    assert len(TABLE["case"]) >= 20
    assert len({case["vendor"] for case in TABLE["case"]}) >= 10


def test_every_vendor_with_boards_can_be_found_and_every_vendor_of_the_table_has_a_policy():
    with_boards = {name for name, facts in spider_sources().items() if facts.needs_boards}
    assert with_boards <= FINDABLE
    assert {board.vendor for board in read_registry()} <= FINDABLE
    for vendor in VENDORS:
        assert policy_of(vendor.name)
        shown = board_at(vendor.example.replace("TOKEN", "example"))
        assert shown is not None
        assert shown.vendor == vendor.name
        assert shown.token == ("example" if "TOKEN" in vendor.example else None)
    assert {policy.source for policy in SOURCE_POLICY} >= FINDABLE


def test_every_enabled_board_of_the_packaged_registry_is_found_again_by_its_own_address():
    examples = {vendor.name: vendor.example for vendor in VENDORS}
    for board in read_registry():
        if board.token and board.enabled:
            found = board_at(examples[board.vendor].replace("TOKEN", quote(board.token)))
            assert found is not None
            assert (found.vendor, found.token) == (board.vendor, board.token)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.greenhouse.io/",
        "https://app.teamtailor.com/companies/x",
        "https://www.bamboohr.com/pricing",
        "https://apply.workable.com/j/AB12",
        "https://jobs.workable.com/search",
        "https://boards.greenhouse.io/embed/job_board",
        "https://jobs.ashbyhq.com/api/x",
        "https://kestrelworks.na.teamtailor.com/",
    ],
)
def test_a_vendors_own_pages_name_no_board(url):
    assert board_at(url).token is None


@pytest.mark.parametrize(
    "url",
    [
        "https://lever.co.evil.example/kestrelworks",
        "https://notgreenhouse.io/kestrelworks",
        "https://jobs.lever.co@evil.example/kestrelworks",
        "https://[broken/kestrelworks",
        "mailto:jobs@lever.co",
    ],
)
def test_addresses_that_only_look_like_a_vendors(url):
    assert board_at(url) is None


def test_a_redirect_to_a_vendor_is_enough_and_is_not_followed_there():
    with serve(
        {"/careers": moved("/en/careers"), "/en/careers": moved("https://jobs.lever.co/aster")}
    ) as server:
        found = find_board(f"{server.address}/careers", fetcher(server.address))
    assert (found.address.vendor, found.address.token) == ("lever", "aster")
    assert server.hits["/robots.txt"] == 1


def test_the_agent_names_itself_and_its_contact():
    with serve({"/careers": html("")}) as server:
        PageFetch(CONTACT, server.address)(f"{server.address}/careers")
    [agent] = server.agents
    assert agent.startswith("Skilltide/")
    assert CONTACT in agent


def test_a_page_with_job_posting_data_is_a_board_of_its_sitemap():
    page = """<title>Tech Lead | Hollyhock</title><script type="application/ld+json">
    {"@type": "JobPosting", "title": "Tech Lead"}</script>"""
    with serve({"/jobs/1": html(page)}) as server:
        url = f"{server.address}/jobs/1"
        server.replies["/robots.txt"] = Reply(f"Sitemap: {server.address}/sitemap.xml".encode())
        assert find_board(url, fetcher(url)).address.sitemap == f"{server.address}/sitemap.xml"
        server.replies["/robots.txt"] = Reply(
            f"Sitemap: {server.address}/pages.xml\nSitemap: {server.address}/jobs.xml".encode()
        )
        assert find_board(url, fetcher(url)).address.sitemap == f"{server.address}/jobs.xml"
        for robots, says in (
            (b"Sitemap: https://a.example/1.xml\nSitemap: https://a.example/2.xml", "names 2 sitemaps"),
            (b"User-agent: *\nAllow: /", "names none"),
            (b"Sitemap: https://a.example/../x.xml", "not clear"),
        ):
            server.replies["/robots.txt"] = Reply(robots)
            with pytest.raises(RegistryError, match=says):
                find_board(url, fetcher(url))
        server.replies["/robots.txt"] = Reply(b"", 404)
        with pytest.raises(RegistryError, match="names none"):
            find_board(url, fetcher(url))


def test_a_private_address_is_reached_only_where_it_was_typed():
    with serve({"/admin": html("secret")}) as inside:
        replies = {
            "/number": moved(inside.address.replace("127.0.0.1", "127.0.0.2") + "/admin"),
            "/name": moved(inside.address.replace("127.0.0.1", "localhost") + "/admin"),
            "/short": moved(inside.address.replace("127.0.0.1", "2130706434") + "/admin"),
            "/mapped": moved(inside.address.replace("127.0.0.1", "[::ffff:127.0.0.1]") + "/admin"),
            "/metadata": moved("http://169.254.169.254/latest/"),
            "/file": moved("file:///etc/passwd"),
            "/broken": moved("http://[broken"),
        }
        with serve(replies) as server:
            for path in replies:
                with pytest.raises(
                    PageFault, match=r"private address|only http and https|leads to no address"
                ):
                    fetcher(server.address)(server.address + path)
        assert not inside.hits
        with pytest.raises(PageFault, match="private address"):
            fetcher("https://public.example/")(f"{inside.address}/admin")
        assert not inside.hits


def test_a_page_that_robots_forbid_is_not_fetched():
    rules = Reply(b"User-agent: Skilltide\nDisallow: /careers\n", kind="text/plain")
    with serve({"/robots.txt": rules, "/careers": html("x"), "/open": html("x")}) as server:
        fetch = fetcher(server.address)
        with pytest.raises(PageFault, match=r"robots\.txt of 127.* forbids it"):
            fetch(f"{server.address}/careers")
        assert fetch(f"{server.address}/open")[1] == b"x"
        assert server.hits["/careers"] == 0


def test_a_redirect_goes_by_the_rules_of_the_host_that_it_leads_to():
    closed = {"/robots.txt": Reply(b"User-agent: *\nDisallow: /"), "/jobs": html("x")}
    with serve(closed) as other, serve({"/careers": moved(f"{other.address}/jobs")}) as server:
        with pytest.raises(PageFault, match="forbids it"):
            fetcher(server.address)(f"{server.address}/careers")
        assert (other.hits["/robots.txt"], other.hits["/jobs"]) == (1, 0)


def test_robots_that_cannot_be_read_mean_keep_out():
    with serve({"/robots.txt": Reply(b"", 503), "/careers": html("x")}) as server:
        with pytest.raises(PageFault, match="keep out"):
            fetcher(server.address)(f"{server.address}/careers")
        assert server.hits["/careers"] == 0


def test_redirects_end():
    replies = {f"/{n}": moved(f"/{n + 1}") for n in range(9)} | {"/9": html("here")}
    with serve(replies) as server:
        with pytest.raises(PageFault, match="more than 5 redirects"):
            fetcher(server.address)(f"{server.address}/0")
        assert fetcher(server.address)(f"{server.address}/4") == (f"{server.address}/9", b"here")


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (html("", status=404), "answered 404"),
        (html("", status=500), "answered 500"),
        (html("x", delay=3), "no answer within"),
        (Reply(b"", 302), "answered 302"),
        (Reply(b"no gzip", headers={"Content-Encoding": "gzip"}), "cannot be read"),
    ],
)
def test_a_page_that_cannot_be_read_is_one_fault(monkeypatch, reply, says):
    monkeypatch.setattr(page_fetch, "TIMEOUT_SECONDS", 1)
    with serve({"/careers": reply}) as server, pytest.raises(PageFault, match=says):
        fetcher(server.address)(f"{server.address}/careers")
    with pytest.raises(PageFault, match="cannot be read"):
        fetcher(server.address)(f"{server.address}/careers")


def test_hostile_pages_are_read_in_no_time_and_only_in_part():
    link = '<a href="https://jobs.lever.co/aster">all</a>'
    pages = {
        "/nested": link + "<div>" * 100_000,
        "/long": link + "x" * 6_000_000 + '<a href="https://boards.greenhouse.io/too-late">',
        "/openings": link + "<script type='application/ld+json'>" * 100_000,
        "/comments": link + "<!--" * 1_000_000,
        "/titles": link + "<title>" * 500_000,
        "/slashes": link + f"<script>{'//' * 2_000_000}</script>",
        "/links": link + '<a href="https://www.greenhouse.io/x">' * 100_000,
        "/deep": link + f"<script type='application/ld+json'>{'[' * 100_000}</script>",
    }
    with serve({path: html(page) for path, page in pages.items()}) as server:
        for path in pages:
            begun = time.monotonic()
            assert find_board(server.address + path, fetcher(server.address)).address.token == "aster", path
            assert time.monotonic() - begun < 5, path


@pytest.mark.parametrize(
    ("title", "company"),
    [
        ("Careers at Hollyhock", "Hollyhock"),
        ("Hollyhock Careers", "Hollyhock"),
        ("Open Positions | Hollyhock", "Hollyhock"),
        ("Hollyhock", "Hollyhock"),
        ("Hollyhock\n \x1b[31m GmbH", "Hollyhock [31m GmbH"),
        ("Careers", None),
        ("Tech Lead | Hollyhock | Lisbon", None),
        ("", None),
        ("x" * 200, None),
    ],
)
def test_the_company_is_what_remains_of_a_title(title, company):
    assert read_page(f"<title>{title}</title>".encode()).company == company


def test_titles_in_other_encodings_are_read():
    page = '<meta charset="big5"><title>職涯 | 葵花科技</title>'.encode("big5")
    assert read_page(page.replace("職涯".encode("big5"), b"Careers")).company == "葵花科技"
    assert read_page(b'<meta charset="no-such"><title>Caf\xe9</title>').company is not None


REGISTRY = """# A registry of our own.   

# Aster moved twice; see the note.
[[board]]
company = "Aster"   # the old one
vendor = "lever"
token  = 'aster'

# About the next one.
# Two lines.
[[board]]
company = "Dahlia"
vendor = "lever"
token = "dahlia"
country = "PT"
# the end"""


def block(company: str, token: str, vendor: str = "lever") -> Board:
    return Board(company=company, vendor=vendor, token=token)


def test_a_block_goes_to_its_place_and_everything_else_stays_as_it_was(tmp_path):
    file = tmp_path / "boards.toml"
    for company, before in (("Abelia", "# Aster moved"), ("briar", "# About the next"), ("Zinnia", None)):
        file.write_bytes(REGISTRY.encode())
        assert write_board(file, block(company, "t")) == file
        written = file.read_text()
        added = f'[[board]]\ncompany = "{company}"\nvendor = "lever"\ntoken = "t"\n'
        assert added in written
        rest = written.replace(f"{added}\n", "") if before else written.replace(f"\n\n{added}", "")
        assert rest == REGISTRY
        assert before is None or written.split(f"{added}\n")[1].startswith(before)
        names = [board.company.casefold() for board in read_registry(file)]
        assert names == sorted(names)
    assert list(tmp_path.iterdir()) == [file]


def test_line_ends_and_names_survive(tmp_path):
    file = tmp_path / "boards.toml"
    file.write_bytes(REGISTRY.replace("\n", "\r\n").encode())
    write_board(file, block('Briar "B" & Söhne \\ 株式会社', "Briar Söhne"))
    content = file.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert read_registry(file)[1].company == 'Briar "B" & Söhne \\ 株式会社'


def test_vendors_that_share_a_file_keep_their_own_order():
    content = "".join(
        f'[[board]]\ncompany = "{company}"\nvendor = "{vendor}"\ntoken = "{company}"\n\n'
        for vendor, company in (("lever", "B"), ("lever", "D"), ("ashby", "A"), ("ashby", "C"))
    )
    for vendor, company, order in (
        ("lever", "E", "BDEAC"),
        ("ashby", "B", "BDABC"),
        ("workable", "A", "BDACA"),
    ):
        written = with_block(content, block(company, "t", vendor), "boards.toml")
        assert "".join(board["company"] for board in tomllib.loads(written)["board"]) == order


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            'board = [{company = "A", vendor = "lever", token = "a"}]',
            r"not every board begins with a \[\[board\]\]",
        ),
        (
            '[[board]]\ncompany = """A\n[[board]]\n"""\nvendor = "lever"\ntoken = "a"',
            "not every board begins",
        ),
        ("[[board]\n", "board check"),
        ('[[board]]\ncompany = "A"', "board check"),
    ],
)
def test_a_file_that_cannot_be_told_apart_is_left_alone(tmp_path, content, says):
    file = tmp_path / "boards.toml"
    file.write_text(content)
    with pytest.raises(RegistryError, match=says):
        write_board(file, block("Briar", "b"))
    assert file.read_text() == content


def test_a_registry_that_cannot_be_written_says_what_to_do(tmp_path, monkeypatch):
    def refuse(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    (tmp_path / "lever.toml").write_text(REGISTRY)
    with pytest.raises(RegistryError, match=r"cp -r .*boards.* boards = \"boards\""):
        write_board(tmp_path, block("Briar", "b"))
    assert [file.name for file in tmp_path.iterdir()] == ["lever.toml"]
    assert (tmp_path / "lever.toml").read_text() == REGISTRY


def skilltide(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "pipelines", *words], cwd=folder, capture_output=True, text=True, timeout=120
    )


def test_the_command_adds_a_board_once(tmp_path):
    registry = tmp_path / "boards"
    registry.mkdir()
    (tmp_path / "skilltide.toml").write_text('boards = "boards"\n')
    page = '<title>Aster careers</title><a href="https://jobs.eu.lever.co/aster/0b6c">Lead</a>'
    with serve({"/careers": html(page)}) as server:
        added = skilltide(tmp_path, "board", "add", f"{server.address}/careers")
    assert added.returncode == 0, added.stderr
    assert "added Aster, lever aster" in added.stdout
    assert "skilltide crawl --source lever --board aster" in added.stdout
    [board] = read_registry(registry / "lever.toml")
    assert (board.company, board.token, board.region) == ("Aster", "aster", "eu")
    before = (registry / "lever.toml").read_bytes()
    again = skilltide(tmp_path, "board", "add", "https://jobs.eu.lever.co/ASTER", "--company", "Other")
    assert again.returncode == 0, again.stderr
    assert "in the registry already: lever aster; nothing changed" in again.stdout
    assert (registry / "lever.toml").read_bytes() == before
    second = skilltide(tmp_path, "board", "add", "jobs.ashbyhq.com/Fjord%20AI", "--company", "Fjord")
    assert second.returncode == 0, second.stderr
    assert "--board 'Fjord AI'" in second.stdout
    assert [board.slug for board in read_registry(registry)] == ["Fjord AI", "aster"]
    assert "2 boards, 2 enabled: sound" in skilltide(tmp_path, "board", "check").stdout


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://careers.smartrecruiters.com/Zephyrine", "SmartRecruiters postings, which is OFF"),
        ("https://jobs.lever.co/..", "it holds '..'"),
        ("two words", "no address"),
        ("http://127.0.0.1:9/careers", "check the address and the network"),
        ("http://[broken", "no address"),
    ],
)
def test_what_cannot_be_added_is_one_line(tmp_path, url, says):
    (tmp_path / "skilltide.toml").write_text('boards = "boards"\n')
    (tmp_path / "boards").mkdir()
    done = skilltide(tmp_path, "board", "add", url)
    assert done.returncode == 1
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert list((tmp_path / "boards").iterdir()) == []
