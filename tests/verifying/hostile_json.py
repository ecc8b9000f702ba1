"""Rules 1 and 2: documents whose JSON says what their statements do not, as data.

Each is signed well and then changed. Where the row says `right`, software without guards computes
the same statements before and after, so the signature still fits.
"""

from keys.strict_json import Json
from verifier.report import Name

from .cases import Case, failing
from .documents import STATUS, endorsement, status_list, uuid, version_1, with_status_entry
from .edits import Edit, all_of, put, removed, renamed, same, using
from .people import ENDORSER, ISSUER
from .securing import sign, well

CRED = "https://www.w3.org/2018/credentials#"
XSD = "http://www.w3.org/2001/XMLSchema#"
ACHIEVED = "/credentialSubject/achievement"
OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
REFRESH = {"id": "https://a.example/refresh", "type": "https://a.example/Refresh"}
CREDITS = "/credentialSubject/creditsEarned"


TWIN = {"id": ISSUER.issuer, "type": ["Profile"], "name": "Przykładowa Akademia"}
OWN_WORDS = [sign(endorsement(issuer=ISSUER.issuer))]
TWO_WORDS = [sign(endorsement(number), ENDORSER) for number in (100, 101)]
COMMENT = "credentialSubject/endorsementComment"


def member(outer: str, name: str) -> str:
    return f"{outer}/{name.replace('~', '~0').replace('/', '~1')}"


def dated(name: str, text: str) -> Edit:
    """Put a date under a name that the contexts do not coerce."""
    return put(member("", name), {"@type": f"{XSD}dateTime", "@value": text})


def hidden(
    name: str, after: Edit, rule: str, *, before: Edit = same, right: bool = True, **more: Json
) -> Case:
    """Return the row of a document that was changed after signing in a way of rule 1."""
    made = well(before, after=after)
    check, code = Name.TERMS, "terms-not-covered"
    return failing(name, made, check, code, rule, right=right, **more)


FULL_NAMES = (
    hidden(
        "validUntil under its full IRI",
        all_of(removed("/validUntil"), dated(f"{CRED}validUntil", "2030-06-30T12:00:00Z")),
        "colon-in-key",
    ),
    hidden(
        "credentialStatus under its full IRI",
        renamed("/credentialStatus", f"{CRED}credentialStatus"),
        "colon-in-key",
        before=with_status_entry(),
        resources={STATUS: sign(status_list(taken_back=94567))},
    ),
    hidden(
        "expirationDate with the prefix cred: of VCDM 1.1",
        all_of(removed("/expirationDate"), dated("cred:expirationDate", "2030-06-30T12:00:00Z")),
        "colon-in-key",
        before=version_1,
    ),
    hidden(
        "refreshService with the prefix cred: of VCDM 1.1",
        renamed("/refreshService", "cred:refreshService"),
        "colon-in-key",
        before=all_of(version_1, put("/refreshService", REFRESH)),
    ),
    hidden(
        "a type under its full IRI",
        put("/evidence/0/type", [f"{OB}Evidence"]),
        "compact-iri",
    ),
)

DROPPED = (
    hidden("an undefined member", put("/grade", "celujący"), "undefined-term"),
    hidden("an undefined member that is null", put("/grade", None), "null-value"),
    hidden("an undefined member that is an empty list", put("/grade", []), "empty-array"),
    hidden("an undefined member deep inside", put(f"{ACHIEVED}/grade", "6"), "undefined-term"),
    hidden("an undefined member with an object", put("/issuer/rank", {"a": 1}), "undefined-term"),
    hidden("a defined member that is null", put("/description", None), "null-value"),
    hidden(
        "a defined member that is an empty list",
        put("/evidence/0/genre", []),
        "empty-array",
        right=True,
    ),
    hidden("an undefined type", put("/type/-", "DiplomaCredential"), "undefined-type", right=False),
    hidden("a member without a name", put("/", "x"), "empty-key"),
    hidden("a member that only looks like a keyword", put("/@foo", "x"), "at-sign-key"),
    hidden("a context of a type that is not there", put("/audience", "x"), "undefined-term"),
    hidden(
        "a word of the class that is a term",
        put(f"{ACHIEVED}/Criteria", "x"),
        "class-as-property",
        right=False,
    ),
)

