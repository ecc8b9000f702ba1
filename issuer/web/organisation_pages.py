"""Organisation data for its staff: profile, keys, API keys."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.orm import Session

from issuer import api_keys, issuer_keys
from issuer.api.cookies import Cookie, set_cookie
from issuer.api.dependencies import CallerDep, LoginDep, Now, Reading, Service, Writing
from issuer.callers import Caller
from issuer.errors import InvalidInputError
from issuer.organisation_profile import ADDRESS_LINES, LANGUAGES, OrganisationProfile
from issuer.organisations import change_organisation, profile_of, read_organisation
from issuer.rights import Right
from issuer.sessions import switch_organisation, workplaces_of
from issuer.text.errors import TextError
from issuer.uploads import UploadPurpose, store_upload
from issuer.web.forms import Fields, FieldsDep, attempt, wrong
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)

REGISTERS = ("nip", "regon", "rspo", "polon")
_NAMES = {
    **{f"/names/{language}": f"name-{language}" for language in LANGUAGES},
    **{f"/descriptions/{language}": f"description-{language}" for language in LANGUAGES},
    **{f"/address/{name}": name for name in (*ADDRESS_LINES, "country")},
    **{f"/identifiers/{name}": name for name in REGISTERS},
    **{f"/{name}": name for name in ("url", "email", "phone", "linkedin_id", "accent")},
    "/time_zone": "time_zone",
    "/language": "language",
    "/file": "logo",
}


@router.get("/organisation")
def show_organisation(request: Request, caller: CallerDep, session: Reading) -> Response:
    """Show the profile, as a form to whoever may change it."""
    return _profile(request, session, profile_of(read_organisation(session, caller)))


@router.post("/organisation")
def change_profile(
    request: Request, sent: FieldsDep, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Change the profile; badges that were awarded keep the old one."""
    before = profile_of(read_organisation(session, caller))
    try:
        with attempt(session):
            logo = None
            if file := sent.files.get("logo"):
                logo = store_upload(session, caller, UploadPurpose.LOGO, *file, now=now).id
            change_organisation(session, caller, partial(_typed, sent, logo=logo), now=now)
    except InvalidInputError as error:
        faults = wrong(error, language_of_page(request), _NAMES)
        return _profile(request, session, _typed(sent, before), faults)
    return see_other("/organisation", notice="saved")


@router.post("/organisation/switch")
def switch(request: Request, sent: FieldsDep, login: LoginDep, session: Writing) -> Response:
    """Work for another organisation of one's own."""
    places = workplaces_of(session, login.person.id)
    chosen = [each.id for each, _ in places if str(each.id) == sent.text("organisation")]
    response = see_other("/templates")
    if chosen:
        set_cookie(request, response, Cookie.STAFF, switch_organisation(session, login, chosen[0]))
    return response


@router.get("/organisation/keys")
def show_keys(request: Request, caller: CallerDep, session: Reading) -> Response:
    """Show the keys that sign, and those that signed before."""
    keys = issuer_keys.keys_of(session, caller.organisation_id)
    return page(request, "keys.html", {"keys": keys})


@router.post("/organisation/keys/rotate")
def rotate_keys(caller: CallerDep, session: Writing, service: Service, now: Now) -> Response:
    """Let new keys sign from now on."""
    issuer_keys.rotate_keys(session, caller, service, now=now)
    return see_other("/organisation/keys", notice="rotated")


@router.get("/organisation/api-keys")
def show_api_keys(request: Request, caller: CallerDep, session: Reading) -> Response:
    """Show the keys of programs."""
    return _api_keys(request, session, caller)


@router.post("/organisation/api-keys")
def create_api_key(
    request: Request, sent: FieldsDep, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Make a key for a program and show it, this once."""
    chosen = set(sent.many("scope"))
    try:
        with attempt(session):
            made = api_keys.create_api_key(
                session,
                caller,
                name=sent.text("name"),
                scopes=[right for right in Right if right in chosen],
                now=now,
            )
    except (InvalidInputError, TextError) as error:
        faults = wrong(
            error, language_of_page(request), {"/scopes": "scope-read"}, otherwise="name"
        )
        return _api_keys(request, session, caller, sent=sent, faults=faults)
    return _api_keys(request, session, caller, made=made.text)


@router.post("/organisation/api-keys/{key_id}/revoke")
def revoke_api_key(
    key_id: Annotated[str, Path(max_length=16)], caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Let a key not work any more."""
    api_keys.revoke_api_key(session, caller, key_id, now=now)
    return see_other("/organisation/api-keys", notice="key-ended")


def _typed(
    sent: Fields, before: OrganisationProfile, *, logo: UUID | None = None
) -> OrganisationProfile:
    return OrganisationProfile(
        names={language: sent.text(f"name-{language}") for language in LANGUAGES},
        descriptions={language: sent.text(f"description-{language}") for language in LANGUAGES},
        language=sent.text("language"),
        time_zone=sent.text("time_zone"),
        url=sent.optional("url"),
        email=sent.optional("email"),
        phone=sent.optional("phone"),
        address={name: sent.text(name) for name in (*ADDRESS_LINES, "country")},
        identifiers={name: sent.text(name) for name in REGISTERS},
        linkedin_id=sent.optional("linkedin_id"),
        accent=sent.optional("accent"),
        logo_id=None if sent.text("no_logo") else logo or before.logo_id,
        two_confirm_batches=bool(sent.text("two_confirm_batches")),
    )


def _profile(
    request: Request,
    session: Session,
    profile: OrganisationProfile,
    faults: dict[str, str] | None = None,
) -> Response:
    login = request.state.login
    places = workplaces_of(session, login.person.id) if login else ()
    values = {"profile": profile, "places": places, "faults": faults or {}}
    return page(request, "organisation.html", values, status=422 if faults else 200)


def _api_keys(
    request: Request,
    session: Session,
    caller: Caller,
    *,
    made: str | None = None,
    sent: Fields | None = None,
    faults: dict[str, str] | None = None,
) -> Response:
    values = {
        "keys": api_keys.list_api_keys(session, caller),
        "made": made,
        "name": sent.text("name") if sent else "",
        "chosen": set(sent.many("scope")) if sent else {"read"},
        "all_rights": list(Right),
        "faults": faults or {},
    }
    return page(request, "api_keys.html", values, status=422 if faults else 200)
