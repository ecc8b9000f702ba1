"""The contexts that come with the product: complete, unchanged, pinned, never fetched."""

import hashlib
import json
import re
import socket
from dataclasses import replace
from importlib.resources import files

import pytest

from contexts.errors import CorruptContextError, UnknownContextError
from contexts.library import (
    CREDENTIALS_V1,
    CREDENTIALS_V2,
    DATA_INTEGRITY_V2,
    ED25519_2020_V1,
    MARCH_2024,
    OPEN_BADGES_3_0_3,
    OPEN_BADGES_EXTENSIONS,
    ContextDocument,
    library,
    manifest,
    shipped,
)

EDITIONS = ("same bytes", "same JSON", "no digest published")
TAKES = ("file", "object", "object and a line end", "dictionary")
OB = "https://purl.imsglobal.org/spec/ob/v3p0"
# What the standards and the specification file say of each document's bytes.
OFFICIAL = {
    CREDENTIALS_V2: "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    CREDENTIALS_V1: "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
    DATA_INTEGRITY_V2: "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    "https://w3id.org/security/data-integrity/v1": (
        "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554"
    ),
    "https://w3id.org/security/multikey/v1": (
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597"
    ),
    "https://www.w3.org/ns/credentials/status/v1": (
        "fda5add353231e6a6884a46b12e6c75464281900cb348284d9c360f62381d9f7"
    ),
    OPEN_BADGES_3_0_3: "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
}
# Known by their beginning only.
BEGINNINGS = {
    f"{OB}/context-3.0.2.json": "00666ad0",
    f"{OB}/context-3.0.1.json": "5f3d9dd6",
    f"{OB}/context.json": "b077fa13",
    OPEN_BADGES_EXTENSIONS: "87c06c81",
    ED25519_2020_V1: "b9e1ab97",
}
OTHERS = {
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/vc/status-list/2021/v1",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://w3id.org/openbadges/v2",
}

every_document = pytest.mark.parametrize("document", manifest(), ids=lambda entry: entry.file)


def _raw() -> list[dict[str, object]]:
    text = files("contexts").joinpath("manifest.json").read_text("utf-8")
    entries: list[dict[str, object]] = json.loads(text)["documents"]
    return entries


def test_the_manifest_lists_every_context_of_the_standards_and_no_other() -> None:
    assert {entry.url for entry in manifest()} == {*OFFICIAL, *BEGINNINGS, *OTHERS}
    assert set(shipped().contexts) == {*OFFICIAL, *BEGINNINGS, *OTHERS}


def test_no_entry_of_the_manifest_stands_twice() -> None:
    assert len({(entry.url, entry.edition) for entry in manifest()}) == len(manifest())
    assert len({entry.file for entry in manifest()}) == len(manifest())


@every_document
def test_an_entry_says_all_that_it_must(document: ContextDocument) -> None:
    assert document.url.startswith("https://")
    assert re.fullmatch(r"[a-z0-9.-]+\.json", document.file)
    assert re.fullmatch(r"[0-9a-f]{64}", document.sha256)
    assert document.licence.endswith("License")
    assert document.published in EDITIONS
    assert document.source["registry"] in {"PyPI", "npm"}
    assert document.source["take"] in TAKES
    assert all(document.source[part] for part in ("package", "version", "member"))


@every_document
def test_the_file_of_an_entry_has_the_digest_of_the_entry(document: ContextDocument) -> None:
    data = document.read()
    assert hashlib.sha256(data).hexdigest() == document.sha256
    assert isinstance(json.loads(data)["@context"], dict | list)


def test_every_file_is_in_the_manifest() -> None:
    folder = files("contexts").joinpath("documents")
    there = {entry.name for entry in folder.iterdir() if entry.name.endswith(".json")}
    assert there == {entry.file for entry in manifest()}


@pytest.mark.parametrize(("url", "digest"), OFFICIAL.items())
def test_the_official_digest_is_the_files_or_recorded_beside_it(url: str, digest: str) -> None:
    [entry] = [entry for entry in _raw() if entry["url"] == url and "edition" not in entry]
    if entry["published"] == "same bytes":
        assert entry["sha256"] == digest
        assert "published_sha256" not in entry
    else:
        assert entry["published"] == "same JSON"
        assert entry["published_sha256"] == digest


@pytest.mark.parametrize(("url", "beginning"), BEGINNINGS.items())
def test_a_digest_known_by_its_beginning_begins_so(url: str, beginning: str) -> None:
    [document] = [entry for entry in manifest() if entry.url == url]
    assert document.sha256.startswith(beginning)


