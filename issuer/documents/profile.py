"""The organisation as Open Badges have it: the issuer's Profile (Open Badges 3.0, B.11)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from babel import Locale, UnknownLocaleError

from contexts.library import CREDENTIALS_V2, OPEN_BADGES_3_0_3
from keys.strict_json import Json

IDENTIFIER_TYPES: Mapping[str, str] = {
    "nip": "ext:NIP",
    "regon": "ext:REGON",
    "rspo": "ext:RSPO",
    "polon": "ext:POL-on",
}
"""What each official number of an organisation is called in a badge."""


@dataclass(frozen=True)
class PostalAddress:
    """Where an organisation is; `country` is a code of ISO 3166-1 alpha-2."""

    country: str | None = None
    region: str | None = None
    locality: str | None = None
    postal_code: str | None = None
    street: str | None = None


@dataclass(frozen=True)
class IssuerRecord:
    """What is known of an organisation when it issues; texts by language."""

    did: str
    names: Mapping[str, str]
    language: str = "pl"
    descriptions: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    email: str | None = None
    phone: str | None = None
    address: PostalAddress = PostalAddress()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    """Official numbers by kind: a key of `IDENTIFIER_TYPES`."""
    logo: str | None = None
    """The address of the logo."""

    def name(self, language: str) -> str:
        """Return the name in `language`, else in the organisation's own, else in any; or ""."""
        return in_language(self.names, language, self.language)


def in_language(texts: Mapping[str, str], language: str, otherwise: str) -> str:
    """Return the text in the language, else in the second one, else the first; or ""."""
    return texts.get(language) or texts.get(otherwise) or next(iter(texts.values()), "")


def country_name(code: str, language: str) -> str | None:
    """Return what a country (ISO 3166-1 alpha-2) is called in a language; None if unknown."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return locale.territories.get(code) if len(code) == 2 and code.isalpha() else None


def issuer_profile(record: IssuerRecord, language: str) -> dict[str, Json]:
    """Return the Profile to embed as `issuer`, with its texts in one language (rule 6)."""
    image = {"id": record.logo, "type": "Image"} if record.logo else None
    members: dict[str, Json] = {
        "id": record.did,
        "type": ["Profile"],
        "name": record.name(language),
        "url": record.url,
        "email": record.email,
        "phone": "".join((record.phone or "").split()),
        "description": in_language(record.descriptions, language, record.language),
        "image": image,
        "address": _address(record.address, language),
        "otherIdentifier": [
            {
                "type": "IdentifierEntry",
                "identifierType": IDENTIFIER_TYPES[kind],
                "identifier": record.identifiers[kind],
            }
            for kind in IDENTIFIER_TYPES
            if record.identifiers.get(kind)
        ],
    }
    return filled(members)


def profile_document(record: IssuerRecord, language: str) -> dict[str, Json]:
    """Return the Profile as a JSON-LD document of its own, for the organisation's address."""
    contexts = [CREDENTIALS_V2, OPEN_BADGES_3_0_3]
    return {"@context": contexts, **issuer_profile(record, language)}


def filled(members: Mapping[str, Json]) -> dict[str, Json]:
    """Return the members that hold something: no null, no empty text, list or object (rule 1)."""
    return {name: value for name, value in members.items() if value not in (None, "", [], {})}


def _address(address: PostalAddress, language: str) -> dict[str, Json] | None:
    members = filled(
        {
            "addressCountry": country_name(address.country or "", language),
            "addressCountryCode": address.country,
            "addressRegion": address.region,
            "addressLocality": address.locality,
            "postalCode": address.postal_code,
            "streetAddress": address.street,
        }
    )
    return {"type": ["Address"], **members} if members else None