KEYWORDS = (
    hidden("@index", put("/@index", "x"), "at-sign-key"),
    hidden("@set", using("/evidence", lambda value: {"@set": value}), "at-sign-key"),
    hidden("@list", put(f"{ACHIEVED}/tag", {"@list": ["a"]}), "at-sign-key", right=False),
    hidden("@value", using("/name", lambda value: {"@value": value}), "at-sign-key"),
    hidden(
        "@value under a typed term",
        using("/validUntil", lambda value: {"@value": value, "@type": f"{XSD}dateTime"}),
        "at-sign-key",
    ),
    hidden(
        "@nest",
        using(
            "",
            lambda value: {
                **{k: v for k, v in value.items() if k != "validUntil"},
                "@nest": {"validUntil": value["validUntil"]},
            },
        ),
        "at-sign-key",
    ),
    hidden("@included", put("/@included", []), "at-sign-key"),
    hidden("@reverse", put("/@reverse", {}), "at-sign-key"),
    hidden(
        "@direction",
        using("/name", lambda value: {"@value": value, "@direction": "rtl"}),
        "at-sign-key",
    ),
    hidden("@id for id", renamed("/id", "@id"), "at-sign-key"),
    hidden("@id beside id", put("/issuer/@id", "did:example:other"), "at-sign-key", right=False),
    hidden("a second @type", put(f"{ACHIEVED}/@type", ["Achievement"]), "at-sign-key"),
    hidden("@type for type", renamed("/issuer/type", "@type"), "at-sign-key"),
    hidden("@graph", put("/@graph", [{"id": uuid(7), "name": "x"}]), "at-sign-key", right=False),
    hidden("@import", put("/@import", "https://a.example/context.json"), "at-sign-key"),
    hidden("@language", put("/issuer/@language", "pl"), "at-sign-key"),
    hidden(
        "@json",
        put("/issuer/name", {"@type": "@json", "@value": {"a": 1}}),
        "at-sign-key",
        right=False,
    ),
    hidden("@none", put("/@none", "x"), "at-sign-key"),
)

RETYPED = (
    hidden(
        "a single text in a list",
        put(f"{ACHIEVED}/alignment/0/description", ["x"]),
        "single-in-list",
        before=put(f"{ACHIEVED}/alignment/0/description", "x"),
    ),
    hidden(
        "an item of a list without the list",
        put(f"{ACHIEVED}/tag", "x"),
        "list-expected",
        before=put(f"{ACHIEVED}/tag", ["x"]),
    ),
    hidden(
        "an identifier in a list",
        using("/credentialSubject/id", lambda value: [value]),
        "iri-not-a-string",
        right=False,
    ),
    hidden("a list in a list", using(f"{ACHIEVED}/tag", lambda value: [value]), "nested-array"),
    hidden(
        "an item twice",
        using(f"{ACHIEVED}/tag", lambda value: [*value, value[0]]),
        "duplicate-item",
    ),
    hidden(
        "an object twice",
        using(f"{ACHIEVED}/alignment", lambda value: [*value, *value]),
        "duplicate-item",
        right=False,
    ),
    hidden(
        "a truth in quotation marks",
        put("/credentialSubject/identifier/0/hashed", "false"),
        "text-not-expected",
    ),
    hidden(
        "a number in quotation marks",
        put(CREDITS, "5"),
        "text-not-expected",
        before=put(CREDITS, 5),
    ),
    hidden(
        "a truth for a number",
        put(CREDITS, True),
        "boolean-not-expected",
        before=put(CREDITS, 5),
        right=False,
    ),
    hidden(
        "an identifier as an object",
        using("/credentialSubject/result/0/resultDescription", lambda value: {"id": value}),
        "id-only-object",
        right=False,
    ),
    hidden(
        "an issuer as an object without more",
        put("/issuer", {"id": ISSUER.issuer}),
        "id-only-object",
        before=put("/issuer", ISSUER.issuer),
    ),
    hidden("a relative IRI", put("/evidence/0/id", "dowody/1"), "relative-iri", right=False),
    hidden(
        "an IRI with a space",
        put("/evidence/0/id", "https://a.example/a b"),
        "invalid-iri",
        right=False,
    ),
    hidden("a blank node's name", put("/evidence/0/id", "_:b7"), "blank-node-id", right=False),
    hidden("a control character", put("/name", "Kurs\u0007"), "control-character", right=False),
    hidden(
        "a number beyond 15 digits",
        put(CREDITS, 0.30000000000000004),
        "inexact-number",
        before=put(CREDITS, 0.3),
    ),
)

HOSTILE_JSON = (*FULL_NAMES, *DROPPED, *KEYWORDS, *RETYPED)
