"""What is said only of badges of Open Badges 2.0."""

from collections.abc import Mapping

OPEN_BADGES_2: Mapping[str, tuple[str, str]] = {
    # recognised
    "recognised-ob2-hosted": (
        "This is an Open Badges 2.0 badge that its issuer publishes ({container}).",
        "To odznaka Open Badges 2.0 publikowana przez wydawcę ({container}).",
    ),
    "recognised-ob2-signed": (
        "This is a signed Open Badges 2.0 badge ({container}).",
        "To podpisana odznaka Open Badges 2.0 ({container}).",
    ),
    "open-badges-1": (
        "This is a badge of Open Badges 1.1 or earlier, a version that Insygnia does not check.",
        "To odznaka Open Badges w wersji 1.1 lub starszej, której Insygnia nie sprawdza.",
    ),
    "picture-of-two-badges": (
        "The picture names the address of one badge and holds another.",
        "Obraz wskazuje adres jednej odznaki, a zawiera inną.",
    ),
    # vocabulary
    "ob2-vocabulary-kept": (
        "Everything stands where Open Badges 2.0 puts it.",
        "Wszystko jest tam, gdzie przewiduje to Open Badges 2.0.",
    ),
    "ob2-vocabulary-partly": (
        "What could be looked at follows Open Badges 2.0, but the description of the badge or the "
        "profile of its issuer could not be had.",
        "To, co dało się sprawdzić, jest zgodne z Open Badges 2.0, ale opis odznaki lub profil "
        "wydawcy jest niedostępny.",
    ),
    "ob2-vocabulary-broken": (
        "The badge, its description or the profile of its issuer does not follow Open Badges 2.0.",
        "Odznaka, jej opis lub profil wydawcy nie jest zgodny z Open Badges 2.0.",
    ),
    # terms
    "ob2-read-as-json": (
        "A badge of Open Badges 2.0 is read as it is written, so every program finds the same.",
        "Odznakę Open Badges 2.0 odczytuje się tak, jak ją zapisano, więc każdy program znajdzie w "
        "niej to samo.",
    ),
    "ob2-names-disguised": (
        "The badge says things under other names than Open Badges 2.0 gives them, so some programs "
        "would read it differently.",
        "Odznaka podaje treści pod innymi nazwami niż przewiduje Open Badges 2.0, więc część "
        "programów odczyta ją inaczej.",
    ),
    # proof
    "hosted-as-given": (
        "The badge is not signed; its issuer publishes exactly this at {url}.",
        "Odznaka nie jest podpisana; wydawca publikuje dokładnie tę treść pod adresem {url}.",
    ),
    "hosted-differs": (
        "This is not what is published at {url}; it differs in: {members}.",
        "To nie jest treść opublikowana pod adresem {url}; różni się w polach: {members}.",
    ),
    "hosted-unreachable": (
        "Whether the issuer publishes this badge could not be checked: nothing could be had from "
        "{url}.",
        "Nie udało się sprawdzić, czy wydawca publikuje tę odznakę: adres {url} jest niedostępny.",
    ),
    "hosted-gone": (
        "The issuer does not publish the badge any more, so there is nothing to compare it with "
        "({url}).",
        "Wydawca nie publikuje już tej odznaki, więc nie ma jej z czym porównać ({url}).",
    ),
    "hosted-unusable": (
        "Whether the issuer publishes this badge could not be checked: what stands at {url} is no "
        "badge.",
        "Nie udało się sprawdzić, czy wydawca publikuje tę odznakę: pod adresem {url} nie ma "
        "odznaki.",
    ),
    "hosted-without-address": (
        "Whether the issuer publishes this badge could not be checked: it gives no https address.",
        "Nie udało się sprawdzić, czy wydawca publikuje tę odznakę: nie podaje ona adresu https.",
    ),
    "hosted-out-of-scope": (
        "Nobody asked at {url}: the issuer does not publish badges there.",
        "Nie pytano pod adresem {url}: wydawca nie publikuje tam odznak.",
    ),
    "hosted-scope-unknown": (
        "Nobody asked at {url}: it is not known whether the issuer publishes badges there.",
        "Nie pytano pod adresem {url}: nie wiadomo, czy wydawca publikuje tam odznaki.",
    ),
    "keys-too-many": (
        "The issuer lists more keys than anybody tries.",
        "Wydawca wymienia więcej kluczy, niż się sprawdza.",
    ),
    # issuer
    "ob2-in-scope": (
        "The badge stands at an address where its issuer publishes badges ({issuer}).",
        "Odznaka znajduje się pod adresem, pod którym jej wydawca publikuje odznaki ({issuer}).",
    ),
    "ob2-out-of-scope": (
        "The badge stands at an address where the issuer named in it does not publish badges "
        "({issuer}): somebody else made it.",
        "Odznaka znajduje się pod adresem, pod którym podany w niej wydawca nie publikuje odznak "
        "({issuer}): zrobił ją ktoś inny.",
    ),
    "ob2-scope-unknown": (
        "Where the issuer publishes badges is said in a way unknown to Insygnia ({issuer}).",
        "Wydawca podaje adresy swoich odznak w sposób, którego Insygnia nie zna ({issuer}).",
    ),
    "ob2-issuer-unreachable": (
        "Whether the badge is from the issuer named in it ({issuer}) could not be checked: the "
        "issuer's profile could not be had.",
        "Nie udało się sprawdzić, czy odznaka pochodzi od podanego w niej wydawcy ({issuer}): "
        "jego profil jest niedostępny.",
    ),
    "ob2-issuer-unusable": (
        "Whether the badge is from the issuer named in it ({issuer}) could not be checked: the "
        "issuer's profile cannot be read.",
        "Nie udało się sprawdzić, czy odznaka pochodzi od podanego w niej wydawcy ({issuer}): "
        "jego profilu nie da się odczytać.",
    ),
    "ob2-badge-class-unreachable": (
        "Whose badge this is could not be checked: its description, which names the issuer, could "
        "not be had ({issuer}).",
        "Nie udało się sprawdzić, czyja to odznaka: jej opis, który podaje wydawcę, jest "
        "niedostępny ({issuer}).",
    ),
    "ob2-badge-class-unusable": (
        "Whose badge this is could not be checked: its description, which names the issuer, cannot "
        "be read ({issuer}).",
        "Nie udało się sprawdzić, czyja to odznaka: jej opisu, który podaje wydawcę, nie da się "
        "odczytać ({issuer}).",
    ),
    "ob2-badge-class-of-other": (
        "The description found for the badge ({issuer}) is that of another one.",
        "Opis znaleziony dla odznaki ({issuer}) dotyczy innej odznaki.",
    ),
    "ob2-badge-class-elsewhere": (
        "Whether the issuer ({issuer}) stands by the badge could not be checked: its description "
        "stands at an address that is not the issuer's.",
        "Nie udało się sprawdzić, czy wydawca ({issuer}) potwierdza odznakę: jej opis znajduje "
        "się pod adresem, który nie należy do wydawcy.",
    ),
    # status
    "hosted-status-unknown": (
        "Whether the badge was revoked could not be checked: its issuer could not be asked "
        "({url}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: nie można było zapytać jej wydawcy "
        "({url}).",
    ),
    "revocation-list-none": (
        "The issuer keeps no list of revoked badges, so there is no way to revoke this one.",
        "Wydawca nie prowadzi listy unieważnionych odznak, więc nie ma jak tej unieważnić.",
    ),
    # endorsements
    "ob2-endorsements-not-checked": (
        "Others have endorsed the badge; endorsements of Open Badges 2.0 are not checked.",
        "Odznaka ma rekomendacje; rekomendacji Open Badges 2.0 się nie sprawdza.",
    ),
}
