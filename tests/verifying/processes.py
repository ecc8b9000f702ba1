"""Child processes in tests: who answers their questions, and what the system says of them."""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from keys.strict_json import Json
from verifier.errors import UnreachableError
from verifier.presentation import as_json
from verifier.processes.limits import Limits
from verifier.processes.messages import Job
from verifier.processes.parent import Child
from verifier.processes.pool import Pool, Room
from verifier.resolver import GivenResources, Resolver, Resource, computed
from verifier.texts import Language
from verifier.verify import Verifier

from .cases import READINGS, Case
from .documents import NOW, with_status_entry
from .securing import bytes_of, well

ASKING = bytes_of(well(with_status_entry())())
"""A badge that is valid as far as it goes, and needs the document at `documents.STATUS`."""


@dataclass
class Answers(Resolver):
    """A resolver that remembers what it was asked, and does something before it answers."""

    given: Mapping[str, Json] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None
    asked: list[str] = field(default_factory=list)

    def resolve(self, url: str) -> Resource:
        self.asked.append(url)
        self.before()
        files = {
            name: Resource(name, bytes_of(content), "a test")
            for name, content in self.given.items()
        }
        return GivenResources(files).resolve(url)


@dataclass(frozen=True)
class OwnDids(Resolver):
    """The resolver of a child, without a parent: what a DID says itself, and `others`."""

    others: Resolver

    def resolve(self, url: str) -> Resource:
        is_whole = url.startswith("did:") and not url.startswith("did:web:")
        return computed(url) if is_whole else self.others.resolve(url)


@dataclass(frozen=True)
class Nothing(Resolver):
    """A resolver that has nothing."""

    def resolve(self, url: str) -> Resource:
        raise UnreachableError(url, "there is nothing")


def pool_of(room: Room | None = None, limits: Limits | None = None) -> Pool:
    """Return a pool on the clock of this machine."""
    return Pool(monotonic=time.monotonic, room=room, limits=limits)


def child_running(program: str, limits: Limits | None = None) -> Child:
    """Return a child that runs this program instead of the verifier."""
    command = (sys.executable, "-I", "-c", program)
    return Child(limits or Limits(), time.monotonic, command)


def job(data: bytes = ASKING, language: Language | None = None) -> Job:
    return Job(data, NOW, None, language)


def in_this_process(case: Case, resolver: Resolver) -> dict[str, Json]:
    verifier = Verifier(READINGS, OwnDids(resolver))
    return as_json(verifier.verify(bytes_of(case.made()), now=case.now))


def is_running(pid: int) -> bool:
    """Tell whether there is such a process, and it is not merely waiting to be buried."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"
