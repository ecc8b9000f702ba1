"""Long ones that nobody guesses at once; what they are made of is everybody's own affair."""

import pytest

from issuer.passwords import LONGEST, SHORTEST, accepted_password
from issuer.people_errors import PasswordRefusedError

EMAIL = "anna.nowakowska@example.org"
NAMES = ["Akademia Dobrych Praktyk", "Anna Nowakowska"]


@pytest.mark.parametrize(
    "password",
    [
        "siedem zielonych parasoli",
        "żółte-słonie-w-Łodzi",
        "kx7!vm2qp0zt",
        "правильний кінь батарея",
        "🦊🍏🚲🪁🌧️🎺🧦🫖🪴🎲🧩",
        "słowo " * 160,
    ],
)
def test_a_good_password_of_any_script_is_accepted(password: str) -> None:
    assert accepted_password(password, email=EMAIL, names=NAMES) == password


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "too-short"),
        ("kx7!vm2qp0z", "too-short"),
        ("o\u0301" * (SHORTEST - 1), "too-short"),
        ("ab3 " * (LONGEST // 4) + "x", "too-long"),
        ("x" * 1_000_000, "too-long"),
        ("aaaaaaaaaaaa", "too-easy"),
        ("abababababab", "too-easy"),
        ("123456789012", "too-easy"),
        ("password1234", "too-easy"),
        ("PasswordPassword!", "too-easy"),
        ("Hasło12345678", "too-easy"),
        ("polskapolskapolska", "too-easy"),
        ("zaq12wsxcde3", "too-easy"),
        (EMAIL, "too-easy"),
        (EMAIL.upper(), "too-easy"),
        ("anna.nowakowska2030", "too-easy"),
        ("Akademia Dobrych Praktyk", "too-easy"),
        ("akademia dobrych praktyk 1!", "too-easy"),
        ("anna nowakowska", "too-easy"),
    ],
)
def test_a_bad_password_is_refused_with_the_reason(password: str, code: str) -> None:
    with pytest.raises(PasswordRefusedError) as caught:
        accepted_password(password, email=EMAIL, names=NAMES)

    (fault,) = caught.value.faults
    assert (fault.pointer, fault.code) == ("/password", code)
    assert fault.english
    assert fault.polish


def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    apart = "zielone z\u0307o\u0301łwie dwa"

    assert accepted_password(apart, email=EMAIL) == "zielone żółwie dwa"
