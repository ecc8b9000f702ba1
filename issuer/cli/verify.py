"""`insygnia verify`: the truth about a badge, in words or as JSON."""

import json
from argparse import ArgumentTypeError, Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from contexts.library import shipped
from issuer.cli import files
from issuer.cli.fetching import fetching_resolver
from issuer.cli.keks import keks
from issuer.cli.parsing import Commands, instant
from issuer.cli.sign import file_uri
from issuer.cli.trusted_keys import trusted_keys
from keys.open_signer import open_signer
from signing.canonical import Canonicaliser
from verifier.bundles.archive import LARGEST_ARCHIVE, is_archive
from verifier.bundles.checking import report_on_bundle
from verifier.bundles.collecting import Collected, bundle_of
from verifier.contents import Address, contents_of
from verifier.errors import UnrecognisedError
from verifier.recognised_issuers import read_registry, recognised_lines, with_recognised
from verifier.report import Report, Verdict
from verifier.resolver import GivenResources, Recording, Resolver, Resource
from verifier.several import Reports, as_json, as_text
from verifier.texts import Language
from verifier.verify import Verifier, canonicalisers

EXIT_CODES = {Verdict.VALID: 0, Verdict.INVALID: 1, Verdict.COULD_NOT_CHECK: 2}
_ADDRESSES = ("https://", "http://")


def add_to(commands: Commands) -> None:
    """Add `verify`."""
    parser = commands.add_parser("verify", help="check a badge: 0 valid, 1 invalid, 2 unknown")
    parser.add_argument(
        "file",
        metavar="FILE",
        help="a .json, .jwt, .png, .svg, .pdf or bundle .zip file, an address, or -",
    )
    for name, settings in _OPTIONS.items():
        parser.add_argument(name, **settings)
    parser.set_defaults(run=_run)


def _resource(text: str) -> tuple[str, str]:
    # An address may hold "=" in its query; a file name rarely does.
    url, equals, name = text.rpartition("=")
    if not (url and equals and name):
        raise ArgumentTypeError(f"{text} is not of the form URL=FILE")
    return url, name


_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "--json": {"action": "store_true", "help": "print the report as JSON"},
    "--lang": {"choices": [language.value for language in Language], "default": "en"},
    "--at": {"metavar": "TIME", "type": instant, "help": "check as of then, not now"},
    "--recipient": {"metavar": "WHO", "help": "an e-mail address, a name or an id"},
    "--resource": {
        "metavar": "URL=FILE",
        "type": _resource,
        "action": "append",
        "default": [],
        "help": "answer this address or DID from a file",
    },
    "--offline": {"action": "store_true", "help": "fetch nothing"},
    "--bundle": {"metavar": "ZIP", "help": "save the badge and all that was fetched"},
    "--key": {"metavar": "FILE", "help": "with --bundle: the key file to sign it with"},
    "--registry": {
        "metavar": "FILE",
        "action": "append",
        "default": [],
        "help": "a register of recognised issuers, to be told of beside the verdict",
    },
    "--trust": {
        "metavar": "KEY",
        "type": trusted_keys,
        "action": "extend",
        "default": [],
        "help": "believe bundles that this key signed: a did:key, a Multikey, or a file",
    },
}


@dataclass(frozen=True)
class _Question:
    """What is asked about a file, whatever it is."""

    readings: tuple[Canonicaliser, ...]
    recipient: str | None

    def answer(self, data: bytes, resolver: Resolver, now: datetime) -> Report | Reports:
        verifier = Verifier(self.readings, resolver)
        return verifier.verify_file(data, now=now, recipient=self.recipient)


def _run(options: Namespace) -> int:
    data = _input(options)
    question = _Question(canonicalisers(shipped()), options.recipient)
    given = {url: Resource(url, files.read(name), name) for url, name in options.resource}
    now = options.at or datetime.now(UTC)
    if is_archive(data):
        report = report_on_bundle(
            data, question.answer, now=now, trusted=options.trust, given=given
        )
    else:
        others = None if options.offline else fetching_resolver()
        report = _checked(data, question, GivenResources(given, others), now, options)
    _print(report, options)
    return EXIT_CODES[report.verdict]


def _checked(
    data: bytes, question: _Question, resolver: Resolver, now: datetime, options: Namespace
) -> Report | Reports:
    """Return the report on what is no bundle, after saving one if that was asked for."""
    signer = open_signer(file_uri(options.key), keks=keks()) if options.key else None
    recording = Recording(resolver)
    report = question.answer(data, recording, now)
    if options.bundle:
        collected = _collected(data, recording.answers, report)
        bundle = bundle_of(collected, at=datetime.now(UTC), signer=signer)
        inputs = (options.file, *(name for _, name in options.resource))
        files.write(options.bundle, bundle, inputs=(*inputs, *filter(None, [options.key])))
    return report


def _collected(data: bytes, answers: Mapping[str, Resource], report: Report | Reports) -> Collected:
    """Return what goes into a bundle: instead of an address the credential that stood there."""
    address = data.decode("latin-1")
    origin = answers.get(address)
    if origin is None or not _is_credential(origin.content):
        return Collected(data, answers, as_json(report))
    others = {url: resource for url, resource in answers.items() if url != address}
    return Collected(origin.content, others, as_json(report), origin)


def _is_credential(content: bytes) -> bool:
    """Tell whether a document is one itself; a web page only leads to one."""
    try:
        return not isinstance(contents_of(content), Address)
    except UnrecognisedError:
        return False


def _input(options: Namespace) -> bytes:
    """Return what is to be verified; FileError if that and the options do not go together."""
    if options.key and not options.bundle:
        raise files.FileError("--key needs --bundle: it signs the manifest of the bundle.")
    if options.bundle == "-":
        raise files.FileError("--bundle needs the name of a file: standard output has the report.")
    if options.file.startswith(_ADDRESSES):
        return str(options.file).encode(errors="surrogateescape")
    data = files.read(options.file, most=LARGEST_ARCHIVE + 1)
    if not options.bundle:
        return data if is_archive(data) else data[: files.LARGEST]
    if is_archive(data) or len(data) >= files.LARGEST:
        raise files.FileError(f"{options.file} is too large for a bundle, or is one already.")
    return data


def _safe(text: str) -> str:
    """Escape in JSON what could steer a terminal: control and formatting characters."""
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def _print(report: Report | Reports, options: Namespace) -> None:
    registries = [read_registry(name, files.read(name)) for name in options.registry]
    told, language = with_recognised(as_json(report), registries), Language(options.lang)
    if options.json:
        files.write_text(_safe(json.dumps(told, ensure_ascii=False, indent=2)) + "\n")
    else:
        recognised = "".join(f"    {line}\n" for line in recognised_lines(told, language))
        files.write_text(as_text(report, language) + recognised)
