"""Status lists, as data: what revokes a badge, and what says nothing about it."""

import gzip

from keys.multibase import base64url_encode
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.ecdsa_sd_2023 import derive
from signing.status_list import empty_list, encode, with_status
from verifier.report import Genuine, Name

from .cases import Case, failing, passing, undecided
from .documents import INDEX, NOW, STATUS, badge, status_entry, status_list, with_status_entry
from .edits import Edit, all_of, put, removed, same
from .people import ISSUER, STRANGER, Person, by_did_key
from .securing import CANONICALISER, SD, Made, sign, sign_unchecked, token, unchecked, well

LIST = "/credentialSubject"
ENCODED = f"{LIST}/encodedList"
PURPOSE = f"{LIST}/statusPurpose"
SUSPENDED = {"statusPurpose": "suspension"}
MESSAGE = {"statusPurpose": "message"}
P256 = by_did_key(Algorithm.P256)
REVOKED = sign(status_list(taken_back=INDEX))


def listed(edit: Edit = same, *, bit: bool = True, after: Edit = same, by: Person = ISSUER) -> Json:
    """Return what stands at the list's address: the list that revokes, edited and signed."""
    content = edit(status_list(ISSUER.issuer, taken_back=INDEX if bit else None))
    return {STATUS: after(sign_unchecked(content, by))}


def told(name: str, code: str, resources: Json, entry: Json = None, **more: Json) -> Case:
    """Return the row of a badge that is valid although it names a list."""
    made = well(with_status_entry(**(entry or {})))
    return passing(name, made, check=Name.STATUS, code=code, resources=resources, **more)


def taken_back(name: str, made: Made, code: str = "revoked", **more: Json) -> Case:
    resources = more.pop("resources", {STATUS: REVOKED})
    facts = {"genuine": Genuine.YES, "resources": resources, **more}
    return failing(name, made, Name.STATUS, code, **facts)


def silent(name: str, code: str, resources: Json, entry: Json = None, **more: Json) -> Case:
    """Return the row of a badge about whose status nobody can tell."""
    made = well(with_status_entry(**(entry or {})))
    facts = {"genuine": Genuine.YES, "resources": resources, "right": True, **more}
    return undecided(name, made, Name.STATUS, code, **facts)


def unusable(name: str, edit: Edit, code: str = "status-list-not-valid") -> Case:
    return silent(name, code, listed(edit))


def shown_in_part() -> Json:
    """Return what a holder shows of a revoked badge: the status is mandatory (rule 26)."""
    whole = sign(with_status_entry()(badge(P256.issuer)), P256, SD)
    return derive(whole, whole["proof"][0], ["/name"], CANONICALISER)


def bomb(megabytes: int) -> str:
    """Return an encoded list that unpacks to so many megabytes."""
    return "u" + base64url_encode(gzip.compress(bytes(megabytes * 1_000_000)))


NOT_REVOKED = (
    told("a bit that is not set", "not-revoked", listed(bit=False)),
    told(
        "another's bit",
        "not-revoked",
        listed(put(ENCODED, encode(with_status(empty_list(), [INDEX + 1])))),
    ),
    told(
        "an index that is a number",
        "not-revoked",
        listed(bit=False),
        {"statusListIndex": INDEX},
        remarks=("integer-status-index",),
    ),
    told(
        "a list for two purposes",
        "not-revoked",
        listed(put(PURPOSE, ["revocation", "suspension"]), bit=False),
    ),
    told(
        "a suspension that is not set",
        "not-suspended",
        listed(put(PURPOSE, "suspension"), bit=False),
        SUSPENDED,
    ),
    told("a message, whatever it says", "status-says", listed(put(PURPOSE, "message")), MESSAGE),
    told("a list without an id", "not-revoked", listed(removed("/id"), bit=False)),
    told(
        "a list without dates",
        "not-revoked",
        listed(all_of(removed("/validFrom"), removed("/validUntil")), bit=False),
    ),
    told("a list whose subject has no id", "not-revoked", listed(removed(f"{LIST}/id"), bit=False)),
    told(
        "a list by an issuer as an object",
        "not-revoked",
        listed(put("/issuer", {"id": ISSUER.issuer, "name": "A"}), bit=False),
    ),
    passing("a badge without a status", well(), check=Name.STATUS, code="status-none"),
)

