"""Which rows a transaction locks, and in which order: read from the statements it sends."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, event

GUARDS = ("organisation", "person", "achievement", "award")
"""The tables that are locked before others, in this order."""

GUARDED = {
    "status_list": {"organisation"},
    "issuer_key": {"organisation"},
    "achievement_version": {"achievement"},
    "generation": {"award"},
    "form": {"award"},
    "audit": {"award", "person"},
    "idempotent_answer": {"award"},
    "upload": {"award", "organisation", "achievement"},
    "webhook_delivery": {"webhook"},
    "identity": {"person"},
    "membership": {"organisation"},
    "mail": {"award", "person"},
    "link": {"award", "person", "organisation"},
    "login_session": {"award", "person"},
}
"""By table, those of which one is locked before it."""

_LAST = ("mail", "link")
_CHANGE = re.compile(r"(?:UPDATE|DELETE FROM) (\w+)\b")
_SELECT = re.compile(r"\bFROM (\w+)\b.*\bFOR (?:NO KEY UPDATE|UPDATE|SHARE)", re.DOTALL)
_SKIPS = "SKIP LOCKED"


@dataclass
class Transaction:
    """The tables that one transaction locked rows of, each once, in the order of the first lock."""

    tables: list[str] = field(default_factory=list)
    unordered: list[str] = field(default_factory=list)
    """Statements that lock several awards in no order."""

    @property
    def guards(self) -> tuple[str, ...]:
        """Return those of the tables that guard others."""
        return tuple(table for table in self.tables if table in GUARDS)

    @property
    def faults(self) -> list[str]:
        """Return what does not follow the order."""
        found = list(self.unordered)
        if list(self.guards) != sorted(self.guards, key=GUARDS.index):
            found.append(f"guards in another order: {self.guards}")
        last = [table for table in self.tables if table in _LAST]
        if last != sorted(last, key=_LAST.index):
            found.append(f"belongings in another order: {last}")
        for position, table in enumerate(self.tables):
            before = set(self.tables[:position])
            is_last = position == len(self.tables) - 1
            if table in GUARDED and not is_last and not GUARDED[table] & before:
                found.append(f"{table} without its guard: {self.tables}")
        return found


@contextmanager
def watched(engine: Engine) -> Iterator[list[Transaction]]:
    """Yield the transactions that are made meanwhile, in a list that grows."""
    seen: list[Transaction] = []

    def begin(_connection: object) -> None:
        seen.append(Transaction())

    def look(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        table = _locked(statement)
        if table is None:
            return
        if table not in seen[-1].tables:
            seen[-1].tables.append(table)
        if table == "award" and _locks_several(statement):
            seen[-1].unordered.append(statement)

    event.listen(engine, "begin", begin)
    event.listen(engine, "before_cursor_execute", look)
    try:
        yield seen
    finally:
        event.remove(engine, "begin", begin)
        event.remove(engine, "before_cursor_execute", look)


def _locks_several(statement: str) -> bool:
    """Tell whether a statement locks awards that it finds, in no order."""
    return "award.id = " not in statement and "ORDER BY award.id FOR" not in statement


def _locked(statement: str) -> str | None:
    if _SKIPS in statement:
        # Whoever leaves out what others hold waits for nobody.
        return None
    found = _CHANGE.match(statement) or _SELECT.search(statement)
    return found[1] if found else None
