"""The list of revoked badges of 1EdTech, as data: unsigned, so its address must speak for it."""

from contexts.library import OPEN_BADGES_EXTENSIONS
from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.report import Genuine, Name

from .cases import Case, passing, undecided
from .documents import CREDENTIAL
from .edits import Edit, all_of, put
from .people import ISSUER, PROFILE, answers, by_did_web, by_profile, did_web_answer
from .securing import well
from .status_cases import taken_back

REVOCATIONS = "https://akademia.example/revoked"
WEB, HERS = by_did_web(Algorithm.ED25519), by_profile()


def named(url: str = REVOCATIONS) -> Edit:
    """Return the edit by which a badge names a list of revoked badges."""
    return all_of(
        put("/@context/-", OPEN_BADGES_EXTENSIONS),
        put("/credentialStatus", {"id": url, "type": "1EdTechRevocationList"}),
    )


def page(issuer: str, *entries: Json, **members: Json) -> dict[str, Json]:
    """Return the answer of a list of revoked badges."""
    return {REVOCATIONS: {"issuer": issuer, "revokedCredential": list(entries), **members}}


ENTRY = {"id": CREDENTIAL, "revoked": True, "revocationReason": "Wydana przez pomyłkę"}
OTHERS = {"id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-0000000000ff"}
BY_HER = well(named(), person=HERS)


def hers(*entries: Json, **members: Json) -> dict[str, Json]:
    return {**answers(HERS), **page(PROFILE, *entries, **members)}


def not_told(name: str, code: str, resources: Json) -> Case:
    return undecided(
        name, BY_HER, Name.STATUS, code, genuine=Genuine.YES, resources=resources, right=True
    )


REVOCATION_LISTS = (
    passing(
        "a list of revoked badges that names another",
        BY_HER,
        check=Name.STATUS,
        code="not-on-revocation-list",
        resources=hers(OTHERS),
    ),
    passing(
        "a list of revoked badges that is empty",
        BY_HER,
        check=Name.STATUS,
        code="not-on-revocation-list",
        resources=hers(id=REVOCATIONS),
    ),
    passing(
        "a list of revoked badges that took its word back",
        BY_HER,
        check=Name.STATUS,
        code="not-on-revocation-list",
        resources=hers({**ENTRY, "revoked": False}),
    ),
    passing(
        "a list of revoked badges at the site of a did:web",
        well(named(), person=WEB),
        check=Name.STATUS,
        code="not-on-revocation-list",
        resources={**did_web_answer(Algorithm.ED25519), **page(WEB.issuer, OTHERS)},
    ),
    taken_back(
        "a badge on the list of revoked badges",
        BY_HER,
        "on-revocation-list-because",
        resources=hers(OTHERS, ENTRY),
        right=True,
    ),
    taken_back(
        "a badge on the list of revoked badges without a reason",
        BY_HER,
        "on-revocation-list",
        resources=hers({"id": CREDENTIAL}),
        right=True,
    ),
    taken_back(
        "a badge on the list of revoked badges in another spelling",
        BY_HER,
        "on-revocation-list",
        resources=hers({"id": f" {CREDENTIAL.replace('-', '%2D')} "}),
        right=True,
    ),
    not_told("a list of revoked badges out of reach", "status-unreachable", answers(HERS)),
    not_told(
        "a list of revoked badges of another issuer",
        "status-list-of-other-issuer",
        {**answers(HERS), **page(WEB.issuer, OTHERS)},
    ),
    not_told(
        "a list of revoked badges from another address",
        "status-list-of-other-address",
        hers(OTHERS, id=f"{REVOCATIONS}/2"),
    ),
    not_told(
        "a list of revoked badges that says no word of badges",
        "status-list-unusable",
        {**answers(HERS), REVOCATIONS: {"issuer": PROFILE}},
    ),
    not_told(
        "a list of revoked badges of which one entry cannot be read",
        "status-list-unusable",
        hers(OTHERS, {"id": 5}),
    ),
    not_told(
        "a list of revoked badges that is not JSON",
        "status-list-unusable",
        {**answers(HERS), REVOCATIONS: "<html>"},
    ),
    undecided(
        "a list of revoked badges at another site",
        well(named("https://gdzie.example/revoked"), person=HERS),
        Name.STATUS,
        "revocation-list-elsewhere",
        genuine=Genuine.YES,
        resources={**answers(HERS), "https://gdzie.example/revoked": page(PROFILE)[REVOCATIONS]},
    ),
    undecided(
        "a list of revoked badges of an issuer without a site",
        well(named()),
        Name.STATUS,
        "revocation-list-elsewhere",
        genuine=Genuine.YES,
        resources=page(ISSUER.issuer),
    ),
    undecided(
        "a list of revoked badges at a plain http address",
        well(named("http://akademia.example/revoked"), person=HERS),
        Name.STATUS,
        "revocation-list-elsewhere",
        genuine=Genuine.YES,
        resources=answers(HERS),
    ),
)
