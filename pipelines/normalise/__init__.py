"""What one posting says: all normalisers, in one place, over one text. Pure: the same words give the same facts."""

import re
from dataclasses import replace

from pipelines.normalise.certifications import find_certifications
from pipelines.normalise.document import Document
from pipelines.normalise.education import find_education
from pipelines.normalise.human_languages import find_human_languages
from pipelines.normalise.language import find_language
from pipelines.normalise.people import is_hands_on, manages_people
from pipelines.normalise.places import find_places
from pipelines.normalise.role import find_role, find_seniority, is_lead
from pipelines.normalise.salary import find_salary
from pipelines.normalise.skills import find_skills
from pipelines.normalise.statements import find_stated
from pipelines.normalise.text import plain_text
from pipelines.normalise.workplace import find_workplace
from pipelines.normalise.years import find_years, overall_years
from pipelines.normalised_posting import Advertisement, NormalisedPosting
from pipelines.taxonomy import Taxonomy

# No title, place or line of pay of a real posting is longer, and none has more places.
LONGEST_FIELD, MOST_PLACES = 1_000, 100
_BLANKS = re.compile(r" {2,}")


def normalise(
    advertisement: Advertisement,
    taxonomy: Taxonomy,
    software_only: bool = False,
    repeated: frozenset[str] = frozenset(),
) -> NormalisedPosting:
    """Return what an advertisement states. Unknown is None or empty; every found fact keeps its place in the text.

    With ``software_only``, a posting of another trade keeps its title, text and places, and is not searched further.
    ``repeated`` are the lines that the posting's board repeats under most of its positions.
    """
    advertisement = _cut(advertisement)
    text = plain_text(advertisement.title, advertisement.description, advertisement.description_format)
    title = text.split("\n", 1)[0]
    role = find_role(title, text)
    countries, region, city = find_places(advertisement.locations)
    headline = NormalisedPosting(
        plain_text=text,
        role=role,
        is_lead=is_lead(role, title, text),
        seniority=find_seniority(title, role),
        countries=countries,
        region=region,
        city=city,
    )
    return (
        headline
        if software_only and role == "other"
        else _searched(headline, advertisement, taxonomy, repeated)
    )


def _cut(advertisement: Advertisement) -> Advertisement:
    """Return the advertisement with its short fields cut to a length that is read in no time."""
    places = advertisement.locations[:MOST_PLACES]
    pay = advertisement.salary_text
    return replace(
        advertisement,
        title=advertisement.title[:LONGEST_FIELD],
        locations=tuple(_BLANKS.sub(" ", place[:LONGEST_FIELD]) for place in places),
        salary_text=pay[:LONGEST_FIELD] if pay else pay,
    )


def _searched(
    headline: NormalisedPosting, advertisement: Advertisement, taxonomy: Taxonomy, repeated: frozenset[str]
) -> NormalisedPosting:
    document = Document(headline.plain_text)
    years = find_years(document, taxonomy)
    years_min, years_max = overall_years(years)
    stated = find_stated(document, software=headline.role != "other")
    skills, any_of = find_skills(document, taxonomy, advertisement.company, repeated)
    return replace(
        headline,
        language=find_language(advertisement.language, headline.plain_text),
        people_management=manages_people(document, headline.role),
        hands_on=is_hands_on(document, headline.role, stated.responsibilities),
        skills=skills,
        any_of=any_of,
        years=years,
        years_min=years_min,
        years_max=years_max,
        education=find_education(document),
        certifications=find_certifications(document),
        soft_skills=stated.soft_skills,
        responsibilities=stated.responsibilities,
        responsibility_codes=stated.responsibility_codes,
        human_languages=find_human_languages(document),
        salary=find_salary(advertisement, document, headline.countries),
        workplace=find_workplace(advertisement, document),
    )
