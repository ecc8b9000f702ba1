"""Every filter in every order shows what looking at every row would show."""

from datetime import date, timedelta

import pytest
from issuing import Issuer
from timing import Clock

from issuer.award_changes import correct_award, revoke_award
from issuer.award_filters import AwardFilter, AwardOrder
from issuer.award_lists import list_awards, note_expired
from issuer.award_rules import NewAward
from issuer.callers import Caller
from issuer.errors import ForbiddenError, InvalidInputError, NotFoundError
from issuer.models import Award, AwardState, Delivery, DuplicatePolicy
from issuer.validity import Validity

from .crowds import FILTERS, Crowd, expected, filters_of

JAN = NewAward("Jan", "Kowalski", "jan@example.org")


@pytest.mark.parametrize("order", AwardOrder)
@pytest.mark.parametrize("name", FILTERS)
def test_all_pages_together_are_the_list(crowd: Crowd, name: str, order: AwardOrder) -> None:
    wanted = filters_of(crowd.template(crowd.some))[name]
    rows = crowd.rows(crowd.some)

    listed = crowd.listed(crowd.some, wanted, order)

    assert listed == expected(rows, wanted, order, crowd.now)
    if wanted.language != "de":
        assert 0 < len(listed) <= len(rows)


@pytest.mark.parametrize("order", AwardOrder)
@pytest.mark.parametrize(
    "wanted",
    [
        AwardFilter(state=AwardState.DECLINED, language="en"),
        AwardFilter(validity=Validity.VALID, state=AwardState.CLAIMED, delivery=Delivery.FAILED),
        AwardFilter(delivery=Delivery.SENT, validity=Validity.REVOKED),
        AwardFilter(language="de", state=AwardState.AWARDED),
        AwardFilter(awarded_from=date(2029, 12, 1), state=AwardState.DECLINED),
    ],
    ids=str,
)
def test_several_filters_leave_what_each_of_them_leaves(
    crowd: Crowd, wanted: AwardFilter, order: AwardOrder
) -> None:
    listed = crowd.listed(crowd.many, wanted, order, limit=200)

    assert listed == expected(crowd.rows(crowd.many), wanted, order, crowd.now)


def test_names_follow_the_polish_alphabet(issuer: Issuer) -> None:
    template = issuer.template()
    for name in ("Żak", "Zając", "Łaska", "Laskowski", "Ćwik", "Cichy", "Ląd", "źrebak"):
        issuer.award(template, last_name=name)

    by_name = _names(issuer, AwardOrder.NAME)

    assert by_name == [
        "Cichy", "Ćwik", "Laskowski", "Ląd", "Łaska", "Zając", "źrebak", "Żak",
    ]  # fmt: skip
    assert _names(issuer, AwardOrder.NAME_BACKWARDS) == by_name[::-1]


def _names(issuer: Issuer, order: AwardOrder) -> list[str | None]:
    return [award.last_name for award in _listed(issuer, AwardFilter(), order)]


def _listed(
    issuer: Issuer, wanted: AwardFilter, order: AwardOrder = AwardOrder.NEWEST
) -> list[Award]:
    with issuer.service.database.reading() as session:
        page = list_awards(session, issuer.caller, wanted, order=order, limit=200, now=issuer.now)
    assert page.next is None
    return [listed.award for listed in page.items]


def test_a_list_names_the_achievement_in_the_language_of_the_award(issuer: Issuer) -> None:
    template = issuer.template()
    for language in ("pl", "en"):
        issuer.award(template, language=language)

    with issuer.service.database.reading() as session:
        page = list_awards(session, issuer.caller, AwardFilter(), limit=9, now=issuer.now)

    assert {listed.award.language: listed.title for listed in page.items} == {
        "pl": "Koordynator projektów",
        "en": "Project coordinator",
    }


def test_a_list_does_not_load_texts_and_evidence(issuer: Issuer) -> None:
    issuer.award(issuer.template(), narrative="Długi opis.")

    (award,) = _listed(issuer, AwardFilter())

    assert not {"narrative", "evidence", "results", "email_salt"} & vars(award).keys()


def test_what_expires_changes_lists_once_it_is_noted(issuer: Issuer, clock: Clock) -> None:
    award = issuer.award(issuer.template(), valid_until=date(2030, 3, 2))
    valid, expired = (AwardFilter(validity=each) for each in (Validity.VALID, Validity.EXPIRED))
    assert [len(_listed(issuer, wanted)) for wanted in (valid, expired)] == [1, 0]

    clock.advance(timedelta(days=3))
    assert [len(_listed(issuer, wanted)) for wanted in (valid, expired)] == [0, 0]
    with issuer.writing() as session:
        assert note_expired(session, now=clock()) == 1
        assert note_expired(session, now=clock()) == 0
    assert [len(_listed(issuer, wanted)) for wanted in (valid, expired)] == [0, 1]

    longer = JAN._replace(valid_until=date(2031, 1, 1))
    with issuer.writing() as session:
        correct_award(
            session, issuer.caller, issuer.service, award.id, longer, "Dłużej.", now=clock()
        )
    assert [len(_listed(issuer, wanted)) for wanted in (valid, expired)] == [1, 0]


def test_revoked_and_replaced_are_told_apart(issuer: Issuer) -> None:
    template = issuer.template(DuplicatePolicy.REPLACE)
    first = issuer.award(template)
    second = issuer.award(template)
    third = issuer.award(template, email="anna@example.org")
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, issuer.service, third.id, "Pomyłka.", now=issuer.now)

    found = {
        validity: [award.id for award in _listed(issuer, AwardFilter(validity=validity))]
        for validity in Validity
    }

    assert found == {
        Validity.VALID: [second.id],
        Validity.EXPIRED: [],
        Validity.REVOKED: [third.id],
        Validity.REPLACED: [first.id],
    }


@pytest.mark.parametrize("cursor", ["", "x", "W10", "ÿ", "WyJhd2FyZHMtbmFtZSIsImEiLCJiIl0"])
def test_a_cursor_of_another_list_is_refused(issuer: Issuer, cursor: str) -> None:
    with issuer.service.database.reading() as session, pytest.raises(InvalidInputError):
        list_awards(session, issuer.caller, AwardFilter(), cursor=cursor, limit=5, now=issuer.now)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(9999, 12, 31)])
def test_a_day_that_no_list_can_begin_with_is_refused(issuer: Issuer, day: date) -> None:
    for wanted in (AwardFilter(awarded_from=day), AwardFilter(awarded_to=day)):
        with issuer.service.database.reading() as session, pytest.raises(InvalidInputError):
            list_awards(session, issuer.caller, wanted, limit=5, now=issuer.now)


def test_nobody_sees_the_awards_of_another_organisation(crowd: Crowd) -> None:
    foreign = AwardFilter(achievement_id=crowd.template(crowd.some))
    with crowd.database.reading() as session, pytest.raises(NotFoundError):
        list_awards(session, crowd.many, foreign, limit=5, now=crowd.now)

    found = crowd.listed(crowd.some, AwardFilter(text="z"), AwardOrder.NAME)

    assert found
    assert not set(found) & {row.id for row in crowd.rows(crowd.many)}


def test_who_may_not_read_gets_no_list(issuer: Issuer) -> None:
    nobody = Caller("person:1", issuer.organisation_id)

    with issuer.service.database.reading() as session, pytest.raises(ForbiddenError):
        list_awards(session, nobody, AwardFilter(), limit=5, now=issuer.now)
