"""The answers in plain words, for people who know nothing of signatures, and what to do next.

Each stands for a result of `verifier.answers`; the second sentence may be empty.
"""

from collections.abc import Mapping

ANSWERS: Mapping[str, tuple[str, str]] = {
    # headlines
    "headline-valid": ("Valid: genuine and in force", "Ważna: autentyczna i obowiązuje"),
    "headline-no-badge": ("No badge was found", "Nie znaleziono odznaki"),
    "headline-changed": (
        "Not valid: it was changed after it was signed",
        "Nieważna: zmieniono ją po podpisaniu",
    ),
    "headline-unsigned": ("Not valid: nobody signed it", "Nieważna: nikt jej nie podpisał"),
    "headline-differs": (
        "Not valid: its issuer publishes something else",
        "Nieważna: jej wydawca publikuje inną treść",
    ),
    "headline-elsewhere": (
        "Not valid: it is not from the named issuer",
        "Nieważna: nie pochodzi od podanego wydawcy",
    ),
    "headline-other": (
        "Not valid: somebody other than the named issuer signed it",
        "Nieważna: podpisał ją ktoś inny niż podany wydawca",
    ),
    "headline-uncovered": (
        "Not valid: it holds things that nobody signed",
        "Nieważna: zawiera treści, których nikt nie podpisał",
    ),
    "headline-not-genuine": (
        "Not valid: its signature is not right",
        "Nieważna: jej podpis nie jest prawidłowy",
    ),
    "headline-revoked": (
        "Not valid: genuine, but the issuer has revoked it",
        "Nieważna: autentyczna, ale wydawca ją unieważnił",
    ),
    "headline-revoked-if-genuine": (
        "Not valid: the issuer has revoked it",
        "Nieważna: wydawca ją unieważnił",
    ),
    "headline-suspended": (
        "Not valid: genuine, but the issuer has suspended it",
        "Nieważna: autentyczna, ale wydawca ją zawiesił",
    ),
    "headline-suspended-if-genuine": (
        "Not valid: the issuer has suspended it",
        "Nieważna: wydawca ją zawiesił",
    ),
    "headline-expired": (
        "Not valid: genuine, but it expired on {until}",
        "Nieważna: autentyczna, ale straciła ważność {until}",
    ),
    "headline-expired-if-genuine": (
        "Not valid: it expired on {until}",
        "Nieważna: straciła ważność {until}",
    ),
    "headline-not-yet": (
        "Not valid: genuine, but it only counts from {from}",
        "Nieważna: autentyczna, ale obowiązuje dopiero od {from}",
    ),
    "headline-not-yet-if-genuine": (
        "Not valid: it only counts from {from}",
        "Nieważna: obowiązuje dopiero od {from}",
    ),
    "headline-does-not-count": (
        "Not valid: its signature does not count",
        "Nieważna: jej podpis się nie liczy",
    ),
    "headline-vocabulary": (
        "Not valid: it breaks the standard for badges",
        "Nieważna: nie jest zgodna ze standardem odznak",
    ),
    "headline-of-other": (
        "Not this person's: it is about somebody else",
        "To nie odznaka tej osoby: dotyczy kogoś innego",
    ),
    "headline-of-nobody": (
        "Not valid: it does not say whom it is about",
        "Nieważna: nie podaje, kogo dotyczy",
    ),
    "headline-invalid": ("Not valid", "Nieważna"),
    "headline-offline": (
        "Could not be checked: the issuer cannot be reached",
        "Nie udało się sprawdzić: wydawca jest teraz nieosiągalny",
    ),
    "headline-status-unknown": (
        "Could not be checked: genuine, but nobody can tell whether it was revoked",
        "Nie udało się sprawdzić: autentyczna, ale nie wiadomo, czy jej nie unieważniono",
    ),
    "headline-unknown": ("Could not be checked", "Nie udało się sprawdzić"),
    # Is it genuine?
    "genuine-nothing": (
        "There is nothing to check. {reason}",
        "Nie ma czego sprawdzać. {reason}",
    ),
    "genuine-signed": (
        "The issuer signed exactly this, and nothing was changed since.",
        "Wydawca podpisał dokładnie tę treść i od tego czasu niczego w niej nie zmieniono.",
    ),
    "genuine-published": (
        "The issuer publishes exactly this on its site.",
        "Wydawca publikuje dokładnie tę treść w swojej witrynie.",
    ),
    "genuine-differs": (
        "It differs from what its issuer publishes: it was changed, or the issuer has changed it.",
        "Różni się od tego, co publikuje wydawca: zmieniono ją albo wydawca ją zmienił.",
    ),
    "genuine-elsewhere": (
        "It stands on a site where the issuer named in it publishes no badges.",
        "Znajduje się w witrynie, w której podany wydawca nie publikuje odznak.",
    ),
    "genuine-site": (
        "The issuer's site could not be asked. That is no sign of a forgery.",
        "Nie można było zapytać witryny wydawcy. To nie oznacza fałszerstwa.",
    ),
    "genuine-changed": (
        "It was changed after it was signed, or the signature was taken from something else.",
        "Treść zmieniono po podpisaniu albo podpis wzięto z czegoś innego.",
    ),
    "genuine-unsigned": (
        "Nobody signed it, so anybody could have written it.",
        "Nikt jej nie podpisał, więc mógł ją napisać każdy.",
    ),
    "genuine-other": (
        "The issuer named in it is not the one who signed it.",
        "Podpisał ją ktoś inny niż wydawca, którego podaje.",
    ),
    "genuine-uncovered": (
        "It holds things that no signature covers, so anybody could have added them.",
        "Zawiera treści, których nie obejmuje żaden podpis, więc mógł je dodać każdy.",
    ),
    "genuine-not": ("{reason}", "{reason}"),
    "genuine-offline": (
        "The issuer's key could not be had from its server. That is no sign of a forgery.",
        "Klucza wydawcy nie udało się pobrać z jego serwera. To nie oznacza fałszerstwa.",
    ),
    "genuine-stolen": (
        "The issuer has declared the key of the signature stolen, so the signature proves nothing.",
        "Wydawca ogłosił, że klucz, którym złożono podpis, skradziono, więc podpis "
        "niczego nie dowodzi.",
    ),
    "genuine-undecided": (
        "{reason}",
        "{reason}",
    ),
    # Is it in force?
    "in-force-nothing": ("There is nothing to check.", "Nie ma czego sprawdzać."),
    "in-force-until": (
        "It is valid until {until}, and the issuer has not revoked it.",
        "Jest ważna do {until}, a wydawca jej nie unieważnił.",
    ),
    "in-force-for-good": (
        "It has no end date, and the issuer has not revoked it.",
        "Jest bezterminowa, a wydawca jej nie unieważnił.",
    ),
    "in-force-until-unrevocable": (
        "It is valid until {until}; the issuer left itself no way to revoke it.",
        "Jest ważna do {until}; wydawca nie przewidział możliwości unieważnienia.",
    ),
    "in-force-for-good-unrevocable": (
        "It has no end date, and the issuer left itself no way to revoke it.",
        "Jest bezterminowa, a wydawca nie przewidział możliwości unieważnienia.",
    ),
    "in-force-revoked": (
        "The issuer has revoked it: it no longer confirms anything.",
        "Wydawca ją unieważnił: niczego już nie potwierdza.",
    ),
    "in-force-suspended": (
        "The issuer has suspended it for the time being.",
        "Wydawca ją na razie zawiesił.",
    ),
    "in-force-expired": ("It expired on {until}.", "Straciła ważność {until}."),
    "in-force-not-yet": (
        "It only counts from {from}.",
        "Obowiązuje dopiero od {from}.",
    ),
    "in-force-not-genuine": (
        "What is not genuine cannot be in force.",
        "Co nie jest autentyczne, nie może obowiązywać.",
    ),
    "in-force-offline": (
        "The issuer's list of revoked badges could not be had.",
        "Lista odznak unieważnionych przez wydawcę jest niedostępna.",
    ),
    "in-force-if-genuine": (
        "By its own dates it is, but that counts only if it is genuine.",
        "Według podanych dat tak, ale liczy się to tylko wtedy, gdy jest autentyczna.",
    ),
    "in-force-undecided": (
        "{reason}",
        "{reason}",
    ),
    # Who is behind it?
    "who-nothing": ("There is nothing to check.", "Nie ma czego sprawdzać."),
    "who-site": (
        "Whoever runs the site {host}. They call themselves “{name}”.",
        "Ten, kto prowadzi witrynę {host}. Podaje nazwę „{name}”.",
    ),
    "who-key": (
        "It calls itself “{name}”, but nothing proves that: its identifier is a bare key, not a "
        "site.",
        "Podaje nazwę „{name}”, ale nic jej nie potwierdza: jego identyfikator to sam klucz, a nie "
        "witryna.",
    ),
    "who-not-genuine": (
        "It names “{name}”, but that proves nothing.",
        "Podana jest nazwa „{name}”, ale niczego to nie dowodzi.",
    ),
    "who-other": (
        "Not “{name}”, who is named in it: somebody else signed.",
        "Nie „{name}”, choć tak podano: podpisał ktoś inny.",
    ),
    "who-undecided": (
        "It names “{name}”. Whether that is true could not be checked.",
        "Podana jest nazwa „{name}”. Nie udało się sprawdzić, czy to prawda.",
    ),
    # Is it this person's?
    "recipient-yes": ("It is about {recipient}.", "Dotyczy: {recipient}."),
    "recipient-no": (
        "It is about somebody other than {recipient}.",
        "Dotyczy kogoś innego niż {recipient}.",
    ),
    "recipient-if-genuine": (
        "It names {recipient}, but that counts only if it is genuine.",
        "Podaje: {recipient}, ale liczy się to tylko wtedy, gdy jest autentyczna.",
    ),
    "recipient-undecided": (
        "It holds nothing to compare {recipient} with.",
        "Nie ma w niej nic, z czym można by porównać {recipient}.",
    ),
}
