"""The columns of a sheet of awards: what each is called, and what it means.

The order is that of the import template. Headings are found again by their text, whatever the
order, the case, the spaces and the accents (`bulk.headings`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Column(StrEnum):
    """What a cell says about the award of its row."""

    EMAIL = "email"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    LANGUAGE = "language"
    VALID_UNTIL = "valid_until"
    NARRATIVE = "narrative"
    CERTIFICATE_NUMBER = "certificate_number"
    EVIDENCE_NAME = "evidence_name"
    EVIDENCE_DESCRIPTION = "evidence_description"
    EVIDENCE_URL = "evidence_url"
    ACTIVITY_FROM = "activity_from"
    ACTIVITY_TO = "activity_to"
    GRADE = "grade"
    EXTERNAL_ID = "external_id"


class Answer(StrEnum):
    """What a column says that we wrote ourselves: in reports, and in the workbook that comes back.

    In a sheet that is read again they tell which rows were awarded already.
    """

    ROW_NUMBER = "row_number"
    STATUS = "status"
    DETAILS = "details"
    AWARDED_ON = "awarded_on"
    CREDENTIAL_ID = "credential_id"
    CREDENTIAL_URL = "credential_url"
    DELIVERY = "delivery"


class Kind(StrEnum):
    """How the cells of a column are formatted and read."""

    TEXT = "text"
    DATE = "date"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Heading:
    """A column as people see it, by language."""

    polish: str
    english: str
    kind: Kind = Kind.TEXT
    is_required: bool = False

    def text(self, language: str) -> str:
        """Return the heading for readers of `language`: Polish for `pl`, else English."""
        return self.polish if language == "pl" else self.english


HEADINGS: Mapping[Column, Heading] = MappingProxyType(
    {
        Column.EMAIL: Heading("EMAIL", "EMAIL", is_required=True),
        Column.FIRST_NAME: Heading("IMIĘ", "FIRST NAME", is_required=True),
        Column.LAST_NAME: Heading("NAZWISKO", "LAST NAME", is_required=True),
        Column.LANGUAGE: Heading("JĘZYK NADANIA", "AWARD LANGUAGE", Kind.LANGUAGE),
        Column.VALID_UNTIL: Heading("TERMIN WAŻNOŚCI", "VALID UNTIL", Kind.DATE),
        Column.NARRATIVE: Heading("INDYWIDUALNY OPIS", "INDIVIDUAL DESCRIPTION"),
        Column.CERTIFICATE_NUMBER: Heading("NUMER CERTYFIKATU", "CERTIFICATE NUMBER"),
        Column.EVIDENCE_NAME: Heading("DOWÓD – NAZWA", "EVIDENCE – NAME"),
        Column.EVIDENCE_DESCRIPTION: Heading("DOWÓD – OPIS", "EVIDENCE – DESCRIPTION"),
        Column.EVIDENCE_URL: Heading("DOWÓD – ADRES URL", "EVIDENCE – URL"),
        Column.ACTIVITY_FROM: Heading("AKTYWNOŚĆ OD", "ACTIVITY FROM", Kind.DATE),
        Column.ACTIVITY_TO: Heading("AKTYWNOŚĆ DO", "ACTIVITY TO", Kind.DATE),
        Column.GRADE: Heading("OCENA", "GRADE"),
        Column.EXTERNAL_ID: Heading("IDENTYFIKATOR ZEWNĘTRZNY", "EXTERNAL IDENTIFIER"),
    }
)
"""In the order of the import template."""

ANSWERS: Mapping[Answer, Heading] = MappingProxyType(
    {
        Answer.ROW_NUMBER: Heading("NR WIERSZA", "ROW"),
        Answer.STATUS: Heading("STATUS", "STATUS"),
        Answer.DETAILS: Heading("SZCZEGÓŁY", "DETAILS"),
        Answer.AWARDED_ON: Heading("DATA PRZYZNANIA", "AWARDED ON"),
        Answer.CREDENTIAL_ID: Heading("ID POŚWIADCZENIA", "CREDENTIAL ID"),
        Answer.CREDENTIAL_URL: Heading("ADRES POŚWIADCZENIA", "CREDENTIAL ADDRESS"),
        Answer.DELIVERY: Heading("STAN WYSYŁKI", "DELIVERY"),
    }
)
