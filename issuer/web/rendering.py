"""The frame of all pages: templates filled in by the server, complete without any script."""

from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from issuer.api.access import form_token
from issuer.api.cookies import Cookie
from issuer.mail_transport import shows_mail
from issuer.nouns import noun_of
from issuer.rights import Right
from issuer.web.catalogues import translations
from issuer.web.filters import filters
from issuer.web.languages import language_of_page, other_languages, remember_choice
from issuer.web.static_files import static_address

NOTICE_COOKIE = "insygnia-notice"


def page(
    request: Request,
    template: str,
    values: Mapping[str, object] | None = None,
    *,
    status: int = 200,
    fallback_language: str = "pl",
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """Return the page `template` in the language of the reader, who sees only escaped values.

    It must not be kept by caches: what stands on it may depend on who is signed in.
    """
    language = language_of_page(request, fallback_language)
    text = render(template, language, {**_frame(request, language), **(values or {})})
    kept = {"Cache-Control": "no-store", "Content-Language": language, **(headers or {})}
    response = HTMLResponse(text, status, headers=kept)
    remember_choice(request, response)
    if request.cookies.get(NOTICE_COOKIE):
        response.delete_cookie(NOTICE_COOKIE)
    return response


def render(template: str, language: str, values: Mapping[str, object]) -> str:
    """Return the text of a template; every value in it is escaped."""
    return _environment(language).get_template(template).render(values)


def see_other(address: str, *, notice: str | None = None) -> RedirectResponse:
    """Return the way to the page that shows what came of a form.

    `notice` is the name of one of the sentences in `notices.html`, shown there once.
    """
    response = RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
    if notice:
        response.set_cookie(NOTICE_COOKIE, notice, max_age=60, httponly=True, samesite="lax")
    return response


def first_page(request: Request) -> str | None:
    """Return the address of the beginning of a list, filtered as it is; none on its first page."""
    if "cursor" not in request.query_params:
        return None
    return f"?{request.url.remove_query_params('cursor').query}"


def sign_in_address(request: Request) -> str:
    """Return where to sign in so as to come back to this page."""
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return f"/sign-in?next={quote(path, safe='')}"


def _frame(request: Request, language: str) -> dict[str, object]:
    login = getattr(request.state, "login", None)
    settings = request.app.state.collaborators.settings
    return {
        "language": language,
        "labels": {},
        "languages": other_languages(request),
        "path": request.url.path,
        "login": login,
        "rights": login.caller.rights if login else frozenset(),
        "Right": Right,
        "notice": request.cookies.get(NOTICE_COOKIE),
        "staff_csrf": form_token(request, Cookie.STAFF),
        "recipient_csrf": form_token(request, Cookie.RECIPIENT),
        "is_demonstration": settings.is_demonstration,
        "shows_mail": login is not None and shows_mail(settings),
    }


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("issuer.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]  # added by the extension

    environment.filters |= filters(language)
    environment.globals |= {"static": static_address, "noun_of": noun_of}
    return environment
