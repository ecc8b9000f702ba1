"""Where the command line gets the key that seals private keys."""

import os
import sys
from collections.abc import Callable
from getpass import getpass

from keys.errors import MissingKekError
from keys.kek import KekSource, kek_source


def keks(*, confirm: bool = False) -> KekSource:
    """Return the source that the environment names; with none, a terminal is asked.

    `confirm` asks for a new passphrase twice.
    """
    return kek_source(os.environ, _asker(confirm=confirm) if sys.stdin.isatty() else None)


def _asker(*, confirm: bool) -> Callable[[], str]:
    def ask() -> str:
        passphrase = getpass("Passphrase of the key: ")
        if not passphrase or (confirm and getpass("Once more: ") != passphrase):
            raise MissingKekError
        return passphrase

    return ask
