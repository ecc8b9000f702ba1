"""In which language a page is shown: asked for, chosen before, the person's own, the browser's."""

from fastapi import Request, Response

from issuer.sessions import Login
from issuer.web.catalogues import LANGUAGES

COOKIE = "insygnia-lang"
_A_YEAR = 365 * 24 * 3600


def language_of_page(request: Request, fallback: str = "en") -> str:
    """Return `pl` or `en`.

    `?lang=` counts first, then the choice of an earlier page, the language of the account, and
    what the browser accepts; `fallback` is for those who say nothing, such as search engines.
    """
    login: Login | None = getattr(request.state, "login", None)
    wishes = (
        request.query_params.get("lang"),
        request.cookies.get(COOKIE),
        login.caller.language if login else None,
        _accepted(request),
        fallback,
    )
    return next((wish for wish in wishes if wish in LANGUAGES), "en")


def remember_choice(request: Request, response: Response) -> None:
    """Keep the language that was asked for with `?lang=` for the next pages."""
    chosen = request.query_params.get("lang")
    if chosen in LANGUAGES:
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, chosen, max_age=_A_YEAR, path="/", secure=secure, httponly=True, samesite="lax"
        )


def other_languages(request: Request) -> list[tuple[str, str]]:
    """Return the languages with the address of this same page in each, without its host."""
    return [
        (language, f"?{request.url.include_query_params(lang=language).query}")
        for language in LANGUAGES
    ]


def _accepted(request: Request) -> str | None:
    for part in request.headers.get("accept-language", "").split(","):
        name = part.partition(";")[0].strip().lower()[:2]
        if name in LANGUAGES:
            return name
    return None
