"""Sites with schema.org JobPosting: where a page holds its postings, and which pages a sitemap names."""

import gzip
import json

import pytest

from scrapers.archive.records import Question
from scrapers.archive.replay import parse_archive
from scrapers.posting import FieldDay
from tests.answers import AT, Answers
from tests.bodies import json_ld
from tests.walk import HOST, walk

JOB = json.dumps(json_ld.entry(1))


def read(tmp_path, *pages):
    """Walk a site whose sitemap names just these pages."""
    paths = {f"/jobs/{number}": page for number, page in enumerate(pages, start=1)}
    named = json_ld.sitemap(*(HOST + path for path in paths))
    return walk(tmp_path, "json_ld", {"/sitemap.xml": named, **paths})


@pytest.mark.parametrize(
    "wrapped",
    [
        {"@graph": [{"@type": "WebSite"}, json_ld.entry(1), {"@type": "BreadcrumbList"}]},
        [{"@type": "Organization"}, json_ld.entry(1)],
        {"@type": "WebPage", "mainEntity": json_ld.entry(1)},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": json_ld.entry(1)}]},
    ],
    ids=["graph", "list", "main entity", "item list"],
)
def test_a_posting_is_found_inside_its_wrapper(tmp_path, wrapped):
    [found] = read(tmp_path, json_ld.page(wrapped)).postings
    assert found.title == "Tech Lead"


@pytest.mark.parametrize(
    "kind", [["JobPosting", "CreativeWork"], "jobposting", "https://schema.org/JobPosting", "http://schema.org/JobPosting"]
)  # fmt: skip
def test_a_type_may_be_a_list_an_address_or_in_small_letters(tmp_path, kind):
    [found] = read(tmp_path, json_ld.page(json_ld.entry(1, **{"@type": kind}))).postings
    assert found.title == "Tech Lead"


def test_two_postings_on_a_page_are_two(tmp_path):
    walked = read(tmp_path, json_ld.page(json_ld.entry(1), json_ld.entry(2, title="Lead SRE")))
    assert [found.title for found in walked.postings] == ["Tech Lead", "Lead SRE"]
    assert len({found.external_id for found in walked.postings}) == 2


def test_the_same_posting_twice_on_a_page_is_one(tmp_path):
    assert len(read(tmp_path, json_ld.page(json_ld.entry(1), json_ld.entry(1))).postings) == 1


@pytest.mark.parametrize(
    "kind", ["application/ld&#43;json", "application/ld&#x2B;json", "Application/LD+JSON; charset=utf-8"]
)
def test_the_kind_of_a_script_may_be_escaped_capital_or_with_a_charset(tmp_path, kind):
    [found] = read(tmp_path, f"<html><script data-x=1 type='{kind}'>{JOB}</script></html>".encode()).postings
    assert found.title == "Tech Lead"


def test_what_a_script_writes_is_no_posting(tmp_path):
    assigned = f"<script>var ld = {json.dumps(JOB)};</script>"
    written = f"""<script>document.write('<script type="application/ld+json">{JOB}<\\/script>');</script>"""
    walked = read(
        tmp_path, *(f"<html><body>{script}</body></html>".encode() for script in (assigned, written))
    )
    assert walked.postings == []
    assert len(walked.rejections) == 2


def test_what_is_commented_out_is_no_posting(tmp_path):
    page = f'<html><!-- <script type="application/ld+json">{JOB}</script> --><p>x</p></html>'.encode()
    walked = read(tmp_path, page)
    assert (walked.postings, len(walked.rejections)) == ([], 1)


def test_an_empty_block_is_reported_and_costs_no_other(tmp_path):
    walked = read(tmp_path, json_ld.document(" ", JOB), json_ld.document(""))
    assert len(walked.postings) == 1
    assert walked.rejections[0].reason == "an empty JSON-LD block"


def test_a_page_without_a_posting_is_rejected_with_its_reason(tmp_path):
    walked = read(tmp_path, json_ld.page({"@type": "Organization", "name": "Kestrelworks"}))
    assert walked.postings == []
    assert "no JobPosting" in walked.rejections[0].reason
    assert (walked.days[0].listed, walked.days[0].fetched, walked.days[0].rejected) == (1, 1, 1)


def test_a_careers_portal_yields_its_posting_and_not_the_article_beside_it(tmp_path):
    article = {
        "@type": "BlogPosting",
        "headline": "What does a tech lead do?",
        "articleBody": "PHP and Kafka, mostly.",
    }
    prose = "<article><h1>What does a tech lead do?</h1><p>PHP and Kafka, mostly.</p></article>"
    job_page = json_ld.document(json.dumps(article), JOB, body=f"<h1>Tech Lead</h1>{prose}")
    walked = read(tmp_path, job_page, json_ld.document(json.dumps(article), body=prose))
    [found] = walked.postings
    assert found.title == "Tech Lead"
    assert "Kafka" not in found.description
    assert [rejection.external_id for rejection in walked.rejections] == [f"{HOST}/jobs/2"]


