"""What an organisation says of itself: the fields its administrator may change, and their rules.

Pure: a profile as somebody typed it in, an accepted one or all its faults out. The slug and the DID
are not here, because nobody may change them (rule 7).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TypeVar
from uuid import UUID
from zoneinfo import available_timezones

from issuer.errors import Fault, InvalidInputError
from issuer.text import identifiers
from issuer.text.emails import accepted_email
from issuer.text.errors import TextError
from issuer.text.names import long_text, short_text, visible
from issuer.text.urls import accepted_url

LANGUAGES = ("pl", "en")
"""The languages in which an organisation has names; badges in others take the first that fits."""
LONGEST_NAME, LONGEST_LINE, LONGEST_DESCRIPTION, LONGEST_PHONE = 250, 250, 2000, 64

T = TypeVar("T")
_REGISTERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "nip": identifiers.nip,
        "regon": identifiers.regon,
        "rspo": identifiers.rspo,
        "polon": identifiers.pol_on,
    }
)
ADDRESS_LINES = ("street", "locality", "postal_code", "region")
_PHONE = re.compile(r"\+?[0-9()./\s-]{3,}")
_ACCENT = re.compile(r"#[0-9a-f]{6}")
_LINKEDIN = re.compile(r"[1-9][0-9]{0,19}")


@dataclass(frozen=True)
class OrganisationProfile:
    """Everything that an organisation says of itself; texts by language."""

    names: Mapping[str, str]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    language: str = "pl"
    time_zone: str = "Europe/Warsaw"
    url: str | None = None
    email: str | None = None
    phone: str | None = None
    address: Mapping[str, str] = field(default_factory=dict)
    """`street`, `locality`, `postal_code`, `region`, `country` (ISO 3166-1 alpha-2)."""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    """Official numbers: `nip`, `regon`, `rspo`, `polon`."""
    linkedin_id: str | None = None
    accent: str | None = None
    """The colour of its pages, `#rrggbb`."""
    logo_id: UUID | None = None
    two_confirm_batches: bool = False
    """Whether a second person must confirm before a batch is awarded."""


def accepted_profile(given: OrganisationProfile) -> OrganisationProfile:
    """Return the profile with every field normalised; blank optional fields become none.

    Raises `InvalidInputError` with every fault.
    """
    check = _Check()
    accepted = OrganisationProfile(
        names=_names(given, check),
        descriptions=_descriptions(given, check),
        language=_language(given.language, check),
        time_zone=_time_zone(given.time_zone, check),
        url=check.optional("/url", accepted_url, given.url),
        email=check.optional("/email", accepted_email, given.email),
        phone=_phone(given.phone, check),
        address=_address(given.address, check),
        identifiers=_identifiers(given.identifiers, check),
        linkedin_id=_linkedin(given.linkedin_id, check),
        accent=_accent(given.accent, check),
        logo_id=given.logo_id,
        two_confirm_batches=given.two_confirm_batches,
    )
    if check.faults:
        raise InvalidInputError(check.faults)
    return accepted


@dataclass
class _Check:
    """The faults found so far."""

    faults: list[Fault] = field(default_factory=list)

    def text(self, pointer: str, rule: Callable[[str], T], text: str) -> T | None:
        try:
            return rule(text)
        except TextError as e:
            self.faults.append(Fault(pointer, e.code, e.message("en"), e.message("pl")))
            return None

    def optional(self, pointer: str, rule: Callable[[str], T], text: str | None) -> T | None:
        return None if text is None or not text.strip() else self.text(pointer, rule, text)

    def unknown(self, pointer: str, allowed: str) -> None:
        self.faults.append(
            Fault(
                pointer,
                "not-a-choice",
                f"Choose one of {allowed}.",
                f"Wybierz jedną z wartości: {allowed}.",
            )
        )


def _names(given: OrganisationProfile, check: _Check) -> dict[str, str]:
    names: dict[str, str] = {}
    for language, name in given.names.items():
        pointer = f"/names/{language}"
        if language not in LANGUAGES:
            check.unknown(pointer, ", ".join(LANGUAGES))
        elif accepted := check.optional(pointer, _visible_name, name):
            names[language] = accepted
    if given.language in LANGUAGES and not given.names.get(given.language, "").strip():
        check.text(f"/names/{given.language}", _visible_name, "")
    return names


def _visible_name(text: str) -> str:
    return visible(short_text(text, LONGEST_NAME))


def _descriptions(given: OrganisationProfile, check: _Check) -> dict[str, str]:
    texts: dict[str, str] = {}
    for language, text in given.descriptions.items():
        pointer = f"/descriptions/{language}"
        if language not in LANGUAGES:
            check.unknown(pointer, ", ".join(LANGUAGES))
        elif accepted := check.optional(pointer, _description, text):
            texts[language] = accepted
    return texts


def _description(text: str) -> str:
    return long_text(text, LONGEST_DESCRIPTION)


def _language(language: str, check: _Check) -> str:
    if language not in LANGUAGES:
        check.unknown("/language", ", ".join(LANGUAGES))
    return language


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _time_zone(name: str, check: _Check) -> str:
    if name not in _zones():
        check.faults.append(
            Fault(
                "/time_zone",
                "unknown-time-zone",
                "This is not a time zone of the IANA list, such as Europe/Warsaw.",
                "To nie jest strefa czasowa z listy IANA, na przykład Europe/Warsaw.",
            )
        )
    return name


def _phone(text: str | None, check: _Check) -> str | None:
    phone = check.optional("/phone", lambda text: short_text(text, LONGEST_PHONE), text)
    if phone is not None and not _PHONE.fullmatch(phone):
        check.faults.append(
            Fault(
                "/phone",
                "invalid-phone",
                "Write the telephone number with digits, such as +48 22 123 45 67.",
                "Zapisz numer telefonu cyframi, na przykład +48 22 123 45 67.",
            )
        )
    return phone


def _address(given: Mapping[str, str], check: _Check) -> dict[str, str]:
    lines: dict[str, str] = {}
    for name, text in given.items():
        pointer = f"/address/{name}"
        if name == "country":
            line = check.optional(pointer, identifiers.country_code, text)
        elif name in ADDRESS_LINES:
            line = check.optional(pointer, lambda text: short_text(text, LONGEST_LINE), text)
        else:
            check.unknown(pointer, ", ".join((*ADDRESS_LINES, "country")))
            continue
        if line:
            lines[name] = line
    return lines


def _identifiers(given: Mapping[str, str], check: _Check) -> dict[str, str]:
    numbers: dict[str, str] = {}
    for kind, text in given.items():
        pointer = f"/identifiers/{kind}"
        if kind not in _REGISTERS:
            check.unknown(pointer, ", ".join(_REGISTERS))
        elif number := check.optional(pointer, _REGISTERS[kind], text):
            numbers[kind] = number
    return numbers


def _linkedin(text: str | None, check: _Check) -> str | None:
    number = (text or "").strip()
    if number and not _LINKEDIN.fullmatch(number):
        check.faults.append(
            Fault(
                "/linkedin_id",
                "invalid-linkedin-id",
                "The number of a page on LinkedIn has digits only, such as 1441.",
                "Numer strony na LinkedIn składa się z samych cyfr, na przykład 1441.",
            )
        )
    return number or None


def _accent(text: str | None, check: _Check) -> str | None:
    colour = (text or "").strip().lower()
    if colour and not _ACCENT.fullmatch(colour):
        check.faults.append(
            Fault(
                "/accent",
                "invalid-colour",
                "Write the colour as # and six hexadecimal digits, such as #1a4d8f.",
                "Zapisz kolor jako # i sześć cyfr szesnastkowych, na przykład #1a4d8f.",
            )
        )
    return colour or None
