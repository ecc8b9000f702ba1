"""Badges of Open Badges 2.0, hosted and signed, where much work waits: here or at their school."""

from collections.abc import Iterator, Mapping, Sequence

from verifying_open_badges_2.documents import (
    ASSERTION,
    CLASS,
    ISSUER,
    KEY,
    LIST,
    assertion,
    badge_class,
    cryptographic_key,
    profile,
    revocation_list,
    signed_assertion,
    site,
    token,
)

from keys.strict_json import Json

from .documents import LONG, MEBIBYTE, written

Named = tuple[str, bytes, Mapping[str, bytes]]


def _at_school(**changed: bytes) -> Mapping[str, bytes]:
    """Return what stands at the school, with other contents at some of its addresses."""
    places = {"assertion": ASSERTION, "badge": CLASS, "issuer": ISSUER, "key": KEY, "listed": LIST}
    others = {places[name]: content for name, content in changed.items()}
    return {**{url: written(document) for url, document in site().items()}, **others}


def _hosted(name: str, document: Json) -> Named:
    """Return an assertion that stands at its address as it is: whatever is in it, it is right."""
    return name, written(document), _at_school(assertion=written(document))


def _signed(name: str, payload: Json, **changed: bytes) -> Named:
    return name, token(payload).encode(), _at_school(**changed)


def _deep(levels: int, leaf: Json) -> Json:
    for _ in range(levels):
        leaf = {"x": [leaf]}
    return leaf


def _assertions() -> Iterator[Named]:
    made = assertion()
    yield _hosted("a good assertion with one long text", {**made, "narrative": "x" * LONG})
    members = {f"k{n}": "x" for n in range(9_900)}
    yield _hosted("a good assertion with 9 900 members", {**made, **members})
    evidence = [{"id": f"urn:e:{n}", "narrative": "x"} for n in range(3_000)]
    yield _hosted("a good assertion with 3 000 pieces of evidence", {**made, "evidence": evidence})
    yield _hosted("a good assertion of 13 levels", {**made, "x": _deep(13, 1)})
    yield _hosted("an assertion of 40 levels", {**made, "x": _deep(40, 1)})
    contexts = [made["@context"], *({"a": f"urn:{n}"} for n in range(3_000))]
    yield _hosted("a good assertion with 3 000 contexts", {**made, "@context": contexts})
    yield _hosted(
        "a good assertion with types", {**made, "type": ["Assertion", *map(str, range(9_000))]}
    )
    identity = {**made["recipient"], "identity": "sha256$" + "a" * LONG}
    yield _hosted("an assertion about a long hash", {**made, "recipient": identity})
    yield _hosted("an assertion with a long date", {**made, "issuedOn": "2" * LONG})
    yield "an assertion that is a mebibyte elsewhere", written(made), _at_school(
        assertion=written({**made, "x": "x" * LONG})
    )  # fmt: skip
    yield "an assertion that is nonsense elsewhere", written(made), _at_school(
        assertion=b"{" * MEBIBYTE
    )  # fmt: skip
    yield (
        "an assertion with a long address",
        written({**made, "id": ASSERTION + "/a" * 500_000}),
        {},
    )


def _schools() -> Iterator[Named]:
    made = written(assertion())
    noise = b'{"type": "' + bytes(range(35, 91)) * 18_000
    for name in ("badge", "issuer"):
        yield f"an assertion whose {name} is nonsense", made, _at_school(**{name: noise})
        yield f"an assertion whose {name} is a list", made, _at_school(**{name: b"[[]]" * 9})
    alignment = [{"targetName": "x", "targetUrl": f"urn:{n}"} for n in range(3_000)]
    wide = written({**badge_class(), "alignment": alignment})
    yield "a good assertion whose badge has 3 000 alignments", made, _at_school(badge=wide)
    keys = written({**profile(), "publicKey": [f"{KEY}/{n}" for n in range(9_000)]})
    yield "a good assertion whose issuer has 9 000 keys", made, _at_school(issuer=keys)


def _tokens() -> Iterator[Named]:
    made = signed_assertion()
    yield _signed("a good signed assertion with one long text", {**made, "narrative": "x" * LONG})
    yield _signed("a signed assertion of 9 900 values", {**made, "evidence": [{}] * 9_800})
    yield _signed("a signed assertion of 40 levels", {**made, "x": _deep(40, 1)})
    key = cryptographic_key()
    for name, text in (
        ("nonsense", "-----BEGIN PUBLIC KEY-----\n" + "A" * LONG),
        ("many", key["publicKeyPem"] * 1_500),
    ):
        wrong = written({**key, "publicKeyPem": text})
        yield _signed(f"a signed assertion whose key is {name}", made, key=wrong)
    uids = [f"urn:uuid:{n}" for n in range(9_500)]
    long = written({**revocation_list(), "revokedAssertions": uids})
    yield _signed("a good signed assertion beside 9 500 revoked ones", made, listed=long)
    entries = [{"id": f"urn:{n}", "revocationReason": "x" * 300} for n in range(2_500)]
    told = written({**revocation_list(), "revokedAssertions": entries})
    yield _signed("a good signed assertion beside 2 500 reasons", made, listed=told)
    yield _signed("a signed assertion whose list is nonsense", made, listed=b"[" * MEBIBYTE)
    yield "a signed assertion of dots", token(made).encode() + b"." * LONG, _at_school()
    yield "a signed assertion with a wrong end", token(made).encode()[:-4] + b"AAAA", _at_school()


def open_badges_2() -> Sequence[Named]:
    """Return the assertions, each with what stands at the addresses of its school."""
    return [*_assertions(), *_schools(), *_tokens()]
