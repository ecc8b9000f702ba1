"""A child that opens files, as its parent sees it."""

import re
from collections.abc import Callable

from bulk.processes.jobs import MOST_BYTES, JobName
from bulk.processes.parcels import PIECE, Parcel, receive_parcel, send_parcel
from verifier.processes.endings import Ending
from verifier.processes.errors import EndedError, NoProcessError
from verifier.processes.limits import Limits
from verifier.processes.spawning import Spawned, module

LIMITS = Limits(
    memory_bytes=1024 * 1_048_576, processor_seconds=60, seconds=180.0, files=1, niceness=5
)
"""What a child may use for one file, unless an operator allows very many rows."""

_PLACE = re.compile(r"[\w.:<> ]{0,120}", re.ASCII)


def asked(
    job: JobName, order: Parcel, monotonic: Callable[[], float], limits: Limits = LIMITS
) -> Parcel:
    """Return what a child answers to an order; the child is new, and ended after that.

    Raises `EndedError` when it died, took too much, or failed, and `NoProcessError`. What a child
    broke off is given to a second one: somebody may have ended it who did not know whose it is.
    """
    try:
        return _asked_once(job, order, monotonic, limits)
    except NoProcessError:
        raise
    except EndedError as e:
        if e.ending is not Ending.BROKE_OFF:
            raise
        return _asked_once(job, order, monotonic, limits)


def _asked_once(
    job: JobName, order: Parcel, monotonic: Callable[[], float], limits: Limits
) -> Parcel:
    program = (*module("bulk.processes"), job.value)
    with Spawned(limits, monotonic, program) as child:
        watch = child.watch()
        send_parcel(order, lambda frame: child.send(frame, watch))
        with child.ending():
            answer = receive_parcel(lambda: child.receive(watch, attachments=PIECE), MOST_BYTES)
    failure = answer.message.get("failed")
    if isinstance(failure, str):
        raise EndedError(Ending.BROKE_OFF, failure if _PLACE.fullmatch(failure) else "")
    return answer
