"""A school on this machine: its DID document and status list stand at an https address."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from fetching.loopback import Say, Server, authority, serving

from signing import status_list

from .shell import Shell
from .test_checking_badges import entry

HEADERS = "HTTP/1.1 {}\r\nContent-Length: {}\r\nContent-Type: application/json\r\n\r\n"


@dataclass
class School:
    """What stands at the school's addresses, and which of them were asked for."""

    insygnia: Shell
    server: Server
    pages: dict[str, bytes] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.server.port}"

    @property
    def did(self) -> str:
        return f"did:web:localhost%3A{self.server.port}"

    @property
    def asked(self) -> list[str]:
        return [self.server.lines(n)[0].split()[1] for n in range(len(self.server.requests))]

    def badge(self, name: str = "badge.json") -> str:
        """Sign a badge of the school, publish its key and its list, and return the badge's name."""
        did = self.insygnia.new_key()
        self._method = f"{self.did}#{did.removeprefix('did:key:')}"
        shown = self.insygnia("keys", "export-public", "issuer.key", "--format", "did-document")
        self.pages["/.well-known/did.json"] = shown.out.replace(did, self.did).encode()
        self.publish_list()
        listed = {**entry(), "id": f"{self.url}/status#7", "statusListCredential": self._list}
        document = self.insygnia.document(self.did, lambda d: d.update(credentialStatus=listed))
        self._sign(document, name)
        return name

    def publish_list(self, *revoked: int) -> None:
        """Publish the status list in which `revoked` are set."""
        bits = status_list.with_status(status_list.empty_list(), revoked)
        listed = {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": self._list,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": self.did,
            "validFrom": "2025-06-30T12:00:00Z",
            "credentialSubject": {
                "id": f"{self._list}#list",
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "encodedList": status_list.encode(bits),
            },
        }
        self.insygnia.write("list.doc", listed)
        self._sign("list.doc", "list.json")
        self.pages["/status"] = self.insygnia.bytes("list.json")

    @property
    def _list(self) -> str:
        return f"{self.url}/status"

    def _sign(self, document: str, out: str) -> None:
        proof = ("--key", "issuer.key", "--proof", "eddsa-rdfc-2022", "--out", out)
        run = self.insygnia("sign", document, *proof, "--verification-method", self._method)
        assert run.code == 0, run.err


@contextmanager
def school_of(insygnia: Shell) -> Iterator[School]:
    """Run the school's web server, and let the command trust and reach it."""
    pages: dict[str, bytes] = {}

    def behave(server: Server, say: Say) -> None:
        content = pages.get(server.lines()[0].split()[1])
        status = "404 Not Found" if content is None else "200 OK"
        say(HEADERS.format(status, len(content or b"")).encode() + (content or b""))

    certificate = insygnia.folder / "authority.pem"
    certificate.write_bytes(authority().certificate.public_bytes(Encoding.PEM))
    insygnia.patch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(behave, authority().server("localhost")) as server:
        insygnia.patch.setenv("INSYGNIA_PRIVATE_HOSTS", f"localhost:{server.port}")
        yield School(insygnia, server, pages)


def manifest_in(entries: dict[str, bytes]) -> Any:
    return json.loads(entries["manifest.json"])
