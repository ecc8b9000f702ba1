"""The certificate of a badge: one page to print or to send, with the credential attached.

PDF/A-3a (ISO 19005-3) for archives, PDF/UA-1 (ISO 14289-1) for screen readers. The page is a
picture of the credential; what is checked is the attached file alone.
"""

from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date

from issuer.pictures.badge import Language
from issuer.pictures.colours import text_colour
from issuer.pictures.lettering import Lettering, lettering, plain, shortened
from issuer.pictures.qr import qr_svg
from issuer.pictures.raster import printable_png
from issuer.pictures.typesetting import embeddable, typeset_pdf
from issuer.pictures.wording import CERTIFICATE
from keys.strict_json import Json
from signing.baked_text import TextForm, text_form
from signing.pdf import FILE_NAMES

LONGEST_CRITERIA = 700
"""Characters of the criteria that are printed; the rest stands on the badge's page."""

_MEDIA_TYPES = {TextForm.JSON: "application/vc", TextForm.COMPACT_JWS: "application/vc+jwt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate shows, and the credential that goes with it."""

    language: Language
    kind: str
    """What is awarded, in `language`, such as `Mikropoświadczenie`."""
    title: str
    holder: str
    issuer: str
    awarded_on: date
    """In the organisation's time zone, as `valid_until`."""
    valid_until: date | None
    number: str | None
    criteria: str
    """Plain text; line breaks become spaces, and a long text is cut."""
    page: str
    """The public address of the badge; the QR code leads there."""
    credential: str
    """The signed credential, JSON or a compact JWS, exactly as it is to be attached."""
    picture: bytes
    """The badge picture as PNG."""
    colour: str
    """The accent, `#rrggbb`; darkened if it could not be read on white."""


def certificate_pdf(certificate: Certificate, *, made: datetime) -> bytes:
    """Return `certificate` as a PDF of one page; equal input gives equal bytes.

    Letters that cannot be printed stand as `□`, and a sentence says so (see `lettering`).

    Raises `UnusableColourError`, `TypesettingError`, and `signing.baking_errors.BakingError` for a
    credential that is none or too long.
    """
    form = text_form(certificate.credential)
    words = CERTIFICATE[certificate.language]
    texts = {name: lettering(text, certificate.language) for name, text in _texts(certificate)}
    facts = _facts(certificate)
    data: dict[str, Json] = {
        **{name: shown.text for name, shown in texts.items()},
        "document_title": plain(f"{certificate.title} – {certificate.holder}"),
        "language": certificate.language,
        "colour": text_colour(certificate.colour),
        "picture": embeddable(printable_png(certificate.picture)),
        "qr": qr_svg(certificate.page).decode(),
        "page": certificate.page,
        "facts": [{"name": name, "value": shown.text} for name, shown in facts],
        "words": {name: lettering(text, certificate.language).text for name, text in words.items()},
        "file_name": FILE_NAMES[form.value],
        "media_type": _MEDIA_TYPES[form],
        "incomplete": not all(shown.complete for shown in (*texts.values(), *dict(facts).values())),
    }
    return typeset_pdf("certificate.typ", data, certificate.credential, made=made)


def _texts(certificate: Certificate) -> list[tuple[str, str]]:
    return [
        ("kind", certificate.kind),
        ("title", certificate.title),
        ("holder", certificate.holder),
        ("issuer", certificate.issuer),
        ("criteria", shortened(plain(certificate.criteria), LONGEST_CRITERIA)),
        ("shown_page", certificate.page),
    ]


def _facts(certificate: Certificate) -> list[tuple[str, Lettering]]:
    """Return the lines beside the QR code: the name of each, and what it says."""
    words, language = CERTIFICATE[certificate.language], certificate.language
    facts = [(words["awarded_on"], _written(certificate.awarded_on, language))]
    if certificate.valid_until is not None:
        facts.append((words["valid_until"], _written(certificate.valid_until, language)))
    if certificate.number:
        facts.append((words["number"], certificate.number))
    return [(name, lettering(value, language)) for name, value in facts]


def _written(day: date, language: Language) -> str:
    return format_date(day, "d MMMM y", locale={"pl": "pl", "en": "en_GB"}[language])
