"""`insygnia verify`: the truth about a badge, in words or as JSON."""

import json
from argparse import ArgumentTypeError, Namespace
from datetime import UTC, datetime

from contexts.library import shipped
from issuer.cli import files
from issuer.cli.parsing import Commands, instant
from verifier.presentation import as_json, as_text
from verifier.report import Verdict
from verifier.resolver import GivenResources, Resource
from verifier.texts import Language
from verifier.verify import Verifier, canonicalisers

EXIT_CODES = {Verdict.VALID: 0, Verdict.INVALID: 1, Verdict.COULD_NOT_CHECK: 2}


def add_to(commands: Commands) -> None:
    """Add `verify`."""
    parser = commands.add_parser("verify", help="check a badge: 0 valid, 1 invalid, 2 unknown")
    parser.add_argument("file", metavar="FILE", help="a .json, .jwt, .png, .svg or .pdf file, or -")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--lang", choices=[language.value for language in Language], default="en")
    parser.add_argument("--at", metavar="TIME", type=instant, help="check as of then, not now")
    parser.add_argument("--recipient", metavar="WHO", help="an e-mail address, a name or an id")
    parser.add_argument(
        "--resource",
        metavar="URL=FILE",
        type=_resource,
        action="append",
        default=[],
        help="answer this address or DID from a file",
    )
    parser.add_argument(
        "--offline",
        action="store_true",
        help="fetch nothing (in this version nothing is ever fetched)",
    )
    parser.set_defaults(run=_run)


def _resource(text: str) -> tuple[str, str]:
    # An address may hold "=" in its query; a file name rarely does.
    url, equals, name = text.rpartition("=")
    if not (url and equals and name):
        raise ArgumentTypeError(f"{text} is not of the form URL=FILE")
    return url, name


def _safe(text: str) -> str:
    """Escape in JSON what could steer a terminal: control and formatting characters."""
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def _run(options: Namespace) -> int:
    given = {url: Resource(url, files.read(name), name) for url, name in options.resource}
    verifier = Verifier(canonicalisers(shipped()), GivenResources(given))
    now = options.at or datetime.now(UTC)
    report = verifier.verify(files.read(options.file), now=now, recipient=options.recipient)
    if options.json:
        files.write_text(_safe(json.dumps(as_json(report), ensure_ascii=False, indent=2)) + "\n")
    else:
        files.write_text(as_text(report, Language(options.lang)))
    return EXIT_CODES[report.verdict]
