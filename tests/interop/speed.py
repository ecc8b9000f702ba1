"""How many badges other libraries sign and verify in a second on this machine.

python -m interop.speed    with `tests` on the path; prints a table of the sample badge of `bench`
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter

from issuer.cli.bench_operations import WHEN
from issuer.samples.badge import sample_document
from keys.signer import Algorithm
from keys.strict_json import Json

from .elsewhere import openbadgeslib_accepts, openbadgeslib_secures, openvc_accepts, openvc_secures
from .parties import multikey_pair, party
from .peer import HERE, Peer

ROUNDS = 40
_SUITE = "eddsa-rdfc-2022"
_IDS = [f"urn:uuid:00000000-0000-4000-8000-{number:012}" for number in range(3)]


@contextmanager
def node() -> Iterator[Peer]:
    """Yield the implementations that run in Node.js, offline."""
    program = shutil.which("node") or "node"
    with subprocess.Popen(
        [program, str(HERE / "peer.mjs")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    ) as process:  # fmt: skip
        yield Peer(process)
        process.terminate()


def operations(peer: Peer) -> dict[str, Callable[[], object]]:
    """Return what is timed: each library's own way to sign and to verify one badge."""
    owner = party(Algorithm.ED25519)
    document = sample_document(owner.did, _IDS, WHEN, "00112233445566778899aabbccddeeff")
    facts: dict[str, Json] = {
        "suite": _SUITE, "key": multikey_pair(Algorithm.ED25519), "created": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    signed = openvc_secures(document, _SUITE, owner)
    return {
        "@digitalbazaar/vc: sign": lambda: peer.ask("signCredential", credential=document, **facts),
        "@digitalbazaar/vc: verify": lambda: peer.verify(signed, _SUITE),
        "openvc-core: sign": lambda: openvc_secures(document, _SUITE, owner),
        "openvc-core: verify": lambda: openvc_accepts(signed),
        "openbadgeslib: sign": lambda: openbadgeslib_secures(document, _SUITE, owner),
        "openbadgeslib: verify": lambda: openbadgeslib_accepts(signed),
    }


def main() -> int:
    """Time all in turn, and print the medians."""
    with node() as peer:
        named = operations(peer)
        times: dict[str, list[float]] = {name: [] for name in named}
        for _ in range(ROUNDS):
            for name, operation in named.items():
                begin = perf_counter()
                operation()
                times[name].append(perf_counter() - begin)
    for name, taken in times.items():
        sys.stdout.write(
            f"{name:32}{median(taken) * 1e6:10.0f} µs{1 / median(taken):10.0f} a second\n"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
