"""Writing results into somebody's workbook in a child, as its parent sees it."""

from collections.abc import Callable, Sequence

from bulk.processes.jobs import JobName
from bulk.processes.parcels import Parcel
from bulk.processes.parent import LIMITS, asked
from bulk.row_marks import Label, RowMark, as_bytes
from bulk.workbook_back import Annotate
from bulk.workbook_losses import Loss
from verifier.processes.errors import EndedError, FrameError
from verifier.processes.limits import Limits


def annotating(monotonic: Callable[[], float], limits: Limits = LIMITS) -> Annotate:
    """Return what runs `bulk.workbook_annotating.annotate` in a child of its own each time.

    `monotonic` is a clock in seconds.
    """

    def annotate(data: bytes, marks: Sequence[RowMark], label: Label) -> bytes | tuple[Loss, ...]:
        try:
            answer = asked(JobName.ANNOTATE, order_of(data, marks, label), monotonic, limits)
            return outcome_of(answer)
        except (EndedError, FrameError):
            return ()

    return annotate


def order_of(data: bytes, marks: Sequence[RowMark], label: Label) -> Parcel:
    """Return the order to write marks into a workbook."""
    told = {
        "achievement": label.achievement_id, "language": label.language, "batch": label.batch_id,
    }  # fmt: skip
    return Parcel(told, (data, as_bytes(marks)))


def outcome_of(answer: Parcel) -> bytes | tuple[Loss, ...]:
    """Return what `annotate` returned in the child; raises `FrameError` for anything else."""
    if answer.message.get("written") is True and len(answer.contents) == 1:
        return answer.contents[0]
    try:
        lost = tuple(Loss(name) for name in answer.message["lost"])
    except (KeyError, TypeError, ValueError) as e:
        raise FrameError("The answer is neither a workbook nor what it would lose.") from e
    return lost
