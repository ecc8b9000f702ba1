"""The imports of the pictures in docs/images: one that was checked, one at work, one that ended."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from issuer.models import Person

from .desk import Desk
from .imports import caller_of, confirmed, csv_of, imported, work

_NAMES = ("Zofia", "Łukasz", "Małgorzata", "Stanisław", "Ewa")
_SURNAMES = ("Ćwik", "Nowak", "Żak", "Świątek", "Łoś")
_ROWS = (
    ("jan.kowalski@szkola.example", "Jan", "Kowalski"),
    ("j.kowalski@szkola.example", "Jan", "Kowalski"),
    ("zaneta.gesla@szkola.example", "Żaneta", "Gęślą-Jaźń"),
    ("ewa.lis@gmial.com", "Ewa", "Lis"),
    ("anna.ćwik(at)szkola.example", "Anna", "Ćwik"),
    ("ola.zuk@szkola.example", "", "Żuk"),
    ("zaneta.gesla@szkola.example", "Żaneta", "Gęślą-Jaźń"),
    ("nguyen@szkola.example", "Thị", "Nguyễn"),
)


def play_imports(desk: Desk, template: UUID, person: Person) -> Mapping[str, str]:
    """Return the imports that somebody made, by what their pictures show."""
    who = caller_of(desk, person)
    ended = imported(desk, template, csv_of(desk, *_people(6, "wiosna")), "grupa-wiosna.csv", who)
    confirmed(desk, ended, who)
    work(desk)
    running = imported(desk, template, csv_of(desk, *_people(1200, "rok")), "absolwenci.csv", who)
    confirmed(desk, running, who)
    work(desk, chunks=1)
    desk.site.clock.advance(timedelta(seconds=80))
    preview = imported(desk, template, csv_of(desk, *_ROWS), "kurs-majowy.csv", who)
    return {
        "preview": str(preview),
        "running": str(running),
        "ended": str(ended),
    }


def _people(count: int, group: str) -> list[tuple[str, str, str]]:
    return [
        (f"{group}{number}@szkola.example", _NAMES[number % 5], _SURNAMES[number // 5 % 5])
        for number in range(count)
    ]
