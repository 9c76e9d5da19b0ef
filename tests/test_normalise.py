"""What the normalisers read out of a posting: cases by field, and properties that hold for any text."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract_contract import contract
from pipelines.normalise import normalise
from pipelines.normalise.cues import Cues, alternatives
from pipelines.normalise.document import Document, heading_section
from pipelines.normalise.places import find_places
from pipelines.normalise.prefilter import JointPrefilter, Prefilter, searchable, shortened, wider
from pipelines.normalise.role import find_role, is_lead
from pipelines.normalise.text import plain_text
from pipelines.normalise.years import find_years
from pipelines.normalise_postings import shared_taxonomy
from pipelines.normalised_posting import Advertisement
from tests.accuracy.evidence import out_of_place

FOLDER = Path(__file__).parent / "cases"
YEARS = tomllib.loads((FOLDER / "years.toml").read_text(encoding="utf-8"))["case"]
ROLES = tomllib.loads((FOLDER / "roles.toml").read_text(encoding="utf-8"))


def said(description, title="Tech Lead", **fields):
    return normalise(Advertisement(title=title, description=description, **fields), shared_taxonomy())


def test_html_becomes_lines_with_bullets():
    html = (
        "<h2>About &amp; us</h2><p>Hello <b>big</b> world<br>second</p><ul><li><p>First</p></li><li>Second"
        "<ul><li>inner</li></ul></li></ul><script>alert(1)</script>"
    )
    text = plain_text("Lead &amp; Co", html, "html")
    assert text.split("\n")[0] == "Lead & Co"
    assert [line for line in text.split("\n") if line][1:] == [
        "About & us", "Hello big world", "second", "• First", "• Second", "• inner",
    ]  # fmt: skip


@pytest.mark.parametrize("bullet", ["-", "*", "•", "·", "–", "▪", "●"])
def test_every_kind_of_bullet_becomes_one_kind(bullet):
    assert plain_text("T", f"{bullet} one\n{bullet} two", "text") == "T\n• one\n• two"


@pytest.mark.parametrize(
    "contact",
    ["ann.lee@kestrelworks.example", "crew (at) kestrelworks (dot) example", "jobs at kestrelworks dot example",
     "+351 212 345 678", "Tel: 02-2345-6789"],
)  # fmt: skip
def test_contact_data_are_masked_and_offsets_hold(contact):
    before = plain_text("T", f"Write to {'x' * len(contact)} now", "text")
    after = plain_text("T", f"Write to {contact} now", "text")
    assert len(after) == len(before)
    assert not re.search(r"kestrelworks|\d{3}", after)


@pytest.mark.parametrize(
    "kept", ["€80,000 - 95,000 a year", "ISO 27001", "look at the dot matrix", "2015-2018", "24/7/365"]
)
def test_what_only_looks_like_contact_data_stays(kept):
    assert kept in plain_text("T", kept, "text")


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Requirements", "requirements"), ("## What you'll need:", "requirements"), ("Nice to have", "preferred"),
        ("Preferred qualifications", "preferred"), ("What you will do", "responsibilities"), ("Benefits & perks", "benefits"),
        ("About us", "about"), ("Our tech stack:", "stack"), ("How to apply", "apply"), ("Dein Profil", "requirements"),
        ("Deine Aufgaben", "responsibilities"), ("Votre profil", "requirements"), ("任职要求：", "requirements"),
        ("【加分项】", "preferred"), ("工作內容", "responsibilities"), ("• Requirements gathering", None),
        ("We have strict requirements for everyone who joins, and we mean it.", None), ("", None),
        ("Was du brauchst", "requirements"), ("Das zeichnet dich aus", "requirements"), ("Stellenbeschreibung", "responsibilities"),
        ("Was wir dir bieten", "benefits"), ("Dein Ansprechpartner", "apply"), ("Unternehmensbeschreibung", "about"),
        ("Responsabilités", "responsibilities"), ("Nos attentes :", "requirements"), ("Savoir-être", "requirements"),
        ("Environnement technologique", "stack"), ("Informations supplémentaires", "apply"), ("Rémunération", "benefits"),
        ("¿Qué vas a hacer?", "responsibilities"), ("Qué esperamos de vos", "requirements"), ("Proceso de selección", "apply"),
        ("Cualificaciones preferidas", "preferred"), ("Principais funções", "responsibilities"), ("Qualificações desejáveis", "preferred"),
        ("Cosa cerchiamo", "requirements"), ("求める人物像", "requirements"), ("主な業務内容", "responsibilities"),
        ("Arbetsuppgifter", "responsibilities"), ("Kvalifikationer", "requirements"), ("Functie-eisen", "requirements"),
        ("【人格特質】", "requirements"), ("工作項目：", "responsibilities"), ("公司简介", "about"), ("【职位概述】", "responsibilities"),
        ("Die Kontexte sind verteilt, die Rolle der Dienste ist klein.", None), ("Le contexte est riche, les données sont nombreuses, les usages changent souvent.", None),
    ],
)  # fmt: skip
def test_headings(line, section):
    assert heading_section(line) == section


@pytest.mark.parametrize("title", ROLES)
def test_roles(title):
    role = find_role(title, title)
    assert (role, is_lead(role, title)) == (ROLES[title]["role"], ROLES[title]["lead"])


def test_a_title_without_a_trade_is_decided_by_the_text():
    text = "Kestrelworks\nWe hire a software engineer, a backend developer and a data engineer."
    assert find_role("Kestrelworks", text) == "senior_ic"
    assert find_role("Kestrelworks", "Kestrelworks\nWe bake bread.") == "other"


@pytest.mark.parametrize("case", YEARS, ids=lambda case: case["text"][:40])
def test_years(case):
    document = Document(f"Title\n{case['text']}")
    found = []
    for one in find_years(document, shared_taxonomy()):
        low = "" if one.min is None else f"{one.min:g}"
        high = "" if one.max is None else f"{one.max:g}"
        found.append(f"{low}-{high} {one.of} {', '.join(one.targets)}".strip())
    assert found == case["found"]


def test_a_wish_for_years_is_no_minimum():
    one = said(
        "Requirements\n• 5 years of experience with Java\nNice to have\n• 8 years of experience with Go"
    )
    assert (one.years_min, [y.level for y in one.years]) == (5, ["required", "preferred"])


@pytest.mark.parametrize(
    ("text", "level", "required", "equivalent"),
    [
        ("Bachelor's degree in Computer Science required", "bachelor", True, False),
        ("A BSc, or equivalent practical experience", "bachelor", True, True),
        ("Master's degree is a plus", "master", False, False),
        ("No degree required", "none", False, False),
        ("Abgeschlossenes Studium der Informatik", "degree", True, False),
        ("本科以上学历", "bachelor", True, False),
    ],
)
def test_education(text, level, required, equivalent):
    found = said(f"Requirements\n• {text}").education
    assert (found.level, found.required, found.or_equivalent) == (level, required, equivalent)


@pytest.mark.parametrize(
    "text", ["a high degree of freedom", "Scrum Master", "mastering your craft", "360-degree feedback"]
)
def test_talk_of_degrees_that_is_none(text):
    assert said(f"Requirements\n• {text}").education is None


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("Salary: €60,000 - €80,000 a year", (60000, 80000, "EUR", "year")),
        ("We pay $120k-150k", (120000, 150000, "USD", "year")),
        ("Pay: 45 USD per hour", (45, 45, "USD", "hour")),
        ("薪資：月薪 NT$60,000 - 90,000", (60000, 90000, "TWD", "month")),
        ("We raised $30 million", None),
        ("A $1,000 bonus", None),
    ],
)
def test_salary(text, pay):
    found = said(text).salary
    assert pay == (found and (found.min, found.max, found.currency, found.period))


def test_pay_given_in_fields_goes_first():
    found = said(
        "Salary: $1", salary_min=70000, salary_currency="EUR", salary_period="per-year-salary"
    ).salary
    assert (found.min, found.currency, found.period) == (70000, "EUR", "year")


@pytest.mark.parametrize(
    ("text", "fields", "way"),
    [
        ("This role is fully remote.", {}, "remote"),
        ("Hybrid: two days a week in the office", {}, "hybrid"),
        ("On-site in Porto", {}, "onsite"),
        ("No remote work.", {}, "onsite"),
        ("We like remote teams", {}, None),
        ("x", {"locations": ("Remote - EMEA",)}, "remote"),
        ("fully remote", {"workplace": "Hybrid"}, "hybrid"),
        ("three days in the office", {"workplace": "fully"}, "remote"),
        ("hybrid cloud", {}, None),
    ],
)
def test_workplace(text, fields, way):
    assert said(text, **fields).workplace == way


@pytest.mark.parametrize(
    ("places", "countries", "city"),
    [
        (("Lisbon, Portugal",), ("PT",), "Lisbon"),
        (("San Francisco, CA",), ("US",), "San Francisco"),
        (("Berlin; Remote, UK",), ("DE", "GB"), "Berlin"),
        (("台北市",), ("TW",), "台北市"),
        (("Remote",), (), None),
        (("Somewhere nice",), (), None),
    ],
)
def test_places(places, countries, city):
    found, _, its_city = find_places(places)
    assert (found, its_city) == (countries, city)


@pytest.mark.parametrize(
    ("text", "manages"),
    [("You manage a team of six engineers", True), ("No direct reports", False), ("We like teams", None)],
)
def test_people_management(text, manages):
    assert said(text).people_management is manages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "We are looking for an engineer who likes to write and read code with our friendly team in the harbour.",
            "en",
        ),
        ("Wir suchen jemanden, der gerne mit uns gemeinsam an leiser Technik für laute Tage arbeitet.", "de"),
        ("Nous cherchons une personne qui aime écrire et relire du code avec notre petite équipe.", "fr"),
        ("我们正在寻找一位喜欢与团队一起编写和阅读代码的工程师", "zh"),
        ("Hi", None),
    ],
)
def test_language(text, language):
    assert said(text).language == language


def test_the_contract_has_its_keys():
    out = contract("p1", said("Requirements\n• 5 years of Java or Go"))
    assert {
        "posting_id", "language", "role", "is_lead", "seniority", "people_management", "hands_on", "skills", "any_of",
        "years", "years_min", "years_max", "education", "certifications", "soft_skills", "responsibilities",
        "human_languages", "salary", "workplace", "countries", "plain_text",
    } <= out.keys()  # fmt: skip
    for skill in out["skills"]:
        assert out["plain_text"][skill["start"] : skill["end"]] == skill["matched_text"]
    assert out["any_of"] == [{"names": ["Java", "Go"], "level": "required"}]


FRAGMENTS = st.sampled_from(
    ["Requirements", "\n", "• ", "Java", " or ", "Go", "5+ years", " of ", "nice to have", "İstanbul", "🚀", "ß", "C++", "e.g. ",
     "<ul><li>", "</li>", "&amp;", "微服务", "3年以上", "must", "$100k", "a@b.example", "\u200b", "\r\n", "Master's degree", " ",
     "CISSP", "fluent English", "one of ", ", ", "AWS", "/", "lead a team", "mentor engineers", "remote", "€50,000 - 60,000 a year", "PMP certification"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=8), max_size=30).map("".join), st.sampled_from(["html", "text"]))
def test_every_fact_stands_where_it_says_in_any_text(description, kind):
    one = said(description, description_format=kind)
    assert out_of_place(one) == []
    assert len({skill.id for skill in one.skills}) == len(one.skills)
    assert one == said(description, description_format=kind)


EXPRESSIONS = {
    "lead": r"\b(?:lead(?:ing|er)?|team lead)\b|führ\w+",
    "plus": [r"nice[- ]to[- ]have", r"is a (?:big )?plus"],
    "short": r"\bqa\b",
    "han": "加分|优先",
}
CUES = Cues(EXPRESSIONS)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "lead",
                "leading",
                "Team Lead",
                "nice-to-have",
                "a big plus",
                "is ",
                "QA",
                "加分",
                "führen",
                " ",
                "x",
                "İ",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_filtered_search_finds_what_plain_search_finds(text):
    plain = {}
    for name, written in EXPRESSIONS.items():
        for part in alternatives([written] if isinstance(written, str) else written):
            spans = [match.span() for match in re.compile(part, re.IGNORECASE).finditer(text)]
            plain.setdefault(name, []).extend(spans)
    assert CUES.spans(text) == {name: sorted(spans) for name, spans in plain.items() if spans}


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (r"\bécole\b", "une ÉCOLE ici"),
        (r"\w+ing", "Fähr\u00e9ing"),
        (r"[\w-]+@x", "zoë-é@x"),
        (r"(?P<name>\d+) ans", "à ３ ans"),
        (r"(?<!\w)go(?! to)", "Go, go"),
        (r"[^\W\d]x", "éx"),
        (r"skill$", "one skill\ntwo"),
        (r"[\u3040-\u30ff]+の", "カの"),
        (r"kind", "\u212a\u0131nd"),
    ],
)
def test_what_may_match_is_never_missed(expression, text):
    assert re.search(expression, text.split("\n")[0], re.IGNORECASE)
    assert Prefilter([expression]).candidates(text)


def test_an_expression_that_matches_nothing_at_all_is_refused():
    with pytest.raises(ValueError, match="cannot be searched for"):
        Prefilter(["a*"])


def test_compiled_expressions_are_kept_and_damage_to_them_does_no_harm(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Prefilter(["lead"]).candidates("a lead") == {(0, 6)}
    [kept] = (tmp_path / "skilltide").iterdir()
    assert Prefilter(["lead"]).candidates("a lead") == {(0, 6)}
    kept.write_bytes(b"damaged")
    assert Prefilter(["lead"]).candidates("ä lead") == {(0, 6)}
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    assert Prefilter(["lead"]).candidates("a lead") == {(0, 6)}


@pytest.mark.parametrize(
    ("expression", "shorter"),
    [
        (r"communicat\w+\b(?! (?:tool|network))", r"communicat\w"), (r"tidy\w{0,8}", "tidy"), (r"a(?<=[(])b", r"a(?<=[(])b"),
        (r"lead(?= (?:a|the))", "lead"), (r"\w*", r"\w*"), (r"a\\b", r"a\\b"), (r"x[(]\b", "x[(]"),
    ],
)  # fmt: skip
def test_what_a_match_need_not_end_in_is_left_out(expression, shorter):
    assert shortened(expression) == shorter


def test_parties_are_told_of_their_own_expressions():
    lines = JointPrefilter()
    first = lines.join(lambda: ["lead", "tides?"])
    second = lines.join(lambda: ["tide"], once=True)
    hits = lines.hits(searchable("Lead the tides, tide by tide"))
    assert sorted(hits[first]) == [(0, 4), (1, 13), (1, 14), (1, 20), (1, 28)]
    assert hits[second] == [(0, 13)]
    assert lines.hits(searchable("nothing here")) == {}


def test_a_party_that_joins_too_late_is_refused():
    lines = JointPrefilter()
    lines.join(lambda: ["lead"])
    lines.hits(b"a lead")
    with pytest.raises(RuntimeError, match="before the first line"):
        lines.join(lambda: ["tide"])


def test_places_count_letters():
    assert Prefilter(["lead"]).candidates("• Für 微服务 Lead, lead") == {(0, 14), (0, 20)}


def test_wider_forms_keep_what_the_automaton_knows():
    assert wider(r"\bnice[- ]to\b") == "nice[- ]to"


def test_the_normalisers_read_a_large_hostile_text_in_reasonable_steps():
    for hostile in (
        "(" * 50_000,
        "a@" * 50_000,
        "5 years " * 10_000,
        "<div>" * 5_000 + "x",
        "• " * 50_000,
        "1 " * 50_000,
    ):
        assert said(hostile, description_format="html").role
