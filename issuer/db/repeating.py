"""Transactions that PostgreSQL gave up because two waited for one another, done once more."""

from collections.abc import Callable
from typing import TypeVar

import structlog
from sqlalchemy.exc import OperationalError

_GIVEN_UP = frozenset({"40001", "40P01"})
"""SQLSTATE of a serialisation failure and of a deadlock: nothing of the transaction is left."""
_TRIES = 3
_log = structlog.get_logger()

Result = TypeVar("Result")


def repeated(transaction: Callable[[], Result]) -> Result:
    """Return what `transaction` returns, a whole one with a session of its own.

    It is done up to three times when the database gave it up; every other error, and the third of
    these, is raised. With one order of locks (`issuer.locks`) the database has nothing to give up:
    this is for jobs that must not do twice what came before, such as sending a mail.
    """
    for number in range(1, _TRIES):
        try:
            return transaction()
        except OperationalError as error:
            if not was_given_up(error):
                raise
            _log.warning("transaction_repeated", number=number)
    return transaction()


def was_given_up(error: OperationalError) -> bool:
    """Tell whether the database ended the transaction so that another one could go on."""
    return getattr(error.orig, "sqlstate", None) in _GIVEN_UP