@pytest.mark.parametrize(
    "guarded",
    [
        "//<![CDATA[\n{}\n//]]>",
        "/*<![CDATA[*/ {} /*]]>*/",
        "<![CDATA[{}]]>",
        "<!-- {} -->",
        "<!--\n//<![CDATA[\n{}\n//]]>\n-->",
    ],
)
def test_guards_around_a_block_are_taken_off(tmp_path, guarded):
    assert len(read(tmp_path, json_ld.document(guarded.replace("{}", JOB))).postings) == 1


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"datePosted": "2026-01-05",', '"datePosted": "2026-01-05",,'),
        ('"PT"}}', '"PT",},}'),
        (', "datePosted"', ' "datePosted"'),
        (', "jobLocation": {', '\n"jobLocation": {'),
        ('"title": "Tech Lead"', '"title": "Tech\n Lead\t"'),
        ('"title": "Tech Lead"', '"x": "a \\_ b \\\\n", "title": "Tech Lead"'),
        ("lighthouses", "light\x01houses"),
    ],
    ids=[
        "comma twice", "trailing commas", "missing comma", "missing comma before an object", "line end in a string",
        "lone backslash", "control character",
    ],
)  # fmt: skip
def test_a_broken_block_is_mended(tmp_path, right, wrong):
    assert right in JOB
    [found] = read(tmp_path, json_ld.document(JOB.replace(right, wrong))).postings
    assert " ".join(found.title.split()) == "Tech Lead"
    assert (found.company, found.locations) == ("Kestrelworks", ("Lisbon, PT",))


def test_an_unescaped_quotation_mark_is_not_guessed_at(tmp_path):
    walked = read(tmp_path, json_ld.document(JOB.replace("Tech Lead", 'Tech "the" Lead')))
    assert walked.postings == []
    assert "unreadable JSON-LD" in walked.rejections[0].reason


def test_a_block_escaped_as_a_whole_is_read(tmp_path):
    assert len(read(tmp_path, json_ld.document(JOB.replace('"', "&quot;"))).postings) == 1


def test_names_may_begin_with_a_capital(tmp_path):
    capital = {
        "@type": "JobPosting",
        "Title": "Tech Lead",
        "Description": "<p>Go</p>",
        "HiringOrganization": {"Name": "Kestrelworks Porto"},
        "JobLocation": {"Address": {"AddressLocality": "Porto"}},
    }
    [found] = read(tmp_path, json_ld.page(capital)).postings
    assert (found.title, found.company, found.locations) == ("Tech Lead", "Kestrelworks Porto", ("Porto",))


def test_windows_1252_is_read_as_declared_by_the_page_or_the_header_or_not_at_all(tmp_path):
    job = json.dumps(json_ld.entry(1, title="Développeur – Chef d’équipe"), ensure_ascii=False)
    block = f'<script type="application/ld+json">{job}</script>'
    for number, (head, kind) in enumerate(
        [
            ('<meta charset="windows-1252">', "text/html"),
            ("", "text/html; charset=ISO-8859-1"),
            ("", "text/html"),
        ]
    ):
        answers = Answers(tmp_path / str(number), "json_ld")
        answers.board = {"vendor": "json_ld", **json_ld.BOARD}
        body = f"<html><head>{head}{block}</head></html>".encode("windows-1252")
        [found], _, _ = answers.add(body, "parse_page", kind=kind, page="https://k.example/1").read()
        assert found.title == "Développeur – Chef d’équipe"


def test_utf_8_is_read_as_such_whatever_is_declared(tmp_path):
    job = json.dumps(json_ld.entry(1, title="資深工程師"), ensure_ascii=False)
    page = f'<meta charset="iso-8859-1"><script type="application/ld+json">{job}</script>'.encode()
    assert read(tmp_path, b"<html>" + page).postings[0].title == "資深工程師"


def test_a_gzipped_sitemap_is_read(tmp_path):
    packed = gzip.compress(json_ld.sitemap(f"{HOST}/jobs/1"))
    site = {
        "/sitemap.xml": json_ld.index(f"{HOST}/sitemap-jobs.xml.gz"),
        "/sitemap-jobs.xml.gz": packed,
        "/jobs/1": json_ld.page(json_ld.entry(1)),
    }
    walked = walk(tmp_path, "json_ld", site)
    assert (len(walked.postings), walked.days[0].outcome) == (1, "ok")


