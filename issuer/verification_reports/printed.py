"""A report as PDF: the print of it, with the signed document or, unsigned, the report attached."""

from threading import BoundedSemaphore

from issuer.pictures.badge import Language
from issuer.pictures.verification_report import PrintedReport, report_pdf
from issuer.verification_reports.shown import ShownReport, report_json

# Setting pages in type takes a processor for a while; requests beyond these wait for their turn.
_AT_ONCE = BoundedSemaphore(2)


def printed_report(
    shown: ShownReport,
    signed: str | None,
    *,
    language: Language,
    service: str,
    address: str | None = None,
) -> bytes:
    """Return the PDF; `service` is the address of who checked, `address` where it is kept.

    Raises `TypesettingError`.
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
    with _AT_ONCE:
        return report_pdf(printed, made=shown.shown_at)


def spoken(language: str) -> Language:
    """Return the language in which we print for somebody who reads `language`."""
    return "pl" if language == "pl" else "en"
