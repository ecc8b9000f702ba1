"""Uploads: what is kept, who may send and see it, and how it is served."""

import hashlib

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer, new_issuer
from starlette.testclient import TestClient

from issuer.models import Upload
from issuer.rights import Right
from issuer.upload_errors import UploadErasedError
from issuer.uploads import open_upload
from templates.contents import BADGE
from templates.pixels import DRAWING, SCRIPT, png


def send(
    client: TestClient, purpose: str, data: bytes, name: str = "plik.png"
) -> tuple[int, dict[str, object]]:
    """Return the status and the answer to an upload."""
    answer = client.post("/api/v1/uploads", data={"purpose": purpose}, files={"file": (name, data)})
    return answer.status_code, answer.json()


def test_a_picture_is_kept_as_its_pixels(author: TestClient) -> None:
    status, sent = send(author, "picture", png(120), "C:\\obrazy\\Źdźbło.png")

    assert status == 201
    assert (sent["media_type"], sent["name"]) == ("image/png", "Źdźbło.png")
    content = author.get(f"/api/v1/uploads/{sent['id']}").content
    assert hashlib.sha256(content).hexdigest() == sent["sha256"]


@pytest.mark.parametrize(
    ("purpose", "data", "name", "code"),
    [
        ("picture", SCRIPT, "a.svg", "unsafe-picture"),
        ("picture", b"GIF89a", "a.gif", "unknown-type"),
        ("picture", png(120)[:60], "a.png", "broken-file"),
        ("picture", png(10), "a.png", "picture-size"),
        ("picture", b"\x89PNG\r\n\x1a\n" + bytes(10 * 1024 * 1024), "a.png", "too-large"),
        ("evidence", b"MZ", "a.exe", "forbidden-type"),
        ("evidence", b"<html>", "a.txt", "forbidden-type"),
    ],
)
def test_a_file_that_may_not_be_kept_is_refused_with_the_reason(
    app: FastAPI, issuer: Issuer, purpose: str, data: bytes, name: str, code: str
) -> None:
    client = visitors.program(app, issuer, *Right)

    status, problem = send(client, purpose, data, name)

    assert status == 422
    assert str(problem["type"]).endswith("/problems/invalid-upload")
    assert [fault["code"] for fault in problem["faults"]] == [code]  # type: ignore[attr-defined]  # JSON
    assert issuer.count(Upload) == 0


@pytest.mark.parametrize(
    ("purpose", "right"),
    [("logo", Right.ORGANISATION), ("picture", Right.TEMPLATES), ("evidence", Right.AWARD)],
)
def test_each_purpose_needs_its_right(
    app: FastAPI, issuer: Issuer, purpose: str, right: Right
) -> None:
    allowed = visitors.program(app, issuer, right)
    others = visitors.program(app, issuer, *(each for each in Right if each is not right))

    assert send(allowed, purpose, png(120))[0] == 201
    assert send(others, purpose, png(120))[0] == 403


def test_an_unknown_purpose_is_refused(author: TestClient) -> None:
    assert send(author, "avatar", png(120))[0] == 422


def test_files_of_another_organisation_are_not_there(
    app: FastAPI, issuer: Issuer, author: TestClient
) -> None:
    sent = send(author, "picture", png(120))[1]
    stranger = visitors.program(app, new_issuer(issuer.service, "obca"), *Right)

    assert stranger.get(f"/api/v1/uploads/{sent['id']}").status_code == 404
    refused = stranger.post(
        "/api/v1/achievements", json={"content": {**BADGE, "image": sent["id"]}}
    )
    assert refused.status_code == 422


def test_a_picture_is_public_once_its_template_is_active(
    author: TestClient, anybody: TestClient
) -> None:
    sent = send(author, "picture", DRAWING, "a.svg")[1]
    assert anybody.get(f"/uploads/{sent['id']}").status_code == 404
    made = author.post(
        "/api/v1/achievements", json={"content": {**BADGE, "image": sent["id"]}}
    ).json()
    assert anybody.get(f"/uploads/{sent['id']}").status_code == 404

    author.post(f"/api/v1/achievements/{made['id']}/activate", json={"revision": 1})

    served = anybody.get(f"/uploads/{sent['id']}")
    assert served.status_code == 200
    assert served.content == DRAWING


def test_a_strangers_drawing_is_served_so_that_nothing_runs(
    author: TestClient, anybody: TestClient
) -> None:
    sent = send(author, "picture", DRAWING, "a b.svg")[1]

    served = author.get(f"/api/v1/uploads/{sent['id']}")

    assert served.headers["content-type"] == "image/svg+xml"
    assert served.headers["content-disposition"] == "attachment; filename*=UTF-8''a%20b.svg"
    assert served.headers["x-content-type-options"] == "nosniff"
    policy = served.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "sandbox"} <= set(policy)
    assert "access-control-allow-origin" not in served.headers


def test_public_files_may_be_kept_and_read_by_other_sites(
    author: TestClient, anybody: TestClient
) -> None:
    made = author.post("/api/v1/achievements", json={"content": BADGE}).json()
    active = author.post(f"/api/v1/achievements/{made['id']}/activate", json={"revision": 1})
    address = active.json()["pictures"]["pl"]["png"]

    served = anybody.get(address)

    assert served.headers["access-control-allow-origin"] == "*"
    assert "immutable" in served.headers["cache-control"]
    again = anybody.get(address, headers={"If-None-Match": served.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_erased_file_is_gone() -> None:
    with pytest.raises(UploadErasedError):
        open_upload(Upload(media_type="application/pdf", content=None))
