"""Numbers of Polish registers, personal numbers that must not be there, codes of countries."""

from collections.abc import Callable

import pytest

from issuer.text.errors import InvalidNumberError, UnknownCountryError
from issuer.text.identifiers import countries, country_code, nip, pol_on, regon, rspo
from issuer.text.pesel import looks_like_pesel

Check = Callable[[str], str]

GOOD: list[tuple[Check, str, str]] = [
    (nip, "5260250274", "5260250274"),  # the Ministry of Finance
    (nip, "526-025-02-74", "5260250274"),
    (nip, " PL 526 025 02 74", "5260250274"),
    (regon, "000002217", "000002217"),  # the Ministry of Finance
    (regon, "123456785", "123456785"),  # the example of the Statistical Office
    (regon, "12345678512347", "12345678512347"),
    (rspo, " 82096 ", "82096"),
    (pol_on, "3b5b1e2c-8f6a-4a0e-9d3c-0123456789ab", "3b5b1e2c-8f6a-4a0e-9d3c-0123456789ab"),
]
BAD: list[tuple[Check, str]] = [
    (nip, "5260250275"), (nip, "526025027"), (nip, "52602502744"), (nip, "0000000000"), (nip, ""),
    (nip, "٥٢٦٠٢٥٠٢٧٤"), (nip, "526O250274"), (nip, "DE5260250274"),
    (regon, "000002218"), (regon, "12345678512348"), (regon, "12345678612347"), (regon, "1234567"),
    (regon, "000000000"), (regon, ""),
    (rspo, "0123"), (rspo, "123456789"), (rspo, "12a"), (rspo, ""),
    (pol_on, ""), (pol_on, "a b"), (pol_on, "ł"), (pol_on, "a" * 41), (pol_on, "-a"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "typed", "kept"), GOOD)
def test_a_right_number_is_kept_without_gaps(check: Check, typed: str, kept: str) -> None:
    assert check(typed) == kept


@pytest.mark.parametrize(("check", "typed"), BAD)
def test_a_number_with_a_mistake_is_refused_by_the_name_of_its_register(
    check: Check, typed: str
) -> None:
    with pytest.raises(InvalidNumberError) as refused:
        check(typed)
    assert refused.value.register in refused.value.message("pl")


@pytest.mark.parametrize(("check", "number"), [(nip, "5260250274"), (regon, "123456785")])
def test_one_wrong_digit_is_always_noticed(check: Check, number: str) -> None:
    for position in range(len(number)):
        for digit in set("0123456789") - {number[position]}:
            wrong = number[:position] + digit + number[position + 1 :]
            with pytest.raises(InvalidNumberError):
                check(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "44051401359",
        "02070803628",
        "Jan Kowalski 44051401359",
        "nr:44051401359.",
        "PESEL44051401359",
    ],
)
def test_a_personal_number_is_noticed_anywhere(text: str) -> None:
    assert looks_like_pesel(text)


@pytest.mark.parametrize(
    "text",
    ["", "44051401358", "44131401354", "44053201357", "144051401359", "440514013590", "4405140135",
     "44 05 14 01359", "48123456789", "00000000000"],
)  # fmt: skip
def test_other_numbers_are_not_taken_for_personal_ones(text: str) -> None:
    assert not looks_like_pesel(text)


def test_there_are_the_249_countries_of_the_standard_in_both_languages() -> None:
    for language in ("pl", "en"):
        assert len(countries(language)) == 249
        assert {code for code, _ in countries(language)} == {code for code, _ in countries("pl")}
    assert dict(countries("pl"))["PL"] == "Polska"
    assert dict(countries("en"))["IE"] == "Ireland"


def test_countries_are_listed_by_the_polish_alphabet() -> None:
    names = [name for _, name in countries("pl")]
    assert names.index("Litwa") < names.index("Łotwa") < names.index("Macedonia Północna")


@pytest.mark.parametrize(("typed", "code"), [("PL", "PL"), (" pl ", "PL"), ("gb", "GB")])
def test_a_country_code_is_kept_in_capitals(typed: str, code: str) -> None:
    assert country_code(typed) == code


@pytest.mark.parametrize(
    "typed", ["", "POL", "Polska", "UK", "EU", "XK", "ZZ", "UN", "P", "ＰＬ", "ß"]
)
def test_what_the_standard_does_not_assign_is_no_country(typed: str) -> None:
    with pytest.raises(UnknownCountryError):
        country_code(typed)
