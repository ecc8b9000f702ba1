"""What a process would write to its log."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from issuer import events


class Log:
    """The lines that were written since `written_log` began."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        """All of it."""
        return self.stream.getvalue()

    def events(self, name: str) -> list[dict[str, Any]]:
        """Return the events of one name."""
        lines = (json.loads(line) for line in self.text.splitlines())
        return [line for line in lines if line["event"] == name]


@contextmanager
def written_log(level: str = "DEBUG") -> Iterator[Log]:
    """Write events as a process of the service does, and then as before."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    configuration = structlog.get_config()
    log = Log()
    events.configure(level, log.stream)
    try:
        yield log
    finally:
        root.handlers[:], root.level = before
        structlog.configure(**configuration)
