"""The words around the checks: verdicts, their names, and the notes below them."""

from collections.abc import Mapping

LABELS: Mapping[str, tuple[str, str]] = {
    "valid": ("VALID", "WAŻNA"),
    "invalid": ("INVALID", "NIEWAŻNA"),
    "could-not-check": ("COULD NOT CHECK", "NIE UDAŁO SIĘ SPRAWDZIĆ"),
    "genuine-yes": (
        "Genuine: yes, the issuer signed exactly this.",
        "Autentyczna: tak, wystawca podpisał dokładnie tę treść.",
    ),
    "genuine-no": (
        "Genuine: no, this is not what the issuer signed.",
        "Autentyczna: nie, to nie jest treść podpisana przez wystawcę.",
    ),
    "genuine-unknown": (
        "Genuine: unknown, this could not be checked.",
        "Autentyczna: nie wiadomo, nie udało się tego sprawdzić.",
    ),
    "recognised": ("Recognised", "Rozpoznanie"),
    "vocabulary": ("Vocabulary", "Słownik"),
    "terms": ("Terms", "Pojęcia"),
    "proof": ("Signature", "Podpis"),
    "issuer": ("Issuer", "Wystawca"),
    "period": ("Period", "Termin ważności"),
    "status": ("Status", "Status"),
    "subject": ("Subject", "Osoba"),
    "endorsements": ("Endorsements", "Rekomendacje"),
    "edition": (
        "Read with the {edition} edition of {url}.",
        "Odczytano według wydania „{edition}” dokumentu {url}.",
    ),
    "resource-fetched": (
        "Fetched: {url} (SHA-256 {sha256}).",
        "Pobrano: {url} (SHA-256 {sha256}).",
    ),
    "resource-own": (
        "Taken from the records of this service: {url} (SHA-256 {sha256}).",
        "Odczytano z zapisów tego serwisu: {url} (SHA-256 {sha256}).",
    ),
    "resource-given": (
        "Taken as given: {url} from {source} (SHA-256 {sha256}).",
        "Przyjęto bez sprawdzania: {url} z pliku {source} (SHA-256 {sha256}).",
    ),
    "remark": ("Remark", "Uwaga"),
    "detail": ("(technical detail: {detail})", "(szczegół techniczny, po angielsku: {detail})"),
    "other-proof": (
        "One of several signatures: {suite}, {method}. {text}",
        "Jeden z kilku podpisów: {suite}, {method}. {text}",
    ),
}
