"""In force and about whom: "period", "status", "subject" and "endorsements"."""

from collections.abc import Mapping

VALIDITY: Mapping[str, tuple[str, str]] = {
    # period
    "in-force": ("Valid from {from} until {until}.", "Ważna od {from} do {until}."),
    "in-force-without-end": (
        "Valid from {from}, with no end.",
        "Ważna od {from}, bezterminowo.",
    ),
    "end-may-be-hidden": (
        "It shows no end, but the holder may have hidden one: this issuer lets holders choose.",
        "Nie widać daty końcowej, ale posiadacz mógł ją ukryć: ten wydawca pozostawia mu wybór.",
    ),
    "not-yet-valid": ("It is not valid before {from}.", "Nie jest ważna przed {from}."),
    "expired": ("It expired on {until}.", "Straciła ważność {until}."),
    "period-unreadable": (
        "When the badge is valid cannot be read.",
        "Nie da się odczytać, kiedy odznaka jest ważna.",
    ),
    "period-without-beginning": (
        "The badge does not say from when it is valid.",
        "Odznaka nie podaje, od kiedy jest ważna.",
    ),
    # status
    "status-none": (
        "The badge names no status list, so its issuer has no way to revoke it.",
        "Odznaka nie wskazuje listy statusów, więc wydawca nie ma jak jej unieważnić.",
    ),
    "status-may-be-hidden": (
        "It shows no status list, but the holder may have hidden one: this issuer lets holders "
        "choose.",
        "Nie widać listy statusów, ale posiadacz mógł ją ukryć: ten wydawca pozostawia mu wybór.",
    ),
    "more-status-may-be-hidden": (
        "What it shows of its status is in order, but the holder may have hidden more: this issuer "
        "lets holders choose.",
        "To, co widać o statusie, jest w porządku, ale posiadacz mógł ukryć resztę: ten wydawca "
        "pozostawia mu wybór.",
    ),
    "not-revoked": (
        "The issuer has not revoked it ({url}).",
        "Wydawca jej nie unieważnił ({url}).",
    ),
    "not-suspended": (
        "The issuer has not suspended it ({url}).",
        "Wydawca jej nie zawiesił ({url}).",
    ),
    "revoked": ("The issuer has revoked it ({url}).", "Wydawca ją unieważnił ({url})."),
    "suspended": ("The issuer has suspended it ({url}).", "Wydawca ją zawiesił ({url})."),
    "status-says": (
        "The status list says {value} for the purpose {purpose}, which does not decide.",
        "Lista statusów podaje {value} dla celu {purpose}, co o niczym nie rozstrzyga.",
    ),
    "status-unreachable": (
        "Whether the badge was revoked could not be checked: its status list could not be had "
        "({url}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: lista statusów jest niedostępna "
        "({url}).",
    ),
    "status-type-unknown": (
        "Whether the badge was revoked could not be checked: Insygnia does not know the method "
        "{type}.",
        "Nie udało się sprawdzić, czy odznakę unieważniono: Insygnia nie zna metody {type}.",
    ),
    "status-list-unusable": (
        "Whether the badge was revoked could not be checked: its status list cannot be read "
        "({url}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: listy statusów nie da się odczytać "
        "({url}).",
    ),
    "status-list-not-valid": (
        "Whether the badge was revoked could not be checked: its status list is itself not valid "
        "({url}; {reason}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: lista statusów sama nie jest ważna "
        "({url}; {reason}).",
    ),
    "status-list-of-other-address": (
        "Whether the badge was revoked could not be checked: the list says that it belongs to "
        "another address than {url}.",
        "Nie udało się sprawdzić, czy odznakę unieważniono: lista podaje inny adres niż {url}.",
    ),
    "status-list-of-other-issuer": (
        "Whether the badge was revoked could not be checked: the status list is that of another "
        "issuer ({url}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: lista statusów należy do innego "
        "wydawcy ({url}).",
    ),
    "status-purpose-differs": (
        "Whether the badge was revoked could not be checked: the status list has another purpose "
        "than the badge says ({url}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: lista statusów ma inny cel, niż podaje "
        "odznaka ({url}).",
    ),
    "status-list-of-other-kind": (
        "Whether the badge was revoked could not be checked: its status list is of another kind "
        "than the badge says ({url}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: lista statusów jest innego rodzaju, "
        "niż podaje odznaka ({url}).",
    ),
    "status-too-many": (
        "Whether the badge was revoked could not be checked: it names more status lists than "
        "anybody looks at ({count}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: podaje więcej statusów, niż się "
        "sprawdza ({count}).",
    ),
    "status-message": (
        "The issuer says of it: “{message}” ({url}). That does not decide.",
        "Wydawca podaje: „{message}” ({url}). To o niczym nie rozstrzyga.",
    ),
    "status-newer-version": (
        "The issuer says that a newer version of it is to be had ({url}). This one counts all the "
        "same.",
        "Wydawca podaje, że jest dostępna nowsza wersja ({url}). Ta nadal się liczy.",
    ),
    "status-no-newer-version": (
        "The issuer says that there is no newer version of it ({url}).",
        "Wydawca podaje, że nie ma nowszej wersji ({url}).",
    ),
    "status-list-copy": (
        "The status list is a copy out of a file ({source}); its issuer asks that it be fetched "
        "anew every {seconds} seconds, so a newer one may say otherwise.",
        "Lista statusów to kopia z pliku ({source}); wydawca zaleca pobieranie jej na nowo co "
        "{seconds} s, więc nowsza może mówić co innego.",
    ),
    "on-revocation-list": (
        "The issuer's list of revoked badges names it ({url}).",
        "Wydawca wymienia ją na liście unieważnionych odznak ({url}).",
    ),
    "on-revocation-list-because": (
        "The issuer's list of revoked badges names it ({url}), with the reason: “{reason}”.",
        "Wydawca wymienia ją na liście unieważnionych odznak ({url}) i podaje powód: „{reason}”.",
    ),
    "not-on-revocation-list": (
        "The issuer's list of revoked badges does not name it ({url}). That list is not signed; "
        "it counts because it stands on the issuer's own site.",
        "Lista unieważnionych odznak wydawcy jej nie wymienia ({url}). Ta lista nie jest "
        "podpisana; liczy się, bo znajduje się w witrynie wydawcy.",
    ),
    "revocation-list-elsewhere": (
        "Whether the badge was revoked could not be checked: its list of revoked badges is not "
        "signed, and {url} is no address on the site of the issuer ({issuer}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: lista unieważnionych odznak nie jest "
        "podpisana, a {url} nie jest adresem w witrynie wydawcy ({issuer}).",
    ),
    "status-list-about-no-person": (
        "A status list is about no person.",
        "Lista statusów nie dotyczy żadnej osoby.",
    ),
    "status-list-without-period": (
        "The status list names no period of validity.",
        "Lista statusów nie podaje okresu ważności.",
    ),
    "status-of-a-list": (
        "A status list cannot have a status of its own here.",
        "Lista statusów nie może tu mieć własnego statusu.",
    ),
    # subject
    "subject-identified": (
        "The badge says whom it is about.",
        "Odznaka podaje, kogo dotyczy.",
    ),
    "subject-not-identified": (
        "The badge does not say whom it is about.",
        "Odznaka nie podaje, kogo dotyczy.",
    ),
    "recipient-matches": (
        "The badge is about {recipient}.",
        "Odznaka dotyczy: {recipient}.",
    ),
    "recipient-differs": (
        "The badge is about somebody other than {recipient}.",
        "Odznaka dotyczy kogoś innego niż {recipient}.",
    ),
    "recipient-not-comparable": (
        "Whether the badge is about {recipient} could not be checked: it holds nothing to compare "
        "with.",
        "Nie udało się sprawdzić, czy odznaka dotyczy: {recipient}. Nie zawiera danych do "
        "porównania.",
    ),
    # endorsements
    "endorsements-none": (
        "Nobody has endorsed the badge inside it.",
        "Odznaka nie zawiera rekomendacji.",
    ),
    "endorsement-of-other": (
        "This endorsement is about something that the badge does not name.",
        "Ta rekomendacja dotyczy czegoś, czego odznaka nie wymienia.",
    ),
    "endorsements-too-deep": (
        "Endorsements of endorsements are not followed any further.",
        "Rekomendacji kolejnych rekomendacji dalej się nie sprawdza.",
    ),
    "endorsements-too-many": (
        "The badge has more endorsements than anybody looks at.",
        "Odznaka ma więcej rekomendacji, niż się sprawdza.",
    ),
    "endorsements-not-looked-at": (
        "The endorsements were not looked at, because not everything in the badge has one meaning.",
        "Rekomendacji nie sprawdzono, bo nie wszystko w odznace ma jedno znaczenie.",
    ),
    "endorsements-passed": (
        "Endorsements inside the badge: {count}, all valid.",
        "Rekomendacje w odznace: {count}, wszystkie ważne.",
    ),
    "endorsements-failed": (
        "Of the endorsements inside the badge ({count}) at least one is not valid.",
        "Spośród rekomendacji w odznace ({count}) co najmniej jedna jest nieważna.",
    ),
    "endorsements-could-not-check": (
        "Of the endorsements inside the badge ({count}) at least one could not be checked.",
        "Spośród rekomendacji w odznace ({count}) co najmniej jednej nie udało się sprawdzić.",
    ),
}
