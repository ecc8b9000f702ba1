"""What is said of bundles: whose copies a report rests on, and what is wrong with the file."""

from collections.abc import Mapping

BUNDLES: Mapping[str, tuple[str, str]] = {
    "archive-without-manifest": (
        "This is a ZIP archive (office documents are such, too), but no bundle with a badge.",
        "To archiwum ZIP (takim archiwum są też dokumenty biurowe), ale nie paczka z odznaką.",
    ),
    "bundle-malformed": (
        "This is a damaged bundle, or one that another program changed.",
        "To paczka uszkodzona albo zmieniona przez inny program.",
    ),
    "bundle-over-limit": (
        "The bundle goes beyond a limit, so nobody looked inside.",
        "Paczka przekracza dopuszczalne rozmiary, więc nie zajrzano do środka.",
    ),
    "bundle-version-unknown": (
        "The bundle was made by a newer version of Insygnia, so it could not be read.",
        "Paczkę utworzyła nowsza wersja Insygnii, więc nie udało się jej odczytać.",
    ),
    "bundle-altered": (
        "The bundle is not as it was collected: what is in it differs from its manifest.",
        "Paczka nie jest taka, jak ją zebrano: jej zawartość różni się od jej spisu.",
    ),
    "bundle-signature-wrong": (
        "The bundle is not as it was collected: its manifest was changed after it was signed.",
        "Paczka nie jest taka, jak ją zebrano: jej spis zmieniono po podpisaniu.",
    ),
}

BUNDLE_LABELS: Mapping[str, tuple[str, str]] = {
    "valid-by-copies": (
        "VALID according to copies collected by {collector} at {time}",
        "WAŻNA według kopii zebranych przez {collector}, stan na {time}",
    ),
    "bundle-trusted": (
        "The file is a bundle: keys and status are as of {time}, by copies that {collector} "
        "collected and signed. What happened since, such as a revocation, is not seen.",
        "Plik jest paczką: klucze i status podano według stanu na {time}, z kopii zebranych i "
        "podpisanych przez {collector}. Tego, co stało się później, na przykład unieważnienia, nie "
        "widać.",
    ),
    "bundle-unsigned": (
        "The file is a bundle that nobody signed: anybody could have written the copies in it, so "
        "they were not used, and nothing was fetched.",
        "Plik jest paczką, której nikt nie podpisał: zawarte w niej kopie mógł napisać każdy, więc "
        "ich nie użyto, i niczego nie pobrano.",
    ),
    "bundle-by-stranger": (
        "The file is a bundle signed by {collector}, a key that nobody said is trusted: the copies "
        "in it were not used, and nothing was fetched.",
        "Plik jest paczką podpisaną przez {collector}; nikt nie wskazał tego klucza jako "
        "zaufanego, więc kopii z paczki nie użyto, i niczego nie pobrano.",
    ),
    "resource-copied": (
        "Taken from the bundle: {url} (SHA-256 {sha256}).",
        "Odczytano z paczki: {url} (SHA-256 {sha256}).",
    ),
    "several-valid-by-copies": (
        "VALID according to copies collected by {collector} at {time}: all credentials in this "
        "file.",
        "WAŻNE według kopii zebranych przez {collector}, stan na {time}: wszystkie poświadczenia w "
        "tym pliku.",
    ),
    "resource-collected": (
        "Taken from the bundle: {url} (fetched {time}, SHA-256 {sha256}).",
        "Odczytano z paczki: {url} (pobrano {time}, SHA-256 {sha256}).",
    ),
}
