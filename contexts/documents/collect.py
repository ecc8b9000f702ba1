"""Takes the context documents out of registry packages again, and checks every digest.

    python contexts/documents/collect.py            compare the files here with the packages
    python contexts/documents/collect.py --write    write them anew

It asks `pip` and `npm`, as they are set up on the machine, for the packages that `manifest.json`
names. The running programs never import this file and never fetch anything.
"""

import argparse
import ast
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MANIFEST = HERE.parent / "manifest.json"


def main() -> int:
    """Return 0 when every file and every package agrees with the manifest, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="write the documents anew")
    write = parser.parse_args().write
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for entry in json.loads(MANIFEST.read_text("utf-8"))["documents"]:
            found = taken(entry["source"], Path(folder))
            if hashlib.sha256(found).hexdigest() != entry["sha256"]:
                wrong += report(entry, "the package holds other bytes than the manifest says")
            elif write:
                (HERE / entry["file"]).write_bytes(found)
            elif (HERE / entry["file"]).read_bytes() != found:
                wrong += report(entry, "the file here differs from the package's")
            else:
                sys.stdout.write(f"same   {entry['file']}\n")
    return 1 if wrong else 0


def report(entry: dict[str, Any], what: str) -> int:
    """Print one difference and count it."""
    sys.stdout.write(f"WRONG  {entry['file']}: {what}\n")
    return 1


def taken(source: dict[str, str], folder: Path) -> bytes:
    """Return the bytes that `source` describes, taken out of its package."""
    archive = downloaded(source["registry"], source["package"], source["version"], folder)
    member = read_member(archive, source["member"])
    match source["take"]:
        case "file":
            return member
        case "object":
            return exported_object(member)
        case "object and a line end":
            return exported_object(member) + b"\n"
        case "dictionary":
            return as_json(assigned(member, source["name"]))
    raise ValueError(source["take"])


def downloaded(registry: str, package: str, version: str, folder: Path) -> Path:
    """Return the package's archive, downloaded into `folder` once."""
    place = folder / re.sub(r"\W", "-", f"{registry}-{package}-{version}")
    if not place.exists():
        place.mkdir()
        wanted = {
            "PyPI": [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(place),
                     f"{package}=={version}"],
            "npm": ["npm", "pack", "--silent", "--pack-destination", str(place),
                    f"{package}@{version}"],
        }[registry]  # fmt: skip
        subprocess.run(wanted, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - fixed words
    return next(place.iterdir())


def read_member(archive: Path, member: str) -> bytes:
    """Return one file of a wheel (zip) or of an npm package (tar)."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(member)
    with tarfile.open(archive) as package:
        handle = package.extractfile(f"package/{member}")
        if handle is None:
            raise FileNotFoundError(member)
        return handle.read()


def exported_object(module: bytes) -> bytes:
    """Return the object literal that a JavaScript module exports, exactly as it is written."""
    literal = re.search(rb"module\.exports\s*=\s*(\{.*\})", module, re.DOTALL)
    if literal is None:
        raise ValueError("the module exports no object literal")
    return literal.group(1)


def assigned(module: bytes, name: str) -> object:
    """Return the literal that a Python module assigns to `name`, without running the module."""
    for node in ast.parse(module).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == name:
            return ast.literal_eval(node.value)
    raise ValueError(f"the module assigns nothing to {name}")


def as_json(value: object) -> bytes:
    """Return `value` as JSON with two spaces a level and a line end."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


if __name__ == "__main__":
    raise SystemExit(main())
