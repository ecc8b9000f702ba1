"""Runs `insygnia` inside the test process, and remembers what it printed."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from issuer.cli import main

KEK = "00112233445566778899aabbccddeeff" * 2
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "credential.json"
BADGE_PNG = Path(__file__).parents[2] / "issuer" / "samples" / "badge.png"
BADGE_SVG = BADGE_PNG.with_suffix(".svg")

Change = Callable[[dict[str, Any]], object]


@dataclass(frozen=True)
class Run:
    """What one command did: its exit code and its two streams."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> Mapping[str, Any]:
        """What `verify --json` printed."""
        report: Mapping[str, Any] = json.loads(self.out)
        return report

    def check(self, name: str) -> Mapping[str, Any]:
        """Return one check of the JSON report."""
        return next(check for check in self.report["checks"] if check["check"] == name)


class Shell:
    """A folder to work in, and the command to work with."""

    def __init__(
        self, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        self.folder = folder
        self.patch = patch
        self._capsys = capsys

    def __call__(self, *arguments: object, stdin: str | bytes = "") -> Run:
        """Run `insygnia` with `arguments`, and `stdin` as its standard input."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        self.patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        self._capsys.readouterr()
        try:
            code: object = main([str(argument) for argument in arguments])
        except SystemExit as e:
            code = e.code
        streams = self._capsys.readouterr()
        assert isinstance(code, int)
        return Run(code, streams.out, streams.err)

    def new_key(self, name: str = "issuer.key", algorithm: str = "ed25519") -> str:
        """Make a key file and return the DID of the key."""
        run = self("keys", "new", "--algorithm", algorithm, "--out", name)
        assert run.code == 0, run.err
        return run.out.strip()

    def document(self, issuer: str, change: Change | None = None, name: str = "doc.json") -> str:
        """Write the example of the documentation as an unsigned document of `issuer`."""
        document = json.loads(EXAMPLE.read_text("utf-8"))
        document["issuer"]["id"] = issuer
        if change:
            change(document)
        self.write(name, document)
        return name

    def badge(self, change: Change | None = None, name: str = "badge.json") -> str:
        """Sign the example with a new Ed25519 key, and return the name of the badge."""
        key = f"{name}.key"
        document = self.document(self.new_key(key), change, f"{name}.doc")
        run = self("sign", document, "--key", key, "--proof", "eddsa-rdfc-2022", "--out", name)
        assert run.code == 0, run.err
        return name

    def holders_badge(self, name: str = "holder.json") -> str:
        """Sign the example for selective disclosure, and return the name of the badge."""
        document = self.document(self.new_key("p256.key", "p256"))
        run = self("sign", document, "--key", "p256.key", "--proof", "ecdsa-sd-2023", "--out", name)
        assert run.code == 0, run.err
        return name

    def altered(self, badge: str, change: Change, name: str = "altered.json") -> str:
        """Write a changed copy of a badge."""
        document = self.json(badge)
        change(document)
        self.write(name, document)
        return name

    def write(self, name: str, document: object) -> None:
        """Write a file of JSON."""
        text = json.dumps(document, ensure_ascii=False, indent=2)
        (self.folder / name).write_text(text, "utf-8")

    def json(self, name: str) -> dict[str, Any]:
        """Return what a file of JSON holds."""
        document: dict[str, Any] = json.loads((self.folder / name).read_text("utf-8"))
        return document

    def bytes(self, name: str) -> bytes:
        """Return what a file holds."""
        return (self.folder / name).read_bytes()

    def names(self) -> set[str]:
        """Return the names of everything in the folder."""
        return {path.name for path in self.folder.iterdir()}


def assert_one_sentence(run: Run) -> None:
    """Check that stderr holds one line that speaks of no program."""
    assert run.err.count("\n") == 1, run.err
    assert run.err.startswith("insygnia")
    assert "Traceback" not in run.err
    assert "Error" not in run.err
