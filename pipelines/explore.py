"""``skilltide explore``: free cross-filters over the published file, in a browser on this machine."""

from importlib.util import find_spec
from typing import Annotated

import typer

from pipelines.arguments import ConfigOption, UsageFault
from pipelines.config import read_config
from pipelines.terminal import out


def explore(
    config: ConfigOption = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The local port (default: a free one).")
    ] = 0,
) -> None:
    """Explore the published warehouse with free cross-filters, read-only, on this machine; Ctrl-C ends it.

    Example: skilltide explore --port 8050
    """
    published = read_config(config).published
    if find_spec("dash") is None:
        raise UsageFault("the explorer is an extra: pip install 'skilltide[explore]'")
    from reports.explore.app import LOOPBACK, bound, explorer, serving
    from warehouse.connection import open_reader

    try:
        listening = bound(port)
    except OSError as error:
        raise UsageFault(f"--port {port}: {error.strerror}; leave it out for a free one") from error
    with listening, open_reader(published) as connection, serving(explorer(connection), listening) as server:
        out.print(f"open http://{LOOPBACK}:{listening.getsockname()[1]}/ (Ctrl-C ends it)", markup=False)
        # Whoever ends it has what was asked for, so an interrupt is no fault here.
        server.serve_forever()
