"""What a text names, in the hands of typesetters and hurried writers."""

import pytest

from pipelines.normalise_postings import shared_taxonomy


def named(text):
    skills = shared_taxonomy().skills
    return [skills[match.skill_id].label for match in shared_taxonomy().mentions(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("_Dynatrace_, *Kafka*, __Redis__ and _C#_", ["Dynatrace", "Kafka", "Redis", "C#"]),
        ("_Tools: Docker, Terraform_", ["Docker", "Terraform"]),
        ("my_kafka_topic and __init__.py", []),
        ("React\u2011Native and Spring\u2010Boot", ["React Native", "Spring Boot"]),
        ("Kafka’s topics", ["Kafka"]),
        ("Ｃ＋＋, C＃ and C＋＋", ["C#", "C++"]),
    ],
)
def test_signs_of_typesetting(text, found):
    assert named(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GitLab CI/CD", ["GitLab CI", "CI/CD"]),
        ("Jenkins CI/CD", ["Jenkins", "CI/CD"]),
        ("RESTful API design", ["REST", "API design"]),
        ("Java, JavaScript", ["Java", "JavaScript"]),
        ("JavaScript/Java", ["JavaScript", "Java"]),
        ("Azure DevOps", ["Azure DevOps"]),
        ("AWS cloud services", ["AWS"]),
        ("Google Cloud Platform", ["Google Cloud"]),
        ("SQL Server Reporting Services", ["SSRS"]),
        ("Ruby on Rails, React Native, Docker Swarm", ["Ruby on Rails", "React Native", "Docker Swarm"]),
    ],
)
def test_names_that_overlap(text, found):
    assert named(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("java, python, go, rust", ["Java", "Python", "Go", "Rust"]),
        ("熟悉 node.js，java，go 等", ["Node.js", "Java", "Go"]),
        ("Terraform, ansible, vault", ["Terraform", "Ansible", "Vault"]),
        ("Kafka, and the rest is history", ["Kafka"]),
        ("Python and go to market", ["Python"]),
        ("we go where Kafka goes", ["Kafka"]),
        ("Splunk, San Francisco", ["Splunk"]),
    ],
)
def test_names_in_another_case_count_in_a_list_only(text, found):
    assert named(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "see https://kestrelworks.example/java/docker.html for more",
        "at www.kestrelworks.example/react, today",
        "Kestrelworks (https://github.com/kestrelworks/kafka)",
    ],
)
def test_addresses_name_nothing(text):
    assert named(text) == []
