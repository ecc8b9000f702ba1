"""The lists to choose from."""

from collections.abc import Iterable

import pytest

from issuer.documents.concepts import (
    ASSESSMENTS,
    CYCLES,
    EQF_LEVELS,
    MODES,
    OUTCOME_KINDS,
    PRK_LEVELS,
    STACKABILITIES,
    SUPERVISIONS,
    Concept,
    known,
)
from issuer.documents.numbers import iso_hours, number_in, plain, spoken
from signing.lexical import iri_fault

LISTS = (
    ASSESSMENTS, MODES, EQF_LEVELS, PRK_LEVELS, SUPERVISIONS.values(), OUTCOME_KINDS.values(),
    CYCLES.values(), STACKABILITIES.values(),
)  # fmt: skip


@pytest.mark.parametrize("concepts", LISTS)
def test_every_entry_is_named_once_in_each_language(concepts: Iterable[Concept]) -> None:
    concepts = list(concepts)
    for labels in ([c.english for c in concepts], [c.polish for c in concepts]):
        assert all(labels)
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("concepts", LISTS)
def test_every_address_is_of_the_european_union_and_unique(concepts: Iterable[Concept]) -> None:
    addresses = [concept.uri for concept in concepts if concept.uri]
    assert len(set(addresses)) == len(addresses)
    for address in addresses:
        assert address.startswith("http://data.europa.eu/snb/")
        assert iri_fault(address) is None


def test_entries_are_found_by_their_address() -> None:
    assert known(ASSESSMENTS[0].uri) is ASSESSMENTS[0]
    assert known("https://a.example") is None
    assert known(None) is None


def test_other_languages_than_polish_read_english() -> None:
    assert (MODES[1].label("pl"), MODES[1].label("uk")) == ("zdalna", "online")


@pytest.mark.parametrize(
    ("hours", "duration"), [(60, "PT60H"), (1.5, "PT1H30M"), (0.25, "PT15M"), (0.01, "PT1M")]
)
def test_hours_are_durations_to_the_minute(hours: float, duration: str) -> None:
    assert iso_hours(hours) == duration


def test_numbers_are_written_for_people_and_for_programs() -> None:
    assert (plain(10), plain(10.0), plain(2.5)) == ("10", "10", "2.5")
    assert (spoken(2.5, "pl"), spoken(2.5, "en-GB"), spoken(100, "pl")) == ("2,5", "2.5", "100")


def test_numbers_are_read_with_a_point_or_a_comma() -> None:
    assert number_in("4,5") == number_in("4.5")
    assert [number_in(text) for text in (None, "", "x", "1e3", "--1", "NaN")] == [None] * 6
