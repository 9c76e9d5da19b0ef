"""The explorer counts what plain SQL counts, answers on this machine only, and can write nothing."""

import json
import re
import signal
import subprocess
import sys
import threading
from datetime import date
from http.client import HTTPConnection
from importlib import util

import duckdb
import pytest

from pipelines.arguments import UsageFault
from pipelines.explore import explore
from reports.explore.app import LOOPBACK, bound, explorer, postings_table, serving
from reports.explore.selection import LEVELS, PostingRow, Selection, choices, select
from reports.explore.views import view_of
from reports.figures.skills import skill_counts
from reports.published import read_basis
from tests.published_fixture import published_file
from warehouse.connection import open_reader

FIRST, LAST = date(2026, 6, 1), date(2026, 10, 1)
HOSTILE = "'); drop table posting; --"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return published_file(tmp_path_factory.mktemp("explore"), months=5, per_month=60)


@pytest.fixture(scope="module")
def connection(published):
    with open_reader(published) as opened:
        yield opened


@pytest.fixture(scope="module")
def basis(connection):
    return read_basis(connection)


def postings_of(connection, basis, **chosen) -> int:
    with select(connection, Selection(**({"first": FIRST, "last": LAST} | chosen)), basis) as selected:
        return selected.basis.postings


def test_nothing_chosen_is_what_the_site_counts(connection, basis):
    with select(connection, Selection(basis.period.first, basis.period.last), basis) as selected:
        assert selected.basis == basis
        assert selected.counts() == skill_counts(connection, basis)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("sources", "source"),
        ("countries", "country"),
        ("workplaces", "workplace"),
        ("employers", "employer_id"),
    ],
)
def test_every_value_of_a_filter_counts_what_sql_counts(connection, basis, name, column):
    plain = connection.execute(
        f"select coalesce({column}, ''), count(*) from lead_posting group by all order by all"
    ).fetchall()
    assert len(plain) > 1
    assert [(value, postings_of(connection, basis, **{name: (value,)})) for value, _ in plain] == plain


@pytest.mark.parametrize(("name", "column"), [("roles", "role"), ("seniorities", "seniority")])
def test_roles_and_seniorities_reach_beyond_tech_leads(connection, basis, name, column):
    plain = dict(
        connection.execute(
            f"select coalesce({column}, ''), count(*) from posting where posting_id = cluster_id group by all"
        ).fetchall()
    )
    assert {choice.value: choice.postings for choice in choices(connection, name)} == plain
    assert {value: postings_of(connection, basis, **{name: (value,)}) for value in plain} == plain
    assert sum(plain.values()) > postings_of(connection, basis)


@pytest.mark.parametrize(
    ("level", "skills"),
    list(
        zip(
            [None, *LEVELS],
            [("go", "php"), ("aws", "java"), ("go", "rust"), ("kafka", "python")],
            strict=True,
        )
    ),
)
def test_all_chosen_skills_are_named_at_the_chosen_level(connection, basis, level, skills):
    plain = connection.execute(
        """
        select count(*) from lead_posting where month between '2026-07-01' and '2026-09-01' and 2 = (
            select count(*) from posting_skill
            where posting_id = lead_posting.posting_id and skill_id in ($2, $3) and level = coalesce($1, level)
        )
        """,
        [level, *skills],
    ).fetchone()
    summer = {"first": date(2026, 7, 1), "last": date(2026, 9, 1)}
    found = postings_of(connection, basis, **summer, skills=skills, level=level)
    assert (found,) == plain
    assert found > 0


def test_a_share_over_time_counts_three_months_whatever_skills_are_chosen(connection, basis):
    with select(connection, Selection(FIRST, LAST, skills=("python",)), basis) as selected:
        last = selected.over_time(["python"])["python"][-1]
    plain = connection.execute(
        """
        select count(*) filter (where posting_id in (select posting_id from posting_skill where skill_id = 'python')),
            count(*), count(distinct employer_id)
        from lead_posting where month >= '2026-08-01'
        """
    ).fetchone()
    assert (last.share.hits, last.share.postings, last.share.employers) == plain
    assert last.share.low < last.share.value < last.share.high


