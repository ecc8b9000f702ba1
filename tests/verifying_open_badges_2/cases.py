"""What a row of the tables is, and how the verifier is asked about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from verifying.edits import same
from verifying.securing import Made, bytes_of

from contexts.library import shipped
from keys.private import PrivateKey
from keys.strict_json import Json
from verifier.report import Genuine, Name, Report, Verdict
from verifier.verify import Verifier, canonicalisers

from .documents import NOW, Edit, Site, assertion, signed_assertion, site, token

READINGS = canonicalisers(shipped())


@dataclass(frozen=True)
class Case:
    """A file, what stands at the addresses then, and the verdict it must get for its reason."""

    name: str
    made: Made
    verdict: Verdict
    genuine: Genuine
    check: Name
    code: str
    rule: str | None = None
    """The rule of a detail of the check."""
    fact: str | None = None
    """A text that one of the facts of the check holds."""
    answers: Mapping[str, Json] = field(default_factory=dict)
    """What stands at addresses instead of what `site` has there."""
    edits: Mapping[str, Edit] = field(default_factory=dict)
    """What is different in a document of `site`."""
    now: datetime = NOW
    recipient: str | None = None

    @property
    def site(self) -> Site:
        documents = {**site(), **self.answers}
        changed = {url: edit(documents[url]) for url, edit in self.edits.items()}
        return Site({**documents, **changed})


def passing(name: str, made: Made, code: str = "hosted-as-given", **more: Json) -> Case:
    facts = {"check": Name.PROOF, "code": code, **more}
    return Case(name, made, Verdict.VALID, Genuine.YES, **facts)


def failing(name: str, made: Made, check: Name, code: str, **more: Json) -> Case:
    genuine = more.pop("genuine", Genuine.YES)
    return Case(name, made, Verdict.INVALID, genuine, check, code, **more)


def undecided(name: str, made: Made, check: Name, code: str, **more: Json) -> Case:
    genuine = more.pop("genuine", Genuine.UNKNOWN)
    return Case(name, made, Verdict.COULD_NOT_CHECK, genuine, check, code, **more)


def hosted(edit: Edit = same) -> Made:
    """Make a copy of the hosted assertion, edited."""
    return lambda: edit(assertion())


def signed(
    edit: Edit = same,
    private: PrivateKey | None = None,
    header: Mapping[str, Json] | None = None,
) -> Made:
    """Make a signed assertion, edited before it is signed."""
    return lambda: token(edit(signed_assertion()), private, header)


def verifier_of(case: Case) -> Verifier:
    return Verifier(READINGS, case.site)


def report_on(case: Case) -> Report:
    data = bytes_of(case.made())
    return verifier_of(case).verify(data, now=case.now, recipient=case.recipient)
