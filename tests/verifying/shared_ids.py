"""Two objects with one id, as data: what may stand twice in the same words, and what may not."""

from keys.strict_json import Json
from verifier.report import Name

from .cases import failing, passing
from .documents import endorsement, uuid
from .edits import Edit, all_of, at, moved, put, removed, swapped
from .hostile_json import ACHIEVED, COMMENT, OWN_WORDS, TWIN, TWO_WORDS, hidden
from .people import ENDORSER, ISSUER
from .securing import JCS, naively, sign, token, well

CREATOR = f"{ACHIEVED}/creator"
PICTURE = {"id": "https://akademia.example/logo.png", "type": "Image", "caption": "Znak"}
PARENT = {"id": "https://miasto.example", "type": ["Profile"], "name": "Miasto"}
WITH_PICTURE = put("/issuer/image", PICTURE)


def copied_issuer(place: str = CREATOR, *, listed: bool = False) -> Edit:
    """Return the edit that describes the issuer again, in the same words, at another place."""

    def edit(document: Json) -> Json:
        issuer = at(document, "/issuer")
        return put(place, [issuer] if listed else issuer)(document)

    return edit


COPIES = (
    passing("an issuer who is also the creator", well(copied_issuer())),
    passing("an issuer who is also the creator, in a token", token(copied_issuer())),
    passing(
        "an issuer who is also the creator, with a jcs proof", well(copied_issuer(), suite=JCS)
    ),
    passing(
        "an issuer who is also the creator, with a picture and a parent",
        well(all_of(WITH_PICTURE, put("/issuer/parentOrg", PARENT), copied_issuer())),
    ),
    passing(
        "an issuer who is creator and assessor",
        well(all_of(copied_issuer(), copied_issuer("/credentialSubject/source"))),
    ),
    passing(
        "a picture that is shown twice",
        well(all_of(WITH_PICTURE, put(f"{ACHIEVED}/image", PICTURE))),
    ),
    passing(
        "a self-issued badge that names its issuer by the identifier",
        well(all_of(put("/credentialSubject/id", ISSUER.issuer), put("/issuer", ISSUER.issuer))),
    ),
)


UNEQUAL = (
    failing(
        "a member moved between two copies of the issuer",
        naively(
            copied_issuer(),
            after=removed(f"{CREATOR}/email"),
        ),
        Name.TERMS,
        "terms-not-covered",
        "same-id-twice",
        right=True,
    ),
    failing(
        "a text in the place of the issuer, who is described as the creator",
        naively(
            all_of(removed("/issuer/address"), copied_issuer()),
            after=put("/issuer", ISSUER.issuer),
        ),
        Name.TERMS,
        "terms-not-covered",
        "same-id-twice",
        right=True,
    ),
    failing(
        "two copies of the issuer that differ in the order of a list",
        naively(
            all_of(put("/issuer/type", ["Profile", "urn:example:School"]), copied_issuer()),
            after=swapped("/issuer/type/0", "/issuer/type/1"),
        ),
        Name.TERMS,
        "terms-not-covered",
        "same-id-twice",
        right=True,
    ),
    failing(
        "a copy of the issuer where none may stand",
        naively(copied_issuer(f"{ACHIEVED}/related", listed=True)),
        Name.TERMS,
        "terms-not-covered",
        "same-id-twice",
        right=True,
    ),
    failing(
        "a self-issued badge that describes its issuer twice",
        naively(put("/credentialSubject/id", ISSUER.issuer)),
        Name.TERMS,
        "terms-not-covered",
        "self-issued",
        right=True,
    ),
    failing(
        "a member moved between issuer and recipient, who are one",
        naively(
            all_of(WITH_PICTURE, put("/credentialSubject/id", ISSUER.issuer)),
            after=moved("/issuer/image", "/credentialSubject/image"),
        ),
        Name.TERMS,
        "terms-not-covered",
        "self-issued",
        right=True,
    ),
    failing(
        "a member moved between two objects with one id",
        naively(
            put(CREATOR, TWIN),
            after=moved("/issuer/email", f"{CREATOR}/email"),
        ),
        Name.TERMS,
        "terms-not-covered",
        "same-id-twice",
        right=True,
    ),
    failing(
        "the issuer described in the endorsement that it signed",
        naively(
            put(f"{ACHIEVED}/endorsement", OWN_WORDS),
            after=swapped("/issuer", f"{ACHIEVED}/endorsement/0/issuer"),
        ),
        Name.TERMS,
        "terms-not-covered",
        "same-id-twice",
        right=True,
    ),
    failing(
        "two endorsements with their comments exchanged",
        naively(
            put(f"{ACHIEVED}/endorsement", TWO_WORDS),
            after=swapped(
                f"{ACHIEVED}/endorsement/0/{COMMENT}", f"{ACHIEVED}/endorsement/1/{COMMENT}"
            ),
        ),
        Name.TERMS,
        "terms-not-covered",
        "same-id-twice",
        right=True,
    ),
    failing(
        "an endorsement's type given to the achievement",
        well(
            put(f"{ACHIEVED}/endorsement", [sign(endorsement(), ENDORSER)]),
            after=put(f"{ACHIEVED}/type/-", "EndorsementSubject"),
        ),
        Name.TERMS,
        "terms-not-covered",
        right=True,
    ),
    hidden(
        "the subject with the credential's id",
        put("/credentialSubject/id", uuid(1)),
        "same-id-twice",
        right=False,
    ),
    hidden(
        "a part of the issuer at another place",
        put(CREATOR, {"id": ISSUER.issuer, "type": ["Profile"]}),
        "same-id-twice",
        right=False,
    ),
    failing(
        "a picture of which only one place has the caption",
        naively(
            all_of(WITH_PICTURE, put(f"{ACHIEVED}/image", PICTURE)),
            after=removed("/issuer/image/caption"),
        ),
        Name.TERMS,
        "terms-not-covered",
        "same-id-twice",
        right=True,
    ),
    failing(
        "the address moved between two copies of the issuer",
        naively(
            copied_issuer(),
            after=moved("/issuer/address", f"{CREATOR}/otherAddress"),
        ),
        Name.TERMS,
        "terms-not-covered",
    ),
)

SHARED_IDS = (*COPIES, *UNEQUAL)
