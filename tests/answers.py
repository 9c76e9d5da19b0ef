"""Answers written into a real archive and read back, as every spider's rows are made."""

import json
from datetime import UTC, date, datetime

from scrapers.archive.records import ArchiveWriter, Question
from scrapers.archive.replay import parse_archive
from scrapers.posting import BoardDay, Posting, Rejection

DAY = date(2026, 1, 5)
AT = datetime(2026, 1, 5, 2, tzinfo=UTC)
BOARD = {"company": "Kestrelworks", "vendor": "greenhouse", "token": "kestrelworks"}


class Answers:
    """Writes answers into an archive and reads it back."""

    def __init__(self, folder, source):
        self.writer = ArchiveWriter(folder, source, DAY)
        self.board = {**BOARD, "vendor": source}

    def add(
        self,
        body,
        callback="parse_board",
        status=200,
        url="https://v.example/x",
        kind="application/json",
        **extra,
    ):
        arguments = {"board": self.board, **extra} if "board" not in extra else extra
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.writer.write(url, status, [("Content-Type", kind)], raw, Question(callback, arguments), AT)
        return self

    def read(self):
        items = list(parse_archive([self.writer.close()]))
        return (
            [item for item in items if isinstance(item, Posting)],
            [item for item in items if isinstance(item, Rejection)],
            [item for item in items if isinstance(item, BoardDay)],
        )
