"""What an operator brings after a restore: signed status lists, pages of the audit trail."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from contexts.library import shipped
from contexts.vocabulary import Kind
from issuer.cli import files
from issuer.collaborators import Collaborators
from issuer.own_documents import own_answer
from issuer.restoring import Revocation, SignedList
from keys.errors import JsonError
from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing.errors import Error as SigningError
from signing.members import id_of
from signing.status_list import decode
from verifier.errors import UnrecognisedError
from verifier.recognise import recognise
from verifier.report import Genuine
from verifier.resolver import GivenResources, Resolver, Resource
from verifier.verify import Verifier, canonicalisers


@dataclass(frozen=True)
class OwnResources(Resolver):
    """A resolver that has the records of this service, and asks nobody."""

    service: Collaborators

    def resolve(self, url: str) -> Resource:
        """Return our own document at `url`, or what a DID carries in itself."""
        service = self.service
        content = own_answer(service.database, service.settings.base_url)(url)
        return GivenResources({}).resolve(url) if content is None else Resource(url, content, "own")


def read_list(service: Collaborators, name: str) -> SignedList:
    """Return the status list in a file, when one of our organisations signed it at its address.

    When it was signed does not matter: a revocation is for ever.

    Raises:
        FileError: the file cannot be read.
        RefusedError: it is no status list, none of ours, or not as it was signed.
    """
    data = files.read(name)
    try:
        found = recognise(data)
    except UnrecognisedError as e:
        raise files.RefusedError(f"{name} is not a signed status list ({e.code}).") from e
    subject = found.document.get("credentialSubject")
    if found.kind is not Kind.STATUS_LIST or not isinstance(subject, Mapping):
        raise files.RefusedError(f"{name} is not a signed status list.")
    verifier = Verifier(canonicalisers(shipped()), OwnResources(service))
    report = verifier.verify_recognised(found, now=service.clock())
    if report.genuine is not Genuine.YES:
        raise files.RefusedError(
            f"{name} was not signed like this by an organisation of this installation; nothing was "
            "changed."
        )
    return _signed_list(service, name, found.document, subject)


def _signed_list(
    service: Collaborators, name: str, document: Mapping[str, Json], subject: Mapping[str, Json]
) -> SignedList:
    before, _, list_id = str(document.get("id")).rpartition("/")
    purposes = subject.get("statusPurpose")
    if before != f"{service.settings.base_url}/status" or purposes != "revocation":
        raise files.RefusedError(f"{name} is not a list of revocations of this installation.")
    try:
        bits = decode(str(subject.get("encodedList")))
        return SignedList(UUID(list_id), str(id_of(document.get("issuer"))), bits)
    except (SigningError, ValueError) as e:
        raise files.RefusedError(f"{name} is not a status list of this installation.") from e


def read_trail(name: str) -> Iterator[Revocation]:
    """Yield what a page of `GET /api/v1/audit` says was revoked, in a file as it was answered.

    Raises:
        FileError: the file cannot be read.
        RefusedError: it holds something else.
    """
    try:
        page = read_json(files.read(name), limit=files.LARGEST, values=None)
        for row in page["items"]:
            yield from _revocations(row)
    except (JsonError, AttributeError, KeyError, TypeError, ValueError) as e:
        raise files.RefusedError(f"{name} is not a page of the audit trail.") from e


def _revocations(row: Json) -> Iterator[Revocation]:
    subject, facts = row["subject"], row["facts"]
    match row["action"]:
        case "award.revoked":
            yield Revocation(UUID(subject["id"]))
        case "award.corrected":
            yield Revocation(UUID(subject["id"]), before=int(facts["generation"]))
        case "award.erased" if facts["revoked"]:
            yield Revocation(UUID(subject["id"]))
        case "award.made":
            yield from (Revocation(UUID(each)) for each in facts.get("replaces", ()))
