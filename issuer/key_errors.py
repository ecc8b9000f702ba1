"""What can go wrong with the keys of an organisation."""

from issuer.errors import ConflictError, UnavailableError


class KeyUnavailableError(UnavailableError):
    """The key cannot be opened now: nothing was signed, and nothing half done."""

    english = (
        "The signing key of the organisation cannot be used right now ({reason}). Nothing was "
        "changed; the operator of the service has to look at it."
    )
    polish = (
        "Nie można teraz użyć klucza podpisującego organizacji ({reason}). Nic nie zostało "
        "zmienione; powinien to sprawdzić operator usługi."
    )


class NoRotationOnLocalhostError(ConflictError):
    """On localhost the key is the identity, so another key would be another issuer (rule 8)."""

    english = (
        "This installation runs on localhost as a demonstration: the issuer's identity is the key "
        "itself (did:key), so it cannot be rotated. Give the service a public https address first."
    )
    polish = (
        "Ta instalacja działa na localhost jako demonstracja: tożsamością wydawcy jest sam klucz "
        "(did:key), więc nie można go wymienić. Najpierw nadaj usłudze publiczny adres https."
    )
