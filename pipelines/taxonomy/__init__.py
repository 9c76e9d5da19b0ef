"""The taxonomy: which skills there are, by which words postings name them, and where a text names them.

``skills/<category>.toml`` holds one table per skill. Its label and ``aliases`` count in any case; ``cased`` words
count only as written; ``weak`` words count as written and in company, because they mean other things too ("Go",
"Excel"); ``beside`` words count as written, next to a sure name in a list ("Jenkins, Circle"). ``never.toml`` holds
phrases in which a name means something else.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import tomli
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.taxonomy.matcher import Match, Matcher, Phrase
from pipelines.taxonomy.respelling import Respellings

FOLDER = Path(__file__).parent
PRACTICES = "practice"
# The category of what a posting names and no file does.
UNLISTED = "unlisted"
Kind = Literal["tech", "practice"]


class TaxonomyError(ValueError):
    """A taxonomy that cannot be used; the message names file, skill and fault."""


class Skill(BaseModel):
    """One skill. ``parent`` is the skill that it belongs to, if any."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    label: str = Field(min_length=1)
    category: str
    parent: str | None = None
    description: str | None = None
    aliases: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """Whether the skill is a named technology or a practice."""
        return "practice" if self.category == PRACTICES else "tech"

    def phrases(self) -> list[Phrase]:
        """Return the words that name the skill. The label itself is one, unless it stands among the strict ones."""
        strict = (*self.cased, *self.weak, *self.beside)
        free = self.aliases if self.label in strict else (self.label, *self.aliases)
        return [
            *(Phrase(word, self.id, "alias") for word in free),
            *(Phrase(word, self.id, "cased") for word in self.cased),
            *(Phrase(word, self.id, "weak") for word in self.weak),
            *(Phrase(word, self.id, "loose") for word in self.beside),
        ]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The skills by id, a matcher and the near spellings of their words, and a version that changes with any of them."""

    skills: dict[str, Skill]
    never: tuple[str, ...]
    version: str
    matcher: Matcher
    respellings: Respellings

    def mentions(self, text: str) -> list[Match]:
        """Return the non-overlapping places where ``text`` names a skill, in order."""
        return self.matcher.find(text)


def load_taxonomy(folder: Path = FOLDER) -> Taxonomy:
    """Return the compiled taxonomy of a folder. Raise TaxonomyError where it is unsound."""
    skills = read_skills(folder)
    never = read_never(folder)
    phrases = [phrase for skill in skills.values() for phrase in skill.phrases()]
    languages = {skill.id for skill in skills.values() if skill.category == "language"}
    practices = {skill.id for skill in skills.values() if skill.kind == "practice"}
    named = [phrase for phrase in phrases if phrase.skill_id not in practices]
    phrases += [Phrase(words, None, "never") for words in never]
    return Taxonomy(
        skills, never, _version(folder), Matcher(phrases, languages, practices), Respellings(named)
    )


def read_skills(folder: Path = FOLDER) -> dict[str, Skill]:
    """Return the skills of all categories by id. Raise TaxonomyError where a file or entry is unsound."""
    skills: dict[str, Skill] = {}
    for file in sorted((folder / "skills").glob("*.toml")):
        for skill_id, entry in _read(file).items():
            if skill_id in skills:
                raise TaxonomyError(f"{file}: [{skill_id}] stands in two categories")
            try:
                skills[skill_id] = Skill(id=skill_id, category=file.stem, **entry)
            except (ValidationError, TypeError) as error:
                raise TaxonomyError(f"{file}: [{skill_id}]: {error}") from error
    return skills


def read_never(folder: Path = FOLDER) -> tuple[str, ...]:
    """Return the phrases that cancel a match."""
    return tuple(_read(folder / "never.toml")["phrases"])


def _read(file: Path) -> dict[str, dict[str, object]]:
    try:
        return tomli.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise TaxonomyError(f"{file}: not valid TOML: {error}") from error


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.toml")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]
