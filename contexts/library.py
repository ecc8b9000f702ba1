"""The JSON-LD contexts that come with the product, each pinned by its SHA-256.

`shipped()` is the whole list. A URL that is not on it raises: nothing here can fetch.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from contexts.errors import CorruptContextError, UnknownContextError

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
DATA_INTEGRITY_V2 = "https://w3id.org/security/data-integrity/v2"
ED25519_2020_V1 = "https://w3id.org/security/suites/ed25519-2020/v1"
OPEN_BADGES_3_0_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OPEN_BADGES_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
STATUS_LIST_2021_V1 = "https://w3id.org/vc/status-list/2021/v1"

MARCH_2024 = "March 2024"
"""The edition of `OPEN_BADGES_3_0_3` from before `jti` and `endorsementJwt` joined it."""


@dataclass(frozen=True)
class ContextDocument:
    """One published context: where it stands, which bytes it is, and under which licence."""

    url: str
    file: str
    sha256: str
    edition: str | None
    licence: str
    published: str
    source: Mapping[str, str]

    def read(self) -> bytes:
        """Return the document's bytes.

        Raises:
            CorruptContextError: the file is missing, or its SHA-256 is not the pinned one.
        """
        try:
            data = files("contexts").joinpath("documents", self.file).read_bytes()
        except OSError as e:
            raise CorruptContextError(self.file, "it cannot be read") from e
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise CorruptContextError(self.file, f"its SHA-256 is not {self.sha256}")
        return data


@dataclass(frozen=True)
class ContextLibrary:
    """A set of contexts by URL, and the editions that stand in for current ones."""

    contexts: Mapping[str, Mapping[str, Any]]
    editions: Mapping[tuple[str, str], Mapping[str, Any]]
    in_use: Mapping[str, str]
    """Which URLs are answered with an earlier edition, and which one."""

    def load(self, url: str) -> Mapping[str, Any]:
        """Return the parsed document at `url`.

        Raises:
            UnknownContextError: the library does not hold `url`.
        """
        try:
            return self.contexts[url]
        except KeyError:
            raise UnknownContextError(url) from None

    def with_edition(self, url: str, edition: str) -> "ContextLibrary":
        """Return a library that answers `url` with an earlier edition of the document.

        Raises:
            UnknownContextError: there is no such edition.
        """
        if (url, edition) not in self.editions:
            raise UnknownContextError(f"{url} ({edition})")
        contexts = {**self.contexts, url: self.editions[url, edition]}
        return replace(self, contexts=contexts, in_use={**self.in_use, url: edition})

    def with_context(self, url: str, document: Mapping[str, Any]) -> "ContextLibrary":
        """Return a library that holds one more document: for tests and for closed circles."""
        return replace(self, contexts={**self.contexts, url: document})


def manifest() -> tuple[ContextDocument, ...]:
    """Return the description of every shipped document, in the manifest's order."""
    text = files("contexts").joinpath("manifest.json").read_text("utf-8")
    return tuple(
        ContextDocument(
            url=entry["url"],
            file=entry["file"],
            sha256=entry["sha256"],
            edition=entry.get("edition"),
            licence=entry["licence"],
            published=entry["published"],
            source=MappingProxyType(entry["source"]),
        )
        for entry in json.loads(text)["documents"]
    )


@cache
def shipped() -> ContextLibrary:
    """Return the library of all shipped documents, each checked against its digest.

    Raises:
        CorruptContextError: a file is not the one that the manifest pins.
    """
    return library(manifest())


def library(documents: Iterable[ContextDocument]) -> ContextLibrary:
    """Return the library that holds `documents`, after checking each digest."""
    contexts: dict[str, Mapping[str, Any]] = {}
    editions: dict[tuple[str, str], Mapping[str, Any]] = {}
    for document in documents:
        parsed = MappingProxyType(json.loads(document.read()))
        if document.edition is None:
            contexts[document.url] = parsed
        else:
            editions[document.url, document.edition] = parsed
    return ContextLibrary(MappingProxyType(contexts), MappingProxyType(editions), {})
