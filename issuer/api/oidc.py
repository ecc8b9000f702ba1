"""Signing in through the OpenID Connect provider of this installation.

Both routes are for browsers: the first sends them to the provider, which sends them back to the
second. What belongs to one try stands in a cookie of this browser, so that nobody can end a try
that somebody else began.
"""

import base64
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse

from issuer import identities, oidc
from issuer.api.cookies import Cookie, clear_cookie, read_cookie, set_cookie
from issuer.api.dependencies import Now, Service
from issuer.api.problems import language_of
from issuer.next_address import next_address
from issuer.people_errors import ProviderRefusedError

router = APIRouter(prefix="/api/v1/sessions/oidc", tags=["account"])

_TIME = timedelta(minutes=15)
_Text = Annotated[str | None, Query(max_length=4000)]


@dataclass(frozen=True)
class Journey:
    """A try to sign in, and what is to happen at its end."""

    attempt: oidc.Attempt
    next: str
    invitation: str | None

    def packed(self) -> str:
        """Return it as the value of a cookie."""
        members = [self.attempt.secret, self.next, self.invitation]
        return base64.urlsafe_b64encode(json.dumps(members).encode()).decode()


@router.post("", status_code=303, summary="Go to the provider")
def start(
    service: Service,
    request: Request,
    next_path: Annotated[str | None, Form(alias="next", max_length=2000)] = None,
    invitation: Annotated[str | None, Form(max_length=200)] = None,
) -> RedirectResponse:
    """Send the browser to the provider.

    `next` is where to go afterwards. With the token of an invitation, whoever the provider vouches
    for gets an account; whoever is signed in connects their account with the provider's.
    """
    provider = oidc.provider_of(service.settings)
    journey = Journey(oidc.new_attempt(), next_address(next_path), invitation)
    address = oidc.authorization_address(service.provider_fetch, provider, journey.attempt)
    answer = RedirectResponse(address, 303)
    set_cookie(request, answer, Cookie.PROVIDER, journey.packed(), _TIME)
    return answer


@router.get("/callback", status_code=303, summary="Come back from the provider")
def finish(
    service: Service,
    now: Now,
    request: Request,
    code: _Text = None,
    state: _Text = None,
    iss: _Text = None,
    error: _Text = None,
) -> RedirectResponse:
    """Check what the provider says, sign in, and go on to where the try began."""
    provider, journey = oidc.provider_of(service.settings), _journey(request)
    if error is not None or code is None or state is None:
        raise ProviderRefusedError(check="answer")
    proven = oidc.prove_identity(
        service.provider_fetch, provider, journey.attempt, code=code, state=state, iss=iss, now=now
    )
    # The provider may be slow: no transaction is open, and no writer waits, while it is asked.
    with service.database.writing() as session, session.begin():
        cookie = identities.sign_in_with_identity(
            session,
            provider,
            proven,
            login=request.state.login,
            invitation=journey.invitation,
            language=language_of(request),
            now=now,
        )
    answer = RedirectResponse(journey.next, 303)
    set_cookie(request, answer, Cookie.STAFF, cookie)
    clear_cookie(request, answer, Cookie.PROVIDER)
    return answer


def _journey(request: Request) -> Journey:
    try:
        packed = base64.urlsafe_b64decode(read_cookie(request, Cookie.PROVIDER) or "")
        secret, path, invitation = json.loads(packed)
    except ValueError as error:
        raise ProviderRefusedError(check="cookie") from error
    if not isinstance(secret, str) or not isinstance(path, str) or not secret:
        raise ProviderRefusedError(check="cookie")
    has_invitation = isinstance(invitation, str)
    return Journey(oidc.Attempt(secret), next_address(path), invitation if has_invitation else None)
