"""The forms in which a credential can be secured, and our credential in each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from keys.signer import Algorithm
from keys.strict_json import Json
from signing.securing import sign_jwt

from .ours import CANONICALISER, secured
from .parties import Party, party
from .sample import ED25519_2020, badge


@dataclass(frozen=True)
class Form:
    """A kind of proof with a kind of key; `name` is what the reference table calls it."""

    name: str
    kind: str
    algorithm: Algorithm

    @property
    def owner(self) -> Party:
        return party(self.algorithm)

    @property
    def unsigned(self) -> Json:
        """The sample badge, issued by the owner of the key."""
        document = badge(self.owner.did)
        extra = [ED25519_2020] if self.kind == "Ed25519Signature2020" else []
        return {**document, "@context": document["@context"] + extra}

    @cached_property
    def by_us(self) -> Json:
        """The sample badge as we secure it: an object, not to be changed, or a token."""
        if self in JWTS:
            return sign_jwt(self.unsigned, self.owner.signer, CANONICALISER)
        return secured(self.unsigned, self.kind, self.owner)


EMBEDDED: Sequence[Form] = (
    Form("eddsa-rdfc-2022", "eddsa-rdfc-2022", Algorithm.ED25519),
    Form("ecdsa-rdfc-2019, P-256", "ecdsa-rdfc-2019", Algorithm.P256),
    Form("ecdsa-rdfc-2019, P-384", "ecdsa-rdfc-2019", Algorithm.P384),
    Form("eddsa-jcs-2022", "eddsa-jcs-2022", Algorithm.ED25519),
    Form("ecdsa-jcs-2019, P-256", "ecdsa-jcs-2019", Algorithm.P256),
    Form("ecdsa-jcs-2019, P-384", "ecdsa-jcs-2019", Algorithm.P384),
    Form("Ed25519Signature2020", "Ed25519Signature2020", Algorithm.ED25519),
)
JWTS: Sequence[Form] = (
    Form("VC-JWT, EdDSA", "EdDSA", Algorithm.ED25519),
    Form("VC-JWT, ES256", "ES256", Algorithm.P256),
    Form("VC-JWT, ES384", "ES384", Algorithm.P384),
    Form("VC-JWT, RS256", "RS256", Algorithm.RSA),
)
SELECTIVE = Form("ecdsa-sd-2023, derived", "ecdsa-sd-2023", Algorithm.P256)
