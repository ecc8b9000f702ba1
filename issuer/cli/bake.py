"""`insygnia bake` and `insygnia unbake`: putting a badge into its picture and taking it out."""

from argparse import Namespace

from issuer.cli import files
from issuer.cli.parsing import Commands
from signing.baking import bake, unbake
from verifier.errors import UnrecognisedError
from verifier.recognise import recognise


def add_to(commands: Commands) -> None:
    """Add `bake` and `unbake`."""
    baking = commands.add_parser("bake", help="put a badge into a PNG or SVG picture")
    baking.add_argument("picture", metavar="PICTURE", help="a PNG or SVG file")
    baking.add_argument("badge", metavar="BADGE", help="a signed badge: .json or .jwt")
    baking.add_argument("--out", metavar="FILE", required=True)
    baking.set_defaults(run=_bake)

    unbaking = commands.add_parser("unbake", help="take the badge out of a picture or PDF")
    unbaking.add_argument(
        "picture", metavar="PICTURE", help="a PNG, SVG or PDF file that holds a badge"
    )
    unbaking.add_argument("--out", metavar="FILE", default="-")
    unbaking.set_defaults(run=_unbake)


def _bake(options: Namespace) -> int:
    try:
        badge = files.read(options.badge).decode().strip()
    except UnicodeDecodeError as e:
        raise files.RefusedError(f"{options.badge} is not text.") from e
    _check_badge(options.badge, badge)
    baked = bake(files.read(options.picture), badge)
    files.write(options.out, baked, inputs=(options.picture, options.badge))
    return 0


def _check_badge(name: str, text: str) -> None:
    """Refuse what no verifier would take for a badge: a key file, say."""
    try:
        found = recognise(text.encode())
    except UnrecognisedError as e:
        raise files.RefusedError(f"{name} holds no badge ({e.code}).") from e
    if found.token is None and "proof" not in found.document:
        raise files.RefusedError(f"{name} is not signed; only a signed badge can be baked.")


def _unbake(options: Namespace) -> int:
    text = unbake(files.read(options.picture))
    files.write(options.out, f"{text}\n".encode(), inputs=(options.picture,))
    return 0
