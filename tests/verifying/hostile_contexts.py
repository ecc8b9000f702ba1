"""Rule 2: contexts where none may stand, and lists of contexts that no badge has, as data."""

from contexts.library import CREDENTIALS_V1, OPEN_BADGES_3_0_3
from keys.strict_json import Json
from verifier.report import Genuine, Name

from .cases import Case, failing, undecided
from .edits import Edit, all_of, put, removed, renamed, swapped
from .securing import naively, well

OPEN_BADGES_3_0_2 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
UNKNOWN = "https://akademia.example/context.json"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
UNDEFINED_TERMS = "https://www.w3.org/ns/credentials/undefined-terms/v2"


def inside(name: str, after: Edit, *, right: bool = True) -> Case:
    """Return the row of a badge with a context where none may stand."""
    made, check = well(after=after), Name.VOCABULARY
    return failing(name, made, check, "vocabulary-broken", "misplaced-context", right=right)


CONTEXTS_INSIDE = (
    inside("a context inside", put("/issuer/@context", {})),
    inside("a known context inside", put("/evidence/0/@context", OPEN_BADGES_3_0_3)),
    inside(
        "a context inside that renames",
        all_of(
            put("/issuer/@context", {"nazwa": "https://schema.org/name"}),
            renamed("/issuer/name", "nazwa"),
        ),
    ),
    inside("null for a context inside", put("/issuer/@context", None), right=False),
)


def context(name: str, after: Edit, code: str, **more: Json) -> Case:
    """Return the row of a badge whose list of contexts was changed after signing."""
    return failing(name, well(after=after), Name.TERMS, code, **more)


CONTEXTS = (
    context("no context", removed("/@context"), "contexts-unsuitable"),
    context("an empty list of contexts", put("/@context", []), "contexts-unsuitable"),
    context(
        "another first context",
        swapped("/@context/0", "/@context/1"),
        "contexts-unsuitable",
        right=True,
    ),
    context("the Open Badges context left out", removed("/@context/1"), "terms-not-covered"),
    context(
        "an older Open Badges context", put("/@context/1", OPEN_BADGES_3_0_2), "terms-not-covered"
    ),
    context(
        "a context twice", put("/@context/-", OPEN_BADGES_3_0_3), "terms-not-covered", right=True
    ),
    failing(
        "null among the contexts",
        well(after=put("/@context/-", None)),
        Name.VOCABULARY,
        "vocabulary-broken",
        "null-value",
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "the context of VCDM 1.1 instead",
        well(after=put("/@context/0", CREDENTIALS_V1)),
        Name.VOCABULARY,
        "vocabulary-broken",
        "missing-member",
        genuine=Genuine.UNKNOWN,
    ),
    undecided(
        "an inline context",
        well(after=put("/@context/-", {"a": "urn:a"})),
        Name.TERMS,
        "context-unknown",
        right=True,
    ),
    undecided(
        "an unknown context",
        well(after=put("/@context/-", UNKNOWN)),
        Name.TERMS,
        "context-unknown",
        right=True,
    ),
    undecided(
        "the context for examples",
        naively(put("/@context/-", EXAMPLES)),
        Name.TERMS,
        "context-unknown",
        right=True,
    ),
    undecided(
        "the context for undefined terms",
        naively(put("/@context/-", UNDEFINED_TERMS)),
        Name.TERMS,
        "context-unknown",
        right=True,
    ),
)

HOSTILE_CONTEXTS = (*CONTEXTS_INSIDE, *CONTEXTS)