def test_the_current_open_badges_context_and_its_earlier_edition_have_their_sizes() -> None:
    sizes = {
        entry.edition: len(entry.read()) for entry in manifest() if entry.url == OPEN_BADGES_3_0_3
    }
    assert sizes == {None: 14_565, MARCH_2024: 14_329}
    [undated] = [entry for entry in manifest() if entry.url == f"{OB}/context.json"]
    assert len(undated.read()) == 14_883


def test_a_document_with_another_digest_is_damaged() -> None:
    wrong = replace(manifest()[0], sha256="0" * 64)
    with pytest.raises(CorruptContextError, match=r"credentials-v2\.json") as refusal:
        library([wrong])
    assert refusal.value.file == "credentials-v2.json"


@pytest.mark.parametrize("file", ["absent.json", "", "../manifest.json"])
def test_a_document_that_cannot_be_read_is_damaged(file: str) -> None:
    with pytest.raises(CorruptContextError):
        library([replace(manifest()[0], file=file)])


URLS = [
    "https://www.w3.org/ns/credentials/v2/",
    "http://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/ns/credentials/v2#",
    "https://www.w3.org/ns/credentials/examples/v2",
    "https://www.w3.org/ns/credentials/undefined-terms/v2",
    f"{OB}/context-3.0.4.json",
    "file:///etc/passwd",
    "",
]


@pytest.mark.parametrize("url", URLS)
def test_a_url_that_is_not_listed_is_unknown(url: str) -> None:
    with pytest.raises(UnknownContextError) as refusal:
        shipped().load(url)
    assert refusal.value.url == url


@pytest.mark.disable_socket
def test_nothing_is_ever_fetched() -> None:
    fresh = library(manifest())
    for document in manifest():
        assert fresh.load(document.url)
    with pytest.raises(UnknownContextError):
        fresh.load("https://a.example/context")


def test_a_test_that_would_reach_out_fails() -> None:
    with socket.socket() as connection:
        connection.setblocking(False)
        # The guard warns before it raises, and warnings are errors here.
        with pytest.raises(UserWarning, match=r"192\.0\.2\.1"):
            connection.connect(("192.0.2.1", 443))


def test_an_earlier_edition_answers_only_in_the_library_made_for_it() -> None:
    current = shipped()
    earlier = current.with_edition(OPEN_BADGES_3_0_3, MARCH_2024)
    assert earlier.in_use == {OPEN_BADGES_3_0_3: MARCH_2024}
    assert current.in_use == {}
    assert earlier.load(OPEN_BADGES_3_0_3) != current.load(OPEN_BADGES_3_0_3)
    assert earlier.load(CREDENTIALS_V2) is current.load(CREDENTIALS_V2)
    assert "endorsementJwt" in json.dumps(dict(current.load(OPEN_BADGES_3_0_3)))
    assert "endorsementJwt" not in json.dumps(dict(earlier.load(OPEN_BADGES_3_0_3)))


@pytest.mark.parametrize(
    ("url", "edition"), [(OPEN_BADGES_3_0_3, "May 2024"), (CREDENTIALS_V2, MARCH_2024)]
)
def test_an_edition_that_does_not_exist_is_unknown(url: str, edition: str) -> None:
    with pytest.raises(UnknownContextError, match=edition):
        shipped().with_edition(url, edition)


def test_one_more_context_is_held_only_by_the_library_that_was_given_it() -> None:
    url, document = "https://a.example/context", {"@context": {"a": "urn:a"}}
    assert shipped().with_context(url, document).load(url) == document
    with pytest.raises(UnknownContextError):
        shipped().load(url)


def test_a_shipped_library_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        shipped().contexts[CREDENTIALS_V2] = {}  # type: ignore[index]  # that is the point
    with pytest.raises(TypeError):
        shipped().load(CREDENTIALS_V2)["@context"] = {}  # type: ignore[index]  # likewise


CITIZENSHIP = "a89b0bc00b1848ac3dfdf956c7dd5de8567e755351c07ec6a1c2b4a08b67953b"


def test_the_context_for_tests_is_the_one_that_its_readme_names(
    request: pytest.FixtureRequest,
) -> None:
    folder = request.path.parent
    data = (folder / "citizenship-v4rc1.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == CITIZENSHIP
    assert CITIZENSHIP in (folder / "README.md").read_text("utf-8")
