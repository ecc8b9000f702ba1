"""Files made to keep a verifier busy end soon, in a real child with the limits of the service."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from verifying.documents import NOW
from verifying.securing import CANONICALISER

from keys.did_web import did_web_url
from signing import canonical
from signing.errors import DocumentTooLargeError, DocumentTooLongError
from signing.size import size_of
from verifier.errors import UnreachableError
from verifier.processes.limits import Limits
from verifier.processes.messages import Job
from verifier.processes.parent import Child
from verifier.resolver import Resolver, Resource

from .documents import signed
from .kinds import Sample, samples

# To make all files takes ten seconds: only the process that tries them does.
NAMES = Path(__file__).with_name("names.txt").read_text().splitlines()
GOOD = ("a good", "a status list of 2 MiB", "a status list of 512 000 bytes")


class Given(Resolver):
    """Has what the sample waits with."""

    def __init__(self, sample: Sample) -> None:
        self.resources = sample.resources

    def resolve(self, url: str) -> Resource:
        address = did_web_url(url) if url.startswith("did:web:") else url
        if address not in self.resources:
            raise UnreachableError(url, "there is nothing")
        return Resource(url, self.resources[address], "fetched")


@pytest.fixture(scope="module")
def named() -> Mapping[str, Sample]:
    """Return all files by their names."""
    return {sample.name: sample for sample in samples()}


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    """Yield a child with the limits of the service."""
    # Of time four times as much: other tests run beside these, and the cost is measured elsewhere.
    with Child(Limits(processor_seconds=1), time.monotonic) as made:
        yield made


def test_every_file_is_named(named: Mapping[str, Sample]) -> None:
    assert list(named) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_gets_an_answer(
    child: Child, named: Mapping[str, Sample], name: str
) -> None:
    sample = named[name]
    report = child.verify(Job(sample.data, NOW, pictures=True), Given(sample)).report
    assert (report["verdict"] == "valid") is name.startswith(GOOD)
    assert child.is_alive()


def test_a_document_is_told_too_large_before_it_is_expanded() -> None:
    tags = {"termsOfUse": [{"type": f"T{n}", "id": f"urn:t:{n}"} for n in range(1_000)]}
    with pytest.raises(DocumentTooLargeError):
        canonical.check_size({**signed(), **tags})


def test_a_long_name_of_an_object_counts_once_a_statement() -> None:
    named = {"id": "urn:" + "a" * 500_000, "name": "x", "description": "y", "type": ["Z"]}
    assert size_of(named).characters == 4 * 500_004 + 3
    canonical.check_size(named)  # It stands in a fourth one too, as what others name.
    with pytest.raises(DocumentTooLongError):
        canonical.check_size({**named, "tag": [f"{n}" for n in range(6)]})


def test_what_is_counted_is_never_more_than_a_document_states() -> None:
    document = {name: member for name, member in signed().items() if name != "proof"}
    stated = len(CANONICALISER.statements(document))
    assert stated - 10 < size_of(document).statements <= stated
