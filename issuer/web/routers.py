"""All pages, in the order in which their addresses are looked for."""

from fastapi import APIRouter, FastAPI

from issuer.web import (
    account_pages,
    audit_pages,
    award_correction,
    award_details_pages,
    award_list_pages,
    award_wizard,
    badge_files,
    badge_pages,
    claim_pages,
    code_pages,
    error_pages,
    home_pages,
    kept_report_pages,
    mail_pages,
    member_pages,
    operator_pages,
    organisation_pages,
    sign_in_pages,
    static_files,
    template_forms,
    template_pages,
    template_pictures,
    template_versions,
    verification_pages,
    webhook_pages,
)
from issuer.web.public_pages import Pages

ROUTERS: tuple[APIRouter, ...] = (
    static_files.router,
    # Files before pages: `/credentials/x.json` also looks like a badge called `x.json`.
    badge_files.router,
    badge_pages.router,
    claim_pages.router,
    home_pages.router,
    # Names of our own before tokens: `/reports/x.json` also looks like a token.
    kept_report_pages.router,
    verification_pages.router,
    code_pages.router,
    mail_pages.router,
    sign_in_pages.router,
    # Names of our own before ids: `/templates/composed.svg` also looks like a template.
    template_pictures.router,
    template_forms.router,
    template_versions.router,
    template_pages.router,
    award_list_pages.router,
    award_details_pages.router,
    award_wizard.router,
    award_correction.router,
    organisation_pages.router,
    member_pages.router,
    webhook_pages.router,
    audit_pages.router,
    account_pages.router,
    operator_pages.router,
)


def install(app: FastAPI) -> None:
    """Add the pages to `app`, and the answers to people when something is wrong."""
    for router in ROUTERS:
        app.include_router(router)
    app.state.public_pages = Pages()
    error_pages.install(app)
