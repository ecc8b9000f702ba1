"""A real OpenID Connect provider on loopback, in a process of its own, and a way to ask it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from timing import wait_until


@dataclass(frozen=True)
class LoopbackAnswer:
    """An answer as `Fetch` gives it."""

    url: str
    status: int
    media_type: str
    content: bytes


class LoopbackFetch:
    """A `Fetch` for plain http on this machine, which the guarded one refuses."""

    def get(self, url: str, *, accept: str) -> LoopbackAnswer:
        """Ask; any status but 200 is no answer."""
        answer = self._ask("GET", url, headers={"Accept": accept})
        if answer.status != 200:
            raise ConnectionError(f"{url}: {answer.status}")
        return answer

    def post(self, url: str, *, body: bytes, headers: Mapping[str, str]) -> int:
        """Send, and return the status."""
        return self._ask("POST", url, content=body, headers=headers).status

    def exchange(
        self, url: str, *, body: bytes, headers: Mapping[str, str], accept: str
    ) -> LoopbackAnswer:
        """Send, and return the answer."""
        return self._ask("POST", url, content=body, headers={**headers, "Accept": accept})

    def _ask(self, method: str, url: str, **options: Any) -> LoopbackAnswer:
        try:
            answer = httpx.request(method, url, trust_env=False, **options)
        except httpx.TransportError as error:
            raise ConnectionError(str(error)) from error
        media_type = answer.headers.get("content-type", "").partition(";")[0]
        return LoopbackAnswer(str(answer.url), answer.status_code, media_type, answer.content)


@dataclass(frozen=True)
class OpenIdProvider:
    """Where the provider is, and what people do there."""

    issuer: str

    def knows(self, sub: str, **claims: Any) -> None:
        """Give the account `sub` these claims."""
        answer = httpx.put(f"{self.issuer}/users/{sub}", json=claims, trust_env=False)
        assert answer.status_code == 204, answer.text

    def consent(self, address: str, sub: str) -> str:
        """Sign in as `sub` on the page at `address`; return where the browser is sent."""
        answer = httpx.post(address, data={"sub": sub}, trust_env=False)
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]


@contextmanager
def running_provider() -> Iterator[OpenIdProvider]:
    """Yield a provider that runs until the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    issuer = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)],
        env={**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: _answers(issuer))
        yield OpenIdProvider(issuer)
    finally:
        process.kill()
        process.wait()


def _answers(issuer: str) -> bool:
    # Not merely a connection: on a free port of this kind a socket may connect to itself.
    try:
        answer = httpx.get(f"{issuer}/.well-known/openid-configuration", trust_env=False)
    except httpx.TransportError:
        return False
    return answer.status_code == 200
