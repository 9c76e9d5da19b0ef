"""The flow on a real Prefect server: a served schedule fires, and one source costs one task."""

import os
import signal
import socket
import subprocess
import sys
import time

import duckdb
import pytest

from tests.board_server import as_json, serve
from tests.bodies import greenhouse


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.slow
def test_a_scheduled_night_really_runs(tmp_path):
    replies = {"/v1/boards/good/jobs": as_json(greenhouse.listing(greenhouse.entry(1)))}
    (tmp_path / "boards.toml").write_text(
        '[[board]]\ncompany = "good"\nvendor = "greenhouse"\ntoken = "good"\n'
    )
    with serve(replies) as server:
        off = "".join(
            f"[sources.{name}]\nenabled = false\n"
            for name in ("ashby", "lever", "hn_who_is_hiring", "json_ld")
        )
        (tmp_path / "skilltide.toml").write_text(
            f'boards = "{tmp_path}/boards.toml"\ndata_dir = "{tmp_path}/data"\n{off}'
            f'[sources.greenhouse]\nbase_url = "{server.address}"\n'
        )
        program = (
            "from pathlib import Path; from pipelines.flows import serve; "
            f"serve(Path({str(tmp_path / 'skilltide.toml')!r}), '* * * * *', 'UTC', port={free_port()})"
        )
        environment = {
            **os.environ,
            "PREFECT_HOME": str(tmp_path / "prefect"),
            "PREFECT_LOGGING_LEVEL": "INFO",
        }
        published = tmp_path / "data" / "published" / "skilltide.duckdb"
        log = tmp_path / "serve.log"
        with log.open("w") as output:
            serving = subprocess.Popen(
                [sys.executable, "-c", program], cwd=tmp_path, env=environment, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        try:
            deadline = time.monotonic() + 240
            while not published.is_file() and time.monotonic() < deadline:
                assert serving.poll() is None, log.read_text()
                time.sleep(1)
        finally:
            os.killpg(serving.pid, signal.SIGTERM)
            try:
                ended = serving.wait(timeout=90)
            finally:
                if serving.poll() is None:
                    os.killpg(serving.pid, signal.SIGKILL)
    assert published.is_file(), log.read_text()
    assert ended == 0, log.read_text()
    assert "temporary server" not in log.read_text()
    with duckdb.connect(str(published), read_only=True) as connection:
        assert connection.execute("select count(*) from posting").fetchall() == [(1,)]
