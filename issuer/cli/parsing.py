"""What all commands share when they read the command line."""

import argparse
import sys
from datetime import datetime
from typing import Any, NoReturn, TypeAlias

from contexts.vocabulary import parse_instant

USAGE = 64
"""The exit code for wrong usage, as sysexits.h has it."""

Commands: TypeAlias = Any
"""What a command adds its parser to; the class of argparse is private."""


class Parser(argparse.ArgumentParser):
    """A parser that ends with 64, as sysexits.h has it, and one sentence."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the command line, and end."""
        sys.stderr.write(f"{self.prog}: {message}; {self.prog} --help explains the command\n")
        raise SystemExit(USAGE)


def instant(text: str) -> datetime:
    """Return the time that an option names."""
    try:
        return parse_instant(text)
    except ValueError as e:
        raise argparse.ArgumentTypeError(
            f"{text} is not a time such as 2030-01-01T00:00:00Z"
        ) from e
