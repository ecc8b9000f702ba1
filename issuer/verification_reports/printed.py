"""A report as PDF: the print of it, with the signed document or, unsigned, the report attached."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from issuer.pictures.badge import Language
from issuer.pictures.verification_report import PrintedReport, report_pdf
from issuer.verification_reports.shown import ShownReport, report_json
from issuer.verifying_errors import VerifierBusyError


class Turns:
    """Setting pages in type takes a processor for a while: few at a time, and few who wait.

    Whoever waits holds a thread that people who sign in or award want as well.
    """

    def __init__(self, *, working: int, waiting: int) -> None:
        self._working = BoundedSemaphore(working)
        self._inside = BoundedSemaphore(working + waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn; raises `VerifierBusyError` where too many wait already."""
        if not self._inside.acquire(blocking=False):
            raise VerifierBusyError
        try:
            with self._working:
                yield
        finally:
            self._inside.release()


_TURNS = Turns(working=2, waiting=6)


def printed_report(
    shown: ShownReport,
    signed: str | None,
    *,
    language: Language,
    service: str,
    address: str | None = None,
) -> bytes:
    """Return the PDF; `service` is the address of who checked, `address` where it is kept.

    Raises `TypesettingError`, and `VerifierBusyError` where too many wait for theirs.
    """
    printed = PrintedReport(
        language=language,
        report=shown.report,
        sha256=shown.sha256,
        checked_at=shown.shown_at,
        service=service,
        address=address,
        attachment=signed or report_json(shown.report).decode(),
        is_signed=signed is not None,
    )
    with _TURNS.turn():
        return report_pdf(printed, made=shown.shown_at)


def spoken(language: str) -> Language:
    """Return the language in which we print for somebody who reads `language`."""
    return "pl" if language == "pl" else "en"
