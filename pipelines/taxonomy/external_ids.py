"""Which ids do other vocabularies give to the skills, and what is owed to them for it?"""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError

from pipelines.taxonomy import FOLDER, TaxonomyError

FILE = "external_ids.toml"
_STRICT = ConfigDict(frozen=True, extra="forbid")

Id = TypeVar("Id")
EscoUri = Annotated[
    str, Field(pattern=r"^http://data\.europa\.eu/esco/skill/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
]


class OnetTechnology(BaseModel):
    """A technology of O*NET: its title, by which it is known there, and a UNSPSC commodity that it is filed under."""

    model_config = _STRICT

    code: str = Field(pattern=r"^[0-9]{8}$")
    title: str = Field(min_length=1)


class Vocabulary(BaseModel, Generic[Id]):
    """A vocabulary of others: whose it is, the credit that it asks for, and its ids by skill."""

    model_config = _STRICT

    title: str
    version: str
    url: str
    licence: str
    attribution: str
    skills: dict[str, Id]


class ExternalIds(BaseModel):
    """The vocabularies that the skills are linked to."""

    model_config = _STRICT

    linguist: Vocabulary[PositiveInt]
    onet: Vocabulary[OnetTechnology]
    esco: Vocabulary[EscoUri]

    def vocabularies(self) -> dict[str, Vocabulary[Any]]:
        """Return them by name."""
        return {name: getattr(self, name) for name in type(self).model_fields}

    def of(self, skill_id: str) -> dict[str, Any]:
        """Return the columns of one skill; None where a vocabulary lacks it."""
        technology = self.onet.skills.get(skill_id)
        return {
            "linguist_id": self.linguist.skills.get(skill_id),
            "onet_code": technology and technology.code,
            "onet_title": technology and technology.title,
            "esco_uri": self.esco.skills.get(skill_id),
        }


def read_external_ids(folder: Path = FOLDER) -> ExternalIds:
    """Return the ids that stand beside a taxonomy. Raise TaxonomyError where the file is unsound."""
    file = folder / FILE
    try:
        return ExternalIds.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise TaxonomyError(f"{file}: {error}") from error
