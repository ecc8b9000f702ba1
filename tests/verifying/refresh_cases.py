"""Badges whose issuer publishes a newer version, as data: it decides nothing about the old."""

from contexts.library import OPEN_BADGES_EXTENSIONS
from keys.strict_json import Json
from verifier.report import Genuine, Name

from .cases import Case, failing, passing
from .documents import CREDENTIAL, STATUS, status_list, uuid, with_status_entry
from .edits import Edit, all_of, put
from .people import ISSUER, STRANGER, Person
from .securing import sign, token, unchecked, well
from .status_cases import REVOKED

REFRESH = "https://akademia.example/refresh/1"
LATER = "2026-07-01T10:00:00Z"
SERVICE = {"id": REFRESH, "type": "1EdTechCredentialRefresh"}


def refreshable(service: Json = None) -> Edit:
    """Return the edit by which a badge says where a newer version is to be had."""
    return all_of(
        put("/@context/-", OPEN_BADGES_EXTENSIONS), put("/refreshService", service or SERVICE)
    )


def newer(*edits: Edit, by: Person = ISSUER, **more: Json) -> dict[str, Json]:
    """Return the answer of the refresh service: the badge, edited, from an hour ago."""
    edit = all_of(refreshable(), put("/validFrom", LATER), put("/name", "Nowa"), *edits)
    return {REFRESH: well(edit, by)(), **more}


def told(name: str, remark: str, resources: Json, edit: Edit | None = None) -> Case:
    """Return the row of a valid badge whose report has this remark."""
    made = well(edit or refreshable())
    return passing(name, made, resources=resources, remarks=(remark,))


FORGED = {REFRESH: put("/name", "Fałszywa")(newer()[REFRESH])}
IN_HIS_NAME = all_of(put("/validFrom", LATER), put("/issuer/id", ISSUER.issuer))
WITH_LIST = all_of(refreshable(), with_status_entry())

REFRESHED = (
    told("a newer version", "newer-version-valid", newer()),
    told(
        "a newer version as a token",
        "newer-version-valid",
        {REFRESH: token(put("/validFrom", LATER))()},
    ),
    told(
        "a newer version whose id is written in another way",
        "newer-version-valid",
        newer(put("/id", f"{CREDENTIAL[:-1]}%31")),
    ),
    told(
        "a newer version that is not in force yet",
        "newer-version-invalid",
        newer(put("/validFrom", "2026-07-02T00:00:00Z")),
    ),
    told(
        "a newer version whose status list is out of reach",
        "newer-version-could-not-check",
        newer(with_status_entry()),
    ),
    told("a newer version that was forged", "newer-version-not-genuine", FORGED),
    told(
        "a newer version that another signed in the issuer's name",
        "newer-version-not-genuine",
        {REFRESH: unchecked(IN_HIS_NAME, STRANGER)()},
    ),
    told("no newer version", "refresh-not-newer", {REFRESH: well(refreshable())()}),
    told(
        "an older version",
        "refresh-not-newer",
        newer(put("/validFrom", "2026-06-01T00:00:00Z")),
    ),
    told("a newer version of another badge", "refresh-of-another", newer(put("/id", uuid(7)))),
    told("a newer version by another issuer", "refresh-of-another", newer(by=STRANGER)),
    told(
        "a status list where a newer version should be",
        "refresh-of-another",
        {REFRESH: sign(status_list())},
    ),
    told("a page where a newer version should be", "refresh-without-badge", {REFRESH: "<html>"}),
    told("a newer version out of reach", "refresh-unreachable", {}),
    told(
        "a newer version to be had in a way that nobody knows",
        "refresh-type-unknown",
        {},
        refreshable({"id": REFRESH, "type": "urn:example:Refresh"}),
    ),
    failing(
        "a revoked badge with a newer version",
        well(WITH_LIST),
        Name.STATUS,
        "revoked",
        genuine=Genuine.YES,
        resources={STATUS: REVOKED, **newer()},
        remarks=("newer-version-valid",),
    ),
)
