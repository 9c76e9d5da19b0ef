"""The command line: one command, ``skilltide``; each subcommand says what it does, with an example.

Exit codes: 0 what was asked is done; 1 it is not; 2 the command was not understood; 3 done, but some boards or
rows fell short; 4 no board could be reached. Faults of input are one line, never a traceback.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines import ask, versions
from pipelines.alone import alone
from pipelines.arguments import (
    BoardOption,
    ConfigOption,
    DateOption,
    MapOption,
    SourceOption,
    UsageFault,
    day_of,
    mapping_of,
)
from pipelines.boards import board_app
from pipelines.config import Config, ConfigError, read_config
from pipelines.explore import explore
from pipelines.faults import exit_code
from pipelines.new_spider import spider_app
from pipelines.skill_commands import skills_app
from pipelines.terminal import err, out, print_movements, print_staged, progress

EXIT_FAILED, EXIT_PARTIAL = 1, 3

app = typer.Typer(
    name="skilltide",
    help="What do tech-lead postings ask for, and what is really changing?",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(board_app, name="board")
app.add_typer(skills_app, name="skills")
app.add_typer(spider_app, name="spider")
app.command()(ask.sql)
app.command()(explore)
app.command()(versions.publish)


def _finish(config: Config, run: Any, staged: Any, say: Callable[[str], None]) -> None:
    from pipelines.night import finish_night

    report = finish_night(config, run, staged, [], say)
    if run.sample:
        out.print(
            "SAMPLE DATA: invented employers and texts; nothing here is about the real world", markup=False
        )
    out.print(f"published {config.published}", markup=False)
    out.print(f"open {report.site / 'index.html'}", markup=False)


@app.command()
def run(
    config: ConfigOption = None,
    date: DateOption = None,
    source: SourceOption = None,
    board: BoardOption = None,
) -> None:
    """Run the nightly flow once: crawl, parse, load, check, publish, report.

    Example: skilltide run --source greenhouse --board canonical
    """
    from pipelines.night import NothingReached, enabled_sources, reachable
    from pipelines.runs import Run

    settings, day = read_config(config), day_of(date)
    sources = enabled_sources(settings, source)
    with alone(settings, Run("crawl", day).id):
        pass  # refused before Prefect starts; the flow holds it from there on
    if not reachable(settings, sources):
        raise NothingReached("no board could be reached: check the network; `skilltide sample` works without")
    from pipelines import flows

    with progress() as say:
        flows.say = say
        report = flows.nightly(config, day, sources, board or [])
    print_staged(report.staged, Run("crawl", day).staging(settings.runs))
    for line in report.lines:
        out.print(line, markup=False)
    out.print(f"{report.requests:,} requests", markup=False)
    out.print(f"open {report.site / 'index.html'}", markup=False)
    if report.staged.partial:
        raise typer.Exit(EXIT_PARTIAL)


@app.command()
def crawl(
    config: ConfigOption = None,
    date: DateOption = None,
    source: SourceOption = None,
    board: BoardOption = None,
) -> None:
    """Collect boards into the archive, and nothing else.

    Example: skilltide crawl --source ashby
    """
    from pipelines.night import crawl_lines, crawl_source, enabled_sources
    from pipelines.runs import Run

    settings, day = read_config(config), day_of(date)
    failures = 0
    with alone(settings, Run("crawl", day).id), progress() as say:
        for name in enabled_sources(settings, source):
            result = crawl_source(settings, day, name, board or [], say)
            failures += len(result.failures)
            for line in (*map(str, result.archives), *crawl_lines(settings, result)):
                out.print(line, markup=False)
    if failures:
        raise typer.Exit(EXIT_PARTIAL)


@app.command()
def parse(config: ConfigOption = None, date: DateOption = None) -> None:
    """Parse and normalise the day's archive into staging files.

    Example: skilltide parse --date 2026-01-05
    """
    from pipelines import stages
    from pipelines.runs import Run

    settings, day = read_config(config), day_of(date)
    archives = sorted((settings.archive / day.isoformat()).glob("*.warc.gz"))
    if not archives:
        raise UsageFault(
            f"{settings.archive / day.isoformat()}: no archive of that day; run `skilltide crawl` first"
        )
    parsed = Run("crawl", day)
    with alone(settings, parsed.id), progress() as say:
        staged = stages.stage_archives(settings, parsed, archives, say)
    print_staged(staged, parsed.staging(settings.runs))


@app.command()
def load(config: ConfigOption = None, date: DateOption = None) -> None:
    """Load the day's staging files into the warehouse.

    Example: skilltide load --date 2026-01-05
    """
    from pipelines import stages
    from pipelines.runs import Run

    settings, day = read_config(config), day_of(date)
    staged_run = Run("crawl", day)
    if not staged_run.staging(settings.runs).is_dir():
        raise UsageFault(f"{staged_run.staging(settings.runs)}: nothing staged; run `skilltide parse` first")
    with alone(settings, staged_run.id):
        out.print(str(stages.load_staged(settings, staged_run)), markup=False)


@app.command()
def check(config: ConfigOption = None) -> None:
    """Run the checks on the published warehouse; rows that come back are failures.

    Example: skilltide check
    """
    from warehouse.checks import run_checks
    from warehouse.connection import open_reader

    settings = read_config(config)
    with open_reader(settings.published) as connection:
        results = run_checks(connection)
    for result in results:
        out.print(f"{'ok' if result.passed else result.severity:8} {result.name}", markup=False)
    if any(not result.passed and result.severity == "critical" for result in results):
        raise typer.Exit(EXIT_FAILED)


@app.command()
def report(
    config: ConfigOption = None,
    images: Annotated[
        bool, typer.Option("--images", help="Draw every figure as SVG and PNG too (needs Chrome).")
    ] = False,
) -> None:
    """Draw the site from the published warehouse.

    Example: skilltide report --images
    """
    from pipelines import stages

    settings = read_config(config)
    drawn = stages.draw_reports(settings, images)
    out.print(str(drawn), markup=False)
    out.print(f"open {settings.site / 'index.html'}", markup=False)
    if drawn.no_pictures:
        raise UsageFault(drawn.no_pictures)


@app.command()
def replay(
    archive: Annotated[list[Path], typer.Argument(help="WARC files, or folders of them.")],
    config: ConfigOption = None,
) -> None:
    """Do everything after the crawl, from WARC files, without network.

    Example: skilltide replay data/archive/2026-01-05
    """
    from pipelines import stages
    from pipelines.runs import Run, fingerprint
    from scrapers.archive.replay import archive_run_date

    settings = read_config(config)
    archives = sorted(
        file for path in archive for file in (path.rglob("*.warc.gz") if path.is_dir() else [path])
    )
    missing = [path for path in archives if not path.is_file()]
    if missing or not archives:
        raise UsageFault(
            f"{(missing or archive)[0]}: no archive there; name .warc.gz files or folders of them"
        )
    replayed = Run("replay", max(map(archive_run_date, archives)), fingerprint(archives))
    with alone(settings, replayed.id), progress() as say:
        staged = stages.stage_archives(settings, replayed, archives, say)
        print_staged(staged, replayed.staging(settings.runs))
        _finish(settings, replayed, staged, say)
    if staged.partial:
        raise typer.Exit(EXIT_PARTIAL)


@app.command("import")
def import_files(
    file: Annotated[list[Path], typer.Argument(help="Parquet, CSV or JSON Lines files.")],
    config: ConfigOption = None,
    source: Annotated[
        str | None, typer.Option("--source", help="The source's name (default: as the file says).")
    ] = None,
    map: MapOption = None,
    date: DateOption = None,
) -> None:
    """Take postings from files, and do everything that follows.

    Example: skilltide import jobs.csv --source jobspy --map job_name=title
    """
    from pipelines import stages
    from pipelines.importer import FileReader
    from pipelines.runs import Run, fingerprint

    settings = read_config(config)
    readers = [FileReader(path, source, mapping_of(map)) for path in file]
    for reader in readers:
        reader.check()
    imported = Run("import", day_of(date), fingerprint(file))
    with alone(settings, imported.id), progress() as say:
        stages.keep_imports(settings, imported, readers)
        staged = stages.stage_imports(settings, imported, readers, say)
        print_staged(staged)
        _finish(settings, imported, staged, say)


@app.command()
def extract(
    file: Annotated[Path, typer.Argument(help="A Parquet, CSV or JSON Lines file of postings.")],
    to: Annotated[
        Path | None, typer.Argument(help="Where the JSON Lines go (default: standard output).")
    ] = None,
    map: MapOption = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes (default: one per core).")
    ] = None,
) -> None:
    """Say what each posting of a file asks for, as JSON Lines, without a warehouse.

    Example: skilltide extract postings.jsonl facts.jsonl
    """
    from pipelines.extract import extract as extract_file

    with progress() as say:
        stream = to.open("wb") if to else sys.stdout.buffer
        try:
            count, rejections = extract_file(
                file, stream, mapping_of(map), workers, lambda done: say(f"read {done:,} postings")
            )
        finally:
            if to:
                stream.close()
    err.print(f"{count:,} postings, {len(rejections):,} rejected", markup=False)
    for rejection in rejections[:20]:
        err.print(f"  {rejection.reason}", markup=False)
    if rejections:
        raise typer.Exit(EXIT_PARTIAL)


@app.command()
def rebuild(config: ConfigOption = None, date: DateOption = None) -> None:
    """Build the warehouse anew from the archive and the imports, with today's rules; say what moved, then swap.

    Example: skilltide rebuild
    """
    from pipelines import stages
    from pipelines.rebuild import rebuild as rebuild_warehouse

    settings = read_config(config)
    with alone(settings, "rebuild"), progress() as say:
        rebuilt = rebuild_warehouse(settings, day_of(date), say)
        stages.draw_reports(settings)
    print_staged(rebuilt.staged)
    print_movements(rebuilt.moved)
    if rebuilt.table:
        out.print(f"all that moved: {rebuilt.table}", markup=False)
    out.print(f"published {settings.published}", markup=False)


@app.command()
def sample(
    config: ConfigOption = None,
    to: Annotated[
        Path | None, typer.Option("--to", help="The data folder of the sample (default: DATA_DIR/sample).")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The seed of the invented postings.")] = 1,
) -> None:
    """Write the sample archive (invented employers and texts) and replay it into a data folder of its own.

    Example: skilltide sample
    """
    from pipelines import sample as sample_stage

    settings = read_config(config)
    with alone(settings, "sample"), progress() as say:
        settings, sampled, staged = sample_stage.stage_sample(settings, to, seed, say)
        print_staged(staged)
        _finish(settings, sampled, staged, say)


@app.command()
def schedule(
    config: ConfigOption = None,
    cron: Annotated[str | None, typer.Option("--cron", help="When to run (default: as configured).")] = None,
) -> None:
    """Serve the nightly deployment with Prefect until interrupted.

    Example: skilltide schedule --cron "0 2 * * *"
    """
    settings = read_config(config)
    from pipelines import flows

    flows.serve(config, cron or settings.schedule.cron, settings.schedule.timezone)


@app.command()
def doctor(config: ConfigOption = None) -> None:
    """Say what is installed, reachable and writable, and the command that mends what is not.

    Example: skilltide doctor
    """
    from pipelines.doctor import examine

    findings = examine(read_config(config))
    for finding in findings:
        out.print(
            f"{'ok' if finding.ok else 'MISSING':8} {finding.what}{'' if finding.ok else ': ' + finding.mend}",
            markup=False,
        )
    if not all(finding.ok for finding in findings):
        raise typer.Exit(EXIT_FAILED)


def main() -> None:
    """Run the command line; turn every known fault into one line and an honest exit code."""
    try:
        app()
    except (ConfigError, UsageFault) as fault:
        err.print(f"skilltide: {fault}", markup=False)
        sys.exit(2)
    except KeyboardInterrupt:
        err.print("skilltide: interrupted; the same command goes on from what was kept", markup=False)
        sys.exit(130)
    except Exception as fault:
        code = exit_code(fault)
        if code is None:
            raise
        err.print(f"skilltide: {fault}", markup=False)
        sys.exit(code)
