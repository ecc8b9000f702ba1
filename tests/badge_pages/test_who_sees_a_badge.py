"""Before the claim, and while its holder hides it, a badge is nowhere; afterwards it is gone."""

import pytest
import visitors
from claiming.recipients import claimed, phone, press
from fastapi import FastAPI
from httpx2 import Response
from issuing import PUBLIC_URL, Issuer, new_issuer
from starlette.testclient import TestClient

from issuer.badges import Visibility
from issuer.models import Award, Role
from issuer.rights import Right

ENDINGS = ("", ".json", ".jwt", ".png", ".svg", ".pdf", "/qr.svg", "/share.png")


def path_of(award: Award) -> str:
    return f"/credentials/{award.credential_uuid}"


def everything(client: TestClient, path: str, accept: str = "text/html") -> list[Response]:
    addresses = [path + ending for ending in ENDINGS]
    answers = [client.get(address, headers={"Accept": accept}) for address in addresses]
    return [*answers, client.get(path, headers={"Accept": "application/vc"})]


def show(client: TestClient, award: Award, visibility: Visibility) -> Response:
    path = path_of(award)
    return press(client, path, f"{path}/visibility", visibility=visibility.value)


def test_before_the_claim_strangers_see_nothing(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())

    assert {each.status_code for each in everything(phone(app), path_of(award))} == {404}


def test_before_the_claim_the_organisation_sees_it(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    visitors.add_staff(issuer, Role.VIEWER)
    staff = visitors.sign_in(app)
    program = visitors.program(app, issuer, Right.READ)

    for client in (staff, program):
        answers = everything(client, path_of(award))
        assert {each.status_code for each in answers} == {200}
        assert "access-control-allow-origin" not in answers[1].headers
        assert answers[1].headers["cache-control"] == "private, no-store"


def test_before_the_claim_another_organisation_sees_nothing(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    visitors.add_staff(new_issuer(issuer.service, "druga"), Role.ADMINISTRATOR, Role.ISSUER)

    answers = everything(visitors.sign_in(app), path_of(award))

    assert {each.status_code for each in answers} == {404}


def test_a_program_without_the_right_to_read_sees_nothing(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    program = visitors.program(app, issuer, Right.AWARD)

    assert {each.status_code for each in everything(program, path_of(award))} == {404}


def test_after_the_claim_whoever_has_the_address_sees_it(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)

    answers = everything(phone(app), path_of(award))

    assert {each.status_code for each in answers} == {200}
    assert {each.headers["x-robots-tag"] for each in answers} == {"noindex"}
    assert '<meta name="robots" content="noindex">' in answers[0].text


def test_search_engines_may_list_what_its_holder_publishes(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    holder = claimed(app, issuer, award)

    show(holder, award, Visibility.PUBLISHED)

    answers = everything(phone(app), path_of(award))
    assert not [each for each in answers if "x-robots-tag" in each.headers]
    assert "noindex" not in answers[0].text


def test_32_what_is_hidden_answers_as_if_it_had_never_been(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    holder = claimed(app, issuer, award)
    visitors.add_staff(issuer, Role.ADMINISTRATOR, Role.ISSUER)
    show(holder, award, Visibility.HIDDEN)
    nothing = "/credentials/00000000-0000-4000-8000-000000000000"

    for client in (phone(app), visitors.sign_in(app), visitors.program(app, issuer, Right.READ)):
        for accept in ("text/html", "application/vc"):
            hidden = everything(client, path_of(award), accept)
            absent = everything(client, nothing, accept)
            assert [(each.status_code, each.text) for each in hidden] == [
                (each.status_code, each.text) for each in absent
            ]
            assert {each.status_code for each in hidden} == {404}


def test_32_its_holder_sees_what_they_hide_and_its_status_can_be_checked(
    app: FastAPI, issuer: Issuer
) -> None:
    award = issuer.award(issuer.template())
    holder = claimed(app, issuer, award)
    show(holder, award, Visibility.HIDDEN)

    answers = everything(holder, path_of(award))

    assert {each.status_code for each in answers} == {200}
    assert "og:image" not in answers[0].text
    assert issuer.verify(answers[1].content).verdict.value == "valid"


def test_a_hidden_badge_is_shown_again(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    holder = claimed(app, issuer, award)
    show(holder, award, Visibility.HIDDEN)

    assert show(holder, award, Visibility.UNLISTED).status_code == 303

    assert phone(app).get(path_of(award)).status_code == 200


def test_nobody_but_the_holder_decides_who_sees_it(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    award, other = issuer.award(template), issuer.award(template)
    claimed(app, issuer, award)
    visitors.add_staff(issuer, Role.ADMINISTRATOR, Role.ISSUER)

    for client in (phone(app), visitors.sign_in(app), claimed(app, issuer, other)):
        answer = press(client, "/my", f"{path_of(award)}/visibility", visibility="hidden")
        assert answer.status_code in {403, 404}
    assert not issuer.read(award).hidden


def test_no_other_choice_is_taken(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    holder = claimed(app, issuer, award)

    answer = press(holder, path_of(award), f"{path_of(award)}/visibility", visibility="x")

    assert answer.status_code == 422


def test_a_badge_whose_holder_was_erased_is_gone(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)
    with issuer.writing() as session:
        session.get_one(Award, award.id).erased_at = issuer.now

    assert {each.status_code for each in everything(phone(app), path_of(award))} == {410}


@pytest.mark.parametrize("name", ["x", "{}", "urn:uuid:{}", "{}%00", "..%2f{}"])
def test_an_address_is_written_in_one_way(app: FastAPI, issuer: Issuer, name: str) -> None:
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)
    address = name.replace("{}", str(award.credential_uuid).upper())

    answer = phone(app).get(f"{PUBLIC_URL}/credentials/{address}")

    assert answer.status_code == 404
