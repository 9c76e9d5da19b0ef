"""What one posting says: all normalisers, in one place, over one text. Pure: the same words give the same facts."""

from pipelines.normalise.document import Document
from pipelines.normalise.education import find_education
from pipelines.normalise.language import find_language
from pipelines.normalise.lexicon import find_statements
from pipelines.normalise.people import is_hands_on, manages_people
from pipelines.normalise.places import find_places
from pipelines.normalise.role import find_role, find_seniority, is_lead
from pipelines.normalise.salary import find_salary
from pipelines.normalise.skills import find_skills
from pipelines.normalise.text import plain_text
from pipelines.normalise.workplace import find_workplace
from pipelines.normalise.years import find_years, overall_years
from pipelines.normalised_posting import Advertisement, NormalisedPosting
from pipelines.taxonomy import Taxonomy


def headline(advertisement: Advertisement) -> NormalisedPosting | None:
    """Return the title, role and places of a posting that is no software role, else None.

    Such postings are counted and kept by title and date; their texts are neither searched nor published.
    """
    text = plain_text(advertisement.title, advertisement.description, advertisement.description_format)
    title = text.split("\n", 1)[0]
    if find_role(title, text) != "other":
        return None
    countries, region, city = find_places(advertisement.locations)
    return NormalisedPosting(
        plain_text=text,
        language=None,
        role="other",
        is_lead=False,
        seniority=None,
        people_management=None,
        hands_on=None,
        skills=(),
        years=(),
        years_min=None,
        years_max=None,
        education=None,
        certifications=(),
        soft_skills=(),
        responsibilities=(),
        human_languages=(),
        salary=None,
        workplace=None,
        countries=countries,
        region=region,
        city=city,
    )


def normalise(advertisement: Advertisement, taxonomy: Taxonomy) -> NormalisedPosting:
    """Return what an advertisement states. Unknown is None or empty; every found fact keeps its place in the text."""
    text = plain_text(advertisement.title, advertisement.description, advertisement.description_format)
    document = Document(text)
    title = text.split("\n", 1)[0]
    role = find_role(title, text)
    skills = find_skills(document, taxonomy)
    years = find_years(document, taxonomy)
    years_min, years_max = overall_years(years)
    countries, region, city = find_places(advertisement.locations)
    return NormalisedPosting(
        plain_text=text,
        language=find_language(advertisement.language, text),
        role=role,
        is_lead=is_lead(role, title),
        seniority=find_seniority(title, role),
        people_management=manages_people(document),
        hands_on=is_hands_on(document),
        skills=skills,
        years=years,
        years_min=years_min,
        years_max=years_max,
        education=find_education(document),
        certifications=find_statements(document, "certifications"),
        soft_skills=find_statements(document, "soft_skills"),
        responsibilities=find_statements(document, "responsibilities"),
        human_languages=find_statements(document, "human_languages"),
        salary=find_salary(advertisement, text),
        workplace=find_workplace(advertisement, document),
        countries=countries,
        region=region,
        city=city,
    )
