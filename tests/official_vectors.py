"""The official test vectors: which files they are, and whether a folder holds exactly those.

python tests/official_vectors.py FOLDER    print what is missing or different; exit 1 if anything is
"""

import hashlib
import sys
from pathlib import Path

LIST = Path(__file__).with_name("official_vectors.sha256")

ORIGINS = (
    (
        "w3c-vc-di-eddsa",
        "w3c/vc-di-eddsa",
        "TestVectors/",
        "abb673eb9df673e24a8eaf939337de74759b5f8d",
    ),
    (
        "w3c-vc-di-ecdsa",
        "w3c/vc-di-ecdsa",
        "TestVectors/",
        "00781de52c036723bbd88d89b07818a2914a6b9e",
    ),
    (
        "open-badges-3",
        "1EdTech/openbadges-specification",
        "ob_v3p0/impl/test-vectors/obv3p0/ (signed-credential.json is the JSON block of "
        "ob_v3p0/impl/linked-data-proof-ob.html)",
        "1af145ff2dc6e22627e79eb5d0f9afca06ea2489",
    ),
)
"""Each folder, and the repository, the path and the commit that it comes from."""


def pinned() -> dict[str, str]:
    """Return the SHA-256 of every vector file, by its path inside the folder."""
    lines = (line.split("  ", 1) for line in LIST.read_text("utf-8").splitlines())
    return {path: digest for digest, path in lines}


def differences(folder: Path) -> list[str]:
    """Return one sentence for each file that is missing or has other bytes."""
    found = []
    for path, digest in pinned().items():
        file = folder / path
        if not file.is_file():
            found.append(f"{path} is missing.")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            found.append(f"{path} is not the official file.")
    return found


def main(arguments: list[str]) -> int:
    """Print what is wrong with the folder that the only argument names."""
    if len(arguments) != 1:
        sys.stderr.write("Name one folder: python tests/official_vectors.py FOLDER\n")
        return 64
    found = differences(Path(arguments[0]))
    for sentence in found or [f"All {len(pinned())} official vector files are there."]:
        sys.stdout.write(f"{sentence}\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
