"""What was found in a file: the checks "recognised", "vocabulary" and "terms"."""

from collections.abc import Mapping

FILES: Mapping[str, tuple[str, str]] = {
    # recognised
    "recognised-achievement": (
        "This is an Open Badges 3.0 badge ({container}).",
        "To odznaka Open Badges 3.0 ({container}).",
    ),
    "recognised-endorsement": (
        "This is an Open Badges 3.0 endorsement ({container}).",
        "To rekomendacja Open Badges 3.0 ({container}).",
    ),
    "recognised-status_list": (
        "This is a status list ({container}).",
        "To lista statusów ({container}).",
    ),
    "file-too-large": (
        "The file is larger than 10 MiB, so nobody looked inside; a badge is much smaller.",
        "Plik ma ponad 10 MiB, więc nie zajrzano do środka; odznaka jest znacznie mniejsza.",
    ),
    "verification-out-of-time": (
        "Checking the file took too long and was stopped, so nothing is known about it.",
        "Sprawdzanie pliku trwało zbyt długo i zostało przerwane, więc nic o nim nie wiadomo.",
    ),
    "verification-out-of-memory": (
        "Checking the file took too much memory and was stopped, so nothing is known about it.",
        "Sprawdzanie pliku wymagało zbyt dużo pamięci i zostało przerwane, więc nic o nim nie "
        "wiadomo.",
    ),
    "verification-broke-off": (
        "Checking the file broke off, so nothing is known about it; try again later.",
        "Sprawdzanie pliku zostało przerwane z powodu błędu, więc nic o nim nie wiadomo; spróbuj "
        "ponownie później.",
    ),
    "file-empty": ("The file is empty.", "Plik jest pusty."),
    "picture-jpeg": (
        "This is a JPEG picture, which cannot hold a badge, and no QR code was found in it; ask "
        "for the PNG or SVG picture, the .json or the .jwt file.",
        "To obraz JPEG, który nie może zawierać odznaki, i nie znaleziono w nim kodu QR; poproś o "
        "obraz PNG lub SVG albo o plik .json lub .jwt.",
    ),
    "picture-without-badge": (
        "No badge could be taken out of the picture.",
        "Z obrazu nie udało się wydobyć odznaki.",
    ),
    "picture-over-limit": (
        "The picture goes beyond a limit, so nobody looked inside.",
        "Obraz przekracza dopuszczalne rozmiary, więc nie zajrzano do środka.",
    ),
    "pdf-without-badge": (
        "No badge could be taken out of the PDF.",
        "Z pliku PDF nie udało się wydobyć odznaki.",
    ),
    "pdf-over-limit": (
        "The PDF goes beyond a limit, so nobody looked inside.",
        "Plik PDF przekracza dopuszczalne rozmiary, więc nie zajrzano do środka.",
    ),
    "nothing-recognised": (
        "There is no badge in this file: it is neither a credential in JSON, nor a token, nor a "
        "picture or PDF with a badge inside.",
        "W tym pliku nie ma odznaki: to ani poświadczenie w formacie JSON, ani token, ani obraz "
        "lub PDF z odznaką w środku.",
    ),
    "json-not-strict": (
        "The file is not JSON that everybody reads alike.",
        "Plik nie jest zapisem JSON, który każdy program odczyta tak samo.",
    ),
    "json-over-limit": (
        "The credential is too large or too deeply nested to be looked at.",
        "Poświadczenie jest zbyt duże lub zbyt głęboko zagnieżdżone, by je sprawdzić.",
    ),
    "token-malformed": (
        "The file looks like a signed token, but is not one.",
        "Plik wygląda na podpisany token, ale nim nie jest.",
    ),
    "envelope-without-token": (
        "The envelope holds something other than one signed token.",
        "Koperta zawiera coś innego niż jeden podpisany token.",
    ),
    "not-an-open-badge": (
        "This is a document of the type {types}, neither an Open Badges 3.0 badge nor another "
        "credential that fits here.",
        "To dokument typu {types}, a nie odznaka Open Badges 3.0 ani inne poświadczenie, które tu "
        "pasuje.",
    ),
    "not-a-credential": (
        "This is JSON, but it does not say that it is a badge: it has no type.",
        "To JSON, ale nie podaje, że jest odznaką: nie ma w nim typu.",
    ),
    "nothing-to-check": (
        "There was no badge to check.",
        "Nie było odznaki, którą można by sprawdzić.",
    ),
    # vocabulary
    "vocabulary-kept": (
        "Everything stands where {standard} puts it.",
        "Wszystko jest tam, gdzie przewiduje to {standard}.",
    ),
    "vocabulary-broken": (
        "The badge does not follow {standard}.",
        "Odznaka nie jest zgodna z {standard}.",
    ),
    # terms
    "terms-covered": (
        "Everything in the badge can be covered by a signature.",
        "Wszystko w odznace może być objęte podpisem.",
    ),
    "terms-not-covered": (
        "The badge says things that no signature can cover, so anybody could have added them.",
        "Odznaka zawiera treści, których nie obejmuje żaden podpis, więc mógł je dodać każdy.",
    ),
    "contexts-unsuitable": (
        "The list of contexts is not that of a badge.",
        "Lista kontekstów nie jest listą właściwą dla odznaki.",
    ),
    "context-unknown": (
        "The badge uses a vocabulary that Insygnia does not hold ({context}), so its meaning could "
        "not be checked.",
        "Odznaka używa słownika, którego Insygnia nie zna ({context}), więc nie dało się sprawdzić "
        "jej znaczenia.",
    ),
    "document-over-limit": (
        "The badge says more than the limit allows to be looked at.",
        "Odznaka zawiera więcej, niż pozwala sprawdzić limit.",
    ),
}
