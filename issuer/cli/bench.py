"""`insygnia bench`: what signing and verifying cost, as ratios to the raw Ed25519 operation.

Times depend on the machine and on what else it does; ratios taken within one round much less. So
all operations run in turn, round after round, and each is compared with the raw operation of its
own round.
"""

import json
import platform
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from contexts.library import shipped
from issuer.cli import files
from issuer.cli.parsing import Commands
from issuer.samples.badge import sample_document
from keys.open_signer import own_method
from keys.private import LocalSigner, generate
from keys.signer import Algorithm
from signing import rdfc, vc_jwt
from signing.canonical import Canonicaliser
from signing.proof_options import ProofOptions
from signing.proofs import covered_by, proofs_of, with_proof
from signing.rdfc_suites import EDDSA_RDFC_2022
from verifier.resolver import GivenResources
from verifier.verify import Verifier, canonicalisers

SIGN_FLOOR = "sign-ed25519"
VERIFY_FLOOR = "verify-ed25519"

_MESSAGE = bytes(64)
_WHEN = datetime(2026, 1, 1, tzinfo=UTC)
_SALT = "00112233445566778899aabbccddeeff"
_IDS = [f"urn:uuid:00000000-0000-4000-8000-{number:012}" for number in range(3)]
_LEAST_ROUNDS = 3
_LONGEST_RUN = 3600
_SLICE = 0.004
"""Seconds that a quick operation is repeated for in each round, to drown the clock's own cost."""

Operation = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One operation: median, least and greatest time of a round, and the ratio to its floor."""

    name: str
    us: float
    per_s: float
    ratio: float
    min_us: float
    max_us: float


def add_to(commands: Commands) -> None:
    """Add `bench`."""
    parser = commands.add_parser("bench", help="measure signing and verifying on this machine")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=_seconds, default=30, help="for all; default: 30")
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    rows = measured(operations(), seconds=options.seconds, clock=perf_counter)
    if options.json:
        result = {"machine": machine(), "rows": [vars(row) for row in rows]}
        files.write_text(json.dumps(result, indent=2) + "\n")
    else:
        files.write_text(_table(rows))
    return 0


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= _LONGEST_RUN:
        raise ArgumentTypeError(f"{text} is not between 0 and {_LONGEST_RUN}")
    return seconds


def operations() -> Mapping[str, Operation]:
    """Return what is measured, by name: raw signatures, then the generic path of each form."""
    return {**_raw(), **_generic()}


def measured(
    named: Mapping[str, Operation], *, seconds: float, clock: Callable[[], float]
) -> list[Row]:
    """Return a row for each operation, after rounds over all of them until `seconds` are over."""
    begin = clock()
    repeats = {name: _repeats(operation, clock) for name, operation in named.items()}
    rounds: list[dict[str, float]] = []
    while len(rounds) < _LEAST_ROUNDS or clock() - begin < seconds:
        rounds.append(
            {name: _time(operation, repeats[name], clock) for name, operation in named.items()}
        )
    return [_row(name, rounds) for name in named]


def machine() -> str:
    """Return the machine and the Python that were measured, in words."""
    return f"{platform.machine()} {platform.system()}, Python {platform.python_version()}"


def _raw() -> dict[str, Operation]:
    named: dict[str, Operation] = {}
    kinds = {"ed25519": Algorithm.ED25519, "es256": Algorithm.P256, "rs256": Algorithm.RSA}
    for name, algorithm in kinds.items():
        key = generate(algorithm)
        public_key, signature = key.public_key, key.sign(_MESSAGE)
        named[f"sign-{name}"] = partial(key.sign, _MESSAGE)
        named[f"verify-{name}"] = partial(public_key.verify, signature, _MESSAGE)
    return named


def _generic() -> dict[str, Operation]:
    key = generate(Algorithm.ED25519)
    signer = LocalSigner(own_method(key.public_key), key)
    issuer = signer.verification_method.partition("#")[0]
    document = sample_document(issuer, _IDS, _WHEN, _SALT)
    canonicaliser, options = Canonicaliser(shipped()), ProofOptions(created=_WHEN)

    def issue() -> dict[str, Any]:
        return dict(with_proof(document, EDDSA_RDFC_2022, signer, options, canonicaliser))

    credential = issue()
    proof = proofs_of(credential)[0]
    covered = covered_by(credential, proof)
    token = vc_jwt.encode(document, signer)
    verifier = Verifier(canonicalisers(shipped()), GivenResources({}))
    file = json.dumps(credential).encode()
    return {
        "canonical-generic": lambda: rdfc.canonical(canonicaliser.statements(document)),
        "issue-generic-eddsa-rdfc-2022": issue,
        "verify-generic-eddsa-rdfc-2022": lambda: EDDSA_RDFC_2022.verify_proof(
            covered, proof, signer.public_key, canonicaliser
        ),
        "issue-vc-jwt-eddsa": lambda: vc_jwt.encode(document, signer),
        "verify-vc-jwt-eddsa": lambda: vc_jwt.verify(vc_jwt.read(token), signer.public_key),
        "report-eddsa-rdfc-2022": lambda: verifier.verify(file, now=_WHEN),
    }


def _repeats(operation: Operation, clock: Callable[[], float]) -> int:
    """Return how often to repeat an operation in a round; the first call warms caches."""
    operation()
    once = _time(operation, 1, clock)
    return max(1, int(_SLICE / once)) if once > 0 else 1


def _time(operation: Operation, repeats: int, clock: Callable[[], float]) -> float:
    begin = clock()
    for _ in range(repeats):
        operation()
    return (clock() - begin) / repeats


def _row(name: str, rounds: Sequence[Mapping[str, float]]) -> Row:
    floor = VERIFY_FLOOR if name.startswith(("verify", "report")) else SIGN_FLOOR
    times = [turn[name] for turn in rounds]
    middle = median(times)
    return Row(
        name,
        us=middle * 1e6,
        per_s=1 / middle,
        ratio=median(turn[name] / turn[floor] for turn in rounds),
        min_us=min(times) * 1e6,
        max_us=max(times) * 1e6,
    )


def _table(rows: Sequence[Row]) -> str:
    # fmt: off
    lines = [f"{machine()}; ratio: to a raw Ed25519 {SIGN_FLOOR} or {VERIFY_FLOOR}",
             f"{'operation':32}{'µs':>10}{'per s':>10}{'ratio':>8}{'least':>10}{'most':>10}"]
    # fmt: on
    lines += [
        f"{row.name:32}{row.us:10.1f}{row.per_s:10.0f}{row.ratio:8.2f}"
        f"{row.min_us:10.1f}{row.max_us:10.1f}"
        for row in rows
    ]
    return "\n".join(lines) + "\n"
