"""TaiwanJobs: read through the archive, as always."""

import pytest

from scrapers.spiders.taiwanjobs import CAP, CITIES, TaiwanJobsSpider
from tests.bodies import taiwanjobs
from tests.walk import walk

SMALL = {"JOB_DETAIL": "燈塔", "CITYNAME": "台北市"}


def many(numbers):
    return [taiwanjobs.entry(number, **SMALL) for number in numbers]


def split(*entries, **by_city):
    """Return what a part at the cap answers, and each city of it: empty unless ``c02=[...]`` says otherwise."""
    pages = {
        taiwanjobs.path(city=f"{city:02}"): taiwanjobs.listing(*by_city.get(f"c{city:02}", []))
        for city in CITIES
    }
    return {taiwanjobs.path(): taiwanjobs.listing(*entries), **pages}


def only(tmp_path, **changes):
    [posting] = walk(tmp_path, "taiwanjobs", taiwanjobs.answers(taiwanjobs.entry(1, **changes))).postings
    return posting


def test_labels_in_element_names_are_stripped_and_texts_left_alone(tmp_path):
    posting = only(tmp_path, JOB_DETAIL="熟 <微服務> 與 API（REST）\nC++ & C#")
    assert posting.title == "技術主管 Tech Lead"
    assert posting.description.startswith("熟 <微服務> 與 API（REST）\nC++ & C#")
    assert posting.description_format == "text"


def test_a_cut_answer_is_a_failed_request(tmp_path):
    whole = taiwanjobs.listing(*many(range(3)))
    walked = walk(tmp_path, "taiwanjobs", {taiwanjobs.path(): whole[:-40]})
    assert not walked.postings
    assert [day.outcome for day in walked.days] == ["failed"]


def test_a_control_character_in_a_text_does_not_cost_the_part(tmp_path):
    assert "燈塔" in only(tmp_path, JOB_DETAIL="燈\x0b塔").description


def test_each_major_code_is_a_part_whose_absence_closes(tmp_path):
    assert [board.slug for board in TaiwanJobsSpider().boards()] == [f"{code:02}" for code in range(1, 23)]
    assert [board.slug for board in TaiwanJobsSpider("08,11").boards()] == ["08", "11"]
    [day] = walk(tmp_path, "taiwanjobs", taiwanjobs.answers(taiwanjobs.entry(1))).days
    assert (day.board, day.window) == ("08", False)


def test_a_part_at_the_cap_is_read_city_by_city(tmp_path):
    rows = many(range(CAP + 1))
    walked = walk(tmp_path, "taiwanjobs", split(*rows[:CAP], c01=rows[:600], c31=rows[600:]))
    [day] = walked.days
    assert walked.asked[1:] == [taiwanjobs.path(city=f"{city:02}") for city in CITIES]
    assert (day.outcome, day.listed, day.parsed, day.rejected) == ("ok", CAP + 1, CAP + 1, 0)


def test_a_city_at_the_cap_makes_its_part_partial(tmp_path):
    rows = many(range(CAP))
    walked = walk(tmp_path, "taiwanjobs", split(*rows, c02=rows))
    assert len(walked.postings) == CAP
    assert walked.days[0].outcome == "partial"
    assert walked.days[0].detail == "city 02 holds more than the 1000 postings that are shown"


def test_a_posting_that_stands_in_no_city_makes_its_part_partial(tmp_path):
    rows = many(range(CAP))
    walked = walk(tmp_path, "taiwanjobs", split(*rows, c01=rows[:-2]))
    assert walked.days[0].outcome == "partial"
    assert walked.days[0].detail == "2 of the first 1000 postings stand in none of the cities asked"


def test_a_city_that_fails_makes_its_part_partial(tmp_path):
    rows = many(range(CAP))
    pages = {**split(*rows, c01=rows[:500], c02=rows[500:]), taiwanjobs.path(city="46"): (500, b"")}
    walked = walk(tmp_path, "taiwanjobs", pages)
    assert (walked.days[0].outcome, walked.days[0].detail) == ("partial", "HTTP 500")


def test_a_cut_answer_at_the_cap_is_a_failed_request_too(tmp_path):
    walked = walk(tmp_path, "taiwanjobs", {taiwanjobs.path(): taiwanjobs.listing(*many(range(CAP)))[:-20]})
    assert [day.outcome for day in walked.days] == ["failed"]
    assert len(walked.asked) == 1


def test_the_update_does_not_stand_for_the_posting_date(tmp_path):
    posting = only(tmp_path, TRANDATE="20260102")
    assert posting.posted_at is None
    assert posting.updated_at.isoformat() == "2026-01-02T00:00:00+00:00"


@pytest.mark.parametrize(
    ("written", "until"),
    [("20260331", "2026-03-31"), ("額滿為止", None), ("", None), (" 20260331 ", "2026-03-31")],
)
def test_a_closing_date_may_be_words(tmp_path, written, until):
    walked = walk(tmp_path, "taiwanjobs", taiwanjobs.answers(taiwanjobs.entry(1, STOP_DATE=written)))
    found = walked.postings[0].valid_through
    assert (found and found.date().isoformat()) == until
    assert walked.unknown == set()


@pytest.mark.parametrize(("low", "high"), [("0", "0"), ("-", "-"), ("40000", "0")])
def test_the_legal_minimum_beside_negotiable_pay_is_no_pay(tmp_path, low, high):
    phrase = "面議(每月經常性薪資達4萬元以上)"
    pay = only(tmp_path, SALARYCD=phrase, NT_L=low, NT_U=high).salary
    assert (pay.text, pay.min, pay.max) == (phrase, None, None)


def test_stated_bounds_are_pay(tmp_path):
    pay = only(tmp_path, SALARYCD="月薪", NT_L="90000", NT_U="0").salary
    assert (pay.min, pay.max, pay.currency, pay.period) == (90000, None, "TWD", "月薪")
    assert only(tmp_path / "none", SALARYCD="", NT_L="", NT_U="").salary is None


def test_identity_is_employer_and_vacancy(tmp_path):
    address = "https://vacancies.example/JobDetail.aspx?HIRE_ID=12&EMPLOYER_ID=3"
    assert only(tmp_path, URL_QUERY=address).external_id == "3-12"


@pytest.mark.parametrize(
    "address", ["", "https://vacancies.example/JobDetail.aspx?EMPLOYER_ID=3", "https://["]
)
def test_a_vacancy_without_an_address_of_its_own_is_rejected(tmp_path, address):
    entries = [taiwanjobs.entry(1, URL_QUERY=address), taiwanjobs.entry(2)]
    walked = walk(tmp_path, "taiwanjobs", taiwanjobs.answers(*entries))
    assert [posting.external_id for posting in walked.postings] == ["7-2"]
    assert [rejection.reason for rejection in walked.rejections] == [
        "its address names no EMPLOYER_ID and HIRE_ID"
    ]


def test_experience_and_education_stand_below_the_text_under_their_names(tmp_path):
    posting = only(tmp_path, JOB_DETAIL="燈塔", EXPERIENCE="3年以上", EDGRDESC="不拘")
    assert posting.description == "燈塔\n\n工作經驗：3年以上\n最低學歷要求：不拘"
    assert only(tmp_path / "none", JOB_DETAIL="燈塔", EXPERIENCE="", EDGRDESC="").description == "燈塔"
