"""schema.org JobPosting: what its fields say, in the several forms that sites write them, and in microdata."""

import json
from datetime import UTC, datetime

import pytest

from tests.bodies import json_ld
from tests.walk import HOST, walk


def read(tmp_path, page):
    """Walk a site of one page."""
    return walk(tmp_path, "json_ld", {"/sitemap.xml": json_ld.sitemap(f"{HOST}/jobs/1"), "/jobs/1": page})


def posting(tmp_path, **changes):
    [found] = read(tmp_path, json_ld.page(json_ld.entry(1, **changes))).postings
    return found


def test_a_whole_page(tmp_path):
    [found] = read(tmp_path, json_ld.PAGE.encode()).postings
    assert (found.title, found.company) == ("Lead Developer", "Kestrelworks")
    assert found.locations == ("Taipei, TW",)
    assert (found.salary.min, found.salary.max, found.salary.period) == (90000, 120000, "MONTH")
    assert found.employment_type == "FULL_TIME, CONTRACTOR"
    assert "<h3>Skills</h3><p>Laravel, MySQL</p>" in found.description
    assert (found.requisition_id, found.external_id) == ("77", f"{HOST}/jobs/1#77")


def test_an_escaped_description_is_unescaped_once_and_only_if_all_its_markup_is(tmp_path):
    escaped = "\n&lt;p&gt;fewer than &amp;lt;5&amp;gt; people&lt;/p&gt;"
    assert posting(tmp_path / "1", description=escaped).description == "\n<p>fewer than &lt;5&gt; people</p>"
    mixed = "<p>Write &lt;div&gt; by hand</p>"
    assert posting(tmp_path / "2", description=mixed).description == mixed
    generic = "A List&lt;String&gt; of ours"
    assert posting(tmp_path / "3", description=generic).description == generic


def test_a_backslash_and_an_n_end_a_line_unless_they_are_of_a_path(tmp_path):
    written = posting(tmp_path / "1", description="Needs:\\n- Go\\r\\n- Rust").description
    assert written == "Needs:<br>\n- Go<br>\n- Rust"
    path = "<p>Look into C:\\new</p>"
    assert posting(tmp_path / "2", description=path).description == path


def test_a_description_without_markup_keeps_its_lines(tmp_path):
    assert posting(tmp_path, description="Go < 5\nRust").description == "Go &lt; 5<br>\nRust"


@pytest.mark.parametrize(
    ("country", "place"),
    [
        ("PT", "Lisbon, PT"),
        ({"@type": "Country", "name": "Portugal"}, "Lisbon, Portugal"),
        (["PT", "PT"], "Lisbon, PT"),
        ({"@type": "Country", "name": ["Portugal", "Portugal"]}, "Lisbon, Portugal"),
        (None, "Lisbon"),
    ],
)
def test_a_country_may_be_a_text_an_object_or_a_list(tmp_path, country, place):
    address = {"addressLocality": "Lisbon", "addressCountry": country}
    assert posting(tmp_path, jobLocation={"@type": "Place", "address": address}).locations == (place,)


def test_places_may_be_texts_and_addresses_lists(tmp_path):
    given = [{"address": [{"addressLocality": "Porto"}, "Faro"]}, "Braga", {"name": "Anywhere"}]
    assert posting(tmp_path, jobLocation=given).locations == ("Porto", "Faro", "Braga", "Anywhere")


def test_telecommute_is_passed_on_with_where_applicants_must_live(tmp_path):
    countries = [{"@type": "Country", "name": "Taiwan"}, {"@type": "Country", "name": "Malaysia"}]
    found = posting(
        tmp_path, jobLocation=None, jobLocationType="TELECOMMUTE", applicantLocationRequirements=countries
    )
    assert (found.workplace, found.locations) == ("TELECOMMUTE", ("Taiwan", "Malaysia"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"currency": "EUR", "value": {"minValue": 5000, "maxValue": 6000, "unitText": "MONTH"}}, (5000, 6000, "EUR", "MONTH", None)),
        ({"currency": "EUR", "unitText": "MONTH", "value": {"minValue": 5000, "maxValue": 6000}}, (5000, 6000, "EUR", "MONTH", None)),
        ({"currency": "EUR", "minValue": 5000, "maxValue": 6000, "unitText": "MONTH"}, (5000, 6000, "EUR", "MONTH", None)),
        ({"currency": "USD", "value": {"value": "55000", "unitCode": "ANN"}}, (55000, 55000, "USD", "ANN", None)),
        ({"currency": "USD", "value": "55000"}, (55000, 55000, "USD", None, None)),
        ({"currency": "SGD", "value": {"minValue": 9000, "maxValue": "13,000"}}, (9000, 13000, "SGD", None, None)),
        ({"currency": "EUR", "value": {"minValue": "1.200.000", "maxValue": 0}}, (1200000, None, "EUR", None, None)),
        ([{"currency": "USD", "value": {"value": 7}}], (7, 7, "USD", None, None)),
        ({"currency": "USD", "value": "$80k to $90k"}, (None, None, "USD", None, "$80k to $90k")),
        ("Competitive", (None, None, None, None, "Competitive")),
    ],
)  # fmt: skip
def test_pay_in_its_several_forms(tmp_path, given, said):
    pay = posting(tmp_path, baseSalary=given).salary
    assert (pay.min, pay.max, pay.currency, pay.period, pay.text) == said


