"""The command `insygnia`: it composes the packages and prints; it decides nothing itself.

Exit codes: 0 done or valid, 1 refused or invalid, 2 could not check, 64 wrong usage or a file that
cannot be read.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

import contexts.errors
import issuer.errors
import keys.errors
import signing.errors
import verifier.errors
from issuer.cli import service
from issuer.cli.files import FileError, RefusedError
from issuer.cli.parsing import USAGE, Parser
from issuer.text.errors import TextError
from verifier.texts import printable

REFUSED = 1

_MODULES = {
    "keys": "key_files",
    "sign": "sign",
    "derive": "derive",
    "bake": "bake",
    "unbake": "bake",
    "verify": "verify",
    "bench": "bench",
}
"""The modules of all commands but those of the service."""

_USAGE_ERRORS = (
    FileError,
    TextError,
    keys.errors.KeyFileError,
    keys.errors.MissingKekError,
    keys.errors.MalformedKekError,
    keys.errors.WrongKekError,
)
_REFUSALS = (
    RefusedError,
    contexts.errors.Error,
    issuer.errors.Error,
    keys.errors.Error,
    signing.errors.Error,
    verifier.errors.Error,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every foreseen error is one sentence on stderr."""
    parser = Parser(prog="insygnia", description="Mints and verifies Open Badges 3.0 credentials.")
    parser.add_argument("--version", action="version", version=f"insygnia {version('insygnia')}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    given = sys.argv[1:] if arguments is None else arguments
    for module in _needed(given[0] if given else ""):
        import_module(f"{__package__}.{module}").add_to(commands)
    service.add_to(commands)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except signing.errors.UnsafeDocumentError as e:
        return _complain([f"{p.pointer or '/'}: {p.message_en} [{p.clause}]" for p in e.problems])
    except issuer.errors.InvalidInputError as e:
        return _complain([fault.english for fault in e.faults] or [str(e)])
    except _USAGE_ERRORS as e:
        return _complain([str(e)], USAGE)
    except _REFUSALS as e:
        return _complain([str(e)])
    except BrokenPipeError:
        # Whoever reads has seen enough; without this, Python would complain while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED


def _needed(command: str) -> Sequence[str]:
    """Return the modules that a command waits for: its own, or all where none is named."""
    if command in service.COMMANDS:
        return ()
    return [_MODULES[command]] if command in _MODULES else list(dict.fromkeys(_MODULES.values()))


def _complain(sentences: Sequence[str], code: int = REFUSED) -> int:
    for sentence in sentences:
        sys.stderr.write(f"insygnia: {printable(sentence)}\n")
    return code
