"""A crawl ends with the process that started it: nobody would read its archive, and the next crawl would meet it."""

import os
import threading
import time
from typing import Any

from scrapy.exceptions import NotConfigured

_SECONDS = 0.2


class OrphanWatch:
    """Ends this process when its parent has; every answer so far is in the archive, for the next crawl to go on from."""

    def __init__(self, parent: int) -> None:
        threading.Thread(target=self._watch, args=(parent,), daemon=True, name="orphan-watch").start()

    @classmethod
    def from_crawler(cls, crawler: Any) -> "OrphanWatch":
        """Watch the process that the settings name, if any."""
        parent = crawler.settings.getint("SKILLTIDE_PARENT")
        if not parent:
            raise NotConfigured
        return cls(parent)

    @staticmethod
    def _watch(parent: int) -> None:
        while os.getppid() == parent:
            time.sleep(_SECONDS)
        os._exit(1)
