"""The local app: filters on top, charts below, the postings behind them at the end. Nothing leaves this machine."""

import logging
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb
from dash import Dash, Input, Output, State, ctx, dcc, html, no_update
from flask import abort, request
from werkzeug.serving import BaseWSGIServer, make_server

from reports import theme
from reports.explore.selection import (
    LEVELS,
    NOT_STATED,
    Choice,
    PostingRow,
    Selection,
    choices,
    employer_choices,
    months,
    select,
    skill_choices,
)
from reports.explore.views import view_of
from reports.figures.groups import country_name
from reports.published import Basis, day_name, month_name, read_basis
from reports.site.evidence import shown, web_address

LOOPBACK = "127.0.0.1"
MOST_EMPLOYERS = 1000
FILTERS = {
    "sources": "Source",
    "countries": "Country",
    "workplaces": "Workplace",
    "roles": "Role",
    "seniorities": "Seniority",
    "employers": "Employer",
    "skills": "Skills, all of them",
}
_ASKED = ("first", "last", *FILTERS, "level")


def bound(port: int) -> socket.socket:
    """Return a listening socket of this machine alone; port 0 takes a free one. Raise OSError where it is in use."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening


@contextmanager
def serving(app: Dash, listening: socket.socket) -> Iterator[BaseWSGIServer]:
    """Yield a server of the app on a bound socket; Ctrl-C within ends it without a fault."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    port = listening.getsockname()[1]
    server = make_server(LOOPBACK, port, app.server, threaded=True, fd=listening.fileno())
    try:
        yield server
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()


def explorer(connection: duckdb.DuckDBPyConnection) -> Dash:
    """Return the app over a read-only connection; it reads what is published at this moment until it ends."""
    basis = read_basis(connection)
    app = Dash("reports.explore", serve_locally=True, title="Skilltide explorer", update_title="")
    app.index_string = _page(app.index_string)
    app.layout = _layout(connection, basis)
    _add_callbacks(app, connection, basis)
    _guard(app)
    return app


def _guard(app: Dash) -> None:
    """Let the page load nothing from elsewhere, and let no page from elsewhere read the app by a name of its own."""
    scripts = " ".join(f"'{found}'" if not found.startswith("'") else found for found in app.csp_hashes())
    policy = (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; frame-ancestors 'none'; form-action 'none'"
    )

    def refuse_other_names() -> None:
        if request.host.rsplit(":", 1)[0] not in (LOOPBACK, "localhost"):
            abort(403)

    def add_policy(response: Any) -> Any:
        response.headers["Content-Security-Policy"] = policy
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    app.server.before_request(refuse_other_names)
    app.server.after_request(add_policy)


def _page(template: str) -> str:
    colours = {
        "text": theme.TEXT, "muted": theme.MUTED, "paper": theme.PAPER, "grid": theme.GRID, "axis": theme.AXIS,
        "accent": theme.SERIES[0], "font": theme.FONT,
    }  # fmt: skip
    words = "".join(f"--{name}:{value};" for name, value in colours.items())
    return template.replace("<html>", '<html lang="en">').replace(
        "</head>", f"<style>:root{{{words}}}</style></head>"
    )


def _layout(connection: duckdb.DuckDBPyConnection, basis: Basis) -> Any:
    there = [{"label": month_name(month), "value": month.isoformat()} for month in months(connection)]
    period = [
        _filter("first", "From", there, basis.period.first and basis.period.first.isoformat()),
        _filter("last", "To", there, basis.period.last and basis.period.last.isoformat()),
    ]
    level = [{"label": word, "value": word} for word in LEVELS]
    return html.Main([
        html.H1("Explore the postings"),
        html.P("Tech-lead postings, each role once. Choose a role or a seniority to see others.", className="hint"),
        html.Section(
            [*period, *_filters(connection, basis), _filter("level", "How strongly", level, None, clearable=True)],
            className="filters",
        ),
        html.Div([html.P(id="summary"), html.Button("Clear all filters", id="clear")], className="summary"),
        *_chart("Over time", "Share in the three months up to each month, with 95 % intervals; of the postings that "
                "all filters but the skills choose. Without a skill: the three named most.", "over_time"),
        html.Div([
            html.Div(_chart("Skills in this selection", "With 95 % intervals. A click chooses a skill.", "ranking")),
            html.Div(_chart("Must-have or nice-to-have", "The line is the interval of the required part.", "split")),
        ], className="pair"),
        html.H2("Postings behind it"),
        html.P(id="listed", className="hint"),
        html.Div(id="postings", className="postings"),
        html.Footer(basis.source_line),
        dcc.Store(id="rows"),
    ])  # fmt: skip


def _chart(title: str, hint: str, name: str) -> list[Any]:
    graph = dcc.Graph(id=name, config={"displayModeBar": False, "responsive": True})
    return [html.H2(title), html.P(hint, className="hint"), graph]


