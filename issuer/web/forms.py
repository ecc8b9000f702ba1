"""Forms: what a browser sent, and what is wrong with it, said at the field.

A form that was refused is shown again with everything that was typed. What its service did before
it raised is undone by a savepoint (`attempt`), because the answer is an ordinary page and the
transaction of the request is committed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session
from starlette.datastructures import UploadFile

from issuer.errors import Fault, InvalidInputError
from issuer.text.dates import read_day
from issuer.text.errors import TextError
from issuer.uploads import LARGEST_UPLOAD

UNSURE = Fault(
    "/sure",
    "unsure",
    "Tick the box if you really mean it.",
    "Zaznacz pole, jeśli na pewno tego chcesz.",
)
"""What cannot be undone is asked for twice: by a button, and by a box beside it."""


@dataclass(frozen=True)
class Fields:
    """What a browser sent; names that it did not send are empty."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """By name, the file's own name and its content; one byte too many means that it is too long."""

    def text(self, name: str) -> str:
        """Return the first value."""
        return self.values.get(name, ("",))[0]

    def optional(self, name: str) -> str | None:
        """Return the first value, or none if it is blank."""
        return self.text(name) if self.text(name).strip() else None

    def many(self, name: str) -> tuple[str, ...]:
        """Return all values."""
        return self.values.get(name, ())

    def day(self, name: str, pointer: str) -> date | None:
        """Return a date, none if it is blank; raises `InvalidInputError` at `pointer`."""
        if not self.text(name).strip():
            return None
        try:
            return read_day(self.text(name))
        except TextError as error:
            fault = Fault(pointer, error.code, error.message("en"), error.message("pl"))
            raise InvalidInputError([fault]) from error


async def _read(request: Request) -> Fields:
    form = await request.form()
    values: dict[str, tuple[str, ...]] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for name, value in form.multi_items():
        if not isinstance(value, UploadFile):
            # What a browser sends in a form cannot hold half a character or NUL; a program can.
            clean = value.replace("\0", "").encode("utf-8", "ignore").decode()
            values[name] = (*values.get(name, ()), clean)
        elif value.filename:
            files[name] = value.filename, await value.read(LARGEST_UPLOAD + 1)
    return Fields(values, files)


FieldsDep = Annotated[Fields, Depends(_read)]


@contextmanager
def attempt(session: Session) -> Iterator[None]:
    """Undo what was done within, and nothing else, if it raises."""
    with session.begin_nested():
        yield


def wrong(
    error: InvalidInputError | TextError,
    language: str,
    names: Mapping[str, str] | None = None,
    *,
    otherwise: str = "form",
) -> dict[str, str]:
    """Return what to say, by field: `names` gives the field of a fault's pointer.

    A fault that belongs to none of them stands at `otherwise`.
    """
    if isinstance(error, TextError):
        return {otherwise: error.message(language)}
    if not error.faults:
        return {otherwise: error.sentence(language)}
    found: dict[str, str] = {}
    for fault in error.faults:
        name = _field_of(fault.pointer, names or {}, otherwise)
        found.setdefault(name, fault.polish if language == "pl" else fault.english)
    return found


def unsure(language: str, field: str = "sure-1") -> dict[str, str]:
    """Return what to say at the box `field` to somebody who did not tick it."""
    return wrong(InvalidInputError([UNSURE]), language, {UNSURE.pointer: field})


def _field_of(pointer: str, names: Mapping[str, str], otherwise: str) -> str:
    """Return the field of the longest known beginning of `pointer`."""
    steps = pointer.split("/")
    for length in range(len(steps), 1, -1):
        if found := names.get("/".join(steps[:length])):
            return found
    return otherwise


def day_or_none(text: str) -> date | None:
    """Return the day that was typed; none if it is blank or cannot be read."""
    try:
        return read_day(text) if text.strip() else None
    except TextError:
        return None
