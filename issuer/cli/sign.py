"""`insygnia sign`: from an unsigned document to a badge."""

import json
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from contexts.library import shipped
from issuer.cli import files
from issuer.cli.keks import keks
from issuer.cli.parsing import Commands, instant
from keys.errors import UnsuitableKeyError
from keys.open_signer import open_signer
from keys.signer import Signer
from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing.canonical import Canonicaliser
from signing.ecdsa_sd_2023 import ECDSA_SD_2023, EcdsaSd2023
from signing.proof_options import ProofOptions
from signing.sd_mandatory import mandatory_pointers_for
from signing.securing import check_controller, check_signable, sign_embedded, sign_jwt
from signing.suites import SUITES, Cryptosuite

VC_JWT = "vc-jwt"
PROOFS = (*(name for name, suite in SUITES.items() if suite.for_new_proofs), VC_JWT)


def add_to(commands: Commands) -> None:
    """Add `sign`."""
    parser = commands.add_parser("sign", help="sign a document; refuses what must not be signed")
    parser.add_argument("document", metavar="FILE", help="the unsigned document, or -")
    for name, settings in _OPTIONS.items():
        parser.add_argument(name, **settings)
    parser.set_defaults(run=_run)


_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "--key": {
        "metavar": "FILE",
        "action": "append",
        "required": True,
        "help": "a key file; repeat it for proofs by different kinds of key",
    },
    "--proof": {
        "choices": PROOFS,
        "action": "append",
        "required": True,
        "help": "repeat it for a set of proofs; vc-jwt comes last",
    },
    "--verification-method": {
        "metavar": "URL",
        "action": "append",
        "default": [],
        "help": "where the issuer publishes the key; one for each --key",
    },
    "--created": {"metavar": "TIME", "type": instant, "help": "default: now"},
    "--mandatory": {
        "metavar": "POINTER",
        "action": "extend",
        "nargs": "+",
        "default": [],
        "help": "ecdsa-sd-2023: a part that must always be disclosed",
    },
    "--out": {"metavar": "FILE", "default": "-", "help": "default: standard output"},
}


def _run(options: Namespace) -> int:
    if options.verification_method and len(options.verification_method) != len(options.key):
        raise files.FileError("Give one --verification-method for each --key.")
    if options.mandatory and ECDSA_SD_2023.name not in options.proof:
        raise files.FileError(f"--mandatory needs --proof {ECDSA_SD_2023.name}.")
    document = read_json(files.read(options.document))
    if not isinstance(document, dict):
        raise files.RefusedError(f"{options.document} does not hold a JSON object.")
    signers = _signers(options)
    created = options.created or datetime.now(UTC)
    credential = signed(document, options.proof, signers, created, options.mandatory)
    files.write(options.out, credential.encode(), inputs=(options.document, *options.key))
    return 0


def signed(
    document: dict[str, Json],
    proofs: Sequence[str],
    signers: Sequence[Signer],
    created: datetime,
    mandatory: Sequence[str] = (),
) -> str:
    """Return `document` with each of `proofs`, as JSON text or as a token, all verified.

    Raises:
        the errors of `signing.securing`: the document must not be signed, or not by these keys.
    """
    canonicaliser = Canonicaliser(shipped())
    check_signable(document, canonicaliser)
    credential: Any = document
    for name in (name for name in proofs if name != VC_JWT):
        suite = _suite(name, document, mandatory)
        signer = _signer_for(suite, signers)
        check_controller(document, signer)
        options = ProofOptions(created=created)
        credential = sign_embedded(credential, suite, signer, options, canonicaliser)
    if VC_JWT in proofs:
        check_controller(document, signers[0])
        return sign_jwt(credential, signers[0], canonicaliser)
    return json.dumps(credential, ensure_ascii=False, indent=2) + "\n"


def _signers(options: Namespace) -> list[Signer]:
    source = keks()
    methods = options.verification_method or [None] * len(options.key)
    return [
        open_signer(file_uri(key), keks=source, verification_method=method)
        for key, method in zip(options.key, methods, strict=True)
    ]


def file_uri(name: str) -> str:
    """Return the signer URI of a key file."""
    return "file:" + name.replace("%", "%25").replace("#", "%23").replace("?", "%3F")


def _suite(name: str, document: dict[str, Json], mandatory: Sequence[str]) -> Cryptosuite:
    suite = SUITES[name]
    if isinstance(suite, EcdsaSd2023):
        pointers = mandatory_pointers_for(document, mandatory)
        return replace(ECDSA_SD_2023, mandatory_pointers=pointers)
    return suite


def _signer_for(suite: Cryptosuite, signers: Sequence[Signer]) -> Signer:
    for signer in signers:
        if signer.public_key.algorithm in suite.algorithms:
            return signer
    raise UnsuitableKeyError(suite.name, signers[0].public_key.algorithm)
