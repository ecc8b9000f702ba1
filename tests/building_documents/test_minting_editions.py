"""Badges that are minted by the values in their slots are those that their documents become."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from contexts.library import shipped
from issuer.documents.credential import (
    AwardRecord,
    EvidenceRecord,
    Recipient,
    StatusEntry,
    badge_of,
    common_parts,
)
from issuer.documents.results import AwardedResult
from issuer.edition_minting import EditionMinter, Unminted
from issuer.issuer_keys import Signers
from issuer.minting import Forms, Minter, minted_forms
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.errors import UnsafeDocumentError
from signing.json_ld import Document

from .records import ACADEMY, BASE, SALT, award, content, edition
from .signing_parties import CANONICALISER, EMBEDDING, TOKENS
from .test_fillings import awards, statuses

CREATED = datetime(2026, 5, 31, 12, tzinfo=UTC)
COMMON = common_parts(ACADEMY, edition(of=content(email_identifier=True)))
SIGNERS = Signers(EMBEDDING, TOKENS)
PLAIN = {"evidence": (), "results": ()}


class Counting(Canonicaliser):
    """Counts how often it is asked for statements."""

    asked = 0

    def statements(self, document: Document) -> tuple[Json, ...]:
        """Return what the generic path returns."""
        self.asked += 1
        return super().statements(document)


def unminted(number: int, **changed: Json) -> Unminted:
    """Return a badge of somebody else, whose place is another one."""
    person = Recipient(f"Osoba {number}", "Gęślą", f"{number}@example.org", SALT)
    return Unminted(
        award(
            credential_id=f"{BASE}/credentials/{number}",
            subject_id=f"urn:uuid:00000000-0000-4000-8000-{number:012}",
            recipient=person,
            **{**PLAIN, **changed},
        ),
        StatusEntry(f"{BASE}/status/1", number),
    )


def minter(canonicaliser: Canonicaliser) -> EditionMinter:
    return EditionMinter(Minter(SIGNERS, canonicaliser), COMMON, CREATED)


def taught(*badges: Unminted) -> tuple[EditionMinter, Counting]:
    """Return a minter that has a plan for each of these kinds of badges."""
    canonicaliser = Counting(shipped())
    made = minter(canonicaliser)
    for badge in badges:
        for _ in range(3):
            made.looked_at(badge)
    canonicaliser.asked = 0
    return made, canonicaliser


def by_document(badge: Unminted) -> Forms | type[UnsafeDocumentError]:
    """Return what the generic path makes of a badge."""
    document = badge_of(COMMON, *badge)
    try:
        return minted_forms(document, SIGNERS, CANONICALISER, created=CREATED)
    except UnsafeDocumentError:
        return UnsafeDocumentError


def kinds(forms: Sequence[Forms | UnsafeDocumentError]) -> list[Forms | type[UnsafeDocumentError]]:
    return [type(one) if isinstance(one, UnsafeDocumentError) else one for one in forms]


def test_badges_of_one_kin_are_minted_without_their_documents() -> None:
    made, canonicaliser = taught(unminted(0))
    badges = [unminted(number) for number in range(1, 8)]
    forms = kinds(made.forms(badges))
    assert canonicaliser.asked == 0
    for badge, one in zip(badges, forms, strict=True):
        assert one == by_document(badge)


def test_kin_that_is_met_for_the_first_time_is_looked_at() -> None:
    made, canonicaliser = taught(unminted(0))
    badges = [unminted(1), unminted(2, narrative=None), unminted(3, activity_from=date(2026, 1, 1))]
    badges += [unminted(4, results=(AwardedResult("obrona", level="wybitna"),))]
    forms = kinds(made.forms(badges))
    assert canonicaliser.asked > 0
    for badge, one in zip(badges, forms, strict=True):
        assert one == by_document(badge)


@pytest.mark.parametrize("text", ["\x07", "x\ufdd0", "x\U0010ffff", "x\ud800"])
def test_a_badge_that_must_not_be_signed_says_why_and_the_others_are_minted(text: str) -> None:
    made, _ = taught(unminted(0))
    badges = [unminted(1), unminted(2, narrative=text), unminted(3)]
    first, second, third = made.forms(badges)
    assert isinstance(second, UnsafeDocumentError)
    for badge, one in ((badges[0], first), (badges[2], third)):
        assert one == by_document(badge)


def test_a_document_that_lost_an_id_teaches_nothing() -> None:
    page = "https://e.example/1"
    twice = (EvidenceRecord("A", url=page), EvidenceRecord("B", url=page))
    made, canonicaliser = taught(unminted(0, evidence=twice))
    badge = unminted(1, evidence=twice)
    [forms] = kinds(made.forms([badge]))
    assert forms == by_document(badge)
    # Its own kin never got a plan, though documents like it may have one.
    canonicaliser.asked = 0
    other = unminted(
        2, evidence=(EvidenceRecord("A", url=page), EvidenceRecord("B", url=f"{page}0"))
    )
    [forms] = kinds(made.forms([other]))
    assert canonicaliser.asked > 0
    assert forms == by_document(other)


@pytest.mark.parametrize("pieces", [1, 2])
def test_whatever_is_awarded_the_forms_are_those_of_the_document(pieces: int) -> None:
    evidence = tuple(EvidenceRecord("A", url=f"https://e.example/{n}") for n in range(pieces))
    made, _ = taught(unminted(0), unminted(1, evidence=evidence), unminted(2, narrative=None))

    @settings(max_examples=20, deadline=None)
    @given(award=awards, status=statuses)
    def alike(award: AwardRecord, status: StatusEntry | None) -> None:
        badge = Unminted(award, status)
        # The second time its kin is known, if it can be.
        for forms in made.forms([badge]), made.forms([badge]):
            assert kinds(forms)[0] == by_document(badge)

    alike()
