"""Badges whose contexts, proofs, endorsements or nameless objects are much work."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, count

from verifying.documents import endorsement
from verifying.people import ENDORSER
from verifying.securing import CANONICALISER, sign

from keys.strict_json import Json
from signing.securing import sign_jwt

from .documents import LONG, at_the_limit, filled, signed, with_achieved, with_members, written


def _contexts() -> Iterator[tuple[str, bytes]]:
    known = signed()["@context"]
    yield "one context very often", with_members(**{"@context": [*known, *[known[1]] * 18_000]})
    yield "three contexts in turn", with_members(**{"@context": [*known * 3, *known * 5_000]})
    yield (
        "contexts nobody knows",
        with_members(**{"@context": [*known, *filled(f"https://a.example/{n}" for n in count())]}),
    )
    yield "inline contexts", with_members(**{"@context": [*known, *[{"a": "urn:a"}] * 60_000]})
    yield (
        "contexts inside",
        with_members(evidence=filled({"@context": known, "type": ["Evidence"]} for _ in count())),
    )


def _proofs() -> Iterator[tuple[str, bytes]]:
    proof = signed()["proof"][0]
    full = json.loads(dict(at_the_limit())["630 alignments"])
    eight = [{**proof, "created": f"2026-06-30T00:00:0{n}Z"} for n in range(8)]
    yield "eight proofs of 2 000 statements", written({**full, "proof": eight})
    chain = [{**proof, "id": f"urn:p:{n}", "previousProof": f"urn:p:{n - 1}"} for n in range(1, 8)]
    yield (
        "a chain of proofs of 2 000 statements",
        written({**full, "proof": [{**proof, "id": "urn:p:0"}, *chain]}),
    )
    yield (
        "ten thousand proofs",
        with_members(proof=filled({**proof, "nonce": f"{n}"} for n in count())),
    )
    yield "a long proof value", with_members(proof=[{**proof, "proofValue": "z" + "2" * LONG}])
    yield (
        "proofs that follow many",
        with_members(proof=[{**proof, "previousProof": filled(f"urn:{n}" for n in count())}]),
    )
    yield (
        "unknown members of a proof",
        with_members(proof=[{**proof, **{f"k{n}": 1 for n in range(LONG // 12)}}]),
    )
    yield "a base proof of selective disclosure", _sd("ecdsa-sd-2023", proof)


def _sd(suite: str, proof: Mapping[str, Json]) -> bytes:
    value = "u" + "2V0D" + "A" * LONG
    return with_members(proof=[{**proof, "cryptosuite": suite, "proofValue": value}])


def _endorsements() -> Iterator[tuple[str, bytes]]:
    one = sign(endorsement(), ENDORSER)
    yield "sixteen endorsements", with_achieved(endorsement=_endorsed(one, 16, 2))
    yield "sixteen endorsements of 60 kB", with_achieved(endorsement=_endorsed(one, 16, 60_000))
    yield (
        "sixteen endorsements of 100 statements",
        with_achieved(endorsement=[_wordy(one, n) for n in range(14)]),
    )
    tokens = [
        sign_jwt({**endorsement(100 + n), "name": "x" * 40_000}, ENDORSER.signer, CANONICALISER)
        for n in range(16)
    ]
    yield "sixteen endorsements as tokens", with_achieved(endorsementJwt=tokens)
    yield (
        "very many endorsements",
        with_achieved(endorsement=filled({**one, "id": f"urn:e:{n}"} for n in count())),
    )
    yield (
        "endorsements that are tokens",
        with_achieved(
            endorsementJwt=filled("eyJhbGciOiJFUzI1NiJ9.e30." + f"{n:08}" for n in count())
        ),
    )
    yield "endorsements that are nonsense", with_achieved(endorsement=[1] * (LONG // 2))
    yield "endorsements of endorsements", with_achieved(endorsement=[_tower(one, 12)])
    yield "an endorsement of a mebibyte", with_achieved(endorsement=_endorsed(one, 1, LONG))


def _endorsed(one: Mapping[str, Json], number: int, comment: int) -> list[Json]:
    return [
        {**one, "id": f"urn:e:{n}", "name": f"{n}" * (comment // len(str(n)))}
        for n in range(number)
    ]


def _wordy(one: Mapping[str, Json], number: int) -> Json:
    described = {"id": "urn:i", "type": ["Profile"], "otherIdentifier": [
        {"type": "IdentifierEntry", "identifier": f"{n}", "identifierType": "isbn"}
        for n in range(32)
    ]}  # fmt: skip
    return {**one, "id": f"urn:e:{number}", "issuer": described}


def _tower(one: Mapping[str, Json], levels: int) -> Json:
    found: Json = one
    for level in range(levels):
        subject = {**one["credentialSubject"], "endorsement": [found]}
        found = {**one, "id": f"urn:t:{level}", "credentialSubject": subject}
    return found


def _graphs() -> Iterator[tuple[str, bytes]]:
    """Yield badges whose nameless objects look alike: their naming is what costs (rule 4)."""
    results = [
        {"type": ["Result"], "alignment": [{"type": ["Alignment"], "targetName": f"{n}"}]}
        for n in range(200)
    ]
    subject = signed()["credentialSubject"]
    yield (
        "results that differ inside only",
        with_members(credentialSubject={**subject, "result": results}),
    )
    trees = [_tree(depth, 6) for depth in range(2, 8)]
    yield "trees that differ at their ends", with_members(evidence=trees, issuer=_twins())
    pairs = [{"type": ["Related"], "name": f"{a}-{b}"} for a, b in combinations(range(30), 2)]
    yield "pairs", with_achieved(related=pairs)


def _tree(number: int, depth: int) -> Json:
    inside = [_tree(number * 2 + n, depth - 1) for n in range(2)] if depth else f"{number}"
    return (
        {"type": ["Evidence"], "termsOfUse": inside}
        if depth
        else {"type": ["Evidence"], "name": inside}
    )


def _twins() -> Json:
    return {"id": "urn:i", "type": ["Profile"], "address": [
        {"type": ["Address"], "geo": {"type": "GeoCoordinates", "latitude": n, "longitude": n}}
        for n in range(80)
    ]}  # fmt: skip


def credentials() -> Sequence[tuple[str, bytes]]:
    """Return the badges with their names."""
    groups = (_contexts, _proofs, _endorsements, _graphs)
    return [sample for group in groups for sample in group()]
