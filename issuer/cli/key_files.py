"""`insygnia keys`: making key files and showing what is public about them."""

import json
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from issuer.cli import files
from issuer.cli.keks import keks
from issuer.cli.later import later
from issuer.cli.parsing import Commands
from keys import file_backend, jwk, multikey
from keys.did import self_contained_document
from keys.errors import KeyFileError
from keys.open_signer import own_method
from keys.signer import Algorithm, PublicKey
from verifier.texts import printable

_NAMES = {"ed25519": Algorithm.ED25519, "p256": Algorithm.P256, "p384": Algorithm.P384,
          "rsa2048": Algorithm.RSA}  # fmt: skip


def add_to(commands: Commands) -> None:
    """Add `keys new`, `keys show`, `keys list`, `keys export-public` and `keys rotate`."""
    parser = commands.add_parser("keys", help="make and show keys")
    actions = parser.add_subparsers(metavar="ACTION", required=True)

    new = actions.add_parser("new", help="make a key file and print the key's DID")
    new.add_argument("--algorithm", choices=_NAMES, default="ed25519")
    new.add_argument("--out", metavar="FILE", required=True, help="never overwritten")
    new.set_defaults(run=_new)

    show = actions.add_parser("show", help="show what is public about a key file")
    show.add_argument("file", metavar="FILE")
    show.set_defaults(run=_show)

    listing = actions.add_parser("list", help="list the key files of a folder")
    listing.add_argument("folder", metavar="FOLDER", nargs="?", default=".")
    listing.set_defaults(run=_list)

    export = actions.add_parser("export-public", help="print the public key")
    export.add_argument("file", metavar="FILE")
    export.add_argument("--format", choices=_FORMATS, default="multikey")
    export.add_argument("--out", metavar="FILE", default="-")
    export.set_defaults(run=_export)

    rotate = actions.add_parser("rotate", help="make new keys for an organisation of the service")
    rotate.add_argument("--organisation", metavar="SLUG", required=True)
    rotate.set_defaults(run=later("rotation"))


def did_of(public_key: PublicKey) -> str:
    """Return the DID that a key has by itself: did:key, or did:jwk for RSA."""
    return own_method(public_key).partition("#")[0]


def _new(options: Namespace) -> int:
    algorithm = _NAMES[options.algorithm]
    sealing = keks(confirm=True)
    now = datetime.now(UTC)
    public_key = file_backend.create(Path(options.out), algorithm, sealing, created=now)
    files.write_text(f"{did_of(public_key)}\n")
    return 0


def _show(options: Namespace) -> int:
    public_key = file_backend.read_public(Path(options.file))
    rows = {
        "algorithm": public_key.algorithm.value,
        "did": did_of(public_key),
        "verification method": own_method(public_key),
        "thumbprint": jwk.thumbprint(public_key),
    }
    width = max(map(len, rows))
    files.write_text("".join(f"{name:{width}}  {value}\n" for name, value in rows.items()))
    return 0


def _list(options: Namespace) -> int:
    try:
        paths = sorted(Path(options.folder).iterdir())
    except OSError as e:
        raise files.FileError(f"{options.folder} cannot be read: {e.strerror}.") from e
    for path in paths:
        if path.suffix == ".key" and path.is_file():
            files.write_text(f"{printable(str(path))}  {_line(path)}\n")
    return 0


def _line(path: Path) -> str:
    try:
        public_key = file_backend.read_public(path)
    except KeyFileError as e:
        return f"not a key file: {e.reason}"
    return f"{public_key.algorithm.value}  {did_of(public_key)}"


def _export(options: Namespace) -> int:
    public_key = file_backend.read_public(Path(options.file))
    files.write(
        options.out, f"{_FORMATS[options.format](public_key)}\n".encode(), inputs=(options.file,)
    )
    return 0


def _as_did_document(public_key: PublicKey) -> str:
    return json.dumps(self_contained_document(did_of(public_key)), indent=2)


def _as_jwk(public_key: PublicKey) -> str:
    return json.dumps(jwk.encode(public_key), indent=2)


_FORMATS = {"multikey": multikey.encode, "jwk": _as_jwk, "did-document": _as_did_document}
