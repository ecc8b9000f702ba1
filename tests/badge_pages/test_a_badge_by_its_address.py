"""The service verifies its own badges by their addresses: from its records, as strangers see them.

Nothing here can reach a network, so whatever is verified was not fetched.
"""

from io import BytesIO
from typing import Any

import pytest
import qrcode
from claiming.recipients import claimed, phone
from fastapi import FastAPI
from issuing import PUBLIC_URL, Issuer
from starlette.testclient import TestClient

from issuer.badges import Visibility
from issuer.models import Award

from .test_who_sees_a_badge import path_of, show


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    """Return the browser of somebody without an account."""
    return phone(app)


def report_on(client: TestClient, content: str | bytes) -> Any:
    answer = client.post("/api/v1/verify", content=content)
    assert answer.status_code == 200
    return answer.json()


def address_of(award: Award) -> str:
    return PUBLIC_URL + path_of(award)


@pytest.mark.parametrize(
    ("form", "container"),
    [
        ("{}", "url > json"),
        ("{}?lang=pl", "url > json"),
        ("{}.json", "url > json"),
        ("{}.jwt", "url > jwt"),
        ("{}.png", "url > json"),
        (PUBLIC_URL + "/verify?url={}", "url > json"),
    ],
)
def test_a_badge_of_ours_is_taken_from_the_records(
    app: FastAPI, issuer: Issuer, stranger: TestClient, form: str, container: str
) -> None:
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)

    report = report_on(stranger, form.format(address_of(award)))

    assert (report["verdict"], report["container"]) == ("valid", container)
    assert report["resources"][0]["source"] == "own records"


def test_the_code_on_a_badge_of_ours_is_enough(
    app: FastAPI, issuer: Issuer, stranger: TestClient
) -> None:
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)
    picture = BytesIO()
    qrcode.make(address_of(award)).save(picture, "PNG")

    report = report_on(stranger, picture.getvalue())

    assert (report["verdict"], report["container"]) == ("valid", "png > qr > url > json")


def test_32_a_badge_that_is_not_shown_is_not_told_from_one_that_is_not_there(
    app: FastAPI, issuer: Issuer, stranger: TestClient
) -> None:
    hidden, unclaimed = (issuer.award(issuer.template()) for _ in range(2))
    show(claimed(app, issuer, hidden), hidden, Visibility.HIDDEN)
    absent = f"{PUBLIC_URL}/credentials/00000000-0000-4000-8000-000000000000"
    addresses = [address_of(hidden), address_of(unclaimed), absent]

    told = []
    for address in addresses:
        report = report_on(stranger, address)
        recognised = report["checks"][0]
        told.append(
            (report["verdict"], recognised["code"], recognised["detail"].replace(address, ""))
        )

    assert set(told) == {told[0]}
    assert told[0][:2] == ("could-not-check", "address-unreachable")


def test_several_badges_of_ours_are_each_reported_on(
    app: FastAPI, issuer: Issuer, stranger: TestClient
) -> None:
    awards = [issuer.award(issuer.template()) for _ in range(2)]
    first, second = (issuer.forms(award)["json"] for award in awards)

    answer = report_on(stranger, f"[{first},{second}]")

    assert (answer["verdict"], len(answer["reports"])) == ("valid", 2)
    names = [report["credential"]["id"] for report in answer["reports"]]
    assert names == [address_of(award) for award in awards]
