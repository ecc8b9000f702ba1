"""A web server on this machine that says exactly what a test wants, and a fetcher led to it."""

import contextlib
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import httpcore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from verifier.fetching.fetcher import GuardedFetcher, Limits
from verifier.fetching.network import system_connect

HOST = "badges.example"
PUBLIC = "93.184.216.34"
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
_SIGNS_CERTIFICATES = x509.KeyUsage(
    digital_signature=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


@dataclass(frozen=True)
class Authority:
    """A certification authority that lives as long as the tests."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def client(self) -> ssl.SSLContext:
        """Return a context that trusts this authority and nobody else."""
        pem = self.certificate.public_bytes(serialization.Encoding.PEM).decode()
        return ssl.create_default_context(cadata=pem)

    def server(self, host: str) -> ssl.SSLContext:
        """Return a context with a certificate of this authority for `host`."""
        key = ec.generate_private_key(ec.SECP256R1())
        return _server_context(key, _certificate(host, key, self))


@cache
def authority() -> Authority:
    """Return the authority of all tests."""
    key = ec.generate_private_key(ec.SECP256R1())
    return Authority(key, _certificate("authority.example", key, None))


def self_signed(host: str) -> ssl.SSLContext:
    """Return a server's context with a certificate for `host` that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    return _server_context(key, _certificate(host, key, None))


def _certificate(
    host: str, key: ec.EllipticCurvePrivateKey, signer: Authority | None
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    today = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(signer.certificate.subject if signer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=signer is None, path_length=None), critical=True)
    )
    signing = signer.key if signer else key
    # From Python 3.13 on, TLS asks for all that RFC 5280 asks for.
    subject = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
    builder = builder.add_extension(subject, critical=False)
    builder = builder.add_extension(authority, critical=False)
    if signer is None:
        builder = builder.add_extension(_SIGNS_CERTIFICATES, critical=True)
    return builder.sign(signing, hashes.SHA256())


def _server_context(
    key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate
) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        pem = Path(folder) / "server.pem"
        pem.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context.load_cert_chain(pem)
    return context


@dataclass
class Server:
    """A server on 127.0.0.1, and what it saw."""

    port: int
    stopped: Event
    deaf: bool = False
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)

    def lines(self, number: int = -1) -> list[str]:
        """Return the lines of the head of a request."""
        return self.requests[number].partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")

    def pause(self, seconds: float) -> bool:
        """Wait between two bytes; true when the test is over."""
        return self.stopped.wait(seconds)


Say = Callable[[bytes], None]
Behaviour = Callable[[Server, Say], None]


def answer(
    content: bytes = b"{}", *headers: str, status: str = "200 OK", length: bool = True
) -> Behaviour:
    """Return the behaviour of a server that answers so, whatever it is asked."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if length:
        lines.append(f"Content-Length: {len(content)}")
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return lambda _, say: say(head + content)


def redirect(location: str, status: str = "302 Found") -> Behaviour:
    """Return the behaviour of a server that sends everybody elsewhere."""
    return answer(b"", f"Location: {location}", status=status)


@contextlib.contextmanager
def serving(
    behave: Behaviour, tls: ssl.SSLContext | None = None, *, deaf: bool = False
) -> Iterator[Server]:
    """Run a server that `behave`s so for every request; by default its name is `HOST`.

    A `deaf` one reads nothing once TLS stands.
    """
    context = tls or authority().server(HOST)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.02)
        server = Server(listener.getsockname()[1], Event(), deaf)
        thread = Thread(target=_accept, args=(listener, context, behave, server))
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            thread.join()


def _accept(
    listener: socket.socket, tls: ssl.SSLContext, behave: Behaviour, server: Server
) -> None:
    busy: list[Thread] = []
    while not server.stopped.is_set():
        with contextlib.suppress(TimeoutError):
            connection = listener.accept()[0]
            server.connections += 1
            busy.append(Thread(target=_serve, args=(connection, tls, behave, server)))
            busy[-1].start()
    for thread in busy:
        thread.join()


def _serve(
    connection: socket.socket, tls: ssl.SSLContext, behave: Behaviour, server: Server
) -> None:
    connection.settimeout(5)
    with connection, contextlib.suppress(OSError), tls.wrap_socket(connection, True) as stream:
        if not server.deaf:
            server.requests.append(_request(stream))
        behave(server, stream.sendall)


def _request(stream: ssl.SSLSocket) -> bytes:
    data = _more(stream)
    while b"\r\n\r\n" not in data:
        data += _more(stream)
    head, _, body = data.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            while len(body) < int(line.split(b":")[1]):
                body += _more(stream)
    return head + b"\r\n\r\n" + body


def _more(stream: ssl.SSLSocket) -> bytes:
    data = stream.recv(65_536)
    if not data:
        raise ConnectionError
    return data


@dataclass
class Wires:
    """Stands for the internet: leads every checked address to this machine, and remembers it."""

    port: int
    used: list[tuple[str, int]] = field(default_factory=list)

    def connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        self.used.append((address, port))
        return system_connect("127.0.0.1", self.port, seconds)


@dataclass
class Names:
    """Stands for the name servers: says in turn what it was given, the last again and again."""

    answers: list[Sequence[str]]
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, _: float) -> Sequence[str]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def fetcher_at(
    server: Server | None, *addresses: str, limits: Limits | None = None
) -> GuardedFetcher:
    """Return a fetcher for which every name has `addresses`, and all of them lead to `server`."""
    wires = Wires(server.port if server else 1)
    return GuardedFetcher(
        resolve=Names([addresses or (PUBLIC,)]),
        connect=wires.connect,
        tls=authority().client(),
        clock=lambda: NOW,
        monotonic=time.monotonic,
        limits=limits or Limits(),
    )