def test_a_gzipped_sitemap_that_breaks_off_makes_the_board_partial(tmp_path):
    packed = gzip.compress(json_ld.sitemap(*(f"{HOST}/jobs/{number}" for number in range(1, 400))))
    walked = walk(tmp_path, "json_ld", {"/sitemap.xml": packed[: len(packed) // 2]})
    assert walked.days[0].outcome == "partial"
    assert "breaks off" in walked.days[0].detail


def test_bytes_that_only_look_gzipped_are_a_failure(tmp_path):
    walked = walk(tmp_path, "json_ld", {"/sitemap.xml": b"\x1f\x8bnothing of the kind"})
    assert walked.days[0].outcome == "failed"
    assert "gzip" in walked.days[0].detail


def test_indexes_of_sitemaps_are_followed_and_what_two_of_them_name_is_asked_for_once(tmp_path):
    site = {
        "/sitemap.xml": json_ld.index(f"{HOST}/en.xml", f"{HOST}/inner.xml"),
        "/inner.xml": json_ld.index(f"{HOST}/de.xml", f"{HOST}/sitemap.xml"),
        "/en.xml": json_ld.sitemap(f"{HOST}/jobs/1", f"{HOST}/jobs/2"),
        "/de.xml": json_ld.sitemap(f"{HOST}/jobs/2", f"{HOST}/jobs/3"),
        **{f"/jobs/{number}": json_ld.page(json_ld.entry(number)) for number in (1, 2, 3)},
    }
    walked = walk(tmp_path, "json_ld", site)
    assert walked.asked.count("/jobs/2") == 1
    assert (len(walked.postings), walked.days[0].listed, walked.days[0].outcome) == (3, 3, "ok")


def test_indexes_nested_without_end_are_given_up(tmp_path):
    site = {f"/{number}.xml": json_ld.index(f"{HOST}/{number + 1}.xml") for number in range(1, 20)}
    walked = walk(tmp_path, "json_ld", {"/sitemap.xml": json_ld.index(f"{HOST}/1.xml"), **site})
    assert walked.days[0].outcome == "failed"
    assert "nested" in walked.days[0].detail


def test_an_index_that_names_only_itself_is_empty(tmp_path):
    walked = walk(tmp_path, "json_ld", {"/sitemap.xml": json_ld.index(f"{HOST}/sitemap.xml")})
    assert (len(walked.asked), walked.days[0].outcome) == (2, "empty")


def test_an_index_that_names_sitemaps_of_jobs_is_followed_there_only(tmp_path):
    site = {
        "/sitemap.xml": json_ld.index(f"{HOST}/news.xml", f"{HOST}/jobs.xml"),
        "/jobs.xml": json_ld.sitemap(f"{HOST}/jobs/1"),
        "/jobs/1": json_ld.page(json_ld.entry(1)),
    }
    walked = walk(tmp_path, "json_ld", site)
    assert "/news.xml" not in walked.asked
    assert walked.days[0].outcome == "ok"


@pytest.mark.parametrize("body", [json_ld.sitemap(), json_ld.index(), b"<urlset xmlns='x'/>"])
def test_a_sitemap_without_jobs_is_empty(tmp_path, body):
    walked = walk(tmp_path, "json_ld", {"/sitemap.xml": body})
    assert (walked.days[0].outcome, walked.days[0].listed) == ("empty", 0)


def test_a_sitemap_that_breaks_off_closes_nothing(tmp_path):
    cut = json_ld.sitemap(f"{HOST}/jobs/1", f"{HOST}/jobs/2")[:-30]
    walked = walk(tmp_path, "json_ld", {"/sitemap.xml": cut, "/jobs/1": json_ld.page(json_ld.entry(1))})
    assert (len(walked.postings), walked.days[0].outcome) == (1, "partial")


def test_pages_on_other_hosts_are_not_asked_for_and_make_the_board_partial(tmp_path):
    named = json_ld.sitemap(f"{HOST}/jobs/1", "https://elsewhere.example/2")
    walked = walk(tmp_path, "json_ld", {"/sitemap.xml": named, "/jobs/1": json_ld.page(json_ld.entry(1))})
    assert walked.asked == ["/sitemap.xml", "/jobs/1"]
    assert walked.days[0].outcome == "partial"
    assert "other hosts" in walked.days[0].detail


def test_a_page_that_was_not_fetched_is_a_rejection_and_makes_the_board_partial(tmp_path):
    named = json_ld.sitemap(f"{HOST}/jobs/1")
    walked = walk(tmp_path, "json_ld", {"/sitemap.xml": named, "/jobs/1": (500, b"")})
    assert walked.rejections[0].reason == "not fetched: HTTP 500"
    assert walked.days[0].outcome == "partial"


def test_a_reservation_of_text_and_data_mining_is_recorded(tmp_path):
    page = "https://k.example/jobs/{}"
    body = json_ld.page(json_ld.entry(1))
    marked = body.replace(b"<head>", b'<head><meta name="tdm-reservation" content="1">')
    answers = Answers(tmp_path, "json_ld")
    board = {"vendor": "json_ld", **json_ld.BOARD}
    for number, (headers, sent) in enumerate([([], body), ([], marked), ([("TDM-Reservation", "1")], body)]):
        question = Question("parse_page", {"board": board, "page": page.format(number)})
        kind = [("Content-Type", "text/html"), *headers]
        answers.writer.write(page.format(number), 200, kind, sent, question, AT)
    days = [item for item in parse_archive([answers.writer.close()]) if isinstance(item, FieldDay)]
    [day] = [day for day in days if day.field == "tdm-reservation"]
    assert (day.known, day.filled, day.entries) == (True, 2, 3)