TAKEN_BACK = (
    taken_back("a revoked badge", well(with_status_entry()), right=True),
    taken_back("a revoked badge in a token", token(with_status_entry())),
    taken_back(
        "a revoked badge of which little is shown",
        shown_in_part,
        resources={
            STATUS: sign(status_list(P256.issuer, taken_back=INDEX), P256, "ecdsa-rdfc-2019")
        },
    ),
    taken_back(
        "a suspended badge",
        well(with_status_entry(**SUSPENDED)),
        "suspended",
        resources=listed(put(PURPOSE, "suspension")),
        right=True,
    ),
    taken_back(
        "a revoked badge on a list without dates",
        well(with_status_entry()),
        resources=listed(all_of(removed("/validFrom"), removed("/validUntil"))),
        right=True,
    ),
    taken_back(
        "a revoked badge that has ended",
        well(all_of(with_status_entry(), put("/validUntil", "2026-07-01T11:00:00Z"))),
        right=True,
    ),
)

SILENT = (
    silent("a list out of reach", "status-unreachable", {}),
    silent(
        "a list of another issuer",
        "status-list-of-other-issuer",
        listed(put("/issuer", STRANGER.issuer), by=STRANGER),
    ),
    silent(
        "a list that another signed in the issuer's name",
        "status-list-not-valid",
        listed(by=STRANGER),
    ),
    silent("a list for another purpose", "status-purpose-differs", listed(), SUSPENDED),
    silent("a list that has ended", "status-list-not-valid", listed(), now=NOW.replace(day=3)),
    silent(
        "a list that has not begun",
        "status-list-not-valid",
        listed(put("/validFrom", "2026-07-01T12:05:01Z")),
    ),
    silent("an unsigned list", "status-list-not-valid", listed(after=removed("/proof"))),
    silent(
        "a list whose bits were changed",
        "status-list-not-valid",
        listed(after=put(ENCODED, encode(empty_list()))),
    ),
    silent(
        "a list from another address",
        "status-list-of-other-address",
        listed(put("/id", f"{STATUS}/2")),
    ),
    unusable("a list with a status of its own", put("/credentialStatus", status_entry())),
    unusable("a list that unpacks to 200 MB", put(ENCODED, bomb(200)), "status-list-unusable"),
    unusable(
        "a list that is too short",
        put(ENCODED, "u" + base64url_encode(gzip.compress(bytes(100)))),
        "status-list-unusable",
    ),
    unusable(
        "a list that ends too early",
        put(ENCODED, encode(empty_list())[:-8]),
        "status-list-unusable",
    ),
    unusable(
        "a list with something after its end",
        put(ENCODED, "u" + base64url_encode(gzip.compress(bytes(16384)) + b"more")),
        "status-list-unusable",
    ),
    unusable(
        "a list that is not compressed",
        put(ENCODED, "u" + base64url_encode(bytes(16384))),
        "status-list-unusable",
    ),
    unusable(
        "a list with the sign of another alphabet", put(ENCODED, "z" + encode(empty_list())[1:])
    ),
    silent(
        "an index beyond the list", "status-list-unusable", listed(), {"statusListIndex": "131072"}
    ),
    silent(
        "entries of two bits on a list of single bits",
        "status-list-unusable",
        listed(),
        {"statusSize": 2},
    ),
    silent("a page that is no list", "status-list-unusable", {STATUS: "<html>"}),
    silent("an empty answer", "status-list-unusable", {STATUS: b""}),
    silent("a badge instead of a list", "status-list-unusable", {STATUS: well()()}),
    silent(
        "an address that is a malformed DID",
        "status-unreachable",
        {},
        {"statusListCredential": "did:key:zzz"},
    ),
)

MISSHAPEN = tuple(
    failing(
        f"the index {index!r}",
        unchecked(with_status_entry(statusListIndex=index)),
        Name.VOCABULARY,
        "vocabulary-broken",
        "not-a-status-index",
        genuine=Genuine.YES,
        resources={STATUS: REVOKED},
        right=True,
    )
    for index in ("-1", "1.5", " 7", "7x", "007", -1)
)

STATUSES = (*NOT_REVOKED, *TAKEN_BACK, *SILENT, *MISSHAPEN)
