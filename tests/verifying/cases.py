"""What a row of the tables is: how a file is made, and what the verifier has to say about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from contexts.library import shipped
from keys.strict_json import Json
from verifier.report import Genuine, Name, Report, Verdict
from verifier.resolver import GivenResources, Resource
from verifier.verify import Verifier, canonicalisers

from .documents import NOW
from .securing import Made, bytes_of

READINGS = canonicalisers(shipped())


@dataclass(frozen=True)
class Case:
    """One file, and the verdict it must get for the reason named."""

    name: str
    made: Made
    verdict: Verdict
    genuine: Genuine
    check: Name
    """The check that decides; it has `code`, and among its details one with `rule`, if given."""
    code: str
    rule: str | None = None
    right: bool = False
    """Mathematically right: hash and signature fit for software without guards (`naive.accept`)."""
    resources: Mapping[str, Json] = field(default_factory=dict)
    now: datetime = NOW
    remarks: Sequence[str] = ()
    """Rules of remarks that must be made."""


def passing(name: str, made: Made, **more: Json) -> Case:
    """Return the row of a badge that is valid; by default because its signature is right."""
    facts = {"check": Name.PROOF, "code": "signature-right", **more}
    return Case(name, made, Verdict.VALID, Genuine.YES, **facts)


def failing(name: str, made: Made, check: Name, code: str, rule: str = "", **more: Json) -> Case:
    """Return the row of a badge that is invalid, and not genuine unless the row says so."""
    genuine = more.pop("genuine", Genuine.NO)
    return Case(name, made, Verdict.INVALID, genuine, check, code, rule or None, **more)


def undecided(name: str, made: Made, check: Name, code: str, rule: str = "", **more: Json) -> Case:
    """Return the row of a badge about which nobody can tell."""
    genuine = more.pop("genuine", Genuine.UNKNOWN)
    return Case(name, made, Verdict.COULD_NOT_CHECK, genuine, check, code, rule or None, **more)


def verifier(resources: Mapping[str, Json]) -> Verifier:
    given = {
        url: Resource(url, bytes_of(content), "a file of the test")
        for url, content in resources.items()
    }
    return Verifier(READINGS, GivenResources(given))


def report_on(case: Case) -> Report:
    return verifier(case.resources).verify(bytes_of(case.made()), now=case.now)
