"""The fields of education that a template can be linked to without a network."""

from issuer.documents.isced_fields import ISCED_FIELDS


def test_there_are_eleven_broad_and_twenty_nine_narrow_fields() -> None:
    lengths = [len(code) for code in ISCED_FIELDS]
    assert (lengths.count(2), lengths.count(3), len(lengths)) == (11, 29, 40)


def test_every_narrow_field_stands_after_its_broad_one() -> None:
    broad = ""
    for code in ISCED_FIELDS:
        broad = code if len(code) == 2 else broad
        assert code.startswith(broad)
    assert list(ISCED_FIELDS) == sorted(ISCED_FIELDS)


def test_addresses_end_by_the_code() -> None:
    assert {field.uri for field in ISCED_FIELDS.values()} == {
        f"http://data.europa.eu/snb/isced-f/{code}" for code in ISCED_FIELDS
    }