@pytest.mark.parametrize(
    "given", [None, "", 0, {"value": 0}, {"value": {"minValue": "0", "maxValue": ""}}, {"currency": "USD"}, {"value": None}]
)  # fmt: skip
def test_pay_that_says_nothing_is_none(tmp_path, given):
    assert posting(tmp_path, baseSalary=given).salary is None


def test_the_currency_may_stand_beside_the_pay(tmp_path):
    assert posting(tmp_path, baseSalary={"value": 70000}, salaryCurrency="EUR").salary.currency == "EUR"


@pytest.mark.parametrize("months", [60, "60", 60.0])
def test_months_of_experience_are_put_into_the_text(tmp_path, months):
    asked = {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": months}
    text = posting(tmp_path, experienceRequirements=asked).description
    assert "<h3>Experience requirements</h3><p>60 months of experience</p>" in text


def test_experience_in_words_is_put_into_the_text(tmp_path):
    assert (
        "<p>Junior, Mid-Level</p>"
        in posting(tmp_path, experienceRequirements="Junior, Mid-Level").description
    )


def test_a_degree_is_put_into_the_text_and_whether_experience_will_do(tmp_path):
    degree = {"@type": "EducationalOccupationalCredential", "credentialCategory": "bachelor degree"}
    strict = posting(tmp_path / "1", educationRequirements=degree, experienceInPlaceOfEducation=False)
    assert "<h3>Education requirements</h3><p>bachelor degree</p>" in strict.description
    either = posting(tmp_path / "2", educationRequirements=[degree], experienceInPlaceOfEducation=True)
    assert "<p>bachelor degree, or experience in place of education</p>" in either.description


def test_fields_beside_the_description_come_once_under_their_names(tmp_path):
    text = posting(
        tmp_path,
        description="<p>Led teams</p>",
        qualifications="Led teams",
        responsibilities=["Run the platform", "Grow the team"],
        skills=[{"@type": "DefinedTerm", "name": "Go"}, "Rust"],
    ).description
    assert text == (
        "<p>Led teams</p>\n<h3>Responsibilities</h3><ul><li>Run the platform</li><li>Grow the team</li></ul>\n"
        "<h3>Skills</h3><p>Go, Rust</p>"
    )


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-01-05", datetime(2026, 1, 5, tzinfo=UTC)),
        ("2026-01-05 12:47:53 UTC", datetime(2026, 1, 5, 12, 47, 53, tzinfo=UTC)),
        ("01/05/2026", None),
        (["2026-01-05"], None),
    ],
)
def test_a_date_is_read_where_it_has_one_meaning(tmp_path, written, at):
    assert posting(tmp_path, datePosted=written).posted_at == at


def test_the_date_of_a_change_is_not_that_of_the_posting(tmp_path):
    found = posting(tmp_path, datePosted=None, dateModified="2026-01-05")
    assert found.posted_at is None
    assert found.updated_at == datetime(2026, 1, 5, tzinfo=UTC)


def test_a_contact_person_is_never_passed_on(tmp_path):
    contact = {"@type": "ContactPoint", "name": "Ada Nobody", "email": "ada@kestrelworks.example"}
    walked = read(tmp_path, json_ld.page(json_ld.entry(1, applicationContact=contact)))
    assert "Nobody" not in walked.postings[0].model_dump_json()
    assert walked.unknown == set()


def test_an_unknown_field_is_counted(tmp_path):
    assert read(tmp_path, json_ld.page(json_ld.entry(1, brandNew="x"))).unknown == {"brandNew"}


@pytest.mark.parametrize("broken", [{"title": None}, {"title": {}}, {"title": " "}])
def test_a_posting_without_a_title_is_rejected_with_its_reason(tmp_path, broken):
    walked = read(tmp_path, json_ld.page(json_ld.entry(1, **broken)))
    assert "title" in walked.rejections[0].reason


def test_microdata_is_read_where_there_is_no_json_ld(tmp_path):
    [found] = read(tmp_path, json_ld.MICRODATA.encode()).postings
    assert (found.title, found.company) == ("Tech Lead", "Kestrelworks")
    assert found.locations == ("Porto, PT", "Faro")
    assert found.description == "<p>Builds lighthouses.</p><ul><li>Go &amp; Rust</li></ul>"
    assert found.posted_at == datetime(2026, 1, 5, tzinfo=UTC)
    assert found.valid_through == datetime(2026, 2, 5, tzinfo=UTC)
    assert (found.salary.min, found.salary.currency, found.salary.period) == (70000, "EUR", "YEAR")


def test_microdata_beside_json_ld_is_not_read_again(tmp_path):
    both = json_ld.MICRODATA.replace(
        "</head>", f'<script type="application/ld+json">{json.dumps(json_ld.entry(1))}</script></head>'
    )
    [found] = read(tmp_path, both.encode()).postings
    assert found.locations == ("Lisbon, PT",)


def test_microdata_in_windows_1252_is_read_as_declared(tmp_path):
    page = json_ld.MICRODATA.replace("<head>", '<head><meta charset="windows-1252">').replace(
        "Porto", "São João"
    )
    [found] = read(tmp_path, page.encode("windows-1252")).postings
    assert found.locations[0] == "São João, PT"


def test_microdata_of_other_kinds_is_no_posting(tmp_path):
    page = (
        b'<main itemscope itemtype="https://schema.org/Article"><h1 itemprop="name">On JobPosting</h1></main>'
    )
    walked = read(tmp_path, b"<html>" + page)
    assert (walked.postings, len(walked.rejections)) == ([], 1)
