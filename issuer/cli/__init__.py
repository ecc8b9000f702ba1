"""The command `insygnia`: it composes the packages and prints; it decides nothing itself.

Exit codes: 0 done or valid, 1 refused or invalid, 2 could not check, 64 wrong usage or a file that
cannot be read.
"""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

import contexts.errors
import keys.errors
import signing.errors
import verifier.errors
from issuer.cli import bake, bench, demo, derive, key_files, sign, verify
from issuer.cli.files import FileError, RefusedError
from issuer.cli.parsing import USAGE, Parser
from verifier.texts import printable

REFUSED = 1

_COMMANDS = (key_files, sign, derive, bake, verify, bench, demo)
_USAGE_ERRORS = (
    FileError,
    keys.errors.KeyFileError,
    keys.errors.MissingKekError,
    keys.errors.MalformedKekError,
    keys.errors.WrongKekError,
)
_REFUSALS = (
    RefusedError,
    contexts.errors.Error,
    keys.errors.Error,
    signing.errors.Error,
    verifier.errors.Error,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every foreseen error is one sentence on stderr."""
    parser = Parser(prog="insygnia", description="Mints and verifies Open Badges 3.0 credentials.")
    parser.add_argument("--version", action="version", version=f"insygnia {version('insygnia')}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for command in _COMMANDS:
        command.add_to(commands)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except signing.errors.UnsafeDocumentError as e:
        return _complain([f"{p.pointer or '/'}: {p.message_en} [{p.clause}]" for p in e.problems])
    except _USAGE_ERRORS as e:
        return _complain([str(e)], USAGE)
    except _REFUSALS as e:
        return _complain([str(e)])
    except BrokenPipeError:
        # Whoever reads has seen enough; without this, Python would complain while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED


def _complain(sentences: Sequence[str], code: int = REFUSED) -> int:
    for sentence in sentences:
        sys.stderr.write(f"insygnia: {printable(sentence)}\n")
    return code
