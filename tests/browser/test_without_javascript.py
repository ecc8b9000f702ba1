"""Everything that matters is done without any script."""

import re
from uuid import UUID

import visitors
from issuing import Issuer
from playwright.sync_api import Page, expect
from sqlalchemy import select
from templates.contents import MICRO_CREDENTIAL

from issuer.award_rules import NewAward
from issuer.models import Award, AwardState, Role

from .conftest import Check, OpenPage
from .desk import Desk


def sign_in(page: Page, email: str) -> None:
    """Sign in with the form."""
    page.goto("/sign-in")
    page.get_by_label(re.compile("e-mail")).fill(email)
    page.get_by_label("Hasło").fill(visitors.PASSWORD)
    page.get_by_role("button", name="Zaloguj się").click()


def award(page: Page, template: UUID, new: NewAward) -> None:
    """Award somebody with the two steps of the wizard as they stand."""
    page.goto(f"/templates/{template}/award/one")
    page.get_by_role("textbox", name="Imię").fill(new.first_name)
    page.get_by_role("textbox", name="Nazwisko").fill(new.last_name)
    page.get_by_role("textbox", name=re.compile("e-mail", re.IGNORECASE)).fill(new.email)
    page.get_by_role("button", name="Dalej").click()
    page.get_by_role("button", name="Przyznaj mikropoświadczenie").click()


def the_award(issuer: Issuer) -> Award:
    with issuer.service.database.reading() as session:
        wanted = select(Award).where(Award.organisation_id == issuer.organisation_id)
        return session.scalars(wanted).one()


def test_one_signs_in_and_awards_and_the_other_claims(
    open_page: OpenPage, desk: Desk, check: Check
) -> None:
    staff = open_page(language="pl", javascript=False)
    sign_in(staff, desk.person(Role.ISSUER).email)
    expect(staff).to_have_url(re.compile("/templates$"))
    award(staff, desk.template(**MICRO_CREDENTIAL), desk.jan)

    expect(staff.get_by_text("Sukces, mikropoświadczenie zostało przyznane.")).to_be_visible()
    check(staff)

    holder = open_page(language="pl", javascript=False, width=360)
    holder.goto(desk.link())
    check(holder)
    holder.get_by_role("button", name="Odbierz").click()

    expect(holder).to_have_url(re.compile("/credentials/"))
    badge = the_award(desk.issuer)
    assert holder.url == f"{desk.site.address}/credentials/{badge.credential_uuid}"
    assert badge.state == AwardState.CLAIMED
    expect(holder.get_by_role("heading", level=1)).to_be_visible()
    check(holder)
