"""What stands in the slots of a badge says all of it, beside what badges of its kin have alike."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuer.documents.credential import (
    AwardRecord,
    EvidenceRecord,
    Recipient,
    StatusEntry,
    badge_of,
    common_parts,
)
from issuer.documents.filling import Kin, filling_of
from issuer.documents.results import AwardedResult
from issuer.documents.slots import slots_of
from issuer.errors import InvalidInputError
from keys.strict_json import Json
from signing.selection import find, with_value

from .records import ACADEMY, AWARD, BASE, SALT, award, content, edition
from .strategies import lines, prose

WITH_EMAIL = common_parts(ACADEMY, edition(of=content(email_identifier=True)))
WITHOUT_EMAIL = common_parts(ACADEMY, edition(of=content(email_identifier=False)))
instants = st.sampled_from([datetime(2026, 5, day, 9, tzinfo=UTC) for day in (1, 2)])
days = st.none() | st.sampled_from([date(2026, 3, day) for day in (1, 2)])
grades = st.sampled_from([(), *((one,) for one in AWARD.results), AWARD.results])
texts = st.none() | st.just("") | prose()
pieces = st.builds(
    EvidenceRecord,
    name=texts,
    description=texts,
    narrative=texts,
    url=st.none() | lines().map(lambda text: f"https://e.example/{text.encode().hex()}"),
    genre=st.none() | st.sampled_from(["film", "tekst"]),
)
FIELDS = {
    "credential_id": st.uuids().map(lambda found: f"{BASE}/credentials/{found}"),
    "subject_id": st.uuids().map(lambda found: found.urn),
    "recipient": st.builds(
        Recipient,
        lines(),
        lines(),
        st.none() | st.sampled_from(["jan@example.org", "Ola@Example.org"]),
        st.none() | st.just(SALT),
    ),
    "valid_from": instants,
    "awarded": instants,
    "valid_until": st.none() | instants,
    "narrative": texts,
    "certificate_number": texts,
    "evidence": st.lists(pieces, max_size=2).map(tuple),
    "activity_from": days,
    "activity_to": days,
    "results": grades,
    "picture": st.none() | st.just(f"{BASE}/pictures/1.png"),
}
awards = st.builds(AwardRecord, **FIELDS)
statuses = st.none() | st.builds(
    StatusEntry, st.sampled_from([f"{BASE}/status/{n}" for n in (1, 2)]), st.integers(0, 99)
)
few = settings(max_examples=300, deadline=None)


def test_every_field_of_an_award_is_drawn() -> None:
    assert FIELDS.keys() == set(AwardRecord._fields)


@pytest.mark.parametrize("common", [WITH_EMAIL, WITHOUT_EMAIL])
def test_the_values_are_those_of_the_document_and_kin_decides_the_rest(common: object) -> None:
    parts = WITH_EMAIL if common is WITH_EMAIL else WITHOUT_EMAIL
    templates: dict[Kin, Json] = {}
    met = []

    @few
    @given(award=awards, status=statuses)
    def alike(award: AwardRecord, status: StatusEntry | None) -> None:
        document: Json = badge_of(parts, award, status)
        filling = filling_of(parts, award, status)
        addresses = [piece.url for piece in set(award.evidence) if piece.url]
        if len({*addresses}) < len(addresses):
            # No plan takes it, and the document lacks an id: see the last test here.
            assert filling.kin.pointers != tuple(slots_of(document))
            return
        assert filling.kin.pointers == tuple(slots_of(document))
        assert filling.values == tuple(find(document, name) for name in filling.kin.pointers)
        for pointer in filling.kin.pointers:
            document = with_value(document, pointer, "")
        met.append(filling.kin in templates)
        assert templates.setdefault(filling.kin, document) == document

    alike()
    assert any(met)


@pytest.mark.parametrize(
    "other",
    [
        {"results": (AwardedResult("obrona", level="dobra"),)},
        {"results": (AwardedResult("udzial", status="Failed"),)},
        {"evidence": (EvidenceRecord(name="Film", genre="tekst"),)},
    ],
)
def test_what_is_no_slot_makes_another_kin(other: dict[str, Json]) -> None:
    one = award(
        results=(AwardedResult("obrona", level="wybitna"),), evidence=(EvidenceRecord("Film"),)
    )
    kins = {filling_of(WITH_EMAIL, each, None).kin for each in (one, one._replace(**other))}
    assert len(kins) == 2


def test_lists_make_other_kin_and_places_on_a_list_do_not() -> None:
    kins = [
        filling_of(WITH_EMAIL, AWARD, StatusEntry(f"{BASE}/status/{number}", place)).kin
        for number, place in ((1, 1), (1, 2), (2, 1))
    ]
    assert kins[0] == kins[1] != kins[2]


def test_results_that_the_template_does_not_have_are_refused() -> None:
    with pytest.raises(InvalidInputError):
        filling_of(WITH_EMAIL, award(results=(AwardedResult("nieznany", value="5"),)), None)


def test_an_id_that_stands_in_a_badge_twice_is_still_among_the_values() -> None:
    twice = (EvidenceRecord("A", url=AWARD.credential_id),)
    filling = filling_of(WITH_EMAIL, award(evidence=twice), None)
    document = badge_of(WITH_EMAIL, award(evidence=twice), None)
    assert filling.kin.pointers != tuple(slots_of(document))
    assert filling.values.count(AWARD.credential_id) == 2
