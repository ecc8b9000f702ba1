"""Making files with several credentials: presentations, learner records, lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from contexts.library import CREDENTIALS_V1, CREDENTIALS_V2, DATA_INTEGRITY_V2
from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.report import Genuine, Outcome, Verdict

from .edits import Edit, put, same
from .other_credentials import learner_record
from .people import by_did_key, by_did_web
from .securing import JCS, Made, sign_unchecked, token, well
from .tokens import ABSENT, compact, header_of

HOLDER = by_did_key(salt=90)
WEB = by_did_web(Algorithm.ED25519)
BADGE, TOKEN = well(), token()
CHANGED = well(after=put("/name", "Inna"))
EXPIRED = well(put("/validUntil", "2026-06-30T13:00:00Z"))
UNREACHABLE = well(person=WEB)

VALID, INVALID = Verdict.VALID, Verdict.INVALID
UNKNOWN = Verdict.COULD_NOT_CHECK
SIGNED, UNSIGNED = "presentation-signed", "presentation-unsigned"
UNNAMED = "presentation-signed-by-unnamed"
WRONG, MALFORMED = "presentation-signature-wrong", "presentation-proof-malformed"
OF_ANOTHER, NOT_COMPUTABLE = "presentation-by-another", "presentation-not-computable"


@dataclass(frozen=True)
class Bunch:
    """One file, the verdict it must get, and those of the credentials in it, in their order."""

    name: str
    made: Made
    verdict: Verdict
    parts: tuple[Verdict, ...]
    code: str | None = None
    """What is said of the signature around them."""
    genuine: Genuine = Genuine.YES
    resources: Mapping[str, Json] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome | None:
        if self.code is None:
            return None
        if self.code in (SIGNED, UNNAMED, UNSIGNED):
            return Outcome.PASSED
        wrong = self.code in (WRONG, MALFORMED, OF_ANOTHER)
        return Outcome.FAILED if wrong else Outcome.UNDECIDED


def presentation(*made: Made, **members: Json) -> dict[str, Json]:
    """Return a presentation of VCDM 2.0 with these credentials."""
    found = {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": HOLDER.issuer,
        "verifiableCredential": [one() for one in made],
        **members,
    }
    return {name: value for name, value in found.items() if value is not ABSENT}


def presented(*made: Made, **members: Json) -> Made:
    return lambda: presentation(*made, **members)


def of_version_1(*made: Made) -> dict[str, Json]:
    return presentation(*made, **{"@context": [CREDENTIALS_V1, DATA_INTEGRITY_V2]})


def signed(
    *made: Made, after: Edit = same, suite: str = JCS, purpose: str = "authentication", **more: Json
) -> Made:
    """Make a presentation that its holder signed; `after` changes what was signed."""
    options = {"purpose": purpose, **more}
    return lambda: after(sign_unchecked(presentation(*made), HOLDER, suite, **options))


def in_claim(*made: Made, **claims: Json) -> Made:
    """Make a token of VCDM 1.1 with the presentation in its claim `vp`."""
    return lambda: compact(
        header_of(HOLDER),
        {"iss": HOLDER.issuer, "vp": of_version_1(*made), **claims},
        HOLDER,
    )


def flat(*made: Made, header: Mapping[str, Json] | None = None, **claims: Json) -> Made:
    """Make a token that is a presentation of VCDM 2.0."""
    return lambda: compact(
        header_of(HOLDER, **{"typ": "vp+jwt", **(header or {})}),
        {**presentation(*made), **claims},
        HOLDER,
    )


def enveloped_presentation(made: Callable[[], Json]) -> Made:
    return lambda: {
        "@context": [CREDENTIALS_V2],
        "id": f"data:application/vp+jwt,{made()}",
        "type": "EnvelopedVerifiablePresentation",
    }


def record(*made: Made, after: Edit = same) -> Made:
    """Make a signed learner record; `after` changes what was signed."""
    return lambda: after(sign_unchecked(learner_record(*(one() for one in made))))
