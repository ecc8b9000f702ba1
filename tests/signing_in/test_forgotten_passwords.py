"""A forgotten password is reset with a link; who has an account is not told."""

from datetime import timedelta

import visitors
from fastapi import FastAPI
from sqlalchemy import func, select
from timing import Clock
from visitors import ANNA, PASSWORD

from issuer.collaborators import Collaborators
from issuer.models import LinkPurpose, Mail, MailKind

NEW = "pięć cichych latarni"


def _ask(app: FastAPI, email: str) -> tuple[int, bytes]:
    answer = visitors.browser(app).post("/api/v1/password-resets", json={"email": email})
    return answer.status_code, answer.content


def _reset(app: FastAPI, token: str, password: str = NEW) -> int:
    body = {"token": token, "password": password}
    return visitors.browser(app).post("/api/v1/password-resets/redeem", json=body).status_code


def test_the_answer_does_not_tell_whether_there_is_an_account(
    app: FastAPI, service: Collaborators
) -> None:
    visitors.add_person(service)

    assert _ask(app, ANNA) == _ask(app, "nobody@example.org")

    with service.database.reading() as session:
        mails = session.scalars(select(Mail)).all()
    assert [(mail.kind, mail.recipient) for mail in mails] == [(MailKind.RESET, ANNA)]


def test_the_link_of_the_mail_sets_a_new_password_once(
    app: FastAPI, service: Collaborators
) -> None:
    visitors.add_person(service)
    signed_in = visitors.sign_in(app)
    _ask(app, ANNA)
    token = visitors.token_in_mail(service, LinkPurpose.RESET)

    assert _reset(app, token) == 204

    assert _reset(app, token) == 404
    assert signed_in.get("/api/v1/me").status_code == 401
    visitors.sign_in(app, password=NEW)
    old = {"email": ANNA, "password": PASSWORD}
    assert visitors.browser(app).post("/api/v1/sessions", json=old).status_code == 401


def test_a_password_that_is_refused_leaves_the_link_usable(
    app: FastAPI, service: Collaborators
) -> None:
    visitors.add_person(service)
    _ask(app, ANNA)
    token = visitors.token_in_mail(service, LinkPurpose.RESET)

    assert _reset(app, token, "short") == 422
    assert _reset(app, token) == 204


def test_setting_a_password_ends_every_other_link_of_the_person(
    app: FastAPI, service: Collaborators, clock: Clock
) -> None:
    visitors.add_person(service)
    _ask(app, ANNA)
    first = visitors.token_in_mail(service, LinkPurpose.RESET)
    clock.advance(timedelta(minutes=2))
    _ask(app, ANNA)
    second = visitors.token_in_mail(service, LinkPurpose.RESET)

    assert _reset(app, second) == 204
    assert _reset(app, first, "osiem dawnych kluczy") == 404


def test_nobody_can_have_a_mailbox_filled_with_links(app: FastAPI, service: Collaborators) -> None:
    visitors.add_person(service)

    statuses = [_ask(app, ANNA)[0] for _ in range(7)]

    assert statuses == [202] * 5 + [429] * 2
    with service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Mail)) == 5
