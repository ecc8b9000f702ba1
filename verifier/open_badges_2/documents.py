"""Fetching what an assertion refers to: its badge class, its issuer, keys and revocation lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from keys.errors import JsonError
from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing.members import id_of
from verifier.errors import UnreachableError
from verifier.open_badges_2.addresses import origin_of
from verifier.resolver import Resolver

_GONE = 410


class Lack(Enum):
    """Why there is no document."""

    NO_ADDRESS = "no-address"
    """It has no https address of one spelling, so nobody can be asked."""
    UNREACHABLE = "unreachable"
    GONE = "gone"
    """The address answers 410: it was there, and is meant not to be any more."""
    UNUSABLE = "unusable"
    """What stands there is no JSON object."""
    OF_OTHER = "of-other"
    """What stands there says that it is something else."""


@dataclass(frozen=True)
class Found:
    """A document, or why there is none."""

    address: str
    document: Mapping[str, Json] | None = None
    lack: Lack | None = None
    detail: str = ""


def fetch(address: str | None, resolver: Resolver) -> Found:
    """Return the JSON object that stands at an https address; its `id`, if any, must be that."""
    if address is None or origin_of(address) is None:
        return Found(address or "", lack=Lack.NO_ADDRESS)
    try:
        content = resolver.resolve(address.partition("#")[0]).content
        # Nothing is canonicalised, so it may write its numbers as it likes.
        document = read_json(content, canonical_numbers=False)
    except UnreachableError as e:
        lack = Lack.GONE if e.status == _GONE else Lack.UNREACHABLE
        return Found(address, lack=lack, detail=str(e))
    except JsonError as e:
        return Found(address, lack=Lack.UNUSABLE, detail=str(e))
    if not isinstance(document, Mapping):
        return Found(address, lack=Lack.UNUSABLE, detail="it is not a JSON object")
    if document.get("id", address) != address:
        return Found(address, document, Lack.OF_OTHER, str(document.get("id")))
    return Found(address, document)


@dataclass(frozen=True)
class Chain:
    """Who stands behind an assertion: the badge class it names, and the issuer that names."""

    badge_class: Found
    issuer: Found
    is_class_fetched: bool = True
    """Whether the badge class was fetched from its own address; else a signature covers it."""

    @property
    def profile(self) -> Mapping[str, Json] | None:
        """The issuer's own Profile, only if it was had from its own address."""
        return self.issuer.document if self.issuer.lack is None else None


def chain_of(assertion: Mapping[str, Json], resolver: Resolver, *, signed: bool) -> Chain:
    """Return the badge class and the issuer of an assertion.

    A signature covers a badge class that stands inside; else it is fetched. The issuer is always
    fetched: nobody vouches for himself.
    """
    badge = assertion.get("badge")
    if signed and isinstance(badge, Mapping):
        badge_class = Found(str(badge.get("id", "")), badge)
    else:
        badge_class = fetch(id_of(badge), resolver)
    if badge_class.lack is not None or badge_class.document is None:
        return Chain(badge_class, Found("", lack=Lack.NO_ADDRESS))
    issuer = fetch(id_of(badge_class.document.get("issuer")), resolver)
    return Chain(badge_class, issuer, is_class_fetched=badge_class.document is not badge)
