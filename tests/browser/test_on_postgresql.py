"""The same pages over PostgreSQL: a badge is awarded, claimed and looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import PostgresServer
from playwright.sync_api import Browser, expect

from .chromium import open_context
from .conftest import new_desk
from .desk import Desk
from .running import running_site


@pytest.fixture
def postgresql_desk(
    postgresql: PostgresServer, postgresql_template: str, tmp_path: Path
) -> Iterator[Desk]:
    """Yield an organisation of a service that has its records in PostgreSQL."""
    with (
        postgresql.new_database(like=postgresql_template) as name,
        running_site(postgresql.url(name), tmp_path) as site,
    ):
        yield new_desk(site)


def test_a_badge_is_awarded_and_claimed(chromium: Browser, postgresql_desk: Desk) -> None:
    desk = postgresql_desk
    with open_context(chromium, desk.site.address) as context:
        page = context.new_page()
        desk.sign_in(page)
        award = desk.award()
        page.goto("/awards")
        expect(page.get_by_text("Jan Kowalski")).to_be_visible()

        page.goto(desk.link())
        page.get_by_role("button", name="Claim the badge").click()
        expect(page).to_have_url(f"{desk.site.address}/credentials/{award.credential_uuid}")
        page.goto("/my")

        expect(page.get_by_role("heading", level=2)).to_have_count(1)
