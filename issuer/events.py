"""Events: one line of JSON on standard error for each fact, without persons and without secrets.

An event has a name and ids. Whatever else slips in is taken out again before it is written: the
values of fields that hold secrets, and in all text whatever looks like an e-mail address, a token,
a key or a link with a token in it. Of an exception only its kind and the places in the code are
told: its message may quote what somebody typed.
"""

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

TAKEN_OUT = "…"
"""What stands where something was taken out."""

_SECRET_FIELDS = frozenset({
    "authorization", "cookie", "set-cookie", "password", "passphrase", "secret", "token", "key",
    "api_key", "email", "recipient", "first_name", "last_name", "address", "body", "content",
    "exception", "exc_text", "stack",
})  # fmt: skip
_PATTERNS = (
    re.compile(r"insygnia_[A-Za-z0-9]+_[A-Za-z0-9_-]+"),
    re.compile(r"(?i)(?<=bearer )\S+|(?<=basic )\S+"),
    # Tokens of ours and of others, in links too: JWTs, and random text of 256 bits or more.
    re.compile(r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"),
    re.compile(r"(?=[a-z_-]*[A-Z0-9])[A-Za-z0-9_-]{40,}={0,2}"),
    # The password in an address such as that of the database.
    re.compile(r"(?<=://)[^/@\s:]*:[^/@\s]*(?=@)"),
    re.compile(r"[^\s@<>\"'(),;:]+@[^\s@<>\"'(),;:]+"),
)
_DEEPEST = 6
_OWN = "insygnia"
_HEARD = (_OWN, "uvicorn.error")


def configure(level: str, stream: TextIO | None = None) -> None:
    """Write the events of this process, and the messages of its libraries, to `stream`.

    `stream` is standard error by default. Levels below `level` are left out; libraries only warn,
    because many tell whole addresses by the way.
    """
    threshold = logging.getLevelNamesMapping()[level]
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        place_of_exception,
        without_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=lambda *_: logging.getLogger(_OWN),
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(threshold, logging.WARNING))
    for name in _HEARD:
        logging.getLogger(name).setLevel(threshold)
    # DBOS writes plain text of its own unless its logger has a handler already.
    logging.getLogger("dbos").handlers[:] = [logging.NullHandler()]


def without_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Return the event with secrets and persons taken out."""
    return {name: _cleaned(name, value, _DEEPEST) for name, value in event.items()}


def place_of_exception(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its kind and the places in the code it came through."""
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        event["error"] = type(error).__name__
        event["at"] = [f"{frame.name}:{frame.lineno}" for frame in frames]
    return event


def clean_text(text: str) -> str:
    """Return `text` without what looks like an e-mail address, a token or a key."""
    for pattern in _PATTERNS:
        text = pattern.sub(TAKEN_OUT, text)
    return text


def _cleaned(name: str, value: object, depth: int) -> object:
    if value is None or isinstance(value, bool | int | float) or name.startswith("_"):
        # What begins with an underscore is structlog's own, and never written.
        return value
    if name.lower() in _SECRET_FIELDS:
        return TAKEN_OUT
    if depth and isinstance(value, Mapping):
        return {str(key): _cleaned(str(key), inner, depth - 1) for key, inner in value.items()}
    if depth and isinstance(value, list | tuple | set | frozenset):
        return [_cleaned("", inner, depth - 1) for inner in value]
    return clean_text(str(value))
