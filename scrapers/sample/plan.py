"""The plan of the sample: what is planted, who hires, in which words."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Employer:
    """One invented employer and how much of the hiring is its."""

    company: str
    vendor: str
    token: str
    place: str
    country: str
    industry: str
    size: str
    weight: float


@cache
def plan() -> dict[str, Any]:
    """Return ``plan.toml``."""
    return _read("plan")


@cache
def sentences() -> dict[str, dict[str, Any]]:
    """Return ``sentences.toml``, by language."""
    return _read("sentences")


@cache
def employers() -> tuple[Employer, ...]:
    """Return the employers of ``employers.toml``, in its order."""
    return tuple(Employer(**entry) for entry in _read("employers")["employer"])


def share(ends: list[float], month: int) -> float:
    """Return a planted share in a month (from 0), straight between its first and its last value."""
    first, last = ends[:2]
    return float(first + (last - first) * month / (plan()["months"] - 1))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
