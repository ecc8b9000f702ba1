"""The Node program `peer.mjs`, as a Python object: independent implementations of everything."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from keys.strict_json import Json

HERE = Path(__file__).parent


class PeerRefusalError(Exception):
    """The other implementation refuses, in its own words."""


class Peer:
    """A running `peer.mjs`: one question at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, operation: str, **facts: Json) -> Json:
        """Return the answer; raise `PeerRefusalError` when the other side raises."""
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        asked.write(json.dumps({"operation": operation, **facts}) + "\n")
        asked.flush()
        answer = json.loads(answered.readline())
        if "error" in answer:
            raise PeerRefusalError(answer["error"])
        return answer["value"]

    def verify(
        self, credential: Json, *suites: str, documents: Mapping[str, Json] | None = None
    ) -> None:
        """Raise `PeerRefusalError` unless `credential` is good, proof and status, to them."""
        facts = {"credential": credential, "suites": suites, "documents": documents or {}}
        _require(self.ask("verifyCredential", **facts))

    def verify_online(self, credential: Json, origin: str, *suites: str) -> None:
        """Raise `PeerRefusalError` unless `credential` is good, as found at the server `origin`."""
        facts = {"credential": credential, "suites": suites, "origin": origin}
        _require(self.ask("verifyCredential", **facts))

    def check_status(self, credential: Json, origin: str, *suites: str) -> None:
        """Raise `PeerRefusalError` unless the lists at `origin` say that nothing is revoked."""
        facts = {"credential": credential, "suites": suites, "origin": origin}
        _require(self.ask("checkStatus", **facts))

    def verify_presentation(self, presentation: Json, suite: str, **expected: str) -> None:
        """Raise `PeerRefusalError` unless the presentation and what is in it are good to them."""
        facts = {"presentation": presentation, "suites": [suite]}
        _require(self.ask("verifyPresentation", **facts, **expected))


def _require(outcome: Json) -> None:
    if outcome["verified"] is not True:
        raise PeerRefusalError(outcome["reason"])
