"""An article about a role, with the furniture of its page around it, is read like a posting; the furniture yields nothing."""

import pytest

from pipelines.normalise import normalise
from pipelines.normalise_postings import shared_taxonomy
from pipelines.normalised_posting import Advertisement
from tests.accuracy.evidence import out_of_place

ARTICLE = """FERNHILL JOBS never asks applicants for fees of any kind. Read more
Beware of impostors! Please check with Fernhill before you pay anything.
Portrait of a Software Team Lead
by Ottilie • Mon, 4 Mar 2024 09:12AM

.
Wherever more than five programmers meet, somebody has to keep the threads together. With great power comes a full calendar, as we like to say. In this week's portrait: the team lead.
At a Glance
In short, a team lead looks after a group of engineers in a software company and helps them out where they are stuck. That is why people take years to grow into the role.
Job Responsibilities
A team lead's week typically holds the following:
-
Look after all deployment pipelines.
-
Automate the release process and keep improving it.
-
Maintain the infrastructure that runs the applications of the company.
-
Make sure that services are up and running around the clock.
-
Hire and manage the platform team.
-
Mentor juniors and help them grow.
-
Keep Azure and infrastructure costs in check.
-
Choose suitable programming languages, design patterns and tools.
Team leads answer the questions of stakeholders such as product owners and business analysts.
Read Also: Questions to Ask before You Sign
On Days of Low Spirits
Team leads need to know how to communicate with people of every temper. Now and then somebody is unhappy, so a wise team lead must master active listening, too. Team leads are in charge of an onboarding plan for new members, too.
Skills and Qualifications
For this role, a bachelor's degree in a field close to IT, like computer science or informatics engineering, is required. On top of that, it will be most helpful to obtain another certification in Software Delivery Management, with some weight on the Agile methodology.
As for technical skills, here is what is usually asked for:
-
Minimum 6 years working experience in using Kotlin or Scala
-
Minimum 3 years experience working as a Team Lead
-
Experience working with PostgreSQL, MariaDB, and Cassandra
-
Experience with Redis and Solr, Open Search, Linux Syntax, CI/CD, Podman, Kafka, NATS, Refactor or Rewrite system
-
Experience in Ruby frameworks is a plus
One of the must-have qualifications for this job is adequate years of experience. This usually ranges from 4-10 years, according to the size of the company.
Good team leads communicate well and know how to delegate. Problem-solving skills should come with knowing how to delegate. They make the most of tools like Trello, Jira, Asana, and other Kanban boards.
If you think that you have what it takes, keep an eye on the openings in our portal. Good luck!
Read Also: A Day with an Account Manager
image source: a picture agency
Recommended for you

Seven Ways to Rest When You Are Between Jobs
Looking for work all day is tiring. Here is how to go easy on yourself, excel at pausing and come back with a spark.
Wed, 10 Jul 2024 07:07AM

After Payday: What Payroll Does Next
Payroll does not end when salaries are sent. We asked ten companies with 20 years of experience.
Tue, 27 Feb 2024 07:02AM
SUBSCRIBE TO OUR NEWSLETTER
Get our latest jobs, news and events. No spam, we promise."""


@pytest.fixture(scope="module")
def said():
    return normalise(
        Advertisement(title="Portrait of a Software Team Lead", description=ARTICLE), shared_taxonomy()
    )


def test_the_role_is_that_of_the_article(said):
    assert (said.role, said.is_lead) == ("team_lead", True)


def test_all_technologies_and_tools_are_found_and_no_other(said):
    technologies = {skill.label for skill in said.skills if skill.kind == "tech"}
    assert technologies == {
        "Azure", "Kotlin", "Scala", "PostgreSQL", "MariaDB", "Cassandra", "Redis", "Solr", "OpenSearch", "Linux", "Podman", "Kafka", "NATS", "Ruby",
        "Trello", "Jira", "Asana",
    }  # fmt: skip
    practices = {skill.label for skill in said.skills if skill.kind == "practice"}
    assert practices == {"CI/CD", "Design patterns", "Agile", "Kanban", "Legacy modernisation"}


def test_a_plus_is_a_wish_and_the_rest_of_the_list_a_must(said):
    levels = {skill.label: skill.level for skill in said.skills}
    assert (levels["Ruby"], levels["Agile"]) == ("preferred", "preferred")
    assert {levels[label] for label in ("Kotlin", "Scala", "PostgreSQL", "Redis", "Podman", "NATS")} == {
        "required"
    }
    assert levels["Azure"] == "unstated"


def test_the_languages_are_one_choice_with_its_years(said):
    assert [group.labels for group in said.any_of] == [("Kotlin", "Scala")]
    [years] = [one for one in said.years if one.of == "skill"]
    assert (years.min, years.max, years.targets, years.level) == (6, None, ("Kotlin", "Scala"), "required")


def test_years_as_a_lead_and_the_range_by_size(said):
    amounts = {(one.min, one.max) for one in said.years}
    assert amounts == {(6, None), (3, None), (4, 10)}
    assert {(one.min, one.max, one.of) for one in said.years if one.of != "skill"} == {
        (3, None, "lead"),
        (4, 10, "total"),
    }


def test_the_degree_is_a_must(said):
    assert said.education
    assert (said.education.level, said.education.required) == ("bachelor", True)
    assert said.education.fields == ("computer science", "informatics engineering")


def test_a_certificate_is_a_wish(said):
    assert [(one.name, one.level) for one in said.certifications] == [
        ("Software Delivery Management certification", "preferred")
    ]


def test_traits_told_of_the_role_are_those_of_the_person(said):
    assert {"communication", "listening", "problem_solving", "delegation"} <= {
        one.name for one in said.soft_skills
    }


def test_duties_are_those_of_the_list(said):
    duties = {one.name for one in said.responsibilities}
    assert {
        "infra_operations",
        "availability_incident",
        "onboarding",
        "cloud_cost",
        "people_management",
        "hiring",
        "mentoring",
        "automation_tooling",
        "stakeholder_comm",
    } <= duties


def test_what_surrounds_the_article_yields_nothing(said):
    begin, end = said.plain_text.index("At a Glance"), said.plain_text.index("Recommended for you")
    facts = [
        *said.skills,
        *said.any_of,
        *said.years,
        *said.soft_skills,
        *said.responsibilities,
        *said.human_languages,
        *said.certifications,
    ]
    assert all(begin < fact.evidence.start < end for fact in facts)
    assert said.salary is None
    assert out_of_place(said) == []
