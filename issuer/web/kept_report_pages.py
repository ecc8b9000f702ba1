"""What a visitor can do with the report on a page: take it as a PDF, or have it kept.

A kept report has an address that nobody can guess. Whoever has it sees the report; whoever kept it
also has an address that removes it again. Looking at either changes nothing (rule 29).
"""

import json
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from issuer.api.dependencies import Now, Reading, Service, Writing
from issuer.collaborators import Collaborators
from issuer.models import KeptReport
from issuer.verification_reports import kept
from issuer.verification_reports.printed import printed_report, spoken
from issuer.verification_reports.shown import ShownReport, open_report
from issuer.verification_reports.signed import signed_report
from issuer.web.forms import FieldsDep
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)

_SECRET: Mapping[str, str] = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
_FIELD = "shown"


@router.post("/verify/report.pdf")
def take_as_pdf(
    request: Request, sent: FieldsDep, session: Reading, service: Service, now: Now
) -> Response:
    """Return the report that the page shows as a PDF; nothing of it is kept."""
    shown = open_report(service.keks, sent.text(_FIELD), now=now)
    signed = signed_report(session, service, shown, now=now)
    return _pdf(request, service, shown, signed)


@router.post("/verify/keep")
def keep(
    request: Request, sent: FieldsDep, session: Writing, service: Service, now: Now
) -> Response:
    """Keep the report that the page shows, and tell where; the badge itself is not kept."""
    shown = open_report(service.keks, sent.text(_FIELD), now=now)
    found = kept.keep_report(session, service, shown, now=now)
    address = _address(service, found.token)
    values = {
        "address": address,
        "removal": f"{address}/remove/{found.removal}",
        "expires_at": found.expires_at,
    }
    return page(request, "report_kept.html", values, headers=_SECRET)


@router.get("/reports/{token}.json")
def get_kept_json(token: str, session: Reading, now: Now) -> Response:
    """Return the signed report exactly as it was signed; at a demonstration the report itself."""
    found = kept.find_report(session, token, now=now)
    if found.signed is None:
        return JSONResponse(json.loads(found.report), headers=_private())
    return Response(found.signed, media_type="application/ld+json", headers=_private())


@router.get("/reports/{token}.pdf")
def get_kept_pdf(
    token: str, request: Request, session: Reading, service: Service, now: Now
) -> Response:
    """Return a kept report as PDF."""
    found = kept.find_report(session, token, now=now)
    return _pdf(request, service, _shown(found), found.signed, _address(service, token))


@router.get("/reports/{token}")
def look_at_report(token: str, request: Request, session: Reading, now: Now) -> Response:
    """Show a kept report, and say as of when it is."""
    found = kept.find_report(session, token, now=now)
    values = {
        "report": json.loads(found.report),
        "token": token,
        "as_of": found.shown_at,
        "expires_at": found.expires_at,
        "is_signed": found.signed is not None,
    }
    return page(request, "kept_report.html", values, headers=_SECRET)


@router.get("/reports/{token}/remove/{removal}")
def look_at_removal(
    token: str, removal: str, request: Request, session: Reading, now: Now
) -> Response:
    """Show the button that removes a kept report."""
    found = kept.find_removable(session, token, removal, now=now)
    values = {"as_of": found.shown_at, "expires_at": found.expires_at}
    return page(request, "report_removal.html", values, headers=_SECRET)


@router.post("/reports/{token}/remove/{removal}")
def remove(token: str, removal: str, session: Writing, now: Now) -> Response:
    """Remove a kept report for good."""
    kept.remove_report(session, token, removal, now=now)
    return see_other("/verify", notice="report-removed")


def _shown(row: KeptReport) -> ShownReport:
    """Return the report of a row; its tokens are known only to those who have the addresses."""
    return ShownReport(json.loads(row.report), row.file_sha256, row.shown_at, row.id, "", "")


def _pdf(
    request: Request,
    service: Collaborators,
    shown: ShownReport,
    signed: str | None,
    address: str | None = None,
) -> Response:
    content = printed_report(
        shown,
        signed,
        language=spoken(language_of_page(request)),
        service=service.settings.base_url,
        address=address,
    )
    disposition = {"Content-Disposition": 'attachment; filename="verification-report.pdf"'}
    return Response(content, media_type="application/pdf", headers={**_private(), **disposition})


def _private() -> dict[str, str]:
    return {**_SECRET, "Cache-Control": "no-store"}


def _address(service: Collaborators, token: str) -> str:
    return f"{service.settings.base_url}/reports/{token}"
