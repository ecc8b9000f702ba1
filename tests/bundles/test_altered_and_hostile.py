"""Bundles that are not as they were collected, and ZIP files that were never bundles."""

import io
import json
import struct
import zipfile
from collections.abc import Callable

import pytest

from keys.multibase import base64url_encode
from keys.strict_json import Json
from verifier.bundles.archive import LARGEST_ARCHIVE, MOST_ENTRIES
from verifier.bundles.signature import TYPE
from verifier.report import Name, Outcome, Verdict

from .made import (
    COLLECTOR,
    STRANGER,
    Change,
    bundle,
    changed,
    checked,
    entries_of,
    packed,
    with_manifest,
)

SIGNED = bundle(COLLECTOR)
UNSIGNED = bundle()
LIST = "resources/2"


def put(name: str, content: bytes) -> Change:
    return lambda entries: entries.update({name: content})


def without(name: str) -> Change:
    return lambda entries: entries.pop(name)


def appended(name: str) -> Change:
    return lambda entries: entries.update({name: entries[name] + b" "})


def renamed(entries: dict[str, bytes]) -> None:
    entries["../../etc/passwd"] = entries.pop("badge.json")


def of_strangers(entries: dict[str, bytes]) -> None:
    entries["manifest.jws"] = entries_of(bundle(STRANGER))["manifest.jws"]


def later(manifest: dict[str, Json]) -> None:
    manifest["collected_at"] = "2029-01-01T00:00:00Z"


def claimed(manifest: dict[str, Json]) -> None:
    manifest["collector"] = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"


def without_signature(entries: dict[str, bytes]) -> None:
    del entries["manifest.jws"]


def other_header(entries: dict[str, bytes]) -> None:
    head, _, rest = entries["manifest.jws"].partition(b".")
    entries["manifest.jws"] = head[:-4] + b"AAAA." + rest


ALTERED = {
    "the badge": (appended("badge.json"), "bundle-altered"),
    "a copy": (appended(LIST), "bundle-altered"),
    "the report then": (put("report.json", b"{}"), "bundle-altered"),
    "a missing copy": (without(LIST), "bundle-altered"),
    "a missing badge": (without("badge.json"), "bundle-altered"),
    "a file more": (put("resources/3", b"{}"), "bundle-altered"),
    "a name that is a path": (renamed, "bundle-altered"),
    "the time in a signed manifest": (with_manifest(later), "bundle-signature-wrong"),
    "a space in a signed manifest": (appended("manifest.json"), "bundle-signature-wrong"),
    "the signature of a stranger": (of_strangers, "bundle-signature-wrong"),
    "no signature although a collector is named": (without_signature, "bundle-signature-wrong"),
    "no signature at all": (put("manifest.jws", b""), "bundle-signature-wrong"),
    "half a signature": (put("manifest.jws", b"eyJ9..AA"), "bundle-signature-wrong"),
    "letters beyond ASCII": (put("manifest.jws", "ż..ż".encode()), "bundle-signature-wrong"),
    "a long signature": (put("manifest.jws", b"a" * 100_000), "bundle-signature-wrong"),
    "another header": (other_header, "bundle-signature-wrong"),
    "no manifest": (without("manifest.json"), "archive-without-manifest"),
}


@pytest.mark.parametrize("case", ALTERED)
def test_a_bundle_that_was_altered_is_told_and_nothing_in_it_believed(case: str) -> None:
    change, code = ALTERED[case]
    report = checked(changed(SIGNED, change), COLLECTOR.public_key)
    check = report.check(Name.RECOGNISED)
    assert (report.verdict, check.outcome) == (Verdict.INVALID, Outcome.FAILED)
    assert check.code == code
    assert report.credential is None


def test_a_file_that_was_packed_anew_is_still_the_bundle() -> None:
    entries = entries_of(SIGNED)
    again = packed(dict(reversed(entries.items())), compression=zipfile.ZIP_DEFLATED)
    assert checked(again, COLLECTOR.public_key).verdict is Verdict.VALID


def set_to(name: str, value: Json) -> Callable[[dict[str, Json]], object]:
    return lambda manifest: manifest.update({name: value})


def entry_set_to(name: str, value: Json) -> Callable[[dict[str, Json]], object]:
    return lambda manifest: manifest["resources"][0].update({name: value})


@pytest.mark.parametrize(
    ("typ", "middle", "more"),
    [("JWT", "", {}), (TYPE, "AA", {}), (TYPE, "", {"crit": ["x"]}), (TYPE, "", {"alg": "none"})],
    ids=["another type", "a middle part", "a member more", "another algorithm"],
)
def test_a_signature_has_one_form_only(typ: str, middle: str, more: dict[str, Json]) -> None:
    manifest = entries_of(SIGNED)["manifest.json"]
    members = {"alg": "EdDSA", "kid": COLLECTOR.verification_method, "typ": typ, **more}
    header = base64url_encode(json.dumps(members).encode())
    signed = COLLECTOR.sign(f"{header}.{base64url_encode(manifest)}".encode())
    jws = f"{header}.{middle}.{base64url_encode(signed)}".encode()
    report = checked(changed(SIGNED, put("manifest.jws", jws)), COLLECTOR.public_key)
    assert report.check(Name.RECOGNISED).code == "bundle-signature-wrong"


