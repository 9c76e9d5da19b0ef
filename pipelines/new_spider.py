"""The command ``skilltide spider new``: a spider, an answer to test it on, a failing test and an entry of the ledger.

The skeleton reads its own invented answer, so that all tests of every spider pass but two: the one that says what to
do next, and the one that wants terms that were read.
"""

import keyword
import re
from enum import StrEnum
from pathlib import Path
from string import Template
from typing import Annotated

import typer

import scrapers
from pipelines.arguments import UsageFault
from pipelines.terminal import out
from scrapers.policy import read_policy

spider_app = typer.Typer(help="Spiders of further sources.", no_args_is_help=True, rich_markup_mode=None)
_PACKAGE = Path(scrapers.__file__).parent
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_HOST = re.compile(r"(\{token\}\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?", re.IGNORECASE)


class SpiderKind(StrEnum):
    """What a vendor's listing is: whole postings, names of pages, or one feed of many employers."""

    LISTING = "listing"
    DETAIL = "detail"
    FEED = "feed"


@spider_app.callback()
def spiders() -> None:
    """Spiders of further sources."""


@spider_app.command("new")
def new(
    name: Annotated[str, typer.Argument(help="The source's name, e.g. acme_jobs.")],
    host: Annotated[str, typer.Option("--host", help="The host to ask; may begin with {token}.")],
    kind: Annotated[
        SpiderKind, typer.Option("--kind", help="What its listing holds: whole postings, pages, or a feed.")
    ] = SpiderKind.LISTING,
) -> None:
    """Write a spider with its test body, a failing test that says what to do next, and its entry in the ledger.

    Example: skilltide spider new acme_jobs --host jobs.acme.example
    """
    for line in write_spider(_PACKAGE.parent, name, host, kind):
        out.print(line, markup=False)


def write_spider(checkout: Path, name: str, host: str, kind: SpiderKind) -> list[str]:
    """Write the files into a checkout and return what to tell.

    Raise UsageFault, with nothing written, for an unfit name or host, where one of the files is there already, and
    where there is no checkout.
    """
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise UsageFault(f"{name!r}: no name for a source; write small letters, digits and underscores")
    if not _HOST.fullmatch(host):
        raise UsageFault(
            f"--host {host!r}: no host; write it as in jobs.acme.example or {{token}}.acme.example"
        )
    if not (checkout / "tests" / "bodies").is_dir():
        raise UsageFault(f"{checkout}: no checkout of Skilltide; spiders are written where their tests are")
    files = {
        checkout / "scrapers" / "spiders" / f"{name}.py": f"spiders/{kind.value}",
        checkout / "tests" / "bodies" / f"{name}.py": f"bodies/{kind.value}",
        checkout / "tests" / "spiders" / f"test_{name}.py": "test",
    }
    if there := [str(file.relative_to(checkout)) for file in files if file.exists()]:
        raise UsageFault(f"{', '.join(there)}: there already; nothing was written")
    words = {
        "name": name,
        "domain": host,
        "classname": f"{''.join(part.capitalize() for part in name.split('_'))}Spider",
        "title": name.replace("_", " ").capitalize(),
    }
    for file, template in files.items():
        file.write_text(_filled(template, words), encoding="utf-8")
    ledger = _note_policy(checkout / "scrapers" / "policy.toml", name, words)
    wrote = [f"wrote {file.relative_to(checkout)}" for file in files]
    return [*wrote, ledger, f"next: .venv/bin/python -m pytest -q tests/spiders/test_{name}.py"]


def _note_policy(ledger: Path, name: str, words: dict[str, str]) -> str:
    known = {policy.source: policy.status for policy in read_policy(ledger)}
    if name in known:
        return f"scrapers/policy.toml: has {name} already, {known[name]}; nothing changed there"
    entry = _filled("policy", words | {"domain": words["domain"].removeprefix("{token}.")})
    with ledger.open("a", encoding="utf-8") as file:
        file.write(entry)
    return (
        f"scrapers/policy.toml: added {name} as REVIEW; it runs once its terms are read and its status is set"
    )


def _filled(template: str, words: dict[str, str]) -> str:
    text = (_PACKAGE / "templates" / f"{template}.tmpl").read_text(encoding="utf-8")
    return Template(text).substitute(words)
