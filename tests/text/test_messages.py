"""Every refusal can be told in Polish and in English."""

import inspect

import pytest

from issuer.text import errors

EVERY = [
    errors.MissingTextError(),
    errors.TooLongError(251, 250),
    errors.ForbiddenCharacterError("\u202e", 4),
    errors.InvalidEmailError(),
    errors.InvalidUrlError(),
    errors.InvalidDateError("{jutro}"),
    errors.DateOutOfRangeError(1900, 9998),
    errors.InvalidSlugError(2, 63),
    errors.ReservedSlugError("api"),
    errors.InvalidNumberError("NIP"),
    errors.UnknownCountryError(),
]


def test_no_error_is_forgotten_here() -> None:
    declared = {error for _, error in inspect.getmembers(errors, inspect.isclass)}
    leaves = {error for error in declared if issubclass(error, errors.TextError)}
    assert leaves - {errors.TextError} == {type(error) for error in EVERY}


@pytest.mark.parametrize("error", EVERY, ids=lambda error: error.code)
def test_a_refusal_has_a_sentence_in_both_languages(error: errors.TextError) -> None:
    polish, english = error.message("pl"), error.message("en")
    assert polish != english
    for sentence in (polish, english):
        assert sentence[0].isupper() or sentence[0] == "“"
        assert sentence.endswith(".")
    assert all(str(fact) in polish and str(fact) in english for fact in error.facts.values())
    assert str(error) == english == error.message("de")
    assert isinstance(error, ValueError)


def test_codes_differ() -> None:
    assert len({error.code for error in EVERY}) == len(EVERY)
