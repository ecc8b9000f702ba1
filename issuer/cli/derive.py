"""`insygnia derive`: from the holder's copy of a badge to one that discloses chosen parts."""

import json
from argparse import Namespace

from contexts.library import shipped
from issuer.cli import files
from issuer.cli.parsing import Commands
from keys.strict_json import read as read_json
from signing.canonical import Canonicaliser
from signing.ecdsa_sd_2023 import derive, is_base_proof
from signing.proofs import proofs_of


def add_to(commands: Commands) -> None:
    """Add `derive`."""
    parser = commands.add_parser("derive", help="disclose chosen parts of an ecdsa-sd-2023 badge")
    parser.add_argument("badge", metavar="FILE", help="the badge with its base proof, or -")
    parser.add_argument(
        "--reveal",
        metavar="POINTER",
        action="extend",
        nargs="+",
        default=[],
        help="a JSON pointer; what the issuer made mandatory is always there",
    )
    parser.add_argument("--out", metavar="FILE", default="-")
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    badge = read_json(files.read(options.badge))
    proofs = proofs_of(badge) if isinstance(badge, dict) else []
    base = next((p for p in proofs if isinstance(p, dict) and is_base_proof(p)), None)
    if base is None:
        raise files.RefusedError(f"{options.badge} has no ecdsa-sd-2023 base proof to derive from.")
    derived = derive(badge, base, options.reveal, Canonicaliser(shipped()))
    # A list, as everywhere: it satisfies both families of the Open Badges schemas.
    listed = {**derived, "proof": proofs_of(derived)}
    text = json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
    files.write(options.out, text.encode(), inputs=(options.badge,))
    return 0
