"""What an organisation may say of itself."""

from dataclasses import replace
from typing import Any

import pytest

from issuer.errors import InvalidInputError
from issuer.organisation_profile import OrganisationProfile, accepted_profile

PLAIN = OrganisationProfile(names={"pl": "Akademia"})


def faults(**changes: Any) -> list[tuple[str, str]]:
    """Return pointer and code of what is wrong with a profile."""
    with pytest.raises(InvalidInputError) as error:
        accepted_profile(replace(PLAIN, **changes))
    assert all(fault.english and fault.polish for fault in error.value.faults)
    return [(fault.pointer, fault.code) for fault in error.value.faults]


def test_everything_is_kept_as_registers_write_it() -> None:
    given = replace(
        PLAIN,
        names={"pl": " Politechnika  Łódzka ", "en": "TUL"},
        descriptions={"pl": "Uczelnia.\r\nTechniczna.", "en": " "},
        url="https://łódź.example/ćma",
        email=" biuro@politechnika.example ",
        phone="+48 42 631 00 00",
        address={"street": " ul. Żeromskiego 116 ", "region": "", "country": "pl"},
        identifiers={"nip": "PL 727-002-18-95", "regon": "000001583", "polon": "1"},
        linkedin_id=" 1441 ",
        accent="#1A4D8F",
    )

    accepted = accepted_profile(given)

    assert accepted.names == {"pl": "Politechnika  Łódzka", "en": "TUL"}
    assert accepted.descriptions == {"pl": "Uczelnia.\nTechniczna."}
    assert accepted.url == "https://xn--d-uga0v4h.example/%C4%87ma"
    assert accepted.email == "biuro@politechnika.example"
    assert accepted.address == {"street": "ul. Żeromskiego 116", "country": "PL"}
    assert accepted.identifiers == {"nip": "7270021895", "regon": "000001583", "polon": "1"}
    assert (accepted.linkedin_id, accepted.accent) == ("1441", "#1a4d8f")
    assert accepted_profile(accepted) == accepted


def test_what_is_blank_is_not_there() -> None:
    accepted = accepted_profile(
        replace(
            PLAIN, url=" ", email="", phone="", linkedin_id="", accent="", address={"street": ""}
        )
    )

    assert accepted == PLAIN


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"names": {}}, ("/names/pl", "missing")),
        ({"names": {"pl": " ", "en": "A"}}, ("/names/pl", "missing")),
        ({"names": {"pl": "\u2800"}}, ("/names/pl", "missing")),
        ({"names": {"pl": "x" * 251}}, ("/names/pl", "too-long")),
        ({"names": {"pl": "A\u202eB"}}, ("/names/pl", "forbidden-character")),
        ({"names": {"pl": "A", "de": "B"}}, ("/names/de", "not-a-choice")),
        ({"descriptions": {"pl": "x" * 2001}}, ("/descriptions/pl", "too-long")),
        ({"language": "de"}, ("/language", "not-a-choice")),
        ({"time_zone": "Europe/Lodz"}, ("/time_zone", "unknown-time-zone")),
        ({"time_zone": "../etc/passwd"}, ("/time_zone", "unknown-time-zone")),
        ({"url": "javascript:alert(1)"}, ("/url", "invalid-url")),
        ({"email": "biuro@"}, ("/email", "invalid-email")),
        ({"phone": "zadzwoń"}, ("/phone", "invalid-phone")),
        ({"identifiers": {"nip": "1"}}, ("/identifiers/nip", "invalid-number")),
        ({"address": {"country": "Polska"}}, ("/address/country", "unknown-country")),
        ({"address": {"country": "XK"}}, ("/address/country", "unknown-country")),
        ({"address": {"county": "łódzki"}}, ("/address/county", "not-a-choice")),
        ({"identifiers": {"nip": "7270021896"}}, ("/identifiers/nip", "invalid-number")),
        ({"identifiers": {"regon": "000001584"}}, ("/identifiers/regon", "invalid-number")),
        ({"identifiers": {"krs": "1"}}, ("/identifiers/krs", "not-a-choice")),
        ({"linkedin_id": "akademia"}, ("/linkedin_id", "invalid-linkedin-id")),
        ({"accent": "red"}, ("/accent", "invalid-colour")),
    ],
    ids=str,
)  # fmt: skip
def test_a_fault_is_named_with_its_field(
    changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert faults(**changes) == [expected]


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(names={}, url="x", email="x", accent="x")) == 4
