"""The words of the user manual about awarding many people; the Polish ones are its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class BulkScreens:
    """What the screens of bulk issuance say about micro-credentials."""

    in_bulk: str
    download: str
    imports: str
    title: str
    badge: str
    checking: str
    columns: tuple[str, str, str, str, str]
    cancel: str
    some: str
    discarded: str
    no_heading: str
    bad_address: str
    repeated: str
    only_errors: str
    later: str
    ended: str
    report: tuple[str, str]
    done: str
    awarded: str


BULK: Mapping[str, BulkScreens] = MappingProxyType(
    {
        "pl": BulkScreens(
            in_bulk="Przyznaj mikropoświadczenia masowo",
            download="Pobierz wzorzec pliku do importu",
            imports="Importuj adresy do przyznania",
            title="Importuj adresy do masowego przyznania odznak",
            badge="Odznaka: {}",
            checking="Sprawdzamy plik…",
            columns=("NR WIERSZA", "EMAIL", "IMIĘ", "NAZWISKO", "STATUS"),
            cancel="Anuluj",
            some="Przyznaj {} z {}",
            discarded="Import anulowano: niczego nie przyznano i nic z pliku nie zostało "
            "zachowane.",
            no_heading="Brak nagłówka „EMAIL”",
            bad_address="Nieprawidłowy adres e-mail",
            repeated="Powtórzony wiersz (taki sam jak wiersz 2)",
            only_errors="Tylko błędy",
            later="Przyznaj później",
            ended="Masowe przyznawanie zakończone",
            report=("Raport (CSV)", "Raport (XLSX)"),
            done="Gotowe: {} z {}",
            awarded="Przyznano",
        ),
        "en": BulkScreens(
            in_bulk="Award micro-credentials in bulk",
            download="Download the import template",
            imports="Import addresses to be awarded",
            title="Import addresses for awarding badges in bulk",
            badge="Badge: {}",
            checking="We are checking the file…",
            columns=("ROW", "EMAIL", "FIRST NAME", "LAST NAME", "STATUS"),
            cancel="Cancel",
            some="Award {} of {}",
            discarded="The import was cancelled: nothing was awarded, and nothing of the file is "
            "kept.",
            no_heading="The heading “EMAIL” is missing",
            bad_address="This is not a valid e-mail address",
            repeated="Repeated row (the same as row 2)",
            only_errors="Only errors",
            later="Award later",
            ended="Awarding in bulk has ended",
            report=("Report (CSV)", "Report (XLSX)"),
            done="Done: {} of {}",
            awarded="Awarded",
        ),
    }
)