def _filters(connection: duckdb.DuckDBPyConnection, basis: Basis) -> list[Any]:
    titles = {source.name: source.title for source in basis.sources}
    found = []
    for name, heading in FILTERS.items():
        if name == "employers":
            there = employer_choices(connection, MOST_EMPLOYERS)
        elif name == "skills":
            there = skill_choices(connection)
        else:
            there = choices(connection, name)
        options = [{"label": _label(name, choice, titles), "value": choice.value} for choice in there]
        found.append(_filter(name, heading, options, [], multi=True))
    return found


def _label(name: str, choice: Choice, titles: dict[str, str]) -> str:
    match name:
        case _ if choice.value == NOT_STATED:
            words = "not stated"
        case "sources":
            words = titles.get(choice.value, choice.value)
        case "countries":
            words = country_name(choice.value)
        case "roles" | "seniorities" | "workplaces":
            words = choice.label.replace("_", " ")
        case _:
            words = shown(choice.label)
    return f"{words} ({choice.postings:,})"


def _filter(
    name: str, heading: str, options: Sequence[Any], value: Any, multi: bool = False, clearable: bool = False
) -> Any:
    dropdown = dcc.Dropdown(
        id=name,
        options=list(options),
        value=value,
        multi=multi,
        clearable=multi or clearable,
        placeholder="all",
    )
    return html.Div([html.Label(heading, htmlFor=name), dropdown])


def _add_callbacks(app: Dash, connection: duckdb.DuckDBPyConnection, basis: Basis) -> None:
    titles = {source.name: source.title for source in basis.sources}

    def show(*chosen: Any) -> tuple[Any, ...]:
        with select(connection, _selection(chosen), basis) as selected:
            view, postings = view_of(selected), selected.postings()
            total = selected.basis.postings
        listed = f"The newest {len(postings)} of {total:,}." if postings else "None."
        kept = {"ranking": view.ranked, "split": view.split_by}
        charts = (view.over_time, view.ranking, view.split)
        heights = ({"height": chart.layout.height} for chart in charts)
        return view.summary, *charts, *heights, listed, postings_table(postings, titles), kept

    def pick(ranking: Any, split: Any, skills: list[str] | None, kept: Any) -> tuple[Any, None, None]:
        clicked = {"ranking": ranking, "split": split}.get(ctx.triggered_id or "")
        if not clicked:
            return no_update, None, None
        row = round(-clicked["points"][0]["y"])
        skill = kept[ctx.triggered_id][row]
        return [*(skills or []), skill], None, None

    def clear(_: int) -> tuple[Any, ...]:
        first, last = basis.period.first, basis.period.last
        return (first and first.isoformat(), last and last.isoformat(), *([] for _ in FILTERS), None)

    drawn = [Output(name, part) for part in ("figure", "style") for name in ("over_time", "ranking", "split")]
    said = (
        Output("summary", "children"),
        *drawn,
        Output("listed", "children"),
        Output("postings", "children"),
    )
    app.callback(*said, Output("rows", "data"), *(Input(name, "value") for name in _ASKED))(show)
    app.callback(
        Output("skills", "value"), Output("ranking", "clickData"), Output("split", "clickData"),
        Input("ranking", "clickData"), Input("split", "clickData"), State("skills", "value"), State("rows", "data"),
        prevent_initial_call=True,
    )(pick)  # fmt: skip
    app.callback(
        *(Output(name, "value", allow_duplicate=name == "skills") for name in _ASKED),
        Input("clear", "n_clicks"), prevent_initial_call=True,
    )(clear)  # fmt: skip


def _selection(chosen: Sequence[Any]) -> Selection:
    first, last, *lists, level = chosen
    filters = {name: tuple(map(str, value or ())) for name, value in zip(FILTERS, lists, strict=True)}
    return Selection(
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
        level=str(level) if level else None,
        **filters,
    )


def postings_table(postings: Sequence[PostingRow], titles: Mapping[str, str]) -> Any:
    """Return postings as a table, sources by their titles; scraped words stay text, and only web addresses are links."""
    head = html.Thead(html.Tr([html.Th(word) for word in ("Posting", "Employer", "Date", "Source")]))
    body = [
        html.Tr([
            html.Td(_link(posting)),
            html.Td(shown(posting.company or "employer not named")),
            html.Td(day_name(posting.day) if posting.day else "–"),
            html.Td(titles.get(posting.source, posting.source)),
        ])
        for posting in postings
    ]  # fmt: skip
    return html.Table([head, html.Tbody(body)])


def _link(posting: PostingRow) -> Any:
    words, address = shown(posting.title or "") or "untitled", web_address(posting.url)
    return html.A(words, href=address, target="_blank", rel="noopener noreferrer") if address else words
