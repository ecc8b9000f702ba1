"""What is said before somebody is awarded: slips, and that they have it already."""

from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from issuing import JAN, Issuer, new_issuer

from issuer.achievement_records import own_achievement
from issuer.award_changes import revoke_award
from issuer.award_rules import NewAward
from issuer.award_warnings import recipient_remarks
from issuer.errors import Fault
from issuer.models import Award, DuplicatePolicy

WARSAW = ZoneInfo("Europe/Warsaw")


def remarks(issuer: Issuer, template: UUID, new: NewAward = JAN) -> tuple[Fault, ...]:
    with issuer.service.database.reading() as session:
        achievement = own_achievement(session, issuer.caller, template)
        return recipient_remarks(session, achievement, new, WARSAW)


def test_somebody_new_gives_nothing_to_say(issuer: Issuer) -> None:
    assert remarks(issuer, issuer.template()) == ()


@pytest.mark.parametrize(
    ("policy", "code", "polish"),
    [
        (DuplicatePolicy.ALLOW, "W04",
         "To poświadczenie zostało już przyznane tej osobie 01.03.2030 (dozwolone)."),
        (DuplicatePolicy.REPLACE, "W05", "Zastąpi poświadczenie z dnia 01.03.2030."),
        (DuplicatePolicy.DENY, "E12",
         "To poświadczenie zostało już przyznane tej osobie 01.03.2030."),
    ],
)  # fmt: skip
def test_that_they_have_it_already_is_said_with_the_date(
    issuer: Issuer, policy: DuplicatePolicy, code: str, polish: str
) -> None:
    template = issuer.template(policy)
    issuer.award(template)

    [remark] = remarks(issuer, template, JAN._replace(email=" JAN@Example.org "))

    assert (remark.code, remark.polish) == (code, polish)
    assert "1 March 2030" in remark.english


def test_another_template_another_address_and_a_revoked_award_do_not_count(issuer: Issuer) -> None:
    template = issuer.template()
    award = issuer.award(template)
    foreign = new_issuer(issuer.service, "druga")
    foreign.award(foreign.template())

    assert remarks(issuer, issuer.template()) == ()
    assert remarks(issuer, template, JAN._replace(email="inny@example.org")) == ()
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, issuer.service, award.id, "Pomyłka", now=issuer.now)
    assert remarks(issuer, template) == ()


def test_an_address_that_is_none_is_nobodys(issuer: Issuer) -> None:
    template = issuer.template()
    issuer.award(template)

    assert remarks(issuer, template, JAN._replace(email="jan")) == ()


def test_a_mistyped_domain_is_asked_about(issuer: Issuer) -> None:
    [remark] = remarks(issuer, issuer.template(), JAN._replace(email="jan@gmial.com"))

    assert (remark.code, remark.polish) == ("W01", "Sprawdź adres: czy chodziło o gmail.com?")


@pytest.mark.parametrize(
    ("first", "last", "swapped"),
    [
        ("Kowalski", "Jan", True),
        ("Wójcicka ", "Anna", True),
        ("KACZMARCZYK", "Ewa", True),
        ("Jan", "Kowalski", False),
        ("Kowalska", "Wiśniewska", False),
        ("Nicki", "Lauda", False),
        ("Franziska", "Weber", False),
        ("Bianka", "Lis", False),
    ],
)
def test_names_are_swapped_only_where_a_surname_stands_for_sure(
    issuer: Issuer, first: str, last: str, swapped: bool
) -> None:
    new = JAN._replace(first_name=first, last_name=last)

    assert [remark.code for remark in remarks(issuer, issuer.template(), new)] == (
        ["W02"] if swapped else []
    )


def test_looking_writes_nothing(issuer: Issuer) -> None:
    template = issuer.template()
    issuer.award(template)
    remarks(issuer, template)

    assert issuer.count(Award) == 1
