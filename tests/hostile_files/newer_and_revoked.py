"""Genuine badges whose own issuer keeps a verifier busy: newer versions, lists of many kinds."""

from collections.abc import Iterator, Mapping, Sequence

from verifying.documents import STATUS, status_list, with_status_entry
from verifying.edits import all_of, put
from verifying.refresh_cases import LATER, REFRESH, refreshable
from verifying.revocation_list_cases import BY_HER, REVOCATIONS, hers
from verifying.securing import bytes_of, sign, well

from keys.strict_json import Json

from .documents import LONG, MEBIBYTE, with_achieved, written

Named = tuple[str, bytes, Mapping[str, bytes]]
_BADGE = bytes_of(well(refreshable())())
_LISTED = bytes_of(well(with_status_entry())())


def _at(url: str, content: bytes) -> Mapping[str, bytes]:
    return {url: content}


def _newer() -> Iterator[Named]:
    """Yield badges that stay valid, whatever their newer version is (rule 20)."""
    later = put("/validFrom", LATER)
    evidence = [{"type": ["Evidence"], "genre": f"{n}"} for n in range(600)]
    contents = {
        "nonsense": b"[" * MEBIBYTE,
        "a mebibyte of members": b"{" + b'"a":1,' * (LONG // 6) + b'"b":1}',
        "a badge of 1 900 texts": with_achieved(tag=[f"t{n}" for n in range(1_900)]),
        "a badge of 9 000 values": with_achieved(tag=["x"] * 9_000),
        "a picture of 60 000 by 60 000": b"\x89PNG\r\n\x1a\n" + bytes(MEBIBYTE),
        "a token of letters": b"a" * LONG + b".a.a",
        "a PDF of numbers": b"%PDF-1.7\n" + b"1 " * (LONG // 2),
        "one that is refreshed again": bytes_of(well(all_of(refreshable(), later))()),
        "forged, with 600 pieces of evidence": written({**later(well()()), "evidence": evidence}),
    }
    for name, content in contents.items():
        yield f"a good badge whose newer version is {name}", _BADGE, _at(REFRESH, content)
    services = [{"id": f"{REFRESH}/{n}", "type": "1EdTechCredentialRefresh"} for n in range(600)]
    many = put("/refreshService", services)
    yield "600 refresh services", bytes_of(well(after=many)()), {}


def _revoked() -> Iterator[Named]:
    made = bytes_of(BY_HER())
    others = [{"id": f"urn:uuid:{n}", "revoked": True} for n in range(3_000)]
    bare = [f"urn:{n}" for n in range(9_000)]
    reasons = [{"id": f"urn:{n}", "revocationReason": "x" * 300} for n in range(2_500)]
    yield "a good badge beside 3 000 others", made, _pages(hers(*others))
    yield "a good badge beside 2 500 reasons", made, _pages(hers(*reasons))
    yield "a list of 9 000 texts that revoke", made, _pages(hers(*bare))
    page = _pages(hers())
    yield "a list of nonsense that revokes", made, {**page, REVOCATIONS: b"[" * MEBIBYTE}
    yield "a list of noise that revokes", made, {**page, REVOCATIONS: bytes(range(256)) * 4_000}


def _pages(answers: Mapping[str, Json]) -> Mapping[str, bytes]:
    return {url: bytes_of(content) for url, content in answers.items()}


def _listed() -> Iterator[Named]:
    made = sign(status_list())
    subject = made["credentialSubject"]
    yield "a status list as a picture", _LISTED, {STATUS: b"\x89PNG\r\n\x1a\n" + bytes(LONG)}
    many = [{**subject, "id": f"urn:l:{n}", "encodedList": "uH4sIAAAA"} for n in range(300)]
    yield "a status list of 300 lists", _LISTED, _changed(made, credentialSubject=many)
    messages = [{"status": f"0x{n:x}", "message": "x" * 90} for n in range(2_000)]
    told = {**subject, "statusSize": 8, "statusMessage": messages}
    yield "a status list of 2 000 messages", _LISTED, _changed(made, credentialSubject=told)
    statuses = [{"id": f"urn:{n}"} for n in range(900)]
    yield "a status list with 900 statuses", _LISTED, _changed(made, credentialStatus=statuses)
    among = b"[" + bytes_of(made) + b",{}" * 900 + b"]"
    yield "a status list among a thousand", _LISTED, {STATUS: among}


def _changed(made: Mapping[str, Json], **members: Json) -> Mapping[str, bytes]:
    """Return a list whose proof is wrong, as whoever asks finds out after all the work."""
    return {STATUS: written({**made, **members})}


def newer_and_revoked() -> Sequence[Named]:
    """Return the badges, each with what stands at the addresses that it names."""
    return [*_newer(), *_revoked(), *_listed()]
