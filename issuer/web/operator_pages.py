"""For operators of the platform: organisations, and who administers them first."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.callers import Caller
from issuer.errors import ConflictError, InvalidInputError
from issuer.first_administrators import invite_first_administrator, with_administrators
from issuer.keyset import LONGEST_CURSOR
from issuer.organisation_profile import LANGUAGES, OrganisationProfile
from issuer.organisations import create_organisation, list_organisations
from issuer.text.errors import TextError
from issuer.text.slugs import slug_from
from issuer.web.forms import Fields, FieldsDep, attempt, wrong
from issuer.web.languages import language_of_page
from issuer.web.rendering import first_page, page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)

PAGE_SIZE = 50
_NAMES = {
    **{f"/names/{language}": f"name-{language}" for language in LANGUAGES},
    "/names": "name-pl",
    "/slug": "slug",
    "/address/country": "country",
}


@router.get("/operator")
def show_organisations(
    request: Request,
    caller: CallerDep,
    session: Reading,
    cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR)] = None,
) -> Response:
    """Show the organisations of the platform."""
    return _organisations(request, session, caller, cursor=cursor)


@router.post("/operator")
def create(
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Create an organisation and invite its first administrator."""
    language = language_of_page(request)
    profile = OrganisationProfile(
        names={code: sent.text(f"name-{code}") for code in LANGUAGES if sent.text(f"name-{code}")},
        time_zone=service.settings.time_zone,
        address={"country": sent.text("country")} if sent.text("country").strip() else {},
    )
    slug = sent.text("slug").strip() or slug_from(next(iter(profile.names.values()), ""))
    try:
        with attempt(session):
            made = create_organisation(session, service, caller, slug, profile, now=now)
            invite_first_administrator(session, caller, made.id, sent.text("email"), now=now)
    except InvalidInputError as error:
        faults = wrong(error, language, _NAMES, otherwise="name-pl")
    except ConflictError as error:
        faults = {"slug": error.sentence(language)}
    except TextError as error:
        faults = wrong(error, language, otherwise="email")
    else:
        return see_other("/operator", notice="organisation-created")
    return _organisations(request, session, caller, sent=sent, faults=faults)


@router.post("/operator/{organisation_id}/administrator")
def invite(
    organisation_id: UUID,
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    session: Writing,
    now: Now,
) -> Response:
    """Invite the first administrator of an organisation that has none."""
    language, field = language_of_page(request), f"email-{organisation_id}"
    try:
        with attempt(session):
            invite_first_administrator(session, caller, organisation_id, sent.text(field), now=now)
    except ConflictError as error:
        faults = {"form": error.sentence(language)}
    except TextError as error:
        faults = wrong(error, language, otherwise=field)
    else:
        return see_other("/operator", notice="invited")
    return _organisations(request, session, caller, sent=sent, faults=faults)


def _organisations(
    request: Request,
    session: Session,
    caller: Caller,
    *,
    cursor: str | None = None,
    sent: Fields | None = None,
    faults: dict[str, str] | None = None,
) -> Response:
    found = list_organisations(session, caller, cursor=cursor, limit=PAGE_SIZE)
    administrated = with_administrators(session, [each.id for each in found.items])
    values = {
        "rows": [(each, each.id in administrated) for each in found.items],
        "first": first_page(request),
        "next": request.url.include_query_params(cursor=found.next).query if found.next else None,
        "typed": sent or Fields(),
        "faults": faults or {},
    }
    return page(request, "operator.html", values, status=422 if faults else 200)
