"""The words around the checks: verdicts, their names, and the notes below them."""

from collections.abc import Mapping

from verifier.texts.bundles import BUNDLE_LABELS
from verifier.texts.contents import SEVERAL
from verifier.texts.registries import REGISTRIES

LABELS: Mapping[str, tuple[str, str]] = {
    "valid": ("VALID", "WAŻNA"),
    "invalid": ("INVALID", "NIEWAŻNA"),
    "could-not-check": ("COULD NOT CHECK", "NIE UDAŁO SIĘ SPRAWDZIĆ"),
    "genuine-yes": (
        "Genuine: yes, the issuer signed exactly this.",
        "Autentyczna: tak, wydawca podpisał dokładnie tę treść.",
    ),
    "genuine-no": (
        "Genuine: no, this is not what the issuer signed.",
        "Autentyczna: nie, to nie jest treść podpisana przez wydawcę.",
    ),
    "genuine-yes-published": (
        "Genuine: yes, the issuer publishes exactly this.",
        "Autentyczna: tak, wydawca publikuje dokładnie tę treść.",
    ),
    "genuine-no-published": (
        "Genuine: no, this is not what the issuer publishes.",
        "Autentyczna: nie, to nie jest treść publikowana przez wydawcę.",
    ),
    "genuine-unknown-published": (
        "Genuine: unknown, this could not be checked.",
        "Autentyczna: nie wiadomo, nie udało się tego sprawdzić.",
    ),
    "genuine-unknown": (
        "Genuine: unknown, this could not be checked.",
        "Autentyczna: nie wiadomo, nie udało się tego sprawdzić.",
    ),
    "recognised": ("Recognised", "Rozpoznanie"),
    "vocabulary": ("Vocabulary", "Słownik"),
    "terms": ("Terms", "Pojęcia"),
    "proof": ("Signature", "Podpis"),
    "issuer": ("Issuer", "Wydawca"),
    "period": ("Period", "Termin ważności"),
    "status": ("Status", "Status"),
    "subject": ("Subject", "Osoba"),
    "endorsements": ("Endorsements", "Rekomendacje"),
    "edition": (
        "Read with the {edition} edition of {url}.",
        "Odczytano według wydania „{edition}” dokumentu {url}.",
    ),
    "resource-fetched": (
        "Fetched: {url} ({time}, SHA-256 {sha256}).",
        "Pobrano: {url} ({time}, SHA-256 {sha256}).",
    ),
    "resource-own": (
        "Taken from the records of this service: {url} (SHA-256 {sha256}).",
        "Odczytano z zapisów tego serwisu: {url} (SHA-256 {sha256}).",
    ),
    "resource-given": (
        "Taken as given: {url} from {source} (SHA-256 {sha256}).",
        "Przyjęto bez sprawdzania: {url} z pliku {source} (SHA-256 {sha256}).",
    ),
    "redirect": ("Led there from: {url}", "Przekierowanie z: {url}"),
    "remark": ("Remark", "Uwaga"),
    "newer-version": ("The newer version", "Nowsza wersja"),
    "detail": ("(technical detail: {detail})", "(szczegół techniczny, po angielsku: {detail})"),
    "other-proof": (
        "One of several signatures: {suite}, {method}. {text}",
        "Jeden z kilku podpisów: {suite}, {method}. {text}",
    ),
    **BUNDLE_LABELS,
    **REGISTRIES,
    **SEVERAL,
}
