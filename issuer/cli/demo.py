"""`insygnia demo`: a key, a sample badge in four forms, and their verification."""

import secrets
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from importlib.resources import files as package_files
from pathlib import Path
from uuid import uuid4

from contexts.library import shipped
from issuer.cli import files
from issuer.cli.parsing import Commands
from issuer.cli.sign import VC_JWT, file_uri, signed
from issuer.samples.badge import sample_document
from keys import file_backend
from keys.kek import KekSource, kek_source
from keys.multibase import base64url_encode
from keys.open_signer import open_signer
from keys.signer import Algorithm, Signer
from signing.baking import bake
from verifier.presentation import as_text
from verifier.report import Verdict
from verifier.resolver import GivenResources
from verifier.texts import Language
from verifier.verify import Verifier, canonicalisers

_LEEWAY = timedelta(seconds=120)
"""`validFrom` is put back a little: strangers' clocks are not ours (rule 15)."""


def add_to(commands: Commands) -> None:
    """Add `demo`."""
    parser = commands.add_parser("demo", help="mint and verify a sample badge")
    parser.add_argument("--home", metavar="FOLDER", default="var", help="default: var")
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    home = Path(options.home)
    folder = home / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    signer = _signer(folder / "issuer.key", _local_kek(home / "kek"))
    now = datetime.now(UTC).replace(microsecond=0)
    paths = _mint(folder, signer, now)
    verifier = Verifier(canonicalisers(shipped()), GivenResources({}))
    verdicts = []
    for path in paths:
        report = verifier.verify(path.read_bytes(), now=now)
        files.write_text(f"{path}\n{as_text(report, Language.ENGLISH)}\n")
        verdicts.append(report.verdict)
    return 0 if set(verdicts) == {Verdict.VALID} else 1


def _mint(folder: Path, signer: Signer, now: datetime) -> list[Path]:
    """Write the sample badge as .json, .jwt, .png and .svg, and return where."""
    issuer = signer.verification_method.partition("#")[0]
    ids = [f"urn:uuid:{uuid4()}" for _ in range(3)]
    document = sample_document(issuer, ids, now - _LEEWAY, secrets.token_hex(16))
    forms = {
        "badge.json": signed(document, ["eddsa-rdfc-2022"], [signer], now),
        "badge.jwt": signed(document, [VC_JWT], [signer], now),
    }
    pictures = package_files("issuer.samples")
    contents = {name: text.encode() for name, text in forms.items()}
    for name, form in (("badge.png", "badge.json"), ("badge.svg", "badge.jwt")):
        picture = pictures.joinpath(name).read_bytes()
        contents[name] = bake(picture, forms[form].strip())
    for name, content in contents.items():
        files.write(str(folder / name), content)
    return [folder / name for name in contents]


def _signer(path: Path, keks: KekSource) -> Signer:
    if not path.exists():
        file_backend.create(path, Algorithm.ED25519, keks, created=datetime.now(UTC))
    return open_signer(file_uri(str(path)), keks=keks)


def _local_kek(path: Path) -> KekSource:
    """Return the KEK of this demonstration, made on first use and readable by its owner only."""
    if not path.exists():
        secret = base64url_encode(secrets.token_bytes(32)) + "\n"
        files.write(str(path), secret.encode(), secret=True)
        files.write_text(f"Made {path}: it seals the demonstration's private key. Keep it.\n\n")
    return kek_source({"INSYGNIA_KEK_FILE": str(path)}, None)