def test_too_few_postings_are_not_enough_data(connection, basis):
    with select(connection, Selection(FIRST, LAST, employers=("employer-0",)), basis) as selected:
        view = view_of(selected)
    for chart in (view.over_time, view.ranking, view.split):
        assert chart.layout.annotations[0].text.startswith("Not enough data: ")
    assert view.ranked == ()


def test_hostile_words_choose_nothing_and_harm_nothing(connection, basis):
    for name in ("sources", "countries", "workplaces", "roles", "seniorities", "employers", "skills"):
        assert postings_of(connection, basis, **{name: (HOSTILE,)}) == 0
    assert postings_of(connection, basis, skills=("python",), level=HOSTILE) == 0
    with pytest.raises(duckdb.Error):
        connection.execute("delete from posting")


def test_scraped_words_stay_text_and_only_web_addresses_are_links():
    title = "<script>alert(1)</script>"
    rows = [
        PostingRow(title, title, None, "here", url)
        for url in ("https://jobs.example/1", "javascript:alert(1)", None)
    ]
    table = json.loads(
        json.dumps(postings_table(rows, {}).to_plotly_json(), default=lambda part: part.to_plotly_json())
    )
    first = [
        row["props"]["children"][0]["props"]["children"]
        for row in table["props"]["children"][1]["props"]["children"]
    ]
    link, *plain = first
    assert link["props"] == {
        "children": title, "href": "https://jobs.example/1", "target": "_blank", "rel": "noopener noreferrer",
    }  # fmt: skip
    assert plain == [title, title]


@pytest.fixture(scope="module")
def port(connection):
    with bound(0) as listening, serving(explorer(connection), listening) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield listening.getsockname()[1]
        server.shutdown()
        thread.join()


def answer(port: int, method: str, path: str, body: str | None = None, **headers: str):
    asked = HTTPConnection(LOOPBACK, port, timeout=20)
    asked.request(method, path, body, headers)
    got = asked.getresponse()
    text = got.read().decode()
    asked.close()
    return got, text


def test_the_page_asks_no_other_host(port):
    got, page = answer(port, "GET", "/")
    assert got.status == 200
    assert "default-src 'self'" in got.headers["Content-Security-Policy"]
    assert re.findall(r"(?:src|href)=\"((?:https?:)?//[^\"]*)", page) == []
    got, layout = answer(port, "GET", "/_dash-layout")
    assert got.status == 200
    assert "Explore the postings" in layout


def test_what_would_write_or_comes_by_another_name_is_refused(port):
    assert [answer(port, method, "/")[0].status for method in ("PUT", "DELETE", "PATCH")] == [405] * 3
    assert answer(port, "GET", "/_dash-layout", Host="evil.example")[0].status == 403


def test_the_command_says_where_it_listens_and_ctrl_c_ends_it_well(published):
    folder = published.parent.parent
    (folder / "skilltide.toml").write_text(f'data_dir = "{folder}"\n')
    started = subprocess.Popen(
        [sys.executable, "-m", "pipelines", "explore", "--config", str(folder / "skilltide.toml")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # A shell that started the tests in the background has told them to ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    try:
        said = started.stdout.readline()
        got, _ = answer(int(re.search(r"http://127\.0\.0\.1:(\d+)/", said)[1]), "GET", "/")
        assert got.status == 200
        started.send_signal(signal.SIGINT)
        assert started.wait(timeout=60) == 0
        assert started.stderr.read() == ""
    finally:
        started.kill()
        started.communicate()


def test_without_the_extra_one_line_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "pipelines.explore.find_spec", lambda name: None if name == "dash" else util.find_spec(name)
    )
    with pytest.raises(UsageFault, match=r"pip install 'skilltide\[explore\]'"):
        explore()


def test_a_port_in_use_is_told(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with bound(0) as listening, pytest.raises(UsageFault, match="leave it out for a free one"):
        explore(port=listening.getsockname()[1])
