"""``skilltide publish``: publish what is loaded, or choose another of the versions that are kept."""

from typing import Annotated

import typer

from pipelines.alone import alone
from pipelines.arguments import ConfigOption
from pipelines.config import read_config
from pipelines.terminal import out


def publish(
    config: ConfigOption = None,
    to: Annotated[
        str | None, typer.Option("--to", help="Go back, or forth, to a version that is still kept.")
    ] = None,
    versions: Annotated[bool, typer.Option("--list", help="List the versions that are kept.")] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="Write everything anew, not only what changed.")
    ] = False,
) -> None:
    """Check the warehouse and swap the published file, atomically; or choose another version of it.

    Example: skilltide publish --to 2026-01-05.1
    """
    from pipelines import stages
    from warehouse.versions import Versions

    settings = read_config(config)
    kept = Versions(settings.published)
    if to:
        with alone(settings, "publish"):
            kept.show(to)
    if to or versions:
        shown = kept.current()
        for name in kept.names():
            out.print(f"{'*' if shown and name == shown.name else ' '} {name}", markup=False)
        return
    with alone(settings, "publish"):
        out.print(str(stages.publish_warehouse(settings, anew)), markup=False)
