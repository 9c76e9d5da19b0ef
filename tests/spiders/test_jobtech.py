"""JobTech: read through the archive, as always."""

import json
from datetime import UTC, datetime

import pytest

from scrapers.spiders.jobtech import JobTechSpider
from tests.answers import Answers
from tests.bodies import jobtech
from tests.walk import walk


def only(tmp_path, **changes):
    [posting] = walk(tmp_path, "jobtech", jobtech.answers(jobtech.entry(1, **changes))).postings
    return posting


def test_what_is_required_and_what_is_liked_stand_under_their_names(tmp_path):
    text = only(tmp_path).description
    assert (
        "<h3>Must have</h3><ul><li>Skills: Python</li><li>Skills: C++ &lt;20&gt;</li><li>Languages: Engelska</li>"
        "<li>Work experiences: Utvecklare</li></ul>"
    ) in text
    assert text.endswith("<h3>Nice to have</h3><ul><li>Skills: Rust</li></ul>")


def test_education_is_passed_on_and_an_empty_list_leaves_no_heading(tmp_path):
    must = jobtech.wishes(education=["Datateknik"], education_level=["Eftergymnasial utbildning"])
    text = only(tmp_path, must_have=must, nice_to_have=None).description
    assert "<li>Education: Datateknik</li><li>Education level: Eftergymnasial utbildning</li>" in text
    assert text.count("Nice to have") == jobtech.entry(1)["description"]["text_formatted"].count(
        "Nice to have"
    )


def test_a_label_given_without_its_concept_is_passed_on(tmp_path):
    assert "<li>Skills: SQL</li>" in only(tmp_path, must_have={"skills": ["SQL"]}).description


def test_persons_and_their_addresses_are_not_passed_on(tmp_path):
    written = only(tmp_path).model_dump_json()
    assert "A. Person" not in written
    assert "08-000" not in written
    assert "crew@" not in written


def test_an_ad_without_html_keeps_its_lines_and_signs(tmp_path):
    said = {"text": "Vi bygger fyrar.\nC# & <SQL>", "text_formatted": None}
    assert only(tmp_path, description=said).description.startswith(
        "Vi bygger fyrar.<br>\nC# &amp; &lt;SQL&gt;"
    )


def test_what_stands_beside_the_text_is_added_unless_the_text_says_it(tmp_path):
    said = {
        "text": "Fyrar. Körkort krävs.",
        "text_formatted": "<p>Fyrar.</p>",
        "requirements": "Körkort krävs.",
    }
    assert "<h3>Requirements</h3>" not in only(tmp_path / "in", description=said).description
    said["requirements"] = "Java & SQL"
    assert (
        "<h3>Requirements</h3><p>Java &amp; SQL</p>"
        in only(tmp_path / "beside", description=said).description
    )


def test_times_are_swedish_though_they_do_not_say_so(tmp_path):
    posting = only(
        tmp_path, publication_date="2026-07-01T00:30:00", application_deadline="2026-12-31T23:59:59"
    )
    assert posting.posted_at.isoformat() == "2026-07-01T00:30:00+02:00"
    assert posting.valid_through.isoformat() == "2026-12-31T23:59:59+01:00"
    assert posting.updated_at == datetime(2026, 1, 5, 8, tzinfo=UTC)
    aware = only(tmp_path / "aware", publication_date="2026-07-01T00:30:00Z")
    assert aware.posted_at == datetime(2026, 7, 1, 0, 30, tzinfo=UTC)


def test_an_unreadable_time_does_not_cost_the_ad(tmp_path):
    assert only(tmp_path, publication_date="soon").posted_at is None


def test_an_ad_that_was_taken_down_is_accounted_for(tmp_path):
    walked = walk(
        tmp_path, "jobtech", jobtech.answers(jobtech.entry(1, removed=True, headline=None), jobtech.entry(2))
    )
    assert [posting.external_id for posting in walked.postings] == ["31000002"]
    assert [rejection.external_id for rejection in walked.rejections] == ["31000001"]


def test_the_parts_are_the_occupation_groups_of_the_field(tmp_path):
    assert len(JobTechSpider().boards()) == 12
    [day] = walk(tmp_path, "jobtech", jobtech.answers(jobtech.entry(1))).days
    assert (day.board, day.window) == ("2512", False)


def test_pages_follow_until_the_total_is_reached(tmp_path):
    ads = [jobtech.entry(number) for number in range(150)]
    pages = {
        jobtech.path(offset): json.dumps(jobtech.listing(*ads[offset : offset + 100], total=150)).encode()
        for offset in (0, 100)
    }
    walked = walk(tmp_path, "jobtech", pages)
    assert walked.asked == [jobtech.path(0), jobtech.path(100)]
    assert (walked.days[0].outcome, walked.days[0].listed) == ("ok", 150)


@pytest.mark.parametrize(
    ("position", "total", "following"),
    [(0, 100, None), (0, 101, 100), (1900, 2500, 2000), (2000, 2500, None)],
)
def test_no_offset_is_asked_that_the_service_refuses(position, total, following):
    answer = jobtech.listing(total=total)
    assert JobTechSpider().next_position(answer, 100, position) == following


def test_a_group_that_outgrows_the_last_offset_is_partial(tmp_path):
    answers = Answers(tmp_path, "jobtech")
    [posting], _, [day] = answers.add(jobtech.listing(jobtech.entry(1), total=2500), position=2000).read()
    assert posting.title == "Teknisk ledare"
    assert (day.outcome, day.detail) == ("partial", "2500 advertised, 1 listed")


def test_place_employer_and_way_of_working_stand_as_given(tmp_path):
    posting = only(tmp_path)
    assert posting.locations == ("Stockholm, Stockholms län, Sverige",)
    assert (posting.company, posting.workplace) == ("Kestrelworks AB", "Arbete på plats")
    assert posting.employment_type == "Vanlig anställning, Heltid"
    assert (posting.salary.text, posting.salary.min) == ("Fast lön efter överenskommelse", None)
    bare = only(
        tmp_path / "bare", employer={"workplace": "Kestrelworks"}, workplace_address=None, occupation=None
    )
    assert (bare.company, bare.locations, bare.department) == ("Kestrelworks", (), None)
