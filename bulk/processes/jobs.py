"""What a child does: one kind of job, each on the files of one order."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from importlib import import_module
from types import MappingProxyType

from bulk.processes.parcels import Parcel, receive_parcel, send_parcel
from verifier.processes.beginnings import Receive, Send, Serve, place_of
from verifier.processes.errors import FrameError
from verifier.processes.limits import ProcessorTime


class JobName(StrEnum):
    """The kinds of job."""

    READ = "read"
    ANNOTATE = "annotate"


MODULES: Mapping[JobName, str] = MappingProxyType(
    {
        JobName.READ: "bulk.processes.read_job",
        JobName.ANNOTATE: "bulk.processes.annotate_job",
    }
)
"""Where the function `work` of each kind stands."""

Work = Callable[[Parcel], Parcel]

MOST_BYTES = 300 * 1_048_576
"""Of an order or an answer: more than any file or table may have."""


def working(name: str) -> Serve:
    """Return what does jobs of a kind, with everything in memory that they may need."""
    work: Work = import_module(MODULES[JobName(name)]).work

    def serve(send: Send, receive: Receive, time: ProcessorTime) -> None:
        while True:
            order = receive_parcel(receive, MOST_BYTES)
            time.begin()
            send_parcel(_answer(work, order), send)

    return serve


def _answer(work: Work, order: Parcel) -> Parcel:
    try:
        return work(order)
    except (FrameError, MemoryError):
        raise
    except Exception as e:  # noqa: BLE001 - the parent must hear of it, whatever it is
        return Parcel({"failed": place_of(e)})
