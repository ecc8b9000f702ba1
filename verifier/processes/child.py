"""What a child does: it takes one file after the other, asks its parent, and reports."""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module

from contexts.library import shipped
from keys.did_web import did_web_url
from signing.canonical import Canonicaliser
from verifier.processes.beginnings import Receive, Send, Serve, place_of
from verifier.processes.errors import FrameError
from verifier.processes.frames import Frame
from verifier.processes.limits import ProcessorTime
from verifier.processes.messages import (
    Job,
    Question,
    answer_frame,
    answer_of,
    failure_frame,
    picture_frame,
    read_found,
    read_job,
    refreshing_frame,
)
from verifier.redrawing import pictures_of
from verifier.refresh import Refreshing
from verifier.resolver import Resolver, Resource, computed
from verifier.verify import Verifier, canonicalisers

Readings = tuple[Canonicaliser, ...]

# Pillow looks for all its usual formats when it writes one.
_MODULES = (
    "cryptography.hazmat.backends.openssl.backend",
    "PIL.BmpImagePlugin",
    "PIL.PpmImagePlugin",
)
_CODECS = ("ascii", "cp437", "idna", "latin-1", "punycode", "utf-16", "utf-16-be", "utf-16-le")


@dataclass(frozen=True)
class AskingParent(Resolver):
    """A resolver that works out what a DID says itself and asks the parent for all the rest."""

    send: Send
    receive: Receive

    def resolve(self, url: str) -> Resource:
        """Return the document at `url`; raises `UnreachableError` and `keys.errors.DidError`."""
        if url.startswith("did:") and not url.startswith("did:web:"):
            return computed(url)
        if url.startswith("did:"):
            # What is wrong with the DID itself is found here and not by the parent.
            did_web_url(url)
        return self._asked(Question(url, is_visit=False))

    def visit(self, url: str) -> Resource:
        """Return the document at an address that a person typed; raises `UnreachableError`."""
        return self._asked(Question(url, is_visit=True))

    def _asked(self, question: Question) -> Resource:
        self.send(question.frame())
        return read_found(self.receive())


def verifying() -> Serve:
    """Return what verifies, with everything in memory that a verification may need."""
    for module in _MODULES:
        import_module(module)
    for codec in _CODECS:
        codecs.lookup(codec)
    return partial(serve, canonicalisers(shipped()))


def serve(readings: Readings, send: Send, receive: Receive, allowed: ProcessorTime) -> None:
    """Report on each file that comes, until `FrameError`; what it is `allowed` begins anew.

    Raises `MemoryError` too: what is left of the process then is not worth keeping.
    """
    while True:
        allowed.begin()
        job = read_job(receive())
        # A file that is verified once more has the time of one document, whatever is in it.
        go_on = allowed.go_on if job.refreshing else tuple
        refreshing = _refreshing(send, go_on) if job.refreshing else Refreshing(met_a_limit=True)
        verifier = Verifier(readings, AskingParent(send, receive), refreshing, go_on)
        for frame in _answers(verifier, job):
            send(frame)


def _refreshing(send: Send, go_on: Callable[[], object]) -> Refreshing:
    """Return what tells the parent, once, that whatever ends this child may be a newer version."""
    # Of many badges in a file only the first has to say it: the parent counts what it is told.
    tell = cache(partial(send, refreshing_frame()))

    def begin() -> None:
        tell()
        go_on()

    return Refreshing(begin)


def _answers(verifier: Verifier, job: Job) -> Iterator[Frame]:
    """Yield the report, and then the pictures if they are wanted: the report is safe by then."""
    try:
        found = verifier.verify_file(job.data, now=job.now, recipient=job.recipient)
        yield answer_frame(answer_of(found, job.language))
    except (FrameError, MemoryError):
        raise
    except Exception as e:  # noqa: BLE001 - the parent must hear of it, whatever it is
        yield failure_frame(place_of(e))
        return
    if job.pictures:
        yield from map(picture_frame, pictures_of(found, job.data, verifier.next_document))
