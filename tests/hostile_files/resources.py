"""Badges that are small, and name addresses where much work waits."""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from verifying.documents import STATUS, status_entry, status_list, with_status_entry
from verifying.edits import put
from verifying.people import DID_WEB, by_did_web, key
from verifying.securing import bytes_of, sign, sign_unchecked, well

from keys import multikey
from keys.did_web import did_web_url
from keys.multibase import base64url_encode
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.status_list import encode

from .documents import LONG, filled, written

Named = tuple[str, bytes, Mapping[str, bytes]]
_BADGE = bytes_of(well(with_status_entry())())


def _listed(encoded: str, **members: Json) -> Mapping[str, bytes]:
    made = status_list()
    subject = {**made["credentialSubject"], "encodedList": encoded}
    signed = sign_unchecked({**made, "credentialSubject": subject})
    return {STATUS: written({**signed, **members})}


def _gzip(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


def _lists() -> Iterator[Named]:
    yield "a good status list", _BADGE, {STATUS: bytes_of(sign(status_list()))}
    yield "a status list of 200 MB", _BADGE, _listed("u" + base64url_encode(_gzip(200 << 20)))
    yield "a status list of 2 MiB", _BADGE, _listed("u" + base64url_encode(_gzip(2 << 20)))
    yield "a status list of noise", _BADGE, _listed("u" + "A" * (LONG - 2_000))
    large = encode(bytes(range(256)) * 2_000)
    yield "a status list of 512 000 bytes", _BADGE, _listed(large)
    entries = [status_entry(id=f"urn:s:{n}", statusListIndex=str(n)) for n in range(300)]
    yield (
        "300 places on one status list",
        bytes_of(well(after=put("/credentialStatus", entries))()),
        _listed(large),
    )
    many = [status_entry(id=f"urn:s:{n}", statusListCredential=f"{STATUS}/{n}") for n in range(300)]
    lists = {
        f"{STATUS}/{n}": written(sign({**status_list(), "id": f"{STATUS}/{n}"})) for n in range(8)
    }
    yield "300 status lists", bytes_of(well(after=put("/credentialStatus", many))()), lists
    yield "a status list of nonsense", _BADGE, {STATUS: b"{" + bytes(range(32, 127)) * 11_000}
    yield (
        "a status list of a mebibyte of members",
        _BADGE,
        _listed(encode(bytes(16_384)), **{f"k{n}": "x" for n in range(1_900)}),
    )


def _dids() -> Iterator[Named]:
    person = by_did_web(Algorithm.ED25519)
    made = bytes_of(well(person=person)())
    url = did_web_url(DID_WEB)
    whole = _many_keys()
    keys = whole["verificationMethod"]
    yield "a DID document of 1 600 keys", made, {url: written(whole)}
    longer = [{**one, "publicKeyMultibase": "z" + "6" * 4_000} for one in keys[:240]]
    yield (
        "a DID document of long keys",
        made,
        {url: written({**whole, "verificationMethod": longer})},
    )
    yield "a DID document of nonsense", made, {url: b"[" * LONG}
    yield (
        "a DID document of names",
        made,
        {
            url: json.dumps(
                {"id": DID_WEB, "assertionMethod": filled(f"#{n}" for n in count())}
            ).encode()
        },
    )
    yield (
        "a DID document with one long text",
        made,
        {url: written({**whole, "x": "x" * LONG})[:LONG]},
    )


def _many_keys() -> Mapping[str, Json]:
    keys = [
        {
            "id": f"{DID_WEB}#{n}",
            "type": "Multikey",
            "controller": DID_WEB,
            "publicKeyMultibase": multikey.encode(key(Algorithm.ED25519, 1 + n % 200).public_key),
        }
        for n in range(1_600)
    ]
    names = [method["id"] for method in keys]
    return {"id": DID_WEB, "verificationMethod": keys, "assertionMethod": names}


def resources() -> Sequence[Named]:
    """Return the badges, each with what stands at the addresses that it names."""
    return [*_lists(), *_dids()]