MALFORMED = {
    "another type": set_to("type", "other"),
    "a member more": set_to("more", 1),
    "a member less": lambda manifest: manifest.pop("verdict"),
    "resources that are no list": set_to("resources", {}),
    "a resource that is none": set_to("resources", [1]),
    "a time that is none": set_to("collected_at", "yesterday"),
    "a time that is a number": set_to("collected_at", 5),
    "a collector that is no text": set_to("collector", 5),
    "a digest that is none": entry_set_to("sha256", "A" * 64),
    "a digest that is a number": entry_set_to("sha256", 5),
    "a size that is no number": entry_set_to("size", True),
    "a name that is no text": entry_set_to("name", None),
    "a name that stands twice": entry_set_to("name", "badge.json"),
    "an entry with a member more": entry_set_to("more", 1),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_manifest_that_is_not_as_it_should_be_is_refused(case: str) -> None:
    change = MALFORMED[case]
    report = checked(changed(UNSIGNED, with_manifest(change)), COLLECTOR.public_key)
    assert report.check(Name.RECOGNISED).code == "bundle-malformed"


@pytest.mark.parametrize(
    "manifest", [b"", b"[]", b"{", b"\xff", b"[" * 5000, b'{"type":1,"type":2}']
)
def test_a_manifest_that_is_no_json_object_is_refused(manifest: bytes) -> None:
    report = checked(changed(UNSIGNED, put("manifest.json", manifest)))
    assert report.check(Name.RECOGNISED).code == "bundle-malformed"


def test_a_manifest_of_a_later_version_could_not_be_checked() -> None:
    report = checked(changed(UNSIGNED, with_manifest(set_to("version", 2))))
    assert report.check(Name.RECOGNISED).code == "bundle-version-unknown"
    assert report.verdict is Verdict.COULD_NOT_CHECK


def test_a_bundle_in_a_bundle_is_refused() -> None:
    """One in one in one could be deeper than any stack."""
    report = checked(bundle(badge=UNSIGNED))
    assert report.check(Name.RECOGNISED).code == "bundle-malformed"


def bomb() -> bytes:
    zeros = bytes(LARGEST_ARCHIVE // 2)
    return packed({"manifest.json": zeros}, compression=zipfile.ZIP_DEFLATED)


def many() -> bytes:
    return packed((f"{n}", b"") for n in range(MOST_ENTRIES + 1))


def large() -> bytes:
    return b"PK\x03\x04" + bytes(LARGEST_ARCHIVE)


def lying() -> bytes:
    """Return a file whose entry says that it is small, and is not."""
    data = packed({"manifest.json": bytes(1_000_000)}, compression=zipfile.ZIP_DEFLATED)
    size, small = struct.pack("<L", 1_000_000), struct.pack("<L", 100)
    return data.replace(size, small)


def directory() -> bytes:
    """Return a file whose directory is larger than that of any bundle."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("manifest.json")
        info.comment = bytes(65_535)
        archive.writestr(info, b"{}")
        other = zipfile.ZipInfo("b")
        other.comment = bytes(65_535)
        archive.writestr(other, b"{}")
    return file.getvalue()


@pytest.mark.parametrize("made", [bomb, many, large, directory], ids=lambda made: made.__name__)
def test_an_archive_over_a_limit_is_not_looked_at(made: Callable[[], bytes]) -> None:
    report = checked(made())
    check = report.check(Name.RECOGNISED)
    assert (check.outcome, check.code) == (Outcome.UNDECIDED, "bundle-over-limit")


def encrypted() -> bytes:
    data = bytearray(packed({"manifest.json": b"{}"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return packed([("badge.json", b"another badge"), *entries_of(SIGNED).items()])


DAMAGED = {
    "cut short": lambda: SIGNED[:-30],
    "only its beginning": lambda: b"PK\x03\x04",
    "something behind it": lambda: SIGNED + b"more",
    "something before it": lambda: b"PK\x03\x04" + SIGNED,
    "a flipped bit": lambda: SIGNED.replace(b'"verdict"', b'"werdict"', 1),
    "an entry longer than stated": lying,
    "packed by LZMA": lambda: packed(entries_of(SIGNED), compression=zipfile.ZIP_LZMA),
    "encrypted": encrypted,
    "a name twice": twice,
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_archive_is_told_as_such(case: str) -> None:
    report = checked(DAMAGED[case]())
    assert report.check(Name.RECOGNISED).code == "bundle-malformed"


def test_another_zip_file_is_told_apart() -> None:
    report = checked(packed({"word/document.xml": b"<w/>"}))
    assert report.check(Name.RECOGNISED).code == "archive-without-manifest"


def test_any_byte_that_is_changed_is_noticed_or_changes_nothing() -> None:
    valid = checked(SIGNED, COLLECTOR.public_key)
    for place in range(0, len(SIGNED), 97):
        data = bytearray(SIGNED)
        data[place] ^= 1
        report = checked(bytes(data), COLLECTOR.public_key)
        check = report.check(Name.RECOGNISED)
        if report.verdict is Verdict.COULD_NOT_CHECK:
            # The byte said how long an entry is.
            assert check.code == "bundle-over-limit", place
        else:
            assert report.verdict is Verdict.INVALID or report == valid, place
            assert (check.outcome is Outcome.FAILED) == (report.verdict is Verdict.INVALID)


def test_a_manifest_states_the_digest_of_everything() -> None:
    entries = entries_of(SIGNED)
    manifest = json.loads(entries.pop("manifest.json"))
    del entries["manifest.jws"]
    stated = [manifest["artifact"], manifest["report"], *manifest["resources"]]
    assert {entry["name"] for entry in stated} == set(entries)
