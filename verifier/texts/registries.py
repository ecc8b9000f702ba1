"""The sentences about registers of issuers."""

from collections.abc import Mapping

REGISTRIES: Mapping[str, tuple[str, str]] = {
    "issuer-in-registry": (
        "The issuer is in the register “{registry}” as “{name}”.",
        "Wydawca jest w rejestrze „{registry}” jako „{name}”.",
    ),
    "issuer-in-no-registry": (
        "The issuer is in no register that we know: that says nothing about the badge.",
        "Wydawcy nie ma w żadnym znanym nam rejestrze: to nic nie mówi o odznace.",
    ),
    "registry-unreachable": (
        "The register “{registry}” could not be read just now.",
        "Rejestru „{registry}” nie udało się teraz odczytać.",
    ),
}
